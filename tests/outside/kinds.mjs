// Which page is which: the kinds of pages that a board has, and a few examples of each to look at. Judged from the
// address and from what a search engine is told, never from class names, so that any theme can be checked.

const CLOSED = /<meta\b(?=[^>]*\bname=["']?robots)(?=[^>]*noindex)[^>]*>/i;
const MOVED = /<meta\b[^>]*\bhttp-equiv=["']?refresh/i;

/** Whether a page is only a sign that points to another address. */
export function isRedirectStub(html) {
  return MOVED.test(html.slice(0, 4096));
}

/** Whether search engines are told to leave a page out. */
export function isNoindex(html) {
  return CLOSED.test(html);
}

const OWN = new Set(["search", "salaries", "changes", "post-a-job"]);
const SECTIONS = { jobs: "posting", companies: "company", tags: "tag", places: "place", types: "type", archive: "month" };

/** The kind of the page in `file`: "index", "posting", "company", "tag", "place", "list", "404", … */
export function kindOf(file) {
  const route = file.replace(/(^|\/)index\.html$/, "$1").replace(/\.html$/, "");
  const parts = route.split("/").filter(Boolean);
  if (!parts.length) return "index";
  if (route === "404") return "404";
  if (parts.includes("page")) return "list";
  if (OWN.has(parts[0])) return parts[0];
  const kind = SECTIONS[parts[0]];
  if (kind === undefined) return "page";
  return parts.length === 1 ? "list" : kind;
}

/** Up to `count` example files of every kind; closed postings are a kind of their own: "closed". */
export function examples(site, count) {
  const byKind = new Map();
  for (const file of site.pages) {
    const html = site.text(file);
    if (isRedirectStub(html)) continue;
    let kind = kindOf(file);
    if (kind === "posting" && isNoindex(html)) kind = "closed";
    if (!byKind.has(kind)) byKind.set(kind, []);
    byKind.get(kind).push({ file, size: html.length });
  }
  const chosen = new Map();
  for (const [kind, pages] of byKind) {
    pages.sort((a, b) => b.size - a.size || (a.file < b.file ? -1 : 1));
    chosen.set(kind, spread(pages, count).map((page) => page.file));
  }
  return chosen;
}

/** The largest, the smallest, and those evenly between them. */
function spread(pages, count) {
  if (pages.length <= count) return pages;
  if (count === 1) return [pages[0]];
  return Array.from({ length: count }, (_, i) => pages[Math.round((i * (pages.length - 1)) / (count - 1))]);
}
