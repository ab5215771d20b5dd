// schema.org's vocabulary, read from the type declarations of the npm package `schema-dts`: which properties a type
// has, and which types and texts a property takes.

import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const PACKAGE = createRequire(import.meta.url).resolve("schema-dts/package.json");
const TEXTS = ["Text", "URL", "CssSelectorType", "PronounceableText", "XPathType"];

function splitUnion(text) {
  return text.split("|").map((part) => part.trim()).filter(Boolean);
}

/** `{ bases, members }`: what each `…Base` interface declares, and what each exported type may be. */
function readDeclarations(source) {
  const bases = new Map();
  const leaves = new Map();
  const members = new Map();
  const text = source.replace(/\/\*\*[\s\S]*?\*\//g, "");
  for (const [, name, parents, body] of text.matchAll(/^(?:export )?interface (\w+) extends ([^{]+)\{\n([\s\S]*?)^\}/gm)) {
    const extended = parents.split(",").map((parent) => parent.trim());
    const properties = new Map();
    for (const [, property, types] of body.matchAll(/^ {4}"(\w+)"\?: SchemaValue<([\s\S]*?), "\w+">;$/gm)) properties.set(property, splitUnion(types));
    const type = body.match(/"@type": "([^"]+)"/)?.[1];
    bases.set(name, { extended, properties });
    if (type) leaves.set(name, type);
  }
  for (const [, name, union] of text.matchAll(/^export type (\w+) = ([^;]+);$/gm)) members.set(name, splitUnion(union));
  return { bases, leaves, members };
}

export class Vocabulary {
  constructor() {
    const source = fs.readFileSync(path.join(path.dirname(PACKAGE), "dist/schema.d.ts"), "utf8");
    Object.assign(this, readDeclarations(source));
    this.leafOf = new Map([...this.leaves].map(([leaf, type]) => [type, leaf]));
    this.kept = new Map();
  }

  /** Whether there is such a type. */
  hasType(type) {
    return this.leafOf.has(type);
  }

  /** The property's types, or nothing if the type has no such property. */
  rangeOf(type, property) {
    const visit = (name) => {
      const base = this.bases.get(name);
      if (!base) return undefined;
      if (base.properties.has(property)) return base.properties.get(property);
      for (const parent of base.extended) {
        const found = visit(parent);
        if (found) return found;
      }
      return undefined;
    };
    return visit(this.leafOf.get(type));
  }

  /** Everything that a value of a type may be: names of leaves, basic types, quoted words. */
  closure(name) {
    if (this.kept.has(name)) return this.kept.get(name);
    const all = new Set([name]);
    this.kept.set(name, all);
    for (const member of this.members.get(name) ?? []) {
      all.add(member);
      if (this.members.has(member)) for (const inner of this.closure(member)) all.add(inner);
    }
    return all;
  }

  /** What is wrong with a plain value (not a node) for these types; nothing if it fits one of them. */
  rejects(value, range) {
    return range.some((name) => this.takes(value, name)) ? undefined : `expected ${range.filter((name) => name !== "IdReference").join(" or ")}`;
  }

  takes(value, name) {
    if (name === "Boolean") return typeof value === "boolean" || /^(https?:\/\/schema\.org\/)?(True|False)$/.test(value);
    if (["Number", "Integer", "Float"].includes(name)) return typeof value === "number" || (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));
    if (name === "Date") return /^\d{4}-\d{2}-\d{2}$/.test(value);
    if (name === "DateTime") return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/.test(value);
    if (name === "URL") return typeof value === "string" && URL.canParse(value);
    if (TEXTS.includes(name)) return typeof value === "string";
    const all = this.closure(name);
    return typeof value === "string" && (all.has(`"${value}"`) || all.has("string"));
  }

  /** Whether a node of this type may stand where these types are expected. */
  accepts(type, range) {
    const leaf = this.leafOf.get(type);
    return range.some((name) => this.closure(name).has(leaf));
  }
}

/** All JSON-LD nodes of a page's blocks, top level first: `{ node, block }`, and the blocks that cannot be read. */
export function readBlocks(page) {
  const nodes = [];
  const broken = [];
  for (const block of page.jsonLd) {
    try {
      const data = JSON.parse(block);
      for (const top of Array.isArray(data) ? data : [data]) {
        nodes.push(...(top["@graph"] ?? [top]).map((node) => ({ node, context: top["@context"] })));
      }
    } catch (error) {
      broken.push(error.message);
    }
  }
  return { nodes, broken };
}
