//! The settings of a board, complete and checked. `parse::settings` makes them from `board.yaml`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::color::ACCENT;
use super::{Color, Country, Currency, HandOffs, Language, SiteUrl, Slug, WebUrl};

/// Everything that a board may choose. Defaults are those of an absent `board.yaml`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Settings {
    /// Name of the board.
    pub title: String,
    /// One or two sentences on what it lists.
    pub description: String,
    /// Address at which the board will be served.
    pub base_url: SiteUrl,
    /// Language of the interface, and of postings that neither say nor show theirs.
    pub language: Language,
    /// Country of postings that name none: an assumed fact.
    pub default_country: Option<Country>,
    /// Currency (ISO 4217) of pay that names none: an assumed fact.
    pub default_currency: Option<[u8; 3]>,
    /// Currency in which pay is compared; none = the base of the board's rates.
    pub pay_currency: Option<Currency>,
    /// IANA name of the time zone in which the board's days begin.
    pub time_zone: String,
    /// Days after which an open posting without deadline closes; none = never.
    pub max_age_days: Option<u32>,
    /// Postings on a page of a list.
    pub page_size: u32,
    /// Items in a feed document.
    pub feed_size: u32,
    /// Shape of addresses.
    pub url_style: UrlStyle,
    /// Lists that get pages, in the order of the navigation of facets.
    pub facets: Vec<FacetKind>,
    /// The board's own lists, from any field of front matter.
    pub taxonomies: Vec<Taxonomy>,
    /// Links in the header, after the built-in ones; empty = built-in only.
    pub navigation: Vec<NavigationLink>,
    /// Colours of the theme.
    pub colors: Colors,
    /// The rest of the theme that is a choice.
    pub look: Look,
    /// Where to send those who want to post a job; none = the page `post-a-job`.
    pub post_a_job_url: Option<WebUrl>,
    /// Where to report a posting: a web or mail address; `{url}` stands for the posting's address.
    pub report_url: Option<String>,
    /// What AI crawlers may do.
    pub ai_crawlers: AiPolicy,
    /// Which lists have feeds.
    pub feeds: Feeds,
    /// Write `llms.txt` and a Markdown twin of every posting.
    pub markdown_twins: bool,
    /// Files for those who take postings elsewhere.
    pub hand_offs: HandOffs,
    /// Expand regions to the countries they hold in structured data.
    pub expand_regions: bool,
    /// What the search looks into.
    pub search: Search,
    /// Which pages have a picture for links to them.
    pub social_cards: SocialCards,
    /// Folder below `static/` with font files for those pictures that go before the bundled ones.
    pub social_card_fonts: Option<String>,
    /// Which logos pages show.
    pub logos: Logos,
    /// Shrinkage of open postings, in percent, that stops a build.
    pub max_shrink_percent: u8,
    /// Anything else, for templates.
    pub extra: BTreeMap<String, serde_json::Value>,
}

/// Shape of addresses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum UrlStyle {
    /// `/jobs/x/`, written as `jobs/x/index.html`.
    #[default]
    Pretty,
    /// `/jobs/x`, written as `jobs/x.html`.
    Clean,
    /// `/jobs/x.html`.
    Html,
}

/// A built-in kind of list with a page for each of its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FacetKind {
    /// `/companies/<slug>/`
    Companies,
    /// `/tags/<slug>/`
    Tags,
    /// `/places/<slug>/`: countries, cities, regions, `remote`.
    Places,
    /// `/types/<slug>/`: employment types.
    Types,
    /// `/levels/<slug>/`: seniority.
    Levels,
    /// `/archive/<YYYY-MM>/`
    Archive,
}

/// A list of the board's own: `/<slug>/<value>/` for every value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taxonomy {
    /// Key of front matter (also one kept in `extra`).
    pub field: String,
    /// First part of the address.
    pub slug: Slug,
    /// Heading of the list.
    pub title: String,
}

/// A link in the header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NavigationLink {
    /// Text of the link.
    pub label: String,
    /// A path of the board beginning with `/`, or an address.
    pub href: String,
}

impl Look {
    /// The files below `static/` that it names, by the key that names each.
    pub fn files(&self) -> Vec<(&'static str, &str)> {
        let logo = self.logo.as_ref();
        let named = [
            ("theme.fonts.text", self.fonts.text.as_deref()),
            ("theme.fonts.text_bold", self.fonts.text_bold.as_deref()),
            ("theme.fonts.headings", self.fonts.headings.as_deref()),
            ("theme.logo.image", logo.map(|logo| logo.image.as_str())),
            ("theme.logo.image_dark", logo.and_then(|logo| logo.image_dark.as_deref())),
        ];
        named.into_iter().filter_map(|(key, file)| Some((key, file?))).collect()
    }
}

/// Colours of the theme as CSS colours (`#rrggbb`); absent = the theme's own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colors {
    /// Links and buttons on a light page.
    pub accent: Option<String>,
    /// Links and buttons on a dark page.
    pub accent_dark: Option<String>,
}

impl Colors {
    /// The accent of a light page: the board's, else the theme's.
    pub fn light_accent(&self) -> Color {
        self.accent.as_deref().and_then(Color::parse).unwrap_or(ACCENT)
    }
}

/// What a board chooses of its theme beside colours; `theme` in `board.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// Fonts.
    pub fonts: Fonts,
    /// Picture in the header.
    pub logo: Option<Logo>,
    /// What stands at the top of the front page.
    pub hero: Hero,
    /// Space around what is listed.
    pub density: Density,
}

/// Fonts of the theme: files below `static/`; absent = those of the visitor's system.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fonts {
    /// Running text and controls.
    pub text: Option<String>,
    /// The same, bold; the same file as `text` when that is a variable font.
    pub text_bold: Option<String>,
    /// Headings.
    pub headings: Option<String>,
}

/// The picture in the header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Logo {
    /// A file below `static/`.
    pub image: String,
    /// The same for dark pages.
    pub image_dark: Option<String>,
    /// The name of the board stands beside it; else the picture says it.
    pub with_title: bool,
}

/// What stands at the top of the front page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hero {
    /// The heading; none = the board's description.
    pub heading: Option<String>,
    /// A sentence below it.
    pub text: Option<String>,
}

/// Space around what is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Density {
    /// Cards with room around them.
    #[default]
    Comfortable,
    /// More jobs on a screen.
    Compact,
}

/// What `robots.txt` tells AI crawlers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AiPolicy {
    /// Search agents and training agents may read.
    Allow,
    /// Agents that answer a person's search may read, training agents may not.
    #[default]
    SearchOnly,
    /// Neither may read.
    Deny,
}

/// Which lists have feeds (JSON, RSS and Atom each). The board itself always has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Feeds {
    /// Every company.
    pub companies: bool,
    /// Every tag.
    pub tags: bool,
    /// Every place.
    pub places: bool,
    /// What feeds of lists tell of a posting; the board's own feeds always hold its full text.
    pub text: FeedText,
}

/// What an item of a feed holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeedText {
    /// The summary and the facts; readers follow the link to the text.
    #[default]
    Summary,
    /// The whole text besides.
    Full,
}

/// What the search looks into.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Search {
    /// Whether the words of bodies are searched.
    pub body: BodySearch,
}

/// Whether the words of bodies are searched, which makes the index about ten times larger.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodySearch {
    /// On boards of up to 20,000 open postings.
    #[default]
    Auto,
    /// On every board.
    On,
    /// On none.
    Off,
}

/// Which pages have a picture for links to them, which costs some milliseconds and 20 kB each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SocialCards {
    /// The board, and every open posting of boards with up to 1,000 of them.
    #[default]
    Auto,
    /// The board and every open posting.
    On,
    /// None.
    Off,
}

/// Which logos of employers pages show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Logos {
    /// Those that are files of the board.
    #[default]
    Local,
    /// Also those at other hosts, which then learn who reads the board.
    Remote,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            title: "Job board".to_owned(),
            description: "Open positions".to_owned(),
            base_url: SiteUrl::local(),
            language: Language::ENGLISH,
            default_country: None,
            default_currency: None,
            pay_currency: None,
            time_zone: "UTC".to_owned(),
            max_age_days: None,
            page_size: 30,
            feed_size: 50,
            url_style: UrlStyle::Pretty,
            facets: FacetKind::ALL.to_vec(),
            taxonomies: Vec::new(),
            navigation: Vec::new(),
            colors: Colors::default(),
            look: Look::default(),
            post_a_job_url: None,
            report_url: None,
            ai_crawlers: AiPolicy::default(),
            feeds: Feeds { companies: true, tags: true, places: true, text: FeedText::Summary },
            markdown_twins: true,
            hand_offs: HandOffs::default(),
            expand_regions: false,
            search: Search::default(),
            social_cards: SocialCards::default(),
            social_card_fonts: None,
            logos: Logos::default(),
            max_shrink_percent: 30,
            extra: BTreeMap::new(),
        }
    }
}

impl FacetKind {
    /// All kinds, in the order in which they are shown.
    pub const ALL: [FacetKind; 6] = [
        FacetKind::Companies,
        FacetKind::Tags,
        FacetKind::Places,
        FacetKind::Types,
        FacetKind::Levels,
        FacetKind::Archive,
    ];

    /// First part of the addresses.
    pub fn folder(self) -> &'static str {
        match self {
            FacetKind::Companies => "companies",
            FacetKind::Tags => "tags",
            FacetKind::Places => "places",
            FacetKind::Types => "types",
            FacetKind::Levels => "levels",
            FacetKind::Archive => "archive",
        }
    }
}
