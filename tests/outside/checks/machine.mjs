// Files for machines beside the pages: robots.txt, opensearch.xml, llms.txt with Markdown twins, jobs.json, _headers.

import { childrenOf, readXml, textOf } from "../xml.mjs";

export const name = "machine-files";

const OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/";

function robots({ site, pages }) {
  if (!site.fileSet.has("robots.txt")) return site.base.pathname === "/" ? [["robots.txt", "missing", ""]] : [];
  const found = [];
  const text = site.text("robots.txt");
  if (Buffer.byteLength(text) > 500 * 1024) found.push(["robots.txt", "over 500 KiB", ""]);
  const groups = [];
  for (const [number, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.replace(/#.*/, "").trim();
    if (!line) continue;
    const [, field, value] = line.match(/^([A-Za-z-]+)\s*:\s*(.*)$/) ?? [];
    const where = `line ${number + 1}: ${raw}`;
    if (!field) found.push(["robots.txt", "not a rule", where]);
    else if (/^sitemap$/i.test(field)) {
      if (!URL.canParse(value) || site.answer(new URL(value)).status !== 200) found.push(["robots.txt", "sitemap is not there", where]);
    } else if (/^user-agent$/i.test(field)) groups.push({ agent: value, rules: [] });
    else if (/^(dis)?allow$/i.test(field)) {
      if (!groups.length) found.push(["robots.txt", "rule before any user agent", where]);
      else groups.at(-1).rules.push([field.toLowerCase(), value]);
    } else if (!/^crawl-delay$/i.test(field)) found.push(["robots.txt", "unknown field", where]);
  }
  if (!/^sitemap:/im.test(text)) found.push(["robots.txt", "names no sitemap", ""]);
  const all = groups.find(({ agent }) => agent === "*");
  const posting = pages.find(({ kind }) => kind === "posting");
  const barred = posting && all?.rules.some(([field, value]) => field === "disallow" && value && site.url(posting.file).pathname.startsWith(value));
  if (barred) found.push(["robots.txt", "keeps crawlers from postings", ""]);
  return found;
}

function openSearch({ site, pages }) {
  const index = pages.find(({ kind }) => kind === "index");
  const isAnnounced = index?.alternates.some(({ rel }) => rel === "search");
  if (!site.fileSet.has("opensearch.xml")) {
    // A board without a search page has nothing to describe.
    const hasSearch = pages.some(({ file }) => /^search(\/index)?\.html$/.test(file));
    return hasSearch || isAnnounced ? [["opensearch.xml", "missing", ""]] : [];
  }
  const found = [];
  let root;
  try {
    root = readXml(site.text("opensearch.xml"));
  } catch (error) {
    return [["opensearch.xml", "not well-formed", error.message]];
  }
  if (root.name !== "OpenSearchDescription" || root.uri !== OPENSEARCH) found.push(["opensearch.xml", "wrong root element", root.name]);
  const short = textOf(root, "ShortName") ?? "";
  if (!short || [...short].length > 16) found.push(["opensearch.xml", "ShortName has 1 to 16 characters", short]);
  const description = textOf(root, "Description") ?? "";
  if (!description || [...description].length > 1024) found.push(["opensearch.xml", "Description has 1 to 1,024 characters", description]);
  const url = childrenOf(root, "Url").find(({ attributes }) => attributes.type === "text/html");
  const template = url?.attributes.template ?? "";
  if (!template.includes("{searchTerms}")) found.push(["opensearch.xml", "no template with {searchTerms}", template]);
  else if (site.answer(new URL(template.replace("{searchTerms}", "x"))).status !== 200) found.push(["opensearch.xml", "template leads nowhere", template]);
  if (!isAnnounced) found.push(["index.html", "no link rel=search", ""]);
  return found;
}

function llms({ site }) {
  if (!site.fileSet.has("llms.txt")) return [];
  const found = [];
  const lines = site.text("llms.txt").split(/\r?\n/);
  if (!/^# \S/.test(lines[0])) found.push(["llms.txt", "does not start with one H1", lines[0]]);
  if (lines.filter((line) => /^# /.test(line)).length > 1) found.push(["llms.txt", "more than one H1", ""]);
  if (!lines.some((line) => line.startsWith("> "))) found.push(["llms.txt", "no summary (blockquote)", ""]);
  return found;
}

function twins({ site, pages }) {
  const found = [];
  for (const page of pages) {
    for (const { rel, type, href } of page.alternates) {
      if (rel !== "alternate" || type !== "text/markdown") continue;
      const { file, status } = site.answer(new URL(href, site.url(page.file)));
      if (status !== 200) found.push([page.file, "Markdown twin is not there", href]);
      else if (!site.text(file).trim()) found.push([file, "Markdown twin is empty", ""]);
    }
  }
  return found;
}

function jobsList({ site, pages }) {
  if (!site.fileSet.has("jobs.json")) return [["jobs.json", "missing", ""]];
  const found = [];
  const jobs = [];
  // A long list goes on in `jobs-1.json`, `jobs-2.json` …
  for (const file of site.files.filter((name) => /^jobs(-\d+)?\.json$/.test(name))) {
    let data;
    try {
      data = JSON.parse(site.text(file));
    } catch (error) {
      return [[file, "not JSON", error.message]];
    }
    const part = Array.isArray(data) ? data : data.jobs ?? data.postings ?? data.items;
    if (!Array.isArray(part)) return [[file, "holds no list of jobs", Object.keys(data).join(", ")]];
    jobs.push(...part);
  }
  const open = new Set(pages.filter(({ kind, isStub }) => kind === "posting" && !isStub).map(({ file }) => file));
  const listed = new Set();
  for (const job of jobs) {
    if (!URL.canParse(job.url ?? "")) found.push(["jobs.json", "a job without an absolute url", JSON.stringify(job.id ?? job.title)]);
    else {
      const { file } = site.answer(new URL(job.url));
      if (!open.has(file)) found.push(["jobs.json", "a job that is no open posting", job.url]);
      if (listed.has(file)) found.push(["jobs.json", "a job listed twice", job.url]);
      listed.add(file);
    }
  }
  for (const file of open) if (!listed.has(file)) found.push(["jobs.json", "an open posting is missing", file]);
  return found;
}

/** All of the small files. */
export async function run(input) {
  const found = [robots, openSearch, llms, twins, jobsList].flatMap((part) => part(input));
  return { items: 5, findings: found.map(([file, rule, message]) => ({ file, rule, message })) };
}
