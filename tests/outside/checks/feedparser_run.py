"""Reads the feeds named on standard input with feedparser and prints `{entries, findings}` as JSON."""

import json
import multiprocessing
import os
import re
import sys

import feedparser

FOLDER = sys.argv[1]
MEDIA_TYPES = {"rss": "application/rss+xml; charset=utf-8", "atom": "application/atom+xml; charset=utf-8"}


def read(file):
    with open(os.path.join(FOLDER, file), "rb") as opened:
        raw = opened.read()
    kind = "atom" if os.path.basename(file).startswith("atom") else "rss"
    parsed = feedparser.parse(raw, response_headers={"content-type": MEDIA_TYPES[kind]})
    findings = []

    def add(rule, message=""):
        findings.append({"file": file, "rule": rule, "message": str(message)})

    if parsed.bozo:
        add("not read without complaint", parsed.get("bozo_exception"))
    if parsed.version not in ("rss20", "atom10"):
        add("not RSS 2.0 or Atom 1.0", parsed.version)
    for field in ("title", "link"):
        if not parsed.feed.get(field):
            add(f"feed without {field}")
    written = len(re.findall(rb"<(?:item|entry)[\s>]", raw))
    if len(parsed.entries) != written:
        add("items lost", f"{written} written, {len(parsed.entries)} read")
    for entry in parsed.entries:
        judge(entry, add)
    return len(parsed.entries), findings


def judge(entry, add):
    where = entry.get("link") or entry.get("title")
    for field in ("title", "link", "id"):
        if not entry.get(field):
            add(f"item without {field}", where)
    for field in ("published", "updated"):
        if entry.get(field) and not entry.get(field + "_parsed"):
            add(f"{field} is no date", f"{where}: {entry[field]}")
    if not (entry.get("summary") or entry.get("content")):
        add("item without text", where)


if __name__ == "__main__":
    files = [line for line in sys.stdin.read().split("\n") if line]
    with multiprocessing.Pool() as pool:
        results = pool.map(read, files, chunksize=8)
    print(json.dumps({
        "entries": sum(count for count, _ in results),
        "findings": [finding for _, found in results for finding in found],
    }))
