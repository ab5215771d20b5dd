// A tiny board that keeps every rule, written by hand: what the checks are tried on, whole and broken in one place.

import fs from "node:fs";
import path from "node:path";

const BASE = "https://example.org/board/";
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'";

function escape(text) {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

function data(value) {
  const text = JSON.stringify({ "@context": "https://schema.org", ...value });
  return `<script type="application/ld+json">${text.replace(/</g, "\\u003c").replace(/>/g, "\\u003e").replace(/&/g, "\\u0026")}</script>`;
}

function page({ route, title, main, head = "", robots }) {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<meta name="description" content="${escape(title)}, on a tiny board.">
${robots ? `<meta name="robots" content="${robots}">` : `<link rel="canonical" href="${BASE}${route}">`}
<link rel="stylesheet" href="/board/style.css">
${head}
</head>
<body>
<header><nav aria-label="Board"><a href="/board/">Tiny board</a> <a href="/board/companies/">Companies</a> <a href="/board/tags/">Tags</a></nav></header>
<main id="main">
<h1>${escape(title)}</h1>
${main}
</main>
</body>
</html>
`;
}

const DESCRIPTION = "<p>You look after the boats and the people who hire them.</p><ul><li>Pay: €31,000 to €34,000 a year</li></ul>";
const ADDRESS = `${BASE}jobs/keeper/`;

const POSTING = {
  "@type": "JobPosting",
  title: "Boat keeper",
  description: DESCRIPTION,
  datePosted: "2026-11-02",
  hiringOrganization: { "@type": "Organization", name: "Reed & Oar" },
  jobLocation: { "@type": "Place", address: { "@type": "PostalAddress", addressLocality: "Ghent", addressCountry: "BE" } },
  employmentType: "FULL_TIME",
  baseSalary: { "@type": "MonetaryAmount", currency: "EUR", value: { "@type": "QuantitativeValue", minValue: 31000, maxValue: 34000, unitText: "YEAR" } },
  url: ADDRESS,
};

const FEED_LINKS = [
  '<link rel="alternate" type="application/feed+json" title="Jobs" href="/board/feed.json">',
  '<link rel="alternate" type="application/rss+xml" title="Jobs" href="/board/rss.xml">',
  '<link rel="alternate" type="application/atom+xml" title="Jobs" href="/board/atom.xml">',
  '<link rel="search" type="application/opensearchdescription+xml" title="Tiny board" href="/board/opensearch.xml">',
].join("\n");

const PAGES = {
  "index.html": page({
    route: "", title: "Tiny board", head: FEED_LINKS + data({ "@type": "WebSite", name: "Tiny board", url: BASE }),
    main: '<p><a href="/board/jobs/keeper/">Boat keeper</a>, Reed &amp; Oar, Ghent. <a href="#main">Top of the list</a></p>',
  }),
  "jobs/keeper/index.html": page({
    route: "jobs/keeper/", title: "Boat keeper", head: data(POSTING),
    main: `<p><a href="/board/companies/reed-and-oar/">Reed &amp; Oar</a>, Ghent, <a href="/board/tags/boats/">boats</a></p>${DESCRIPTION}<p><a href="https://reed.example/apply" rel="nofollow noopener">Apply</a></p>`,
  }),
  "jobs/painter/index.html": page({ route: "jobs/painter/", title: "Boat painter", robots: "noindex", main: "<p>This job is closed.</p>" }),
  "companies/index.html": page({ route: "companies/", title: "Companies", main: '<p><a href="/board/companies/reed-and-oar/">Reed &amp; Oar</a></p>' }),
  "companies/reed-and-oar/index.html": page({ route: "companies/reed-and-oar/", title: "Reed & Oar", main: '<p><a href="/board/jobs/keeper/">Boat keeper</a></p>' }),
  "tags/index.html": page({ route: "tags/", title: "Tags", main: '<p><a href="/board/tags/boats/">boats</a></p>' }),
  "tags/boats/index.html": page({ route: "tags/boats/", title: "Jobs with boats", main: '<p><a href="/board/jobs/keeper/">Boat keeper</a></p>' }),
  "404.html": page({ route: "404.html", title: "Not here", robots: "noindex", main: '<p><a href="/board/">All jobs</a></p>' }),
};

const LISTED = ["", "companies/", "companies/reed-and-oar/", "jobs/keeper/", "tags/", "tags/boats/"];

const OTHERS = {
  "style.css": "body { font: 1rem/1.5 sans-serif; color: #222; background: #fff } a { color: #036 }\n",
  _headers: `/board/*\n  Content-Security-Policy: ${POLICY}\n`,
  _redirects: "/board/jobs/old-keeper/ /board/jobs/keeper/ 301\n",
  "robots.txt": `User-agent: *\nAllow: /\n\nSitemap: ${BASE}sitemap.xml\n`,
  "sitemap.xml": `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${LISTED.map((route) => `<url><loc>${BASE}${route}</loc><lastmod>2026-11-02</lastmod></url>`).join("\n")}
</urlset>
`,
  "opensearch.xml": `<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>Tiny board</ShortName><Description>Jobs on a tiny board</Description><InputEncoding>UTF-8</InputEncoding><Url type="text/html" template="${BASE}?q={searchTerms}"/></OpenSearchDescription>
`,
  "llms.txt": `# Tiny board\n\n> One job.\n\n## Jobs\n\n- [Boat keeper](${ADDRESS})\n`,
  "jobs.json": JSON.stringify({ jobs: [{ id: ADDRESS, url: ADDRESS, title: "Boat keeper", company: "Reed & Oar" }] }),
  "feed.json": JSON.stringify({
    version: "https://jsonfeed.org/version/1.1", title: "Tiny board", home_page_url: BASE, feed_url: `${BASE}feed.json`,
    items: [{ id: ADDRESS, url: ADDRESS, title: "Boat keeper", content_html: DESCRIPTION, date_published: "2026-11-02T00:00:00Z", _job: { about: `${BASE}jobs.json` } }],
  }),
  "rss.xml": `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Tiny board</title><link>${BASE}</link><description>Jobs</description><lastBuildDate>Mon, 02 Nov 2026 00:00:00 GMT</lastBuildDate>
<atom:link rel="self" type="application/rss+xml" href="${BASE}rss.xml"/>
<item><title>Boat keeper</title><link>${ADDRESS}</link><guid>${ADDRESS}</guid><pubDate>Mon, 02 Nov 2026 00:00:00 GMT</pubDate><description>You look after the boats.</description><content:encoded>${escape(DESCRIPTION)}</content:encoded></item>
</channel></rss>
`,
  "atom.xml": `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>${BASE}</id><title>Tiny board</title><updated>2026-11-02T00:00:00Z</updated><author><name>Tiny board</name></author>
<link rel="self" type="application/atom+xml" href="${BASE}atom.xml"/><link rel="alternate" type="text/html" href="${BASE}"/>
<entry><id>${ADDRESS}</id><title>Boat keeper</title><updated>2026-11-02T00:00:00Z</updated><link href="${ADDRESS}"/><content type="html">${escape(DESCRIPTION)}</content></entry>
</feed>
`,
};

/** All files of the board, path to text. */
export function goodBoard() {
  return { ...PAGES, ...OTHERS };
}

/** Writes files into a folder. */
export function writeBoard(folder, files) {
  for (const [file, text] of Object.entries(files)) {
    const target = path.join(folder, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.writeFileSync(target, text);
  }
}
