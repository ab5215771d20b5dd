//! A file as an HTTP answer: its type, conditions, ranges.

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};

use super::client;
use crate::render::media_type;

/// A file that is handed out.
#[derive(Clone, Copy, Debug)]
pub(super) struct File<'a> {
    /// Its name, which tells its type.
    pub name: &'a str,
    pub status: StatusCode,
}

impl File<'_> {
    pub(super) fn named(name: &str) -> File<'_> {
        File { name, status: StatusCode::OK }
    }

    /// A file of the site; a page is given the script that listens for changes.
    pub(super) fn page(self, bytes: &[u8], headers: &HeaderMap) -> Response {
        if !self.name.ends_with(".html") {
            return self.answer(bytes.to_vec(), headers);
        }
        let tag = tag(bytes);
        let with_script = client::with_script(bytes, &tag);
        self.tagged(with_script, &tag, headers)
    }

    /// These bytes.
    pub(super) fn answer(self, bytes: Vec<u8>, headers: &HeaderMap) -> Response {
        let tag = tag(&bytes);
        self.tagged(bytes, &tag, headers)
    }

    fn tagged(self, bytes: Vec<u8>, tag: &str, headers: &HeaderMap) -> Response {
        let tag = format!("\"{tag}\"");
        let length = bytes.len();
        let range = (self.status == StatusCode::OK).then(|| range(headers, length, &tag)).flatten();
        let (status, body, range) = match range {
            _ if self.status == StatusCode::OK && is_known(headers, &tag) => {
                (StatusCode::NOT_MODIFIED, Vec::new(), None)
            }
            Some(Range::Part(start, end)) => (
                StatusCode::PARTIAL_CONTENT,
                bytes[start..=end].to_vec(),
                Some(format!("bytes {start}-{end}/{length}")),
            ),
            Some(Range::Outside) => (StatusCode::RANGE_NOT_SATISFIABLE, Vec::new(), Some(format!("bytes */{length}"))),
            None => (self.status, bytes, None),
        };
        let mut response = Response::builder()
            .status(status)
            .header(header::CONTENT_TYPE, media_type(self.name))
            .header(header::ETAG, tag)
            .header(header::CACHE_CONTROL, "no-cache")
            .header(header::ACCEPT_RANGES, "bytes")
            .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
        if status != StatusCode::NOT_MODIFIED {
            response = response.header(header::CONTENT_LENGTH, body.len());
        }
        if let Some(range) = range {
            response = response.header(header::CONTENT_RANGE, range);
        }
        response.body(Body::from(body)).unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
    }
}

/// What tells two versions of a file apart.
fn tag(bytes: &[u8]) -> String {
    format!("{:016x}", xxhash_rust::xxh3::xxh3_64(bytes))
}

/// True when the client has these bytes already (RFC 9110 section 13.1.2: a weak tag is as good).
fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|tags| tags.to_str().ok());
    known
        .flat_map(|tags| tags.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.trim_start_matches("W/") == tag)
}

/// A range that is to be heeded.
#[derive(Debug, PartialEq, Eq)]
enum Range {
    /// First and last byte.
    Part(usize, usize),
    /// It lies outside the file.
    Outside,
}

/// The one range that is asked for (RFC 9110 section 14.2). Several ranges, and what is no range, are not heeded: the
/// whole file is an answer to them too. So is a range of other bytes than these (`If-Range`).
fn range(headers: &HeaderMap, length: usize, tag: &str) -> Option<Range> {
    if headers.get(header::IF_RANGE).is_some_and(|wanted| wanted.as_bytes() != tag.as_bytes()) {
        return None;
    }
    let text = headers.get(header::RANGE)?.to_str().ok()?;
    let (unit, text) = text.split_once('=')?;
    let (start, end) = text.trim().split_once('-').filter(|_| unit.trim().eq_ignore_ascii_case("bytes"))?;
    let number = |text: &str| match text {
        digits if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Some(digits.parse().unwrap_or(usize::MAX))
        }
        _ => None,
    };
    let last = length.checked_sub(1);
    let part = match (start, end) {
        ("", end) => {
            let count: usize = number(end)?;
            last.filter(|_| count > 0).map(|last| (length.saturating_sub(count), last))
        }
        (start, "") => {
            let start = number(start)?;
            last.filter(|last| start <= *last).map(|last| (start, last))
        }
        (start, end) => {
            let (start, end) = (number(start)?, number(end)?);
            if end < start {
                return None;
            }
            last.filter(|last| start <= *last).map(|last| (start, end.min(last)))
        }
    };
    Some(part.map_or(Range::Outside, |(start, end)| Range::Part(start, end)))
}

/// Another address for what was asked for.
pub(super) fn moved(status: StatusCode, to: &str) -> Response {
    let headers = [(header::LOCATION, to.to_owned()), (header::CACHE_CONTROL, "no-store".to_owned())];
    (status, headers).into_response()
}

/// A line of words.
pub(super) fn plain(status: StatusCode, words: &str) -> Response {
    (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], words.to_owned()).into_response()
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue, header};

    use super::{Range, is_known, range};

    fn asked(name: header::HeaderName, value: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_static(value));
        headers
    }

    #[test]
    fn one_range_is_heeded_and_what_is_none_gives_the_whole() {
        let ask = |text: &'static str| range(&asked(header::RANGE, text), 10, "\"t\"");
        assert_eq!(ask("bytes=0-3"), Some(Range::Part(0, 3)));
        assert_eq!(ask("Bytes=7-"), Some(Range::Part(7, 9)));
        assert_eq!(ask("bytes=-4"), Some(Range::Part(6, 9)));
        assert_eq!(ask("bytes=-40"), Some(Range::Part(0, 9)));
        assert_eq!(ask("bytes=5-99999999999999999999999"), Some(Range::Part(5, 9)));
        for outside in ["bytes=10-", "bytes=10-12", "bytes=-0", "bytes=99999999999999999999999-"] {
            assert_eq!(ask(outside), Some(Range::Outside), "{outside}");
        }
        for whole in
            ["bytes=3-1", "bytes=0-1,4-5", "bytes=x-", "bytes=-", "pages=1-2", "bytes", "bytes=+1-2", "bytes=--1"]
        {
            assert_eq!(ask(whole), None, "{whole}");
        }
    }

    #[test]
    fn a_range_of_other_bytes_is_not_heeded() {
        let mut headers = asked(header::RANGE, "bytes=0-3");
        headers.insert(header::IF_RANGE, HeaderValue::from_static("\"old\""));
        assert_eq!(range(&headers, 10, "\"t\""), None);
        headers.insert(header::IF_RANGE, HeaderValue::from_static("\"t\""));
        assert_eq!(range(&headers, 10, "\"t\""), Some(Range::Part(0, 3)));
    }

    #[test]
    fn a_client_that_has_the_bytes_is_known_by_any_of_its_tags() {
        for tags in ["\"t\"", "W/\"t\"", "\"a\", \"t\"", "*"] {
            assert!(is_known(&asked(header::IF_NONE_MATCH, tags), "\"t\""), "{tags}");
        }
        assert!(!is_known(&asked(header::IF_NONE_MATCH, "\"a\""), "\"t\""));
    }
}
