// RSS 2.0: the specification, the Best Practices Profile, and what the W3C feed validator reports, as code.

import { Identities, announced, duplicates, entryFindings, htmlFindings, openPostings } from "../feeds.mjs";
import { childrenOf, readXml, textOf } from "../xml.mjs";

export const name = "rss";

const ATOM = "http://www.w3.org/2005/Atom";
const CONTENT = "http://purl.org/rss/1.0/modules/content/";
const DATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), (0[1-9]|[12]\d|3[01]) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} ([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)? (GMT|UT|[+-]\d{4})$/;
const CHANNEL_PARTS = new Set([
  "title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate", "lastBuildDate",
  "category", "generator", "docs", "cloud", "ttl", "image", "rating", "textInput", "skipHours", "skipDays", "item",
]);
const ITEM_PARTS = new Set(["title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate", "source"]);
const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Whether a date has the RFC 822 form and its weekday is the right one. */
function isDate(text) {
  if (!DATE.test(text)) return false;
  const [, day, month, year] = text.match(/, (\d\d) (\w{3}) (\d{4})/);
  return DAYS[new Date(`${day} ${month} ${year} UTC`).getUTCDay()] === text.slice(0, 3);
}

function unknownParts(node, known) {
  const found = [];
  const counted = new Map();
  for (const child of node.children) {
    if (child.uri !== "") continue;
    if (!known.has(child.name)) found.push(["no such element in RSS 2.0", `<${child.name}>`]);
    counted.set(child.name, (counted.get(child.name) ?? 0) + 1);
  }
  for (const [part, count] of counted) {
    if (count > 1 && !["item", "category"].includes(part)) found.push(["element given more than once", `<${part}>`]);
  }
  return found;
}

function channelFindings(site, file, channel) {
  const found = unknownParts(channel, CHANNEL_PARTS);
  for (const part of ["title", "link", "description"]) {
    if (!textOf(channel, part, "")) found.push([`channel without ${part}`, ""]);
  }
  const link = textOf(channel, "link", "");
  if (link && (!URL.canParse(link) || site.answer(new URL(link)).status !== 200)) found.push(["channel link is not there", link]);
  for (const part of ["pubDate", "lastBuildDate"]) {
    const date = textOf(channel, part, "");
    if (date !== undefined && !isDate(date)) found.push([`${part} is no RFC 822 date`, date]);
  }
  const self = childrenOf(channel, "link", ATOM).filter(({ attributes }) => attributes.rel === "self");
  if (self.length !== 1) found.push(["not exactly one atom:link rel=self", String(self.length)]);
  else {
    if (self[0].attributes.href !== site.url(file).href) found.push(["self link is not its own address", self[0].attributes.href]);
    if (self[0].attributes.type !== "application/rss+xml") found.push(["self link without its media type", String(self[0].attributes.type)]);
  }
  return found;
}

function plainText(text, what) {
  return /<[a-z/!]|&(?:amp|lt|gt|quot|#\d+|#x[0-9a-f]+);/i.test(text ?? "") ? [[`${what} holds markup`, text]] : [];
}

function itemFindings(site, item, open, identities) {
  const found = unknownParts(item, ITEM_PARTS);
  const title = textOf(item, "title", "");
  const link = textOf(item, "link", "");
  const date = textOf(item, "pubDate", "");
  const author = textOf(item, "author", "");
  const guids = childrenOf(item, "guid", "");
  const guid = guids[0]?.text.trim();
  if (!title && !textOf(item, "description", "")) found.push(["item without title and description", link]);
  found.push(...plainText(title, "title"), ...entryFindings(site, open, link));
  if (date !== undefined && !isDate(date)) found.push(["pubDate is no RFC 822 date", date]);
  if (author !== undefined && !/\S+@\S+\.\S+/.test(author)) found.push(["author is no mail address", author]);
  if (!guid) found.push(["item without guid", link]);
  else if (guids[0].attributes.isPermaLink !== "false" && !/^https?:\/\//.test(guid)) found.push(["guid is no address", guid]);
  else if (guids[0].attributes.isPermaLink !== "false" && site.answer(new URL(guid)).status !== 200) found.push(["guid is not there", guid]);
  const other = guid && identities.note(guid, link);
  if (other) found.push(["one guid for two postings", `${link}, ${other}`]);
  found.push(...enclosureFindings(item), ...bodyFindings(item));
  return found;
}

function enclosureFindings(item) {
  const enclosures = childrenOf(item, "enclosure", "");
  const found = enclosures.length > 1 ? [["more than one enclosure", ""]] : [];
  for (const { attributes } of enclosures) {
    if (!/^\d+$/.test(attributes.length ?? "") || !/^\w+\/[\w.+-]+$/.test(attributes.type ?? "") || !URL.canParse(attributes.url ?? "")) {
      found.push(["enclosure without url, length or type", JSON.stringify(attributes)]);
    }
  }
  return found;
}

function bodyFindings(item) {
  const found = [];
  const order = item.children.map(({ name: part, uri }) => (uri === CONTENT && part === "encoded" ? "content" : uri === "" ? part : ""));
  const content = textOf(item, "encoded", CONTENT);
  const description = textOf(item, "description", "");
  if (content !== undefined && (description === undefined || order.indexOf("content") < order.indexOf("description"))) {
    found.push(["content:encoded without a description before it", ""]);
  }
  for (const html of [description, content]) if (html) found.push(...htmlFindings(html));
  return found;
}

/** All `rss*.xml` files. */
export async function run({ site, pages }) {
  const files = site.files.filter((file) => /(^|\/)rss[^/]*\.xml$/.test(file));
  const open = openPostings(pages);
  const identities = new Identities();
  const found = announced(pages, site, "application/rss+xml", files);
  let items = 0;
  for (const file of files) {
    let root;
    try {
      root = readXml(site.text(file));
    } catch (error) {
      found.push([file, "not well-formed", error.message]);
      continue;
    }
    const channels = childrenOf(root, "channel", "");
    if (root.name !== "rss" || root.attributes.version !== "2.0") found.push([file, "not RSS 2.0", root.name]);
    if (channels.length !== 1) found.push([file, "not exactly one channel", String(channels.length)]);
    for (const channel of channels) {
      found.push(...channelFindings(site, file, channel).map((entry) => [file, ...entry]));
      const entries = childrenOf(channel, "item", "");
      items += entries.length;
      for (const entry of entries) found.push(...itemFindings(site, entry, open, identities).map((one) => [file, ...one]));
      for (const id of duplicates(entries.map((entry) => textOf(entry, "guid", "")))) found.push([file, "guid used twice", id]);
    }
  }
  if (!files.length) found.push(["rss.xml", "no RSS feed at all", ""]);
  return { items, findings: found.map(([file, rule, message]) => ({ file, rule, message })) };
}
