//! `_headers` (Cloudflare Pages, Netlify): what a server should say with each file. Paths are those of the host.
//! No header is set by two rules that match one path, because Cloudflare joins such values.

use std::fmt::Write;

use crate::plan::Plan;

/// What a page may load: nothing but the board's own files, and no inline script or style.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'";

/// What the board's pages may load: its own files, and logos from the hosts that its settings allow.
pub fn policy(plan: &Plan) -> String {
    let hosts: String = plan.logo_hosts.iter().map(|host| format!(" {host}")).collect();
    POLICY.replace("img-src 'self'", &format!("img-src 'self'{hosts}"))
}

/// Media types of files for programs that servers do not guess from the name.
const TYPES: [(&str, &str); 11] = [
    ("feed.json", "application/feed+json; charset=utf-8"),
    ("*/feed.json", "application/feed+json; charset=utf-8"),
    ("feed-*", "application/feed+json; charset=utf-8"),
    ("rss.xml", "application/rss+xml; charset=utf-8"),
    ("*/rss.xml", "application/rss+xml; charset=utf-8"),
    ("atom.xml", "application/atom+xml; charset=utf-8"),
    ("*/atom.xml", "application/atom+xml; charset=utf-8"),
    ("changes.xml", "application/atom+xml; charset=utf-8"),
    ("deadlines.ics", "text/calendar; charset=utf-8"),
    ("opensearch.xml", "application/opensearchdescription+xml; charset=utf-8"),
    ("jobs.schema.json", "application/schema+json; charset=utf-8"),
];

/// The headers of the whole board, of its feeds and of its Markdown twins.
pub(super) fn headers(plan: &Plan) -> String {
    let base = plan.settings.base_url.base_path();
    // A board with a widget is shown in frames of others. There is no rule for that one page: hosts join what two rules
    // say of one path, and a page without forms and state has nothing to lose in a frame.
    let (framing, framed) = match plan.settings.hand_offs.widget {
        true => ("", ""),
        false => ("; frame-ancestors 'none'", "  X-Frame-Options: DENY\n"),
    };
    let policy = policy(plan);
    let mut out = format!(
        "{base}*\n  Content-Security-Policy: {policy}{framing}\n  \
         X-Content-Type-Options: nosniff\n{framed}  \
         Referrer-Policy: strict-origin-when-cross-origin\n  \
         Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()\n  \
         Cross-Origin-Opener-Policy: same-origin\n"
    );
    for (path, kind) in TYPES {
        // Anybody's page may read a feed; there is nothing in it that is not public.
        let _ = write!(
            out,
            "\n{base}{path}\n  Content-Type: {kind}\n  Cache-Control: public, max-age=900\n  \
             Access-Control-Allow-Origin: *\n"
        );
    }
    let _ = write!(
        out,
        "\n{base}jobs.json\n  Cache-Control: public, max-age=900\n  Access-Control-Allow-Origin: *\n\
         \n{base}jobs-*\n  Cache-Control: public, max-age=900\n  Access-Control-Allow-Origin: *\n"
    );
    if plan.settings.hand_offs.widget {
        let _ = write!(
            out,
            "\n{base}widget.json\n  Cache-Control: public, max-age=900\n  Access-Control-Allow-Origin: *\n"
        );
    }
    if plan.settings.markdown_twins {
        // The page is what search engines should show, not its twin.
        let _ =
            write!(out, "\n{base}jobs/*.md\n  Content-Type: text/markdown; charset=utf-8\n  X-Robots-Tag: noindex\n");
    }
    out
}
