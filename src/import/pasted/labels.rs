//! `Label: value` lines in eight languages, and what a short piece of a head line is by itself.

use super::super::listing::is_place;
use crate::model::DatePosted;
use crate::parse::salary::{self, PayContext};
use crate::parse::{facts, is_way_to_apply, read_date};
use crate::source::Span;

/// Words before a colon, with the key that they stand for.
const LABELS: &[(&str, &str)] = &[
    (
        "title",
        "title|job title|position|role|stelle|stellenbezeichnung|poste|intitulé du poste|puesto|cargo|vaga|ruolo|functie|職種|募集職種|求人名",
    ),
    (
        "company",
        "company|employer|organization|organisation|company name|unternehmen|firma|arbeitgeber|entreprise|société|employeur|empresa|compañía|azienda|bedrijf|会社名|企業名",
    ),
    (
        "location",
        "location|locations|place|job location|office|city|standort|ort|arbeitsort|einsatzort|dienstort|lieu|localisation|lieu de travail|ubicación|lugar|localidad|local|localização|sede|luogo|locatie|勤務地",
    ),
    (
        "salary",
        "salary|salary range|pay|pay range|compensation|gehalt|jahresgehalt|vergütung|lohn|salaire|rémunération|salario|rango salarial|salário|remuneração|faixa salarial|stipendio|salaris|給与|年収|月給",
    ),
    (
        "employment_type",
        "employment type|job type|contract type|contract|type|employment|vertragsart|anstellungsart|beschäftigungsart|arbeitszeit|type de contrat|contrat|tipo de contrato|contrato|contratação|regime|jornada|contratto|dienstverband|雇用形態",
    ),
    (
        "valid_through",
        "deadline|apply by|closing date|application deadline|applications close|bewerbungsschluss|bewerbungsfrist|date limite|date limite de candidature|fecha límite|prazo|prazo de inscrição|inscrições até|scadenza|応募締切|締切",
    ),
    (
        "date_posted",
        "posted|date posted|posted on|published|veröffentlicht|veröffentlicht am|online seit|publié le|publicado|publicado el|publicado em",
    ),
    (
        "apply",
        "apply|apply at|apply here|apply now|how to apply|to apply|application|bewerbung|bewerben unter|bewerbung an|postuler|candidature|pour postuler|como se candidatar|cómo aplicar|para aplicar|candidature a|応募方法|応募先",
    ),
    (
        "remote",
        "remote|workplace|workplace type|work mode|work model|arbeitsmodell|télétravail|alocação|modalidad|modalidade",
    ),
    ("seniority", "level|seniority|seniority level|experience level|nível|niveau|nivel"),
    ("tags", "skills|tech stack|stack|technologies|tecnologías|tecnologias|tags"),
    ("id", "reference|ref|job id|requisition id|referenznummer|kennziffer|référence|referencia|referência"),
    ("company_url", "website|company website|webseite|site web|sitio web|site"),
];

/// The key and the value of a labelled line.
pub(super) fn labelled(line: &str) -> Option<(&'static str, &str)> {
    let (label, value) = line.split_once([':', '：'])?;
    let label = bare(label).to_lowercase();
    let value = value.trim().trim_start_matches(['*', '_']).trim();
    // `https://…` is no label with a value.
    if value.is_empty() || value.starts_with("//") || label.chars().count() > 40 {
        return None;
    }
    let found = LABELS.iter().find(|(_, words)| words.split('|').any(|word| word == label));
    // `Arbeitszeit: 40 Std.` says something else than what kind of employment it is.
    let is_kind = || facts::employment::read(value, Span::default()).unknown.is_empty();
    found.map(|(key, _)| (*key, value)).filter(|(key, _)| *key != "employment_type" || is_kind())
}

/// A line without the marks of headings, lists and emphasis.
pub(super) fn bare(line: &str) -> &str {
    line.trim().trim_start_matches(['#', '-', '•', '·', '*', '_', ' ', '>']).trim_end_matches(['*', '_', ' '])
}

/// What a piece of a head line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::import) enum Piece {
    /// A field with its value.
    Says(&'static str, String),
    /// Something of a job site that is no fact: `2 weeks ago`, `Easy Apply`.
    Noise,
    /// A name or a title.
    Words,
}

/// Phrases of job sites around a posting.
const NOISE: [&str; 22] = [
    "ago",
    "applicants",
    "easy apply",
    "apply now",
    "apply",
    "save",
    "share",
    "new",
    "promoted",
    "actively hiring",
    "reposted",
    "see who",
    "be among the first",
    "vor ",
    "il y a",
    "hace ",
    "há ",
    "jetzt bewerben",
    "postuler",
    "merken",
    "job description",
    "stellenanzeige",
];

/// Reads one piece.
pub(in crate::import) fn piece(text: &str) -> Piece {
    let text = bare(text);
    if let Some((key, value)) = labelled(text) {
        return Piece::Says(key, value.to_owned());
    }
    if let Some(way) = address(text).filter(|way| way.len() + 12 > text.len()) {
        return Piece::Says("apply", way);
    }
    let lower = text.to_lowercase();
    let is_noise = |phrase: &str| {
        lower == phrase
            || lower.ends_with(&format!(" {phrase}"))
            || (phrase.ends_with(' ') && lower.starts_with(phrase))
    };
    if text.is_empty() || NOISE.iter().any(|phrase| is_noise(phrase)) {
        return Piece::Noise;
    }
    let has_figure = text.contains(|c: char| c.is_ascii_digit());
    if has_figure
        && salary::read(text, Span::default(), &PayContext::default()).is_some_and(|pay| pay.currency.is_some())
    {
        return Piece::Says("salary", text.to_owned());
    }
    if let Some(DatePosted::Day(day)) = read_date(text) {
        return Piece::Says("date_posted", day.to_string());
    }
    let kinds = facts::employment::read(text, Span::default());
    if !kinds.kinds.is_empty() && kinds.unknown.is_empty() {
        return Piece::Says("employment_type", text.to_owned());
    }
    if is_made_of_names(text) && is_place(text) {
        return Piece::Says("location", text.to_owned());
    }
    Piece::Words
}

/// True for names and the few words that stand between places: `About us` is none, `us` is no country there.
fn is_made_of_names(text: &str) -> bool {
    const BETWEEN: [&str; 34] = [
        "remote",
        "hybrid",
        "onsite",
        "anywhere",
        "worldwide",
        "or",
        "and",
        "in",
        "from",
        "only",
        "within",
        "the",
        "of",
        "de",
        "la",
        "do",
        "da",
        "am",
        "an",
        "der",
        "oder",
        "und",
        "ou",
        "et",
        "y",
        "e",
        "first",
        "friendly",
        "ok",
        "site",
        "office",
        "on",
        "based",
        "timezones",
    ];
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty());
    text.chars().count() <= 80
        && !text.contains(['@', '?', '!', ':'])
        && words.all(|word| word.starts_with(|c: char| !c.is_lowercase()) || BETWEEN.contains(&word))
        && !text.starts_with("About ")
}

/// The parts of a head line.
pub(in crate::import) fn pieces(line: &str) -> Vec<&str> {
    let parts = line.split(['|', '·', '•', '\t']).map(str::trim);
    parts.filter(|part| !bare(part).is_empty()).collect()
}

/// The first web or mail address in a text.
pub(in crate::import) fn address(text: &str) -> Option<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '(' | ')' | '"' | '[' | ']' | '|')).find_map(
        |word| {
            let word =
                word.trim_end_matches(['.', ',', ';', ':', '!', '?', '*', '_', '\'']).trim_start_matches(['*', '_']);
            let is_web = word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.");
            let mail = word.strip_prefix("mailto:").unwrap_or(word);
            let found = if is_web { word } else { mail };
            ((is_web || mail.contains('@')) && is_way_to_apply(found)).then(|| found.to_owned())
        },
    )
}

#[cfg(test)]
mod tests {
    use super::{Piece, address, labelled, piece};

    #[test]
    fn labels_and_pieces_are_known() {
        assert_eq!(labelled("**Standort:** Berlin"), Some(("location", "Berlin")));
        assert_eq!(labelled("See https://a.example/x"), None);
        let says = |text: &str| match piece(text) {
            Piece::Says(key, _) => key,
            Piece::Noise => "noise",
            Piece::Words => "words",
        };
        assert_eq!(
            [
                "Berlin, Germany",
                "REMOTE (EU)",
                "Full-time",
                "€60k-80k",
                "3 weeks ago",
                "https://a.example/x",
                "Acme Widgets",
                "2026-03-01"
            ]
            .map(says),
            ["location", "location", "employment_type", "salary", "noise", "apply", "words", "date_posted"]
        );
    }

    #[test]
    fn addresses_lose_the_signs_around_them() {
        assert_eq!(address("Write to <jobs@a.example>.").as_deref(), Some("jobs@a.example"));
        assert_eq!(address("(https://a.example/x).").as_deref(), Some("https://a.example/x"));
        assert_eq!(address("me@home, you"), None);
        assert_eq!(address("Until 2026:jobs@a.example or http://"), None);
    }
}
