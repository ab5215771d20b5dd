// The modules of the theme's search, without a browser: words, the index, what is kept on the device. They are copied
// to a folder of modules first, since what lies in `static/` is published as it is.

import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "finder-"));
after(() => fs.rmSync(folder, { recursive: true }));
fs.cpSync(new URL("../../static/finder/", import.meta.url), folder, { recursive: true });
fs.writeFileSync(path.join(folder, "package.json"), '{"type":"module"}');
const load = (name) => import(pathToFileURL(path.join(folder, name)).href);
const { distance, words } = await load("text.js");
const { Index, numbers } = await load("index.js");
const { Device } = await load("device.js");

test("texts are cut as the index cuts them", () => {
  const table = JSON.parse(fs.readFileSync(new URL("search/words.json", import.meta.url), "utf8"));
  assert.ok(table.length > 10);
  for (const [text, expected] of table) assert.deepEqual(words(text), expected, text);
});

test("letters that changed places are one mistake", () => {
  assert.deepEqual([distance("pyhton", "python", 2), distance("rust", "rust", 2), distance("abc", "xyz", 2)], [1, 0, 3]);
  assert.deepEqual([distance("kubernets", "kubernetes", 2), distance("a", "abcd", 2), distance("bkaer", "baker", 1)], [1, 3, 1]);
});

test("lists are gaps, or what they leave out", () => {
  const filled = [0, 2, 3, 5];
  assert.deepEqual(numbers("CC", filled), [2, 5]);
  assert.deepEqual(numbers("~", filled), filled);
  assert.deepEqual(numbers("~D", filled), [0, 2, 5]);
  assert.deepEqual(numbers("fgBv8B", filled), [31, 64, 2000]);
  assert.deepEqual(numbers("", filled), []);
});

// Five jobs in six slots: 0 Baker (October), 1 Night Baker, 3 Bakery Manager, 4 Rust Developer, 5 Front-End Developer.
const FILES = {
  meta: {
    version: "1", count: 5, slots: 6, cards: 4, months: [[0, "2026-10"], [1, "2026-11"]], endings: "e ed es ing s",
    head: { cuts: "n", other: 0 }, body: { cuts: "", other: 0 }, facets: [{ id: "tags", label: "Tags", feeds: true }], words: {},
  },
  days: { days: "JDABCC", empty: "C" },
  "head-0": {
    words: "baker bakery developer end front frontend manager", roots: "F G J D F I H", lists: "AA D EA F F F D", names: "      ",
  },
  "head-1": { words: "night remote rust", roots: "F F E", lists: "B  E", names: " ~B A" },
  "body-0": { words: "bake baked kneading oven", roots: "D D F E", lists: "A D B EA" },
  spelling: { words: "baker developer rust" },
  "facet-tags": { slugs: "bread code rust", names: "Bread\nCode\nRust", lists: "AAB EA E" },
  pay: { currencies: "EUR USD", lists: "AC B", most: "500,700 800", rates: { EUR: 1, USD: 2 } },
  from: { areas: "*\n?\nDE\nEurope", lists: "A B E D", regions: { Europe: "DE FR" } },
  "cards-0": ["<li>0", "<li>1", "", "<li>3"],
  "cards-1": ["<li>4", "<li>5"],
};
const name = (url) => /([^/]+)\.json/.exec(url.pathname)[1];
const index = new Index(new URL("https://board.example/search-index/"), async (url) => FILES[name(url)]);
const find = async (q, more = {}) => (await index.find({ q, ...more })).slots;

test("titles come before bodies, newer ones before older ones", async () => {
  assert.deepEqual(await find("baker "), [1, 0]);
  assert.deepEqual(await find("oven"), [5, 4]);
  assert.deepEqual(await find("night baker"), [1]);
});

test("the last word may be a beginning, those before it not", async () => {
  assert.deepEqual(await find("bak"), [1, 3, 0]);
  assert.deepEqual(await find("bak "), [3, 0]);
  assert.deepEqual(await find("dev rust"), [4]);
});

test("forms of a word are found, known ones and unknown ones", async () => {
  assert.deepEqual(await find("baking "), [3, 0]);
  assert.deepEqual(await find("knead "), [1]);
  assert.deepEqual(await find("developers "), [5, 4]);
});

test("a mistake in typing is mended when nothing is found as it stands", async () => {
  const found = await index.find({ q: "devleoper" });
  assert.deepEqual([found.slots, found.instead], [[5, 4], ["developer"]]);
  assert.deepEqual(await find("zzzz"), []);
});

test("compounds are found in one piece and in two", async () => {
  for (const q of ["frontend ", "front-end ", "front end "]) assert.deepEqual(await find(q), [5], q);
});

test("words that say nothing are left out when others are there", async () => {
  assert.deepEqual(await find("jobs for a baker "), [1, 0]);
});

test("facets narrow, counts say what would be left", async () => {
  const found = await index.find({ q: "", facets: new Map([["tags", ["code"]]]) });
  assert.deepEqual(found.slots, [5, 4]);
  const counts = await index.counts("tags", found);
  assert.deepEqual(counts.map(({ value, count }) => [value.slug, count]), [["bread", 0], ["code", 2], ["rust", 1]]);
  assert.deepEqual(await find("", { facets: new Map([["tags", ["code", "rust"]]]) }), [4]);
  assert.deepEqual(await find("", { facets: new Map([["tags", ["nothing"]]]) }), []);
});

test("remote jobs from a country are those that name it, its region, any place or none", async () => {
  assert.deepEqual(await find("", { from: "DE" }), [1, 4, 3, 0]);
  assert.deepEqual(await find("", { from: "FR" }), [1, 3, 0]);
  assert.deepEqual(await index.countries(), ["DE", "FR"]);
});

test("days are told from the month and the day", async () => {
  assert.deepEqual([0, 1, 4].map((slot) => index.date(slot)), ["2026-10-09", "2026-11-03", "2026-11-02"]);
  assert.deepEqual(await find("", { since: "2026-11-02" }), [1, 5, 4]);
  assert.deepEqual(await find("", { since: "2027-01-01" }), []);
});

test("cards come in the order asked for", async () => {
  assert.deepEqual(await index.cards([5, 0, 3]), ["<li>5", "<li>0", "<li>3"]);
});

const storage = () => {
  const kept = new Map();
  return { getItem: (key) => kept.get(key) ?? null, setItem: (key, text) => kept.set(key, text), removeItem: (key) => kept.delete(key) };
};

test("what is saved is there on the next page, and gone when erased", () => {
  const here = storage();
  assert.equal(new Device("k", here).toggleSaved("/jobs/a/", { title: "A" }), true);
  const next = new Device("k", here);
  assert.equal(next.saved["/jobs/a/"].title, "A");
  next.setHidden("/jobs/b/", true);
  assert.deepEqual(Object.keys(JSON.parse(next.export()).hidden), ["/jobs/b/"]);
  next.erase();
  assert.deepEqual(new Device("k", here).saved, {});
});

test("a visit is one when half an hour lies between", () => {
  const here = storage();
  const minute = 60_000;
  const at = (minutes) => {
    const device = new Device("k", here, Date.UTC(2026, 10, 1) + minutes * minute);
    device.arrive();
    return device.lastVisit;
  };
  assert.deepEqual([at(0), at(10), at(10 + 24 * 60)], [undefined, undefined, "2026-11-01"]);
});

test("a browser that keeps nothing, or nonsense, is no mistake", () => {
  const broken = { getItem: () => "{", setItem: () => { throw new Error("full"); }, removeItem: () => {} };
  const device = new Device("k", broken);
  assert.equal(device.toggleSaved("/x/", {}), true);
});

test("pay is compared in the visitor's currency", async () => {
  // 0 pays 50,000 EUR, 3 pays 70,000 EUR, 1 pays 80,000 USD, which are 40,000 EUR.
  assert.deepEqual(await find("", { least: 50_000, currency: "EUR" }), [3, 0]);
  assert.deepEqual(await find("", { least: 90_000, currency: "USD" }), [3, 0]);
  assert.deepEqual((await find("", { sort: "pay" })).slice(0, 3), [3, 0, 1]);
});
