// XML read strictly into a small tree: `{ name, uri, attributes, children, text }`, names without prefixes.

import { SaxesParser } from "saxes";

/** Reads a document; throws with line and column when it is not well-formed. */
export function readXml(text) {
  const parser = new SaxesParser({ xmlns: true });
  const root = { name: "#document", uri: "", attributes: {}, children: [], text: "" };
  const open = [root];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    const attributes = Object.fromEntries(Object.values(tag.attributes).map(({ name, value }) => [name, value]));
    const node = { name: tag.local, uri: tag.uri, attributes, children: [], text: "" };
    open.at(-1).children.push(node);
    open.push(node);
  });
  parser.on("closetag", () => open.pop());
  const addText = (value) => {
    open.at(-1).text += value;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.write(text).close();
  return root.children[0];
}

/** The children with a name, in any or one namespace. */
export function childrenOf(node, name, uri) {
  return node.children.filter((child) => child.name === name && (uri === undefined || child.uri === uri));
}

/** The text of the first child with a name, trimmed. */
export function textOf(node, name, uri) {
  return childrenOf(node, name, uri)[0]?.text.trim();
}
