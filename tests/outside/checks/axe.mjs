// axe-core, all of its default rules, on examples of every kind of page: light, dark, phone, forced colours at 320 px,
// and a page zoomed to 200 % (which is a screen of half the width).

import fs from "node:fs";
import { createRequire } from "node:module";
import { launch, openSite } from "../browser.mjs";
import { examples } from "../kinds.mjs";

export const name = "axe";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const WAYS = [
  ["light", { colorScheme: "light", viewport: { width: 1280, height: 900 } }],
  ["dark", { colorScheme: "dark", viewport: { width: 1280, height: 900 } }],
  ["phone, light", { colorScheme: "light", viewport: { width: 390, height: 844 } }],
  ["phone, dark", { colorScheme: "dark", viewport: { width: 390, height: 844 } }],
  ["forced colours, 320 px", { forcedColors: "active", viewport: { width: 320, height: 640 } }],
  ["zoom 200 %", { deviceScaleFactor: 2, viewport: { width: 640, height: 450 } }],
];

async function judge(context, site, file, way) {
  const page = await context.newPage();
  await page.goto(site.url(file).href, { waitUntil: "load" });
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  await page.close();
  return violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 3).map(({ target, failureSummary }) => ({
    file,
    rule: `${id} (${way})`,
    message: `${help}: ${target.join(" ")} ${(failureSummary ?? "").split("\n").slice(1).join(" ").trim()}`,
  })));
}

/** Examples of every kind of page in every way. */
export async function run({ site, sample }) {
  const files = [...examples(site, sample).values()].flat();
  const browser = await launch();
  const results = await Promise.all(WAYS.map(async ([way, options]) => {
    const { context } = await openSite(browser, site, options);
    const found = [];
    for (const file of files) found.push(...(await judge(context, site, file, way)));
    return found;
  }));
  await browser.close();
  return { items: files.length * WAYS.length, findings: results.flat() };
}
