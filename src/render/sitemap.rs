//! `sitemap.xml` (sitemaps.org 0.9), or an index of numbered sitemaps when a board has more addresses than one may hold.
//! `lastmod` is the day of a posting's last change, else of its posting; search engines trust it only where it is true,
//! so that lists, whose last change nobody has written down, have none.
//!
//! Drawn from: `base_url`, `Plan::sitemap_entries` with their addresses and days; the index from the number of parts.

use jiff::civil::Date;

use super::Emit;
use super::xml::Xml;
use crate::model::{DatePosted, Fact};
use crate::plan::{Page, Plan};

const NAMESPACE: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");

/// Draws `sitemap.xml` (0) or one of the numbered sitemaps that it names.
pub fn draw(plan: &Plan, number: u32, emit: &mut Emit) {
    let xml = match (number, plan.sitemap_parts()) {
        (0, 1..) => index(plan),
        _ => addresses(plan, number),
    };
    emit(&plan.address(Page::Sitemap(number)).file, xml.as_bytes());
}

fn index(plan: &Plan) -> String {
    let mut xml = Xml::new();
    xml.open("sitemapindex", &[NAMESPACE]);
    for number in 1..=plan.sitemap_parts() {
        xml.open("sitemap", &[]);
        xml.element("loc", &plan.settings.base_url.join(&plan.address(Page::Sitemap(number)).path));
        xml.close();
    }
    xml.finish()
}

fn addresses(plan: &Plan, number: u32) -> String {
    let mut xml = Xml::new();
    xml.open("urlset", &[NAMESPACE]);
    for page in plan.sitemap_entries(number) {
        xml.open("url", &[]);
        xml.element("loc", &plan.settings.base_url.join(&plan.address(*page).path));
        if let Some(day) = last_change(plan, *page) {
            xml.element("lastmod", &day.to_string());
        }
        xml.close();
    }
    xml.finish()
}

fn last_change(plan: &Plan, page: Page) -> Option<Date> {
    let Page::Posting(id) = page else { return None };
    let facts = &plan.postings[id as usize].facts;
    let posted = facts.date_posted.as_ref().and_then(Fact::certain).copied().and_then(DatePosted::day);
    facts.date_updated.as_ref().and_then(Fact::certain).copied().or(posted)
}
