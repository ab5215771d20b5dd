//! What is told to the author: mistakes and warnings, each with a code, a place and help.
//! Pure values; `cli` draws them. Codes are listed in `Code`, each has a page in `docs/reference/diagnostics/`.

use serde::{Deserialize, Serialize};

use crate::source::{Location, Source, Span};

/// How much a diagnostic weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Stops the build; the site stays as it was.
    Error,
    /// Told, and counted as an error by `--strict`.
    Warning,
    /// Worth knowing; never stops anything.
    Note,
}

macro_rules! codes {
    ($($number:literal $name:ident $meaning:literal,)*) => {
        /// The kinds of diagnostics. The number is permanent: it is never given to another meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code { $(#[doc = $meaning] $name = $number,)* }

        impl Code {
            /// Every code, in the order of its number.
            pub const ALL: &[Code] = &[$(Code::$name,)*];

            /// One line that says what the code stands for.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => $meaning,)* }
            }
        }
    };
}

// 1–9 reading files · 10–29 front matter · 30–49 facts · 50–59 bodies · 60–69 identity ·
// 70–79 settings · 80–89 templates and pages · 90–99 the board as a whole ·
// 100–109 importing
codes! {
    1 UnreadableFile "a file could not be read as text",
    2 FileTooLarge "a file is larger than the limit",
    3 RepairedEncoding "a text was read in the wrong encoding once and has been repaired",
    4 EmptyPosting "a file holds no posting",
    5 OrphanSidecar "a sidecar has no posting beside it",
    6 OtherFile "a file that is neither a posting nor a profile nor a page",
    10 FrontMatterSyntax "front matter that is not valid YAML or TOML",
    11 UnknownKey "a key that is close to a known one",
    12 WrongType "a value of the wrong type",
    13 DuplicateKey "a key that is given twice",
    14 MissingTitle "a posting without a title",
    15 FrontMatterTooLarge "front matter beyond the limits of size, depth or aliases",
    16 UnclosedFrontMatter "front matter that is never closed",
    30 UnreadableDate "a date that is not one",
    31 DeadlineBeforePosting "a posting that closes before it opens",
    32 UnreadableSalary "a salary that cannot be read",
    33 UnreadableUrl "an address that is not a usable URL",
    34 UnknownEmploymentType "an employment type that schema.org does not know",
    35 UnknownLanguage "a language that is not a known tag",
    36 DatePostedInFuture "a posting dated after today",
    37 SuspiciousText "invisible or direction-changing characters in a field",
    38 LookAlike "a company whose name looks like that of another",
    39 UnusableLogo "a logo that cannot be shown",
    40 RemoteLogo "a logo that lies at another host and is not shown",
    50 CutDescription "a description that looks cut off",
    51 EmptyDescription "a posting without a description",
    52 BrokenLink "a link to a page or file of the board that does not exist",
    53 UnsafeMarkup "markup that was made harmless",
    60 DuplicateId "an id that two postings share",
    61 MergedDuplicate "a posting that was merged into another",
    62 DeadAlias "an old address that is a page again",
    70 SettingsSyntax "settings that are not valid YAML",
    71 UnknownSetting "a setting that does not exist",
    72 WrongSetting "a setting with a value of the wrong type or range",
    73 OldRates "exchange rates that are old",
    74 PaleAccent "a colour in which text would be hard to read",
    80 TemplateMistake "a template that cannot be used",
    81 NameCollision "a file of `static/` that wants the name of another file of the site",
    82 MissingWords "a language of which words are missing",
    90 NoOpenPostings "a board without one open posting",
    91 ShrunkenBoard "a board with far fewer open postings than last time",
    92 NotEligible "a posting that search engines will not take as a job",
    93 PastDeadline "an open posting whose deadline has passed",
    94 PostingOutside "a file that looks like a posting but lies outside the content folder",
    95 RobotsBelowRoot "robots.txt has no effect below the root of a host",
    100 ImportSyntax "a document to import that is not of its format",
    101 ImportRecord "a posting to import that lacks something or holds it in another form",
    102 ShrunkenSource "a source with far fewer postings than last time",
    103 ChangedTwice "a fact that both its source and a person have changed",
}

impl Code {
    /// The code as shown: `CB` and three digits.
    pub fn id(self) -> String {
        format!("CB{:03}", self as u16)
    }
}

/// One thing to tell the author.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// Its kind.
    pub code: Code,
    /// What is wrong, present tense, lower case, no full stop; things in backticks.
    pub message: String,
    /// What to do instead.
    pub help: Option<String>,
    /// Where.
    pub location: Location,
}

impl Diagnostic {
    /// A mistake at a place in a text.
    pub fn error(code: Code, source: &Source, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(Severity::Error, code, source.locate(span), message)
    }

    /// A warning at a place in a text.
    pub fn warning(code: Code, source: &Source, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::at(Severity::Warning, code, source.locate(span), message)
    }

    /// A diagnostic at a place that is already known.
    pub fn at(severity: Severity, code: Code, location: Location, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity, code, message: message.into(), help: None, location }
    }

    /// The same with help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help = Some(help.into());
        self
    }

    /// The order in which diagnostics are shown: path, line, column, code.
    pub fn order(&self, other: &Diagnostic) -> std::cmp::Ordering {
        let key = |d: &Diagnostic| (d.location.line, d.location.column, d.code);
        self.location
            .path
            .cmp(&other.location.path)
            .then_with(|| key(self).cmp(&key(other)))
            .then_with(|| self.message.cmp(&other.message))
    }
}

/// The known name nearest to a written one, when near enough to be a slip: up to one change in four letters.
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (written.chars().count() / 4).max(1);
    let written = small(written);
    known
        .into_iter()
        .map(|name| (small(name), name))
        // A change of length takes as many steps; most names are ruled out by it.
        .filter(|(letters, _)| letters.len().abs_diff(written.len()) <= limit)
        .map(|(letters, name)| (edit_distance(&written, &letters), name))
        .filter(|(distance, name)| *distance <= limit && *distance < name.chars().count())
        .min()
        .map(|(_, name)| name)
}

fn small(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).collect()
}

/// Number of insertions, removals, changes and swaps of neighbours between two words (optimal string alignment).
fn edit_distance(left: &[char], right: &[char]) -> usize {
    let mut rows = vec![vec![0; right.len() + 1]; left.len() + 1];
    for (i, row) in rows.iter_mut().enumerate() {
        row[0] = i;
    }
    rows[0] = (0..=right.len()).collect();
    for i in 1..=left.len() {
        for j in 1..=right.len() {
            let change = usize::from(left[i - 1] != right[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(rows[i][j - 1] + 1).min(rows[i - 1][j - 1] + change);
            let swapped = i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1];
            if swapped {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            rows[i][j] = best;
        }
    }
    rows[left.len()][right.len()]
}

#[cfg(test)]
mod tests {
    use super::{Code, nearest};

    #[test]
    fn a_slip_finds_its_word() {
        let known = ["title", "company", "salary"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("compnay", known), Some("company"));
        assert_eq!(nearest("budget", known), None);
    }

    #[test]
    fn numbers_rise_and_are_shown_with_three_digits() {
        assert!(Code::ALL.windows(2).all(|pair| (pair[0] as u16) < pair[1] as u16));
        assert_eq!(Code::UnknownKey.id(), "CB011");
    }
}
