//! Skills in sentences, and ordinary words that are none.

use proptest::prelude::*;

use super::{canonical, from_body, known};

fn skills(body: &str) -> Vec<String> {
    from_body("", body, 0, 100).into_iter().map(|fact| fact.value.name).collect()
}

fn has(body: &str, name: &str) -> bool {
    skills(body).iter().any(|skill| skill == name)
}

#[test]
fn names_are_shown_in_their_usual_spelling() {
    assert_eq!(skills("nodejs, **postgres**, c\\#"), ["Node.js", "PostgreSQL", "C#"]);
    assert_eq!(skills("HTML/CSS"), ["HTML", "CSS"]);
    assert_eq!(skills("ruby-on-rails"), ["Ruby on Rails", "Ruby"]);
}

#[test]
fn ordinary_words_are_skills_in_the_right_company() {
    assert!(has("services written in Go", "Go"));
    assert!(has("Python, Go, Rust", "Rust"));
    assert!(has("We run Kafka and Spark", "Spark"));
    assert!(has("an experienced Swift developer", "Swift"));
    assert!(has("Ansible/Chef/Puppet", "Chef"));
    assert!(has("knowledge of C and C++", "C"));
    assert!(has("experience developing for iOS and Android", "iOS"));
    assert!(has("you design REST APIs", "REST"));
}

#[test]
fn ordinary_words_are_none_elsewhere() {
    assert!(!has("Go beyond. You go where the rest of us will not go.", "Go"));
    assert!(!has("The rest of the team. Rest assured.", "REST"));
    assert!(!has("We want to spark joy; Spark Capital is our investor.", "Spark"));
    assert!(!has("The chef cooks, a Chef is wanted", "Chef"));
    assert!(!has("C-level people, Series C, R&D", "C"));
    assert!(!has("C-level people, Series C, R&D", "R"));
    assert!(!has("our app for iOS, Android and the web", "iOS"));
    assert!(!has("a Laptop, Mac or Dell (Windows)", "Windows"));
    assert!(!has("You excel in a fast office. Express yourself.", "Excel"));
}

#[test]
fn the_limit_keeps_what_matters_in_the_order_of_the_text() {
    let found = from_body("Rust Engineer", "Communication, Java, Kafka, Kafka, Java, Rust", 0, 3);
    assert_eq!(found.iter().map(|fact| fact.value.name.as_str()).collect::<Vec<_>>(), ["Rust", "Java", "Kafka"]);
}

#[test]
fn field_tags_get_the_same_names() {
    let name = |text| canonical(text).map(|tag| (tag.name, tag.slug.to_string()));
    assert_eq!(name("#golang"), Some(("Go".to_owned(), "go".to_owned())));
    assert_eq!(name("#ui/ux").map(|tag| tag.0).as_deref(), Some("UI/UX"));
    assert_eq!(name("##English").map(|tag| tag.0).as_deref(), Some("English"));
    assert_eq!(name("#go").map(|tag| tag.0).as_deref(), Some("Go"));
    assert_eq!(name(" # "), None);
    assert_eq!(known("Others"), None);
    assert_eq!(known("Nodejs").map(|tag| tag.name).as_deref(), Some("Node.js"));
}

#[test]
fn every_name_leads_back_to_itself() {
    let table = &*super::TABLE;
    for skill in &table.skills {
        let name = skill.tag.name.as_str();
        assert_eq!(known(name).map(|tag| tag.name).as_deref(), Some(name));
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(Go|, |and |C\\+\\+|Spark |in |\n|REST |\\\\|\\*\\*){0,40}|\\PC{0,200}") {
        for fact in from_body(&text, &text, 0, 20) {
            prop_assert!(text.get(fact.span.range()).is_some());
        }
    }
}
