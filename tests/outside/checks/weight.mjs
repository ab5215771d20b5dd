// What a first visit costs over the wire: the page and its style sheets, gzipped as a common host would (level 6).

import { gzipSync } from "node:zlib";

export const name = "weight";

const LIMITS = { posting: 30_000, closed: 30_000 };
const LIST_LIMIT = 60_000;

/** Bytes of every page with its style sheets. */
export async function run({ site, pages }) {
  const findings = [];
  const sheets = new Map();
  const heaviest = new Map();
  for (const page of pages) {
    if (page.isStub) continue;
    let bytes = gzipSync(site.bytes(page.file), { level: 6 }).length;
    for (const href of page.styles) {
      const { file } = site.answer(new URL(href, site.url(page.file)));
      if (file === undefined) continue;
      if (!sheets.has(file)) sheets.set(file, gzipSync(site.bytes(file), { level: 6 }).length);
      bytes += sheets.get(file);
    }
    const limit = LIMITS[page.kind] ?? LIST_LIMIT;
    if (bytes > limit) findings.push({ file: page.file, rule: `over ${limit} bytes`, message: `${bytes} bytes`, weight: bytes });
    if (bytes > (heaviest.get(page.kind)?.bytes ?? 0)) heaviest.set(page.kind, { bytes, file: page.file });
  }
  findings.sort((a, b) => b.weight - a.weight);
  const notes = [...heaviest].map(([kind, { bytes, file }]) => `heaviest ${kind}: ${bytes} bytes gzipped (${file})`);
  return { items: pages.length, findings, notes };
}
