// Google's rules for JobPosting data as code: what must be there, the only values accepted, nothing that the page
// does not show, never on a list, never on a closed posting.

import { normalise, readText } from "../pages.mjs";
import { readBlocks } from "../vocabulary.mjs";

export const name = "job-posting";

const EMPLOYMENT_TYPES = ["FULL_TIME", "PART_TIME", "CONTRACTOR", "TEMPORARY", "INTERN", "VOLUNTEER", "PER_DIEM", "OTHER"];
const UNITS = ["HOUR", "DAY", "WEEK", "MONTH", "YEAR"];
const EDUCATION = ["high school", "associate degree", "bachelor degree", "professional certificate", "postgraduate degree"];
const ISO_DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const NO_COMPANY = /^(none|null|undefined|unknown|n\/?a|-|)$/i;
const COUNTRIES = new Set(regionCodes());
const CURRENCIES = new Set(Intl.supportedValuesOf("currency"));

function regionCodes() {
  const names = new Intl.DisplayNames(["en"], { type: "region", fallback: "none" });
  const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  return letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => names.of(code) !== undefined && !["EU", "EZ", "UN", "QO", "ZZ", "XA", "XB"].includes(code));
}

function isRealDate(text) {
  return typeof text === "string" && ISO_DATE.test(text) && !Number.isNaN(Date.parse(text)) &&
    new Date(`${text.slice(0, 10)}T00:00:00Z`).toISOString().slice(0, 10) === text.slice(0, 10);
}

function title(job, page) {
  const found = [];
  const text = String(job.title ?? "").trim();
  if (!text) return [["title missing", ""]];
  if (/[!*]{2,}|^[!*]|\*$/.test(text)) found.push(["title is decorated", text]);
  if (/<[a-z/]|&(amp|lt|gt|nbsp|#\d+);/i.test(text)) found.push(["title holds markup", text]);
  if (/\(\s*(?:[mfdwhx]\s*\/\s*)+[mfdwhx]\s*\)/i.test(text)) found.push(["title holds gender marks", text]);
  if (/[$€£]\s?\d|\d\s?[$€£]|\b\d{2,3}k\b/i.test(text)) found.push(["title holds pay", text]);
  if (text.length > 8 && text === text.toUpperCase() && /[A-Z]{5}/.test(text)) found.push(["title in capitals", text]);
  if (!page.words.includes(normalise(text))) found.push(["title not on the page", text]);
  return found;
}

function description(job, page) {
  const html = String(job.description ?? "");
  if (!html.trim()) return [["description missing", ""]];
  const found = [];
  const text = normalise(readText(html));
  if (text === normalise(String(job.title))) found.push(["description is the title", ""]);
  if (!/<br|<p|\n/i.test(html)) found.push(["description without paragraphs", ""]);
  if (/&lt;(p|br|ul|li|div|strong)\b/i.test(html)) found.push(["description escaped twice", html.slice(0, 80)]);
  if (!page.letters.includes(lettersOf(text))) found.push(["description is not the page's text", text.slice(0, 80)]);
  return found;
}

/** Texts without white space: a description's blocks break lines elsewhere than the page's. */
function lettersOf(text) {
  return text.replace(/\s+/g, "");
}

function dates(job, now) {
  const found = [];
  if (!job.datePosted) found.push(["datePosted missing", ""]);
  else if (!isRealDate(job.datePosted)) found.push(["datePosted is no ISO 8601 date", String(job.datePosted)]);
  else if (now && job.datePosted.slice(0, 10) > now) found.push(["datePosted in the future", job.datePosted]);
  if (job.validThrough !== undefined) {
    if (!isRealDate(job.validThrough)) found.push(["validThrough is no ISO 8601 date", String(job.validThrough)]);
    else if (now && job.validThrough.slice(0, 10) < now) found.push(["open posting with a past validThrough", job.validThrough]);
    else if (job.validThrough < job.datePosted) found.push(["validThrough before datePosted", job.validThrough]);
  }
  return found;
}

function organization(job, page) {
  const company = job.hiringOrganization;
  if (company === "confidential") return [];
  const text = String(company?.name ?? "").trim();
  if (typeof company !== "object" || !text) return [["hiringOrganization missing", JSON.stringify(company)]];
  const found = [];
  if (company["@type"] !== "Organization") found.push(["hiringOrganization of another type", company["@type"]]);
  if (NO_COMPANY.test(text)) found.push(["company without a name", text]);
  if (!page.words.includes(normalise(text))) found.push(["company not on the page", text]);
  return found;
}

function address(place) {
  const found = [];
  const given = place?.address;
  if (place?.["@type"] !== "Place") found.push(["jobLocation is no Place", JSON.stringify(place)]);
  if (given?.["@type"] !== "PostalAddress") return [...found, ["jobLocation without PostalAddress", JSON.stringify(given)]];
  const country = given.addressCountry?.name ?? given.addressCountry;
  if (!country) found.push(["jobLocation without addressCountry", JSON.stringify(given)]);
  else if (!COUNTRIES.has(country)) found.push(["addressCountry is no ISO 3166 code", country]);
  return found;
}

function places(job, page) {
  const locations = [].concat(job.jobLocation ?? []);
  const found = locations.flatMap(address);
  const remote = job.jobLocationType;
  const applicants = [].concat(job.applicantLocationRequirements ?? []);
  if (remote !== undefined && remote !== "TELECOMMUTE") found.push(["jobLocationType is not TELECOMMUTE", String(remote)]);
  if (!locations.length && remote !== "TELECOMMUTE") found.push(["jobLocation missing", ""]);
  if (remote === "TELECOMMUTE" && !applicants.length) found.push(["TELECOMMUTE without applicantLocationRequirements", ""]);
  if (remote === "TELECOMMUTE" && !/remote|home|telecommut|télétravail|remoto|à distance|anywhere|homeoffice/i.test(page.words)) {
    found.push(["TELECOMMUTE, but the page does not say so", ""]);
  }
  if (applicants.length && remote !== "TELECOMMUTE") found.push(["applicantLocationRequirements without TELECOMMUTE", ""]);
  for (const area of applicants) {
    if (!["Country", "State", "AdministrativeArea", "City"].includes(area["@type"]) || !area.name) found.push(["applicantLocationRequirements is no place", JSON.stringify(area)]);
  }
  return found;
}

/** Ways in which a page may write an amount: 120000, 120,000, 120.000, 120 000, 120k. */
function shows(page, amount) {
  const number = Number(amount);
  if (page.numbers.has(number)) return true;
  return number % 100 === 0 && page.thousands.has(number / 1000);
}

function salary(job, page) {
  const pay = job.baseSalary;
  if (pay === undefined) return [];
  const found = [];
  const value = pay.value;
  if (pay["@type"] !== "MonetaryAmount" || value?.["@type"] !== "QuantitativeValue") return [["baseSalary is no MonetaryAmount", JSON.stringify(pay)]];
  if (!CURRENCIES.has(pay.currency)) found.push(["currency is no ISO 4217 code", String(pay.currency)]);
  if (!UNITS.includes(value.unitText)) found.push(["unitText not accepted", String(value.unitText)]);
  const amounts = [value.value, value.minValue, value.maxValue].filter((amount) => amount !== undefined);
  if (!amounts.length) found.push(["baseSalary without an amount", ""]);
  if (value.value === undefined && amounts.length === 1) found.push(["only one end of a pay range", JSON.stringify(value)]);
  if (value.minValue > value.maxValue) found.push(["pay range upside down", JSON.stringify(value)]);
  for (const amount of amounts) {
    if (typeof amount !== "number" || !(amount > 0)) found.push(["amount is no number", String(amount)]);
    else if (!shows(page, amount)) found.push(["amount not on the page", String(amount)]);
  }
  return found;
}

function others(job) {
  const found = [];
  for (const type of [].concat(job.employmentType ?? [])) {
    if (!EMPLOYMENT_TYPES.includes(type)) found.push(["employmentType not accepted", String(type)]);
  }
  if (job.identifier !== undefined && (job.identifier["@type"] !== "PropertyValue" || !job.identifier.value || !job.identifier.name)) {
    found.push(["identifier is no PropertyValue with name and value", JSON.stringify(job.identifier)]);
  }
  if (job.directApply !== undefined && typeof job.directApply !== "boolean") found.push(["directApply is no Boolean", String(job.directApply)]);
  for (const credential of [].concat(job.educationRequirements ?? [])) {
    if (credential === "no requirements") continue;
    for (const category of [].concat(credential.credentialCategory ?? "")) {
      if (!EDUCATION.includes(category)) found.push(["credentialCategory not accepted", JSON.stringify(credential)]);
    }
  }
  const experience = job.experienceRequirements;
  if (experience !== undefined && experience !== "no requirements" && !(experience.monthsOfExperience >= 0)) {
    found.push(["experienceRequirements without monthsOfExperience", JSON.stringify(experience)]);
  }
  if (job.experienceInPlaceOfEducation !== undefined && (experience === undefined || job.educationRequirements === undefined)) {
    found.push(["experienceInPlaceOfEducation without both requirements", ""]);
  }
  return found;
}

/** The page's text in the forms that are compared with. */
function prepare(page) {
  const words = normalise(page.text);
  const numbers = new Set();
  const thousands = new Set();
  for (const [text] of words.matchAll(/\d+(?:[.,'’\u202f\u00a0 ]\d{3})+(?!\d)(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?/g)) {
    const grouped = /^\d+([.,'’\u202f\u00a0 ]\d{3})+/.test(text);
    const [whole] = grouped ? text.match(/^\d+(?:[.,'’\u202f\u00a0 ]\d{3})+/) : [text];
    numbers.add(grouped ? Number(whole.replace(/\D/g, "") + text.slice(whole.length).replace(",", ".")) : Number(text.replace(",", ".")));
    // "90 120 000" may be "90" and "120 000": the parts count as well.
    for (const part of text.split(/[^\d.,]/)) numbers.add(Number(part.replace(",", ".")));
  }
  for (const [, text] of words.matchAll(/(\d+(?:[.,]\d+)?)(?=\s?[kK]\b|\s?[-–—]\s?[$€£]?\d+(?:[.,]\d+)?\s?[kK]\b|\s?tys)/g)) thousands.add(Number(text.replace(",", ".")));
  return { words, letters: lettersOf(words), numbers, thousands };
}

function judge(job, page, site, now) {
  const prepared = prepare(page);
  const found = [
    ...title(job, prepared), ...description(job, prepared), ...dates(job, now), ...organization(job, prepared),
    ...places(job, prepared), ...salary(job, prepared), ...others(job),
  ];
  if (job.url !== undefined && job.url !== page.canonical) found.push(["url is not the canonical address", job.url]);
  return found;
}

/** All JobPosting data of all pages. */
export async function run({ site, pages, now }) {
  const findings = [];
  let postings = 0;
  let marked = 0;
  for (const page of pages) {
    const jobs = readBlocks(page).nodes.map(({ node }) => node).filter((node) => node["@type"] === "JobPosting");
    const add = ([rule, message]) => findings.push({ file: page.file, rule, message });
    if (page.kind === "posting" && !page.isStub) postings += 1;
    if (!jobs.length) continue;
    marked += 1;
    if (page.kind === "closed") add(["JobPosting on a closed posting", ""]);
    else if (page.kind !== "posting") add(["JobPosting on a page that is no posting", page.kind]);
    if (jobs.length > 1) add(["more than one JobPosting", String(jobs.length)]);
    for (const job of jobs) judge(job, page, site, now).forEach(add);
  }
  return { items: marked, findings, notes: [`${marked} of ${postings} open postings carry JobPosting data`] };
}
