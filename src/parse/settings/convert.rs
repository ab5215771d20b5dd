//! Settings as written to settings as meant: what is left out gets its default.

use super::raw::{
    RawAiPolicy, RawBodySearch, RawColors, RawDeadlines, RawDensity, RawFacet, RawFeedText, RawFeeds, RawFonts,
    RawHandOffs, RawHero, RawLogo, RawLogos, RawNavigationLink, RawSearch, RawSettings, RawSocialCards, RawSource,
    RawTaxonomy, RawTheme, RawUrlStyle,
};
use crate::model::{
    AiPolicy, BodySearch, Colors, Country, Deadlines, Density, FacetKind, FeedText, Feeds, Fonts, HandOffs, Hero,
    ImportSource, Language, Logo, Logos, Look, NavigationLink, Search, Settings, SiteUrl, Slug, SocialCards, Taxonomy,
    UrlStyle, WebUrl,
};

/// The settings of a board from those that are written down and have been checked.
#[expect(clippy::too_many_lines, reason = "two lines for each setting and nothing else")]
pub(super) fn settings(raw: RawSettings) -> Settings {
    let RawSettings {
        title,
        description,
        base_url,
        language,
        default_country,
        default_currency,
        pay_currency,
        time_zone,
        max_age_days,
        page_size,
        feed_size,
        url_style,
        facets,
        taxonomies,
        navigation,
        colors,
        theme,
        post_a_job_url,
        report_url,
        ai_crawlers,
        feeds,
        search,
        social_cards,
        social_card_fonts,
        logos,
        markdown_twins,
        hand_offs,
        expand_regions,
        max_shrink_percent,
        sources: _,
        extra,
    } = raw;
    let usual = Settings::default();
    Settings {
        title: title.unwrap_or(usual.title),
        description: description.unwrap_or(usual.description),
        base_url: base_url.and_then(|text| SiteUrl::parse(&text)).unwrap_or(usual.base_url),
        language: language.and_then(|text| Language::from_tag(&text)).unwrap_or(usual.language),
        default_country: default_country.and_then(|text| Country::from_code(&text)),
        default_currency: default_currency.and_then(|text| text.as_bytes().try_into().ok()),
        pay_currency: pay_currency.and_then(|text| text.as_bytes().try_into().ok()),
        time_zone: time_zone.unwrap_or(usual.time_zone),
        max_age_days,
        page_size: page_size.unwrap_or(usual.page_size),
        feed_size: feed_size.unwrap_or(usual.feed_size),
        url_style: url_style.map_or(usual.url_style, style),
        facets: facets.map_or(usual.facets, |kinds| kinds.into_iter().map(facet).collect()),
        taxonomies: taxonomies.unwrap_or_default().into_iter().filter_map(taxonomy).collect(),
        navigation: navigation.unwrap_or_default().into_iter().map(link).collect(),
        colors: colors.map_or(usual.colors, theme_colors),
        look: theme.map_or(usual.look, look),
        post_a_job_url: post_a_job_url.and_then(|text| WebUrl::parse(&text)),
        report_url,
        ai_crawlers: ai_crawlers.map_or(usual.ai_crawlers, policy),
        feeds: feeds.map_or(usual.feeds, |raw| list_feeds(raw, usual.feeds)),
        search: search.map_or(usual.search, search_settings),
        social_cards: social_cards.map_or(usual.social_cards, cards),
        social_card_fonts: social_card_fonts.map(|folder| folder.trim_matches('/').to_owned()),
        logos: logos.map_or(usual.logos, shown_logos),
        markdown_twins: markdown_twins.unwrap_or(usual.markdown_twins),
        hand_offs: hand_offs.map(for_others).unwrap_or_default(),
        expand_regions: expand_regions.unwrap_or(usual.expand_regions),
        max_shrink_percent: max_shrink_percent.unwrap_or(usual.max_shrink_percent),
        extra: extra.unwrap_or_default(),
    }
}

/// The sources of a board.
pub(super) fn sources(raw: RawSettings) -> Vec<ImportSource> {
    raw.sources.unwrap_or_default().into_iter().map(source).collect()
}

fn source(raw: RawSource) -> ImportSource {
    let RawSource { name, format, from, company, company_url, address, folder, columns, complete } = raw;
    let text = |value: serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    ImportSource {
        folder: folder.unwrap_or_else(|| format!("jobs/{name}")),
        columns: columns.unwrap_or_default().into_iter().map(|(key, column)| (key, text(column))).collect(),
        name,
        format,
        from,
        company,
        company_url,
        address,
        is_whole: complete,
    }
}

fn style(raw: RawUrlStyle) -> UrlStyle {
    match raw {
        RawUrlStyle::Pretty => UrlStyle::Pretty,
        RawUrlStyle::Clean => UrlStyle::Clean,
        RawUrlStyle::Html => UrlStyle::Html,
    }
}

fn facet(raw: RawFacet) -> FacetKind {
    match raw {
        RawFacet::Companies => FacetKind::Companies,
        RawFacet::Tags => FacetKind::Tags,
        RawFacet::Places => FacetKind::Places,
        RawFacet::Types => FacetKind::Types,
        RawFacet::Levels => FacetKind::Levels,
        RawFacet::Archive => FacetKind::Archive,
    }
}

fn taxonomy(raw: RawTaxonomy) -> Option<Taxonomy> {
    let RawTaxonomy { field, slug, title } = raw;
    let words = field.replace(['_', '-'], " ");
    let mut letters = words.chars();
    let heading = letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    let slug = slug.and_then(|text| Slug::of(&text)).or_else(|| Slug::of(&field))?;
    Some(Taxonomy { slug, title: title.unwrap_or(heading), field })
}

fn link(raw: RawNavigationLink) -> NavigationLink {
    let RawNavigationLink { label, href } = raw;
    NavigationLink { label, href }
}

fn look(raw: RawTheme) -> Look {
    let RawTheme { fonts, logo, hero, density } = raw;
    Look {
        fonts: fonts.map(theme_fonts).unwrap_or_default(),
        logo: logo.map(header_logo),
        hero: hero.map(|RawHero { heading, text }| Hero { heading, text }).unwrap_or_default(),
        density: match density {
            None | Some(RawDensity::Comfortable) => Density::Comfortable,
            Some(RawDensity::Compact) => Density::Compact,
        },
    }
}

fn theme_fonts(raw: RawFonts) -> Fonts {
    let RawFonts { text, text_bold, headings } = raw;
    let [text, text_bold, headings] = [text, text_bold, headings].map(|path| path.map(|path| inner(&path)));
    Fonts { text, text_bold, headings }
}

fn header_logo(raw: RawLogo) -> Logo {
    let RawLogo { image, image_dark, with_title } = raw;
    Logo {
        image: inner(&image),
        image_dark: image_dark.map(|path| inner(&path)),
        with_title: with_title.unwrap_or(true),
    }
}

/// The path of a static file below the output folder.
fn inner(path: &str) -> String {
    path.trim_start_matches('/').to_owned()
}

fn theme_colors(raw: RawColors) -> Colors {
    let RawColors { accent, accent_dark } = raw;
    Colors { accent: accent.map(|text| six_digits(&text)), accent_dark: accent_dark.map(|text| six_digits(&text)) }
}

/// `#abc` is `#aabbcc`.
fn six_digits(color: &str) -> String {
    let lower = color.to_lowercase();
    match lower.strip_prefix('#') {
        Some(digits) if digits.len() == 3 => {
            digits.chars().fold("#".to_owned(), |text, digit| text + &format!("{digit}{digit}"))
        }
        _ => lower,
    }
}

fn policy(raw: RawAiPolicy) -> AiPolicy {
    match raw {
        RawAiPolicy::Allow => AiPolicy::Allow,
        RawAiPolicy::SearchOnly => AiPolicy::SearchOnly,
        RawAiPolicy::Deny => AiPolicy::Deny,
    }
}

fn cards(raw: RawSocialCards) -> SocialCards {
    match raw {
        RawSocialCards::Auto => SocialCards::Auto,
        RawSocialCards::On => SocialCards::On,
        RawSocialCards::Off => SocialCards::Off,
    }
}

fn shown_logos(raw: RawLogos) -> Logos {
    match raw {
        RawLogos::Local => Logos::Local,
        RawLogos::Remote => Logos::Remote,
    }
}

fn search_settings(raw: RawSearch) -> Search {
    let RawSearch { body } = raw;
    Search {
        body: body.map_or(BodySearch::default(), |body| match body {
            RawBodySearch::Auto => BodySearch::Auto,
            RawBodySearch::On => BodySearch::On,
            RawBodySearch::Off => BodySearch::Off,
        }),
    }
}

fn list_feeds(raw: RawFeeds, usual: Feeds) -> Feeds {
    let RawFeeds { companies, tags, places, text } = raw;
    Feeds {
        companies: companies.unwrap_or(usual.companies),
        tags: tags.unwrap_or(usual.tags),
        places: places.unwrap_or(usual.places),
        text: match text {
            Some(RawFeedText::Full) => FeedText::Full,
            Some(RawFeedText::Summary) => FeedText::Summary,
            None => usual.text,
        },
    }
}

fn for_others(raw: RawHandOffs) -> HandOffs {
    let RawHandOffs { indeed, linkedin, csv, parquet, deadlines, changes, widget, indexnow_key, websub_hub } = raw;
    HandOffs {
        indeed: indeed.unwrap_or_default(),
        linkedin: linkedin.unwrap_or_default(),
        csv: csv.unwrap_or_default(),
        parquet: parquet.unwrap_or_default(),
        deadlines: match deadlines {
            None | Some(RawDeadlines::None) => Deadlines::None,
            Some(RawDeadlines::Board) => Deadlines::Board,
            Some(RawDeadlines::Postings) => Deadlines::Postings,
        },
        changes: changes.unwrap_or_default(),
        widget: widget.unwrap_or_default(),
        indexnow_key,
        websub_hub: websub_hub.and_then(|text| WebUrl::parse(&text)),
    }
}
