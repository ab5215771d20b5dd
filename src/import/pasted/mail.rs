//! What stands around an ad that came by mail or from a network: the head of the mail, greetings, cries.

/// Words before the colon in the head of a mail.
const HEADERS: [&str; 23] = [
    "from",
    "to",
    "cc",
    "bcc",
    "date",
    "sent",
    "reply-to",
    "von",
    "an",
    "datum",
    "gesendet",
    "kopie",
    "de",
    "para",
    "fecha",
    "enviado",
    "enviado el",
    "data",
    "envoyé",
    "à",
    "da",
    "a",
    "inviato",
];
/// Those of its subject.
const SUBJECTS: [&str; 9] = ["oggetto", "subject", "betreff", "assunto", "asunto", "objet", "onderwerp", "件名", "re"];

/// Lines at the beginning that are the head of a mail, and its subject without `Fwd:` and the like.
pub(super) fn frame(lines: &[&str]) -> (usize, Option<String>) {
    let (mut count, mut subject, mut seen) = (0, None, 0);
    for (at, line) in lines.iter().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let Some((name, value)) = line.split_once([':', '：']) else { break };
        let name = name.trim_matches(['*', ' ', '>']).to_lowercase();
        if SUBJECTS.contains(&name.as_str()) {
            subject = Some(value.trim_matches(['*', ' ']));
        } else if !HEADERS.contains(&name.as_str()) {
            break;
        }
        (count, seen) = (at + 1, seen + 1);
    }
    // One such line alone may be a fact: `Date: 2026-03-01`.
    let is_mail = seen > 1 || subject.is_some();
    let subject = subject.map(without_marks).filter(|subject| !subject.is_empty() && !is_opening(subject));
    if is_mail { (count, subject.map(str::to_owned)) } else { (0, None) }
}

fn without_marks(subject: &str) -> &str {
    let mut rest = subject;
    while let Some((mark, more)) = rest.split_once(':') {
        if !["re", "fwd", "fw", "wg", "aw", "rv", "enc", "tr"].contains(&mark.trim().to_lowercase().as_str()) {
            break;
        }
        rest = more.trim();
    }
    rest
}

/// A line before the title that is none: `Wir suchen ab sofort eine/n`, `We're hiring!`, `Dear all,`.
pub(super) fn is_opening(line: &str) -> bool {
    const WHOLE: [&str; 30] = [
        "we're hiring",
        "we’re hiring",
        "we are hiring",
        "now hiring",
        "hiring",
        "job offer",
        "job opening",
        "vacancy",
        "we are looking for",
        "we're looking for",
        "stellenanzeige",
        "stellenausschreibung",
        "jobangebot",
        "stellenangebot",
        "wir stellen ein",
        "wir suchen",
        "wir suchen dich",
        "verstärkung gesucht",
        "estamos contratando",
        "vaga aberta",
        "vaga",
        "oportunidade",
        "oferta de empleo",
        "buscamos",
        "se busca",
        "offre d'emploi",
        "offre d’emploi",
        "nous recrutons",
        "on recrute",
        "求人",
    ];
    const BEGIN: [&str; 13] = [
        "dear ",
        "hi ",
        "hello ",
        "hey ",
        "hallo ",
        "liebe ",
        "lieber ",
        "sehr geehrte",
        "guten tag",
        "olá ",
        "hola ",
        "bonjour",
        "moin",
    ];
    let lower = line.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let is_greeting = lower.split_whitespace().count() <= 6
        && line.trim_end().ends_with([',', '!'])
        && BEGIN.iter().any(|begin| format!("{lower} ").starts_with(begin));
    // The name of the job stands in the next line.
    let breaks_off = (lower.starts_with("wir suchen") || lower.starts_with("zur verstärkung"))
        && ["eine/n", "eine", "einen", "ein", "sofort", "e", "n", "eine(n"]
            .iter()
            .any(|end| lower.ends_with(&format!(" {end}")));
    is_greeting || breaks_off || WHOLE.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::{frame, is_opening};

    #[test]
    fn the_head_of_a_mail_is_no_part_of_the_ad() {
        let lines = ["From: hr@a.example", "Subject: Fwd: Night Baker", "", "Dear all,", "We bake."];
        assert_eq!(frame(&lines), (2, Some("Night Baker".to_owned())));
        assert_eq!(frame(&["Von: x@y.example", "Betreff: Stellenanzeige", "Koch"]), (2, None));
        assert_eq!(frame(&["Date: 2026-03-01", "Night Baker"]), (0, None));
        assert_eq!(frame(&["Night Baker"]), (0, None));
    }

    #[test]
    fn cries_and_greetings_are_no_titles() {
        for line in
            ["🚀 We're hiring! 🚀", "Wir suchen ab sofort eine/n", "Liebe Kolleginnen,", "Stellenanzeige:", "【求人】"]
        {
            assert!(is_opening(line), "{line}");
        }
        for line in
            ["Hiring Manager", "Night Baker", "Dear John Restaurant Cook", "Vaga de Padeiro", "Wir suchen eine Köchin"]
        {
            assert!(!is_opening(line), "{line}");
        }
    }
}
