//! What the tables promise to their users.

use super::names::usual_names;
use super::{cities, country_name, country_slug, is_country, region_members, subdivision_name, usual_city};
use crate::model::{Country, Language, Region};

fn country(code: &str) -> Country {
    Country::from_code(code).unwrap()
}

#[test]
fn a_country_has_a_name_in_the_language_of_the_board() {
    let name = |code, tag| country_name(country(code), &Language::from_tag(tag).unwrap());
    assert_eq!(name("DE", "de"), "Deutschland");
    assert_eq!(name("US", "fr-CA"), "États-Unis");
    assert_eq!(name("GB", "pt-BR"), "Reino Unido");
    assert_eq!(name("ES", "es"), "España");
    assert_eq!(name("PL", "fi"), "Poland");
    assert_eq!(country_slug(country("US")), "united-states");
    assert_eq!(country_slug(country("CI")), "cote-d-ivoire");
    assert!(is_country("NO") && !is_country("EU") && !is_country("us"));
}

#[test]
fn regions_know_their_members() {
    let members = |name: &str| region_members(&Region(name.to_owned())).unwrap();
    assert_eq!(members("DACH"), [country("AT"), country("CH"), country("DE")]);
    assert_eq!(members("EU").len(), 27);
    assert!(members("EMEA").contains(&country("ZA")) && members("EMEA").contains(&country("NO")));
    assert!(members("LATAM").contains(&country("MX")) && !members("LATAM").contains(&country("US")));
    assert_eq!(region_members(&Region("Atlantis".to_owned())), None);
    for row in super::regions::all() {
        let members = region_members(&Region(row.name.to_owned())).unwrap();
        assert!(members.len() > 1 && members.iter().all(|member| is_country(member.code())), "{}", row.name);
    }
}

#[test]
fn subdivisions_and_cities_have_one_usual_name() {
    assert_eq!(subdivision_name(country("US"), "FL"), Some("Florida"));
    assert_eq!(subdivision_name(country("DE"), "Bavaria"), Some("Bayern"));
    assert_eq!(subdivision_name(country("CA"), "FL"), None);
    assert_eq!(usual_city("München", country("DE"), Some("Bayern")), ("Munich", None));
    assert_eq!(usual_city("SAN FRANCISCO", country("US"), None), ("San Francisco", None));
    assert_eq!(usual_city("Portland", country("US"), Some("Oregon")), ("Portland", None));
    assert_eq!(usual_city("Portland", country("US"), Some("ME")), ("Portland", Some("Maine")));
    assert_eq!(usual_city("Nowhereville", country("US"), Some("Texas")), ("Nowhereville", Some("Texas")));
}

#[test]
fn every_other_name_of_a_city_finds_its_city() {
    let usual = usual_names();
    for row in cities::other_names().filter(|row| row[0] != "unsure") {
        assert!(usual.contains_key(&(row[2], row[3])), "{} {}", row[2], row[3]);
    }
    assert!(cities::all().len() > 10_000);
}
