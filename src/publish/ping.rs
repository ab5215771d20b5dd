//! Tells search engines (IndexNow) and hubs (WebSub) what changed. Done only when it is asked for.

use super::{Failure, News};
use crate::model::{HandOffs, SiteUrl};
use crate::network;

/// Where IndexNow takes news for all search engines that share them.
const INDEX_NOW: &str = "https://api.indexnow.org/indexnow";

/// Feeds of which a hub is told at once.
const AT_ONCE: usize = 100;

/// What was told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Pages told to search engines.
    pub pages: usize,
    /// Feeds told to the hub.
    pub feeds: usize,
}

/// Tells what changed to those whom the settings name. `index_now` is another address than the common one.
///
/// # Errors
/// Somebody cannot be reached or refuses.
pub fn ping(news: &News, hand_offs: &HandOffs, base_url: &SiteUrl, index_now: Option<&str>) -> Result<Said, Failure> {
    let told = network::run(tell(news, hand_offs, base_url, index_now));
    told.map_err(|error| Failure::of("cannot start", &error))?
}

async fn tell(news: &News, hand_offs: &HandOffs, base_url: &SiteUrl, index_now: Option<&str>) -> Result<Said, Failure> {
    let client = reqwest::Client::builder()
        .user_agent("corkboard")
        .timeout(std::time::Duration::from_secs(30))
        .build()
        .map_err(|error| Failure::of("cannot use the network", &error))?;
    let mut said = Said::default();
    if let Some(key) = &hand_offs.indexnow_key {
        for body in news.index_now(base_url, key) {
            post(&client, index_now.unwrap_or(INDEX_NOW), "application/json; charset=utf-8", body).await?;
        }
        said.pages = news.pages.len();
    }
    if let Some(hub) = &hand_offs.websub_hub {
        for feeds in news.feeds.chunks(AT_ONCE) {
            let mut form = url::form_urlencoded::Serializer::new(String::new());
            form.append_pair("hub.mode", "publish");
            for feed in feeds {
                form.append_pair("hub.url", feed);
            }
            post(&client, hub.as_str(), "application/x-www-form-urlencoded", form.finish()).await?;
        }
        said.feeds = news.feeds.len();
    }
    Ok(said)
}

async fn post(client: &reqwest::Client, address: &str, media_type: &'static str, body: String) -> Result<(), Failure> {
    let sent = client.post(address).header("content-type", media_type).body(body).send().await;
    let answer = sent.and_then(reqwest::Response::error_for_status);
    answer.map(drop).map_err(|error| Failure::of(format!("cannot tell `{address}`"), &error))
}
