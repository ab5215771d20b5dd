// What the rules of all three feed formats have in common: where an entry leads, what its HTML may hold, whether the
// ids are unique.

import { parseFragment } from "parse5";

const SHOWN_BY = { src: true, href: true, poster: true, action: true };
const REFUSED = new Set(["script", "style", "iframe", "object", "embed", "form", "input", "meta", "link"]);

/** Everything wrong with the HTML of an entry, as `[rule, message]`. */
export function htmlFindings(html) {
  const found = [];
  const visit = (node) => {
    if (REFUSED.has(node.tagName)) found.push(["a feed reader removes this element", `<${node.tagName}>`]);
    for (const { name, value } of node.attrs ?? []) {
      if (/^on|^style$/.test(name)) found.push(["a feed reader removes this attribute", name]);
      if (SHOWN_BY[name] && !/^(https?:|mailto:|tel:|data:image\/)/i.test(value)) found.push(["relative or unsafe address", `${name}="${value.slice(0, 80)}"`]);
    }
    for (const child of node.childNodes ?? []) visit(child);
  };
  visit(parseFragment(html));
  return found;
}

/** Whether an entry's address is an open posting of this board. */
export function entryFindings(site, openPostings, url) {
  if (!url || !URL.canParse(url)) return [["entry without an absolute address", url ?? ""]];
  const parsed = new URL(url);
  if (!site.owns(parsed)) return [["entry leads to another host", url]];
  const { file } = site.answer(parsed);
  return openPostings.has(file) ? [] : [["entry is no open posting", url]];
}

/** The files of all open postings. */
export function openPostings(pages) {
  return new Set(pages.filter(({ kind, isStub }) => kind === "posting" && !isStub).map(({ file }) => file));
}

/** Ids used twice in one feed. */
export function duplicates(ids) {
  const seen = new Set();
  return ids.filter((id) => id !== undefined && seen.size === seen.add(id).size);
}

/** Whether two ids of the whole board mean different entries: `id → url` must be a function. */
export class Identities {
  constructor() {
    this.urlOf = new Map();
  }

  /** Notes an entry; returns the other address that had this id, if any. */
  note(id, url) {
    const known = this.urlOf.get(id);
    if (known === undefined) this.urlOf.set(id, url);
    return known === undefined || known === url ? undefined : known;
  }
}

/** Feeds of one kind, and pages that announce a feed of this media type which is not there. */
export function announced(pages, site, mediaType, files) {
  const found = [];
  const known = new Set(files);
  for (const page of pages) {
    for (const { rel, type, href } of page.alternates) {
      if (!/\balternate\b/.test(rel) || type !== mediaType) continue;
      const { file } = site.answer(new URL(href, site.url(page.file)));
      if (!known.has(file)) found.push([page.file, "announces a feed that is not there", href]);
    }
  }
  const index = pages.find(({ kind }) => kind === "index");
  if (index && !index.alternates.some(({ type }) => type === mediaType)) found.push(["index.html", "announces no feed", mediaType]);
  return found;
}
