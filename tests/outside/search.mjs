// Builds the board of `search/board.mjs` and makes the searches of `search/searches.mjs` in Chromium, in a fresh context
// each. `node search.mjs PROGRAM`; the last line is `N passed, N failed`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { launch, openSite } from "./browser.mjs";
import { Count } from "./count.mjs";
import { write } from "./search/board.mjs";
import { SEARCHES } from "./search/searches.mjs";
import { Site } from "./site.mjs";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

class Visit {
  constructor(page, site, context) {
    Object.assign(this, { page, site, context });
  }

  async open(address) {
    await this.page.goto(new URL(address, this.site.base).href);
  }

  /** The slugs of all jobs found, after everything has been shown. */
  async found() {
    const { page } = this;
    await this.settled();
    while (await page.locator(".found .more:visible").count()) {
      const before = await page.locator(".found .card").count();
      await page.click(".found .more");
      await page.waitForFunction((count) => document.querySelectorAll(".found .card").length > count, before);
    }
    return page.$$eval(".found .card h3 a", (links) => links.map(({ pathname }) => pathname.split("/").at(-2)));
  }

  /** Waits until the answer to what is in the address is shown. */
  async settled() {
    await this.page.waitForFunction(() => {
      const sorted = (query) => [...new URLSearchParams(query)].map(String).sort().join("&");
      const { answer } = document.querySelector("form.search").dataset;
      return answer !== undefined && sorted(answer) === sorted(location.search);
    });
  }

  async find(query) {
    await this.open(`search/${query}`);
    return this.found();
  }

  async type(text) {
    await this.page.fill("#q", text);
    await this.page.waitForFunction((wanted) => new URLSearchParams(location.search).get("q") === wanted, text);
  }

  async back() {
    await this.page.goBack();
    await this.settled();
  }

  async filters() {
    if (!(await this.page.locator("#filters:visible").count())) await this.page.click(".toggle");
    await this.page.waitForSelector("#filters .values li");
    await this.settled();
  }

  async counts(facet) {
    await this.filters();
    const values = await this.page.$$eval(`#filters input[name=${facet}]`, (inputs) => inputs.map((input) => [input.value, Number(input.closest("li").querySelector(".n").textContent)]));
    return Object.fromEntries(values);
  }

  async choose(facet, value) {
    await this.filters();
    await this.page.check(`#filters input[name=${facet}][value=${value}]`);
  }

  /** Where the form leads when there is no script. */
  async bare(address, text) {
    const { context } = await openSite(this.context.browser(), this.site, { javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(new URL(address, this.site.base).href);
    assert.equal(await page.locator(".toggle, .own").count(), 0);
    await page.fill("#q", text);
    await page.press("#q", "Enter");
    await page.waitForURL(/search/);
    assert.ok((await page.locator(".card").count()) > 10);
    const url = page.url();
    await context.close();
    return url;
  }

  async keyboard() {
    const { page } = this;
    await this.open("");
    for (let presses = 0; presses < 20 && !(await page.evaluate(() => document.activeElement.id === "q")); presses += 1) await page.keyboard.press("Tab");
    await page.keyboard.type("nurse");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.search === "?q=nurse");
    await this.settled();
    assert.equal(await page.evaluate(() => document.activeElement.id), "q");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#filters input[name=ways]");
    await this.settled();
    await page.focus("#filters input[name=ways][value=hybrid]");
    await page.keyboard.press("Space");
    await page.waitForFunction(() => /ways=hybrid/.test(location.search));
    await this.settled();
    assert.equal(await page.evaluate(() => document.activeElement.value), "hybrid");
    await page.waitForFunction(() => /^7 jobs found/.test(document.querySelector("#found").textContent));
    await page.focus(".found .card h3 a");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/jobs\//);
  }

  async device() {
    const { page } = this;
    await this.find("?q=foghorn");
    await page.click(".found .save");
    assert.equal(await page.getAttribute(".found .save", "aria-pressed"), "true");
    await page.click(".found .own button:not(.save)");
    assert.equal(await page.locator(".found .card:visible").count(), 0);
    await page.reload();
    await this.settled();
    assert.equal(await page.locator(".found .card:visible").count(), 0);
    await page.click(".hidden-note button");
    assert.equal(await page.locator(".found .card:visible").count(), 1);
    await page.click("header.top .saved-link a");
    assert.match(await page.textContent("section.kept"), /Lighthouse Warden/);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click("section.kept >> text=Export")]);
    assert.ok(Object.keys(JSON.parse(fs.readFileSync(await download.path(), "utf8")).saved)[0].includes("lighthouse-warden"));
    await page.click("section.kept >> text=Erase");
    assert.equal(await page.evaluate(() => localStorage.length), 0);
  }
}

/** axe on a search with its filters open. */
const WAYS = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["320 px", { viewport: { width: 320, height: 700 } }],
  ["forced colours", { forcedColors: "active", viewport: { width: 320, height: 700 } }],
];

async function accessible(browser, site, options) {
  const { context } = await openSite(browser, site, options);
  const page = await context.newPage();
  const visit = new Visit(page, site, context);
  await visit.find("?q=nurse&ways=hybrid");
  await visit.filters();
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
  await context.close();
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), []);
  assert.ok(!wide, "wider than the screen");
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "searched-"));
write(folder);
execFileSync(path.resolve(process.argv[2]), ["build", "--quiet", "--now", "2026-11-20"], { cwd: folder, stdio: ["ignore", "inherit", "inherit"] });
const site = new Site(path.join(folder, "public"));
const browser = await launch();
const count = new Count();
for (const [name, run] of SEARCHES) {
  const { context, elsewhere } = await openSite(browser, site);
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await count.check(name, async () => {
    await run(new Visit(page, site, context));
    assert.deepEqual([errors, elsewhere], [[], []]);
  });
  await context.close();
}
for (const [name, options] of WAYS) await count.check(`axe, ${name}`, () => accessible(browser, site, options));
await browser.close();
fs.rmSync(folder, { recursive: true });
count.end();
