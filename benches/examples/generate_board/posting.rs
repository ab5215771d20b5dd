//! One posting and the ways in which it is written down.

use super::body::body;
use super::numbers::Numbers;
use super::words::{FIELDS, FIRST, LEVELS, PLACES, ROLES, SECOND, TAGS};

/// How many tags there are, as on a real board.
const KNOWN_TAGS: u64 = 187;

/// A posting.
pub struct Posting {
    /// Name of its file, without its ending.
    pub file: String,
    number: u64,
    title: String,
    company: String,
    tags: Vec<String>,
    /// `YYYY-MM-DD`, within three years.
    date: String,
    place: &'static str,
    salary: Option<String>,
    /// A number from 0 to 99 that chooses how the posting is written.
    hand: u64,
    body: String,
}

impl Posting {
    /// The next posting of a board of `all`.
    pub fn new(number: u64, all: u64, numbers: &mut Numbers) -> Posting {
        let title = format!("{}{} {}", numbers.pick(&LEVELS), numbers.pick(&FIELDS), numbers.pick(&ROLES));
        let company = numbers.rank((all / 6).max(1));
        let word = |words: &[&'static str], at: u64| words[usize::try_from(at).unwrap() % words.len()];
        let company = format!("{} {} {company}", word(&FIRST, company), word(&SECOND, company / 16));
        let mut tags: Vec<String> = (0..3 + numbers.below(8))
            .map(|_| match usize::try_from(numbers.rank(KNOWN_TAGS)).unwrap() {
                rank if rank < TAGS.len() => TAGS[rank].to_owned(),
                rank => format!("topic-{rank}"),
            })
            .collect();
        tags.sort();
        tags.dedup();
        let day = numbers.below(3 * 365);
        let (year, of_year) = (2023 + day / 365, day % 365);
        let date = format!("{year}-{:02}-{:02}", (of_year / 31 + 1).min(12), of_year % 28 + 1);
        let low = 40 + numbers.below(120);
        let salary = numbers.in_hundred(30).then(|| format!("${low},000 - ${},000 per year", low + 20));
        let slug = |text: &str| text.to_lowercase().replace(' ', "-");
        Posting {
            file: format!("{}-{}-{number}", slug(&title), slug(&company)),
            place: numbers.pick(&PLACES),
            hand: numbers.below(100),
            body: body(&company, numbers),
            number,
            title,
            company,
            tags,
            date,
            salary,
        }
    }

    /// As boards of ours hold it: front matter of three hands, and files that begin with a heading.
    pub fn of_our_own(&self) -> String {
        match self.hand {
            0..45 => self.plain(),
            45..70 => self.of_a_feed(),
            70..80 => self.by_hand(),
            _ => self.with_a_heading(),
        }
    }

    fn plain(&self) -> String {
        let Posting { number, title, company, tags, date, place, .. } = self;
        let salary = self.line("salary: ", self.salary.as_deref());
        let tags = tags.join(", ");
        format!(
            "---\ntitle: \"{title}\"\ncompany: {company}\ndate_posted: {date}\nlocation: \"{place}\"\n\
             apply_url: https://apply.example/{number}\nsummary: \"{company} looks for a {title}.\"\n\
             tags: [{tags}]\n{salary}---\n\n{}",
            self.body
        )
    }

    /// As programs write it: other names for the keys, a time in milliseconds, tags in one text, keys of their own.
    fn of_a_feed(&self) -> String {
        let Posting { number, title, company, date, place, .. } = self;
        let tags: Vec<String> = self.tags.iter().map(|tag| format!("#{tag}")).collect();
        let tags = tags.join(",");
        let stars = number % 20;
        format!(
            "---\ntitle: \"{title}\"\nlocation: \"{place}\"\nhost: \"https://apply.example/\"\n\
             companyName: \"{company}\"\nurl: \"https://apply.example/{number}\"\n\
             applyUrl: \"https://apply.example/{number}/apply\"\npublishedAt: \"{date}T09:30:00Z\"\n\
             hashtags: \"{tags}\"\njobType: \"fullTime\"\ncompanyWebsite: \"https://www.employer.example/\"\n\
             summary: \"If you know {title} work, {company} would like to hear from you; it is hiring now.\"\n\
             summaryBackup: \"Love {tags}? Check out this job post!\"\nfeatured: {stars}\narchived: \"false\"\n---\n\n{}",
            self.body
        )
    }

    /// As people write it: comments, lists on lines of their own, quotes within quotes, blank lines.
    fn by_hand(&self) -> String {
        let Posting { number, title, company, date, place, .. } = self;
        let tags: String = self.tags.iter().map(|tag| format!("  - {tag}\n")).collect();
        let salary = self.line("Salary: ", self.salary.as_deref());
        format!(
            "---\n# please keep this file until the job is filled\nTitle: '{title}'\nCompany: '{company}'\n\
             Posted: {date}   # first day\n\nLocation: {place}\nEmployment type: Full time\ntags:\n{tags}{salary}\
             Apply: 'https://apply.example/{number}'\nteam: \"the \\\"{number}\\\" team\"\n---\n{}",
            self.body
        )
    }

    /// As lists of postings on code hosts write it: a title that is a link, the employer, marks for pay and place.
    fn with_a_heading(&self) -> String {
        let Posting { number, title, company, place, .. } = self;
        let pay = self.salary.as_ref().map(|salary| format!("`💰 {salary}` ")).unwrap_or_default();
        format!(
            "# [{title}](https://apply.example/{number})  \n### {company}  \n#### {pay}`🌎 {place}`  \n\n{}\n\n\
             ### [Apply to this job](https://apply.example/{number})  \n",
            self.body
        )
    }

    fn line(&self, key: &str, value: Option<&str>) -> String {
        value.map(|value| format!("{key}{value}\n")).unwrap_or_default()
    }

    /// The same posting for Hugo.
    pub fn for_hugo(&self) -> String {
        let Posting { number, title, company, date, place, .. } = self;
        let tags = self.tags.join(", ");
        let salary = self.line("salary: ", self.salary.as_deref());
        format!(
            "---\ntitle: \"{title}\"\ndate: {date}\ncompanies: [\"{company}\"]\ntags: [{tags}]\nlocation: \"{place}\"\n\
             apply_url: https://apply.example/{number}\ndescription: \"{company} looks for a {title}.\"\n{salary}---\n\n{}",
            self.body
        )
    }

    /// The same posting for Zola.
    pub fn for_zola(&self) -> String {
        let Posting { number, title, company, date, place, .. } = self;
        let tags = self.tags.join(", ");
        let salary = self.line("  salary: ", self.salary.as_deref());
        format!(
            "---\ntitle: \"{title}\"\ndate: {date}\ndescription: \"{company} looks for a {title}.\"\n\
             taxonomies:\n  companies: [\"{company}\"]\n  tags: [{tags}]\nextra:\n  company: \"{company}\"\n  \
             location: \"{place}\"\n  apply_url: https://apply.example/{number}\n{salary}---\n\n{}",
            self.body
        )
    }
}
