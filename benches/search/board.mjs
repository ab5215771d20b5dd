// Writes a board for measuring the search: `node benches/search/board.mjs POSTINGS FOLDER`. Words follow the law of Zipf
// over a vocabulary that grows with the board, as it does in real postings: some 600 words a body, 250 of them distinct.
// The same number gives the same board.

import fs from "node:fs";
import path from "node:path";

const [count, folder] = [Number(process.argv[2]), process.argv[3]];
let state = 20_261_121;
const random = () => {
  state = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};
const pick = (list) => list[Math.floor(random() * list.length)];
const rank = (bound) => Math.floor(bound ** random()) - 1;

const ONSETS = "b br c ch cl cr d dr f fl fr g gr h j k l m n p pl pr qu r s sc sh sk sl sp st str t th tr v w wh".split(" ");
const VOWELS = "a e i o u ai ea ee io oo ou".split(" ");
const CODAS = "b ck d l ll m n nd ng nt p r rd s st t th x".split(" ");
const syllable = (number) => ONSETS[number % 37] + VOWELS[Math.floor(number / 37) % 11] + CODAS[Math.floor(number / 407) % 18];
const word = (number) => (number < 800 ? syllable(number * 7919) : syllable(number * 7919) + syllable(number * 104_729 + 13));
const ENDINGS = ["", "", "", "s", "ing", "ed"];

const vocabulary = Math.round(9_000 * (count / 1_000) ** 0.55) + 9_000;
const LEVELS = ["", "Senior ", "Junior ", "Lead ", "Staff "];
const FIELDS = ["Backend", "Frontend", "Data", "Platform", "Mobile", "Security", "Payments", "Search", "Quality", "Cloud", "Nursing", "Kitchen"];
const ROLES = ["Engineer", "Developer", "Architect", "Analyst", "Designer", "Manager", "Specialist", "Consultant"];
const PLACES = ["Berlin, Germany", "Remote", "Remote, United States", "Paris, France", "London, United Kingdom", "Toronto, Canada", "Madrid, Spain", "Lisbon, Portugal", "Remote - Europe", "Sydney, Australia"];

function body() {
  const lines = [];
  for (let length = 200 + Math.floor(random() * 800); length > 0; ) {
    const words = Array.from({ length: 8 + Math.floor(random() * 14) }, () => word(rank(vocabulary)) + pick(ENDINGS));
    lines.push(`${words.join(" ")}.`);
    length -= words.length;
  }
  return lines.join("\n\n");
}

for (let number = 0; number < count; number += 1) {
  const within = path.join(folder, "content", "jobs", String(Math.floor(number / 1000)).padStart(4, "0"));
  if (number % 1000 === 0) fs.mkdirSync(within, { recursive: true });
  const employer = rank(Math.max(1, count / 6));
  const tags = [...new Set(Array.from({ length: 3 + Math.floor(random() * 8) }, () => word(rank(187))))];
  const day = Math.floor(random() * 3 * 365);
  const date = new Date(Date.UTC(2023, 10, 20) + day * 86_400_000).toISOString().slice(0, 10);
  const pay = random() < 0.33 ? `salary: "$${40 + Math.floor(random() * 120)},000 per year"\n` : "";
  const title = `${pick(LEVELS)}${pick(FIELDS)} ${pick(ROLES)} ${word(rank(vocabulary))}`;
  fs.writeFileSync(path.join(within, `opening-${number}.md`), `---\ntitle: "${title}"\ncompany: "${word(employer)} ${word(employer + 5)}"\ndate_posted: ${date}\nlocation: "${pick(PLACES)}"\ntags: [${tags.join(", ")}]\n${pay}---\n\n${body()}\n`);
}
fs.writeFileSync(path.join(folder, "board.yaml"), "title: Measured board\nbase_url: https://board.example/\nfeeds: {companies: false, tags: false, places: false}\n");
