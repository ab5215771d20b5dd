// The sitemap: valid against the schema (xmllint), and exactly the pages that a search engine should show: canonical,
// indexable, existing, each once; true dates in the past; no `priority`, no `changefreq`.

import { spawnSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { childrenOf, readXml, textOf } from "../xml.mjs";

export const name = "sitemap";

const SCHEMA = fileURLToPath(new URL("../schemas/sitemap.xsd", import.meta.url));
const MAX_URLS = 50_000;
const MAX_BYTES = 50 * 1024 * 1024;

function validate(site, file) {
  const result = spawnSync("xmllint", ["--noout", "--schema", SCHEMA, path.join(site.folder, file)], { encoding: "utf8" });
  if (result.error) return [{ file, rule: "xmllint cannot run", message: String(result.error.message) }];
  if (result.status === 0) return [];
  return result.stderr.split("\n").filter((line) => line.includes("error")).slice(0, 5)
    .map((message) => ({ file, rule: "against the schema", message }));
}

function isListPage(file) {
  return /(^|\/)page\/[^/]+/.test(file);
}

class SitemapReader {
  constructor(site, pages, now) {
    this.site = site;
    this.pages = new Map(pages.map((page) => [page.file, page]));
    this.now = now;
    this.listed = new Set();
    this.findings = [];
  }

  add(file, rule, message) {
    this.findings.push({ file, rule, message });
  }

  read(file) {
    this.findings.push(...validate(this.site, file));
    if (this.site.bytes(file).length > MAX_BYTES) this.add(file, "over 50 MB", "");
    const root = readXml(this.site.text(file));
    if (root.name === "sitemapindex") {
      for (const entry of childrenOf(root, "sitemap")) this.part(file, textOf(entry, "loc"));
      return;
    }
    const entries = childrenOf(root, "url");
    if (entries.length > MAX_URLS) this.add(file, "over 50,000 addresses", String(entries.length));
    for (const entry of entries) this.entry(file, entry);
  }

  part(file, loc) {
    const target = URL.canParse(loc) ? this.site.answer(new URL(loc)).file : undefined;
    if (target === undefined || !target.endsWith(".xml")) this.add(file, "a part that is not there", loc);
    else this.read(target);
  }

  entry(file, entry) {
    const loc = textOf(entry, "loc") ?? "";
    const lastmod = textOf(entry, "lastmod");
    for (const child of ["priority", "changefreq"]) {
      if (childrenOf(entry, child).length) this.add(file, `<${child}> is ignored, leave it out`, loc);
    }
    if (lastmod && this.now && lastmod.slice(0, 10) > this.now) this.add(file, "lastmod in the future", `${loc} ${lastmod}`);
    if (!URL.canParse(loc) || new URL(loc).href !== loc) return this.add(file, "address is not in its normal form", loc);
    const url = new URL(loc);
    if (!this.site.owns(url)) return this.add(file, "address of another host or folder", loc);
    const page = this.pages.get(this.site.answer(url).file);
    if (this.site.answer(url).status !== 200 || !page) return this.add(file, "no such page", loc);
    if (page.isNoindex || page.isStub) this.add(file, "page is not to be indexed", loc);
    if (page.canonical && page.canonical !== loc) this.add(file, "page has another canonical address", loc);
    if (this.listed.has(page.file)) this.add(file, "listed twice", loc);
    this.listed.add(page.file);
    return undefined;
  }

  missing() {
    for (const page of this.pages.values()) {
      if (this.listed.has(page.file) || page.isNoindex || page.isStub || page.kind === "404" || isListPage(page.file)) continue;
      if (page.canonical && page.canonical !== this.site.url(page.file).href && page.canonical !== this.site.url(page.file).href.replace(/\.html$/, "")) continue;
      this.add(page.file, "indexable page not in the sitemap", page.kind);
    }
  }
}

/** `sitemap.xml` and all its parts. */
export async function run({ site, pages, now }) {
  if (!site.fileSet.has("sitemap.xml")) return { items: 0, findings: [{ file: "sitemap.xml", rule: "missing", message: "" }] };
  const reader = new SitemapReader(site, pages, now);
  try {
    reader.read("sitemap.xml");
    reader.missing();
  } catch (error) {
    reader.add("sitemap.xml", "not well-formed", error.message);
  }
  return { items: reader.listed.size, findings: reader.findings };
}
