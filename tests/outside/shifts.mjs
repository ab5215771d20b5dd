// What moves on a page without the visitor's doing, in Chromium at a quarter of the speed: `node shifts.mjs SITE`. Every kind
// of page at four widths: while it loads, when the search gets the focus, while one types, with filters, and on the way
// back. What follows an act within half a second is the visitor's doing (Layout Instability, `hadRecentInput`); going
// back is, too, but Chromium does not count it as such: what moves then is told and not counted.

import path from "node:path";
import { launch, openSite } from "./browser.mjs";
import { examples } from "./kinds.mjs";
import { Site } from "./site.mjs";

const WIDTHS = [320, 390, 768, 1280];
const site = new Site(path.resolve(process.argv[2]));

function watch() {
  globalThis.shifts = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const what = entry.sources.map(({ node, previousRect, currentRect }) => `${node?.nodeName}.${node?.className ?? ""} ${previousRect.x},${previousRect.y} → ${currentRect.x},${currentRect.y}`);
      if (!entry.hadRecentInput) globalThis.shifts.push({ value: entry.value, what: what.slice(0, 3).join("; ") });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

const rest = (page, time = 400) => page.waitForLoadState("networkidle").then(() => page.waitForTimeout(time));
const answered = (page) => page.waitForSelector("form[data-answer]", { timeout: 20_000 });

const ACTS = [
  ["load", (page) => rest(page)],
  ["scroll", async (page) => {
    await page.mouse.wheel(0, 900);
    await rest(page, 700);
    await page.mouse.wheel(0, -900);
    await rest(page, 700);
  }],
  ["focus", async (page) => {
    await page.focus("form.search input[type=search]");
    await answered(page);
    await rest(page, 700);
  }],
  ["typing", async (page) => {
    await page.keyboard.type("a", { delay: 60 });
    await rest(page, 900);
  }],
  ["filters", async (page) => {
    await page.click(".toggle");
    await rest(page, 900);
    const box = page.locator("#filters input[type=checkbox]:visible").first();
    if (await box.count()) await box.click();
    await rest(page, 900);
  }],
  ["back", async (page) => {
    await page.goBack();
    await rest(page, 900);
  }],
];

const browser = await launch();
let [looked, moved] = [0, 0];
for (const [kind, [file]] of examples(site, 1)) {
  for (const width of WIDTHS) {
    const { context } = await openSite(browser, site, { viewport: { width, height: width < 700 ? 780 : 900 } });
    await context.addInitScript(watch);
    const page = await context.newPage();
    const control = await context.newCDPSession(page);
    await control.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    await page.goto(site.url(file).href, { waitUntil: "load" });
    const canSearch = await page.locator("form.search input[type=search]").count();
    for (const [act, run] of canSearch ? ACTS : ACTS.slice(0, 2)) {
      try {
        await run(page);
      } catch (error) {
        console.log(`${kind} ${width} ${act}: ${error.message.split("\n")[0]}`);
        break;
      }
      const shifts = await page.evaluate(() => globalThis.shifts.splice(0));
      looked += 1;
      moved += shifts.length > 0 && act !== "back";
      for (const { value, what } of shifts) console.log(`${kind} ${width} ${act}: ${value.toFixed(4)} ${what}`);
    }
    await context.close();
  }
}
await browser.close();
console.log(`${looked} looked at, ${moved} moved`);
process.exitCode = moved ? 1 : 0;
