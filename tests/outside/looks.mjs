// The theme in Chromium, on boards that are built for it: the whole way of the keyboard, the policy, JavaScript off, a
// board from right to left, a board in German, the settings of the theme, and another look (docs/examples/gazette).
// `node looks.mjs PROGRAM [FOLDER for pictures]`; the last line is `N passed, N failed`.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { launch, openSite } from "./browser.mjs";
import { Count } from "./count.mjs";
import { examples } from "./kinds.mjs";
import * as links from "./checks/links.mjs";
import { readPages } from "./pages.mjs";
import { write } from "./search/board.mjs";
import { Site } from "./site.mjs";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const HERE = import.meta.dirname;
const ROOT = path.resolve(HERE, "../..");
const PROGRAM = path.resolve(process.argv[2]);
const PICTURES = process.argv[3];
const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "looks-"));

/** A built board: files by their path, over the content of the sample board or that of another maker. */
function build(name, files, content = path.join(ROOT, "content"), root = path.join(scratch, name)) {
  for (const [file, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  }
  const out = path.join(scratch, `${name}-public`);
  const place = content ? ["--content", content] : [];
  execFileSync(PROGRAM, ["build", "--quiet", "--now", "2026-11-20", "--root", root, "--out", out, ...place], { stdio: "pipe" });
  return new Site(out);
}

const count = new Count();
const { check } = count;

async function inPage(site, file, options, run) {
  const { context, elsewhere } = await openSite(browser, site, options);
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => message.type() === "error" && !/status of 404/.test(message.text()) && errors.push(message.text()));
  await page.goto(site.url(file).href, { waitUntil: "load" });
  if (options.javaScriptEnabled !== false) await page.waitForLoadState("networkidle");
  await run(page);
  await context.close();
  assert.deepEqual([errors, elsewhere], [[], []]);
}

/** What the keyboard must reach, and where it is: run inside the page. */
function marked() {
  const wanted = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled);
  wanted.forEach((element, index) => (element.dataset.key = String(index)));
  return wanted.length;
}

function focused() {
  const element = document.activeElement;
  const key = element?.dataset.key;
  if (key === undefined) return undefined;
  const visible = (style) => style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2;
  const box = element.getBoundingClientRect();
  return {
    key: Number(key),
    what: element.outerHTML.slice(0, 90),
    ring: visible(getComputedStyle(element)) || visible(getComputedStyle(element, "::after")),
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}

/** What has the focus, once the browser has scrolled to it: on a busy machine that takes it some frames. */
async function reached(page) {
  let now = await page.evaluate(focused);
  for (let frame = 0; now && !now.seen && frame < 120; frame += 1) {
    await page.evaluate(() => new Promise(requestAnimationFrame));
    now = await page.evaluate(focused);
  }
  return now;
}

/** Every control is reached once, in the order of the page, its ring is seen, and the way leads out at the end. */
async function walk(page) {
  const count = await page.evaluate(marked);
  let at = -1;
  for (let presses = 0; presses <= count; presses += 1) {
    await page.keyboard.press("Tab");
    const now = await reached(page);
    if (presses === count) {
      assert.ok(now === undefined || now.key === 0, `the way does not lead out: ${now?.what}`);
      break;
    }
    assert.ok(now, `nothing has the focus after ${at + 1} of ${count}`);
    assert.equal(now.key, at + 1, `out of order: ${now.what}`);
    assert.ok(now.ring, `no ring: ${now.what}`);
    assert.ok(now.seen, `out of sight: ${now.what}`);
    at = now.key;
  }
  return count;
}

async function skipLink(page) {
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.className), /skip/);
  assert.ok(await page.evaluate(() => document.activeElement.getBoundingClientRect().top >= 0));
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)), "the next control is in main");
}

async function filters(page) {
  await page.focus(".toggle");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#filters .values li");
  const open = await page.evaluate(marked);
  const count = await page.evaluate(() => document.querySelectorAll("#filters input, #filters select, #filters button").length);
  assert.ok(open > 0 && count > 8);
  await page.keyboard.press("Tab");
  assert.ok(await page.evaluate(() => document.querySelector("#filters").contains(document.activeElement)), "the filters follow their button");
  await page.focus("#filters input[name=types]");
  await page.keyboard.press("Space");
  await page.waitForFunction(() => /types=/.test(location.search) && document.querySelector("#found").textContent !== "");
  assert.equal(await page.evaluate(() => document.activeElement.name), "types");
  assert.equal(await page.getAttribute("#found", "role"), "status");
  await page.keyboard.press("Escape");
  assert.ok(!(await page.isVisible("#filters")));
  assert.deepEqual(await page.evaluate(() => [document.activeElement.className, document.activeElement.ariaExpanded]), ["toggle", "false"]);
}

/** The finder opens when the focus comes to the form; the list below stays where it is. */
async function steady(page) {
  const height = () => page.evaluate(() => document.documentElement.scrollHeight);
  const before = await height();
  await page.focus("form.search button");
  await page.waitForSelector("form[data-answer]");
  assert.equal(await height(), before);
}

const POLICY = /^default-src 'none'(; [a-z-]+ '(self|none)')+$/;

/** On every page: one policy of `'self'` parts, nothing inline, and the language of the page. */
function strict(site) {
  for (const file of site.pages) {
    const html = site.text(file);
    const policy = html.match(/<meta http-equiv="Content-Security-Policy" content="([^"]*)">/)?.[1].replaceAll("&#39;", "'").replaceAll("&#x27;", "'");
    assert.match(policy ?? "none", POLICY, file);
    assert.doesNotMatch(html, /<style|<[^>]*\s(style|on[a-z]+)=|<script(?![^>]*(\ssrc=|type="application\/ld\+json"))/, `${file}: something inline`);
    assert.match(html, /<html lang="[a-zA-Z-]+"/, file);
  }
}

async function accessible(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html} ${nodes[0].failureSummary}`), []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(wide <= 1, `${wide} px wider than the screen`);
}

const WAYS = [
  ["light", { colorScheme: "light" }],
  ["dark", { colorScheme: "dark" }],
  ["phone, dark", { colorScheme: "dark", viewport: { width: 320, height: 640 } }],
  ["forced colours", { forcedColors: "active" }],
];

/** One page of each kind that a visitor sees. */
const SHOWN = ["index", "posting", "company", "tag", "list", "search", "salaries", "404"];
const kinds = (site) => [...examples(site, 1)].filter(([kind]) => SHOWN.includes(kind)).map(([kind, [file]]) => [kind, file]);

async function everyWay(name, site) {
  await Promise.all(WAYS.map(async ([way, options]) => {
    for (const [kind, file] of kinds(site)) await check(`${name}, ${kind}, ${way}`, () => inPage(site, file, options, accessible));
  }));
}

async function picture(site, name) {
  if (!PICTURES) return;
  fs.mkdirSync(PICTURES, { recursive: true });
  for (const [kind, file] of kinds(site)) {
    for (const [width, colorScheme] of [[390, "light"], [1280, "light"], [1280, "dark"]]) {
      await inPage(site, file, { colorScheme, viewport: { width, height: 900 } }, (page) => page.screenshot({ path: path.join(PICTURES, `${name}-${kind}-${width}-${colorScheme}.png`) }));
    }
  }
}

/** Without JavaScript no control is there that does nothing. */
async function bare(page) {
  const idle = await page.$$eval("button", (buttons) => buttons.filter(({ type, form }) => type !== "submit" || !form).map(({ outerHTML }) => outerHTML));
  assert.deepEqual(idle, []);
  const hidden = await page.$$eval("main [hidden]", (parts) => parts.length);
  assert.equal(hidden, 0);
}

const browser = await launch();
fs.mkdirSync(path.join(scratch, "plain"));
write(path.join(scratch, "plain"));
const plain = build("plain", {}, null);
await check("policy", () => strict(plain));
for (const [kind, file] of kinds(plain)) {
  await check(`keyboard, ${kind}`, () => inPage(plain, file, {}, walk));
  await check(`without JavaScript, ${kind}`, () => inPage(plain, file, { javaScriptEnabled: false }, bare));
}
for (const file of ["index.html", "places/remote/page/1/index.html"]) await check(`the page moved under the focus when the search opened, ${file}`, () => inPage(plain, file, {}, steady));
await check("the employer on a card was larger under a posting than in a list", async () => {
  const sizes = [];
  const size = (page) => page.locator(".card .who").first().evaluate((line) => getComputedStyle(line).fontSize);
  const keep = async (page) => sizes.push(await size(page));
  for (const file of ["index.html", examples(plain, 1).get("posting")[0]]) await inPage(plain, file, {}, keep);
  assert.equal(sizes[1], sizes[0]);
});
await check("skip link", () => inPage(plain, "index.html", {}, skipLink));
await check("filters by keyboard", () => inPage(plain, "index.html", {}, filters));
await check("filters by keyboard, phone", () => inPage(plain, "search/index.html", { viewport: { width: 320, height: 640 } }, filters));
await picture(plain, "plain");

const arabic = build("arabic", {
  "board.yaml": "title: لوحة الوظائف\ndescription: وظائف من كل نوع، موصوفة كاملة.\nbase_url: https://arabic.example/\nlanguage: ar\n",
  "templates/strings/ar.toml": fs.readFileSync(path.join(HERE, "looks/ar.toml")),
  "content/jobs/baker.md": "---\ntitle: خباز ليلي\nslug: baker\nlanguage: ar\ncompany: مخبز الحي\nlocation: Amman, Jordan\ndate_posted: 2026-11-18\nsalary: EUR 12345.50 a year\napply: https://bakery.example/\n---\n\nنخبز الخبز كل ليلة، ونبحث عن زميل.\n",
  "content/jobs/gardener.md": "---\ntitle: Head Gardener\nslug: gardener\nlanguage: en\ncompany: Quillfern\nlocation: Leeds, United Kingdom\ndate_posted: 2026-11-12\nvalid_through: 2026-12-02\napply: https://garden.example/\n---\n\nYou look after roses. <b>Nothing</b> else.\n",
}, null);
await check("from right to left", async () => {
  const page = arabic.text("jobs/gardener/index.html");
  assert.match(page, /<html lang="ar" dir="rtl">/);
  assert.match(page, /<article lang="en" dir="ltr">/);
  assert.match(arabic.text("jobs/baker/index.html"), /12,345\.50\u00a0€ في السنة/);
  assert.match(arabic.text("jobs/baker/index.html"), /<article lang="ar">/);
  assert.match(arabic.text("index.html"), /وظيفتان متاحتان/);
  assert.match(arabic.text("jobs/baker/index.html"), /Amman, الأردن/);
  assert.match(arabic.text("rss.xml"), /<language>ar<\/language>[^]*<dc:language>en<\/dc:language>/);
  strict(arabic);
});
await check("the page is turned around", () => inPage(arabic, "index.html", {}, async (page) => {
  const [card, title, when] = await page.evaluate(() => [".card", ".card h3", ".card .when"].map((part) => document.querySelector(part).getBoundingClientRect().toJSON()));
  assert.ok(title.left > when.right && card.right - title.right < 120, "the title stands to the right of its day");
}));
await everyWay("right to left", arabic);
await picture(arabic, "arabic");

fs.cpSync(path.join(ROOT, "static/logos"), path.join(scratch, "german/static/logos"), { recursive: true });
const german = build("german", { "board.yaml": "title: Stellenbrett\nbase_url: https://brett.example/\nlanguage: de\ncolors:\n  accent: \"#ffd400\"\ntheme:\n  density: compact\n  hero:\n    heading: Arbeit, die bleibt\n    text: Jede Stelle mit Lohn.\n  logo:\n    image: /mark.svg\n  fonts:\n    headings: /fonts/own.ttf\n", "static/mark.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><circle cx=\"4.5\" cy=\"4.5\" r=\"4\" fill=\"#ffd400\"/></svg>", "static/fonts/own.ttf": brotliDecompressSync(fs.readFileSync(path.join(ROOT, "src/render/social_card/fonts/latin-bold.br"))) });
await check("the settings of the theme", async () => {
  const index = german.text("index.html");
  assert.match(index, /<h1>Arbeit, die bleibt<\/h1>\s*<p class="lede">Jede Stelle mit Lohn\.<\/p>/);
  assert.match(index, /<img class="mark" src="\/mark\.svg\?v=[0-9a-f]{8}" alt=""/);
  const sheet = german.text("theme.css");
  assert.match(sheet, /--accent:#ffd400;--on-accent:#000000;--link:#7c6700/);
  assert.match(sheet, /@font-face\{font-family:"Board headings";src:url\("fonts\/own\.ttf"\);font-weight:100 900;font-display:swap\}/);
  assert.match(sheet, /Compact: more jobs/);
});
await picture(german, "german");
for (const [kind, file] of kinds(german).filter(([kind]) => ["index", "posting"].includes(kind))) {
  for (const [way, options] of WAYS) await check(`accent of the board, ${kind}, ${way}`, () => inPage(german, file, options, accessible));
}

fs.cpSync(path.join(ROOT, "docs/examples/gazette"), path.join(scratch, "gazette"), { recursive: true });
fs.cpSync(path.join(ROOT, "static/logos"), path.join(scratch, "gazette/static/logos"), { recursive: true });
const gazette = build("gazette", {});
await check("another look, policy", () => strict(gazette));
await check("another look, links", async () => {
  const { findings } = await links.run({ site: gazette, pages: readPages(gazette) });
  assert.deepEqual(findings.map(({ file, rule, message }) => `${file}: ${rule} ${message}`), []);
});
await check("another look, keyboard", () => inPage(gazette, "index.html", {}, walk));
await check("another look, filters", () => inPage(gazette, "index.html", {}, filters));
await everyWay("another look", gazette);
await picture(gazette, "gazette");

await browser.close();
fs.rmSync(scratch, { recursive: true });
count.end();
