// Bytes and milliseconds of the search on a built site: `node benches/search/browse.mjs SITE WORD…`, for each word what comes over
// the wire until its first result stands there, in a browser that knows nothing of the site, and how long a keystroke
// takes once the index was asked for. The site is served with gzip -6, as hosts do. `benches/search/board.mjs` writes boards.

import fs from "node:fs";
import http from "node:http";
import path from "node:path";
import zlib from "node:zlib";
import { launch } from "../../tests/outside/browser.mjs";

const [site, ...words] = process.argv.slice(2);
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json", ".svg": "image/svg+xml" };
let sent = new Map();

const server = http.createServer((request, response) => {
  let file = path.join(site, decodeURIComponent(new URL(request.url, "http://x").pathname));
  if (file.endsWith("/")) file += "index.html";
  if (!fs.existsSync(file)) return response.writeHead(404).end();
  const packed = zlib.gzipSync(fs.readFileSync(file), { level: 6 });
  sent.set(request.url, packed.length);
  response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream", "content-encoding": "gzip" });
  response.end(packed);
});
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const base = `http://127.0.0.1:${server.address().port}/`;

const isIndex = (url) => url.includes("/search-index/");
const kB = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;
const all = (urls) => urls.reduce((sum, url) => sum + sent.get(url), 0);
const browser = await launch();

async function open(address) {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(base + address);
  return { context, page };
}
const answered = (page, word) => page.waitForFunction((q) => new URLSearchParams(document.querySelector("form.search").dataset.answer ?? "").get("q") === q, word);

for (const word of words) {
  sent = new Map();
  const { context, page } = await open(`search/?q=${encodeURIComponent(word)}`);
  await page.waitForSelector(".found .card");
  await answered(page, word);
  const index = [...sent.keys()].filter(isIndex);
  console.log(`"${word}": ${await page.textContent(".found .bar ~ *, [role=status]").catch(() => "")} index ${kB(all(index))} in ${index.length} files, with page, style and scripts ${kB(all([...sent.keys()]))}`);
  await context.close();
}

// What is typed letter by letter; the first time files are fetched, then the answer is a matter of the browser alone.
const { context, page } = await open("search/");
await page.focus("#q");
const texts = words.flatMap((word) => Array.from(word, (_, index) => word.slice(0, index + 1)).slice(1));
const type = () => page.evaluate(async (texts) => {
  const [input, form] = [document.querySelector("#q"), document.querySelector("form.search")];
  const pause = () => new Promise((next) => setTimeout(next, 0));
  const times = [];
  for (const text of texts) {
    const start = performance.now();
    input.value = text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    const isAnswered = () => new URLSearchParams(form.dataset.answer ?? "").get("q") === text;
    const observed = new Promise((done) => new MutationObserver((_, observer) => isAnswered() && (observer.disconnect(), done())).observe(form, { attributes: true }));
    await Promise.race([observed, new Promise((late) => setTimeout(late, 10_000))]);
    times.push(performance.now() - start);
    await pause();
  }
  return times;
}, texts);
await type();
const times = [await type(), await type(), await type()].flat().sort((left, right) => left - right);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
console.log(`${times.length} keystrokes once loaded: median ${at(0.5)} ms, 95 of 100 within ${at(0.95)} ms, worst ${at(1)} ms`);
await context.close();
await browser.close();
server.close();
