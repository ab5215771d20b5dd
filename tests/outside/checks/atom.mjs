// Atom (RFC 4287) as code, with what the W3C feed validator reports.

import { Identities, announced, duplicates, entryFindings, htmlFindings, openPostings } from "../feeds.mjs";
import { childrenOf, readXml, textOf } from "../xml.mjs";

export const name = "atom";

const ATOM = "http://www.w3.org/2005/Atom";
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function once(node, parts, what) {
  const found = [];
  for (const part of parts) {
    const given = childrenOf(node, part, ATOM);
    if (given.length !== 1) found.push([`${what}: not exactly one <${part}>`, String(given.length)]);
    else if (!given[0].text.trim() && !given[0].children.length) found.push([`${what}: empty <${part}>`, ""]);
  }
  return found;
}

function dates(node, what) {
  const found = [];
  for (const part of ["updated", "published"]) {
    const date = textOf(node, part, ATOM);
    if (date !== undefined && !DATE.test(date)) found.push([`${what}: <${part}> is no RFC 3339 date`, date]);
  }
  return found;
}

function links(node, rel) {
  return childrenOf(node, "link", ATOM).filter(({ attributes }) => (attributes.rel ?? "alternate") === rel);
}

function feedFindings(site, file, feed, entries) {
  const found = [...once(feed, ["id", "title", "updated"], "feed"), ...dates(feed, "feed")];
  const self = links(feed, "self");
  if (self.length !== 1) found.push(["not exactly one link rel=self", String(self.length)]);
  else if (self[0].attributes.href !== site.url(file).href) found.push(["self link is not its own address", self[0].attributes.href]);
  const hasAuthor = (node) => childrenOf(node, "author", ATOM).some((author) => textOf(author, "name", ATOM));
  if (!hasAuthor(feed) && !entries.every(hasAuthor)) found.push(["no author in the feed nor in every entry", ""]);
  const id = textOf(feed, "id", ATOM) ?? "";
  if (!URL.canParse(id)) found.push(["feed id is no IRI", id]);
  const newest = entries.map((entry) => Date.parse(textOf(entry, "updated", ATOM))).reduce((a, b) => Math.max(a, b), 0);
  if (Date.parse(textOf(feed, "updated", ATOM)) < newest) found.push(["feed older than its newest entry", ""]);
  const alternates = links(feed, "alternate");
  if (!alternates.length) found.push(["feed without alternate link", ""]);
  for (const { attributes } of [...alternates, ...links(feed, "next")]) {
    if (!URL.canParse(attributes.href ?? "") || site.answer(new URL(attributes.href)).status !== 200) found.push(["link is not there", attributes.href]);
  }
  return found;
}

function entryRules(site, entry, open, identities) {
  const found = [...once(entry, ["id", "title", "updated"], "entry"), ...dates(entry, "entry")];
  const alternate = links(entry, "alternate")[0]?.attributes.href;
  const id = textOf(entry, "id", ATOM) ?? "";
  if (!URL.canParse(id)) found.push(["entry id is no IRI", id]);
  const other = identities.note(id, alternate);
  if (other) found.push(["one id for two postings", `${alternate}, ${other}`]);
  found.push(...entryFindings(site, open, alternate));
  for (const part of ["title", "summary", "content"]) {
    for (const node of childrenOf(entry, part, ATOM)) found.push(...textRules(node, part));
  }
  for (const author of childrenOf(entry, "author", ATOM)) {
    if (!textOf(author, "name", ATOM)) found.push(["author without a name", id]);
  }
  for (const { attributes } of childrenOf(entry, "category", ATOM)) {
    if (!attributes.term) found.push(["category without a term", id]);
  }
  return found;
}

function textRules(node, part) {
  const type = node.attributes.type ?? "text";
  if (!["text", "html", "xhtml"].includes(type)) return [[`${part} of an unknown type`, type]];
  if (type !== "xhtml" && node.children.length) return [[`${part} holds elements, not escaped text`, ""]];
  if (type === "html") return htmlFindings(node.text);
  if (/<[a-z/]|&(?:amp|lt|gt|quot);/i.test(node.text)) return [[`${part} of type text holds markup`, node.text.slice(0, 80)]];
  return [];
}

/** All `atom*.xml` files. */
export async function run({ site, pages }) {
  const files = site.files.filter((file) => /(^|\/)atom[^/]*\.xml$/.test(file));
  const open = openPostings(pages);
  const identities = new Identities();
  const found = announced(pages, site, "application/atom+xml", files);
  const feedIds = [];
  let items = 0;
  for (const file of files) {
    let feed;
    try {
      feed = readXml(site.text(file));
    } catch (error) {
      found.push([file, "not well-formed", error.message]);
      continue;
    }
    if (feed.name !== "feed" || feed.uri !== ATOM) found.push([file, "not an Atom feed", feed.name]);
    const entries = childrenOf(feed, "entry", ATOM);
    items += entries.length;
    if (links(feed, "previous").length === 0) feedIds.push(textOf(feed, "id", ATOM));
    found.push(...feedFindings(site, file, feed, entries).map((one) => [file, ...one]));
    for (const entry of entries) found.push(...entryRules(site, entry, open, identities).map((one) => [file, ...one]));
    for (const id of duplicates(entries.map((entry) => textOf(entry, "id", ATOM)))) found.push([file, "id used twice", id]);
  }
  for (const id of duplicates(feedIds)) found.push(["atom.xml", "two feeds with one id", id]);
  if (!files.length) found.push(["atom.xml", "no Atom feed at all", ""]);
  return { items, findings: found.map(([file, rule, message]) => ({ file, rule, message })) };
}
