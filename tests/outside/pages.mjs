// What the checks need to know of each HTML page, taken from its parse tree (parse5, the standard's own algorithm) in
// one walk: addresses, ids, texts, data blocks, and whatever a strict Content-Security-Policy would refuse.

import { parse } from "parse5";
import { isRedirectStub, kindOf } from "./kinds.mjs";

const ADDRESS_ATTRIBUTES = {
  a: ["href"], area: ["href"], link: ["href"], img: ["src"], script: ["src"], source: ["src"], iframe: ["src"],
  video: ["src", "poster"], audio: ["src"], track: ["src"], embed: ["src"], object: ["data"], form: ["action"],
  input: ["src"], button: ["formaction"], use: ["href", "xlink:href"], image: ["href", "xlink:href"], base: ["href"],
};
const UNSEEN = new Set(["script", "style", "template", "noscript", "head", "title", "textarea", "datalist"]);
const BLOCKS = new Set([
  "address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
  "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "option",
  "p", "pre", "section", "summary", "table", "td", "th", "tr", "ul",
]);
// Links that make a browser fetch something, and links that only point.
const FETCHED_RELS = ["stylesheet", "icon", "preload", "modulepreload", "prefetch", "manifest", "apple-touch-icon"];

/** The attributes of a parse5 element, as an object. */
function attributesOf(node) {
  return Object.fromEntries((node.attrs ?? []).map(({ prefix, name, value }) => [prefix ? `${prefix}:${name}` : name, value]));
}

function srcset(value) {
  return value.split(",").map((part) => part.trim().split(/\s+/)[0]).filter(Boolean);
}

/** What a page says, in one walk over its tree. */
class Reader {
  constructor(file) {
    this.page = {
      file, kind: kindOf(file), lang: undefined, title: undefined, canonical: undefined, description: undefined,
      robots: undefined, refresh: undefined, csp: undefined, links: [], resources: [], forms: [], ids: new Set(),
      duplicateIds: [], headings: [], jsonLd: [], alternates: [], active: [], scripts: 0, styles: [], text: "", plain: "",
    };
    this.text = [];
    this.plain = [];
  }

  walk(node, seen, literal) {
    if (node.nodeName === "#text") {
      if (!seen) return;
      this.text.push(node.value);
      if (!literal) this.plain.push(node.value);
      return;
    }
    const name = node.tagName;
    if (name) this.element(node, name);
    const visible = seen && !UNSEEN.has(name) && !node.attrs?.some((attribute) => attribute.name === "hidden");
    if (BLOCKS.has(name)) this.breakLine();
    for (const child of node.childNodes ?? []) this.walk(child, visible, literal || name === "code" || name === "pre");
    if (BLOCKS.has(name)) this.breakLine();
  }

  breakLine() {
    this.text.push("\n");
    this.plain.push("\n");
  }

  element(node, name) {
    const attributes = attributesOf(node);
    this.identity(attributes);
    this.actives(name, attributes);
    this.addresses(name, attributes);
    if (/^h[1-6]$/.test(name)) this.page.headings.push({ level: Number(name[1]), text: textOf(node).trim() });
    if (name === "html") this.page.lang = attributes.lang;
    if (name === "title" && this.page.title === undefined) this.page.title = textOf(node);
    if (name === "meta") this.meta(attributes);
    if (name === "script") this.script(node, attributes);
    if (name === "style") this.page.active.push("<style>");
  }

  identity({ id, name }) {
    if (id === undefined) return;
    if (this.page.ids.has(id)) this.page.duplicateIds.push(id);
    this.page.ids.add(id);
    if (name) this.page.ids.add(name);
  }

  actives(name, attributes) {
    for (const [attribute, value] of Object.entries(attributes)) {
      if (/^on[a-z]/.test(attribute)) this.page.active.push(`${attribute}= on <${name}>`);
      if (attribute === "style") this.page.active.push(`style= on <${name}>`);
      if (attribute === "srcdoc") this.page.active.push(`srcdoc= on <${name}>`);
      if (/^\s*(javascript|vbscript|data:text\/html)/i.test(value.replace(/[\u0000-\u0020]/g, "")) &&
          /^(href|src|action|formaction|data|xlink:href)$/.test(attribute)) {
        this.page.active.push(`${attribute}="${value.slice(0, 40)}" on <${name}>`);
      }
    }
    if (["iframe", "object", "embed", "applet", "frame", "base"].includes(name)) this.page.active.push(`<${name}>`);
  }

  addresses(name, attributes) {
    for (const attribute of ADDRESS_ATTRIBUTES[name] ?? []) {
      const value = attributes[attribute];
      if (value === undefined) continue;
      if (name === "link") this.link(attributes);
      else if (name === "form" || attribute === "formaction") this.page.forms.push(value);
      else if (name === "a" || name === "area") this.page.links.push({ href: value, rel: attributes.rel ?? "" });
      else this.page.resources.push({ href: value, by: name });
    }
    if (attributes.srcset && (name === "img" || name === "source")) {
      for (const href of srcset(attributes.srcset)) this.page.resources.push({ href, by: name });
    }
  }

  link(attributes) {
    const rels = (attributes.rel ?? "").toLowerCase().split(/\s+/);
    if (rels.includes("canonical")) this.page.canonical = attributes.href;
    else if (rels.some((rel) => FETCHED_RELS.includes(rel))) {
      this.page.resources.push({ href: attributes.href, by: `link rel=${attributes.rel}` });
      if (rels.includes("stylesheet")) this.page.styles.push(attributes.href);
    } else this.page.alternates.push({ rel: attributes.rel ?? "", type: attributes.type, href: attributes.href });
  }

  meta(attributes) {
    const name = (attributes.name ?? attributes.property ?? "").toLowerCase();
    const equivalent = (attributes["http-equiv"] ?? "").toLowerCase();
    if (name === "description") this.page.description = attributes.content;
    if (name === "robots") this.page.robots = attributes.content;
    if (name === "og:image" || name === "og:url") this.page[name] = attributes.content;
    if (equivalent === "content-security-policy") this.page.csp = attributes.content;
    if (equivalent === "refresh") this.page.refresh = attributes.content;
  }

  script(node, attributes) {
    const type = (attributes.type ?? "").toLowerCase();
    if (type === "application/ld+json") this.page.jsonLd.push(textOf(node));
    else if (attributes.src === undefined && type !== "application/json") this.page.active.push("<script> without src");
    else if (attributes.src !== undefined) this.page.scripts += 1;
  }
}

function textOf(node) {
  return (node.childNodes ?? []).map((child) => (child.nodeName === "#text" ? child.value : textOf(child))).join("");
}

/** Reads one page. `text` is what a visitor can read, `plain` the same without code. */
export function readPage(file, html) {
  const reader = new Reader(file);
  reader.walk(parse(html), true, false);
  const { page } = reader;
  page.text = reader.text.join("");
  page.plain = reader.plain.join("");
  page.isStub = isRedirectStub(html);
  page.isNoindex = /noindex/i.test(page.robots ?? "");
  if (page.kind === "posting" && page.isNoindex) page.kind = "closed";
  return page;
}

/** The text of a piece of HTML as a visitor would read it. */
export function readText(html) {
  return readPage("fragment.html", `<!doctype html><body>${html}`).text;
}

/** Text with every run of white space as one blank, for comparing. */
export function normalise(text) {
  return text.replace(/[\s\u00a0\u00ad\u200b]+/g, " ").trim();
}

/** Reads all pages of a site. */
export function readPages(site) {
  return site.pages.map((file) => readPage(file, site.bytes(file).toString("utf8")));
}
