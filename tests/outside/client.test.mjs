// A client from outside against the preview: paths that lead out, methods, ranges, foreign hosts, slow clients, and ten
// thousand requests at 64 in flight while two hundred files change.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { after, before, test } from "node:test";

const program = path.resolve(process.env.CORKBOARD ?? "target/quick/corkboard");
const skip = !fs.existsSync(program) && `no program at ${program}`;

const POSTINGS = 400;
const REQUESTS = 10_000;
const IN_FLIGHT = 64;
const CHANGES = 200;
const SECRET = "nobody may read this";

let root, child, address;
const titles = new Array(POSTINGS).fill(1);
const texts = new Array(POSTINGS).fill(1);
const name = (number) => `posting-number-${number}-crumb`;
const posting = (number) =>
  `---\n# ${SECRET}\ntitle: Baker ${number} v${titles[number]}\ncompany: Crumb ${number % 40}\ndate_posted: 2026-11-01\n` +
  `location: Berlin, Germany\ntags: [bread, oven ${number % 9}]\nsummary: About it.\n---\n\nText v${texts[number]} of number ${number}.\n`;

// In one step, so that no half-written file is ever there.
function save(number) {
  const file = path.join(root, "content/jobs", `${name(number)}.md`);
  fs.writeFileSync(path.join(root, "part"), posting(number));
  fs.renameSync(path.join(root, "part"), file);
}

before(async () => {
  if (skip) return;
  root = fs.mkdtempSync(path.join(os.tmpdir(), "corkboard-client-"));
  fs.mkdirSync(path.join(root, "content/jobs"), { recursive: true });
  fs.writeFileSync(path.join(root, "board.yaml"), `# ${SECRET}\ntitle: Bread jobs\nbase_url: https://board.example/\n`);
  for (let number = 0; number < POSTINGS; number++) save(number);
  child = spawn(program, ["serve", "--root", root, "--port", "0", "--now", "2026-11-21"], { stdio: ["ignore", "pipe", "inherit"] });
  for await (const line of readline.createInterface({ input: child.stdout })) {
    address = line.match(/http:\/\/\S+/)?.[0];
    if (address) break;
  }
  child.stdout.resume();
});

after(async () => {
  if (!child) return;
  child.kill("SIGTERM");
  await once(child, "exit");
  fs.rmSync(root, { recursive: true });
});

/** Sends bytes and gives all that comes back. */
function raw(text) {
  const { hostname, port } = new URL(address);
  return new Promise((done, fail) => {
    const parts = [];
    const socket = net.connect(Number(port), hostname, () => socket.write(text));
    socket.on("data", (part) => parts.push(part)).on("error", fail);
    socket.on("close", () => done(Buffer.concat(parts).toString()));
  });
}

const ask = (method, target, more = "", host = new URL(address).host) =>
  raw(`${method} ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n${more}\r\n`);
const status = (answer) => Number(answer.match(/^HTTP\/1\.1 (\d+)/)?.[1]);

const agent = new http.Agent({ keepAlive: true, maxSockets: IN_FLIGHT });
function get(target) {
  return new Promise((done, fail) => {
    const request = http.get(new URL(target, address), { agent }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part)).on("error", fail);
      answer.on("end", () => done({ status: answer.statusCode, text: Buffer.concat(parts).toString() }));
    });
    request.on("error", fail);
  });
}

test("no path leads out of the board", { skip }, async () => {
  const targets = [
    "/../board.yaml", "/../../../../../../etc/passwd", "/%2e%2e/board.yaml", "/..%2fboard.yaml", "/..%5cboard.yaml", "/%2e%2e%2f%2e%2e%2fetc/passwd",
    "//etc/passwd", "/%2fetc%2fpasswd", "/./../board.yaml", "/jobs/../../board.yaml", "/%252e%252e/board.yaml", "/%c0%ae%c0%ae/board.yaml",
    "/board.yaml%00.html", "/%00", "/%", "/%zz", "/board.yaml", "/content/jobs/", `/content/jobs/${name(1)}.md`, "/.public.corkboard/lock",
    "/jobs/..;/board.yaml", "/\\..\\board.yaml", "http://evil.example/", "*", `/${"a/".repeat(20_000)}`,
  ];
  for (const target of targets) {
    const answer = await ask("GET", target);
    assert.ok([400, 403, 404, 414, 421, 431].includes(status(answer)), `${target.slice(0, 60)}: ${answer.slice(0, 80)}`);
    assert.ok(!answer.includes(SECRET) && !answer.includes("root:"), target);
  }
  const plain = await get(`jobs/${name(1)}/`);
  assert.equal((await get(`jobs/${name(1).replace("p", "%70")}/`)).text, plain.text, "an encoded letter is the letter");
});

test("methods, ranges and hosts are heeded", { skip }, async () => {
  for (const method of ["POST", "PUT", "DELETE", "PATCH", "TRACE", "BREW"]) {
    const answer = await ask(method, "/", "Content-Length: 0\r\n");
    assert.ok([400, 405, 501].includes(status(answer)), `${method}: ${answer.slice(0, 60)}`);
  }
  const head = await ask("HEAD", "/robots.txt");
  assert.equal(status(head), 200);
  assert.equal(head.split("\r\n\r\n")[1], "");
  const whole = (await ask("GET", "/robots.txt")).split("\r\n\r\n")[1];
  const part = async (range) => {
    const answer = await ask("GET", "/robots.txt", `Range: ${range}\r\n`);
    return [status(answer), answer.split("\r\n\r\n")[1]];
  };
  assert.deepEqual(await part("bytes=0-3"), [206, whole.slice(0, 4)]);
  assert.deepEqual(await part("bytes=-5"), [206, whole.slice(-5)]);
  assert.equal((await part("bytes=99999999-"))[0], 416);
  assert.deepEqual(await part("bytes=5-2"), [200, whole]);
  assert.deepEqual(await part("bytes=99999999999999999999999-"), await part("bytes=99999999-"));
  for (const host of ["evil.example", "evil.example:80", "127.0.0.1.evil.example", ""]) {
    const answer = await ask("GET", "/", "", host);
    assert.ok([400, 403, 421].includes(status(answer)) && !answer.includes("Baker"), `${host}: ${answer.slice(0, 60)}`);
  }
});

test("slow clients keep nobody waiting", { skip, timeout: 60_000 }, async () => {
  const { hostname, port } = new URL(address);
  const slow = Array.from({ length: 300 }, () => net.connect(Number(port), hostname).on("error", () => {}));
  await Promise.all(slow.map((socket) => once(socket, "connect")));
  slow.forEach((socket) => socket.write("GET / HT"));
  assert.equal((await get("robots.txt")).status, 200);
  slow.forEach((socket) => socket.destroy());
});

test("no wrong byte while files change, and no stale page after the last change", { skip, timeout: 300_000 }, async () => {
  // The tag that the reload script is given is the hash of the page.
  const unversioned = (text) => text.replace(/(\b|%20)v\d+\b/g, "v").replace(/ data-tag="[0-9a-f]+"/, "");
  const target = (number) => `jobs/${name(number)}/`;
  const first = [];
  for (let number = 0; number < POSTINGS; number++) first.push(unversioned((await get(target(number))).text));
  let left = REQUESTS;
  const wrong = [];
  const check = async (number) => {
    const oldest = [titles[number] - 1, texts[number] - 1];
    const { status, text } = await get(target(number));
    const seen = [`Baker ${number}`, "Text"].map((words) => new Set(text.match(new RegExp(`\\b${words} v\\d+`, "g"))?.map((found) => Number(found.split(" v")[1]))));
    const newest = [titles[number], texts[number]];
    const is_one = (versions, place) => versions.size === 1 && [...versions].every((version) => version >= oldest[place] && version <= newest[place]);
    if (status !== 200 || !seen.every(is_one) || unversioned(text) !== first[number]) wrong.push([number, status, seen, newest, unversioned(text) === first[number]]);
  };
  const client = async () => {
    while (left > 0) {
      const turn = left--;
      // Every twentieth request is for what shows many postings.
      if (turn % 20) {
        await check((turn * 7919) % POSTINGS);
        continue;
      }
      const { status, text } = await get(turn % 40 ? "" : "feed.json");
      const is_whole = turn % 40 ? text.trimEnd().endsWith("</html>") : JSON.parse(text).items.length > 0;
      if (status !== 200 || !is_whole) wrong.push([turn, status]);
    }
  };
  const clients = Array.from({ length: IN_FLIGHT }, client);
  for (let change = 0; change < CHANGES; change++) {
    while (left > REQUESTS - ((change + 1) * REQUESTS) / (CHANGES + 10)) await new Promise((done) => setTimeout(done, 1));
    const number = (change * 37) % POSTINGS;
    // A save changes the title or the text. Of one that changes both, the preview may show the new text under the old title
    // until it has planned the board again.
    (change % 2 ? titles : texts)[number]++;
    save(number);
  }
  await Promise.all(clients);
  assert.deepEqual(wrong, []);
  const last = ((CHANGES - 1) * 37) % POSTINGS;
  while (!(await get(target(last))).text.includes(`Baker ${last} v${titles[last]}`)) await new Promise((done) => setTimeout(done, 5));
  for (let number = 0; number < POSTINGS; number++) {
    const { text } = await get(target(number));
    assert.ok(text.includes(`Text v${texts[number]} of number ${number}.`) && text.includes(`Baker ${number} v${titles[number]}`), `${number} is stale`);
  }
  const fronts = await Promise.all(["", ...Array.from({ length: 5 }, (_, page) => `page/${page + 1}/`)].map((page) => get(page)));
  for (const [, number, version] of fronts.map(({ text }) => text).join("").matchAll(/Baker (\d+) v(\d+)/g)) {
    assert.equal(Number(version), titles[number], `number ${number} is stale on a list`);
  }
});
