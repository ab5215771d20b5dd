// Texts that show a machine's mistake: Markdown marks left standing, hidden recruiting tags, a company called "None",
// words mangled by a wrong character set.

export const name = "texts";

const TRACES = [
  ["literal ** in the text", /(?<!\*)\*\*(?!\*)/, "plain"],
  ["#LI- tag in the text", /#LI-\w+/i, "text"],
  ["wrongly read characters", /â€[™œ“”˜¢¦]|Ã[©¨¤¶¼±§]|√[°©®®¢§º†£]|‚Äô|‚Äì|‚Äú/, "text"],
  ["replacement character", /\ufffd/, "text"],
  ["a value that is none", /^[ \t]*(?:undefined|null|NaN)[ \t]*$|\bNaN\b|\[object Object\]/m, "plain"],
  ["escaped HTML shown as text", /&(?:amp|lt|gt|nbsp|quot|#\d+);/, "plain"],
];
const NO_COMPANY = /^(?:none|null|undefined|nan|n\/?a|unknown|-|)$/i;

function around(text, index) {
  return text.slice(Math.max(0, index - 30), index + 40).replace(/\s+/g, " ");
}

/** The names of companies that a page or its data states. */
function companies(page) {
  const names = [];
  if (page.kind === "company") names.push(page.headings.find(({ level }) => level === 1)?.text ?? "");
  for (const block of page.jsonLd) {
    try {
      const data = JSON.parse(block);
      for (const node of [].concat(data["@graph"] ?? data)) {
        if (node["@type"] === "JobPosting") names.push(String(node.hiringOrganization?.name ?? node.hiringOrganization ?? ""));
      }
    } catch {
      // Unreadable blocks are the structured-data check's finding.
    }
  }
  return names;
}

function boardList(site) {
  const names = [];
  for (const file of site.files.filter((name) => /^jobs(-\d+)?\.json$/.test(name))) {
    const data = JSON.parse(site.text(file));
    const jobs = Array.isArray(data) ? data : data.jobs ?? data.postings ?? data.items ?? [];
    names.push(...jobs.map((job) => job.company?.name ?? job.company));
  }
  return names.filter((value) => value !== undefined && value !== null);
}

/** The text rules on all pages and the list of jobs. */
export async function run({ site, pages }) {
  const findings = [];
  for (const page of pages) {
    for (const [rule, pattern, field] of TRACES) {
      const hit = pattern.exec(page[field]);
      if (hit) findings.push({ file: page.file, rule, message: around(page[field], hit.index) });
    }
    for (const company of companies(page)) {
      if (NO_COMPANY.test(company.trim())) findings.push({ file: page.file, rule: "company without a name", message: `"${company}"` });
    }
  }
  for (const company of boardList(site)) {
    if (NO_COMPANY.test(String(company).trim())) findings.push({ file: "jobs.json", rule: "company without a name", message: String(company) });
  }
  return { items: pages.length, findings };
}
