//! The page for the author, `/_corkboard/`: what is wrong, what search engines will not take, redirects, all pages.

use std::fmt::Write;

use super::snapshot::Snapshot;

/// Pages and postings that are listed at most.
const LISTED: usize = 2000;

/// The page as HTML.
pub(super) fn panel(snapshot: &Snapshot, mistakes: &str) -> String {
    let plan = &snapshot.prepared.plan;
    let counts = plan.counts;
    let mut html = String::from(
        "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Preview – corkboard</title><meta name=\"viewport\" content=\"width=device-width\"></head><body>",
    );
    let _ = write!(html, "<h1>{}</h1>", html_text(&plan.settings.title));
    let _ = write!(
        html,
        "<p>Day {}: {} open, {} closed, {} merged, {} drafts; {} of the open ones are eligible for structured data.</p>",
        plan.now, counts.open, counts.closed, counts.merged, counts.drafts, counts.eligible
    );
    let _ =
        write!(html, "<h2>Mistakes</h2><pre>{}</pre>", html_text(if mistakes.is_empty() { "none" } else { mistakes }));
    html.push_str("<h2>All that is told</h2><ul>");
    for diagnostic in snapshot.prepared.diagnostics.iter().take(LISTED) {
        let place = &diagnostic.location;
        let text = format!("{} {}:{}: {}", diagnostic.code.id(), place.path, place.line, diagnostic.message);
        let _ = write!(html, "<li>{}</li>", html_text(&text));
    }
    html.push_str("</ul><h2>Open postings that lack something for structured data</h2><ul>");
    for posting in plan.postings.iter().filter(|posting| posting.is_open && !posting.missing.is_empty()).take(LISTED) {
        let _ = write!(html, "<li>{}: {:?}</li>", html_text(&posting.facts.path), posting.missing);
    }
    html.push_str("</ul><h2>Redirects</h2><ul>");
    for redirect in plan.redirects.iter().take(LISTED) {
        let _ = write!(html, "<li>{} → {}</li>", html_text(&redirect.from), html_text(&redirect.to));
    }
    html.push_str("</ul><h2>Pages</h2><table><tr><th>address</th><th>key</th><th>page</th></tr>");
    let base = plan.settings.base_url.base_path().trim_end_matches('/');
    for planned in plan.pages.iter().take(LISTED) {
        let path = html_text(&plan.address(planned.page).path);
        let page = html_text(&format!("{:?}", planned.page));
        let _ = write!(
            html,
            "<tr><td><a href=\"{base}{path}\">{path}</a></td><td>{:032x}</td><td>{page}</td></tr>",
            planned.key
        );
    }
    html.push_str("</table></body></html>");
    html
}

fn html_text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    match pulldown_cmark_escape::escape_html(&mut escaped, text) {
        Ok(()) => escaped,
        Err(_) => String::new(),
    }
}
