//! What kind of file each of a site is, by its name: for who publishes it and for the preview.

/// The media type of a file of the site.
pub(crate) fn media_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        "jobs.schema.json" => return "application/schema+json; charset=utf-8",
        "opensearch.xml" => return "application/opensearchdescription+xml; charset=utf-8",
        "rss.xml" => return "application/rss+xml; charset=utf-8",
        "atom.xml" | "changes.xml" => return "application/atom+xml; charset=utf-8",
        _ if name == "feed.json" || (name.starts_with("feed-") && name.ends_with(".json")) => {
            return "application/feed+json; charset=utf-8";
        }
        _ => {}
    }
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "parquet" => "application/vnd.apache.parquet",
        "ics" => "text/calendar; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        "webmanifest" => "application/manifest+json",
        _ if name.starts_with('_') => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::media_type;

    #[test]
    fn feeds_and_tables_have_types_of_their_own() {
        assert!(media_type("tags/rust/atom.xml").starts_with("application/atom+xml"));
        assert!(media_type("rss.xml").starts_with("application/rss+xml"));
        assert!(media_type("feed-3.json").starts_with("application/feed+json"));
        assert!(media_type("jobs.json").starts_with("application/json"));
        assert!(media_type("jobs.csv").starts_with("text/csv"));
        assert_eq!(media_type("x.unknown"), "application/octet-stream");
    }
}
