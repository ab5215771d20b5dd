// A built folder seen as the web host that it will be published on: which file answers an address, with which status
// and headers, what `_redirects` and `_headers` say. Reads the folder once; knows nothing of browsers or checks.

import fs from "node:fs";
import path from "node:path";

const MEDIA_TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".xml": "application/xml",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
  ".webp": "image/webp",
  ".avif": "image/avif",
  ".gif": "image/gif",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".ics": "text/calendar; charset=utf-8",
  ".webmanifest": "application/manifest+json",
};

/** The files of `folder`, as sorted paths with `/`, relative to it. */
function listFiles(folder, below = "") {
  const found = [];
  for (const entry of fs.readdirSync(path.join(folder, below), { withFileTypes: true })) {
    const name = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) found.push(...listFiles(folder, name));
    else if (!name.startsWith(".")) found.push(name);
  }
  return found.sort();
}

/** The address that the board gives its own front page, or nothing. */
function statedBaseUrl(folder) {
  const index = path.join(folder, "index.html");
  if (!fs.existsSync(index)) return undefined;
  const html = fs.readFileSync(index, "utf8");
  const tag = html.match(/<link\b[^>]*\brel=["']?canonical\b[^>]*>/i)?.[0];
  return tag?.match(/\bhref=["']?([^"'\s>]+)/i)?.[1];
}

function readLines(folder, name) {
  const file = path.join(folder, name);
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8").split(/\r?\n/) : [];
}

/** `_redirects`: one `from to [status]` a line; the first match counts. */
function readRedirects(folder) {
  const redirects = new Map();
  for (const line of readLines(folder, "_redirects")) {
    const [from, to, status] = line.trim().split(/\s+/);
    if (!from || from.startsWith("#") || redirects.has(from)) continue;
    redirects.set(from, { to, status: Number(status ?? 302) });
  }
  return redirects;
}

/** `_headers`: a path pattern on a line of its own, its headers indented below. */
function readHeaderRules(folder) {
  const rules = [];
  for (const line of readLines(folder, "_headers")) {
    if (!line.trim() || line.trim().startsWith("#")) continue;
    if (/^\S/.test(line)) rules.push({ pattern: line.trim(), headers: [] });
    else {
      const colon = line.indexOf(":");
      rules.at(-1)?.headers.push([line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]);
    }
  }
  return rules;
}

function matches(pattern, pathname) {
  const source = pattern
    .replace(/[.+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, ".*")
    .replace(/:[a-z]\w*/gi, "[^/]+");
  return new RegExp(`^${source}$`).test(pathname);
}

export class Site {
  constructor(folder, baseUrl) {
    this.folder = path.resolve(folder);
    if (!fs.existsSync(this.folder)) throw new Error(`\`${folder}\`: no such folder`);
    const base = baseUrl ?? statedBaseUrl(this.folder) ?? "https://board.example/";
    this.base = new URL(base.endsWith("/") ? base : `${base}/`);
    this.files = listFiles(this.folder);
    this.fileSet = new Set(this.files);
    this.redirects = readRedirects(this.folder);
    this.headerRules = readHeaderRules(this.folder);
    this.texts = new Map();
  }

  /** All HTML files. */
  get pages() {
    return this.files.filter((file) => file.endsWith(".html"));
  }

  /** The bytes of a file of the folder. */
  bytes(file) {
    return fs.readFileSync(path.join(this.folder, file));
  }

  /** The text of a file of the folder, kept after the first reading. */
  text(file) {
    if (!this.texts.has(file)) this.texts.set(file, fs.readFileSync(path.join(this.folder, file), "utf8"));
    return this.texts.get(file);
  }

  /** The public address of a file: `jobs/x/index.html` is `<base>jobs/x/`. */
  url(file) {
    const shown = file.replace(/(^|\/)index\.html$/, "$1");
    return new URL(shown.split("/").map(encodeURIComponent).join("/"), this.base);
  }

  /** Whether an address belongs to this board. */
  owns(url) {
    return url.origin === this.base.origin && (url.pathname + "/").startsWith(this.base.pathname);
  }

  /**
   * What the host answers: `{ status, file }`, or `{ status, location }` for a redirect. Without a file the status is
   * 404 and the file is the board's own `404.html`, if it has one.
   */
  answer(url) {
    if (this.owns(url)) {
      const asked = url.pathname.slice(this.base.pathname.length);
      const file = this.fileFor(asked);
      if (file !== undefined) return { status: 200, file };
      if (asked && !asked.endsWith("/") && this.fileSet.has(`${decode(asked)}/index.html`)) {
        return { status: 301, location: `${url.pathname}/` };
      }
      const redirect = this.redirects.get(url.pathname) ?? this.redirects.get(`/${asked}`);
      if (redirect) return redirect.status === 200 || redirect.status >= 400
        ? { status: redirect.status, file: this.fileFor(redirect.to.slice(1)) }
        : { status: redirect.status, location: redirect.to };
    }
    return { status: 404, file: this.fileSet.has("404.html") ? "404.html" : undefined };
  }

  fileFor(asked) {
    const name = decode(asked);
    if (name === undefined) return undefined;
    if (name === "" || name.endsWith("/")) return this.known(`${name}index.html`);
    return this.known(name) ?? this.known(`${name}.html`);
  }

  known(file) {
    return this.fileSet.has(file) ? file : undefined;
  }

  /** The headers of an answer: the media type, and what `_headers` adds. */
  headers(pathname, file) {
    const headers = { "content-type": MEDIA_TYPES[path.extname(file ?? "")] ?? "application/octet-stream" };
    const shortened = `/${pathname.slice(this.base.pathname.length)}`;
    for (const rule of this.headerRules) {
      if (!matches(rule.pattern, pathname) && !matches(rule.pattern, shortened)) continue;
      for (const [name, value] of rule.headers) {
        if (name.startsWith("!")) delete headers[name.slice(1).trim()];
        else headers[name] = value;
      }
    }
    return headers;
  }
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
