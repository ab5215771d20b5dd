//! Whether a word counts as a skill where it stands. An ordinary word needs company: a skill beside it in a list,
//! a cue before it, a trade behind it.

/// What an alias needs in order to count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Nothing.
    Always,
    /// Its exact spelling.
    Spelled,
    /// A skill beside it in a list, a cue before it or a trade behind it.
    Company,
    /// A skill beside it in a list.
    List,
    /// A sentence that speaks of making, running or knowing it.
    Sentence,
}

impl Rule {
    /// The rule that the mark before an alias stands for, and the alias.
    pub(super) fn read(alias: &'static str) -> (Rule, &'static str) {
        let marks = [('=', Rule::Spelled), ('~', Rule::Company), ('&', Rule::List), ('^', Rule::Sentence)];
        let marked = marks.iter().find_map(|(mark, rule)| Some((*rule, alias.strip_prefix(*mark)?)));
        marked.unwrap_or((Rule::Always, alias))
    }
}

/// An alias in a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub skill: usize,
    pub rule: Rule,
    /// A tool, not a topic: only tools are company.
    pub is_tool: bool,
    pub start: u32,
    pub end: u32,
}

impl Hit {
    fn is_sure(&self) -> bool {
        matches!(self.rule, Rule::Always | Rule::Spelled)
    }
}

/// Words before a skill that make the next word one.
const CUES: &[&str] = &[
    "in",
    "with",
    "using",
    "use",
    "uses",
    "of",
    "via",
    "like",
    "including",
    "know",
    "mit",
    "avec",
    "con",
    "com",
    "en",
    "em",
    "as",
    "e.g",
    "eg",
    "leverage",
    "or",
    "from",
    "love",
    "modern",
    "idiomatic",
    "advanced",
    "strong",
    "solid",
    "our",
    "to",
];
/// Of these cues only some words before them make a cue.
const LOOSE: &[&str] = &["on", "of", "or", "our", "to", "from", "en", "strong", "as"];
const BEFORE_LOOSE: &[&str] = &[
    "built",
    "based",
    "running",
    "written",
    "knowledge",
    "experience",
    "understanding",
    "command",
    "use",
    "familiarity",
    "proficiency",
    "mastery",
    "years",
    "fluency",
    "background",
    "such",
    "expertise",
    "proficient",
    "skills",
    "stack",
    "exposure",
    "users",
    "grasp",
    "connaissance",
    "kenntnisse",
    "maîtrise",
];
/// Words behind a skill that make the word before one.
const TRADES: &[&str] = &[
    "developer",
    "developers",
    "engineer",
    "engineers",
    "engineering",
    "programming",
    "programmer",
    "programmers",
    "development",
    "language",
    "framework",
    "frameworks",
    "codebase",
    "code",
    "stack",
    "library",
    "libraries",
    "scripts",
    "scripting",
    "services",
    "experience",
    "skills",
    "knowledge",
    "expertise",
    "certified",
    "certification",
    "backend",
    "ecosystem",
    "architect",
    "specialist",
    "api",
    "apis",
    "sdk",
    "entwickler",
];
/// Words of a sentence that speaks of making, running or knowing a platform.
const MAKING: &[&str] = &[
    "develop",
    "developer",
    "developers",
    "developing",
    "development",
    "engineer",
    "engineers",
    "engineering",
    "experience",
    "native",
    "sdk",
    "programming",
    "knowledge",
    "testing",
    "administration",
    "server",
    "servers",
    "environment",
    "environments",
    "familiarity",
    "proficiency",
    "proficient",
    "familiar",
    "expertise",
    "skills",
    "platforms",
    "frameworks",
    "debugging",
    "build",
    "maintain",
    "support",
    "troubleshoot",
    "troubleshooting",
    "scripting",
    "kenntnisse",
    "erfahrung",
    "entwicklung",
    "développement",
    "desarrollo",
    "systems",
];

/// The hits that count.
pub(super) fn settle(text: &str, is_title: bool, hits: Vec<Hit>) -> Vec<Hit> {
    if hits.iter().all(Hit::is_sure) {
        return hits;
    }
    let mut settled: Vec<bool> = hits.iter().map(Hit::is_sure).collect();
    // Forward, then back: a list of ordinary words is carried by the one sure skill at either end.
    for index in 0..hits.len() {
        settled[index] = settled[index] || counts(text, is_title, &hits, &settled, index);
    }
    for index in (0..hits.len()).rev() {
        settled[index] = settled[index] || has_neighbour(text, &hits, &settled, index);
    }
    hits.into_iter().zip(settled).filter_map(|(hit, is_settled)| is_settled.then_some(hit)).collect()
}

fn counts(text: &str, is_title: bool, hits: &[Hit], settled: &[bool], index: usize) -> bool {
    let hit = &hits[index];
    if is_part_of_more(text, hit) {
        return false;
    }
    has_neighbour(text, hits, settled, index)
        || match hit.rule {
            Rule::Company => has_cue(text, hit) || has_trade(text, hit) || (is_title && fills_piece(text, hit)),
            Rule::Sentence => is_title || sentence_is_of_making(text, hit),
            _ => false,
        }
}

/// `C-level`, `R&D`, `Go-live`, `Spark's`: a short name that is only the beginning of something else.
fn is_part_of_more(text: &str, hit: &Hit) -> bool {
    let after = &text.as_bytes()[hit.end as usize..];
    let before = text.as_bytes()[..hit.start as usize].last().copied().unwrap_or(b' ');
    let next_is_letter = after.get(1).is_some_and(u8::is_ascii_alphabetic);
    let is_joined = next_is_letter && matches!(after[0], b'-' | b'&' | b'\'');
    is_joined || (hit.end - hit.start == 1 && matches!(before, b'-' | b'&'))
}

/// True when a skill that counts stands beside this one in a list.
fn has_neighbour(text: &str, hits: &[Hit], settled: &[bool], index: usize) -> bool {
    let hit = &hits[index];
    if is_part_of_more(text, hit) {
        return false;
    }
    let after = hits[index + 1..].iter().zip(&settled[index + 1..]).take(3);
    let before = hits[..index].iter().zip(&settled[..index]).rev().take(3);
    let beside_after =
        after.take_while(|(other, _)| other.start.saturating_sub(hit.end) < 24).any(|(other, is_settled)| {
            *is_settled
                && other.is_tool
                && other.start >= hit.end
                && other.skill != hit.skill
                && is_list_gap(text, hit.end, other.start)
        });
    beside_after
        || before.take_while(|(other, _)| hit.start.saturating_sub(other.end) < 24).any(|(other, is_settled)| {
            *is_settled
                && other.is_tool
                && other.end <= hit.start
                && other.skill != hit.skill
                && is_list_gap(text, other.end, hit.start)
        })
}

/// Between two items of one list: signs of lists and joining words, and at least one of them.
fn is_list_gap(text: &str, start: u32, end: u32) -> bool {
    let gap = &text[start as usize..end as usize];
    if gap.len() > 16 || gap.contains(". ") || gap.contains("\n\n\n") {
        return false;
    }
    let mut separates = false;
    for word in gap.split(|c: char| c.is_whitespace()).filter(|word| !word.is_empty()) {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_joint = matches!(
            bare,
            "" | "and" | "or" | "und" | "oder" | "et" | "ou" | "y" | "o" | "e" | "i" | "and/or" | "plus"
        );
        if !is_joint {
            return false;
        }
        separates |= !bare.is_empty() || word.contains([',', '/', '|', '&', ';', '•', '·', '+', '(', ')', '*', '-']);
    }
    separates
}

fn has_cue(text: &str, hit: &Hit) -> bool {
    let (last, one_before) = words_before(text, hit.start);
    is_one_of(last, CUES) && (!is_one_of(last, LOOSE) || is_one_of(one_before, BEFORE_LOOSE))
}

/// True when a word, whatever its case, is one of the given ones. None of them has more than 16 letters.
fn is_one_of(word: &str, known: &[&str]) -> bool {
    let mut room = [0; 16];
    match room.get_mut(..word.len()) {
        Some(small) if word.is_ascii() => {
            small.copy_from_slice(word.as_bytes());
            small.make_ascii_lowercase();
            known.iter().map(|known| known.as_bytes()).any(|known| known.first() == small.first() && known == small)
        }
        _ => !word.is_ascii() && known.contains(&word.to_lowercase().as_str()),
    }
}

/// The word before an offset and the word before that one, with nothing but blanks and emphasis between.
fn words_before(text: &str, end: u32) -> (&str, &str) {
    let is_blank = |c: char| c.is_whitespace() || matches!(c, '*' | '_');
    let word = |text: &str| -> (usize, usize) {
        let trimmed = text.trim_end_matches(is_blank);
        let start = trimmed
            .rfind(|c: char| !c.is_alphanumeric() && c != '.')
            .map_or(0, |at| at + trimmed[at..].chars().next().map_or(1, char::len_utf8));
        (start, trimmed.len())
    };
    let near = super::super::words::floor(text, (end as usize).saturating_sub(60));
    let head = &text[near..end as usize];
    let (start, last_end) = word(head);
    let (start_before, end_before) = word(&head[..start]);
    (&head[start..last_end], &head[start_before..end_before])
}

fn has_trade(text: &str, hit: &Hit) -> bool {
    let far = super::super::words::floor(text, hit.end as usize + 40);
    let rest = text[hit.end as usize..far].trim_start_matches([' ', '*', '_', '\u{a0}', '/', '-']);
    let length = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    is_one_of(&rest[..length], TRADES)
}

/// True when the name stands alone between the signs of a title: `Backend Engineer - Go`, `(Rust)`.
fn fills_piece(text: &str, hit: &Hit) -> bool {
    let is_sign = |c: char| matches!(c, '(' | ')' | '[' | ']' | ',' | '/' | '|' | '-' | '–' | '—' | '+' | '&');
    let before = text[..hit.start as usize].trim_end();
    let after = text[hit.end as usize..].trim_start();
    before.ends_with(is_sign) && (after.is_empty() || after.starts_with(is_sign))
}

fn sentence_is_of_making(text: &str, hit: &Hit) -> bool {
    let near = super::super::words::floor(text, (hit.start as usize).saturating_sub(160));
    let far = super::super::words::floor(text, hit.end as usize + 160);
    let is_end = |c: char| matches!(c, '\n' | '.' | '!' | '?' | ';');
    let start = text[near..hit.start as usize].rfind(is_end).map_or(near, |at| near + at);
    let end = text[hit.end as usize..far].find(is_end).map_or(far, |at| hit.end as usize + at);
    text[start..end].split(|c: char| !c.is_alphabetic()).any(|word| is_one_of(word, MAKING))
}
