//! Readers of single facts: pay, places, slugs.

use corkboard::model::{Salary, Slug};
use corkboard::parse::place;
use corkboard::parse::salary::{self, PayContext};
use corkboard::source::Span;

/// Pay from a field and from a body: bounds in order, places in the text.
pub fn salary(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let context = PayContext::default();
    let field = salary::read(text, Span::new(0, text.len()), &context);
    let body = salary::find(text, 0, &context);
    for pay in field.iter().chain(&body) {
        check(pay, text);
    }
}

fn check(pay: &Salary, text: &str) {
    assert!(pay.min.is_some() || pay.max.is_some(), "{pay:?}");
    assert!(pay.min.zip(pay.max).is_none_or(|(min, max)| min <= max), "{pay:?}");
    assert!(pay.min.into_iter().chain(pay.max).all(|figure| figure >= 0), "{pay:?}");
    assert!(pay.currency.iter().all(|currency| currency.value.iter().all(u8::is_ascii_uppercase)), "{pay:?}");
    assert!(pay.currency.iter().all(|fact| fact.span.end as usize <= text.len()), "{pay:?}");
    assert!(!salary::show(pay).is_empty());
}

/// Places from a field and from a body.
pub fn place(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let location = place::read(text, Span::new(0, text.len()));
    let spans = location.places.iter().flat_map(|place| {
        let city = place.city.iter().map(|fact| fact.span);
        city.chain(place.country.iter().map(|fact| fact.span))
    });
    for span in spans.chain(location.regions.iter().map(|fact| fact.span)) {
        assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
    }
    let shown = place::show(&location);
    place::read(&shown, Span::new(0, shown.len()));
    place::places_from_body(text, 0);
    place::remote_from_body(text, 0);
    place::read_country(text);
    place::read_region(text);
}

/// Slugs of any name: few characters, bounded, no device of Windows, the same when made again.
pub fn slug(bytes: &[u8]) {
    let name = String::from_utf8_lossy(bytes);
    let slug = Slug::of_any(&name);
    assert!(is_slug(slug.as_str()), "{slug} of {name:?}");
    assert_eq!(Slug::of(slug.as_str()).as_ref(), Some(&slug), "a slug is its own slug");
    for suffix in ["2", "0a1b"] {
        assert!(is_slug(slug.with_suffix(suffix).as_str()), "{slug} and {suffix}");
    }
}

/// True for what may stand in an address and be a name on any disk.
pub fn is_slug(text: &str) -> bool {
    let is_device = ["con", "prn", "aux", "nul"].contains(&text)
        || text.len() == 4
            && (text.starts_with("com") || text.starts_with("lpt"))
            && text.as_bytes()[3].is_ascii_digit();
    let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=80).contains(&text.len())
        && text.bytes().all(is_allowed)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && !text.contains("--")
        && !is_device
}
