//! The language of a posting. The script decides, else the small words of a sample from the middle of the text,
//! where the job is described; the greeting and the legal end are often in another language.
//! Small words lie in `data/small-words.txt`.

use std::sync::LazyLock;

use super::lists;
use super::words::{floor, words};
use crate::model::{Fact, Language};
use crate::parse::tables::WordMap;
use crate::source::Span;

mod names;
mod script;

pub use names::read;

/// Languages of the table, in its order, and for each word the set of those that use it.
struct SmallWords {
    languages: Vec<&'static str>,
    words: WordMap<u64>,
    /// For each ASCII letter with which a word begins the lengths of such words, as bits: half of all words of a text
    /// are told by it to be none of the table.
    lengths: [u16; 128],
}

impl SmallWords {
    /// False for a word of ASCII letters that no language uses.
    fn may_hold(&self, word: &str) -> bool {
        let first = word.as_bytes().first().map_or(0, u8::to_ascii_lowercase);
        let lengths = self.lengths.get(usize::from(first)).copied().unwrap_or(u16::MAX);
        word.len() >= 16 || lengths & (1 << word.len()) != 0
    }
}

static SMALL_WORDS: LazyLock<SmallWords> = LazyLock::new(|| {
    let mut table = SmallWords { languages: Vec::new(), words: WordMap::default(), lengths: [0; 128] };
    for (language, line) in lists::lines(include_str!("data/small-words.txt")) {
        let index = table.languages.iter().position(|known| *known == language).unwrap_or_else(|| {
            table.languages.push(language);
            table.languages.len() - 1
        });
        for word in lists::parts(line, ' ') {
            *table.words.entry(word).or_default() |= 1 << index;
            if let Some(lengths) = table.lengths.get_mut(usize::from(word.as_bytes()[0])) {
                *lengths |= 1_u16.checked_shl(u32::try_from(word.len()).unwrap_or(0)).unwrap_or(0);
            }
        }
    }
    table
});

/// Parts of the text that are sampled, in thousandths of its length, and how long each sample is.
const SAMPLES: [usize; 4] = [280, 430, 580, 720];
const SAMPLE: usize = 260;

/// The language in which the job is described. A clear answer is derived, a close one assumed.
pub fn detect(body: &str, base: usize) -> Option<Fact<Language>> {
    let span = Span::new(base, base + body.len());
    if let Some(tag) = script::language(samples(body)) {
        return Some(Fact::derived(Language::from_tag(tag)?, span));
    }
    let mut counts = Counts::default();
    for part in samples(body) {
        counts.add(part);
    }
    if !counts.is_clear() {
        counts = Counts::default();
        counts.add(job_part(body));
    }
    if counts.total == 0 {
        counts.add(body);
    }
    let (language, is_clear) = (counts.best()?, counts.is_clear());
    let tag = Language::from_tag(language)?;
    Some(if is_clear { Fact::derived(tag, span) } else { Fact::assumed(tag, span) })
}

fn samples(body: &str) -> impl Iterator<Item = &str> + Clone {
    let is_short = body.len() <= SAMPLE * SAMPLES.len();
    let whole = is_short.then_some(body);
    let parts = SAMPLES.iter().filter(move |_| !is_short).map(|thousandths| {
        let start = floor(body, body.len() / 1000 * thousandths);
        &body[start..floor(body, start + SAMPLE)]
    });
    whole.into_iter().chain(parts)
}

/// The text from a quarter of its length on, held at a bound: where both languages are found, most of the text decides.
fn job_part(body: &str) -> &str {
    let start = floor(body, body.len() / 4);
    &body[start..floor(body, start + 6000)]
}

/// How many small words each language has.
struct Counts {
    scores: [u32; 64],
    total: u32,
}

impl Default for Counts {
    fn default() -> Counts {
        Counts { scores: [0; 64], total: 0 }
    }
}

impl Counts {
    /// A word that several languages share counts less for each.
    fn add(&mut self, text: &str) {
        let small = &*SMALL_WORDS;
        let mut lower = String::with_capacity(32);
        for word in words(text).map(|word| word.text) {
            if word.len() > 12 {
                continue;
            }
            lower.clear();
            if word.is_ascii() {
                if !small.may_hold(word) {
                    continue;
                }
                lower.push_str(word);
                lower.make_ascii_lowercase();
            } else {
                lower.extend(word.chars().flat_map(char::to_lowercase));
            }
            let Some(mut set) = small.words.get(lower.as_str()).copied() else { continue };
            let weight = 12 / set.count_ones().max(1);
            self.total += 12;
            while set != 0 {
                self.scores[set.trailing_zeros() as usize] += weight.max(1);
                set &= set - 1;
            }
        }
    }

    fn ranked(&self) -> (usize, u32, u32) {
        let mut best = (0, 0, 0);
        for (index, &score) in self.scores.iter().enumerate() {
            if score > best.1 {
                best = (index, score, best.1);
            } else if score > best.2 {
                best.2 = score;
            }
        }
        best
    }

    fn is_clear(&self) -> bool {
        let (_, first, second) = self.ranked();
        first >= 60 && second * 2 <= first
    }

    fn best(&self) -> Option<&'static str> {
        let (index, first, second) = self.ranked();
        (first >= 24 && first > second).then(|| SMALL_WORDS.languages[index])
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{detect, read};
    use crate::source::Span;

    fn language(text: &str) -> Option<String> {
        detect(text, 0).map(|fact| fact.value.tag().to_owned())
    }

    #[test]
    fn small_words_tell_the_language() {
        let texts = [
            ("en", "You will work with our team on the design of services that are used by many customers."),
            ("de", "Du arbeitest mit unserem Team an der Entwicklung von Diensten, die für viele Kunden wichtig sind."),
            (
                "fr",
                "Vous travaillez avec notre équipe sur la conception des services qui sont utilisés par les clients.",
            ),
            ("es", "Trabajarás con nuestro equipo en el diseño de los servicios que usan los clientes de la empresa."),
            ("pt", "Você vai trabalhar com a nossa equipe no desenho dos serviços que são usados pelos clientes."),
            (
                "it",
                "Lavorerai con il nostro gruppo alla progettazione dei servizi che sono usati dai clienti della società.",
            ),
            ("nl", "Je werkt met ons team aan het ontwerp van de diensten die door veel klanten worden gebruikt."),
            (
                "pl",
                "Będziesz pracować z naszym zespołem nad usługami, które są używane przez wielu klientów oraz się rozwijać.",
            ),
            (
                "sv",
                "Du kommer att arbeta med vårt team för att utforma tjänster som används av många kunder och är viktiga.",
            ),
            ("cs", "Budete pracovat s naším týmem na službách, které jsou používány mnoha zákazníky, a také se učit."),
        ];
        for (tag, text) in texts {
            assert_eq!(language(text).as_deref(), Some(tag), "{text}");
        }
    }

    #[test]
    fn a_script_tells_the_language() {
        assert_eq!(language("Мы ищем разработчика в нашу команду, чтобы делать продукты").as_deref(), Some("ru"));
        assert_eq!(language("Ми шукаємо розробника в нашу команду, її завдання").as_deref(), Some("uk"));
        assert_eq!(language("私たちはエンジニアを探しています").as_deref(), Some("ja"));
        assert_eq!(language("我们正在寻找软件工程师加入我们的团队").as_deref(), Some("zh"));
    }

    #[test]
    fn a_text_without_words_has_no_language() {
        assert_eq!(language(""), None);
        assert_eq!(language("Java 17, PostgreSQL 15, 4711"), None);
    }

    #[test]
    fn fields_hold_names_or_tags() {
        let field = |text| read(text, Span::default()).map(|fact| fact.value.tag().to_owned());
        assert_eq!(field("Deutsch").as_deref(), Some("de"));
        assert_eq!(field("en_US").as_deref(), Some("en-US"));
        assert_eq!(field("Brazilian Portuguese").as_deref(), Some("pt-BR"));
        assert_eq!(field("Klingonish"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read(text in "\\PC{0,2000}") {
            let _ = (detect(&text, 0), read(&text, Span::default()));
        }
    }
}
