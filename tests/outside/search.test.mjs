// What the theme's search finds. The module is read as text, since what lies in `static/` is published as it is.

import assert from "node:assert/strict";
import fs from "node:fs";
import { test } from "node:test";

const text = fs.readFileSync(new URL("../../static/search.js", import.meta.url), "utf8");
const { entry, search, words } = await import(`data:text/javascript,${encodeURIComponent(text)}`);

const NAMES = { DE: "Germany", JP: "Japan", remote: "Remote", anywhere: "Anywhere" };
const JOBS = [
  { title: "Gardener", company: { name: "Élan & Söhne" }, summary: "Looks after the baker's roses.", tags: ["C++"] },
  { title: "Night Baker", title_text: "Night Baker (REQ-7)", location: { text: "Muenchen", places: [{ city: "München", country: "DE" }] } },
  { title: "Rust Engineer", location: { remote: "remote", anywhere: true }, salary: { text: "€70k a year" } },
  { title: "焼き職人", tags: ["東京パン"], location: { applicant_locations: ["JP"] } },
];
const found = (query) => search(JOBS.map((job) => entry(job, (code) => NAMES[code] ?? code)), query).map(({ job }) => job.title);

test("a text is cut into plain words", () => {
  assert.deepEqual(words("Straße, Ünïcode: C#/C++ (node.js)"), ["strasse", "unicode", "c#", "c++", "node", "js"]);
});

test("every word must be there, at the beginning of a word", () => {
  assert.deepEqual(found("night mun"), ["Night Baker"]);
  assert.deepEqual(found("night remote"), []);
  assert.deepEqual(found("ght"), []);
  assert.deepEqual(found(" , "), []);
});

test("case and accents do not matter", () => {
  assert.deepEqual(found("ELAN sohne"), ["Gardener"]);
  assert.deepEqual(found("munchen"), ["Night Baker"]);
});

test("names of countries, ways of working, pay and codes are searched", () => {
  for (const [query, title] of [["germany", "Night Baker"], ["anywhere remote", "Rust Engineer"], ["70k", "Rust Engineer"], ["req", "Night Baker"], ["c++", "Gardener"], ["japan", "焼き職人"]]) {
    assert.deepEqual(found(query), [title], query);
  }
});

test("titles come first, the rest stays in its order", () => {
  assert.deepEqual(found("baker"), ["Night Baker", "Gardener"]);
  assert.deepEqual(found("e"), ["Rust Engineer", "Gardener"]);
});

test("scripts without spaces are searched inside words", () => {
  assert.deepEqual(found("パン"), ["焼き職人"]);
});
