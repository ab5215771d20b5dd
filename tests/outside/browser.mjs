// Chromium on a built folder, without a network: every request is answered from the folder, at the board's real
// address; whatever goes to another host is refused and noted.

import fs from "node:fs";
import { chromium } from "playwright-core";

const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
];

/** Where Chromium is: `$CHROMIUM`, or the first usual place. */
export function chromiumPath() {
  const places = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const found = places.find((place) => place && fs.existsSync(place));
  if (!found) throw new Error("no Chromium: install Debian's `chromium`, or set CHROMIUM to its path");
  return found;
}

export const chromiumFlags = ["--headless", ...FLAGS];

/** Starts Chromium; the caller closes it. */
export function launch() {
  return chromium.launch({ executablePath: chromiumPath(), headless: true, args: FLAGS });
}

/** A browser context in which `site` is the whole web. What it asked of other hosts is in `elsewhere`. */
export async function openSite(browser, site, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const elsewhere = [];
  await context.route("**/*", async (route) => {
    const url = new URL(route.request().url());
    if (url.origin !== site.base.origin) {
      elsewhere.push({ page: route.request().frame()?.url(), url: url.href });
      return route.abort();
    }
    const { status, file, location } = site.answer(url);
    if (location !== undefined) {
      return route.fulfill({ status, headers: { location: new URL(location, url).href } });
    }
    if (file === undefined) return route.fulfill({ status, body: "not found" });
    return route.fulfill({ status, headers: site.headers(url.pathname, file), body: site.bytes(file) });
  });
  return { context, elsewhere };
}
