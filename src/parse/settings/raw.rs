//! `board.yaml` as it is written: every key optional. These types are the one source of the check, of the
//! JSON Schema and of `docs/reference/settings.md`; their doc comments are what authors read.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;

/// Settings of a board, kept in `board.yaml`. Every key may be left out.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "corkboard settings")]
pub(super) struct RawSettings {
    /// Name of the board, shown in the header, in page titles and in feeds.
    #[schemars(length(min = 1, max = 120), extend("default" = "Job board", "examples" = ["Rust jobs in Europe"]))]
    pub title: Option<String>,
    /// One or two sentences that say what the board lists. Used on the first page, in feeds and by search engines.
    #[schemars(length(max = 500), extend("default" = "Open positions"))]
    pub description: Option<String>,
    /// Address at which the board will be served, with a path when it is not at the root of its host.
    /// `--base-url` overrides it.
    #[schemars(extend("format" = "site-url", "default" = "http://localhost/",
        "examples" = ["https://jobs.example.org/", "https://example.org/jobs/"]))]
    pub base_url: Option<String>,
    /// Language of the interface, and of postings that neither state nor show their own (BCP 47).
    #[schemars(extend("format" = "language", "default" = "en", "examples" = ["de", "pt-BR"]))]
    pub language: Option<String>,
    /// Country of postings that name none (two letters, ISO 3166-1). It is shown as an assumption and never reaches
    /// structured data.
    #[schemars(extend("format" = "country", "examples" = ["DE"]))]
    pub default_country: Option<String>,
    /// Currency of pay that names none (three letters, ISO 4217). An assumption, like the country.
    #[schemars(extend("format" = "currency", "examples" = ["EUR"]))]
    pub default_currency: Option<String>,
    /// Currency in which pay is compared (three letters, ISO 4217). Without this key it is the `base` of `rates.yaml`;
    /// without either, pay is not compared.
    #[schemars(extend("format" = "currency", "examples" = ["EUR"]))]
    pub pay_currency: Option<String>,
    /// Time zone in which the board's days begin, by its IANA name.
    #[schemars(extend("format" = "time-zone", "default" = "UTC", "examples" = ["Europe/Berlin"]))]
    pub time_zone: Option<String>,
    /// Days after which an open posting without a deadline is closed. Without this key postings stay open.
    #[schemars(range(min = 1, max = 3650), extend("examples" = [60]))]
    pub max_age_days: Option<u32>,
    /// Postings on one page of a list.
    #[schemars(range(min = 1, max = 500), extend("default" = 30))]
    pub page_size: Option<u32>,
    /// Postings in one feed document.
    #[schemars(range(min = 1, max = 1000), extend("default" = 50))]
    pub feed_size: Option<u32>,
    /// Shape of the board's addresses.
    #[schemars(extend("default" = "pretty"))]
    pub url_style: Option<RawUrlStyle>,
    /// Lists that get a page for each of their values, in the order in which they are shown.
    #[schemars(extend("uniqueItems" = true,
        "default" = ["companies", "tags", "places", "types", "levels", "archive"]))]
    pub facets: Option<Vec<RawFacet>>,
    /// The board's own lists, made from any field of front matter.
    pub taxonomies: Option<Vec<RawTaxonomy>>,
    /// Links in the header, after the built-in ones.
    pub navigation: Option<Vec<RawNavigationLink>>,
    /// Colours of the theme. What is left out keeps the theme's own colour.
    pub colors: Option<RawColors>,
    /// Fonts, logo, hero text and density of the theme.
    pub theme: Option<RawTheme>,
    /// Where to send people who want to post a job. Without this key the page `post-a-job` is used.
    #[schemars(extend("format" = "web-or-mail", "examples" = ["https://github.com/example/board/issues/new"]))]
    pub post_a_job_url: Option<String>,
    /// Where a visitor reports a posting: a web address or `mailto:`. `{url}` stands for the posting's address.
    #[schemars(extend("format" = "report-url", "examples" = ["mailto:jobs@example.org?subject=Report&body={url}"]))]
    pub report_url: Option<String>,
    /// What `robots.txt` tells AI crawlers.
    #[schemars(extend("default" = "search_only"))]
    pub ai_crawlers: Option<RawAiPolicy>,
    /// Which lists have feeds (JSON Feed, RSS and Atom). The board itself always has all three.
    pub feeds: Option<RawFeeds>,
    /// What the search looks into.
    pub search: Option<RawSearch>,
    /// Pictures for links to the board and to its jobs, as social networks and chats show them.
    #[schemars(extend("default" = "auto"))]
    pub social_cards: Option<RawSocialCards>,
    /// Folder below `static/` with font files (`.ttf`, `.otf`) for those pictures; they go before the bundled fonts.
    #[schemars(extend("format" = "static-folder", "examples" = ["fonts"]))]
    pub social_card_fonts: Option<String>,
    /// Which logos pages show: `remote` also those at other hosts, which then learn who reads the board.
    #[schemars(extend("default" = "local"))]
    pub logos: Option<RawLogos>,
    /// Write `llms.txt` and a Markdown twin of every posting.
    #[schemars(extend("default" = true))]
    pub markdown_twins: Option<bool>,
    /// Files for those who take postings elsewhere. All are off until asked for.
    pub hand_offs: Option<RawHandOffs>,
    /// In structured data, put the countries of a region in its place (`EMEA`, `LATAM` …).
    #[schemars(extend("default" = false))]
    pub expand_regions: Option<bool>,
    /// Loss of open postings since the last build, in percent, that stops a build without `--allow-shrink`.
    #[schemars(range(min = 0, max = 100), extend("default" = 30))]
    pub max_shrink_percent: Option<u8>,
    /// Where postings are imported from: `corkboard import --all` brings them up to date.
    pub sources: Option<Vec<RawSource>>,
    /// Anything else, for your own templates: `settings.extra.…`.
    pub extra: Option<BTreeMap<String, serde_json::Value>>,
}

/// Shape of addresses.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawUrlStyle {
    /// `/jobs/x/`, written as `jobs/x/index.html`. Works on every host.
    Pretty,
    /// `/jobs/x`, written as `jobs/x.html`. For hosts that leave `.html` out of addresses.
    Clean,
    /// `/jobs/x.html`. Works on every host, also from a folder on disk.
    Html,
}

/// A built-in list.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawFacet {
    /// `/companies/<slug>/`
    Companies,
    /// `/tags/<slug>/`
    Tags,
    /// `/places/<slug>/`: countries, cities, regions and `remote`
    Places,
    /// `/types/<slug>/`: kinds of employment
    Types,
    /// `/levels/<slug>/`: junior, senior …
    Levels,
    /// `/archive/<YYYY-MM>/`
    Archive,
}

/// What AI crawlers may do.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawAiPolicy {
    /// All may read.
    Allow,
    /// Agents that answer a person's search may read, those that collect training data may not.
    SearchOnly,
    /// None may read.
    Deny,
}

/// A list of the board's own: `/<slug>/<value>/` for every value of a field.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawTaxonomy {
    /// Key of front matter, a known one or one of your own.
    #[schemars(length(min = 1, max = 80), extend("examples" = ["visa"]))]
    pub field: String,
    /// First part of the addresses; made from `field` when left out.
    #[schemars(extend("format" = "taxonomy-slug", "examples" = ["visa-sponsorship"]))]
    pub slug: Option<String>,
    /// Heading of the list; made from `field` when left out.
    #[schemars(length(min = 1, max = 80), extend("examples" = ["Visa sponsorship"]))]
    pub title: Option<String>,
}

/// A link in the header.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawNavigationLink {
    /// Text of the link.
    #[schemars(length(min = 1, max = 60), extend("examples" = ["About"]))]
    pub label: String,
    /// A path of the board that begins with `/`, or a web or mail address.
    #[schemars(extend("format" = "link", "examples" = ["/about/"]))]
    pub href: String,
}

/// Colours of the theme, as `#rrggbb` or `#rgb`.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawColors {
    /// Links and buttons on a light page.
    #[schemars(extend("format" = "color", "examples" = ["#0b57d0"]))]
    pub accent: Option<String>,
    /// Links and buttons on a dark page.
    #[schemars(extend("format" = "color", "examples" = ["#8ab4ff"]))]
    pub accent_dark: Option<String>,
}

/// What a board chooses of its theme beside colours.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawTheme {
    /// Fonts: files below `static/`. Without one the visitor's system chooses, and nothing is fetched.
    pub fonts: Option<RawFonts>,
    /// A picture in the header, in place of the pin.
    pub logo: Option<RawLogo>,
    /// What stands at the top of the front page.
    pub hero: Option<RawHero>,
    /// Space around what is listed.
    #[schemars(extend("default" = "comfortable"))]
    pub density: Option<RawDensity>,
}

/// Fonts of the theme.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawFonts {
    /// Running text and controls.
    #[schemars(extend("format" = "font-file", "examples" = ["/fonts/text.woff2"]))]
    pub text: Option<String>,
    /// The same, bold. Name the same file for a variable font. Without it browsers thicken `text`.
    #[schemars(extend("format" = "font-file", "examples" = ["/fonts/text-bold.woff2"]))]
    pub text_bold: Option<String>,
    /// Headings.
    #[schemars(extend("format" = "font-file", "examples" = ["/fonts/headings.woff2"]))]
    pub headings: Option<String>,
}

/// A picture in the header.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawLogo {
    /// A file below `static/`.
    #[schemars(extend("format" = "image-file", "examples" = ["/logo.svg"]))]
    pub image: String,
    /// The same for dark pages.
    #[schemars(extend("format" = "image-file", "examples" = ["/logo-dark.svg"]))]
    pub image_dark: Option<String>,
    /// Write the name of the board beside it. `false` when the picture says the name.
    #[schemars(extend("default" = true))]
    pub with_title: Option<bool>,
}

/// What stands at the top of the front page.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawHero {
    /// The heading. Without it the description stands there.
    #[schemars(length(min = 1, max = 120), extend("examples" = ["Work that leaves you time to think"]))]
    pub heading: Option<String>,
    /// A sentence or two below it.
    #[schemars(length(min = 1, max = 400), extend("examples" = ["Every job says what it pays."]))]
    pub text: Option<String>,
}

/// Space around what is listed.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawDensity {
    /// Cards with room around them.
    Comfortable,
    /// More jobs on a screen.
    Compact,
}

/// Files for those who take postings elsewhere (docs/guide/hand-offs.md).
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawHandOffs {
    /// Write `indeed.xml`, every eligible posting in full, for Indeed and those who read its format.
    #[schemars(extend("default" = false))]
    pub indeed: Option<bool>,
    /// Write `linkedin.xml`, every eligible posting in full, for LinkedIn.
    #[schemars(extend("default" = false))]
    pub linkedin: Option<bool>,
    /// Write `jobs.csv`, a row for every open posting.
    #[schemars(extend("default" = false))]
    pub csv: Option<bool>,
    /// Write `jobs.parquet`, the same rows with types, for analysts.
    #[schemars(extend("default" = false))]
    pub parquet: Option<bool>,
    /// Write calendars of the days on which postings close.
    #[schemars(extend("default" = "none"))]
    pub deadlines: Option<RawDeadlines>,
    /// Write the page `changes/` and the feed `changes.xml`: what was added, changed and closed in the last month.
    #[schemars(extend("default" = false))]
    pub changes: Option<bool>,
    /// Write `widget.js`, with which other sites show the newest postings, and what it needs.
    #[schemars(extend("default" = false))]
    pub widget: Option<bool>,
    /// Key for IndexNow, 8 to 128 letters, digits and `-`; the file `KEY.txt` that proves it is written.
    #[schemars(extend("format" = "indexnow-key", "examples" = ["c0ffee4e8f5b4a0c9d1e2f3a4b5c6d7e"]))]
    pub indexnow_key: Option<String>,
    /// WebSub hub that all feeds name. `corkboard publish --ping` tells it of changed feeds.
    #[schemars(extend("format" = "hub", "examples" = ["https://pubsubhubbub.appspot.com/"]))]
    pub websub_hub: Option<String>,
}

/// Calendars of deadlines.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawDeadlines {
    /// None.
    None,
    /// `deadlines.ics`: the next thousand deadlines.
    Board,
    /// That, and `jobs/<slug>.ics` for every open posting with a deadline.
    Postings,
}

/// What the search looks into, beside titles, employers, tags and places.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawSearch {
    /// Whether the text of postings is searched too. It makes the index some ten times larger.
    #[schemars(extend("default" = "auto"))]
    pub body: Option<RawBodySearch>,
}

/// Whether the text of postings is searched.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawBodySearch {
    /// On boards of up to 20,000 open postings.
    Auto,
    /// On every board.
    On,
    /// On none.
    Off,
}

/// Which pages have a picture.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawSocialCards {
    /// The board, and every open posting of boards with up to 1,000 of them.
    Auto,
    /// The board and every open posting.
    On,
    /// None.
    Off,
}

/// Which logos pages show.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawLogos {
    /// Those that are files of the board.
    Local,
    /// Also those at other hosts.
    Remote,
}

/// Which lists have feeds.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub(super) struct RawFeeds {
    /// Feeds for every company.
    #[schemars(extend("default" = true))]
    pub companies: Option<bool>,
    /// Feeds for every tag.
    #[schemars(extend("default" = true))]
    pub tags: Option<bool>,
    /// Feeds for every place.
    #[schemars(extend("default" = true))]
    pub places: Option<bool>,
    /// What these feeds tell of a posting. The board's own feeds always hold the full text.
    #[schemars(extend("default" = "summary"))]
    pub text: Option<RawFeedText>,
}

/// What an item of a feed holds.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum RawFeedText {
    /// Summary and facts; readers follow the link to the text.
    Summary,
    /// The full text too. A posting is on some ten lists, so this makes most of a site's size.
    Full,
}

/// A source of postings.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RawSource {
    /// Name of the source, of which its folder and its memory are named.
    #[schemars(length(min = 1, max = 60), extend("format" = "source-name", "examples" = ["acme"]))]
    pub name: String,
    /// Its format: a word of `corkboard import --help`.
    #[schemars(length(min = 1, max = 40), extend("examples" = ["greenhouse"]))]
    pub format: String,
    /// A file, relative to the board, or an address, which is read with `--fetch` only.
    #[schemars(length(min = 1, max = 2000), extend("examples" = ["imports/acme.json"]))]
    pub from: String,
    /// The employer, where the source names none.
    #[schemars(length(min = 1, max = 120), extend("examples" = ["Acme Bread"]))]
    pub company: Option<String>,
    /// The employer's web site.
    #[schemars(extend("format" = "web-or-mail", "examples" = ["https://acme.example/"]))]
    pub company_url: Option<String>,
    /// The address of the source, where `from` is a file and the format makes links of it.
    #[schemars(extend("format" = "web-or-mail", "examples" = ["https://acme.jobs.personio.de/xml"]))]
    pub address: Option<String>,
    /// Folder of its postings below `content/`; `jobs/` and the name when left out.
    #[schemars(length(min = 1, max = 200), extend("format" = "inner-folder", "examples" = ["jobs/acme"]))]
    pub folder: Option<String>,
    /// Which column of a table holds which key of front matter: `title: Job Title`.
    pub columns: Option<BTreeMap<String, serde_json::Value>>,
    /// Whether a posting that is missing in the source is closed. Left out, the format decides: feeds hold only the newest.
    #[schemars(extend("examples" = [true]))]
    pub complete: Option<bool>,
}
