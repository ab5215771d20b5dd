// The server configurations of docs/deploy, run in the real servers from Debian, with the sample board as it is
// published to a folder: types, headers, clean addresses, redirects, 404 and 410, compressed files.

import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "../..");
const programs = [process.env.CORKBOARD, "target/quick/corkboard", "target/debug/corkboard"].filter(Boolean);
const program = programs.map((file) => path.resolve(root, file)).find((file) => fs.existsSync(file));
const has = (name) => spawnSync("sh", ["-c", `command -v ${name} || ls /usr/sbin/${name}`]).status === 0;
const recipe = (name) => fs.readFileSync(path.join(root, "docs/deploy", name), "utf8");

let folder, served;

before(() => {
  if (!program) return;
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "corkboard-servers-"));
  fs.chmodSync(folder, 0o755);
  served = path.join(folder, "jobs");
  for (const more of [["build", "--quiet", "--now", "2026-11-20"], ["publish", served, "--compress", "gzip,brotli", "--quiet"]]) {
    const ran = spawnSync(program, [...more, "--root", root, "--out", path.join(folder, "public")], { encoding: "utf8" });
    assert.equal(ran.status, 0, ran.stderr);
  }
});

after(() => folder && fs.rmSync(folder, { recursive: true }));

async function freePort() {
  const probe = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => probe.once("listening", resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

function get(port, address, headers = {}) {
  return new Promise((resolve, reject) => {
    http.get({ host: "127.0.0.1", port, path: address, headers: { host: "jobs.example.org", ...headers } }, (answer) => {
      const pieces = [];
      answer.on("data", (piece) => pieces.push(piece));
      answer.on("end", () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) }));
    }).on("error", reject);
  });
}

async function started(command, options, port) {
  const server = spawn(command, options, { stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } });
  let said = "";
  server.stderr.on("data", (text) => { said += text; });
  for (let patience = 0; patience < 100; patience += 1) {
    if (await get(port, "/").then(() => true, () => false)) return server;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill();
  throw new Error(`${command} does not answer: ${said}`);
}

/** What every server must do with a board. */
async function checkServer(port, encodings) {
  for (const [address, type, cache] of [
    ["/", "text/html; charset=utf-8", "public, max-age=300"],
    ["/jobs/project-archivist/", "text/html; charset=utf-8", "public, max-age=300"],
    ["/theme.css?v=0123", "text/css; charset=utf-8", "public, max-age=31536000, immutable"],
    ["/feed.json", "application/feed+json; charset=utf-8", "public, max-age=900"],
    ["/tags/rust/feed.json", "application/feed+json; charset=utf-8", "public, max-age=900"],
    ["/rss.xml", "application/rss+xml; charset=utf-8", "public, max-age=900"],
    ["/companies/quillfern/atom.xml", "application/atom+xml; charset=utf-8", "public, max-age=900"],
    ["/changes.xml", "application/atom+xml; charset=utf-8", "public, max-age=900"],
    ["/opensearch.xml", "application/opensearchdescription+xml; charset=utf-8", "public, max-age=900"],
    ["/jobs.schema.json", "application/schema+json; charset=utf-8", "public, max-age=86400"],
    ["/deadlines.ics", "text/calendar; charset=utf-8", "public, max-age=900"],
    ["/jobs/project-archivist.md", "text/markdown; charset=utf-8", "public, max-age=86400"],
    ["/logos/quillfern.svg", "image/svg+xml", "public, max-age=86400"],
  ]) {
    const { status, headers } = await get(port, address);
    assert.deepEqual([address, status, headers["content-type"], headers["cache-control"]], [address, 200, type, cache]);
    assert.match(headers["content-security-policy"], /^default-src 'none'/, address);
    assert.equal(headers["x-content-type-options"], "nosniff", address);
  }
  const slash = await get(port, "/jobs/project-archivist");
  assert.ok([301, 308].includes(slash.status) ? slash.headers.location === "/jobs/project-archivist/" : slash.status === 200, `${slash.status}`);
  const missing = await get(port, "/tags/nothing/");
  assert.equal(missing.status, 404);
  assert.match(missing.body.toString(), /<h1/);
  for (const gone of ["/jobs/taken-down/", "/jobs/taken-down", "/jobs/taken-down.md"]) {
    assert.equal((await get(port, gone)).status, 410, gone);
  }
  for (const hidden of ["/.corkboard-manifest.gz", "/_headers", "/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd"]) {
    assert.ok((await get(port, hidden)).status >= 400, hidden);
  }
  for (const [encoding, ending] of encodings) {
    const packed = await get(port, "/", { "accept-encoding": encoding });
    assert.equal(packed.headers["content-encoding"], encoding);
    assert.equal(packed.headers["content-type"], "text/html; charset=utf-8");
    assert.ok(packed.body.equals(fs.readFileSync(path.join(served, `index.html${ending}`))));
  }
}

test("nginx serves the board", { skip: !program || !has("nginx") ? "needs nginx" : false }, async () => {
  const port = await freePort();
  const headers = path.join(folder, "nginx-headers.conf");
  fs.writeFileSync(headers, recipe("nginx-headers.conf"));
  const site = recipe("nginx.conf").replace("listen 80", `listen 127.0.0.1:${port}`).replaceAll("/srv/www/jobs", served).replaceAll("/etc/nginx/corkboard-headers.conf", headers);
  const below = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join("\n");
  const user = process.getuid() === 0 ? "user root;\n" : "";
  const file = path.join(folder, "nginx.conf");
  fs.writeFileSync(file, `${user}daemon off;\npid ${folder}/nginx.pid;\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${below}\n${site}\n}\n`);
  const server = await started(has("nginx") && fs.existsSync("/usr/sbin/nginx") ? "/usr/sbin/nginx" : "nginx", ["-c", file, "-p", folder, "-e", "stderr"], port);
  try {
    await checkServer(port, [["gzip", ".gz"]]);
  } finally {
    server.kill("SIGQUIT");
  }
});

test("Caddy serves the board", { skip: !program || !has("caddy") ? "needs caddy" : false }, async () => {
  const port = await freePort();
  const file = path.join(folder, "Caddyfile");
  const site = recipe("Caddyfile").replace("jobs.example.org {", `http://:${port} {`).replaceAll("/srv/www/jobs", served);
  fs.writeFileSync(file, `{\n\tadmin off\n\tauto_https off\n}\n${site}`);
  const server = await started("caddy", ["run", "--config", file, "--adapter", "caddyfile"], port);
  try {
    await checkServer(port, [["gzip", ".gz"], ["br", ".br"]]);
  } finally {
    server.kill();
  }
});
