// feedparser (Python) on every feed: read without complaint, all items there, each with title, address, id and text.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const name = "feedparser";

const PYTHON = fileURLToPath(new URL("../.venv/bin/python", import.meta.url));
const SCRIPT = fileURLToPath(new URL("./feedparser_run.py", import.meta.url));

/** All `rss.xml` and `atom.xml` files. */
export function run({ site }) {
  const feeds = site.files.filter((file) => /(^|\/)(rss|atom)[^/]*\.xml$/.test(file));
  const python = spawn(PYTHON, [SCRIPT, site.folder], { stdio: ["pipe", "pipe", "inherit"] });
  const out = [];
  python.stdout.on("data", (chunk) => out.push(chunk));
  python.stdin.end(feeds.join("\n"));
  return new Promise((resolve, reject) => {
    python.on("error", reject);
    python.on("close", (code) => {
      if (code !== 0) return reject(new Error(`feedparser_run.py ended with ${code}`));
      const { entries, findings } = JSON.parse(Buffer.concat(out).toString("utf8"));
      if (!feeds.length) findings.push({ file: "-", rule: "no feeds at all", message: "" });
      return resolve({ items: entries, findings });
    });
  });
}
