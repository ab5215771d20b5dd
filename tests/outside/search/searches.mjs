// Searches with known answers. `find` opens an address and gives the addresses of all jobs found, in order; `of` works
// the expected ones out from the facts of the regular postings.

import assert from "node:assert/strict";
import { JOBS } from "./board.mjs";

const of = (fits) => JOBS.filter(fits).map(({ slug }) => slug);
const same = (found, expected) => assert.deepEqual([...found].sort(), [...expected].sort());
const newest = (slugs) => {
  const date = new Map(JOBS.map((job) => [job.slug, job.date]));
  slugs.reduce((before, slug) => (assert.ok(date.get(before) >= date.get(slug), `${before} before ${slug}`), slug));
};

const exactly = (query, ...slugs) => [query, async (visit) => same(await visit.find(query), slugs)];
const regular = (query, fits) => [query, async (visit) => same(await visit.find(query), of(fits))];

export const SEARCHES = [
  // Words of title, company, tags, place, body.
  exactly("?q=kiln", "kiln-keeper"),
  exactly("?q=skerry+trust", "lighthouse-warden"),
  exactly("?q=ceramics", "kiln-keeper"),
  exactly("?q=bergen", "lighthouse-warden"),
  exactly("?q=norway", "lighthouse-warden"),
  exactly("?q=cuneiform", "kiln-keeper"),
  exactly("?q=foghorn+lenses", "lighthouse-warden"),
  exactly("?q=foghorn+glazing"),
  exactly("?q=c%2B%2B", "frontend-developer"),
  exactly("?q=c%23", "backend-developer"),
  regular("?q=kelp+carpenter", ({ material, role }) => material === "kelp" && role === "Carpenter"),
  regular("?q=senior+nurse+toronto", ({ title, city }) => title === "Senior Nurse" && city === "Toronto"),
  // Beginnings, mistakes in typing.
  exactly("?q=kuber", "kubernetes-operator"),
  exactly("?q=kubernets", "kubernetes-operator"),
  exactly("?q=kuberentes", "kubernetes-operator"),
  exactly("?q=ligthouse", "lighthouse-warden"),
  exactly("?q=foghron", "lighthouse-warden"),
  regular("?q=carpnter+lyon", ({ role, city }) => role === "Carpenter" && city === "Lyon"),
  exactly("?q=xqzwvj"),
  // Forms of words, marks, compounds, other scripts.
  exactly("?q=stoke", "kiln-keeper"),
  exactly("?q=wage", "lighthouse-warden"),
  regular("?q=gardeners", ({ role }) => role === "Gardener"),
  exactly("?q=entwickler", "baecker-muenchen"),
  exactly("?q=ingenieur", "developpeuse"),
  exactly("?q=desarrollador", "programador"),
  exactly("?q=munchen+backerin", "baecker-muenchen"),
  exactly("?q=frontend", "frontend-developer"),
  exactly("?q=front-end", "frontend-developer"),
  exactly("?q=%E3%83%91%E3%83%B3", "tokyo-baker"),
  exactly("?q=%D0%B1%D0%BE%D1%80%D1%89", "moscow-cook"),
  exactly("?q=beekeeper"),
  // Facets, alone and together.
  regular("?tags=rust&tags=python", ({ tags }) => tags.includes("Rust") && tags.includes("Python")),
  regular("?places=berlin&places=lyon&types=part-time", ({ city, type }) => ["Berlin", "Lyon"].includes(city) && type === "part-time"),
  regular("?companies=saltmarsh&levels=junior", ({ company, title }) => company === "Saltmarsh" && title.startsWith("Junior")),
  regular("?q=engineer&ways=hybrid&places=canada", ({ role, way, country }) => role === "Software Engineer" && way === "hybrid" && country === "CA"),
  regular("?pay=80000&currency=EUR", ({ pay }) => pay + 4000 >= 80_000),
  ["remote from Austria", async (visit) => same(await visit.find("?from=AT"), ["frontend-developer", "backend-developer", "kubernetes-operator"])],
  ["since a day", async (visit) => same(await visit.find("?since=2026-11-17&tags=bread"), of(({ date, tags }) => date >= "2026-11-17" && tags.includes("Bread")))],
  ["the newest first", async (visit) => newest(await visit.find("?q=baker&sort=date&companies=saltmarsh"))],
  ["a title before a text", async (visit) => assert.equal((await visit.find("?q=front"))[0], "frontend-developer")],
  ["counts beside the values", async (visit) => {
    await visit.find("?q=nurse");
    const counts = await visit.counts("ways");
    const expected = Object.fromEntries(["onsite", "hybrid", "remote"].map((way) => [way, of((job) => job.role === "Nurse" && job.way === way).length]));
    assert.deepEqual(counts, expected);
  }],
  ["a filter chosen by hand is in the address, and back takes it away", async (visit) => {
    await visit.find("?q=nurse");
    await visit.choose("ways", "remote");
    same(await visit.found(), of(({ role, way }) => role === "Nurse" && way === "remote"));
    assert.match(visit.page.url(), /q=nurse&ways=remote/);
    await visit.back();
    same(await visit.found(), of(({ role }) => role === "Nurse"));
    assert.doesNotMatch(visit.page.url(), /ways/);
  }],
  ["typing, then another question, then back", async (visit) => {
    await visit.open("");
    await visit.type("foghorn");
    same(await visit.found(), ["lighthouse-warden"]);
    await visit.type("cuneiform");
    same(await visit.found(), ["kiln-keeper"]);
    await visit.back();
    same(await visit.found(), ["lighthouse-warden"]);
    assert.equal(await visit.page.inputValue("#q"), "foghorn");
  }],
  ["the page of a tag is narrowed to it", async (visit) => {
    await visit.open("tags/rust/");
    await visit.type("senior");
    same(await visit.found(), of(({ tags, title }) => tags.includes("Rust") && title.startsWith("Senior")));
    assert.match(visit.page.url(), /tags\/rust\/\?q=senior$/);
  }],
  ["a form sent without the script leads to the page that searches", async (visit) => {
    const action = await visit.bare("tags/rust/", "senior");
    assert.match(action, /\/search\/\?q=senior&tags=rust$/);
  }],
  ["the feed of a search is the narrowest", async (visit) => {
    await visit.find("?places=berlin&tags=pastry&q=baker");
    const feed = await visit.page.getAttribute(".found > .small a", "href");
    const [berlin, pastry] = [of(({ city }) => city === "Berlin").length, of(({ tags }) => tags.includes("Pastry")).length];
    assert.match(feed, pastry < berlin ? /tags\/pastry\/rss\.xml$/ : /places\/berlin\/rss\.xml$/);
  }],
  ["the keyboard alone searches, narrows and opens", async (visit) => visit.keyboard()],
  ["saved and hidden jobs stay on the device", async (visit) => visit.device()],
];
