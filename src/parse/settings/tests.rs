//! Settings as authors write them, right and wrong.

use super::{read, schema};
use crate::model::{AiPolicy, Density, FacetKind, FeedText, Settings, UrlStyle};

/// The diagnostics of a `board.yaml`, one line each.
fn mistakes(text: &str) -> Vec<String> {
    let (_, diagnostics) = read("board.yaml", text.as_bytes());
    diagnostics
        .iter()
        .map(|d| {
            let help = d.help.as_deref().map(|help| format!(" ({help})")).unwrap_or_default();
            format!("{}:{} {} {}{help}", d.location.line, d.location.column, d.code.id(), d.message)
        })
        .collect()
}

fn settings(text: &str) -> Settings {
    let (settings, diagnostics) = read("board.yaml", text.as_bytes());
    assert_eq!(diagnostics, [], "{text}");
    settings
}

#[test]
fn an_empty_file_means_the_defaults() {
    for text in ["", "# nothing yet\n", "title:\n", "\u{feff}"] {
        assert_eq!(settings(text), Settings::default());
    }
}

#[test]
fn every_key_reaches_the_settings() {
    let settings = settings(
        "title: 1984\ndescription: Jobs\nbase_url: https://a.example/jobs\nlanguage: pt_br\ndefault_country: NO\n\
         default_currency: NOK\ntime_zone: Europe/Oslo\nmax_age_days: 60\npage_size: 10\nfeed_size: 20\n\
         url_style: clean\nfacets: [tags, companies]\ntaxonomies:\n  - field: work_team\n  - {field: x, slug: xs, title: Xs}\n\
         navigation:\n  - {label: About, href: /about/}\ncolors: {accent: '#A14'}\n\
         theme: {density: compact, logo: {image: /l.svg, with_title: false}, hero: {text: T}, fonts: {text: fonts/a.woff2}}\n\
         post_a_job_url: mailto:a@b.example\nreport_url: https://b.example/?u={url}\nai_crawlers: deny\n\
         feeds: {tags: false, text: full}\nmarkdown_twins: false\nexpand_regions: true\nmax_shrink_percent: 0\n\
         extra: {a: [1, x, null]}\n",
    );
    assert_eq!(settings.title, "1984");
    assert_eq!(settings.base_url.as_str(), "https://a.example/jobs/");
    assert_eq!(settings.language.tag(), "pt-BR");
    assert_eq!(settings.default_country.map(|country| country.code().to_owned()), Some("NO".to_owned()));
    assert_eq!(settings.default_currency, Some(*b"NOK"));
    assert_eq!(settings.url_style, UrlStyle::Clean);
    assert_eq!(settings.facets, [FacetKind::Tags, FacetKind::Companies]);
    assert_eq!(settings.taxonomies[0].slug.as_str(), "work-team");
    assert_eq!(settings.taxonomies[0].title, "Work team");
    assert_eq!(settings.taxonomies[1].title, "Xs");
    assert_eq!(settings.navigation[0].href, "/about/");
    assert_eq!(settings.colors.accent.as_deref(), Some("#aa1144"));
    let files = [("theme.fonts.text", "fonts/a.woff2"), ("theme.logo.image", "l.svg")];
    assert_eq!(settings.look.files(), files);
    assert_eq!((settings.look.density, settings.look.hero.text.as_deref()), (Density::Compact, Some("T")));
    assert_eq!(settings.ai_crawlers, AiPolicy::Deny);
    assert!(!settings.feeds.tags && settings.feeds.companies);
    assert_eq!(settings.feeds.text, FeedText::Full);
    assert_eq!(settings.extra["a"], serde_json::json!([1, "x", null]));
}

#[test]
fn all_mistakes_are_told_at_once_and_each_at_its_place() {
    assert_eq!(
        mistakes(
            "titel: x\npageSize: 3\npage_size: many\nbase_url: example.org\nurl_style: prety\nmarkdown_twins: yes\n\
             facets: [tags, tags, colour]\ncolors:\n  accent: red\n  akzent: '#fff'\nnavigation:\n  - label: A\n\
             default_country: de\ndefault_currency: euro\ntime_zone: Europe/Berln\npage_size: 4\nfeed_size: 0\n\
             taxonomies: {field: x}\n"
        ),
        [
            "1:1 CB071 there is no setting `titel` (did you mean `title`?)",
            "2:1 CB071 there is no setting `pageSize` (did you mean `page_size`?)",
            "3:12 CB072 `page_size` is `many`, but must be a whole number from 1 to 500",
            "4:11 CB072 `base_url` is `example.org`, which is not a full web address (write `https://example.org`)",
            "5:12 CB072 `url_style` is `prety`, but must be `pretty`, `clean` or `html` (did you mean `pretty`?)",
            "6:17 CB072 `markdown_twins` is `yes`, but must be `true` or `false` (write `true`)",
            "7:16 CB072 `tags` is twice in `facets`",
            "7:22 CB072 `facets` is `colour`, but must be `companies`, `tags`, `places`, `types`, `levels` or `archive`",
            "9:11 CB072 `colors.accent` is `red`, which is not a colour (write `#` and six hexadecimal digits, for example `#0b57d0`, between quotes)",
            "10:3 CB071 there is no setting `colors.akzent` (known here: `accent`, `accent_dark`)",
            "12:5 CB072 an entry of `navigation` lacks `href` (add `href: …`)",
            "13:18 CB072 `default_country` is `de`, which is not a country of ISO 3166-1 (write `DE`)",
            "14:19 CB072 `default_currency` is `euro`, which is not a currency of ISO 4217 (write three letters, for example `EUR`)",
            "15:12 CB072 `time_zone` is `Europe/Berln`, which is not a time zone (did you mean `Europe/Berlin`?)",
            "16:1 CB072 `page_size` is given twice (keep one of the two)",
            "17:12 CB072 `feed_size` is `0`, but must be a whole number from 1 to 1000",
            "18:13 CB072 `taxonomies` must be a list, not a group of keys (write each item on a line of its own that begins with `- `)",
        ]
    );
}

#[test]
fn every_list_needs_an_address_of_its_own() {
    assert_eq!(
        mistakes(
            "taxonomies:\n  - field: tags\n  - {field: visa, slug: jobs}\n  - field: Shift\n  - {field: x, slug: shift}\n"
        ),
        [
            "2:12 CB072 the board makes `/tags/` itself (give this list another address, for example `slug: by-tags`)",
            "3:25 CB072 `taxonomies.slug` is `jobs`, a folder that the board fills itself (write for example `by-jobs`)",
            "5:22 CB072 two lists have the address `/shift/` (give one of them another `slug`)",
        ]
    );
}

#[test]
fn text_that_is_not_yaml_is_told_at_its_place() {
    let found = mistakes("title: a\ndescription: Jobs: all\n");
    assert!(found[0].starts_with("2:18 CB070 mapping values are not allowed in this context"), "{found:?}");
    assert!(mistakes("- a\n")[0].starts_with("1:1 CB070 `board.yaml` is a list, not keys"));
    let (_, diagnostics) = read("board.yaml", b"title: J\xf6bs\n");
    assert_eq!((diagnostics[0].location.line, diagnostics[0].location.column), (1, 9));
}

#[test]
fn whatever_the_check_lets_through_fits_the_types() {
    let whole = std::iter::once(String::from("{")).chain(examples(&schema())).collect::<Vec<_>>().join("\n") + "}";
    let (settings, diagnostics) = read("board.yaml", whole.as_bytes());
    assert_eq!(diagnostics, [], "{whole}");
    assert_eq!(settings.title, "Rust jobs in Europe");
    assert_eq!(settings.navigation[0].label, "About");
}

/// A YAML flow entry for every key of the schema, from its own example or default.
fn examples(schema: &serde_json::Value) -> Vec<String> {
    let of = |(key, property): (&String, &serde_json::Value)| format!("{key}: {},", example(property));
    schema["properties"].as_object().unwrap().iter().map(of).collect()
}

fn example(property: &serde_json::Value) -> String {
    let given = property["examples"].get(0).or_else(|| property.get("default"));
    match (given, property["type"].as_str()) {
        (Some(value), _) => value.to_string(),
        (None, Some("array")) => format!("[{}]", example(&property["items"])),
        (None, Some("object")) if property.get("properties").is_some() => {
            format!("{{{}}}", examples(property).concat())
        }
        _ => "{}".to_owned(),
    }
}

#[test]
fn files_of_the_theme_lie_below_static_and_are_of_a_kind_that_is_shown() {
    let told = mistakes(
        "theme:\n  logo: {image: https://cdn.example/l.svg}\n  fonts:\n    text: static/a.woff2\n    headings: /a.doc\n    text_bold: '/a b.ttf'\n",
    );
    assert_eq!(
        told,
        [
            "2:17 CB072 `theme.logo.image` is `https://cdn.example/l.svg`, which lies elsewhere (put the file into `static/` and write for example `/logo.svg`)",
            "4:11 CB072 `theme.fonts.text` is `static/a.woff2`, which says `static` twice (write `/a.woff2`: it is looked for below `static/`)",
            "5:15 CB072 `theme.fonts.headings` is `/a.doc`, which is of no kind that browsers show here (use a file that ends in `woff2`, `woff`, `ttf` or `otf`)",
            "6:16 CB072 `theme.fonts.text_bold` is `/a b.ttf`, which is not a path of letters, digits, `.`, `_` and `-` (write for example `/fonts/text.woff2`)",
        ]
    );
}

#[test]
fn a_colour_that_cannot_be_read_is_told_and_kept() {
    let (settings, told) = super::read("board.yaml", b"colors: {accent: '#ffd400', accent_dark: '#ffd400'}\n");
    assert_eq!(settings.colors.accent.as_deref(), Some("#ffd400"));
    let told: Vec<&str> = told.iter().map(|told| told.message.as_str()).collect();
    assert_eq!(told, ["text in `#ffd400` on a light page has a contrast of 1.1, but 4.5 is needed to read it"]);
}

#[test]
fn a_file_of_unknown_settings_is_read_in_linear_time() {
    let text: String = (0..40_000).map(|number| format!("own{number}: 1\n")).collect();
    assert_eq!(super::read("board.yaml", text.as_bytes()).1.len(), 500);
}
