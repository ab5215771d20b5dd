// Files for those who take postings elsewhere: Indeed and LinkedIn XML, the table, calendars, the widget, the change log.
// Each is read by a parser of others (saxes, csv-parse, ical.js); what is not there was not asked for.

import ICAL from "ical.js";
import { parse } from "csv-parse/sync";
import { childrenOf, readXml, textOf } from "../xml.mjs";

export const name = "hand-offs";

const INDEED = ["title", "date", "referencenumber", "requisitionid", "url", "company", "city", "state", "country", "description"];
const INDEED_FILLED = INDEED.filter((field) => !["city", "state"].includes(field));
const LINKEDIN = ["partnerJobId", "company", "title", "description", "location", "applyUrl"];

const isPage = (site, address) => URL.canParse(address) && site.answer(new URL(address)).status === 200;

function twice(values) {
  return values.filter((value, at) => values.indexOf(value) !== at);
}

function* indeed(site, file) {
  const text = site.text(file);
  const root = readXml(text);
  const jobs = childrenOf(root, "job");
  if (root.name !== "source") yield ["root is not `source`", root.name];
  // Everything stands in CDATA, where an entity would be read as it is written.
  const [entity] = text.match(/&(#\d+|#x[0-9a-f]+|[a-z]+\d*);/i) ?? [];
  if (entity) yield ["an HTML entity", entity];
  for (const job of jobs) {
    const label = textOf(job, "referencenumber") ?? "?";
    for (const field of INDEED) if (textOf(job, field) === undefined) yield [`no \`${field}\``, label];
    for (const field of INDEED_FILLED) if (textOf(job, field) === "") yield [`\`${field}\` is empty`, label];
    if (!isPage(site, textOf(job, "url"))) yield ["url is not there", textOf(job, "url")];
    if (Number.isNaN(Date.parse(textOf(job, "date")))) yield ["date is none", textOf(job, "date")];
  }
  for (const number of twice(jobs.map((job) => textOf(job, "referencenumber")))) yield ["referencenumber twice", number];
  return jobs.length;
}

function* linkedin(site, file) {
  const root = readXml(site.text(file));
  const jobs = childrenOf(root, "job");
  if (Number(textOf(root, "expectedJobCount")) !== jobs.length) yield ["expectedJobCount is wrong", String(jobs.length)];
  for (const field of ["publisher", "publisherUrl"]) if (!textOf(root, field)) yield [`no \`${field}\``, ""];
  for (const job of jobs) {
    const id = textOf(job, "partnerJobId") ?? "";
    for (const field of LINKEDIN) if (!textOf(job, field)) yield [`no \`${field}\``, id];
    if (id.length > 40) yield ["partnerJobId has over 40 characters", id];
    if (!URL.canParse(textOf(job, "applyUrl") ?? "")) yield ["applyUrl is no address", id];
  }
  for (const id of twice(jobs.map((job) => textOf(job, "partnerJobId")))) yield ["partnerJobId twice", id];
  return jobs.length;
}

function* table(site, file, { pages }) {
  const rows = parse(site.bytes(file), { columns: true });
  const open = pages.filter((page) => page.kind === "posting" && !page.isStub && !page.isNoindex);
  if (rows.length !== open.length) yield ["not one row for each open posting", `${rows.length} of ${open.length}`];
  for (const row of rows) {
    if (!isPage(site, row.url)) yield ["url is not there", row.url];
    if (!row.title) yield ["no title", row.url];
    for (const field of ["pay_min", "pay_max"]) if (Number.isNaN(Number(row[field]))) yield [`${field} is no number`, row.url];
    if (Object.values(row).some((cell) => /^[=+@-]/.test(cell))) yield ["a cell is a formula", row.url];
  }
  return rows.length;
}

function* calendar(site, file) {
  const text = site.text(file);
  if (text.split("\r\n").some((line) => Buffer.byteLength(line) > 75)) yield ["a line has over 75 bytes", ""];
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  for (const event of events) {
    if (!event.summary) yield ["no summary", event.uid];
    if (!event.startDate?.isDate) yield ["the start is no day", event.uid];
    if (!event.component.getFirstPropertyValue("dtstamp")) yield ["no dtstamp", event.uid];
    if (!isPage(site, event.component.getFirstPropertyValue("url"))) yield ["url is not there", event.uid];
  }
  for (const uid of twice(events.map(({ uid }) => uid))) yield ["uid twice", uid];
  return events.length;
}

function* widget(site, file) {
  const { jobs } = JSON.parse(site.text(file));
  for (const job of jobs) if (!isPage(site, job.url) || !job.title) yield ["a job without page or title", JSON.stringify(job)];
  const [call] = site.text("widget.js").match(/fetch|XMLHttpRequest|sendBeacon|cookie|localStorage/) ?? [];
  if (call) yield ["the script does more than show a frame", call];
  if (!/\.sandbox = "(?!.*allow-(same-origin|scripts))/.test(site.text("widget.js"))) yield ["the frame has rights", ""];
  return jobs.length;
}

function* key(site, file) {
  if (site.text(file) !== file.replace(/\.txt$/, "")) yield ["does not hold its own name", ""];
  return 1;
}

function checkOf(file) {
  if (file === "indeed.xml") return indeed;
  if (file === "linkedin.xml") return linkedin;
  if (file === "jobs.csv") return table;
  if (file.endsWith(".ics")) return calendar;
  if (file === "widget.json") return widget;
  if (/^[A-Za-z0-9-]{8,128}\.txt$/.test(file)) return key;
  return undefined;
}

/** All hand-offs that the board writes. */
export async function run(input) {
  const findings = [];
  let items = 0;
  for (const file of input.site.files) {
    const check = checkOf(file);
    if (!check) continue;
    const found = check(input.site, file, input);
    let step = found.next();
    for (; !step.done; step = found.next()) findings.push({ file, rule: step.value[0], message: step.value[1] });
    items += step.value;
  }
  return { items, findings };
}
