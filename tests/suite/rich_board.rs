//! A board with everything switched on, of which every part can be turned by a dial: what `edits_rich` edits.

use std::collections::BTreeMap;

use corkboard::model::{
    AiPolicy, BodySearch, Country, Deadlines, Density, FacetKind, FeedText, Language, Logo, Logos, NavigationLink,
    Rates, Settings, SiteUrl, Slug, SocialCards, Taxonomy, UrlStyle, WebUrl,
};
use corkboard::render::Templates;

/// What the dials of a posting turn, and the lines that each position of one writes into its front matter.
pub const DIALS: [(&str, &[&str]); 21] = [
    ("title", &["Baker", "Cook", "Baker (m/w/d)", "Baker (f/m/x)", "Öl & <Brot>", "Senior baker in Vienna", "Koch"]),
    ("company", &["Works", "Works GmbH", "WORKS", "Öl & Co", "Page", "Fern", "", "Anna"]),
    (
        "tags",
        &["[C++, rust]", "[c plus plus]", "[Rust, page]", "[C#, Europe]", "", "[bread, Bread]", "[Vienna, senior]"],
    ),
    (
        "location",
        &[
            "Vienna, Austria",
            "Remote",
            "Remote, Germany",
            "Portland, OR",
            "Portland, ME",
            "Georgia",
            "Tbilisi, Georgia",
            "Europe",
            "",
            "Berlin, Germany",
            "Remote (Worldwide)",
            "Hybrid, Paris, France",
            "Singapore",
        ],
    ),
    ("salary", &["€50,000 - €60,000 a year", "$30 an hour", "CHF 8000 per month", "to be agreed", "", "£40k", "45000"]),
    ("date_posted", &["2026-11-01", "2026-11-20", "2026-10-31", "2026-10", "2026-09-15", "", "2026-11-23", "2026-11"]),
    ("valid_through", &["", "2026-11-22", "2026-11-20", "2026-12-24", "2026-11-21", "2026-11-24"]),
    ("status", &["open", "closed", "", "open"]),
    ("language", &["", "en", "de", "ar", "zh"]),
    ("featured", &["", "true", "2026-11-22", "7", "false"]),
    ("apply", &["jobs@works.example", "https://works.example/apply", "", "https://works.example/{which}"]),
    ("crew", &["", "red", "Blue", "blue", "[red, green]", "page"]),
    ("category", &["", "Kitchen", "Office"]),
    ("seniority", &["", "senior", "junior", "lead"]),
    ("employment_type", &["", "full time", "[part time, contract]", "intern"]),
    ("company_url", &["", "https://works.example/", "https://other.example/", "http://fern.example/a?b"]),
    ("company_logo", &["", "/logos/works.svg", "https://logos.example/a.png", "/logos/none.png", "/brand.svg"]),
    ("aliases", &["", "[/old/{which}]", "[/old/all]", "[/tags/rust/]", "[/jobs/sort-of-job-seven]"]),
    ("id", &["", "A-{which}", "B-1"]),
    ("slug", &["", "wanted-by-many", "wanted-{which}"]),
    ("date_updated", &["", "2026-11-21", "2026-11-10", "2026-12-01"]),
];

/// Bodies; postings with the same one may be the same job.
const BODIES: [&str; 6] = [
    "Come and bake with us.",
    "Wir suchen eine Kollegin und bieten ihr die beste Arbeit. [Über uns](/about/)",
    "# Baker\n\nKnead **dough**, read <b>books</b> and [write](https://a.example/).\n\n- one\n- two",
    "",
    "نبحث عن خباز في المدينة",
    "Electricity, forestry, gardening and logistics, pottery and welding, 5 days for €50,000.",
];

/// The positions of a posting's dials; the last is its body's.
pub type Dials = [u8; DIALS.len() + 1];

/// Where a posting lies, by its number.
pub fn path(which: u8) -> String {
    const NAMES: [&str; 10] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    match which {
        // Names that say nothing: their address hangs on title and company.
        8.. => format!("content/jobs/{which}.md"),
        _ => format!("content/jobs/sort-of-job-{}.md", NAMES[usize::from(which)]),
    }
}

fn line(name: &str, values: &[&str], position: u8, which: u8) -> String {
    match values[usize::from(position) % values.len()] {
        "" => String::new(),
        value => format!("{name}: {}\n", value.replace("{which}", &which.to_string())),
    }
}

/// The text of a posting.
pub fn posting(which: u8, dials: &Dials) -> String {
    let fields: String = DIALS.iter().zip(dials).map(|((name, values), at)| line(name, values, *at, which)).collect();
    format!("---\n{fields}---\n\n{}\n", BODIES[usize::from(dials[DIALS.len()]) % BODIES.len()])
}

/// A posting that begins somewhere on the dials.
pub fn dials(seed: u8) -> Dials {
    let mut dials = [0; DIALS.len() + 1];
    let mut state = u32::from(seed).wrapping_mul(2_654_435_761).wrapping_add(97);
    for dial in &mut dials {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *dial = (state >> 24) as u8;
    }
    // Every other one has nothing that is seldom.
    if seed.is_multiple_of(2) {
        dials[7] = 0;
        dials[16..21].fill(0);
    }
    dials
}

/// Files beside the postings, each with the texts that it may have; empty = there is none.
pub const FILES: [(&str, &[&str]); 26] = [
    (
        "content/companies/works.md",
        &[
            "---\nname: Works\nurl: https://works.example/\nlogo: /logos/works.svg\n---\n\nAbout us.\n",
            "---\nname: Works\nindustry: Bread\nsize: 12\n---\n\nAbout us.\n",
            "---\nname: The Works\naliases: [Works, Anna]\nlocation: Vienna\n---\n\nWe are old.\n",
            "",
        ],
    ),
    ("content/companies/fern.md", &["", "---\nslug: works\nurl: http://fern.example/a?b\n---\n", "# Fern\n\nGreen.\n"]),
    ("content/companies/quiet.md", &["", "---\nslug: anna\n---\n\nNobody works here.\n"]),
    ("content/pages/about.md", &["# About\n\nUs.\n", "# About us\n\nUs.\n", "---\nnav: 1\n---\n# About\n\nUs.\n", ""]),
    ("content/pages/who-we-are.md", &["", "---\nslug: us\n---\n\nUs.\n", "---\nslug: us\nnav: 2\n---\n\nUs.\n"]),
    ("content/pages/what-we-are.md", &["", "---\nslug: them\n---\n\nUs.\n"]),
    ("content/pages/search.md", &["", "", "# Search\n\nAsk.\n", "---\nnav: 3\n---\n# Search\n\nAsk.\n"]),
    ("content/pages/changes.md", &["", "# Changes\n\nAsk.\n"]),
    ("content/pages/salaries.md", &["", "# Salaries\n\nAsk.\n", "---\nnav: 0\n---\n# Pay\n\nAsk.\n"]),
    ("content/pages/post-a-job.md", &["", "# Post\n\nAsk.\n", "---\nnav: 4\n---\n# Post\n\nAsk.\n"]),
    ("content/jobs/sort-of-job-two.yaml", &["", "salary: 70000 EUR a year\n", "tags: [side, car]\n"]),
    (
        "content/jobs/list-of-many.yaml",
        &[
            "",
            "- title: Potter\n  company: Fern\n  description: Turn clay.\n- title: Welder\n  company: Works\n  description: Weld.\n",
            "- title: Welder\n  company: Works\n  description: Weld iron.\n  location: Remote\n",
        ],
    ),
    ("static/logos/works.svg", &["<svg/>", "<svg></svg>", ""]),
    ("static/logos/fern.svg", &["", "<svg/>"]),
    ("static/logos/anna.png", &["", "no picture"]),
    ("static/brand.svg", &["<svg/>", "<svg></svg>", ""]),
    ("static/brand-dark.svg", &["", "<svg/>", "<svg></svg>"]),
    ("static/board.css", &["", "p{}", "b{}"]),
    ("static/extra.js", &["", "1", "2"]),
    ("static/notes.txt", &["", "1", "2"]),
    ("static/finder/notes.json", &["", "1", "2"]),
    ("static/finder/view.js", &["", "export default 1", "export default 2"]),
    ("static/social-card.png", &["", "1", "2"]),
    ("static/icon-512.png", &["", "1", "2"]),
    ("templates/strings/en.toml", &["", "[remote]\nremote = \"Home\"\n", "[text]\nsearch = \"Look\"\n"]),
    ("templates/strings/de.toml", &["", "[remote]\nremote = \"Daheim\"\n", "[text]\nsearch = \"Finde\"\n"]),
];

/// A template of a board's own, by its name: the theme's with something more; every third time it is taken away.
pub fn template(which: u8, position: u8) -> (String, String) {
    let (theme, _) = Templates::new(&[]);
    let names: Vec<&str> = theme.list().map(|(name, _)| name).filter(|name| name.ends_with(".html")).collect();
    let name = names[usize::from(which) % names.len()];
    let text = theme.text(name).unwrap();
    let more = format!("<!-- {position} -->");
    let text = match text.split_once("{% block main %}") {
        _ if position.is_multiple_of(3) => String::new(),
        Some((before, after)) => format!("{before}{{% block main %}}{more}{after}"),
        None => format!("{text}{more}"),
    };
    (name.to_owned(), text)
}

/// The settings of the board at the beginning.
pub fn settings(settings: &mut Settings) {
    settings.page_size = 2;
    settings.feed_size = 2;
    settings.feeds.companies = true;
    settings.feeds.tags = true;
    settings.feeds.places = true;
    for setting in [10, 11, 12, 13, 14, 15, 16] {
        set(settings, setting, 1);
    }
    settings.taxonomies = taxonomies(1);
}

fn taxonomies(position: usize) -> Vec<Taxonomy> {
    let own = |field: &str, title: &str| {
        let (slug, title) = (Slug::of_any(title), title.to_owned());
        Taxonomy { field: field.to_owned(), slug, title }
    };
    [vec![], vec![own("crew", "Crews")], vec![own("category", "Fields"), own("crew", "Crews")]][position % 3].clone()
}

/// Number of settings that `set` knows.
pub const SETTINGS: u8 = 38;

/// Turns one setting.
pub fn set(settings: &mut Settings, which: u8, to: u8) {
    let (at, is_on) = (usize::from(to), to % 2 == 1);
    let language = |tags: &[&str]| Language::from_tag(tags[at % tags.len()]).unwrap();
    let text = |texts: &[&str]| Some(texts[at % texts.len()].to_owned()).filter(|text| !text.is_empty());
    match which % SETTINGS {
        0 => settings.title = ["Job board", "Öl & <Brot>", ""][at % 2].to_owned(),
        1 => settings.description = ["Open positions", "Jobs here"][at % 2].to_owned(),
        2 => settings.base_url = SiteUrl::parse(["https://board.example/", "https://b.example/jobs/"][at % 2]).unwrap(),
        3 => settings.language = language(&["en", "de", "ar", "nl", "en-US", "zh"]),
        4 => settings.default_country = text(&["", "AT", "US"]).and_then(|code| Country::from_code(&code)),
        5 => settings.default_currency = [None, Some(*b"EUR"), Some(*b"USD")][at % 3],
        6 => settings.pay_currency = [None, Some(*b"EUR"), Some(*b"USD")][at % 3],
        7 => settings.time_zone = ["UTC", "Asia/Tokyo", "America/New_York"][at % 3].to_owned(),
        8 => settings.max_age_days = [None, Some(20), Some(60)][at % 3],
        9 => settings.page_size = u32::from(to % 3) + 1,
        10 => settings.hand_offs.changes = is_on,
        11 => settings.hand_offs.widget = is_on,
        12 => settings.hand_offs.indeed = is_on,
        13 => settings.hand_offs.linkedin = is_on,
        14 => settings.hand_offs.csv = is_on,
        15 => settings.hand_offs.parquet = is_on,
        16 => settings.hand_offs.deadlines = [Deadlines::None, Deadlines::Postings, Deadlines::Board][at % 3],
        17 => settings.hand_offs.indexnow_key = text(&["", "0123456789abcdef", "fedcba9876543210"]),
        18 => settings.hand_offs.websub_hub = text(&["", "https://hub.example/"]).and_then(|url| WebUrl::parse(&url)),
        19 => settings.feed_size = u32::from(to % 4) + 1,
        20 => settings.url_style = [UrlStyle::Pretty, UrlStyle::Clean, UrlStyle::Html][at % 3],
        21 => settings.facets = FacetKind::ALL.into_iter().filter(|kind| to >> (*kind as u8) & 1 == 0).collect(),
        22 => settings.taxonomies = taxonomies(at),
        23 => settings.navigation = navigation(is_on),
        24 => settings.colors.accent = text(&["", "#ffd400", "#123456"]),
        25 => settings.look.logo = logo(at),
        26 => settings.look.density = if is_on { Density::Compact } else { Density::Comfortable },
        27 => settings.look.hero.heading = text(&["", "Find work"]),
        28 => settings.report_url = text(&["", "mailto:a@b.example", "https://a.example/?u={url}"]),
        29 => settings.ai_crawlers = [AiPolicy::Allow, AiPolicy::SearchOnly, AiPolicy::Deny][at % 3],
        30 => {
            (settings.feeds.companies, settings.feeds.tags, settings.feeds.places) = (is_on, to & 2 == 0, to & 4 == 0)
        }
        31 => settings.feeds.text = if is_on { FeedText::Full } else { FeedText::Summary },
        32 => settings.markdown_twins = is_on,
        33 => settings.expand_regions = is_on,
        34 => settings.search.body = [BodySearch::Auto, BodySearch::On, BodySearch::Off][at % 3],
        // Without optimisation pictures cost most of a build.
        35 => settings.social_cards = if to > 230 { SocialCards::On } else { SocialCards::Off },
        36 => settings.logos = if is_on { Logos::Remote } else { Logos::Local },
        _ => settings.extra = BTreeMap::from([("own".to_owned(), to.into())]),
    }
}

fn navigation(is_on: bool) -> Vec<NavigationLink> {
    let link = NavigationLink { label: "Home".to_owned(), href: "/about/".to_owned() };
    is_on.then_some(link).into_iter().collect()
}

fn logo(position: usize) -> Option<Logo> {
    let logo = |dark: Option<&str>| Logo {
        image: "brand.svg".to_owned(),
        image_dark: dark.map(str::to_owned),
        with_title: true,
    };
    [None, Some(logo(None)), Some(logo(Some("brand-dark.svg")))][position % 3].clone()
}

/// Exchange rates, or none.
pub fn rates(position: u8) -> Option<Rates> {
    let rates = |dollar: f64| BTreeMap::from([(*b"USD", dollar), (*b"CHF", 0.95), (*b"GBP", 0.85)]);
    let of = |day: &str, dollar| Rates { date: day.parse().unwrap(), base: *b"EUR", rates: rates(dollar) };
    [None, Some(of("2026-11-20", 1.1)), Some(of("2026-11-20", 1.3)), Some(of("2026-11-21", 1.1))]
        [usize::from(position) % 4]
        .clone()
}
