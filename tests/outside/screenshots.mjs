// Pictures of a built board for the people who judge its looks: each page at phone and desk width, light and dark.
//
//     tests/outside/screenshots --dir public --out shots [--base-url URL] [--pages /,/jobs/x/] [--widths 390,1280]

import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { launch, openSite } from "./browser.mjs";
import { examples } from "./kinds.mjs";
import { Site } from "./site.mjs";

const SHOWN = ["index", "posting", "company", "tag", "place", "closed", "404"];
const MAX_HEIGHT = 4000;

/** `[name, url]` of the pages to draw: those asked for, else one of each kind. */
function pagesToShow(site, asked) {
  if (asked) {
    return asked.split(",").map((route) => {
      const relative = route.replace(/^\//, "");
      const name = relative.replace(/\/$/, "").replace(/[^a-zA-Z0-9._-]+/g, "-") || "index";
      return [name, new URL(relative, site.base)];
    });
  }
  const chosen = examples(site, 1);
  return SHOWN.filter((kind) => chosen.has(kind)).map((kind) => [kind, site.url(chosen.get(kind)[0])]);
}

async function shoot(context, url, file) {
  const page = await context.newPage();
  await page.goto(url.href, { waitUntil: "load" });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  const width = page.viewportSize().width;
  await page.screenshot({ path: file, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, MAX_HEIGHT) } });
  await page.close();
}

const { values } = parseArgs({
  options: {
    dir: { type: "string" },
    out: { type: "string" },
    "base-url": { type: "string" },
    pages: { type: "string" },
    widths: { type: "string", default: "390,1280" },
  },
});
if (!values.dir || !values.out) {
  console.error("usage: screenshots --dir BUILT --out FOLDER [--base-url URL] [--pages /,/jobs/x/] [--widths 390,1280]");
  process.exit(2);
}
const site = new Site(values.dir, values["base-url"]);
const pages = pagesToShow(site, values.pages);
fs.mkdirSync(values.out, { recursive: true });
const browser = await launch();
for (const width of values.widths.split(",").map(Number)) {
  for (const colorScheme of ["light", "dark"]) {
    const { context, elsewhere } = await openSite(browser, site, { colorScheme, viewport: { width, height: 844 } });
    for (const [name, url] of pages) {
      const file = path.join(values.out, `${name}-${width}-${colorScheme}.png`);
      await shoot(context, url, file);
      console.log(`${file}  ${url.href}`);
    }
    for (const { page, url } of elsewhere) console.log(`asked another host: ${url} (from ${page})`);
    await context.close();
  }
}
await browser.close();
