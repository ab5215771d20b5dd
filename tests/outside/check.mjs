// Runs the outside checks on one built folder and says what they found.
//
//     tests/outside/check --dir public --base-url https://example.org/ [--now 2026-11-20] [--only links,axe]
//                         [--skip lighthouse] [--sample 2] [--json findings.json]

import fs from "node:fs";
import { parseArgs } from "node:util";
import { readPages } from "./pages.mjs";
import { Site } from "./site.mjs";

// Those of one group run side by side; the browser's come last, alone, because a busy machine spoils their figures.
const GROUPS = [
  ["nu-html", "html-validate", "feedparser"],
  ["markup", "texts", "links", "weight", "sitemap", "machine-files", "json-feed", "rss", "atom", "hand-offs", "vocabulary", "job-posting"],
  ["browser", "axe"],
  ["lighthouse"],
];
const MODULES = { "nu-html": "nu", "html-validate": "html_validate", "machine-files": "machine", "json-feed": "json_feed", "hand-offs": "hand_offs", "job-posting": "job_posting" };
const SHOWN = 10;

function readArguments() {
  const { values } = parseArgs({
    options: {
      dir: { type: "string" }, "base-url": { type: "string" }, now: { type: "string" }, only: { type: "string" },
      skip: { type: "string", default: "" }, sample: { type: "string", default: "1" }, json: { type: "string" },
    },
  });
  if (!values.dir) {
    console.error("usage: check --dir BUILT [--base-url URL] [--now DATE] [--only NAMES] [--skip NAMES] [--sample N] [--json FILE]");
    process.exit(2);
  }
  const known = GROUPS.flat();
  const names = (text) => text.split(",").filter(Boolean);
  for (const asked of [...names(values.only ?? ""), ...names(values.skip)]) {
    if (known.includes(asked)) continue;
    console.error(`no check is called \`${asked}\`; there are: ${known.join(", ")}`);
    process.exit(2);
  }
  const wanted = names(values.only ?? known.join(",")).filter((check) => !names(values.skip).includes(check));
  return { ...values, wanted };
}

/** The first findings, one line for each rule, the most frequent rule first. */
function summary(findings) {
  const rules = new Map();
  for (const finding of findings) {
    if (!rules.has(finding.rule)) rules.set(finding.rule, []);
    rules.get(finding.rule).push(finding);
  }
  const groups = [...rules].sort((a, b) => b[1].length - a[1].length);
  const each = Math.max(1, Math.floor(SHOWN / groups.length));
  const lines = [];
  for (const [rule, found] of groups.slice(0, SHOWN)) {
    for (const { file, line, message } of found.slice(0, each)) {
      lines.push(`     ${file}${line ? `:${line}` : ""}: ${rule}${message ? `: ${message}` : ""}`.slice(0, 400));
    }
    if (found.length > each) lines.push(`       … ${rule}: ${found.length} in all`);
  }
  if (groups.length > SHOWN) lines.push(`     … ${groups.length - SHOWN} more rules`);
  return lines;
}

async function runCheck(check, input) {
  const started = Date.now();
  let result;
  try {
    result = await modules.get(check).run(input);
  } catch (error) {
    result = { items: 0, findings: [{ file: "-", rule: "the check itself failed", message: error.stack ?? String(error) }] };
  }
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  const { items, findings, notes = [] } = result;
  const good = findings.length === 0;
  console.log(good ? `ok ${check} (${items} items, ${seconds} s)` : `FAIL ${check} (${findings.length} findings in ${items} items, ${seconds} s)`);
  for (const line of [...summary(findings), ...notes.map((note) => `     ${note}`)]) console.log(line);
  return { check, good, items, findings };
}

const options = readArguments();
const site = new Site(options.dir, options["base-url"]);
const started = Date.now();
const modules = new Map();
for (const check of options.wanted) modules.set(check, await import(`./checks/${MODULES[check] ?? check}.mjs`));
const slow = options.wanted.filter((check) => GROUPS[0].includes(check));
const pages = [];
const input = { site, pages, now: options.now, sample: Number(options.sample) };
const results = [];
// The checkers of the first group are programs of their own and leave this one free to read the pages meanwhile.
const running = slow.map((check) => runCheck(check, input));
pages.push(...readPages(site));
console.log(`${site.folder}: ${site.files.length} files, ${pages.length} pages, ${site.base.href}`);
for (const group of GROUPS.slice(1)) {
  if (group.includes("browser")) results.push(...(await Promise.all(running.splice(0))));
  for (const check of group) if (options.wanted.includes(check)) results.push(await runCheck(check, input));
}
results.push(...(await Promise.all(running)));
if (options.json) fs.writeFileSync(options.json, JSON.stringify(results, null, 1));
const passed = results.filter(({ good }) => good).length;
console.log(`${passed} passed, ${results.length - passed} failed (${((Date.now() - started) / 1000).toFixed(0)} s)`);
process.exitCode = passed === results.length ? 0 : 1;
