//! Files of every dialect as they are written, and what is understood of them; mistakes with their places.

use corkboard::model::{Apply, DatePosted, Dialect, Featured, JobPosting, Remote, Settings, SiteUrl, Status};
use corkboard::parse::{Body, Parsed, PostingFile, body, company, page, posting, prose};

fn read(path: &str, text: &str) -> Parsed {
    posting(PostingFile { path, bytes: text.as_bytes(), sidecar: None }, &Settings::default())
}

/// The only posting of a text that has no mistakes.
fn one(path: &str, text: &str) -> JobPosting {
    let parsed = read(path, text);
    assert_eq!(parsed.diagnostics, [], "{text}");
    assert_eq!(parsed.postings.len(), 1);
    parsed.postings.first().unwrap().as_ref().clone()
}

fn drawn(text: &str) -> Body {
    body(PostingFile { path: "a.md", bytes: text.as_bytes(), sidecar: None }, 0, &SiteUrl::local())
}

/// Every mistake as `line:column code message`.
fn mistakes(text: &str) -> Vec<String> {
    let parsed = read("jobs/a.md", text);
    let show = |d: &corkboard::diagnostic::Diagnostic| {
        format!("{}:{} {} {}", d.location.line, d.location.column, d.code.id(), d.message)
    };
    parsed.diagnostics.iter().map(show).collect()
}

#[test]
fn front_matter_is_read_whatever_its_spelling() {
    let yaml = "---\ntitle: \"Backend Engineer\"\ncompanyName: Acme\napplyUrl: https://acme.example/apply\ntimestamp: 1616025600000\n\
                hashtags: \"#rust,#sql,,##rust\"\njobType: software\nfeatured: -3\narchived: \"true\"\nown_key: 7\n---\n\nText of the job.\n";
    let job = one("jobs/a.md", yaml);
    assert_eq!(job.dialect, Dialect::YamlFrontMatter);
    assert_eq!(job.company.unwrap().value, "Acme");
    assert_eq!(job.date_posted.unwrap().value, DatePosted::Day(jiff::civil::date(2021, 3, 18)));
    assert_eq!(job.tags.iter().map(|tag| tag.value.name.as_str()).collect::<Vec<_>>(), ["Rust", "SQL"]);
    assert_eq!(job.category.unwrap().value, "software");
    assert_eq!(job.featured, Some(Featured::Rank(-3)));
    assert_eq!(job.status, Status::Closed);
    assert_eq!(job.extra["own_key"], 7);
    assert_eq!(job.summary.unwrap().value, "Text of the job.");

    let toml = "+++\ntitle = \"Backend Engineer\"\ncompany = \"Acme\"\ndate = 2026-11-02\nskills = [\"rust\"]\ndraft = true\n+++\nText.\n";
    let job = one("jobs/a.md", toml);
    assert_eq!(job.dialect, Dialect::TomlFrontMatter);
    assert_eq!(job.date_posted.unwrap().value, DatePosted::Day(jiff::civil::date(2026, 11, 2)));
    assert!(job.draft);
}

#[test]
fn a_title_tells_the_way_of_working_where_nothing_else_does() {
    let of = |title: &str, more: &str| one("jobs/a.md", &format!("---\ntitle: {title}\n{more}---\n\nWe work.\n"));
    let way = |title: &str, more: &str| of(title, more).location.remote.map(|way| way.value);
    assert_eq!(way("Baker (Remote)", "location: Portugal\n"), Some(Remote::Remote));
    assert_eq!(way("Baker (Remote)", "location: Porto (hybrid)\n"), Some(Remote::Hybrid));
    assert_eq!(way("Remote Sensing Engineer", "location: Portugal\n"), None);
}

#[test]
fn a_heading_tells_title_company_pay_and_place() {
    let text = "# [Data Engineer](https://jobs.example/apply/1)  \n### Acme  \n#### `💰 60k-80k EUR` `🌎 Remote, Germany`  \n\n\
                # About\n\nWe work. #LI-Remote\n\n  \n## CLICK TO [APPLY](https://jobs.example/apply/1)\n";
    let job = one("jobs/Python/2025-02/data-engineer/README.md", text);
    assert_eq!(job.dialect, Dialect::Heading);
    assert_eq!(job.title.value, "Data Engineer");
    assert_eq!(job.date_posted.unwrap().value, DatePosted::Month(2025, 2));
    assert_eq!(job.tags[0].value.name, "Python");
    assert!(job.salary.unwrap().max.is_some());
    assert_eq!(job.location.remote.unwrap().value, Remote::Remote);
    assert!(matches!(job.apply.unwrap().value, Apply::Url(_)));
    let shown = drawn(text);
    assert_eq!(shown.html, "<h2>About</h2>\n<p>We work.</p>\n");
    assert!(!shown.markdown.contains("CLICK"));
}

#[test]
fn plain_text_gets_its_structure_back() {
    let text = "Backend Engineer\nWe look for somebody who likes hands\\-on work in a team of people.\nYour tasks\n- Build\n- Test\nThis is the last sentence of the text, and it is cu\n\
                Cette annonce provient de indeed. Voir l'annonce originale ↗\n";
    let parsed = read("a.txt", text);
    assert_eq!(parsed.diagnostics.iter().map(|d| d.code.id()).collect::<Vec<_>>(), ["CB050"]);
    let job = &parsed.postings[0];
    assert_eq!((job.dialect, job.source_site.as_ref().unwrap().value.as_str()), (Dialect::PlainText, "indeed"));
    let html = drawn(text).html;
    assert!(
        html.contains("hands-on") && html.contains("<h2>Your tasks</h2>") && html.contains("<li>Build</li>"),
        "{html}"
    );
}

#[test]
fn a_yaml_file_may_list_postings() {
    let text = "- title: One\n  company: Acme\n  description: |\n    First **text**.\n- title: Two\n  date_posted: 2026-01-02\n  description: Second.\n";
    let parsed = read("jobs.yaml", text);
    assert_eq!(parsed.diagnostics, []);
    assert_eq!(parsed.postings.iter().map(|job| job.title.value.as_str()).collect::<Vec<_>>(), ["One", "Two"]);
    let file = PostingFile { path: "jobs.yaml", bytes: text.as_bytes(), sidecar: None };
    assert_eq!(body(file, 0, &SiteUrl::local()).html, "<p>First <strong>text</strong>.</p>\n");
    assert_eq!(body(file, 1, &SiteUrl::local()).html, "<p>Second.</p>\n");
}

#[test]
fn a_sidecar_overrides_and_its_mistakes_are_its_own() {
    let file = PostingFile {
        path: "jobs/a.txt",
        bytes: b"Engineer\nWe build things together every day.\n",
        sidecar: Some(("jobs/a.yaml", b"company: Acme\nposted: 2026-13-01\napply_email: jobs@acme.example\n")),
    };
    let parsed = posting(file, &Settings::default());
    assert_eq!(parsed.postings[0].company.as_ref().unwrap().value, "Acme");
    assert_eq!(parsed.postings[0].apply.as_ref().unwrap().value, Apply::Email("jobs@acme.example".into()));
    let location = &parsed.diagnostics[0].location;
    assert_eq!((location.path.as_str(), location.line, location.column), ("jobs/a.yaml", 2, 9));
}

#[test]
fn all_mistakes_of_a_file_are_told_at_their_places() {
    let text = "---\ntitle: Dev\ncompnay: Acme\nposted: 03/04/2026\nvalid_through: soon\napply_url: javascript:alert(1)\n\
                draft: maybe\nsalary_min: lots\ncountry: Atlantis\n---\nText.\n";
    assert_eq!(
        mistakes(text),
        [
            "3:1 CB011 `compnay` is not a known key",
            "4:9 CB030 `03/04/2026` could be 2026-04-03 or 2026-03-04",
            "5:16 CB030 `soon` is not a date",
            "6:12 CB033 `javascript:alert(1)` is not a usable address",
            "7:8 CB012 `draft` is `maybe`, not true or false",
            "8:13 CB032 `salary_min` is `lots`, not a figure",
            "9:10 CB012 `Atlantis` is not a known country",
        ]
    );
}

#[test]
fn mistakes_of_syntax_do_not_hide_the_others() {
    let text = "---\ntitle: Engineer: Backend\ncompany: \"Acme\ntags: [a, b\nposted: 2026-02-30\n---\nText.\n";
    let told = mistakes(text);
    assert_eq!(told[0], "2:16 CB010 a `: ` inside a value that is not quoted", "{told:?}");
    assert_eq!(told[1], "3:10 CB010 a text that begins with `\"` is not closed", "{told:?}");
    assert_eq!(told[2], "4:7 CB010 `[` is not closed", "{told:?}");
    assert_eq!(told[3], "5:9 CB030 `2026-02-30` is not a day of the calendar", "{told:?}");
    assert_eq!(read("a.md", text).postings, []);
    assert_eq!(mistakes("---\ntitle: A\ntitle: B\n---\nText.")[0], "3:1 CB013 `title` is given twice");
    assert_eq!(mistakes("---\ntitle: A\n")[0], "1:1 CB016 front matter that begins with `---` is never closed");
    assert_eq!(mistakes("---\ncompany: A\n---\nx")[0], "1:1 CB014 a posting without a title");
    assert_eq!(mistakes("")[0], "0:0 CB004 the file is empty");
    assert!(mistakes("---\ntitle: &a x\nb: *a\n---\nText.")[0].starts_with("2:11 CB015"));
}

#[test]
fn limits_are_told_and_nothing_is_lost() {
    let long = format!(
        "---\ntitle: {}\ntags: {}\n---\nText.\n",
        "x".repeat(400),
        (0..60).map(|n| format!("t{n},")).collect::<String>()
    );
    let parsed = read("a.md", &long);
    assert_eq!(parsed.postings[0].title.value.len(), 300);
    assert_eq!(parsed.postings[0].tags.len(), 50);
    assert_eq!(parsed.diagnostics.len(), 2);
    assert_eq!(mistakes(&"x".repeat(2_000_000))[0], "0:0 CB002 the file has 2000000 bytes; 1048576 are allowed");
    assert!(mistakes(&format!("---\ntitle: {}\n---\n", "x".repeat(70_000)))[0].contains("CB015"));
    let bad = posting(PostingFile { path: "a.md", bytes: b"caf\xE9 x", sidecar: None }, &Settings::default());
    assert_eq!(bad.diagnostics[0].message, "the file is not UTF-8: it holds the byte 0xE9 at offset 3");
}

#[test]
fn what_is_left_out_of_long_lists_is_told() {
    let told = |fields: &str| mistakes(&format!("---\ntitle: Dev\n{fields}\n---\nText.\n"));
    let lines = |count: usize, line: fn(usize) -> String| (0..count).map(line).collect::<String>();
    assert_eq!(told(&lines(110, |n| format!("own{n}: 1\n"))), ["103:1 CB015 110 keys that corkboard does not know"]);
    assert!(told(&lines(990, |n| format!("own{n}: 1\n")))[0].contains("990 keys that"));
    assert!(told(&lines(1_100, |n| format!("own{n}: 1\n")))[0].ends_with("CB015 more than 2000 values"));
    assert!(
        told(&format!("{}own7: 2", lines(700, |n| format!("own{n}: 1\n"))))
            .contains(&"703:1 CB013 `own7` is given twice".to_owned())
    );
    assert_eq!(
        told(&format!("aliases:\n{}", lines(60, |n| format!("- /old/{n}/\n"))))[0],
        "4:3 CB015 60 old addresses"
    );
    assert_eq!(told(&format!("location:\n{}", lines(120, |n| format!("- Town {n}\n"))))[0], "4:3 CB015 120 places");
}

#[test]
fn toml_has_the_limits_of_yaml() {
    let told = |fields: &str| mistakes(&format!("+++\ntitle = \"Dev\"\n{fields}\n+++\nText.\n"));
    assert_eq!(told(&format!("own = {}{}", "[".repeat(15), "]".repeat(15))), [""; 0]);
    assert_eq!(
        told(&format!("own = {}{}", "[".repeat(20), "]".repeat(20)))[0],
        "3:23 CB015 values nested deeper than 16 levels"
    );
    assert!(told(&format!("own = [{}]", "1,".repeat(2_500)))[0].ends_with("CB015 more than 2000 values"));
}

#[test]
fn titles_have_no_invisible_characters() {
    let parsed = read("a.md", "---\ntitle: \"Back\u{202E}end\u{200B}\"\n---\nText.\n");
    assert_eq!(parsed.postings[0].title.value, "Backend");
    assert_eq!(parsed.diagnostics[0].message, "`title` holds invisible characters: U+202E, U+200B");
}

#[test]
fn bodies_are_safe_and_valid() {
    for (written, shown) in [
        (
            "[a](https://a.example/?x=1&y)",
            "<p><a href=\"https://a.example/?x=1&amp;y\" rel=\"nofollow noopener ugc\">a</a></p>\n",
        ),
        ("[a](javascript:alert(1))", "<p>a</p>\n"),
        ("[a](/companies/acme/)", "<p><a href=\"/companies/acme/\">a</a></p>\n"),
        (
            "![logo](https://a.example/x.png)",
            "<p><a href=\"https://a.example/x.png\" rel=\"nofollow noopener ugc\">logo</a></p>\n",
        ),
        ("![logo](/x.png)", "<p><img src=\"/x.png\" alt=\"logo\" loading=\"lazy\"></p>\n"),
        ("a<br>b <b>c</b>", "<p>a<br>b <b>c</b></p>\n"),
        ("<script>alert(1)</script>", ""),
        ("<para1> x", "<p>&lt;para1&gt; x</p>\n"),
        ("# A\n\n### B\n\n## C", "<h2>A</h2>\n<h3>B</h3>\n<h3>C</h3>\n"),
        ("##\n\n[](https://a.example)", ""),
        ("a  \nb", "<p>a<br>\nb</p>\n"),
        ("- [x] done", "<ul>\n<li>☑ done</li>\n</ul>\n"),
        ("<img src=x onerror=alert(1)>", ""),
        ("<a href=\"javascript:x\" onclick=\"y\">z</a>", "<p><a>z</a></p>\n"),
    ] {
        assert_eq!(drawn(&format!("---\ntitle: x\n---\n{written}")).html, shown, "{written}");
    }
    let table = drawn("---\ntitle: x\n---\n|a||\n|:-|-|\n|b|c|\n").html;
    assert!(table.contains("<th scope=\"col\">a</th><td></td>") && !table.contains("style"), "{table}");
}

#[test]
fn links_count_from_the_board_and_become_absolute_for_feeds() {
    let site = SiteUrl::parse("https://example.org/jobs/").unwrap();
    let text = "---\ntitle: x\n---\n[a](/companies/acme/) ![b](img/x.png)\n";
    let shown = body(PostingFile { path: "a.md", bytes: text.as_bytes(), sidecar: None }, 0, &site);
    assert!(shown.html.contains("href=\"/jobs/companies/acme/\"") && shown.html.contains("src=\"/jobs/img/x.png\""));
    assert_eq!(shown.paths, ["/companies/acme/", "/img/x.png"]);
}

#[test]
fn profiles_and_pages_are_read() {
    let (profile, told) = company(
        "companies/acme.md",
        b"---\nname: Acme Inc.\naliases: [ACME]\nurl: https://acme.example\nfounded: 1999\n---\nWe *make* things.\n",
    );
    let profile = profile.unwrap();
    assert_eq!((told.len(), profile.name.value.as_str(), profile.slug.as_str()), (0, "Acme Inc.", "acme"));
    assert_eq!(profile.extra["founded"], 1999);
    let (about, told) = page("pages/about.md", b"# About us\n\nText.\n");
    assert_eq!((told.len(), about.unwrap().title.as_str()), (0, "About us"));
    assert_eq!(prose(b"# About us\n\nText.\n", &SiteUrl::local()).html, "<p>Text.</p>\n");
}
