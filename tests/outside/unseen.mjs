// Searches a board that nobody made for the purpose, in Chromium: `node unseen.mjs SITE` (a built site, bodies searched). What
// must be found is worked out from jobs.json and the Markdown twins with rules of its own, much plainer than those of
// the search: a job that holds the word must be there, and one that is there must hold something that looks like it.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { launch, openSite } from "./browser.mjs";
import { Site } from "./site.mjs";

const folder = path.resolve(process.argv[2]);
const read = (file) => fs.readFileSync(path.join(folder, file), "utf8");
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const words = (text) => new Set(plain(text).match(/[\p{L}\p{N}]+/gu) ?? []);

const jobs = [];
for (let file = "jobs.json"; file; ) {
  const part = JSON.parse(read(file));
  jobs.push(...part.jobs);
  file = part.next_url && new URL(part.next_url).pathname.slice(1);
}
for (const job of jobs) {
  job.slug = new URL(job.url).pathname.split("/").at(-2);
  job.tags ??= [];
  const head = [job.title, job.company?.name ?? "", ...job.tags, job.category ?? "", JSON.stringify(job.location ?? "")].join(" ");
  job.head = words(head);
  // Addresses in a text are not words of it.
  const text = read(new URL(job.markdown_url).pathname.slice(1)).split(/^---$/m).at(-1);
  job.body = words(text.replaceAll(/\]\([^)]*\)|<?https?:[^\s>)]*/g, "]"));
  job.all = new Set([...job.head, ...job.body]);
}
const slugs = (fits) => jobs.filter(fits).map(({ slug }) => slug);

let state = 7;
const random = (bound) => ((state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0), Math.floor((state / 4_294_967_296) * bound));
const inJobs = (of) => {
  const counts = new Map();
  for (const job of jobs) for (const value of of(job)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};
/** So many values, each held by as many jobs as allowed. */
function some(counts, least, most, number, fits = () => true) {
  const found = [...counts].filter(([value, count]) => count >= least && count <= most && fits(value)).map(([value]) => value).sort();
  return Array.from({ length: Math.min(number, found.length) }, () => found.splice(random(found.length), 1)[0]);
}
const isWord = (word) => /^[a-z]{5,}$/.test(word);
const looksLike = (job, word) => [...job.all].some((other) => other.startsWith(word.slice(0, Math.max(3, word.length - 4))) || word.startsWith(other) || other.includes(word.slice(0, 4)));

const searches = [];
const inTitles = inJobs(({ title }) => words(title));
const everywhere = inJobs(({ all }) => all);
const bodies = inJobs(({ body, head }) => [...body].filter((word) => !head.has(word)));
const holding = (word) => (job) => job.all.has(word);

function finds(name, query, must, may) {
  searches.push([`${name} ${query}`, async (visit) => {
    const found = new Set(await visit(query));
    const missing = must.filter((slug) => !found.has(slug));
    assert.deepEqual(missing, [], `${missing.length} of ${must.length} are missing`);
    const wrong = jobs.filter((job) => found.has(job.slug) && !may(job)).map(({ slug }) => slug);
    assert.deepEqual(wrong, [], "found without cause");
  }]);
}
const word = (name) => (wanted) => finds(name, `?q=${wanted}`, slugs(holding(wanted)), (job) => looksLike(job, wanted));
some(inTitles, 1, 30, 6, isWord).forEach(word("title"));
some(bodies, 1, 60, 8, isWord).forEach(word("body"));
for (const [first, second] of [0, 1, 2, 3].map(() => some(inJobs(({ all }) => all), 20, 200, 2, isWord))) {
  const both = (job) => job.all.has(first) && job.all.has(second);
  finds("both", `?q=${first}+${second}`, slugs(both), (job) => looksLike(job, first) && looksLike(job, second));
}
for (const wanted of some(inTitles, 1, 20, 6, (title) => /^[a-z]{8,}$/.test(title))) {
  const at = 3 + random(wanted.length - 5);
  const slip = random(2) ? wanted.slice(0, at) + wanted.slice(at + 1) : wanted.slice(0, at) + wanted[at + 1] + wanted[at] + wanted.slice(at + 2);
  if ([...everywhere.keys()].some((known) => known.startsWith(slip))) continue;
  finds("slip", `?q=${slip}`, slugs(({ title }) => words(title).has(wanted)), () => true);
}
for (const wanted of some(inTitles, 1, 20, 4, (title) => /^[a-z]{8,}$/.test(title))) {
  const start = wanted.slice(0, 5);
  finds("beginning", `?q=${start}`, slugs(({ title }) => [...words(title)].some((other) => other.startsWith(start))), (job) => looksLike(job, start));
}
const isPlain = (name) => /^[A-Za-z]{3,}( [A-Za-z]+)*$/.test(name);
const slug = (name) => name.toLowerCase().replaceAll(" ", "-");
const tagged = (name) => (job) => job.tags.some((tag) => slug(tag) === slug(name));
const exactly = (name, query, fits) => searches.push([`${name} ${query}`, async (visit) => assert.deepEqual((await visit(query)).sort(), slugs(fits).sort())]);
const tags = some(inJobs(({ tags }) => tags), 5, 400, 6, isPlain);
tags.slice(0, 3).forEach((tag) => exactly("tag", `?tags=${slug(tag)}`, tagged(tag)));
exactly("two tags", `?tags=${slug(tags[3])}&tags=${slug(tags[4])}`, (job) => tagged(tags[3])(job) && tagged(tags[4])(job));
exactly("remote", "?ways=remote", (job) => job.location?.remote === "remote");
exactly("tag and remote", `?tags=${slug(tags[5])}&ways=remote`, (job) => tagged(tags[5])(job) && job.location?.remote === "remote");
const page = (job) => job.company?.page && new URL(job.company.page).pathname.split("/").at(-2);
for (const company of some(inJobs((job) => [page(job)].filter(Boolean)), 2, 50, 3)) exactly("company", `?companies=${company}`, (job) => page(job) === company);
const [first, second] = some(inJobs((job) => [page(job)].filter(Boolean)), 2, 50, 2);
if (second) exactly("either company", `?companies=${first}&companies=${second}`, (job) => [first, second].includes(page(job)));
const days = jobs.map(({ date_posted }) => date_posted).filter((day) => /^\d{4}-\d\d-\d\d$/.test(day)).sort();
if (days.length === jobs.length) {
  const day = days[Math.floor(days.length * 0.7)];
  exactly("since", `?since=${day}`, ({ date_posted }) => date_posted >= day);
}
searches.push(["newest first, by a link", async (visit) => {
  const date = new Map(jobs.map((job) => [job.slug, job.date_posted ?? ""]));
  const found = (await visit(`?tags=${slug(tags[0])}&sort=date`)).map((job) => date.get(job).slice(0, 7));
  assert.deepEqual(found, [...found].sort().reverse());
}]);

const browser = await launch();
const site = new Site(folder);
async function settled(page) {
  await page.waitForFunction(() => {
    const sorted = (query) => [...new URLSearchParams(query)].map(String).sort().join("&");
    const { answer } = document.querySelector("form.search").dataset;
    return answer !== undefined && sorted(answer) === sorted(location.search);
  });
}
async function found(page) {
  await settled(page);
  while (await page.locator(".found .more:visible").count()) {
    const before = await page.locator(".found .card").count();
    await page.click(".found .more");
    await page.waitForFunction((count) => document.querySelectorAll(".found .card").length > count, before);
  }
  return page.$$eval(".found .card h3 a", (links) => links.map(({ pathname }) => pathname.split("/").at(-2)));
}
const { context, elsewhere } = await openSite(browser, site);
const tab = await context.newPage();
const visit = async (query) => {
  await tab.goto(new URL(`search/${query}`, site.base).href);
  return found(tab);
};
searches.push(["back and forth", async () => {
  const [one, other] = some(inTitles, 1, 20, 2, isWord);
  const before = await visit(`?q=${one}`);
  const after = await visit(`?q=${other}`);
  await tab.goBack();
  assert.deepEqual(await found(tab), before);
  await tab.goForward();
  assert.deepEqual(await found(tab), after);
}]);
let failed = 0;
for (const [name, search] of searches) {
  try {
    await search(visit);
  } catch (error) {
    failed += 1;
    console.log(`not right: ${name}\n  ${error.message.split("\n").slice(0, 14).join("\n  ")}`);
  }
}
assert.deepEqual(elsewhere, []);
await browser.close();
console.log(`${jobs.length} jobs: ${searches.length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
