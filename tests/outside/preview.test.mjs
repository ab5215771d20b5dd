// The preview as an author sees it, in Chromium: edit, see it; break it, see why; mend it; change a style; rename a file.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import readline from "node:readline";
import { test } from "node:test";

const program = path.resolve(process.env.CORKBOARD ?? "target/quick/corkboard");
const why = process.env.NO_BROWSER ? "without a browser" : !fs.existsSync(program) && `no program at ${program}`;

const posting = (title, body) =>
  `---\ntitle: ${title}\ncompany: Crumb\ndate_posted: 2026-11-01\nlocation: Berlin, Germany\n---\n\n${body}\n\n${"One more line about bread.\n\n".repeat(150)}`;

async function preview() {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "corkboard-preview-"));
  const write = (file, text) => {
    fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    fs.writeFileSync(path.join(root, file), text);
  };
  write("board.yaml", "title: Bread jobs\nbase_url: https://board.example/\n");
  write("content/jobs/baker-at-crumb.md", posting("Baker", "Knead the dough."));
  write("static/board.css", "h1 { color: rgb(1, 2, 3) }");
  const child = spawn(program, ["serve", "--root", root, "--port", "0", "--now", "2026-11-21"], { stdio: ["ignore", "pipe", "inherit"] });
  let address;
  for await (const line of readline.createInterface({ input: child.stdout })) {
    address = line.match(/http:\/\/\S+/)?.[0];
    if (address) break;
  }
  child.stdout.resume();
  return { root, write, child, address };
}

test("an author sees every change at once", { skip: why, timeout: 120_000 }, async () => {
  const { launch } = await import("./browser.mjs");
  const { root, write, child, address } = await preview();
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const file = "content/jobs/baker-at-crumb.md";
    const heading = (words) => page.waitForFunction((words) => document.querySelector("h1")?.textContent.includes(words), words);
    await page.goto(`${address}jobs/baker-at-crumb/`);
    await heading("Baker");

    write(file, posting("Pastry cook", "Knead the dough."));
    await heading("Pastry cook");

    // The page stays where it was scrolled to.
    await page.evaluate(() => scrollTo({ top: 900, behavior: "instant" }));
    write(file, posting("Pastry cook", "Roll the dough."));
    await page.waitForFunction(() => document.body.innerText.includes("Roll the dough."));
    await page.waitForFunction(() => Math.abs(scrollY - 900) < 2);

    // A mistake lies over the last good page, with file and line, and goes when it is mended.
    write(file, "---\ntitle: [\n---\n\nRoll.\n");
    const overlay = page.locator("#corkboard-mistakes");
    await overlay.waitFor();
    assert.match(await overlay.innerText(), /content\/jobs\/baker-at-crumb\.md:\d/);
    assert.match(await page.innerText("h1"), /Pastry cook/);
    await page.reload();
    await overlay.waitFor();
    assert.match(await page.innerText("h1"), /Pastry cook/);
    write(file, posting("Confectioner", "Roll the dough."));
    await heading("Confectioner");
    await overlay.waitFor({ state: "detached" });

    // A style sheet is exchanged without loading the page.
    await page.evaluate(() => { window.isSamePage = true; });
    write("static/board.css", "h1 { color: rgb(4, 5, 6) }");
    await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).color === "rgb(4, 5, 6)");
    assert.equal(await page.evaluate(() => window.isSamePage), true);

    // A page whose file is renamed takes the browser along.
    fs.renameSync(path.join(root, file), path.join(root, "content/jobs/confectioner-at-crumb.md"));
    await page.waitForURL("**/jobs/confectioner-at-crumb/");
    await heading("Confectioner");

    // What the author may want to know.
    await page.goto(new URL("/_corkboard/pages?q=confectioner-at-crumb", address).href);
    assert.match(await page.innerText("table"), /content\/jobs\/confectioner-at-crumb\.md/);
  } finally {
    await browser.close();
    child.kill("SIGINT");
    const [code] = await once(child, "exit");
    fs.rmSync(root, { recursive: true });
    assert.equal(code, 0, "SIGINT ends the preview in good order");
  }
});
