//! Texts of a certain form: what the schema's `format` words mean.

use super::codes::{COUNTRIES, CURRENCIES};
use crate::diagnostic::nearest;
use crate::model::{Language, SiteUrl, Slug, WebUrl};

/// Why a text does not have its form. The message goes on after "`key` is `text`, ".
pub(super) struct FormatMistake {
    pub message: String,
    pub help: String,
}

/// Folders that the board fills itself.
pub(super) const TAKEN: [&str; 14] = [
    "jobs",
    "companies",
    "tags",
    "places",
    "types",
    "levels",
    "archive",
    "changes",
    "page",
    "pages",
    "search",
    "salaries",
    "static",
    "assets",
];

/// Checks a text against a format.
pub(super) fn check(format: &str, text: &str) -> Result<(), FormatMistake> {
    match format {
        "site-url" => site_url(text),
        "web-or-mail" => web_url(text, text),
        "report-url" => web_url(&text.replace("{url}", "x"), text),
        "link" if text.starts_with('/') && !text.starts_with("//") => Ok(()),
        "link" => web_url(text, text).map_err(|_| FormatMistake {
            message: "which is neither a path of the board nor an address".to_owned(),
            help: "begin with `/`, `https://` or `mailto:`".to_owned(),
        }),
        "language" => known(
            Language::from_tag(text).is_some(),
            "which is not a language tag",
            "write for example `en` or `pt-BR`",
        ),
        "country" => {
            code(text, COUNTRIES, "which is not a country of ISO 3166-1", "write two letters, for example `DE`")
        }
        "currency" => {
            code(text, CURRENCIES, "which is not a currency of ISO 4217", "write three letters, for example `EUR`")
        }
        "date" => known(text.parse::<jiff::civil::Date>().is_ok(), "which is not a day", "write it as `2026-11-02`"),
        "time-zone" => time_zone(text),
        "color" => known(
            is_color(text),
            "which is not a colour",
            "write `#` and six hexadecimal digits, for example `#0b57d0`, between quotes",
        ),
        "font-file" => static_file(text, &["woff2", "woff", "ttf", "otf"], "/fonts/text.woff2"),
        "image-file" => static_file(text, &["svg", "png", "webp", "avif", "jpg", "jpeg", "gif"], "/logo.svg"),
        "source-name" => known(
            Slug::of(text).is_some_and(|slug| slug.as_str() == text),
            "which cannot name a folder",
            "write small letters, digits and `-`",
        ),
        "inner-folder" => {
            known(lies_below(text), "which does not lie below `content/`", "write a path such as `jobs/acme`")
        }
        "static-folder" => {
            known(lies_below(text), "which does not lie below `static/`", "write a path such as `fonts`")
        }
        "taxonomy-slug" => taxonomy_slug(text),
        "indexnow-key" => known(
            (8..=128).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'),
            "which is not a key of IndexNow",
            "write 8 to 128 letters, digits and `-`, for example the output of `openssl rand -hex 16`",
        ),
        "hub" => known(
            text.starts_with("http") && WebUrl::parse(text).is_some(),
            "which is not the address of a hub",
            "write an address that begins with `https://`",
        ),
        _ => Ok(()),
    }
}

/// Names in backticks: `a`, `b` or `c`.
pub(super) fn one_of(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}

/// Names in backticks: `a`, `b` and `c`.
pub(super) fn all_of(names: &[&str]) -> String {
    one_of(names).replace("` or `", "` and `")
}

/// Names in backticks: `a`, `b`, `c`.
pub(super) fn list(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn known(is_known: bool, message: &str, help: &str) -> Result<(), FormatMistake> {
    if is_known { Ok(()) } else { Err(FormatMistake { message: message.to_owned(), help: help.to_owned() }) }
}

/// A path of a file below `static/`, of letters that need no escape in an address or a style sheet.
fn static_file(text: &str, endings: &[&str], example: &str) -> Result<(), FormatMistake> {
    let mistake = |message: &str, help: String| Err(FormatMistake { message: message.to_owned(), help });
    if text.contains("://") || text.starts_with("//") {
        return mistake(
            "which lies elsewhere",
            format!("put the file into `static/` and write for example `{example}`"),
        );
    }
    if let Some(rest) = text.strip_prefix("/static/").or_else(|| text.strip_prefix("static/")) {
        return mistake("which says `static` twice", format!("write `/{rest}`: it is looked for below `static/`"));
    }
    let path = text.strip_prefix('/').unwrap_or(text);
    let is_plain = |part: &str| {
        !matches!(part, "" | "." | "..") && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
    };
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    if !path.split('/').all(is_plain) {
        return mistake(
            "which is not a path of letters, digits, `.`, `_` and `-`",
            format!("write for example `{example}`"),
        );
    }
    if !endings.contains(&ending.as_str()) {
        return mistake(
            "which is of no kind that browsers show here",
            format!("use a file that ends in {}", one_of(endings)),
        );
    }
    Ok(())
}

/// True for a path that stays below the folder that it begins in.
fn lies_below(path: &str) -> bool {
    !path.starts_with('/')
        && !path.contains(['\\', ':'])
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

fn site_url(text: &str) -> Result<(), FormatMistake> {
    if SiteUrl::parse(text).is_some() {
        return Ok(());
    }
    let help = if text.contains("://") {
        "write the address at which the board begins, without `?` and `#`".to_owned()
    } else {
        format!("write `https://{}`", text.trim_start_matches('/'))
    };
    Err(FormatMistake { message: "which is not a full web address".to_owned(), help })
}

fn web_url(address: &str, text: &str) -> Result<(), FormatMistake> {
    if WebUrl::parse(address).is_some() {
        return Ok(());
    }
    let help = match text {
        _ if text.contains('@') && !text.contains(':') => format!("write `mailto:{text}`"),
        _ if text.contains('.') && !text.contains(':') => format!("write `https://{text}`"),
        _ => "begin with `https://` or `mailto:`".to_owned(),
    };
    Err(FormatMistake { message: "which is not a web or mail address".to_owned(), help })
}

fn code(text: &str, known_codes: &str, message: &str, help: &str) -> Result<(), FormatMistake> {
    let mut codes = known_codes.split(' ');
    if codes.clone().any(|code| code == text) {
        return Ok(());
    }
    let upper = text.to_uppercase();
    let help = if codes.any(|code| code == upper) { format!("write `{upper}`") } else { help.to_owned() };
    Err(FormatMistake { message: message.to_owned(), help })
}

fn time_zone(text: &str) -> Result<(), FormatMistake> {
    let database = jiff::tz::db();
    // The name as the database spells it; `europe/berlin` is found too, but other programs would not take it.
    if database.get(text).is_ok_and(|zone| zone.iana_name() == Some(text)) {
        return Ok(());
    }
    let names: Vec<String> = database.available().map(|name| name.as_str().to_owned()).collect();
    let near = names.iter().find(|name| name.eq_ignore_ascii_case(text)).map(String::as_str);
    let near = near.or_else(|| nearest(text, names.iter().map(String::as_str)));
    Err(FormatMistake {
        message: "which is not a time zone".to_owned(),
        help: near.map_or("write an IANA name, for example `Europe/Berlin`".to_owned(), |near| {
            format!("did you mean `{near}`?")
        }),
    })
}

fn is_color(text: &str) -> bool {
    text.strip_prefix('#')
        .is_some_and(|digits| matches!(digits.len(), 3 | 6) && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn taxonomy_slug(text: &str) -> Result<(), FormatMistake> {
    if TAKEN.contains(&text) {
        let help = format!("write for example `by-{text}`");
        return Err(FormatMistake { message: "a folder that the board fills itself".to_owned(), help });
    }
    match Slug::of(text) {
        Some(slug) if slug.as_str() == text => Ok(()),
        other => Err(FormatMistake {
            message: "which cannot be a part of an address".to_owned(),
            help: other.map_or("write small letters, digits and `-`".to_owned(), |slug| format!("write `{slug}`")),
        }),
    }
}
