// Rules that every page keeps, whatever its theme: what a strict policy allows, no other host, one `h1`, its own
// canonical address, a title and a description.

export const name = "markup";

const NEEDED_POLICY = /default-src\s+'none'/;
const WEAK_POLICY = /unsafe-inline|unsafe-eval|\*|https?:|(?:default|script|style|object|frame)-src[^;]*data:/;

function policyFindings(page, header) {
  const found = [];
  const served = header["content-security-policy"];
  if (!page.csp) found.push(["no policy in <meta>", ""]);
  else if (!NEEDED_POLICY.test(page.csp)) found.push(["policy does not start from 'none'", page.csp]);
  if (!served) found.push(["no policy in _headers", ""]);
  for (const policy of [page.csp, served]) {
    if (policy && WEAK_POLICY.test(policy)) found.push(["policy is weak", policy]);
  }
  return found;
}

function ownAddress(site, page) {
  const found = [];
  if (page.kind === "404" || page.isStub) return found;
  const own = site.url(page.file).href;
  const accepted = [own, own.replace(/\.html$/, "")];
  if (page.canonical === undefined) {
    if (!page.isNoindex) found.push(["no canonical address", ""]);
  } else if (!accepted.includes(page.canonical)) found.push(["canonical is not its own address", page.canonical]);
  return found;
}

function contents(page) {
  const found = [];
  const ones = page.headings.filter(({ level }) => level === 1);
  if (ones.length !== 1) found.push(["not exactly one h1", String(ones.length)]);
  if (ones.some(({ text }) => !text)) found.push(["empty h1", ""]);
  if (!page.lang) found.push(["no lang on <html>", ""]);
  if (!page.title?.trim()) found.push(["no title", ""]);
  if (!page.description?.trim() && !page.isNoindex && page.kind !== "404") found.push(["no description", ""]);
  for (const id of page.duplicateIds) found.push(["id used twice", id]);
  let before = 1;
  for (const { level, text } of page.headings) {
    if (level > before + 1) found.push(["heading level skipped", `h${before} to h${level}: ${text}`]);
    before = level;
  }
  return found;
}

function otherHosts(site, page) {
  const found = [];
  for (const { href, by } of page.resources) {
    const url = URL.canParse(href, site.url(page.file)) ? new URL(href, site.url(page.file)) : undefined;
    if (url && url.origin !== site.base.origin && url.protocol !== "data:") found.push([`<${by}> asks another host`, href]);
  }
  return found;
}

/** Titles and descriptions that several indexable pages share. */
function shared(pages, field) {
  const byValue = new Map();
  for (const page of pages) {
    if (page.isNoindex || page.isStub || page.kind === "404") continue;
    const value = page[field];
    if (!value) continue;
    if (!byValue.has(value)) byValue.set(value, []);
    byValue.get(value).push(page.file);
  }
  return [...byValue].filter(([, files]) => files.length > 1);
}

/** The markup rules on all pages. */
export async function run({ site, pages }) {
  const findings = [];
  for (const page of pages) {
    const header = site.headers(site.url(page.file).pathname, page.file);
    const found = page.active.map((what) => ["inline or active content", what]);
    if (!page.isStub) found.push(...contents(page), ...policyFindings(page, header), ...otherHosts(site, page));
    else if (!page.isNoindex && !page.canonical) found.push(["redirect page without canonical or noindex", ""]);
    found.push(...ownAddress(site, page));
    findings.push(...found.map(([rule, message]) => ({ file: page.file, rule, message })));
  }
  // Two postings may be titled alike; pages of one list, or two tags, may not.
  for (const [title, files] of shared(pages.filter(({ kind }) => kind !== "posting"), "title")) {
    findings.push({ file: files[0], rule: "title shared by several pages", message: `${title} (${files.length})` });
  }
  return { items: pages.length, findings };
}
