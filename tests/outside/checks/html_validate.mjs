// html-validate with its recommended rules, on every page, in as many threads as there are processors.

import os from "node:os";
import path from "node:path";
import { Worker, isMainThread, parentPort, workerData } from "node:worker_threads";
import { fileURLToPath } from "node:url";

export const name = "html-validate";

const CONFIG = { root: true, extends: ["html-validate:recommended"] };

function share(files, parts) {
  return Array.from({ length: parts }, (_, part) => files.filter((_, index) => index % parts === part));
}

function inThread(folder, files) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { folder, files } });
    worker.once("message", resolve);
    worker.once("error", reject);
  });
}

/** All pages against the recommended rules; only errors count. */
export async function run({ site }) {
  const parts = Math.min(os.availableParallelism(), Math.ceil(site.pages.length / 20) || 1);
  const results = await Promise.all(share(site.pages, parts).map((files) => inThread(site.folder, files)));
  return { items: site.pages.length, findings: results.flat() };
}

async function validate({ folder, files }) {
  const { FileSystemConfigLoader, HtmlValidate } = await import("html-validate");
  const validator = new HtmlValidate(new FileSystemConfigLoader(CONFIG));
  const findings = [];
  for (const file of files) {
    const report = await validator.validateFile(path.join(folder, file));
    for (const { messages } of report.results) {
      for (const { ruleId, message, line, severity } of messages) {
        if (severity === 2) findings.push({ file, line, rule: ruleId, message });
      }
    }
  }
  return findings;
}

if (!isMainThread && workerData?.files) parentPort.postMessage(await validate(workerData));
