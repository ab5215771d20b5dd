//! Amounts of money, and the times they are for, as sources write them: `50,000`, `2.100,00`, `12,50`, `1'200`, `10,00,000`.

use crate::parse::salary::{self, PARTS};

/// What a written amount means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Amount {
    /// Nothing, or a stand-in for it: 0 and 1.
    Nothing,
    /// A figure as front matter has it.
    Figure(String),
    /// Something else, for people to read.
    Unclear,
}

impl Amount {
    /// The figure.
    pub(super) fn figure(self) -> Option<String> {
        match self {
            Amount::Figure(figure) => Some(figure),
            Amount::Nothing | Amount::Unclear => None,
        }
    }
}

/// Reads an amount as the reader of pay in words does.
pub(super) fn read(written: &str) -> Amount {
    let bare: String = written.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '_')).collect();
    if bare.is_empty() {
        return Amount::Nothing;
    }
    let digits = bare.strip_suffix(['.', ',']).unwrap_or(&bare);
    match salary::figure(digits) {
        None => Amount::Unclear,
        Some(figure) if figure <= PARTS => Amount::Nothing,
        Some(figure) if figure % PARTS == 0 => Amount::Figure((figure / PARTS).to_string()),
        Some(figure) => {
            let hundredths = (figure + PARTS / 200) / (PARTS / 100);
            Amount::Figure(format!("{}.{:02}", hundredths / 100, hundredths % 100))
        }
    }
}

/// Currency, least and most as they were written, and the time they are for, as a person would write them.
pub(super) fn in_words([currency, least, most]: [Option<&str>; 3], unit: Option<&str>) -> String {
    let figures: Vec<&str> = [least, most.filter(|most| Some(*most) != least)].into_iter().flatten().collect();
    let unit = unit.map(|unit| format!("per {unit}"));
    let parts = [currency.map(str::to_owned), Some(figures.join(" - ")), unit];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// How the words for times begin that sources write in English, German, French, Spanish and Portuguese; years before
/// days and months, since `annual` and `année` are none of those.
const PAY_UNITS: [(&str, &[&str]); 5] = [
    ("hour", &["hour", "hr", "stund", "heure", "hora"]),
    ("year", &["year", "yr", "annu", "anno", "jahr", "année", "an", "año", "ano"]),
    ("week", &["week", "woche", "wöchentlich", "semain", "semana"]),
    ("month", &["month", "monat", "mois", "mensu", "mes", "mês", "mensal"]),
    ("day", &["da", "tag", "täglich", "jour", "dia", "día", "diar"]),
];

/// The time that pay is for, in the words of front matter.
pub(super) fn unit(word: &str) -> Option<&'static str> {
    let flat: String = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let flat = flat.trim_start_matches("per").trim_start_matches("pro").trim_start_matches("one");
    let found = PAY_UNITS.iter().find(|(_, stems)| stems.iter().any(|stem| flat.starts_with(stem)));
    found.map(|(unit, _)| *unit)
}

#[cfg(test)]
mod tests {
    use super::{Amount, in_words, read};

    #[test]
    fn amounts_of_many_countries_are_read() {
        let figure = |text: &str| read(text).figure().unwrap_or_else(|| "-".to_owned());
        let written = [
            "50,000",
            "2.100,00",
            "12,50",
            "1'200",
            "10,00,000",
            "45.5",
            "45.50",
            "2.100",
            "1 234 567",
            "1,234.50",
            "1.234.567",
            "83333.333333",
            "0",
            "1",
            "",
            "60000.0",
            "12345.678",
            "38.4620",
            "72000.",
        ];
        let read = written.map(figure).join(" ");
        assert_eq!(
            read,
            "50000 2100 12.50 1200 1000000 45.50 45.50 2100 1234567 1234.50 1234567 83333.33 - - - 60000 12345.68 38.46 72000"
        );
    }

    #[test]
    fn what_is_no_plain_figure_stays_for_people() {
        assert_eq!(["€50k", "negotiable", "1.2.3", "12345,678"].map(read), [const { Amount::Unclear }; 4]);
        assert_eq!(in_words([Some("€"), Some("12,50"), Some("15")], Some("hour")), "€ 12,50 - 15 per hour");
        assert_eq!(in_words([None, Some("€50k"), None], None), "€50k");
    }
}
