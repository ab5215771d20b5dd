//! One request: to addresses that may be asked only, in a given time, and again after a fault that may pass.

use std::error::Error;
use std::fmt;
use std::future::Future;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use reqwest::{Client, Response, header};
use url::{Host, Url};

use super::{Failure, Limits, Reach, Validators};
use crate::network::{self, causes};

/// The name under which we ask.
const AGENT: &str = concat!("corkboard/", env!("CARGO_PKG_VERSION"));

/// Does what has to wait for the network.
pub(super) fn run<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    network::run(work).map_err(|error| Failure::Unreachable(1, format!("cannot start: {error}")))?
}

/// Asks with the limits. It follows no redirect: each is checked first.
pub(super) fn client(limits: &Limits) -> Result<Client, Failure> {
    Client::builder()
        .redirect(Policy::none())
        .timeout(limits.timeout)
        // Through a proxy we would not see which address is asked.
        .no_proxy()
        .user_agent(AGENT)
        .dns_resolver(Arc::new(Checked(limits.reach)))
        .build()
        .map_err(|error| broken("cannot use the network", &error))
}

/// Resolves names, and gives only addresses that may be asked.
struct Checked(Reach);

impl Resolve for Checked {
    fn resolve(&self, name: Name) -> Resolving {
        let reach = self.0;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found.filter(|address| reach.allows(address.ip())).collect();
            if allowed.is_empty() {
                return Err(Private(name.as_str().to_owned()).into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
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

impl Error for Private {}

/// Names are checked when they are resolved; an address that stands in the URL itself is not resolved.
fn check(url: &Url, reach: Reach) -> Result<(), Failure> {
    let address = match url.host() {
        Some(Host::Ipv4(address)) => IpAddr::V4(address),
        Some(Host::Ipv6(address)) => IpAddr::V6(address),
        _ => return Ok(()),
    };
    if reach.allows(address) { Ok(()) } else { Err(Failure::Refused(Private(address.to_string()).to_string())) }
}

/// A request, tried again after a fault that may pass: no connection, 429, 5xx.
pub(super) async fn tried(
    client: &Client,
    url: &Url,
    known: &Validators,
    limits: &Limits,
) -> Result<Response, Failure> {
    check(url, limits.reach)?;
    let mut pause = limits.pause;
    let mut last = String::new();
    for turn in 1..=limits.tries.max(1) {
        let mut request = client.get(url.clone());
        for (name, value) in [(header::IF_NONE_MATCH, &known.etag), (header::IF_MODIFIED_SINCE, &known.last_modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        let mut wished = None;
        match request.send().await {
            Ok(response) if !is_passing(response.status().as_u16()) => return Ok(response),
            Ok(response) => {
                last = format!("the server answered {}", response.status().as_u16());
                wished = super::header(response.headers(), "retry-after").and_then(|text| text.parse().ok());
            }
            Err(error) => {
                if let Some(why) = causes(&error).find(|cause| cause.is::<Private>()) {
                    return Err(Failure::Refused(why.to_string()));
                }
                last = told(&error);
            }
        }
        if turn < limits.tries {
            tokio::time::sleep(wished.map_or(pause, Duration::from_secs).min(limits.longest_pause)).await;
            pause *= 2;
        }
    }
    Err(Failure::Unreachable(limits.tries.max(1), last))
}

fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 429 | 500 | 502..=504)
}

/// What went wrong at bottom: the outer errors only say that a request failed.
fn told(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "timeout".to_owned();
    }
    causes(error).last().map_or_else(String::new, ToString::to_string)
}

/// Nothing usable came, for this reason.
pub(super) fn broken(what: &str, error: &reqwest::Error) -> Failure {
    Failure::Unreachable(1, format!("{what}: {}", told(error)))
}
