// Every address inside the board leads somewhere: links, fragments, images, style sheets and what those use, feeds,
// forms, redirects, sitemap, search description; and every open posting can be reached from the front page.

import path from "node:path";

export const name = "links";

const ADDRESS_FILES = [".xml", ".json", ".txt", ".md"];

function resolve(href, base) {
  try {
    return new URL(href, base);
  } catch {
    return undefined;
  }
}

/** Follows an internal address to the file that answers it, through redirects. */
function follow(site, url) {
  let at = url;
  for (let hop = 0; hop < 5; hop += 1) {
    const { status, file, location } = site.answer(at);
    if (location === undefined) return { status, file, hop };
    at = new URL(location, at);
    if (!site.owns(at)) return { status: 200, hop };
  }
  return { status: 508 };
}

function isRelative(href) {
  return !/^[a-z][a-z0-9+.-]*:/i.test(href) && !href.startsWith("//");
}

class LinkChecker {
  constructor(site, pages) {
    this.site = site;
    this.pages = new Map(pages.map((page) => [page.file, page]));
    this.findings = [];
    this.reached = new Map();
    this.count = 0;
  }

  /** Checks one address written in `file`; returns the file it leads to. */
  check(file, href, base, what) {
    const url = resolve(href.trim(), base);
    this.count += 1;
    if (!url) return this.add(file, `${what} is no address`, href);
    if (!/^https?:$/.test(url.protocol)) return undefined;
    if (url.origin !== this.site.base.origin) return undefined;
    if (!this.site.owns(url)) {
      return isRelative(href) ? this.add(file, `${what} leaves the board's folder`, href) : undefined;
    }
    const { status, file: target, hop } = follow(this.site, url);
    if (status !== 200) return this.add(file, `${what} is dead`, href);
    if (hop > 0 && what === "link") this.add(file, "link goes through a redirect", href);
    if (url.hash && target?.endsWith(".html")) this.fragment(file, href, url.hash, target);
    return target;
  }

  fragment(file, href, hash, target) {
    let id = hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      return this.add(file, "fragment is badly encoded", href);
    }
    if (id === "" || id === "top" || id.startsWith(":~:")) return undefined;
    if (!this.pages.get(target)?.ids.has(id)) this.add(file, "fragment does not exist", href);
    return undefined;
  }

  add(file, rule, href) {
    this.findings.push({ file, rule, message: href });
    return undefined;
  }

  page(page) {
    const base = this.site.url(page.file);
    const next = new Set();
    for (const { href } of page.links) next.add(this.check(page.file, href, base, "link"));
    for (const { href, by } of page.resources) this.check(page.file, href, base, by.startsWith("link") ? "linked file" : by);
    for (const href of page.forms) this.check(page.file, href, base, "form");
    for (const { href, rel } of page.alternates) this.check(page.file, href, base, `link rel=${rel}`);
    if (page.canonical) this.check(page.file, page.canonical, base, "canonical");
    if (page["og:image"]) this.check(page.file, page["og:image"], base, "og:image");
    if (page["og:url"]) this.check(page.file, page["og:url"], base, "og:url");
    if (page.refresh) this.refresh(page, base);
    next.delete(undefined);
    this.reached.set(page.file, next);
  }

  refresh(page, base) {
    const target = page.refresh.match(/url\s*=\s*['"]?([^'"]+)/i)?.[1];
    if (target === undefined) return;
    const file = this.check(page.file, target, base, "redirect page");
    if (file && this.pages.get(file)?.isStub) this.add(page.file, "redirect page leads to a redirect page", target);
  }

  styleSheet(file) {
    for (const [, , href] of this.site.text(file).matchAll(/url\(\s*(['"]?)(.*?)\1\s*\)/g)) {
      if (!href.startsWith("data:")) this.check(file, href, this.site.url(file), "url() in a style sheet");
    }
  }

  /** Absolute addresses of this board in feeds, sitemaps, Markdown twins and JSON files. */
  addressFile(file) {
    const base = this.site.base.href.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
    const seen = new Set();
    for (const [href] of this.site.text(file).matchAll(new RegExp(`${base}[^\\s"'<>\\\\)\\]}]*`, "g"))) seen.add(href);
    for (const href of seen) {
      if (href.includes("{searchTerms}")) continue;
      this.check(file, href.replaceAll("&amp;", "&").replace(/[.,;*]+$/, ""), this.site.base, "address");
    }
  }

  redirects() {
    for (const [from, { to, status }] of this.site.redirects) {
      if (status !== 410 && status !== 404) this.check("_redirects", to, this.site.base, "redirect");
      if (!from.includes("*") && this.site.fileFor(from.slice(1)) && status !== 410) {
        const file = this.site.fileFor(from.slice(1));
        if (!this.pages.get(file)?.isStub) this.add("_redirects", "a redirect hides a page", from);
      }
    }
  }

  /** Open postings and lists that no chain of links from the front page reaches. */
  unreachable() {
    const seen = new Set(["index.html"]);
    for (const file of seen) for (const next of this.reached.get(file) ?? []) seen.add(next);
    for (const page of this.pages.values()) {
      if (seen.has(page.file) || page.isStub || page.isNoindex || page.kind === "404" || page.kind === "page") continue;
      this.add(page.file, "no link from the front page leads here", page.kind);
    }
  }
}

/** All internal addresses of a site. */
export async function run({ site, pages }) {
  const checker = new LinkChecker(site, pages);
  for (const page of pages) checker.page(page);
  for (const file of site.files) {
    const extension = path.extname(file);
    if (extension === ".css") checker.styleSheet(file);
    if (ADDRESS_FILES.includes(extension)) checker.addressFile(file);
  }
  checker.redirects();
  checker.unreachable();
  return { items: checker.count, findings: checker.findings };
}
