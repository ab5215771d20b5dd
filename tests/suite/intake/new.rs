//! `corkboard new`.

use super::{board, corkboard, text};

#[test]
fn flags_make_a_posting_that_checks_and_is_never_overwritten() {
    let folder = board("new-flags", &[]);
    let flags = [
        "new",
        "--title",
        "Night Baker",
        "--company",
        "Acme: Bread",
        "--location",
        "Ulm",
        "--apply",
        "jobs@acme.example",
    ];
    let more = [
        "--date-posted",
        "2026-03-01",
        "--tags",
        "bread, #night",
        "--set",
        "workplaceType=onsite",
        "--folder",
        "jobs/acme",
    ];
    let all: Vec<&str> = flags.into_iter().chain(more).collect();
    let made = corkboard(&folder, &all, "");
    assert_eq!((made.code, made.out.as_str()), (Some(0), "./content/jobs/acme/night-baker.md\n"), "{}", made.err);
    assert_eq!(
        text(&folder, "content/jobs/acme/night-baker.md"),
        "---\ntitle: Night Baker\ncompany: \"Acme: Bread\"\ndate_posted: 2026-03-01\nlocation: Ulm\nremote: onsite\ntags: [bread, night]\napply: jobs@acme.example\n---\n"
    );
    let again = corkboard(&folder, &all, "");
    assert_eq!(again.code, Some(2));
    assert!(again.err.contains("exists and stays as it is"), "{}", again.err);
    assert_eq!(corkboard(&folder, &["check"], "").code, Some(0));
    assert_eq!(corkboard(&folder, &["fmt", "--check"], "").code, Some(0));
}

#[test]
fn a_posting_is_not_put_beside_the_sidecar_of_another() {
    let text = ("content/jobs/night-baker.txt", "Night Baker\n\nYou bake by night.\n");
    let side = ("content/jobs/night-baker.yaml", "company: Rye & Daughters\nlocation: Vienna, Austria\n");
    let folder = board("new-beside-a-sidecar", &[text, side]);
    let flags = ["new", "--title", "Night Baker", "--company", "Acme Bread", "--location", "Ulm"];
    let made = corkboard(&folder, &flags, "");
    assert_eq!(made.code, Some(2), "{}", made.out);
    assert!(made.err.contains("night-baker.yaml` would change what this posting says"), "{}", made.err);
    assert!(!folder.join("content/jobs/night-baker.md").exists());
    let named = corkboard(&folder, &[&flags[..], &["--slug", "night-baker-ulm"]].concat(), "");
    assert_eq!(named.out, "./content/jobs/night-baker-ulm.md\n", "{}", named.err);
}

#[test]
fn a_mail_is_no_part_of_the_ad_in_it() {
    let folder = board("new-mail", &[]);
    let ad = "Von: personal@wolke.example\nBetreff: Stellenanzeige\n\nWir suchen ab sofort eine/n\n\nKoch / Köchin (m/w/d) in Vollzeit\n\n\
              Standort: 70173 Stuttgart, Deutschland\nGehalt: 2.800 € bis 3.200 € brutto pro Monat\nArbeitszeit: 40 Std./Woche\n\n\
              Deine Aufgaben\n• Kochen\n• Putzen\n\nBewerbung bitte an jobs@wolke.example\n";
    let latin = encoding_rs::WINDOWS_1252.encode(ad).0.into_owned();
    std::fs::write(folder.join("ad.txt"), latin).unwrap();
    let ran = corkboard(&folder, &["new", "--from-text", "ad.txt"], "");
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert_eq!(
        text(&folder, "content/jobs/koch-kochin-m-w-d-in-vollzeit.md"),
        "---\ntitle: Koch / Köchin (m/w/d) in Vollzeit\nlocation: 70173 Stuttgart, Deutschland\n\
         # read from the text: “Koch / Köchin (m/w/d) in Vollzeit”; please check\nemployment_type: FULL_TIME\n\
         salary: 2.800 € bis 3.200 € brutto pro Monat\n# read from the text: “Bewerbung bitte an jobs@wolke.example”; please check\n\
         apply: jobs@wolke.example\n---\n\nArbeitszeit: 40 Std./Woche\n\n## Deine Aufgaben\n\n- Kochen\n- Putzen\n\nBewerbung bitte an jobs@wolke.example\n"
    );
    assert_eq!(corkboard(&folder, &["check", "--strict"], "").code, Some(0));
}

#[test]
fn a_wrong_fact_is_told_and_nothing_is_written() {
    let folder = board("new-wrong", &[]);
    let ran =
        corkboard(&folder, &["new", "--title", "Baker", "--apply", "javascript:x", "--valid-through", "soon"], "");
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("CB033") && ran.err.contains("CB030"), "{}", ran.err);
    assert!(!folder.join("content").exists());
    assert_eq!(corkboard(&folder, &["new"], "").code, Some(2));
    assert_eq!(corkboard(&folder, &["new", "--title", "x", "--folder", "../x"], "").code, Some(2));
}

#[test]
fn answers_are_asked_for_until_they_are_facts() {
    let folder = board("new-asked", &[]);
    let answers = "\nNight Baker\nAcme\n\n\n\nnowhere\njobs@acme.example\n\n2026-02-31\n2026-04-30\n\nWe bake.\n.\n";
    let ran = corkboard(&folder, &["new", "--ask"], answers);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.err.contains("`nowhere` is not a usable address"), "{}", ran.err);
    assert_eq!(
        text(&folder, "content/jobs/night-baker.md"),
        "---\ntitle: Night Baker\ncompany: Acme\ndate_posted: 2026-03-15\nvalid_through: 2026-04-30\napply: jobs@acme.example\n---\n\nWe bake.\n"
    );
}

#[test]
fn a_pasted_ad_becomes_a_posting_with_its_doubts_marked_and_flags_win() {
    let folder = board("new-pasted", &[]);
    let ad = "Acme Bread | Night Baker | Ulm, Germany | ONSITE | Full-time | https://acme.example/jobs/1\n\nWe bake bread by night.\n";
    let ran = corkboard(&folder, &["new", "--from-text", "-", "--company", "Acme"], ad);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let made = text(&folder, "content/jobs/night-baker.md");
    assert!(
        made.starts_with(
            "---\ntitle: Night Baker\ncompany: Acme\n# read from the text: “Acme Bread | Night Baker | Ulm"
        ),
        "{made}"
    );
    assert!(
        made.contains("; please check\nlocation: Ulm, Germany; ONSITE\n")
            && made.ends_with("---\n\nWe bake bread by night.\n"),
        "{made}"
    );
    assert_eq!(corkboard(&folder, &["check", "--strict"], "").code, Some(0), "{made}");
}
