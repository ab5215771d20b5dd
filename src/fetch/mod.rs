//! Fetches the document of a source: the only code that goes out to a network, and only when `--fetch` allows it.
//! Every address is resolved, checked and then used as checked, also after a redirect; robots.txt is asked first.

mod address;
mod client;
mod robots;

#[cfg(test)]
mod tests;

use std::fmt;
use std::time::Duration;

use reqwest::header::HeaderMap;
use reqwest::{Client, Response};
use url::Url;

pub use address::Reach;

/// Redirects that are followed.
const MOST_REDIRECTS: usize = 5;

/// What a fetch may cost and where it may go.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a document, unpacked.
    pub largest: u64,
    /// Time for one request, from the name to the last byte.
    pub timeout: Duration,
    /// How often a request is tried.
    pub tries: u32,
    /// Wait before the second try; doubled before each further one.
    pub pause: Duration,
    /// Longest wait that a server may ask for.
    pub longest_pause: Duration,
    /// Which addresses may be asked.
    pub reach: Reach,
    /// Whether robots.txt is asked.
    pub robots: Robots,
}

/// What robots.txt of a host counts for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Robots {
    /// It is asked first, and what it forbids is not fetched.
    #[default]
    Obeyed,
    /// It is not asked: the owner of the host has allowed it otherwise.
    Ignored,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            largest: 64 * 1024 * 1024,
            timeout: Duration::from_secs(30),
            tries: 3,
            pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(30),
            reach: Reach::Public,
            robots: Robots::Obeyed,
        }
    }
}

/// What a server said of a document, with which it can be asked whether it has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Validators {
    /// `ETag`
    pub etag: Option<String>,
    /// `Last-Modified`
    pub last_modified: Option<String>,
}

/// What came of a fetch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetched {
    /// The document.
    New(Vec<u8>, Validators),
    /// It is the same as the last time.
    Unchanged,
}

/// Why nothing was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The address is none that may be asked.
    Refused(String),
    /// robots.txt of the host says no.
    Robots(String),
    /// The server answered with this status.
    Status(u16),
    /// The document is larger than allowed.
    TooLarge(u64),
    /// Nothing usable came, after this many tries.
    Unreachable(u32, String),
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Refused(why) => write!(out, "{why}"),
            Failure::Robots(host) => write!(
                out,
                "robots.txt of `{host}` does not allow it; save the document by hand, or say `--ignore-robots` when its owner allows it"
            ),
            Failure::Status(status) => write!(out, "the server answered {status}"),
            Failure::TooLarge(largest) => write!(out, "the document is larger than {largest} bytes"),
            Failure::Unreachable(tries, why) => write!(out, "{why} (tried {tries} times)"),
        }
    }
}

/// Fetches a document, unless it is the same as last time.
///
/// # Errors
/// The address may not be asked, the server cannot be reached or says no, or the document is too large.
pub fn fetch(address: &str, known: &Validators, limits: &Limits) -> Result<Fetched, Failure> {
    let url = checked(address)?;
    client::run(async { followed(&client::client(limits)?, url, known, limits).await })
}

/// Asks, and goes where the answers lead.
async fn followed(client: &Client, mut url: Url, known: &Validators, limits: &Limits) -> Result<Fetched, Failure> {
    let mut asked: Vec<String> = Vec::new();
    for _ in 0..=MOST_REDIRECTS {
        let origin = url.origin().ascii_serialization();
        if limits.robots == Robots::Obeyed && !asked.contains(&origin) {
            ask_robots(client, &url, limits).await?;
            asked.push(origin);
        }
        let response = client::tried(client, &url, known, limits).await?;
        match response.status().as_u16() {
            304 => return Ok(Fetched::Unchanged),
            200 => {
                let validators = Validators {
                    etag: header(response.headers(), "etag"),
                    last_modified: header(response.headers(), "last-modified"),
                };
                return Ok(Fetched::New(body(response, limits.largest).await?, validators));
            }
            301 | 302 | 303 | 307 | 308 => url = redirected(&url, response.headers())?,
            status => return Err(Failure::Status(status)),
        }
    }
    Err(Failure::Refused(format!("more than {MOST_REDIRECTS} redirects")))
}

fn checked(address: &str) -> Result<Url, Failure> {
    let url = Url::parse(address).map_err(|error| Failure::Refused(format!("`{address}` is no address: {error}")))?;
    let is_web = matches!(url.scheme(), "http" | "https") && url.host_str().is_some();
    let is_bare = url.username().is_empty() && url.password().is_none();
    if is_web && is_bare {
        return Ok(url);
    }
    Err(Failure::Refused(format!("`{address}` is no address of http or https without a user name")))
}

/// Where a redirect leads. What was asked for over TLS is not fetched without it.
fn redirected(from: &Url, headers: &HeaderMap) -> Result<Url, Failure> {
    let to = header(headers, "location").ok_or_else(|| Failure::Refused("a redirect that leads nowhere".to_owned()))?;
    let url = from.join(&to).map_err(|error| Failure::Refused(format!("a redirect to `{to}`: {error}")))?;
    if from.scheme() == "https" && url.scheme() != "https" {
        return Err(Failure::Refused(format!("a redirect to `{url}`, which is not encrypted")));
    }
    checked(url.as_str())
}

fn header(headers: &HeaderMap, name: &str) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

async fn body(mut response: Response, largest: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| client::broken("the answer broke off", &error))? {
        bytes.extend_from_slice(&chunk);
        if bytes.len() as u64 > largest {
            return Err(Failure::TooLarge(largest));
        }
    }
    Ok(bytes)
}

/// Asks robots.txt (RFC 9309): without one everything is allowed, while it cannot be had nothing is.
async fn ask_robots(client: &Client, url: &Url, limits: &Limits) -> Result<(), Failure> {
    let host = url.host_str().unwrap_or_default().to_owned();
    let mut place = url.clone();
    for _ in 0..=MOST_REDIRECTS {
        if place.origin() == url.origin() {
            place.set_path("/robots.txt");
            place.set_query(None);
        }
        let response = client::tried(client, &place, &Validators::default(), limits).await?;
        match response.status().as_u16() {
            200 => {
                let text = String::from_utf8_lossy(&body(response, 512 * 1024).await?).into_owned();
                let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
                return if robots::allows(&text, &path) { Ok(()) } else { Err(Failure::Robots(host)) };
            }
            301 | 302 | 303 | 307 | 308 => {
                let next = redirected(&place, response.headers())?;
                if next.origin() == url.origin() {
                    return Ok(());
                }
                place = next;
            }
            400..=499 => return Ok(()),
            _ => return Err(Failure::Robots(host)),
        }
    }
    Ok(())
}
