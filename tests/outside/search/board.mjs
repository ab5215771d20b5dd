// A board of postings made for searching: 144 regular ones, whose facts follow from their number, so that every answer
// can be worked out, and some written by hand. Nothing of it is random.

import fs from "node:fs";
import path from "node:path";

const ROLES = ["Baker", "Gardener", "Software Engineer", "Nurse", "Carpenter", "Data Analyst"];
const LEVELS = ["", "Junior ", "Senior "];
const COMPANIES = ["Harrow Mill", "Quill & Fern", "Saltmarsh", "Tallow Lane", "Umber Works", "Vetch Union", "Wren House", "Yarrow Guild"];
const PLACES = [["Berlin", "DE"], ["Lyon", "FR"], ["Madrid", "ES"], ["Toronto", "CA"], ["Zürich", "CH"]];
const WAYS = ["onsite", "hybrid", "remote"];
const TYPES = ["full-time", "part-time", "contract"];
const TAGS = { "Baker": ["Bread", "Pastry"], "Gardener": ["Roses", "Pruning"], "Software Engineer": ["Rust", "Python"], "Nurse": ["Care", "Wards"], "Carpenter": ["Oak", "Joinery"], "Data Analyst": ["Python", "SQL"] };
const MATERIALS = ["flint", "gravel", "hemp", "indigo", "jasper", "kelp"];

/** The regular postings with their facts. */
export const JOBS = Array.from({ length: 144 }, (_, number) => {
  const role = ROLES[number % 6];
  const [city, country] = PLACES[number % 5];
  const day = String((number % 28) + 1).padStart(2, "0");
  return {
    number, role, city, country, title: `${LEVELS[number % 3]}${role}`, company: COMPANIES[number % 8], way: WAYS[Math.floor(number / 7) % 3],
    type: TYPES[Math.floor(number / 3) % 3], tags: TAGS[role].slice(0, (number % 4) + 1), pay: 30_000 + (number % 12) * 5_000,
    date: number < 72 ? `2026-10-${day}` : `2026-11-${day > "18" ? "18" : day}`, material: MATERIALS[Math.floor(number / 6) % 6], slug: `job-${number}`,
  };
});

/** Postings written by hand, each for what it is searched by. */
const OWN = {
  "kiln-keeper": ["title: Kiln Keeper\ncompany: Ashgrove Pottery\nlocation: Porto, Portugal\ntags: [Ceramics]", "You will be stoking the kilns at night and glazing tableware. Knowledge of cuneiform is no condition."],
  "lighthouse-warden": ["title: Lighthouse Warden\ncompany: Skerry Trust\nlocation: Bergen, Norway\nremote: onsite", "Polishes lenses, writes the log, keeps the foghorn. Wages are paid monthly."],
  "frontend-developer": ["title: Front-End Developer\ncompany: Pixelry\nremote: remote\napplicant_locations: [DE, AT]\ntags: [TypeScript, C++]", "Builds user interfaces."],
  "backend-developer": ["title: Backend Developer\ncompany: Pixelry\nremote: remote\nlocation: Remote, Anywhere\ntags: [Go, C#]", "Builds services behind the front."],
  "kubernetes-operator": ["title: Kubernetes Operator\ncompany: Cloudberry\nremote: remote\nlocation: Remote - EMEA\ntags: [Kubernetes]", "Runs clusters."],
  "baecker-muenchen": ["title: Bäckerin\ncompany: Brotzeit\nlocation: München, Germany\nlanguage: de", "Sie backen Brötchen und führen die Backstube. Wir suchen Entwicklerinnen neuer Rezepte."],
  "developpeuse": ["title: Développeuse\ncompany: Atelier Lumière\nlocation: Paris, France\nlanguage: fr", "Vous développez des logiciels avec nos ingénieures."],
  "programador": ["title: Desarrolladora de software\ncompany: Casa Alba\nlocation: Sevilla, Spain\nlanguage: es", "Trabajarás con nuestras ingenieras."],
  "tokyo-baker": ["title: 焼き職人\ncompany: 東京パン工房\nlocation: Tokyo, Japan\nlanguage: ja", "東京でパンを焼く仕事です。"],
  "moscow-cook": ["title: Повар\ncompany: Самовар\nlanguage: ru", "Готовит борщ и пельмени."],
  "closed-beekeeper": ["title: Beekeeper\ncompany: Hive\nstatus: closed", "Keeps bees."],
};

function regular({ title, company, city, country, way, type, tags, pay, date, material, number }) {
  const fields = [`title: ${title}`, `company: ${company}`, `location: ${city}`, `country: ${country}`, `remote: ${way}`, `employment_type: ${type}`,
    `tags: [${tags.join(", ")}]`, `salary: "EUR ${pay} - ${pay + 4000} per year"`, `date_posted: ${date}`, "language: en", `id: J${number}`, `slug: job-${number}`];
  return `---\n${fields.join("\n")}\n---\n\nWe work with ${material} every day, number ${number} of its kind. Bring patience.\n`;
}

/** Writes the board to a folder. */
export function write(folder) {
  fs.mkdirSync(path.join(folder, "content", "jobs"), { recursive: true });
  const put = (name, text) => fs.writeFileSync(path.join(folder, "content", "jobs", `${name}.md`), text);
  for (const job of JOBS) put(job.slug, regular(job));
  for (const [slug, [fields, body]] of Object.entries(OWN)) put(slug, `---\n${fields}\ndate_posted: 2026-11-19\n---\n\n${body}\n`);
  fs.writeFileSync(path.join(folder, "board.yaml"), "title: Searched board\ndescription: A board to search\nbase_url: https://board.example/\npage_size: 20\n");
}
