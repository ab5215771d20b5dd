//! Facts in the running text of a pasted ad that no reader of bodies looks for: how to apply, and until when.

use super::head::Said;
use super::labels;
use crate::model::DatePosted;
use crate::parse::read_date;

/// Words around an address at which one applies.
const APPLYING: [&str; 17] = [
    "apply",
    "application",
    "resume",
    "résumé",
    " cv",
    "send",
    "bewerb",
    "lebenslauf",
    "postul",
    "candidat",
    "solicit",
    "inscri",
    "envoy",
    "enviar",
    "envie",
    "write to",
    "contact",
];

/// Words before a last day.
const UNTIL: [&str; 15] = [
    "deadline",
    "apply by",
    "apply before",
    "closing date",
    "applications close",
    "applications until",
    "open until",
    "bewerbungsschluss",
    "bewerbungsfrist",
    "bis zum",
    "date limite",
    "jusqu'au",
    "fecha límite",
    "hasta el",
    "até ",
];

/// The facts that lines state.
pub(super) fn read(lines: &[&str]) -> Vec<Said> {
    let mut said: Vec<Said> = Vec::new();
    for line in lines {
        if let Some((key, value)) = labels::labelled(line).filter(|_| line.chars().count() <= 160)
            && said.iter().all(|known| known.key != key)
            && key != "title"
        {
            said.push(Said { key, value: value.to_owned(), doubt: Some((*line).trim().to_owned()) });
        }
    }
    let has = |said: &[Said], key: &str| said.iter().any(|known| known.key == key);
    if !has(&said, "apply")
        && let Some((line, address)) = apply(lines)
    {
        said.push(Said { key: "apply", value: address, doubt: Some(line) });
    }
    if !has(&said, "valid_through")
        && let Some((line, day)) = lines.iter().find_map(|line| Some(((*line).to_owned(), last_day(line)?)))
    {
        said.push(Said { key: "valid_through", value: day, doubt: Some(line.trim().to_owned()) });
    }
    said
}

/// The address on a line that speaks of applying; of several such lines the last.
fn apply(lines: &[&str]) -> Option<(String, String)> {
    let speaks = |line: &str| {
        let lower = format!(" {}", line.to_lowercase());
        APPLYING.iter().any(|word| lower.contains(word))
    };
    let near = |at: usize| speaks(lines[at]) || at > 0 && speaks(lines[at - 1]) && lines[at - 1].trim().len() < 60;
    let found = (0..lines.len()).rev().filter(|at| near(*at));
    found.into_iter().find_map(|at| Some((lines[at].trim().to_owned(), labels::address(lines[at])?)))
}

/// The day after words such as `apply by`.
pub(super) fn last_day(line: &str) -> Option<String> {
    let lower = line.to_lowercase();
    let start = UNTIL.iter().find_map(|word| Some(lower.find(word)? + word.len()))?;
    let words: Vec<&str> = line.get(start..)?.split_whitespace().take(10).collect();
    (0..words.len()).find_map(|from| {
        (1..=4.min(words.len() - from)).rev().find_map(|length| {
            let text = words[from..from + length].join(" ");
            let text = text.trim_matches(['.', ',', ':', ';', '(', ')', '*', '!']);
            match read_date(text)? {
                DatePosted::Day(day) if text.len() > 5 => Some(day.to_string()),
                _ => None,
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{last_day, read};

    #[test]
    fn the_way_to_apply_and_the_last_day_are_found() {
        let lines = [
            "See https://acme.example for more.",
            "Send your CV to jobs@acme.example.",
            "Apply by 30 April 2026, please.",
        ];
        let said: Vec<(&str, String)> = read(&lines).into_iter().map(|said| (said.key, said.value)).collect();
        assert_eq!(said, [("apply", "jobs@acme.example".to_owned()), ("valid_through", "2026-04-30".to_owned())]);
        assert_eq!(last_day("Apply by the end of the week."), None);
        assert_eq!(last_day("Bewerbungsschluss ist der 30.04.2026!").as_deref(), Some("2026-04-30"));
    }
}
