//! Writes a board of any size for measurements: the same postings for the same number and seed.
//!
//!     cargo run --release --example generate_board -- --n 100000 --out DIR
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, reason = "a tool for measurements")]

use std::fs;
use std::path::PathBuf;

/// A small generator of numbers (SplitMix64): the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[usize::try_from(self.below(words.len() as u64)).unwrap()]
    }

    /// A number below the bound of which small ones are frequent, as ranks of names are (Zipf with exponent one).
    fn rank(&mut self, bound: u64) -> u64 {
        #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let rank = ((bound as f64).powf(self.below(1 << 53) as f64 / (1_u64 << 53) as f64) - 1.0) as u64;
        rank.min(bound - 1)
    }
}

const LEVELS: [&str; 6] = ["", "Senior ", "Junior ", "Lead ", "Staff ", "Principal "];
const FIELDS: [&str; 12] = [
    "Backend",
    "Frontend",
    "Data",
    "Platform",
    "Mobile",
    "Security",
    "Embedded",
    "Machine Learning",
    "Payments",
    "Search",
    "Quality",
    "Cloud",
];
const ROLES: [&str; 8] =
    ["Engineer", "Developer", "Architect", "Analyst", "Designer", "Manager", "Specialist", "Consultant"];
const FIRST: [&str; 16] = [
    "Amber", "Birch", "Copper", "Delta", "Ember", "Fjord", "Granite", "Harbor", "Iris", "Juniper", "Kestrel", "Linden",
    "Marble", "North", "Opal", "Pine",
];
const SECOND: [&str; 12] = [
    "Works",
    "Labs",
    "Systems",
    "Logic",
    "Bridge",
    "Fields",
    "Metrics",
    "Studio",
    "Networks",
    "Foundry",
    "Analytics",
    "Robotics",
];
const PLACES: [&str; 14] = [
    "Berlin, Germany",
    "Remote",
    "Remote, United States",
    "Paris, France",
    "London, United Kingdom",
    "Toronto, Canada",
    "Madrid, Spain",
    "Lisbon, Portugal",
    "Warsaw, Poland",
    "Remote - Europe",
    "Bengaluru, India",
    "Sydney, Australia",
    "São Paulo, Brazil",
    "Vienna, Austria",
];
const TAGS: [&str; 24] = [
    "python",
    "java",
    "javascript",
    "aws",
    "sql",
    "docker",
    "react",
    "kubernetes",
    "linux",
    "golang",
    "typescript",
    "rust",
    "postgresql",
    "kafka",
    "terraform",
    "ruby",
    "php",
    "scala",
    "graphql",
    "redis",
    "android",
    "ios",
    "spark",
    "elixir",
];
const WORDS: [&str; 40] = [
    "we", "build", "tools", "for", "people", "who", "care", "about", "their", "craft", "and", "the", "team", "works",
    "in", "small", "steps", "with", "clear", "goals", "you", "will", "design", "services", "that", "carry", "real",
    "load", "every", "day", "write", "tests", "review", "changes", "share", "what", "learn", "keep", "systems",
    "healthy",
];

fn sentence(numbers: &mut Numbers, body: &mut String) {
    let length = 8 + numbers.below(14);
    for place in 0..length {
        let word = numbers.pick(&WORDS);
        if place == 0 {
            body.push_str(&word[..1].to_uppercase());
            body.push_str(&word[1..]);
        } else {
            body.push(' ');
            body.push_str(word);
        }
    }
    body.push_str(". ");
}

/// A body of 1 to 17 kB, most of them about 4.
fn body(numbers: &mut Numbers) -> String {
    let size = 1000 + numbers.below(4000) + numbers.rank(12_000);
    let mut body = String::new();
    while (body.len() as u64) < size {
        body.push_str(&format!("## {} {}\n\n", numbers.pick(&FIELDS), numbers.pick(&ROLES)));
        for _ in 0..2 {
            (0..4).for_each(|_| sentence(numbers, &mut body));
            body.push_str("\n\n");
        }
        for _ in 0..4 {
            body.push_str("- **");
            body.push_str(numbers.pick(&WORDS));
            body.push_str("** ");
            sentence(numbers, &mut body);
            body.push('\n');
        }
        body.push('\n');
    }
    body
}

fn posting(number: u64, all: u64, numbers: &mut Numbers) -> String {
    let title = format!("{}{} {}", numbers.pick(&LEVELS), numbers.pick(&FIELDS), numbers.pick(&ROLES));
    let company = numbers.rank((all / 6).max(1));
    let name = format!(
        "{} {} {company}",
        FIRST[usize::try_from(company % 16).unwrap()],
        SECOND[usize::try_from(company / 16 % 12).unwrap()]
    );
    let mut tags: Vec<String> = (0..3 + numbers.below(8))
        .map(|_| match numbers.rank(187) {
            rank if rank < 24 => TAGS[usize::try_from(rank).unwrap()].to_owned(),
            rank => format!("topic-{rank}"),
        })
        .collect();
    tags.sort();
    tags.dedup();
    let day = numbers.below(3 * 365);
    let (year, of_year) = (2023 + day / 365, day % 365);
    let date = format!("{year}-{:02}-{:02}", (of_year / 31 + 1).min(12), of_year % 28 + 1);
    let low = 40 + numbers.below(120);
    let salary = if numbers.below(3) == 0 {
        format!("salary: \"${low},000 - ${},000 per year\"\n", low + 20)
    } else {
        String::new()
    };
    let place = numbers.pick(&PLACES);
    format!(
        "---\ntitle: \"{title}\"\ncompany: \"{name}\"\ndate_posted: {date}\nlocation: \"{place}\"\napply_url: \"https://apply.example/{number}\"\nsummary: \"{name} looks for a {title}.\"\ntags: [{}]\n{salary}---\n\n{}",
        tags.join(", "),
        body(numbers)
    )
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value =
        |name: &str| arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1));
    let (Some(count), Some(out)) =
        (value("--n").and_then(|n| n.parse::<u64>().ok()), value("--out").map(PathBuf::from))
    else {
        eprintln!("usage: generate_board --n POSTINGS --out DIR");
        return;
    };
    let mut numbers = Numbers(20_261_121);
    for number in 0..count {
        let folder = out.join("content/jobs").join(format!("{:04}", number / 1000));
        if number % 1000 == 0 {
            fs::create_dir_all(&folder).unwrap();
        }
        fs::write(folder.join(format!("opening-number-{number}.md")), posting(number, count, &mut numbers)).unwrap();
    }
    fs::write(out.join("board.yaml"), "title: Measured board\nbase_url: https://board.example/\n").unwrap();
    println!("{count} postings in {}", out.display());
}
