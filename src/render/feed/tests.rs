//! Feeds as foreign readers see them.

use std::collections::BTreeMap;

use feed_rs::model::Feed;
use jiff::civil::date;
use proptest::prelude::*;
use serde_json::Value;

use super::{Wanted, draw};
use crate::model::{Apply, DatePosted, FeedText, Feeds, JobPosting, Settings, WebUrl};
use crate::parse::Body;
use crate::plan::{ListId, Plan};
use crate::render::sample::{self, SameText, files, posting, settings, stated};
use crate::render::words::Words;

fn feeds(plan: &Plan, number: u32) -> BTreeMap<String, String> {
    feeds_of(plan, 0, number)
}

fn feeds_of(plan: &Plan, list: ListId, number: u32) -> BTreeMap<String, String> {
    feeds_with(sample::text(), plan, list, number)
}

fn feeds_with(body: Body, plan: &Plan, list: ListId, number: u32) -> BTreeMap<String, String> {
    let words = Words::new(plan.settings.language, &[]).unwrap();
    files(|emit| draw(&Wanted { plan, words: &words, list, number }, &SameText(body), emit))
}

fn read(text: &str) -> Feed {
    feed_rs::parser::parse(text.as_bytes()).expect("a feed")
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// A posting with all that a feed can say.
fn full() -> JobPosting {
    JobPosting {
        date_updated: Some(stated(date(2026, 11, 9))),
        apply: Some(stated(Apply::Url(WebUrl::parse("https://salt.example/apply?a=1&b=2").unwrap()))),
        company_url: Some(stated(WebUrl::parse("https://salt.example/").unwrap())),
        ..posting("Cook & <Baker>")
    }
}

#[test]
fn every_format_tells_the_same_of_a_posting() {
    let drawn = feeds(&sample::plan(vec![full()], settings()), 0);
    assert_eq!(drawn.keys().collect::<Vec<_>>(), ["atom.xml", "feed.json", "rss.xml"]);
    for (file, text) in &drawn {
        let feed = read(text);
        let entry = &feed.entries[0];
        let address = "https://board.example/jobs/jobs/cook-and-baker/";
        assert_eq!(feed.title.as_ref().unwrap().content, "Pins & Posts", "{file}");
        assert_eq!(entry.title.as_ref().unwrap().content, "Cook & <Baker>", "{file}");
        assert_eq!(entry.id, address, "{file}");
        assert_eq!(entry.links[0].href, address, "{file}");
        assert_eq!(entry.published.unwrap().to_rfc3339(), "2026-11-02T23:00:00+00:00", "{file}");
        assert_eq!(entry.authors[0].name.as_deref(), Some("Salt & Sons"), "{file}");
        assert!(entry.categories.iter().any(|category| category.term == "C++"), "{file}");
        let summary = entry.summary.as_ref().unwrap().content.replace("&amp;", "&").replace("&lt;", "<");
        assert_eq!(summary.replace("&gt;", ">"), "Short & <sweet>", "{file}");
        let html = entry.content.as_ref().unwrap().body.as_ref().unwrap();
        assert_eq!(
            html.trim(),
            sample::text().html.replace("\"/jobs", "\"https://board.example/jobs").trim(),
            "{file}"
        );
    }
}

#[test]
fn feeds_of_lists_hold_the_text_only_when_asked() {
    for (text, has_text) in [(FeedText::Summary, false), (FeedText::Full, true)] {
        let feeds = Feeds { text, ..settings().feeds };
        let plan = sample::plan(vec![full()], Settings { feeds, ..settings() });
        let list = (1..).zip(&plan.lists[1..]).find(|(_, list)| list.has_feeds).unwrap().0;
        let drawn = feeds_of(&plan, list, 0);
        assert_eq!(drawn.len(), 3);
        for (file, text) in &drawn {
            let entry = read(text).entries.remove(0);
            assert!(text.contains("Short &"), "{file}");
            assert_eq!(entry.id, "https://board.example/jobs/jobs/cook-and-baker/", "{file}");
            assert_eq!(text.contains(sample::text().html.split('"').next().unwrap().trim()), has_text, "{file}");
        }
    }
}

#[test]
fn a_json_feed_names_what_only_it_can_name() {
    let drawn = feeds(&sample::plan(vec![full()], settings()), 0);
    let feed = json(&drawn["feed.json"]);
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["feed_url"], "https://board.example/jobs/feed.json");
    assert_eq!(feed["items"][0]["external_url"], "https://salt.example/apply?a=1&b=2");
    assert_eq!(feed["items"][0]["date_modified"], "2026-11-09T00:00:00+01:00");
    assert_eq!(feed["items"][0]["_job"]["about"], "https://board.example/jobs/jobs.schema.json");
    assert_eq!(feed["items"][0]["_job"]["location"]["places"][0]["country"], "DE");
}

#[test]
fn a_posting_without_a_day_is_given_none() {
    let month = JobPosting { date_posted: Some(stated(DatePosted::Month(2026, 10))), ..posting("Month") };
    let never = JobPosting { date_posted: None, ..posting("Never") };
    let drawn = feeds(&sample::plan(vec![month, never], settings()), 0);
    let items = json(&drawn["feed.json"])["items"].clone();
    assert!(items.as_array().unwrap().iter().all(|item| item.get("date_published").is_none()));
    assert!(!drawn["rss.xml"].contains("pubDate") && !drawn["rss.xml"].contains("lastBuildDate"));
    assert!(!drawn["atom.xml"].contains("<published>"));
    let atom = read(&drawn["atom.xml"]);
    let updated: Vec<String> = atom.entries.iter().map(|entry| entry.updated.unwrap().to_rfc3339()).collect();
    assert_eq!(updated, ["2026-09-30T22:00:00+00:00", "1970-01-01T00:00:00+00:00"]);
}

#[test]
fn a_board_without_postings_has_feeds_without_items() {
    for (file, text) in feeds(&sample::plan(Vec::new(), settings()), 0) {
        assert!(read(&text).entries.is_empty(), "{file}");
    }
}

#[test]
fn the_json_feed_leads_through_all_postings_once() {
    let postings: Vec<JobPosting> = (0..21).map(|number| posting(&format!("Job {number}"))).collect();
    let plan = sample::plan(postings, settings());
    let mut seen = Vec::new();
    let mut next = Some("feed.json".to_owned());
    let mut drawn = BTreeMap::new();
    for number in plan.feed_numbers(0) {
        drawn.extend(feeds(&plan, number));
    }
    while let Some(file) = next {
        let document = json(&drawn[&file]);
        seen.extend(document["items"].as_array().unwrap().iter().map(|item| item["id"].to_string()));
        next =
            document["next_url"].as_str().map(|url| url.trim_start_matches("https://board.example/jobs/").to_owned());
    }
    assert_eq!(seen.len(), 21);
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 21);
}

#[test]
fn the_oldest_document_that_is_kept_leads_nowhere() {
    let postings: Vec<JobPosting> = (0..120).map(|number| posting(&format!("Job {number}"))).collect();
    let plan = sample::plan(postings, settings());
    let numbers = plan.feed_numbers(0);
    assert_eq!((numbers.len(), numbers[1], numbers[20]), (21, 29, 10));
    assert!(json(&feeds(&plan, 10)["feed-10.json"]).get("next_url").is_none());
}

proptest! {
    #[test]
    fn any_text_makes_feeds_that_can_be_read(title in "\\PC{1,40}", html in "(\\PC|[\\x00-\\x1f]|\\]\\]>|&|<){0,60}") {
        let plan = sample::plan(vec![JobPosting { title: stated(title.clone()), ..posting("x") }], settings());
        let body = crate::parse::Body { html, ..Default::default() };
        for (file, text) in feeds_with(body, &plan, 0, 0) {
            prop_assert_eq!(read(&text).entries.len(), 1, "{}", file);
        }
    }
}
