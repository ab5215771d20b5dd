//! `sitemap.xml` (sitemaps.org 0.9), or an index of numbered sitemaps when a board has more addresses than one may hold.
//! `lastmod` is the day of a posting's last change, else of its posting; search engines trust it only where it is true,
//! so that lists, whose last change nobody has written down, have none.
//!
//! Drawn from: `base_url`, `Plan::sitemap_entries` with their addresses and days; the index from the number of parts.

use jiff::civil::Date;

use super::Emit;
use super::xml::Xml;
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
    let days = plan.postings[id as usize].facts.outline().certain;
    days.updated.or(days.posted)
}

#[cfg(test)]
mod tests {
    use super::draw;
    use crate::model::{DatePosted, Fact, JobPosting, Origin, Status};
    use crate::plan::Page;
    use crate::render::sample::{files, plan, posting, settings, stated};
    use jiff::civil::date;

    #[test]
    fn a_sitemap_names_open_postings_and_lists_with_true_days() {
        let month = JobPosting { date_posted: Some(stated(DatePosted::Month(2026, 10))), ..posting("Month") };
        let changed = JobPosting { date_updated: Some(stated(date(2026, 11, 9))), ..posting("Changed") };
        let closed = JobPosting { status: Status::Closed, ..posting("Closed") };
        let plan = plan(vec![month, changed, closed], settings());
        let xml = files(|emit| draw(&plan, 0, emit)).remove("sitemap.xml").unwrap();
        let address = |path: &str| format!("<loc>https://board.example/jobs/{path}</loc>\n");
        assert!(xml.contains(&address("jobs/month/").replace('\n', "\n  </url>")));
        assert!(xml.contains(&(address("jobs/changed/") + "    <lastmod>2026-11-09</lastmod>")));
        assert!(xml.contains(&address("")) && xml.contains(&address("tags/c-plus-plus/")));
        for absent in ["closed", "404", "page/", ".json", "priority", "changefreq"] {
            assert!(!xml.contains(absent), "{absent}");
        }
    }

    #[test]
    fn a_day_that_was_assumed_had_the_key_of_one_that_is_stated() {
        let key = |origin| {
            let date_posted = Some(Fact { origin, ..stated(DatePosted::Day(date(2026, 11, 9))) });
            let plan = plan(vec![JobPosting { date_posted, ..posting("Baker") }], settings());
            plan.pages.iter().find(|planned| planned.page == Page::Sitemap(0)).map(|planned| planned.key)
        };
        assert_ne!(key(Origin::Assumed), key(Origin::Stated));
    }

    #[test]
    fn a_large_board_has_an_index_and_bounded_parts() {
        let plan = plan((0..10_100).map(|number| posting(&format!("Job {number}"))).collect(), settings());
        assert_eq!(plan.sitemap_parts(), 3);
        let part = |number: u32| files(|emit| draw(&plan, number, emit)).into_values().next().unwrap();
        assert_eq!(part(0).matches("<sitemap>").count(), 3);
        assert!(part(0).contains("<loc>https://board.example/jobs/sitemap-3.xml</loc>"));
        let counts: Vec<usize> = (1..=3).map(|number| part(number).matches("<loc>").count()).collect();
        assert_eq!((counts[1], counts[2]), (10_000, 100));
        assert!((1..=3).all(|number| part(number).len() < 50_000_000));
    }
}
