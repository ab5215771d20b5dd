//! Postings and boards made in memory, for the tests of this stage.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};

use super::Texts;
use crate::model::{
    Country, DatePosted, Dialect, Fact, JobPosting, Language, Location, Place, Settings, SiteUrl, Slug, Status, Tag,
};
use crate::parse::Body;
use crate::plan::{Board, Plan, PostingId};
use crate::source::Span;

/// The day for which sample boards are planned.
pub(crate) const NOW: Date = date(2026, 11, 20);

/// Texts of a board on which every posting says the same.
pub(crate) struct SameText(pub(crate) Body);

impl Texts for SameText {
    fn posting(&self, _: PostingId) -> Arc<Body> {
        Arc::new(self.0.clone())
    }

    fn company(&self, _: u32) -> Body {
        Body::default()
    }

    fn page(&self, _: u32) -> Body {
        Body::default()
    }

    fn asset(&self, _: u32) -> Vec<u8> {
        Vec::new()
    }
}

/// A text with everything that formats have to escape.
pub(crate) fn text() -> Body {
    Body {
        html: "<p>R&amp;D <a href=\"/jobs/about/\">us</a> ]]&gt; <em>&lt;x&gt;</em></p>\n<script>no</script>]]>"
            .to_owned(),
        markdown: "R&D [us](/about/)".to_owned(),
        ..Body::default()
    }
}

/// A value that an author wrote.
pub(crate) fn stated<T>(value: T) -> Fact<T> {
    Fact::stated(value, Span::default())
}

/// The settings of sample boards: below a path, in Berlin's time.
pub(crate) fn settings() -> Settings {
    Settings {
        title: "Pins & Posts".to_owned(),
        description: "Work <of> all kinds".to_owned(),
        base_url: SiteUrl::parse("https://board.example/jobs/").unwrap(),
        time_zone: "Europe/Berlin".to_owned(),
        feed_size: 4,
        ..Settings::default()
    }
}

/// An open posting with all that structured data demands.
pub(crate) fn posting(title: &str) -> JobPosting {
    let slug = Slug::of_any(title);
    JobPosting {
        path: format!("{slug}.md"),
        part: 0,
        content_hash: 1,
        body_hash: u128::from(xxhash_rust::xxh3::xxh3_64(title.as_bytes())) + 1,
        dialect: Dialect::YamlFrontMatter,
        repairs: Vec::new(),
        id: None,
        slug: Some(stated(slug)),
        aliases: Vec::new(),
        title: stated(title.to_owned()),
        title_text: None,
        company: Some(stated("Salt & Sons".to_owned())),
        company_url: None,
        company_logo: None,
        date_posted: Some(stated(DatePosted::Day(date(2026, 11, 3)))),
        date_updated: None,
        valid_through: None,
        location: Location { places: vec![place(None, None, "DE")], ..Location::default() },
        employment_type: Vec::new(),
        salary: None,
        salary_text: None,
        tags: vec![stated(Tag { name: "C++".to_owned(), slug: Slug::of_any("C++") })],
        category: None,
        seniority: None,
        language: Some(stated(Language::ENGLISH)),
        apply: None,
        source_url: None,
        source_site: None,
        status: Status::Open,
        featured: None,
        draft: false,
        summary: Some(stated("Short & <sweet>".to_owned())),
        extra: BTreeMap::new(),
        body: Span::default(),
    }
}

/// A place whose parts are all stated.
pub(crate) fn place(city: Option<&str>, subdivision: Option<&str>, country: &str) -> Place {
    Place {
        city: city.map(|name| stated(name.to_owned())),
        subdivision: subdivision.map(|name| stated(name.to_owned())),
        country: Country::from_code(country).map(stated),
    }
}

/// The plan of a board.
pub(crate) fn plan(postings: Vec<JobPosting>, settings: Settings) -> Plan {
    let board = Board::of(postings, &settings);
    crate::plan::plan(board, settings, NOW, &|path, _| crate::source::Location::file(path))
}

/// What a drawing hands over, by file.
pub(crate) fn files(draw: impl FnOnce(&mut super::Emit)) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    draw(&mut |file, bytes| {
        let text: &mut String = files.entry(file.to_owned()).or_default();
        text.push_str(std::str::from_utf8(bytes).expect("utf-8"));
    });
    files
}
