//! Fetches the document of a source: the only code that goes out to a network, and only when `--fetch` allows it.
//! Every address is resolved, checked and then used as checked, also after a redirect; robots.txt is asked first.

mod address;
mod robots;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io::Read as _;
use std::thread;
use std::time::Duration;

use ureq::Agent;
use ureq::config::Config;
use ureq::http::{HeaderMap, Response, Uri};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use url::Url;

pub use address::Reach;

/// The name under which we ask.
const AGENT: &str = concat!("corkboard/", env!("CARGO_PKG_VERSION"));

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
    let agent = agent(limits);
    let mut url = checked(address)?;
    let mut asked: Vec<String> = Vec::new();
    for _ in 0..=MOST_REDIRECTS {
        let origin = url.origin().ascii_serialization();
        if limits.robots == Robots::Obeyed && !asked.contains(&origin) {
            ask_robots(&agent, &url, limits)?;
            asked.push(origin);
        }
        let mut response = tried(&agent, &url, known, limits)?;
        match response.status().as_u16() {
            304 => return Ok(Fetched::Unchanged),
            200 => {
                let validators = Validators {
                    etag: header(response.headers(), "etag"),
                    last_modified: header(response.headers(), "last-modified"),
                };
                return Ok(Fetched::New(body(&mut response, limits.largest)?, validators));
            }
            301 | 302 | 303 | 307 | 308 => url = redirected(&url, response.headers())?,
            status => return Err(Failure::Status(status)),
        }
    }
    Err(Failure::Refused(format!("more than {MOST_REDIRECTS} redirects")))
}

fn agent(limits: &Limits) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .timeout_global(Some(limits.timeout))
        // Through a proxy we would not see which address is asked.
        .proxy(None)
        .user_agent(AGENT)
        .build();
    let resolver = Checked { reach: limits.reach, inner: DefaultResolver::default() };
    Agent::with_parts(config, DefaultConnector::default(), resolver)
}

/// Resolves names, and gives only addresses that may be asked.
#[derive(Debug)]
struct Checked {
    reach: Reach,
    inner: DefaultResolver,
}

impl Resolver for Checked {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let mut allowed = self.empty();
        found.iter().filter(|address| self.reach.allows(address.ip())).for_each(|address| allowed.push(*address));
        if allowed.is_empty() {
            return Err(ureq::Error::Other(Box::new(Private(uri.host().unwrap_or_default().to_owned()))));
        }
        Ok(allowed)
    }
}

/// A host inside a private network.
#[derive(Debug)]
struct Private(String);

impl fmt::Display for Private {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "`{}` lies in a private network; `--allow-private` allows that", self.0)
    }
}

impl std::error::Error for Private {}

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

/// A request, tried again after a fault that may pass: no connection, 429, 5xx.
fn tried(agent: &Agent, url: &Url, known: &Validators, limits: &Limits) -> Result<Response<ureq::Body>, Failure> {
    let mut pause = limits.pause;
    let mut last = String::new();
    for turn in 1..=limits.tries.max(1) {
        let mut request = agent.get(url.as_str());
        for (name, value) in [("If-None-Match", &known.etag), ("If-Modified-Since", &known.last_modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let mut wished = None;
        match request.call() {
            Ok(response) if !is_passing(response.status().as_u16()) => return Ok(response),
            Ok(response) => {
                last = format!("the server answered {}", response.status().as_u16());
                wished = header(response.headers(), "retry-after").and_then(|text| text.parse().ok());
            }
            Err(ureq::Error::Other(why)) if why.is::<Private>() => return Err(Failure::Refused(why.to_string())),
            Err(error) => last = error.to_string(),
        }
        if turn < limits.tries {
            thread::sleep(wished.map_or(pause, Duration::from_secs).min(limits.longest_pause));
            pause *= 2;
        }
    }
    Err(Failure::Unreachable(limits.tries.max(1), last))
}

fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502..=504)
}

fn body(response: &mut Response<ureq::Body>, largest: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let mut reader = response.body_mut().with_config().limit(u64::MAX).reader().take(largest + 1);
    reader
        .read_to_end(&mut bytes)
        .map_err(|error| Failure::Unreachable(1, format!("the answer broke off: {error}")))?;
    if bytes.len() as u64 > largest { Err(Failure::TooLarge(largest)) } else { Ok(bytes) }
}

/// Asks robots.txt (RFC 9309): without one everything is allowed, while it cannot be had nothing is.
fn ask_robots(agent: &Agent, url: &Url, limits: &Limits) -> Result<(), Failure> {
    let host = url.host_str().unwrap_or_default().to_owned();
    let mut place = url.clone();
    for _ in 0..=MOST_REDIRECTS {
        if place.origin() == url.origin() {
            place.set_path("/robots.txt");
            place.set_query(None);
        }
        let mut response = tried(agent, &place, &Validators::default(), limits)?;
        match response.status().as_u16() {
            200 => {
                let text = String::from_utf8_lossy(&body(&mut response, 512 * 1024)?).into_owned();
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
