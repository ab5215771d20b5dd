// A local web host for a built folder, gzipped as a common host would do it. The board's own address is replaced by
// the local one in every text, so that a page is judged as if it had been built for this host.

import http from "node:http";
import { gzipSync } from "node:zlib";
import { Site } from "./site.mjs";

const TEXT = /^(text\/|application\/(json|xml|feed|rss|atom|manifest|opensearch)|image\/svg)/;

/** Starts the host; returns the site as it is served, and how to stop it. */
export async function serve(built) {
  let site;
  const kept = new Map();
  const server = http.createServer((request, response) => {
    const url = new URL(request.url, site.base);
    const { status, file, location } = site.answer(url);
    if (location !== undefined) return response.writeHead(status, { location }).end();
    if (file === undefined) return response.writeHead(status).end();
    const headers = site.headers(url.pathname, file);
    if (!kept.has(file)) kept.set(file, content(built, site, file, headers["content-type"]));
    const { body, zipped } = kept.get(file);
    if (zipped) headers["content-encoding"] = "gzip";
    return response.writeHead(status, { "cache-control": "max-age=31536000", ...headers, "content-length": body.length }).end(body);
  });
  await new Promise((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  site = new Site(built.folder, `http://localhost:${server.address().port}${built.base.pathname}`);
  return { site, stop: () => server.close() };
}

function content(built, site, file, mediaType) {
  const bytes = site.bytes(file);
  if (!TEXT.test(mediaType)) return { body: bytes, zipped: false };
  const local = bytes.toString("utf8").replaceAll(built.base.href, site.base.href).replaceAll(built.base.origin + "/", site.base.origin + "/");
  return { body: gzipSync(local, { level: 6 }), zipped: true };
}
