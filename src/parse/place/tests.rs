//! Readings of location strings, by shape.

use proptest::prelude::*;

use super::{read, read_country, read_region, show};
use crate::model::{Country, Location, Origin, Region, Remote};
use crate::source::Span;

fn location(text: &str) -> Location {
    read(text, Span::new(0, text.len()))
}

/// Places as `city/subdivision/country`, then regions, parted by blanks.
fn places(text: &str) -> String {
    let found = location(text);
    let place = |place: &crate::model::Place| {
        let city = place.city.as_ref().map_or("", |city| &city.value);
        let subdivision = place.subdivision.as_ref().map_or("", |part| &part.value);
        let country = place.country.as_ref().map_or("", |country| country.value.code());
        format!("{city}/{subdivision}/{country}")
    };
    let regions = found.regions.iter().map(|region| region.value.0.clone());
    found.places.iter().map(place).chain(regions).collect::<Vec<_>>().join(" + ")
}

fn way(text: &str) -> Option<Remote> {
    location(text).remote.map(|remote| remote.value)
}

#[test]
fn parts_that_belong_together_make_one_place() {
    assert_eq!(places("Berlin, Berlin, Germany"), "Berlin/Berlin/DE");
    assert_eq!(places("Austin, TX"), "Austin/Texas/US");
    assert_eq!(places("Tallinn, Harju County, Estonia"), "Tallinn/Harju County/EE");
    assert_eq!(places("Amsterdam (Netherlands), Athens (Greece)"), "Amsterdam//NL + Athens//GR");
    assert_eq!(places("Massachusetts - Boston"), "Boston/Massachusetts/US");
    assert_eq!(places("Canada - Vancouver"), "Vancouver//CA");
    assert_eq!(places("Little Snoring, United Kingdom"), "Little Snoring//GB");
}

#[test]
fn a_list_shares_the_country_at_its_end() {
    assert_eq!(places("Manchester or London, United Kingdom"), "Manchester//GB + London//GB");
    assert_eq!(places("London, Switzerland, Belgium"), "London//GB + //CH + //BE");
    assert_eq!(places("Waterloo / Ottawa / Ontario"), "Waterloo//CA + Ottawa//CA + /Ontario/CA");
    assert_eq!(places("London or Remote (UK)"), "London//GB + //GB");
}

#[test]
fn codes_are_read_by_what_is_around_them() {
    assert_eq!(places("Irvine, CA"), "Irvine/California/US");
    assert_eq!(places("US/CA"), "//US + //CA");
    assert_eq!(places("Berlin, DE"), "Berlin//DE");
    assert_eq!(places("Wilmington, DE"), "Wilmington/Delaware/US");
    assert_eq!(places("Bangalore, IN"), "Bangalore//IN");
    assert_eq!(places("Indianapolis, IN"), "Indianapolis/Indiana/US");
    assert_eq!(places("Portland, OR, or Chicago"), "Portland/Oregon/US + Chicago//US");
    assert_eq!(places("Orlando, FL OR Remote"), "Orlando/Florida/US");
    assert_eq!(places("Remote in IT support"), "");
}

#[test]
fn names_of_several_places_need_company() {
    assert_eq!(places("Georgia"), "");
    assert_eq!(places("Atlanta, Georgia"), "Atlanta/Georgia/US");
    assert_eq!(places("Tbilisi, Georgia"), "Tbilisi//GE");
    assert_eq!(places("Cambridge"), "Cambridge//");
    assert_eq!(places("Cambridge, UK"), "Cambridge//GB");
    assert_eq!(places("Valencia, Madrid"), "Valencia//ES + Madrid//ES");
    assert_eq!(places("Singapore"), "//SG");
}

#[test]
fn what_is_no_place_is_none() {
    assert_eq!(places("Remote (PST time zone)"), "");
    assert_eq!(places("US and European time zones"), "");
    assert_eq!(places("Global Remote (Non-US)"), "");
    assert_eq!(places("Customer Support"), "");
    assert_eq!(places("Employees can work remotely, Romania"), "//RO");
}

#[test]
fn short_forms_and_slips_are_opened() {
    assert_eq!(places("SF, NYC"), "San Francisco//US + New York//US");
    assert_eq!(places("SanFranciscoorRemote"), "San Francisco//US");
    assert_eq!(places("RemoteMunich,Germany"), "Munich//DE");
    assert_eq!(places("Greater Seattle Area"), "Seattle//US");
    assert_eq!(places("NEW YORK, new york"), "New York/New York/US");
    assert_eq!(places("Remote-UK&I"), "//GB + //IE");
}

#[test]
fn the_way_of_working_is_what_the_text_says() {
    assert_eq!(way("Berlin"), None);
    assert_eq!(way("remote,Berlin"), Some(Remote::Remote));
    assert_eq!(way("remote,Hybrid - WFH / Bath"), Some(Remote::Hybrid));
    assert_eq!(way("Hybrid or Remote"), Some(Remote::Remote));
    assert_eq!(way("Romania - Home Based"), Some(Remote::Remote));
    assert_eq!(way("San Francisco (remote during pandemic)"), Some(Remote::Onsite));
    assert_eq!(way("Télétravail"), Some(Remote::Remote));
    assert!(location("Remote - Worldwide").anywhere);
    assert!(!location("Anywhere (LATAM)").anywhere);
    assert!(!location("Remote").anywhere);
}

#[test]
fn a_country_that_follows_from_a_city_is_derived_and_spans_lie_in_the_file() {
    let found = read("remote,Łódź", Span::new(100, 114));
    let place = &found.places[0];
    let country = place.country.as_ref().unwrap();
    assert_eq!((country.value.code(), country.origin), ("PL", Origin::Derived));
    assert_eq!(place.city.as_ref().unwrap().span, Span::new(107, 114));
    assert_eq!(found.remote.unwrap().span, Span::new(100, 106));
    let stated = location("London, GB").places[0].country.clone().unwrap();
    assert_eq!((stated.origin, stated.span), (Origin::Stated, Span::new(8, 10)));
}

#[test]
fn countries_and_regions_are_read_in_seven_languages() {
    let code = |text| read_country(text).map(|country| country.code().to_owned());
    for name in ["Deutschland", "Allemagne", "Alemania", "Alemanha", "Germania", "Duitsland", "DE", "deu"] {
        assert_eq!(code(name).as_deref(), Some("DE"), "{name}");
    }
    assert_eq!(code("U.S."), Some("US".to_owned()));
    assert_eq!(code("UK"), Some("GB".to_owned()));
    assert_eq!(code("Nowhere"), None);
    assert_eq!(read_region("Latin America"), Some(Region("LATAM".to_owned())));
    assert_eq!(read_region("Poland"), None);
    assert_eq!(Country::from_code("DE"), read_country("Germany"));
}

#[test]
fn long_texts_are_read_at_once() {
    for text in [",".repeat(1 << 20), "7".repeat(1 << 20), "aB".repeat(1 << 19), "Rome, IT or ".repeat(1 << 17)] {
        location(&text);
    }
}

fn pieces() -> impl Strategy<Value = String> {
    let words = [
        "Remote",
        "Berlin",
        "Germany",
        "CA",
        "TX",
        "Georgia",
        "New York",
        "or",
        ",",
        ", ",
        " - ",
        " (",
        ")",
        "/",
        "; ",
        "UK",
        "Hybrid",
        "Foo",
        "LATAM",
        "Ontario",
        "Waterloo",
        "OR",
        "Saint",
        "non-",
        "time zone",
        "Area",
        "State of",
        "é",
        "&",
    ];
    prop::collection::vec(prop::sample::select(words.to_vec()), 0..12).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC*") {
        location(&text);
    }

    #[test]
    fn what_is_shown_reads_to_the_same(text in pieces()) {
        reads_back(&text);
    }
}

#[track_caller]
fn reads_back(text: &str) {
    let first = location(text);
    let second = location(&show(&first));
    let values = |location: &Location| {
        let place = |place: &crate::model::Place| {
            let text = |part: &Option<crate::model::Fact<String>>| part.as_ref().map(|fact| fact.value.clone());
            (text(&place.city), text(&place.subdivision), place.country.as_ref().map(|country| country.value))
        };
        location.places.iter().map(place).collect::<Vec<_>>()
    };
    assert_eq!(values(&first), values(&second), "{text} -> {}", show(&first));
    assert_eq!(first.remote.map(|way| way.value), second.remote.map(|way| way.value));
    assert_eq!(first.anywhere, second.anywhere);
}

#[test]
fn places_that_once_were_shown_as_others_read_back() {
    for text in [
        "Germany Remote Berlin",
        "New York Ontario",
        "TX Waterloo",
        "Waterloo or CA Germany",
        "Berlin , CA",
        "New York , CA TX",
        "CA , State of Berlin Waterloo",
    ] {
        reads_back(text);
    }
}

fn body_way(text: &str) -> Option<Remote> {
    super::remote_from_body(text, 0).map(|remote| remote.value)
}

#[test]
fn a_body_says_the_way_of_working() {
    for text in [
        "This is a fully remote role.",
        "Benefits\n* 100% remote",
        "We are a remote-first company.",
        "#LI-Remote",
        "While this role is remote, candidates keep the hours of Lisbon.",
        "We are open to remote employees.",
        "Join our small team remotely.",
    ] {
        assert_eq!(body_way(text), Some(Remote::Remote), "{text}");
    }
    for text in [
        "#LI-Hybrid",
        "You are in the office two days a week.",
        "Come to our HQ three days per week, the rest is yours",
        "2 jours de télétravail par semaine",
        "We offer a hybrid work model.",
        "Three days remote per week",
        "Sur notre site ou en Home-Office avec une présence régulière sur site",
        "Our set-up is hybrid. This is not a remote role.",
    ] {
        assert_eq!(body_way(text), Some(Remote::Hybrid), "{text}");
    }
    for text in
        ["This is not a remote position.", "This is an on-site role in Oslo.", "Five days a week in the office."]
    {
        assert_eq!(body_way(text), Some(Remote::Onsite), "{text}");
    }
    assert_eq!(body_way("Work hybrid from Lyon or fully remote."), Some(Remote::Remote));
    assert_eq!(body_way("100 % Homeoffice möglich"), Some(Remote::Remote));
    assert_eq!(body_way("Trabalho 100% remoto"), Some(Remote::Remote));
}

#[test]
fn a_body_that_speaks_of_other_things_says_nothing() {
    for text in [
        "You secure remote access solutions.",
        "A stipend for your home office",
        "Experience with hybrid cloud and remote servers",
        "Virtual, hybrid or in-person events",
        "Apply at https://jobs.example.com/fully-remote-job",
        "25 days of paid leave per year, 5 days off a week later",
        "",
    ] {
        assert_eq!(body_way(text), None, "{text}");
    }
}

#[test]
fn places_stand_behind_a_label_or_below_a_heading() {
    let shown = |text: &str| super::places_from_body(text, 0).map(|location| show(&location));
    assert_eq!(shown("Nice job\n**Location:** Berlin, Germany\n").as_deref(), Some("Berlin, Germany"));
    assert_eq!(shown("Standort: Köln").as_deref(), Some("Köln, Germany"));
    let section = "# Location and more\n\nWe join us mostly in Paris, London or Barcelona, in a hybrid set-up.\n";
    let found = "Hybrid; Paris, France; London, United Kingdom; Barcelona, Spain";
    assert_eq!(shown(section).as_deref(), Some(found));
    assert_eq!(shown("Location matters to us.\nTell us of Berlin."), None);
    let fact = super::places_from_body("Lieu : Lyon", 50).unwrap().places[0].city.clone().unwrap();
    assert_eq!((fact.value.as_str(), fact.span), ("Lyon", Span::new(57, 61)));
}

#[test]
fn long_bodies_are_read_at_once() {
    for text in
        ["remote ".repeat(1 << 17), "\n".repeat(1 << 20), "Location\n".repeat(1 << 17), "days in".repeat(1 << 17)]
    {
        body_way(&text);
        super::places_from_body(&text, 0);
    }
}

proptest! {
    #[test]
    fn any_body_is_read(text in "(remote|hybrid|days a week|Location: |é|[ \\PC]|\\n){0,60}") {
        body_way(&text);
        super::places_from_body(&text, 7);
    }
}
