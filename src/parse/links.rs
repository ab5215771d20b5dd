//! Where a link or image of a body may lead: to another site, to a path of the board, or nowhere.

use crate::model::{SiteUrl, WebUrl};

/// A checked target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Another site: `http` or `https`.
    Elsewhere(String),
    /// A mail address or telephone number.
    Contact(String),
    /// A path on this board's host, base path included, with the path as written.
    Here { href: String, path: String },
    /// A place on the same page.
    Fragment(String),
    /// An address that has no use: relative without a path, broken, or empty.
    Useless,
    /// An address of a scheme that runs code or reads files.
    Unsafe,
}

/// Checks a target. Browsers leave out blanks and control characters before they look for a scheme, so this does too.
pub(super) fn target(written: &str, site: &SiteUrl) -> Target {
    let is_visible = |c: &char| !(c.is_ascii_control() || *c == ' ');
    let clean: String = if written.chars().all(|c| is_visible(&c)) {
        written.to_owned()
    } else {
        written.trim().chars().filter(|c| *c == ' ' || is_visible(c)).collect()
    };
    let scheme_end = clean.find([':', '/', '?', '#', '\\']).filter(|at| clean[*at..].starts_with(':'));
    if let Some(at) = scheme_end {
        return absolute(&clean, &clean[..at]);
    }
    if clean.starts_with("//") || clean.starts_with("\\") || clean.starts_with("/\\") {
        let other = format!("https:{}", clean.replace('\\', "/"));
        return WebUrl::parse(&other).map_or(Target::Useless, |url| Target::Elsewhere(valid(url.as_str())));
    }
    if clean.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) {
        let other = format!("https://{clean}");
        return WebUrl::parse(&other).map_or(Target::Useless, |url| Target::Elsewhere(valid(url.as_str())));
    }
    if let Some(fragment) = clean.strip_prefix('#') {
        return if fragment.is_empty() { Target::Useless } else { Target::Fragment(format!("#{}", valid(fragment))) };
    }
    here(&clean, site)
}

fn absolute(clean: &str, scheme: &str) -> Target {
    match scheme.trim().to_ascii_lowercase().as_str() {
        "http" | "https" => WebUrl::parse(clean).map_or(Target::Useless, |url| Target::Elsewhere(valid(url.as_str()))),
        "mailto" => WebUrl::parse(clean).map_or(Target::Useless, |url| Target::Contact(valid(url.as_str()))),
        "tel" => {
            let number: String = clean[4..].chars().filter(|c| c.is_ascii_digit() || "+-.()".contains(*c)).collect();
            if number.is_empty() { Target::Useless } else { Target::Contact(format!("tel:{number}")) }
        }
        // `Note: see below` in brackets is no address, but nothing that could run either.
        word if word.contains(' ') || word.is_empty() => Target::Useless,
        _ => Target::Unsafe,
    }
}

/// A path of the board. Relative ones count from the board's root: a body is shown on pages of several folders.
fn here(clean: &str, site: &SiteUrl) -> Target {
    let (path, rest) = clean.split_at(clean.find(['?', '#']).unwrap_or(clean.len()));
    if path.is_empty() || path.contains("://") {
        return Target::Useless;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        // Browsers take a dot that is written by its number for a dot.
        match part.to_ascii_lowercase().replace("%2e", ".").as_str() {
            "" | "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    let folder = if path.ends_with('/') && !parts.is_empty() { "/" } else { "" };
    let inner = valid(&format!("{}{folder}", parts.join("/")));
    Target::Here { href: format!("{}{inner}{}", site.base_path(), valid(rest)), path: format!("/{inner}") }
}

/// Percent-encodes what a URL must not hold, a `%` without two figures included.
fn valid(url: &str) -> String {
    let is_hex = |at: usize| url.as_bytes().get(at).is_some_and(u8::is_ascii_hexdigit);
    let mut out = String::with_capacity(url.len());
    for (at, byte) in url.bytes().enumerate() {
        let keep = byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&()*+,;='".contains(&byte);
        if keep || (byte == b'%' && is_hex(at + 1) && is_hex(at + 2)) {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    // Only the first `#` begins a fragment.
    match out.find('#') {
        Some(first) if out[first + 1..].contains('#') => {
            let (head, tail) = out.split_at(first + 1);
            format!("{head}{}", tail.replace('#', "%23"))
        }
        _ => out,
    }
}

#[cfg(test)]
mod tests {
    use super::{Target, target};
    use crate::model::SiteUrl;

    fn check(written: &str) -> Target {
        target(written, &SiteUrl::parse("https://b.example/jobs/").unwrap())
    }

    #[test]
    fn schemes_that_run_code_lead_nowhere() {
        for bad in [
            "javascript:alert(1)",
            "JaVa\tScript:x",
            " \u{1}javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "file:///etc",
        ] {
            assert_eq!(check(bad), Target::Unsafe, "{bad}");
        }
    }

    #[test]
    fn paths_stay_below_the_board() {
        let path = |written: &str| match check(written) {
            Target::Here { href, .. } => href,
            other => format!("{other:?}"),
        };
        assert_eq!(path("/companies/acme/"), "/jobs/companies/acme/");
        assert_eq!(path("../../x.png"), "/jobs/x.png");
        assert_eq!(path("%2E./%2e%2E/.%2e/x.png"), "/jobs/x.png");
        assert_eq!(path("a b.html?x=1#y"), "/jobs/a%20b.html?x=1#y");
    }

    #[test]
    fn other_sites_are_named_in_full() {
        assert_eq!(check("www.acme.example/a"), Target::Elsewhere("https://www.acme.example/a".into()));
        assert_eq!(check("//acme.example"), Target::Elsewhere("https://acme.example/".into()));
        assert_eq!(check("/\\evil.example"), Target::Elsewhere("https://evil.example/".into()));
        assert_eq!(check("https://a.example/x|y%"), Target::Elsewhere("https://a.example/x%7Cy%25".into()));
        assert_eq!(check("https://"), Target::Useless);
    }
}
