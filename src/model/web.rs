//! Addresses: those that authors give (`WebUrl`) and the board's own (`SiteUrl`).

use serde::{Deserialize, Serialize};

/// An absolute `http`, `https` or `mailto` address, checked and normalised once by the WHATWG URL parser.
/// Whoever holds one may put it into an `href`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct WebUrl(Box<str>);

impl WebUrl {
    /// Reads an address; none when it is not absolute or has another scheme, no host, or a user name in it.
    pub fn parse(text: &str) -> Option<WebUrl> {
        let url = url::Url::parse(text.trim()).ok()?;
        let usable = match url.scheme() {
            "http" | "https" => {
                url.host_str().is_some_and(|host| !host.is_empty())
                    && url.username().is_empty()
                    && url.password().is_none()
            }
            "mailto" => url.path().contains('@'),
            _ => false,
        };
        usable.then(|| WebUrl(String::from(url).into()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host, without `www.`; empty for mail addresses.
    pub fn host(&self) -> &str {
        let Some((_, rest)) = self.0.split_once("://") else { return "" };
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }
}

/// The address of the board itself: absolute, ends with `/`, may have a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SiteUrl(Box<str>);

impl SiteUrl {
    /// The address of a board that was given none: `http://localhost/`.
    pub fn local() -> SiteUrl {
        SiteUrl("http://localhost/".into())
    }

    /// Reads the board's address; a missing final `/` is added, a query or fragment is refused.
    pub fn parse(text: &str) -> Option<SiteUrl> {
        let mut url = url::Url::parse(text.trim()).ok()?;
        if !matches!(url.scheme(), "http" | "https") || url.query().is_some() || url.fragment().is_some() {
            return None;
        }
        // What stands before the host is sent to every visitor.
        if !url.username().is_empty() || url.password().is_some() {
            return None;
        }
        if !url.path().ends_with('/') {
            let path = format!("{}/", url.path());
            url.set_path(&path);
        }
        Some(SiteUrl(String::from(url).into()))
    }

    /// The absolute address of a path below the board. `path` begins with `/`.
    pub fn join(&self, path: &str) -> String {
        format!("{}{}", self.0, path.trim_start_matches('/'))
    }

    /// The path of the board on its host, with `/` at both ends: `/` or `/jobs/`.
    pub fn base_path(&self) -> &str {
        let after_scheme = self.0.find("://").map_or(0, |at| at + 3);
        self.0[after_scheme..].find('/').map_or("/", |at| &self.0[after_scheme + at..])
    }

    /// The address, with its final `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{SiteUrl, WebUrl};

    #[test]
    fn only_harmless_schemes_become_addresses() {
        assert!(WebUrl::parse("https://a.example/x?y=1").is_some());
        assert!(WebUrl::parse("mailto:jobs@a.example").is_some());
        for bad in [
            "javascript:alert(1)",
            " java\nscript:alert(1)",
            "data:text/html,x",
            "//a.example",
            "a.example",
            "https://",
            "https://u:p@a.example",
        ] {
            assert_eq!(WebUrl::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_board_may_live_below_a_path() {
        let site = SiteUrl::parse("https://example.org/jobs").unwrap();
        assert_eq!(site.base_path(), "/jobs/");
        assert_eq!(site.join("/tags/rust/"), "https://example.org/jobs/tags/rust/");
    }
}
