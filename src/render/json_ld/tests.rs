//! Structured data against the rules of Google Search Central, for any mix of facts.

use jiff::civil::date;
use proptest::prelude::*;
use serde_json::Value;

use super::{breadcrumbs, posting as structured, site};
use crate::model::{
    Country, DatePosted, EmploymentType, Fact, JobPosting, Location, Origin, Place, Region, Remote, Salary, Settings,
    Status, Unit, WebUrl,
};
use crate::parse::Body;
use crate::render::sample::{self, place, plan, posting, settings, stated};
use crate::source::Span;

fn drawn(facts: JobPosting) -> Option<Value> {
    let plan = plan(vec![facts], settings());
    let script = structured(&plan, &plan.open(0), &sample::text())?;
    assert!(!script.contains(['<', '>', '&']));
    Some(serde_json::from_str(&script).expect("JSON"))
}

fn remote(places: Vec<Place>) -> JobPosting {
    let remote = Some(stated(Remote::Remote));
    JobPosting { location: Location { remote, places, ..Location::default() }, ..posting("x") }
}

#[test]
fn an_eligible_posting_is_told_in_full() {
    let facts = JobPosting {
        id: Some(stated("R-17".to_owned())),
        valid_through: Some(stated(date(2026, 12, 1))),
        company_url: Some(stated(WebUrl::parse("https://salt.example/").unwrap())),
        employment_type: vec![stated(EmploymentType::FullTime), stated(EmploymentType::Temporary)],
        location: Location { places: vec![place(Some("Kiel"), None, "DE")], ..Location::default() },
        salary: Some(Salary {
            currency: Some(stated(*b"EUR")),
            min: Some(1_250),
            max: Some(1_400),
            unit: Some(stated(Unit::Hour)),
            text: "12,50–14 €/h".to_owned(),
        }),
        ..posting("Cook")
    };
    let expected = serde_json::json!({
        "@context": "https://schema.org", "@type": "JobPosting", "title": "Cook",
        "description": sample::text().html.replace("\"/jobs", "\"https://board.example/jobs"),
        "url": "https://board.example/jobs/jobs/cook/", "datePosted": "2026-11-03",
        "validThrough": "2026-12-01T23:59:59+01:00",
        "hiringOrganization": {"@type": "Organization", "name": "Salt & Sons", "sameAs": "https://salt.example/"},
        "identifier": {"@type": "PropertyValue", "name": "Salt & Sons", "value": "R-17"},
        "jobLocation": [{"@type": "Place", "address":
            {"@type": "PostalAddress", "addressLocality": "Kiel", "addressCountry": "DE"}}],
        "employmentType": ["FULL_TIME", "TEMPORARY"],
        "baseSalary": {"@type": "MonetaryAmount", "currency": "EUR", "value":
            {"@type": "QuantitativeValue", "minValue": 12.5, "maxValue": 14, "unitText": "HOUR"}},
        "skills": ["C++"],
    });
    assert_eq!(drawn(facts).unwrap(), expected);
}

#[test]
fn remote_work_names_states_only_where_no_city_is_named() {
    let facts = remote(vec![place(None, Some("Texas"), "US"), place(Some("Kiel"), Some("Schleswig-Holstein"), "DE")]);
    let job = drawn(facts).unwrap();
    assert_eq!(job["jobLocationType"], "TELECOMMUTE");
    assert_eq!(
        job["applicantLocationRequirements"],
        serde_json::json!([{"@type": "State", "name": "Texas, United States"}, {"@type": "Country", "name": "Germany"}])
    );
    assert!(job.get("jobLocation").is_none());
}

#[test]
fn work_from_anywhere_is_not_limited_to_the_seat() {
    let mut facts = remote(vec![place(Some("Kiel"), None, "DE")]);
    facts.location.anywhere = true;
    let job = drawn(facts).unwrap();
    assert!(job.get("jobLocationType").is_none() && job.get("jobLocation").is_some());
}

#[test]
fn regions_become_countries_only_where_the_board_says_so() {
    let mut facts = remote(Vec::new());
    facts.location.regions = vec![stated(Region("DACH".to_owned()))];
    let told = |expand_regions| {
        let plan = plan(vec![facts.clone()], Settings { expand_regions, ..settings() });
        let job: Value = serde_json::from_str(&structured(&plan, &plan.open(0), &sample::text())?).unwrap();
        Some(job["applicantLocationRequirements"].as_array().unwrap().len())
    };
    assert_eq!((told(false), told(true)), (None, Some(3)));
}

#[test]
fn an_open_range_is_no_base_salary() {
    let (currency, unit) = (Some(stated(*b"EUR")), Some(stated(Unit::Year)));
    let salary = Salary { currency, min: Some(5_000_000), max: None, unit, text: "from 50k €".to_owned() };
    let job = drawn(JobPosting { salary: Some(salary), ..posting("x") }).unwrap();
    assert!(job.get("baseSalary").is_none());
}

#[test]
fn a_posting_of_tomorrow_is_no_job_posting_yet() {
    let tomorrow = sample::NOW.tomorrow().unwrap();
    assert_eq!(drawn(JobPosting { date_posted: Some(stated(DatePosted::Day(tomorrow))), ..posting("x") }), None);
}

#[test]
fn without_a_text_there_is_no_job_posting() {
    let plan = plan(vec![posting("x")], settings());
    assert_eq!(structured(&plan, &plan.open(0), &Body::default()), None);
}

#[test]
fn the_site_and_the_way_to_a_page_are_told() {
    let site: Value = serde_json::from_str(&site(&plan(Vec::new(), settings()))).unwrap();
    assert_eq!(site["@graph"][0]["publisher"]["@id"], site["@graph"][1]["@id"]);
    let trail: Value = serde_json::from_str(&breadcrumbs(&[("Jobs", "https://a.example/"), ("C&A", "b")])).unwrap();
    assert_eq!(
        trail["itemListElement"][1],
        serde_json::json!({"@type": "ListItem", "position": 2, "name": "C&A", "item": "b"})
    );
}

/// A value of any origin. Assumed ones are marked, so that they are found wherever they turn up.
fn any_fact<T: Clone + std::fmt::Debug + 'static>(certain: T, assumed: T) -> impl Strategy<Value = Option<Fact<T>>> {
    prop_oneof![
        1 => Just(None),
        4 => Just(Some(Fact::stated(certain.clone(), Span::default()))),
        2 => Just(Some(Fact::derived(certain, Span::default()))),
        1 => Just(Some(Fact::assumed(assumed, Span::default()))),
    ]
}

fn any_place() -> impl Strategy<Value = Place> {
    let country = |code| Country::from_code(code).unwrap();
    let city = any_fact("Kiel".to_owned(), "ASSUMED".to_owned());
    let subdivision = any_fact("Texas".to_owned(), "ASSUMED".to_owned());
    (city, subdivision, any_fact(country("US"), country("ZZ"))).prop_map(|(city, subdivision, country)| Place {
        city,
        subdivision,
        country,
    })
}

fn any_location() -> impl Strategy<Value = Location> {
    let remote = prop_oneof![
        any_fact(Remote::Remote, Remote::Remote),
        any_fact(Remote::Hybrid, Remote::Remote),
        any_fact(Remote::Onsite, Remote::Remote)
    ];
    let country = |code| Country::from_code(code).unwrap();
    let applicants = prop::collection::vec(any_fact(country("CA"), country("ZZ")), 0..3);
    let regions = prop::collection::vec(any_fact(Region("EMEA".to_owned()), Region("ASSUMED".to_owned())), 0..2);
    (remote, any::<bool>(), prop::collection::vec(any_place(), 0..3), applicants, regions).prop_map(
        |(remote, anywhere, places, applicants, regions)| Location {
            text: None,
            remote,
            anywhere,
            places,
            regions: regions.into_iter().flatten().collect(),
            applicant_countries: applicants.into_iter().flatten().collect(),
        },
    )
}

fn any_salary() -> impl Strategy<Value = Salary> {
    let bound = prop_oneof![Just(None), (100_i64..9_000_000).prop_map(Some)];
    (any_fact(*b"EUR", *b"ZZZ"), any_fact(Unit::Year, Unit::Week), bound.clone(), bound).prop_map(
        |(currency, unit, min, max)| {
            let (min, max) = if min > max && max.is_some() { (max, min) } else { (min, max) };
            Salary { currency, min, max, unit, text: "ASSUMED".to_owned() }
        },
    )
}

fn any_posting() -> impl Strategy<Value = JobPosting> {
    let day = any_fact(DatePosted::Day(date(2026, 11, 3)), DatePosted::Day(date(1999, 9, 9)));
    let dated = prop_oneof![4 => day, 1 => Just(Some(stated(DatePosted::Month(2026, 10))))];
    let company = any_fact("Salt".to_owned(), "ASSUMED".to_owned());
    let kind = any_fact(EmploymentType::Intern, EmploymentType::Volunteer);
    let id = any_fact("R-1".to_owned(), "ASSUMED".to_owned());
    let valid = any_fact(date(2027, 1, 1), date(2099, 9, 9));
    (company, dated, valid, id, kind, any_location(), any_salary(), any::<bool>()).prop_map(
        |(company, date_posted, valid_through, id, kind, location, salary, is_open)| JobPosting {
            company,
            date_posted,
            valid_through,
            id,
            employment_type: kind.into_iter().collect(),
            location,
            salary: Some(salary),
            status: if is_open { Status::Open } else { Status::Closed },
            ..posting("Cook")
        },
    )
}

/// What `OUTPUTS` of the guide demands of a JobPosting.
fn check_rules(job: &Value) {
    for key in ["title", "description", "datePosted", "hiringOrganization"] {
        assert!(job.get(key).is_some(), "{key}");
    }
    assert_ne!(job["title"], job["description"]);
    assert!(job["hiringOrganization"]["name"].is_string());
    let is_remote = job.get("jobLocationType").is_some();
    assert_ne!(is_remote, job.get("jobLocation").is_some(), "one of both");
    for place in job["jobLocation"].as_array().into_iter().flatten() {
        assert!(place["address"]["addressCountry"].is_string());
    }
    if is_remote {
        assert_eq!(job["jobLocationType"], "TELECOMMUTE");
        let areas = job["applicantLocationRequirements"].as_array().unwrap();
        assert!(!areas.is_empty() && areas.iter().all(|area| area["@type"] == "Country" || area["@type"] == "State"));
    }
    if let Some(salary) = job.get("baseSalary") {
        let value = &salary["value"];
        let bounds = value["minValue"].is_number() && value["maxValue"].is_number();
        assert!(salary["currency"].is_string() && value["unitText"].is_string());
        assert_ne!(value["value"].is_number(), bounds);
    }
}

proptest! {
    #[test]
    fn any_mix_of_facts_obeys_the_rules(facts in any_posting(), expand_regions in any::<bool>()) {
        let is_remote = facts.location.remote.as_ref().is_some_and(|remote| remote.value == Remote::Remote
            && remote.origin != Origin::Assumed);
        let is_closed = facts.status == Status::Closed;
        let settings = Settings { expand_regions, ..settings() };
        let plan = plan(vec![facts], settings);
        let script = structured(&plan, &plan.open(0), &sample::text());
        prop_assert_eq!(script.is_some(), plan.postings[0].missing.is_empty(), "{:?}", plan.postings[0].missing);
        if let Some(script) = script {
            prop_assert!(!is_closed);
            for mark in ["ASSUMED", "ZZ", "1999", "2099", "VOLUNTEER", "WEEK", "2026-10"] {
                prop_assert!(!script.contains(mark), "{mark} in {script}");
            }
            let job: Value = serde_json::from_str(&script).unwrap();
            check_rules(&job);
            prop_assert!(is_remote || job.get("jobLocationType").is_none());
        }
    }
}
