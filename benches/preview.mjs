// How fast the preview is: from saving a posting to its new bytes over HTTP, and to the reloaded page in Chromium.
//
//     node benches/preview.mjs --board DIR [--program target/release/corkboard] [--runs 20] [--browser]
//                              [--edits 1000] [--hugo PROGRAM] [--zola PROGRAM]
//
// Edits a posting of the board (its body, then its title) and puts it back in the end. A run ends with the first answer
// that holds the new words; the page of the title edit is the posting's own and the first page of the board. With
// --hugo or --zola the same postings are edited in the same run under that program. Prints one JSON object per line.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";

const { values: asked } = parseArgs({
  options: {
    board: { type: "string" },
    program: { type: "string", default: "target/release/corkboard" },
    runs: { type: "string", default: "20" },
    edits: { type: "string", default: "0" },
    browser: { type: "boolean", default: false },
    hugo: { type: "string" },
    zola: { type: "string" },
  },
});
const runs = Number(asked.runs);
const now = () => Number(process.hrtime.bigint()) / 1e6;
const sleep = (time) => new Promise((done) => setTimeout(done, time));
const agent = new http.Agent({ keepAlive: true, maxSockets: 4 });

function get(url) {
  return new Promise((done) => {
    const request = http.get(url, { agent }, (answer) => {
      const parts = [];
      answer.on("data", (part) => parts.push(part));
      answer.on("end", () => done({ status: answer.statusCode, text: Buffer.concat(parts).toString() }));
      answer.on("error", () => done({ status: 0, text: "" }));
    });
    request.on("error", () => done({ status: 0, text: "" }));
  });
}

/** Asks until the answer holds the words. Gives the time of that answer. */
async function until(url, words, patience = 600_000) {
  const end = now() + patience;
  for (;;) {
    const answer = await get(url);
    if (answer.status === 200 && answer.text.includes(words)) return now();
    if (now() > end) throw new Error(`${url} never held ${words}`);
    await sleep(1);
  }
}

const posting = (folder) => {
  const files = fs.readdirSync(folder, { recursive: true }).filter((file) => file.endsWith(".md")).sort();
  return path.join(folder, files[Math.floor(files.length / 2)]);
};

const figures = (times) => {
  const sorted = [...times].sort((a, b) => a - b);
  const round = (time) => Math.round(time * 10) / 10;
  return { median: round(sorted[Math.floor(sorted.length / 2)]), worst: round(sorted.at(-1)) };
};

const memory = (pid) => {
  const status = fs.readFileSync(`/proc/${pid}/status`, "utf8");
  const of = (name) => Math.round(Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))[1]) / 1024);
  return { rss_mb: of("VmRSS"), peak_mb: of("VmHWM") };
};

const tell = (figure) => console.log(JSON.stringify(figure));

/** An editor's save: a new file is put in the old one's place. */
function save(file, text) {
  const fresh = path.join(path.dirname(file), `.${path.basename(file)}.part`);
  fs.writeFileSync(fresh, text);
  const at = now();
  fs.renameSync(fresh, file);
  return at;
}

async function edits(name, file, address, first, browserPage) {
  const original = fs.readFileSync(file, "utf8");
  const title = original.match(/^title: "?([^"\n]*)"?$/m)[1];
  const kinds = {
    body: (words) => [original + `\n${words}\n`, address],
    title: (words) => [original.replace(/^title: .*$/m, `title: "${title} ${words}"`), address],
  };
  try {
    for (const [kind, change] of Object.entries(kinds)) {
      const times = [];
      const shown = [];
      for (let run = 0; run < runs; run += 1) {
        const words = `Preview${kind}${run}x${process.pid}`;
        const [text, url] = change(words);
        const began = save(file, text);
        times.push((await until(url, words)) - began);
        if (browserPage) {
          await browserPage.waitForFunction((words) => document.body.innerText.includes(words), words, { polling: 5, timeout: 600_000 });
          shown.push(now() - began);
        }
        await sleep(60);
      }
      tell({ program: name, edit: kind, runs, to_bytes_ms: figures(times), ...(browserPage && { to_dom_ms: figures(shown) }) });
    }
  } finally {
    fs.writeFileSync(file, original);
  }
}

async function browser() {
  const { launch } = await import("../tests/outside/browser.mjs");
  return launch();
}

async function measure(name, program, args, { file, address, first, cwd, ready }) {
  const began = now();
  const child = spawn(program, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
  try {
    const readyAt = await until(first, ready);
    tell({ program: name, start_to_first_page_ms: Math.round(readyAt - began), ...memory(child.pid) });
    await sleep(1500);
    const opened = asked.browser ? await browser() : undefined;
    const page = opened && (await opened.newPage());
    if (page) await page.goto(address);
    await edits(name, file, address, first, page);
    await opened?.close();
    if (name === "corkboard" && Number(asked.edits) > 0) {
      const original = fs.readFileSync(file, "utf8");
      const before = memory(child.pid);
      for (let edit = 0; edit < Number(asked.edits); edit += 1) {
        const words = `Memory${edit}x`;
        const text = edit % 10 === 0 ? original.replace(/^title: .*$/m, `title: "Job ${words}"`) : `${original}\n${words}\n`;
        save(file, text);
        await until(address, words);
      }
      fs.writeFileSync(file, original);
      await sleep(500);
      tell({ program: name, edits: Number(asked.edits), before, after: memory(child.pid) });
    }
    tell({ program: name, ...memory(child.pid) });
  } finally {
    child.kill("SIGTERM");
    const code = await new Promise((done) => child.on("exit", (code, signal) => done(code ?? signal)));
    tell({ program: name, exit: code });
  }
}

/** A board of as many generated postings for another generator, with the layout that `benches/whole.sh` uses. */
function elsewhere(kind, count) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `preview-${kind}-`));
  fs.cpSync(path.join(import.meta.dirname, "peers", kind), folder, { recursive: true });
  const generate = path.join(folder, "generate_board");
  const source = path.join(import.meta.dirname, "examples/generate_board/main.rs");
  execFileSync("rustc", ["--edition", "2024", "-O", source, "-o", generate]);
  execFileSync(generate, ["--n", String(count), "--out", folder, "--as", kind]);
  fs.rmSync(generate);
  return { folder, file: posting(path.join(folder, "content")) };
}

/** The same edits under `hugo server` or `zola serve`. */
async function peer(kind, program, args, port, count) {
  const { folder, file } = elsewhere(kind, count);
  const first = `http://127.0.0.1:${port}/`;
  const address = `${first}jobs/${path.basename(file, ".md").toLowerCase()}/`;
  await measure(kind, program, args, { file, cwd: folder, address, first, ready: "<html" });
  fs.rmSync(folder, { recursive: true });
}

async function main() {
  const root = path.resolve(asked.board);
  const file = posting(path.join(root, "content"));
  const slug = path.basename(file, ".md");
  const port = 18080;
  const base = `http://127.0.0.1:${port}`;
  const title = fs.readFileSync(path.join(root, "board.yaml"), "utf8").match(/^title: (.*)$/m)[1];
  await measure("corkboard", asked.program, ["serve", "--root", root, "--port", String(port)], {
    file, address: `${base}/jobs/${slug}/`, first: `${base}/`, ready: title,
  });
  const count = fs.readdirSync(path.join(root, "content"), { recursive: true }).filter((name) => name.endsWith(".md")).length;
  if (asked.hugo) {
    await peer("hugo", asked.hugo, ["server", "--port", "18081", "--renderToMemory", "--buildFuture"], 18081, count);
  }
  if (asked.zola) await peer("zola", asked.zola, ["serve", "--port", "18082", "--force"], 18082, count);
  agent.destroy();
}

await main();
