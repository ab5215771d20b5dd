// The Nu HTML checker (the W3C's) on every page of the folder, in one Java run.

import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

export const name = "nu-html";

const JAR = path.join(path.dirname(createRequire(import.meta.url).resolve("vnu-jar/package.json")), "build/dist/vnu.jar");

/** Errors fail; what the checker calls warnings and hints is counted in a note. */
export function run({ site }) {
  const java = spawn("java", ["-Xss16m", "-jar", JAR, "--format", "json", "--stdout", "--exit-zero-always", "--skip-non-html", site.folder]);
  const out = [];
  const complaints = [];
  java.stdout.on("data", (chunk) => out.push(chunk));
  java.stderr.on("data", (chunk) => complaints.push(chunk));
  return new Promise((resolve, reject) => {
    java.on("error", () => reject(new Error("cannot run `java`: install Debian's `default-jre-headless`")));
    java.on("close", (code) => {
      const text = Buffer.concat(out).toString("utf8");
      if (code !== 0 || !text.startsWith("{")) return reject(new Error(`the checker ended with ${code}: ${Buffer.concat(complaints)}`));
      return resolve(judge(site, JSON.parse(text).messages));
    });
  });
}

function judge(site, messages) {
  const findings = [];
  const warnings = new Map();
  for (const { type, subType, url, lastLine, message, extract } of messages) {
    const file = url ? path.relative(site.folder, fileURLToPath(url)) : "-";
    if (type === "error" || type === "non-document-error") {
      findings.push({ file, line: lastLine, rule: message, message: (extract ?? "").replace(/\s+/g, " ") });
    } else if (subType === "warning") warnings.set(message, { count: (warnings.get(message)?.count ?? 0) + 1, file });
  }
  const notes = [...warnings].sort((a, b) => b[1].count - a[1].count).slice(0, 5)
    .map(([message, { count, file }]) => `warning, ${count} times: ${message} (${file})`);
  return { items: site.pages.length, findings, notes };
}
