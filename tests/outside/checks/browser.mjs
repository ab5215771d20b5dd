// Chromium on examples of every kind of page: the policy refuses nothing, no error, no other host, nothing wider than
// the screen at 320 px; and with JavaScript off the same text, links and pages of a list are there.

import { launch, openSite } from "../browser.mjs";
import { examples } from "../kinds.mjs";

export const name = "browser";

/** What a visitor sees, read inside the page. */
function seen() {
  const visible = (element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });
  const links = [...document.querySelectorAll("a[href]")].filter(visible);
  const root = document.documentElement;
  const wide = [...document.body.querySelectorAll("*")].filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1);
  return {
    heading: [...document.querySelectorAll("h1")].filter(visible).length,
    words: document.body.innerText.trim().split(/\s+/).length,
    jobs: links.filter(({ pathname }) => /\/jobs\/[^/]+/.test(pathname) && !/\/jobs\/page\b/.test(pathname)).length,
    pager: links.some(({ pathname }) => /\/page\/\d+/.test(pathname)),
    overflow: root.scrollWidth > root.clientWidth + 1 ? root.scrollWidth : 0,
    widest: wide.slice(0, 2).map((element) => `<${element.tagName.toLowerCase()} class="${element.className}">`).join(", "),
  };
}

class Visit {
  constructor(site, found) {
    this.site = site;
    this.found = found;
  }

  async open(context, file, listen) {
    const page = await context.newPage();
    const add = (rule, message) => this.found.push([file, rule, message]);
    if (listen) {
      page.on("console", (message) => message.type() === "error" && !/status of 404/.test(message.text()) && add("error in the console", message.text()));
      page.on("pageerror", (error) => add("error in a script", error.message));
      page.on("requestfailed", (request) => !/ERR_ABORTED/.test(request.failure()?.errorText ?? "") && add("request failed", request.url()));
      page.on("response", (response) => response.status() >= 400 && add("request answered with an error", `${response.status()} ${response.url()}`));
    }
    await page.goto(this.site.url(file).href, { waitUntil: "load" });
    const state = await page.evaluate(seen);
    await page.close();
    return state;
  }
}

/** Examples of every kind, in three ways. */
export async function run({ site, pages, sample }) {
  const found = [];
  const byFile = new Map(pages.map((page) => [page.file, page]));
  const files = [...examples(site, sample + 1).values()].flat();
  const browser = await launch();
  const visit = new Visit(site, found);
  const phone = await openSite(browser, site, { viewport: { width: 320, height: 700 } });
  const bare = await openSite(browser, site, { javaScriptEnabled: false });
  const full = await openSite(browser, site);
  for (const file of files) {
    const state = await visit.open(full.context, file, true);
    const plain = await visit.open(bare.context, file, true);
    const narrow = await visit.open(phone.context, file, false);
    const add = (rule, message) => found.push([file, rule, message]);
    if (narrow.overflow) add("wider than a 320 px screen", `${narrow.overflow} px: ${narrow.widest}`);
    if (state.overflow) add("wider than a 1280 px screen", `${state.overflow} px: ${state.widest}`);
    if (plain.heading < 1) add("no visible h1 without JavaScript", "");
    if (plain.words < state.words * 0.8) add("text missing without JavaScript", `${plain.words} of ${state.words} words`);
    if (plain.jobs < state.jobs) add("postings missing without JavaScript", `${plain.jobs} of ${state.jobs}`);
    const hasPager = byFile.get(file).links.some(({ href }) => /\/page\/\d+/.test(href));
    if (hasPager && !plain.pager) add("no pager without JavaScript", "");
  }
  for (const { page, url } of [...full.elsewhere, ...bare.elsewhere, ...phone.elsewhere]) found.push([page ?? "-", "asks another host", url]);
  await browser.close();
  return { items: files.length * 3, findings: found.map(([file, rule, message]) => ({ file, rule, message })) };
}
