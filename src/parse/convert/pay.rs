//! Pay: a text, `{currency, min, max, unit}`, or the keys `salary_min` …; else what the body states.

use super::Material;
use super::naming::{one_line, visible};
use crate::diagnostic::Code;
use crate::model::{Fact, Location, Salary};
use crate::parse::dates::shortened;
use crate::parse::fields;
use crate::parse::reports::Reports;
use crate::parse::salary::{self, PayContext};
use crate::parse::value::{Entry, Node, Value};
use crate::source::Span;

/// What a posting pays.
#[derive(Default)]
pub(super) struct Pay {
    pub(super) salary: Option<Salary>,
    pub(super) text: Option<Fact<String>>,
}

/// Reads it.
pub(super) fn read(fields: fields::Pay, location: &Location, material: &Material, reports: &mut Reports) -> Pay {
    let fields::Pay { salary, mut salary_min, mut salary_max, mut salary_currency, mut salary_unit } = fields;
    let mut text = None;
    match salary {
        Some(Node { value: Value::Map(entries), .. }) => {
            for Entry { key, node, .. } in entries {
                match key.to_lowercase().replace(['_', '-'], "").as_str() {
                    "min" | "minvalue" | "from" | "low" => salary_min = Some(node),
                    "max" | "maxvalue" | "to" | "high" => salary_max = Some(node),
                    "value" | "amount" => (salary_min, salary_max) = (Some(node), None),
                    "currency" | "currencycode" => salary_currency = Some(node),
                    "unit" | "unittext" | "period" | "interval" | "per" => salary_unit = Some(node),
                    "text" => text = Some(node),
                    _ => {}
                }
            }
        }
        other => text = other,
    }
    let mut countries = location.countries().into_iter();
    let country = countries.next().filter(|_| countries.next().is_none());
    let context = PayContext { country, default_currency: material.settings.default_currency };
    let figures = [&salary_currency, &salary_min, &salary_max, &salary_unit];
    let stated = text.as_ref().and_then(|node| texts(node, reports)).filter(|text| !says_nothing(&text.value));
    if salary_min.is_some() || salary_max.is_some() {
        return from_figures(figures, stated, &context, reports);
    }
    let Some(text) = stated else {
        let salary = salary::find(material.body_text, material.body.start as usize, &context);
        return Pay { salary, text: None };
    };
    let salary = match reports.place_of(&text.value, text.span) {
        Some(span) => salary::read(&text.value, span, &context),
        None => salary::read(&text.value, text.span, &context).map(|salary| at(salary, text.span, text.span)),
    };
    if salary.is_none() && !text.value.contains(|c: char| c.is_ascii_digit()) {
        // `Competitive` is kept as the author's word; the figures may stand in the body.
        let salary = salary::find(material.body_text, material.body.start as usize, &context);
        return Pay { salary, text: Some(text) };
    }
    if salary.is_none() && text.value.contains(|c: char| c.is_ascii_digit()) {
        let message = format!("no pay can be read from `{}`", shortened(&text.value));
        let help = "write it as `salary: 60,000-80,000 EUR/year`; the words are shown as they are";
        reports.warning(Code::UnreadableSalary, text.span, message, help);
    }
    Pay { salary, text: Some(text) }
}

/// Words that fill a field which must not be empty.
const FILLERS: [&str; 26] = [
    "null",
    "none",
    "nil",
    "na",
    "n",
    "a",
    "undefined",
    "unspecified",
    "undisclosed",
    "unknown",
    "tbd",
    "tba",
    "not",
    "specified",
    "stated",
    "disclosed",
    "provided",
    "available",
    "yr",
    "year",
    "hr",
    "hour",
    "month",
    "usd",
    "eur",
    "gbp",
];

/// True for what only fills a field: `null`, `N/A`, `Not specified`, `$0`, `$0/yr - $0/yr`, `USD $1~$1`.
fn says_nothing(text: &str) -> bool {
    let lower = text.to_lowercase();
    let is_filler = |word: &str| match word.parse::<f64>() {
        Ok(figure) => figure <= 1.0,
        Err(_) => FILLERS.contains(&word),
    };
    lower
        .split(|c: char| !c.is_alphanumeric() && c != '.')
        .map(|word| word.trim_matches('.'))
        .filter(|word| !word.is_empty())
        .all(is_filler)
}

/// The words of a text or of a list of them.
fn texts(node: &Node, reports: &mut Reports) -> Option<Fact<String>> {
    let mut found = Vec::new();
    super::scalars(node, &mut found);
    let mut shown = |text: &str| one_line(&visible("salary", text, node.span, reports)).into_owned();
    let words: Vec<String> = found.iter().map(|(text, _)| shown(text)).collect();
    (!words.is_empty()).then(|| Fact::stated(words.join(", ").chars().take(500).collect(), node.span))
}

/// Reads figures that have keys of their own, through the same reader as texts.
fn from_figures(
    [currency, min, max, unit]: [&Option<Node>; 4],
    text: Option<Fact<String>>,
    context: &PayContext,
    reports: &mut Reports,
) -> Pay {
    for (key, node) in [("salary_min", min), ("salary_max", max)] {
        let Some(node) = node else { continue };
        if !node.is_blank() && !node.text().is_some_and(is_figure) {
            let message = format!(
                "`{key}` is {}, not a figure",
                node.text().map_or(node.kind().to_owned(), |text| format!("`{}`", shortened(text)))
            );
            reports.error(Code::UnreadableSalary, node.span, message, format!("write `{key}: 60000`"));
            return Pay { salary: None, text };
        }
    }
    let span = min.as_ref().or(max.as_ref()).map_or(Span::default(), |node| node.span);
    let place = |node: &Option<Node>| node.as_ref().map_or(span, |node| node.span);
    let (currency_span, unit_span) = (place(currency), place(unit));
    let word = |node: &Option<Node>| node.as_ref().and_then(|node| node.text().map(str::to_owned));
    let amount = match (word(min), word(max)) {
        (Some(min), Some(max)) if min != max => format!("{min} - {max}"),
        (Some(min), Some(_)) => min,
        (Some(min), None) => format!("from {min}"),
        (None, Some(max)) => format!("up to {max}"),
        (None, None) => return Pay { salary: None, text },
    };
    let currency = word(currency).map(|code| format!("{code} ")).unwrap_or_default();
    let unit = word(unit).map(|unit| format!("/{}", unit.to_lowercase())).unwrap_or_default();
    let composed = format!("{currency}{amount}{unit}");
    let salary = salary::read(&composed, span, context).map(|salary| at(salary, currency_span, unit_span));
    if salary.is_none() {
        let message = format!("no pay can be read from `{}`", shortened(&composed));
        reports.warning(
            Code::UnreadableSalary,
            span,
            message,
            "zero and one are no pay, and `salary_max` is the larger one",
        );
    }
    let text = text.or_else(|| Some(Fact::stated(composed, span)));
    let shown = text.as_ref().map(|fact| fact.value.clone());
    Pay { salary: salary.map(|salary| Salary { text: shown.unwrap_or(salary.text), ..salary }), text }
}

/// Pay whose words stand elsewhere than the text that was read.
fn at(mut salary: Salary, currency: Span, unit: Span) -> Salary {
    salary.currency.iter_mut().for_each(|fact| fact.span = currency);
    salary.unit.iter_mut().for_each(|fact| fact.span = unit);
    salary
}

fn is_figure(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\'' | '_' | 'k' | 'K'))
}

#[cfg(test)]
mod tests {
    use super::says_nothing;

    #[test]
    fn fillers_are_no_words_of_the_author() {
        for filler in
            ["null", "None", "N/A", "Not Specified", "0", "$", "$0", "$0/yr - $0/yr", "USD $1~$1", "-", "€0.00"]
        {
            assert!(says_nothing(filler), "{filler}");
        }
        for words in ["Competitive", "$10", "up to 1,5 lakh", "$1.5k", "none of your business, but good"] {
            assert!(!says_nothing(words), "{words}");
        }
    }
}
