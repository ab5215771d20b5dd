//! The table of skills, built once from `data/skills.txt`: about 1,500 skills with 5,000 aliases in a few milliseconds.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use super::super::lists;
use super::company::{Hit, Rule};
use super::tokens::{Token, tokens};
use crate::model::{Slug, Tag};
use crate::parse::tables::WordMap;

/// A skill.
pub(super) struct Skill {
    /// Its name and page.
    pub tag: Tag,
    /// Skills that it implies.
    pub implies: Vec<usize>,
    /// How much a mention tells: tools more than topics.
    pub weight: u32,
}

/// A way to write a skill, without its first word.
struct Alias {
    rest: Box<[u64]>,
    skill: usize,
    rule: Rule,
    /// The spelling that is needed, when the case matters.
    spelling: Option<&'static str>,
}

/// The aliases that begin with one word, long ones first.
#[derive(Default)]
struct Aliases {
    list: Vec<Alias>,
    /// Where those of one word begin.
    singles: usize,
    /// A bit for the hash of every second word: `data` begins 75 aliases, and hardly any text goes on with one of them.
    seconds: [u64; 4],
}

impl Aliases {
    fn settle(&mut self) {
        self.list.sort_by_key(|alias| std::cmp::Reverse(alias.rest.len()));
        self.singles = self.list.partition_point(|alias| !alias.rest.is_empty());
        for second in self.list.iter().filter_map(|alias| alias.rest.first()) {
            self.seconds[(second >> 62) as usize] |= 1 << (second >> 56 & 63);
        }
    }

    /// Those that may stand where this word follows.
    fn before(&self, second: Option<&Token>) -> &[Alias] {
        let may_be_long =
            second.is_some_and(|Token { hash, .. }| self.seconds[(hash >> 62) as usize] & 1 << (hash >> 56 & 63) != 0);
        &self.list[if may_be_long { 0 } else { self.singles }..]
    }
}

const TOOL: u32 = 3;
const TOPIC: u32 = 1;

/// All skills, and the aliases by the hash of their first word, long ones first.
pub(super) struct Table {
    /// The skills in the order of the file.
    pub skills: Vec<Skill>,
    aliases: HashMap<u64, Aliases, BuildHasherDefault<Given>>,
    /// A bit for the low bits of the hash of every first word: nine words of ten are told by it to begin no alias.
    firsts: Vec<u64>,
}

const FIRST_BITS: u32 = 16;

/// The word of `firsts` and the bit in it.
fn bit_of(hash: u64) -> (usize, u64) {
    let low = (hash ^ (hash >> 32)) & ((1 << FIRST_BITS) - 1);
    ((low >> 6) as usize, 1 << (low & 63))
}

pub(super) static TABLE: LazyLock<Table> = LazyLock::new(|| Table::read(include_str!("../data/skills.txt")));

/// The key is a hash already.
#[derive(Default)]
struct Given(u64);

impl Hasher for Given {
    fn finish(&self) -> u64 {
        // The table takes the top bits for its own marks; the last step of the hash has mixed the low ones best.
        self.0.rotate_left(32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 << 8) | u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}

impl Table {
    fn read(text: &'static str) -> Table {
        let aliases = HashMap::with_capacity_and_hasher(4096, BuildHasherDefault::default());
        let mut table = Table { skills: Vec::new(), aliases, firsts: vec![0; 1 << (FIRST_BITS - 6)] };
        let mut implied = Vec::new();
        let mut by_name: WordMap<usize> = WordMap::default();
        for (section, line) in lists::lines(text) {
            let mut parts = lists::parts(line, ';');
            let Some(tag) = parts.next().and_then(|name| Some(Tag { name: name.to_owned(), slug: Slug::of(name)? }))
            else {
                continue;
            };
            let skill = table.skills.len();
            let name = line.split(';').next().unwrap_or_default().trim();
            by_name.entry(name).or_insert(skill);
            let is_tool = !matches!(section, "ways of working" | "marketing and sales" | "finance, people, law");
            table.skills.push(Skill { tag, implies: Vec::new(), weight: if is_tool { TOOL } else { TOPIC } });
            let mut is_marked = false;
            for part in parts {
                if let Some(other) = part.strip_prefix('+') {
                    implied.push((skill, other));
                    continue;
                }
                let (rule, alias) = Rule::read(part);
                is_marked |= rule != Rule::Always && alias == name;
                table.add(skill, rule, alias);
            }
            if !is_marked {
                table.add(skill, Rule::Always, name);
            }
        }
        for (skill, other) in implied {
            if let Some(index) = by_name.get(other) {
                table.skills[skill].implies.push(*index);
            }
        }
        table.aliases.values_mut().for_each(Aliases::settle);
        table
    }

    fn add(&mut self, skill: usize, rule: Rule, alias: &'static str) {
        let hashes = hashes(alias);
        if let Some((first, rest)) = hashes.split_first() {
            let spelling = (rule != Rule::Always).then_some(alias);
            let (at, bit) = bit_of(*first);
            self.firsts[at] |= bit;
            self.aliases.entry(*first).or_default().list.push(Alias { rest: rest.into(), skill, rule, spelling });
        }
    }

    /// False when no alias begins with the word of this hash.
    pub(super) fn may_begin(&self, hash: u64) -> bool {
        let (at, bit) = bit_of(hash);
        self.firsts[at] & bit != 0
    }

    /// Adds the skills of the longest alias with which the tokens begin; returns the number of its tokens.
    /// One alias may name several skills (`html/css`).
    pub(super) fn longest(&self, text: &str, tokens: &[Token], hits: &mut Vec<Hit>) -> usize {
        let Some(aliases) = tokens.first().and_then(|token| self.aliases.get(&token.hash)) else { return 0 };
        let mut length = 0;
        for alias in aliases.before(tokens.get(1)) {
            let count = alias.rest.len() + 1;
            if count < length {
                break;
            }
            if count > tokens.len() || !is_phrase(text, &tokens[..count], &alias.rest) {
                continue;
            }
            let (start, end) = (tokens[0].start, tokens[count - 1].end);
            if alias.spelling.is_none_or(|spelling| is_spelled(&text[start as usize..end as usize], spelling)) {
                length = count;
                let is_tool = self.skills[alias.skill].weight == TOOL;
                hits.push(Hit { skill: alias.skill, rule: alias.rule, is_tool, start, end });
            }
        }
        length
    }

    /// The skill of a name, whatever its case and company.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        let hashes = hashes(name);
        let (first, rest) = hashes.split_first()?;
        let same = |alias: &&Alias| *alias.rest == *rest;
        let aliases = &self.aliases.get(first)?.list;
        let by_name =
            aliases.iter().filter(same).find(|alias| self.skills[alias.skill].tag.name.eq_ignore_ascii_case(name));
        by_name.or_else(|| aliases.iter().find(same)).map(|alias| alias.skill)
    }
}

fn hashes(alias: &str) -> Vec<u64> {
    tokens(alias).iter().map(|token| token.hash).collect()
}

fn is_phrase(text: &str, tokens: &[Token], rest: &[u64]) -> bool {
    tokens[1..].iter().zip(rest).all(|(token, hash)| token.hash == *hash)
        && tokens.windows(2).all(|pair| joins(&text[pair[0].end as usize..pair[1].start as usize]))
}

/// Signs that may stand between the words of one name.
fn joins(gap: &str) -> bool {
    // `[ASP.NET](http://asp.net) Core`
    let gap = gap.strip_prefix("](").and_then(|target| Some(&target[target.find(')')? + 1..])).unwrap_or(gap);
    gap.len() <= 4
        && !gap.starts_with(". ")
        && gap.chars().all(|c| {
            matches!(c, ' ' | '-' | '.' | '/' | '_' | '&' | '\\' | '*' | '’' | '\'' | '+' | '\u{a0}' | '‑' | '(')
        })
}

fn is_spelled(written: &str, spelling: &str) -> bool {
    written == spelling || (written.contains('\\') && written.replace('\\', "") == spelling)
}
