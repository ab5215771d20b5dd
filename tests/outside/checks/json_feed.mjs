// JSON Feed 1.1: the schema, and what a schema cannot say: own address, unique and stable ids, open postings only,
// clean HTML, pages of a feed that follow each other without a circle.

import fs from "node:fs";
import Ajv from "ajv";
import addFormats from "ajv-formats";
import { Identities, announced, duplicates, entryFindings, htmlFindings, openPostings } from "../feeds.mjs";

export const name = "json-feed";

const SCHEMA = JSON.parse(fs.readFileSync(new URL("../schemas/json_feed.json", import.meta.url), "utf8"));
const VERSION = "https://jsonfeed.org/version/1.1";

/** A feed, or a later page of one: a JSON file that says so. */
function isFeed(site, file) {
  return file.endsWith(".json") && /(^|\/)feed[^/]*\.json$/.test(file) && site.text(file).slice(0, 200).includes("jsonfeed.org");
}

function feedFindings(site, file, feed) {
  const found = [];
  const own = site.url(file).href;
  if (Object.keys(feed)[0] !== "version") found.push(["version is not the first key", Object.keys(feed)[0]]);
  if (feed.version !== VERSION) found.push(["not version 1.1", feed.version]);
  if (!feed.home_page_url) found.push(["no home_page_url", ""]);
  else if (site.answer(new URL(feed.home_page_url)).status !== 200) found.push(["home_page_url is not there", feed.home_page_url]);
  if (feed.feed_url !== own) found.push(["feed_url is not its own address", String(feed.feed_url)]);
  if (feed.next_url === feed.feed_url && feed.next_url) found.push(["next_url is its own address", feed.next_url]);
  if (feed.next_url && site.answer(new URL(feed.next_url)).status !== 200) found.push(["next_url is not there", feed.next_url]);
  for (const id of duplicates((feed.items ?? []).map(({ id }) => id))) found.push(["id used twice", id]);
  return found;
}

function itemFindings(site, item, open, identities) {
  const found = [...htmlFindings(item.content_html ?? ""), ...entryFindings(site, open, item.url)];
  const other = identities.note(item.id, item.url);
  if (other) found.push(["one id for two postings", `${item.id}: ${item.url}, ${other}`]);
  if (!item.title) found.push(["item without title", item.id]);
  if (!(item.content_html ?? item.content_text ?? "").trim()) found.push(["item without text", item.id]);
  for (const key of Object.keys(item)) {
    if (key.startsWith("_") && !item[key].about) found.push(["extension without about", key]);
  }
  if (item.date_modified && item.date_published && item.date_modified < item.date_published) {
    found.push(["modified before published", item.id]);
  }
  return found;
}

/** Feeds whose `next_url` runs in a circle. */
function circles(feeds, site) {
  const found = [];
  for (const start of feeds.keys()) {
    const seen = new Set();
    for (let file = start; file !== undefined; file = nextFile(feeds.get(file), site)) {
      if (seen.has(file)) {
        found.push([start, "next_url runs in a circle", ""]);
        break;
      }
      seen.add(file);
    }
  }
  return found;
}

function nextFile(feed, site) {
  return feed?.next_url && URL.canParse(feed.next_url) ? site.answer(new URL(feed.next_url)).file : undefined;
}

/** All JSON feeds. */
export async function run({ site, pages }) {
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats(ajv);
  const validate = ajv.compile(SCHEMA);
  const open = openPostings(pages);
  const identities = new Identities();
  const feeds = new Map();
  const found = [];
  let items = 0;
  for (const file of site.files.filter((candidate) => isFeed(site, candidate))) {
    let feed;
    try {
      feed = JSON.parse(site.text(file));
    } catch (error) {
      found.push([file, "not JSON", error.message]);
      continue;
    }
    feeds.set(file, feed);
    if (!validate(feed)) {
      for (const { instancePath, message, params } of validate.errors) found.push([file, `schema: ${message}`, `${instancePath} ${JSON.stringify(params)}`]);
    }
    found.push(...feedFindings(site, file, feed).map((entry) => [file, ...entry]));
    for (const item of feed.items ?? []) {
      items += 1;
      found.push(...itemFindings(site, item, open, identities).map((entry) => [file, ...entry]));
    }
  }
  found.push(...circles(feeds, site), ...announced(pages, site, "application/feed+json", [...feeds.keys()]));
  if (!feeds.size) found.push(["feed.json", "no JSON feed at all", ""]);
  return { items, findings: found.map(([file, rule, message]) => ({ file, rule, message })) };
}
