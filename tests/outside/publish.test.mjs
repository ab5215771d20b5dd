// `corkboard publish` to a real S3 server (moto, from PyPI, a process of its own), also through a proxy that fails.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { faultyProxy } from "./faulty_proxy.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const root = path.join(here, "../..");
const programs = [process.env.CORKBOARD, "target/quick/corkboard", "target/debug/corkboard"].filter(Boolean);
const program = programs.map((file) => path.resolve(root, file)).find((file) => fs.existsSync(file));
const moto = path.join(here, ".venv/bin/moto_server");
const NOW = "2026-11-20";
const skip = !program || !fs.existsSync(moto) ? "needs target/quick/corkboard and tests/outside/setup" : false;

let server, port, folder, board;

async function freePort() {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port: free } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return free;
}

before(async () => {
  if (skip) return;
  port = await freePort();
  server = spawn(moto, ["-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
  for (let patience = 0; patience < 300; patience += 1) {
    if (await fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false)) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "corkboard-publish-"));
  board = path.join(folder, "board");
  for (const name of ["board.yaml", "content", "static"]) fs.cpSync(path.join(root, name), path.join(board, name), { recursive: true });
  fs.appendFileSync(path.join(board, "board.yaml"), "\nfacets: [companies, tags]\nfeeds: { companies: false, places: false }\n");
  build();
});

after(() => {
  server?.kill();
  if (folder) fs.rmSync(folder, { recursive: true });
});

function build(...more) {
  const ran = spawnSync(program, ["build", "--quiet", "--root", board, "--now", NOW, ...more], { encoding: "utf8" });
  assert.equal(ran.status, 0, ran.stderr);
}

/** A new bucket that anybody may read. */
async function bucket(name) {
  const address = `http://127.0.0.1:${port}/${name}`;
  await fetch(address, { method: "PUT" });
  const Statement = [{ Effect: "Allow", Principal: "*", Action: "s3:*", Resource: `arn:aws:s3:::${name}/*` }];
  await fetch(`${address}?policy`, { method: "PUT", body: JSON.stringify({ Version: "2012-10-17", Statement }) });
  return address;
}

function environment(endpoint) {
  return { ...process.env, AWS_ENDPOINT_URL: endpoint, AWS_ACCESS_KEY_ID: "AKIDEXAMPLE", AWS_SECRET_ACCESS_KEY: "very-secret", AWS_REGION: "us-east-1" };
}

function begin(name, endpoint, more = []) {
  const ran = spawn(program, ["publish", `s3://${name}/`, "--root", board, ...more], { env: environment(endpoint) });
  const outcome = { process: ran, out: "", err: "" };
  ran.stdout.on("data", (text) => { outcome.out += text; });
  ran.stderr.on("data", (text) => { outcome.err += text; });
  outcome.ended = new Promise((resolve) => ran.on("close", (code, signal) => resolve({ ...outcome, out: outcome.out, err: outcome.err, code, signal })));
  return outcome;
}

const publish = (name, { endpoint = `http://127.0.0.1:${port}`, more = [] } = {}) => begin(name, endpoint, more).ended;

function files(below = "") {
  const found = [];
  for (const entry of fs.readdirSync(path.join(board, "public", below), { withFileTypes: true })) {
    const name = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) found.push(...files(name));
    else found.push(name);
  }
  return found;
}

/** Fails unless the bucket holds the site, byte for byte, and nothing else of ours. */
async function assertEqual(address) {
  const listed = [];
  let after = "";
  for (let isTruncated = true; isTruncated;) {
    const text = await (await fetch(`${address}?list-type=2&start-after=${encodeURIComponent(after)}`)).text();
    const keys = [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => key);
    listed.push(...keys);
    after = keys.at(-1);
    isTruncated = text.includes("<IsTruncated>true");
  }
  const there = listed.filter((key) => key !== ".corkboard-manifest.gz").sort();
  assert.deepEqual(there, files().sort());
  for (const file of there) {
    const bytes = Buffer.from(await (await fetch(`${address}/${file}`)).arrayBuffer());
    assert.ok(bytes.equals(fs.readFileSync(path.join(board, "public", file))), `${file} differs`);
  }
}

const posting = () => path.join(board, "content/jobs/project-archivist.md");
function edit() {
  fs.appendFileSync(posting(), "\nWe have tea at four.\n");
  build();
}

test("the first time all is sent, then nothing, then what an edit changed", { skip }, async () => {
  const address = await bucket("whole");
  const first = await publish("whole");
  assert.match(first.out, new RegExp(`^s3://whole/: ${files().length} new and 0 changed sent`));
  await assertEqual(address);
  const again = await publish("whole");
  assert.equal(again.out, `s3://whole/: nothing to send, ${files().length} unchanged\n`);
  edit();
  const plan = await publish("whole", { more: ["--dry-run"] });
  const named = [...plan.out.matchAll(/^ {2}[+~-] (.*)$/gm)].map(([, file]) => file);
  assert.ok(named.includes("jobs/project-archivist/index.html"));
  const other = named.filter((file) => !/project-archivist|feed\.json|rss\.xml|atom\.xml|jobs\.json|indeed|linkedin|search-index/.test(file));
  assert.deepEqual(other, [], plan.out);
  const changed = path.join(folder, "changed");
  const second = await publish("whole", { more: ["--changed", changed, "--indexnow", path.join(folder, "body.json")] });
  assert.match(second.out, /: 0 new and \d+ changed sent/);
  assert.equal(fs.readFileSync(changed, "utf8"), "https://board.example/jobs/project-archivist/\n");
  assert.deepEqual(JSON.parse(fs.readFileSync(path.join(folder, "body.json"), "utf8")).urlList, ["https://board.example/jobs/project-archivist/"]);
  await assertEqual(address);
});

test("types, cache policy and compression are told", { skip }, async () => {
  const address = await bucket("headers");
  await publish("headers", { more: ["--compress", "gzip"] });
  const headers = async (file) => (await fetch(`${address}/${file}`, { method: "HEAD", headers: { "accept-encoding": "gzip" } })).headers;
  for (const [file, type, cache] of [
    ["index.html", "text/html; charset=utf-8", "public, max-age=300"],
    ["theme.css", "text/css; charset=utf-8", "public, max-age=31536000, immutable"],
    ["tags/rust/feed.json", "application/feed+json; charset=utf-8", "public, max-age=900"],
    ["rss.xml", "application/rss+xml; charset=utf-8", "public, max-age=900"],
    ["sitemap.xml", "application/xml; charset=utf-8", "public, max-age=900"],
    ["icon-512.png", "image/png", "public, max-age=86400"],
  ]) {
    const told = await headers(file);
    assert.equal(told.get("content-type"), type, file);
    assert.equal(told.get("cache-control"), cache, file);
  }
  assert.equal((await headers("index.html")).get("content-encoding"), "gzip");
  assert.equal((await headers("icon-512.png")).get("content-encoding"), null);
  await assertEqual(address);
});

test("busy servers, broken connections and slow ones are outlived", { skip }, async () => {
  const address = await bucket("faults");
  const proxy = await faultyProxy(port, (number) => (number % 11 === 0 ? 503 : number % 13 === 0 ? "drop" : number % 17 === 0 ? 90 : undefined));
  const ran = await publish("faults", { endpoint: proxy.address });
  await proxy.close();
  assert.equal(ran.code, 0, ran.err);
  await assertEqual(address);
});

test("a denied publication says so, sends nothing more and keeps its secrets", { skip }, async () => {
  await bucket("denied");
  const proxy = await faultyProxy(port, (_, request) => (request.method === "PUT" ? 403 : undefined));
  const ran = await publish("denied", { endpoint: proxy.address });
  await proxy.close();
  assert.equal(ran.code, 3);
  assert.match(ran.err, /^error: cannot write to `s3:\/\/denied\/`/m);
  assert.ok(!`${ran.out}${ran.err}`.includes("very-secret") && !`${ran.out}${ran.err}`.includes("AKIDEXAMPLE"));
});

test("a publication that was killed anywhere is finished by the next", { skip }, async () => {
  const address = await bucket("killed");
  for (const stop of [5, 40, 200, 300]) {
    let ran;
    const proxy = await faultyProxy(port, (number) => {
      if (number === stop) ran.process.kill("SIGKILL");
      return 1;
    });
    ran = begin("killed", proxy.address);
    assert.equal((await ran.ended).signal, "SIGKILL");
    await proxy.close();
  }
  assert.equal((await publish("killed")).code, 0);
  await assertEqual(address);
  const again = await publish("killed");
  assert.match(again.out, /nothing to send/);
});

/** Follows every link from the front page, as often as there is time, until told to stop; returns dead ones. */
async function read(address, signal) {
  const dead = new Set();
  const get = async (file) => fetch(`${address}/${file}`);
  while (!signal.done) {
    const seen = new Set(["index.html"]);
    const queue = [...seen];
    while (queue.length && !signal.done) {
      const file = queue.shift();
      const answer = await get(file);
      if (answer.status !== 200) {
        if (file !== "index.html") dead.add(file);
        continue;
      }
      const html = await answer.text();
      for (const [, href] of html.matchAll(/<a\b[^>]*\bhref="(\/[^"#?]*)/g)) {
        const next = href.endsWith("/") ? `${href.slice(1)}index.html` : href.slice(1);
        if (!seen.has(next)) {
          seen.add(next);
          queue.push(next);
        }
      }
    }
    signal.rounds += 1;
  }
  return [...dead];
}

test("a reader meets no link to a missing page while it is published", { skip }, async () => {
  const address = await bucket("read");
  const proxy = await faultyProxy(port, () => 3);
  const readers = async (work) => {
    const signal = { done: false, rounds: 0 };
    const reading = read(address, signal);
    const ran = await work();
    signal.done = true;
    assert.equal(ran.code, 0, ran.err);
    assert.deepEqual(await reading, []);
  };
  await readers(() => publish("read", { endpoint: proxy.address }));
  for (const name of ["one", "two", "three"]) {
    fs.writeFileSync(
      path.join(board, `content/jobs/harbour-pilot-${name}.md`),
      `---\ntitle: Harbour Pilot ${name}\ncompany: Pilots ${name}\nlocation: Bergen, Norway\ndate_posted: 2026-11-19\ntags: [pilotage, ${name}-masts]\n---\n\nYou bring ships into the harbour of Bergen, by day and by night, in every weather.\n`,
    );
  }
  fs.rmSync(path.join(board, "content/jobs/timber-frame-carpenter.md"));
  build();
  await readers(() => publish("read", { endpoint: proxy.address }));
  await proxy.close();
  await assertEqual(address);
});
