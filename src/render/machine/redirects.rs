//! `_redirects` (Cloudflare Pages, Netlify): old addresses for servers that can send visitors on themselves.
//! Paths are those of the host.

use std::fmt::Write;

use crate::plan::Plan;

/// One line for each old address.
pub(super) fn redirects(plan: &Plan) -> String {
    let base = plan.settings.base_url.base_path();
    let mut out = String::new();
    for redirect in &plan.redirects {
        out.push_str(base);
        plain(redirect.from.trim_start_matches('/'), &mut out);
        out.push(' ');
        out.push_str(base);
        plain(redirect.to.trim_start_matches('/'), &mut out);
        out.push_str(" 301\n");
    }
    out
}

/// A path in which nothing parts words or stands for others (`*`, `:name`). `%` stays: the path may be encoded already.
fn plain(path: &str, out: &mut String) {
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' | b'%' | b'+' | b'@' => {
                out.push(char::from(byte));
            }
            _ => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}
