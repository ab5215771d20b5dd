// Every check passes a board that keeps the rules, and finds what is wrong with one that is broken in one place.

import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { test } from "node:test";
import { goodBoard, writeBoard } from "./good_board.mjs";
import { readPages } from "./pages.mjs";
import { Site } from "./site.mjs";

const NOW = "2026-11-20";
const ALL = ["markup", "texts", "links", "weight", "sitemap", "machine", "json_feed", "rss", "atom", "vocabulary", "job_posting"];
const POSTING = "jobs/keeper/index.html";

/** What a check finds on a board. */
async function findings(check, files) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "board-"));
  try {
    writeBoard(folder, files);
    const site = new Site(folder);
    const module = await import(`./checks/${check}.mjs`);
    const { findings: found } = await module.run({ site, pages: readPages(site), now: NOW, sample: 1 });
    return found.map(({ file, rule, message }) => `${file}: ${rule}: ${message}`);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

function broken(file, from, to) {
  const files = goodBoard();
  assert.ok(files[file].includes(from), `\`${from}\` is in ${file}`);
  return { ...files, [file]: files[file].replaceAll(from, to) };
}

for (const check of [...ALL, "nu", "html_validate", "feedparser"]) {
  test(`${check} finds nothing on a good board`, async () => {
    assert.deepEqual(await findings(check, goodBoard()), []);
  });
}

// [check, the rule that must be named, file, text, what stands in its place]
const BREAKS = [
  ["markup", "no policy in <meta>", "index.html", "Content-Security-Policy", "X-Something"],
  ["markup", "policy is weak", "index.html", "style-src 'self'", "style-src 'unsafe-inline'"],
  ["markup", "no policy in _headers", "_headers", "Content-Security-Policy", "X-Something"],
  ["markup", "inline or active content", POSTING, "<p>You look", '<p style="color:red">You look'],
  ["markup", "inline or active content", POSTING, "<p>You look", '<p onclick="x()">You look'],
  ["markup", "inline or active content", POSTING, "https://reed.example/apply", "java\tscript:alert(1)"],
  ["markup", "inline or active content", POSTING, "</main>", "<script>x()</script></main>"],
  ["markup", "<img> asks another host", POSTING, "</main>", '<img src="https://cdn.example/x.png" alt=""></main>'],
  ["markup", "not exactly one h1", POSTING, "<p>You look", "<h1>You</h1><p>You look"],
  ["markup", "heading level skipped", POSTING, "<p>You look", "<h3>You</h3><p>You look"],
  ["markup", "canonical is not its own address", POSTING, 'canonical" href="https://example.org/board/jobs/keeper/', 'canonical" href="https://example.org/board/'],
  ["markup", "title shared by several pages", "tags/index.html", "<title>Tags", "<title>Companies"],
  ["texts", "literal **", POSTING, "the boats", "**the boats **"],
  ["texts", "#LI- tag", POSTING, "the boats", "the boats #LI-Remote"],
  ["texts", "company without a name", "jobs.json", "Reed & Oar", "None"],
  ["texts", "wrongly read characters", POSTING, "the boats", "the boatâ€™s"],
  ["links", "link is dead", POSTING, "/board/tags/boats/", "/board/tags/ships/"],
  ["links", "link leaves the board's folder", POSTING, "/board/tags/boats/", "/tags/boats/"],
  ["links", "fragment does not exist", "index.html", "#main", "#nain"],
  ["links", "linked file is dead", POSTING, "style.css", "styles.css"],
  ["links", "link goes through a redirect", "index.html", "/board/jobs/keeper/\"", "/board/jobs/old-keeper/\""],
  ["links", "redirect is dead", "_redirects", "/board/jobs/keeper/", "/board/jobs/gone/"],
  ["links", "address is dead", "llms.txt", "jobs/keeper/", "jobs/keep/"],
  ["weight", "over 30000 bytes", POSTING, "the boats", Array.from({ length: 30_000 }, (_, i) => (i * 2_654_435_761) % 4_294_967_296).join(" ")],
  ["sitemap", "against the schema", "sitemap.xml", "2026-11-02", "2. November"],
  ["sitemap", "lastmod in the future", "sitemap.xml", "2026-11-02", "2027-01-01"],
  ["sitemap", "no such page", "sitemap.xml", "board/tags/boats/", "board/tags/ships/"],
  ["sitemap", "page is not to be indexed", "sitemap.xml", "board/tags/boats/", "board/jobs/painter/"],
  ["sitemap", "indexable page not in the sitemap", "sitemap.xml", "board/tags/boats/", "board/jobs/painter/"],
  ["sitemap", "listed twice", "sitemap.xml", "board/tags/boats/", "board/tags/"],
  ["machine", "keeps crawlers from postings", "robots.txt", "Allow: /", "Disallow: /board/jobs/"],
  ["machine", "ShortName has 1 to 16 characters", "opensearch.xml", "<ShortName>Tiny board", "<ShortName>The tiniest board of all"],
  ["machine", "an open posting is missing", "jobs.json", "jobs/keeper/", "jobs/painter/"],
  ["machine", "does not start with one H1", "llms.txt", "# Tiny", "Tiny"],
  ["json_feed", "schema: must be string", "feed.json", '"title":"Boat keeper"', '"title":7'],
  ["json_feed", "schema: must match format", "feed.json", "2026-11-02T00:00:00Z", "2026-11-02"],
  ["json_feed", "relative or unsafe address", "feed.json", "<p>You", "<p><a href='/x'>You</a>"],
  ["json_feed", "feed_url is not its own address", "feed.json", "feed.json", "feeds.json"],
  ["json_feed", "entry is no open posting", "feed.json", '"url":"https://example.org/board/jobs/keeper/', '"url":"https://example.org/board/jobs/painter/'],
  ["rss", "not well-formed", "rss.xml", "You look after the boats.", "boats & people"],
  ["rss", "pubDate is no RFC 822 date", "rss.xml", "<pubDate>Mon", "<pubDate>Tue"],
  ["rss", "not exactly one atom:link rel=self", "rss.xml", 'rel="self"', 'rel="hub"'],
  ["rss", "item without guid", "rss.xml", "guid>", "category>"],
  ["rss", "author is no mail address", "rss.xml", "<guid>", "<author>Reed</author><guid>"],
  ["rss", "a feed reader removes this element", "rss.xml", "&lt;p&gt;", "&lt;script&gt;x&lt;/script&gt;&lt;p&gt;"],
  ["atom", "entry: not exactly one <updated>", "atom.xml", "</title><updated>2026-11-02T00:00:00Z</updated><link", "</title><link"],
  ["atom", "feed older than its newest entry", "atom.xml", "</title><updated>2026-11-02T00:00:00Z</updated><author", "</title><updated>2026-11-01T00:00:00Z</updated><author"],
  ["atom", "no author", "atom.xml", "author>", "contributor>"],
  ["atom", "<updated> is no RFC 3339 date", "atom.xml", "2026-11-02T00:00:00Z", "2026-11-02"],
  ["vocabulary", "no such property of this type", POSTING, '"datePosted"', '"postedOn"'],
  ["vocabulary", "no such type in schema.org", POSTING, '"Place"', '"Spot"'],
  ["vocabulary", "type not allowed here", POSTING, '"Place"', '"Person"'],
  ["vocabulary", "value of the wrong kind", POSTING, '"2026-11-02"', '"November 2026"'],
  ["vocabulary", "not written as \\u003c", POSTING, "\\u003c", "<"],
  ["vocabulary", "block is not JSON", POSTING, '"BE"', "'BE'"],
  ["job_posting", "title not on the page", POSTING, '"title":"Boat keeper"', '"title":"Keeper of boats"'],
  ["job_posting", "title holds gender marks", POSTING, "Boat keeper", "Boat keeper (m/f/d)"],
  ["job_posting", "description is not the page's text", POSTING, "\\u003cp\\u003eYou look", "\\u003cp\\u003eSomeone looks"],
  ["job_posting", "datePosted in the future", POSTING, '"2026-11-02"', '"2026-12-02"'],
  ["job_posting", "company not on the page", POSTING, '"name":"Reed \\u0026 Oar"', '"name":"Reed and Oar Ltd"'],
  ["job_posting", "addressCountry is no ISO 3166 code", POSTING, '"BE"', '"EMEA"'],
  ["job_posting", "jobLocation missing", POSTING, '"jobLocation"', '"jobPlace"'],
  ["job_posting", "TELECOMMUTE without applicantLocationRequirements", POSTING, '"employmentType"', '"jobLocationType":"TELECOMMUTE","employmentType"'],
  ["job_posting", "employmentType not accepted", POSTING, "FULL_TIME", "Full-time"],
  ["job_posting", "amount not on the page", POSTING, "31000", "29000"],
  ["job_posting", "unitText not accepted", POSTING, '"YEAR"', '"ANNUM"'],
  ["job_posting", "JobPosting on a closed posting", POSTING, '<link rel="canonical" href="https://example.org/board/jobs/keeper/">', '<meta name="robots" content="noindex">'],
  ["nu", "", POSTING, "<p>You", "<p><div>You</div>"],
  ["html_validate", "void-content", POSTING, "<p>You", "<p></br>You"],
  ["feedparser", "not read without complaint", "rss.xml", "</channel>", ""],
  ["feedparser", "item without id", "atom.xml", "<id>https://example.org/board/jobs/keeper/</id>", ""],
];

for (const [check, rule, file, from, to] of BREAKS) {
  test(`${check} finds: ${rule || "markup error"} (${to.slice(0, 40)})`, async () => {
    const found = await findings(check, broken(file, from, to));
    assert.ok(found.some((line) => line.includes(rule)), `findings: ${found.join("\n")}`);
  });
}

test("a list with JobPosting data is found", async () => {
  const files = goodBoard();
  const block = files[POSTING].match(/<script type="application\/ld\+json">.*?<\/script>/)[0];
  const found = await findings("job_posting", { ...files, "tags/boats/index.html": files["tags/boats/index.html"].replace("</head>", `${block}</head>`) });
  assert.ok(found.some((line) => line.includes("JobPosting on a page that is no posting")));
});

test("a list that nothing leads to is found", async () => {
  const files = goodBoard();
  const found = await findings("links", { ...files, "tags/oars/index.html": files["tags/boats/index.html"] });
  assert.ok(found.includes("tags/oars/index.html: no link from the front page leads here: tag"), found.join("\n"));
});
