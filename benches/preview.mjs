// How fast the preview is: from saving a posting to its new bytes over HTTP, and to the reloaded page in Chromium.
//
//     node benches/preview.mjs --board DIR [--program target/release/corkboard] [--runs 20] [--browser]
//                              [--edits 1000] [--hugo PROGRAM] [--zola PROGRAM]
//
// Edits a posting of the board (its body, then its title) and puts it back in the end. A run ends with the first answer
// that holds the new words; the page of the title edit is the posting's own and the first page of the board. With
// --hugo or --zola the same postings are edited in the same run under that program. Prints one JSON object per line.
import { spawn } from "node:child_process";
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

/** The board's postings as a site of another generator, with lists by tag and company. */
function elsewhere(kind) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `preview-${kind}-`));
  const content = path.join(folder, "content/jobs");
  fs.cpSync(path.join(asked.board, "content/jobs"), content, { recursive: true });
  return { folder, content };
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
  if (asked.hugo) {
    const { folder, content } = elsewhere("hugo");
    fs.mkdirSync(path.join(folder, "layouts/_default"), { recursive: true });
    const write = (name, text) => fs.writeFileSync(path.join(folder, name), text);
    write("hugo.toml", `title = "Measured board"\nbaseURL = "http://127.0.0.1:18081/"\n[taxonomies]\ntag = "tags"\ncompany = "company"\n`);
    const head = `<!DOCTYPE html><html><head><title>{{ .Title }}</title></head><body><h1>{{ .Title }}</h1>`;
    write("layouts/_default/single.html", `${head}{{ .Content }}</body></html>`);
    write("layouts/_default/list.html", `${head}{{ range (.Paginate .Pages 50).Pages }}<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>{{ end }}</body></html>`);
    const hugoFile = posting(content);
    const below = path.relative(content, hugoFile).replace(/\.md$/, "").replaceAll(path.sep, "/");
    await measure("hugo", asked.hugo, ["server", "--port", "18081", "--renderToMemory", "--buildFuture"], {
      file: hugoFile, cwd: folder, address: `http://127.0.0.1:18081/jobs/${below.toLowerCase()}/`, first: "http://127.0.0.1:18081/", ready: "Measured board",
    });
    fs.rmSync(folder, { recursive: true });
  }
  agent.destroy();
}

await main();
