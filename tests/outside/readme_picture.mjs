// The picture of the README: the front page on a desk beside a posting on a phone, from a built sample board.
//     node tests/outside/readme_picture.mjs public docs/board.png

import fs from "node:fs";
import { launch, openSite } from "./browser.mjs";
import { Site } from "./site.mjs";

const [folder, out] = process.argv.slice(2);
const site = new Site(folder);
const browser = await launch();

async function shot(file, options) {
  const { context } = await openSite(browser, site, options);
  const page = await context.newPage();
  await page.clock.setFixedTime(new Date("2026-11-20T12:00:00Z"));
  await page.goto(site.url(file).href, { waitUntil: "networkidle" });
  const png = await page.screenshot();
  await context.close();
  return `data:image/png;base64,${png.toString("base64")}`;
}

const desk = await shot("index.html", { viewport: { width: 1280, height: 1000 } });
const phone = await shot("jobs/firmware-engineer-ocean-sensors/index.html", { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
const page = await browser.newPage({ viewport: { width: 1332, height: 790 } });
await page.setContent(`<body style="margin:0;background:#d6cabb"><img style="position:absolute;left:20px;top:20px;width:960px" src="${desk}"><img style="position:absolute;left:1000px;top:58px;width:312px" src="${phone}">`);
fs.writeFileSync(out, await page.screenshot());
await browser.close();
