// Every JSON-LD block: JSON that cannot end its own script element, schema.org's types and properties only, values of
// the right kind, no empty values, addresses absolute, breadcrumbs and site data in order.

import { Vocabulary, readBlocks } from "../vocabulary.mjs";

export const name = "vocabulary";

// What an action takes is said of a property under its name with this ending (schema.org/docs/actions.html).
const INPUT = /-(input|output)$/;
const CONTEXT = /^https?:\/\/schema\.org\/?$/;

class Walker {
  constructor(vocabulary) {
    this.vocabulary = vocabulary;
    this.found = [];
  }

  add(rule, message) {
    this.found.push([rule, message]);
  }

  node(node, path) {
    for (const type of [].concat(node["@type"] ?? [])) {
      if (!this.vocabulary.hasType(type)) return this.add("no such type in schema.org", `${path}: ${type}`);
    }
    if (node["@type"] === undefined && node["@id"] === undefined) return this.add("node without @type", path);
    for (const [property, value] of Object.entries(node)) {
      if (property.startsWith("@")) continue;
      const range = [].concat(node["@type"]).map((type) => this.vocabulary.rangeOf(type, property.replace(INPUT, ""))).find(Boolean);
      if (!range) this.add("no such property of this type", `${path}: ${node["@type"]}.${property}`);
      else for (const one of [].concat(value)) this.value(one, range, `${path}.${property}`);
    }
    return undefined;
  }

  value(value, range, path) {
    if (value === null || value === "" || (Array.isArray(value) && !value.length)) return this.add("empty value", path);
    if (typeof value === "object") {
      for (const type of [].concat(value["@type"] ?? [])) {
        if (this.vocabulary.hasType(type) && !this.vocabulary.accepts(type, range)) this.add("type not allowed here", `${path}: ${type}`);
      }
      return this.node(value, path);
    }
    const problem = this.vocabulary.rejects(value, range);
    if (problem) this.add("value of the wrong kind", `${path}: ${problem}, not ${JSON.stringify(value).slice(0, 80)}`);
    if (/(^|\.)(url|sameAs|logo|image|item)$/.test(path) && !/^https?:\/\//.test(String(value))) this.add("address is not absolute", `${path}: ${value}`);
    return undefined;
  }
}

function breadcrumbs(node, site) {
  const found = [];
  for (const [index, item] of [].concat(node.itemListElement ?? []).entries()) {
    if (item.position !== index + 1) found.push(["breadcrumb positions do not count up", String(item.position)]);
    if (!item.name && !item.item?.name) found.push(["breadcrumb without a name", ""]);
    const address = item.item?.["@id"] ?? item.item;
    const last = index === node.itemListElement.length - 1;
    if (address === undefined && !last) found.push(["breadcrumb without an address", item.name]);
    if (typeof address === "string" && site.answer(new URL(address)).status !== 200) found.push(["breadcrumb leads nowhere", address]);
  }
  if (!node.itemListElement?.length) found.push(["empty breadcrumb list", ""]);
  return found;
}

function searchAction(node, site) {
  const action = node.potentialAction;
  if (!action) return [];
  const template = action.target?.urlTemplate ?? action.target ?? "";
  const filled = String(template).replace(/\{[^}]*\}/, "x");
  if (!template.includes("{search_term_string}")) return [["search action without {search_term_string}", template]];
  return site.answer(new URL(filled)).status === 200 ? [] : [["search action leads nowhere", template]];
}

/** All data blocks of all pages. */
export async function run({ site, pages }) {
  const vocabulary = new Vocabulary();
  const findings = [];
  let blocks = 0;
  for (const page of pages) {
    const walker = new Walker(vocabulary);
    const { nodes, broken } = readBlocks(page);
    for (const message of broken) walker.add("block is not JSON", message);
    for (const block of page.jsonLd) {
      blocks += 1;
      if (/[<>]|&(?!\w+=)/.test(block)) walker.add("<, > or & not written as \\u003c …", block.match(/.{0,20}[<>&].{0,20}/s)[0]);
    }
    for (const { node, context } of nodes) {
      if (!CONTEXT.test(context ?? "")) walker.add("context is not schema.org", String(context));
      walker.node(node, String(node["@type"]));
      if (node["@type"] === "BreadcrumbList") walker.found.push(...breadcrumbs(node, site));
      if (node["@type"] === "WebSite") walker.found.push(...searchAction(node, site));
    }
    findings.push(...walker.found.map(([rule, message]) => ({ file: page.file, rule, message })));
  }
  const index = pages.find(({ kind }) => kind === "index");
  if (index && !readBlocks(index).nodes.some(({ node }) => node["@type"] === "WebSite")) {
    findings.push({ file: "index.html", rule: "front page without WebSite data", message: "" });
  }
  return { items: blocks, findings };
}
