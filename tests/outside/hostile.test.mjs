// The payloads of tests/hostile in Chromium, without the policy of `_headers`: the pages alone keep them still.
// No script runs, no dialog opens, no other host is asked, nothing active stands in a page.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";

import { launch, openSite } from "./browser.mjs";
import { Site } from "./site.mjs";

const root = new URL("../../", import.meta.url).pathname;
const program = path.resolve(process.env.CORKBOARD ?? path.join(root, "target/quick/corkboard"));
const payloads = Object.values(JSON.parse(fs.readFileSync(path.join(root, "tests/hostile/payloads.json"), "utf8"))).flat();
const TABS = 4;

/** A text in double quotes, as YAML wants it: what it forbids is written by number. */
const quoted = (text) => JSON.stringify(text).replace(/[\u007f-\u0084\u0086-\u009f\ufeff\ufffe\uffff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** A posting with the payload as its text and in every field that takes a text. */
function posting(payload, number) {
  const text = quoted(payload);
  const field = (before) => quoted(`${before} ${payload}`);
  return `---\ntitle: ${field("Cook")}\ncompany: ${field("Galley")}\nid: ${field(number)}\ndate_posted: 2026-03-01
location: ${text}\nsalary: ${text}\ntags: [${text}, bread]\nsummary: ${text}\ncategory: ${text}\n---\n\n${payload}\n`;
}

function board() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "hostile-"));
  fs.mkdirSync(path.join(folder, "content/jobs"), { recursive: true });
  fs.writeFileSync(path.join(folder, "board.yaml"), "base_url: https://board.example/\n");
  payloads.forEach((payload, number) => fs.writeFileSync(path.join(folder, `content/jobs/attack-${number}.md`), posting(payload, number)));
  execFileSync(program, ["build", "--quiet", "--now", "2026-03-15"], { cwd: folder, stdio: ["ignore", "ignore", "ignore"] });
  return folder;
}

/** Runs in the page: what is active there. */
function active() {
  const found = [];
  const own = (url) => new URL(url, document.baseURI).origin === location.origin;
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (["iframe", "object", "embed", "base", "style", "math", "frame", "audio", "video", "portal", "template"].includes(name)) found.push(`<${name}>`);
    if (name === "script" && element.type !== "application/ld+json" && (!element.src || !own(element.src))) found.push("<script>");
    for (const { name: key, value } of element.attributes) {
      if (key.startsWith("on") || ["style", "srcdoc", "ping"].includes(key)) found.push(`<${name} ${key}>`);
      if (["href", "src", "action", "formaction", "xlink:href", "data"].includes(key) && !/^(https?|mailto|tel):$/.test(new URL(value, document.baseURI).protocol)) found.push(`<${name} ${key}=${value}>`);
    }
  }
  return found;
}

async function visit(page, site, file, found) {
  await page.goto(site.url(file).href, { waitUntil: "load" });
  if (page.url() !== site.url(file).href && !/refresh/.test(fs.readFileSync(path.join(site.folder, file), "utf8"))) found.push([file, "led elsewhere", page.url()]);
  for (const what of await page.evaluate(active)) found.push([file, "active", what]);
}

test("no payload is alive in any page", { timeout: 3_600_000, skip: process.env.NO_BROWSER === "1" && "without a browser" }, async () => {
  const folder = board();
  const site = new Site(path.join(folder, "public"));
  const all = site.files.filter((file) => file.endsWith(".html"));
  const files = process.env.HOSTILE === "all" ? all : all.filter((file) => /^(jobs|companies)\//.test(file));
  const browser = await launch();
  const { context, elsewhere } = await openSite(browser, site, { bypassCSP: true });
  const found = [];
  context.on("dialog", async (dialog) => (found.push([dialog.page()?.url(), "dialog", dialog.message()]), dialog.dismiss()));
  context.on("console", (message) => /evil/.test(message.text()) && found.push([message.page()?.url(), "console", message.text()]));
  const queue = [...files];
  await Promise.all(Array.from({ length: TABS }, async () => {
    const page = await context.newPage();
    for (let file = queue.shift(); file; file = queue.shift()) await visit(page, site, file, found);
  }));
  await browser.close();
  fs.rmSync(folder, { recursive: true });
  console.log(`# ${payloads.length} payloads, ${files.length} pages, ${elsewhere.length} requests elsewhere, ${found.length} findings`);
  assert.deepEqual(elsewhere, []);
  assert.deepEqual(found, []);
  assert.ok(files.length > payloads.length);
});
