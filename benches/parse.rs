//! What reading a posting and drawing its body cost. Made-up text of the size of real ones (0.8 kB of front matter,
//! 4.2 kB of Markdown). `cargo bench --bench parse`

use std::fmt::Write as _;
use std::hint::black_box;

use corkboard::model::{Settings, SiteUrl};
use corkboard::parse::{PostingFile, body, posting};
use criterion::{Criterion, criterion_group, criterion_main};

/// Paragraphs, headings and lists with some bold text and links.
fn text() -> String {
    let mut text = String::new();
    for part in 0..6 {
        let _ = write!(
            text,
            "## Part {part}\n\nWe build **tools** for people who mend bicycles, and we look for someone who likes to \
             finish things. You talk with riders, draw what they mean, and ship it on [our site](https://a.example/{part}).\n\n\
             - You have built services that many people use every day\n- You write tests before the bug comes back\n\
             - You know one language well and two others a little\n\nOur team is small, works in daylight, and keeps \
             notes. Every second Friday we show each other what went wrong and what we learned from it.\n\n"
        );
    }
    text
}

fn front_matter() -> String {
    let fields = "---\ntitle: \"Backend Engineer\"\ncompanyName: \"Brass Pin\"\ncompanyWebsite: \"https://pin.example/\"\n\
         location: \"Berlin, Germany\"\nurl: \"https://pin.example/jobs/1\"\napplyUrl: \"https://pin.example/jobs/1/apply\"\n\
         timestamp: 1616025600000\nhashtags: \"#rust,#sql,#linux\"\njobType: \"software\"\n\
         summary: \"Brass Pin looks for a backend engineer who likes bicycles and finishes what is begun.\"\n\
         featured: 6\nsalary: \"60,000-80,000 EUR/year\"\n---\n\n";
    format!("{fields}{}", text())
}

fn heading() -> String {
    format!(
        "# [Backend Engineer](https://pin.example/apply/1)  \n### Brass Pin  \n#### `💰 60k-80k EUR` `🌎 Berlin, Germany`  \n\n\
         {}  \n## CLICK TO [APPLY](https://pin.example/apply/1)\n",
        text().replace("**tools**", " **tools** ").replace("- You have", "  * **You** have")
    )
}

fn broken(text: &str) -> String {
    text.replace("**tools**", "**tools **").replace(" **tools** ", "**tools **")
}

fn parse(criterion: &mut Criterion) {
    let settings = Settings::default();
    let site = SiteUrl::local();
    let cases = [
        ("front_matter", front_matter()),
        ("heading", heading()),
        ("front_matter_broken", broken(&front_matter())),
        ("heading_broken", broken(&heading())),
    ];
    for (name, text) in &cases {
        let file = PostingFile { path: "jobs/a.md", bytes: text.as_bytes(), sidecar: None };
        criterion.bench_function(&format!("posting/{name}"), |bencher| {
            bencher.iter(|| posting(black_box(file), &settings));
        });
        criterion.bench_function(&format!("body/{name}"), |bencher| {
            bencher.iter(|| body(black_box(file), 0, &site));
        });
    }
}

criterion_group!(benches, parse);
criterion_main!(benches);
