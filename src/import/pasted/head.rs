//! The first lines of a pasted ad: title, employer and what stands beside them.

use super::labels::{self, Piece};
use super::mail;

/// What the head says, in the order in which it was read, and the lines that say nothing else.
#[derive(Debug, Default, PartialEq)]
pub(in crate::import) struct Head {
    pub(in crate::import) title: Option<String>,
    pub(in crate::import) said: Vec<Said>,
    /// Lines that became fields as a whole.
    pub(in crate::import) used: Vec<usize>,
}

/// One fact of the head.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::import) struct Said {
    pub(in crate::import) key: &'static str,
    pub(in crate::import) value: String,
    /// The line it was read in, when it stands there without a label.
    pub(in crate::import) doubt: Option<String>,
}

/// Lines in which the head is looked for.
const LONGEST: usize = 14;

/// Reads the head of a text.
pub(in crate::import) fn read(lines: &[&str]) -> Head {
    let mut head = Head::default();
    let (frame, subject) = mail::frame(lines);
    head.used.extend(0..frame);
    let filled = lines.iter().enumerate().skip(frame).filter(|(_, line)| !labels::bare(line).is_empty());
    let mut is_after_title = false;
    for (at, line) in filled.take(LONGEST) {
        if head.title.is_none() && mail::is_opening(line) {
            head.used.push(at);
            continue;
        }
        if is_prose(line) && (head.title.is_some() || subject.is_some()) {
            break;
        }
        let pieces = labels::pieces(line);
        if pieces.len() > 2 && head.title.is_none() && is_dense(&pieces) {
            dense(&pieces, line, &mut head);
            head.used.push(at);
            continue;
        }
        let is_whole = short_line(&pieces, line, is_after_title, &mut head);
        is_after_title = head.title.is_some() && head.said.iter().all(|said| said.key != "company");
        if is_whole {
            head.used.push(at);
        } else if head.title.is_some() {
            break;
        }
    }
    head.title = head.title.or(subject);
    split_title(&mut head);
    head
}

fn is_prose(line: &str) -> bool {
    let line = line.trim();
    let is_sentence = line.ends_with(['.', '!', '?', ';']) && line.split_whitespace().count() > 5;
    line.chars().count() > 110 || is_sentence
}

/// True for `Company | Role | Place | …`.
fn is_dense(pieces: &[&str]) -> bool {
    let words = pieces.iter().filter(|piece| labels::piece(piece) == Piece::Words).count();
    words >= 2 && words < pieces.len()
}

/// `Company | Role | Place | REMOTE | Full-time | pay | address`, in any order after the company.
pub(in crate::import) fn dense(pieces: &[&str], line: &str, head: &mut Head) {
    for piece in pieces {
        match labels::piece(piece) {
            Piece::Says("title", value) => head.title = Some(value),
            Piece::Says(key, value) => say(head, key, value, Some(line)),
            Piece::Words if head.said.iter().all(|said| said.key != "company") => {
                say(head, "company", labels::bare(piece).to_owned(), Some(line));
            }
            Piece::Words if head.title.is_none() => head.title = Some(labels::bare(piece).to_owned()),
            _ => {}
        }
    }
}

/// One short line; true when all of it became facts.
fn short_line(pieces: &[&str], line: &str, is_after_title: bool, head: &mut Head) -> bool {
    if let Some((key, value)) = labels::labelled(labels::bare(line)) {
        if key == "title" {
            head.title = Some(value.to_owned());
        } else {
            say(head, key, value.to_owned(), None);
        }
        return true;
    }
    let mut is_whole = true;
    for (at, piece) in pieces.iter().enumerate() {
        match labels::piece(piece) {
            Piece::Says(key, value) if head.title.is_some() => say(head, key, value, Some(line)),
            Piece::Noise if head.title.is_some() || at > 0 => {}
            _ if head.title.is_none() => head.title = Some(labels::bare(piece).to_owned()),
            Piece::Words if is_after_title && at == 0 && could_be_name(piece, pieces.len()) => {
                say(head, "company", labels::bare(piece).to_owned(), Some(line));
            }
            _ => is_whole = false,
        }
    }
    is_whole
}

fn say(head: &mut Head, key: &'static str, value: String, doubt: Option<&str>) {
    if head.said.iter().all(|said| said.key != key) {
        head.said.push(Said { key, value, doubt: doubt.map(|line| line.trim().to_owned()) });
    } else if key == "location" {
        // `Berlin | Remote`: both belong to one field.
        let known = head.said.iter_mut().find(|said| said.key == key && said.doubt.is_some() && doubt.is_some());
        if let Some(known) = known.filter(|known| !known.value.contains(&value)) {
            known.value = format!("{}; {value}", known.value);
        }
    }
}

/// A short line of names, and no heading such as `About us`.
fn could_be_name(piece: &str, siblings: usize) -> bool {
    const HEADINGS: [&str; 16] = [
        "about",
        "the role",
        "description",
        "overview",
        "your",
        "who",
        "what",
        "why",
        "über",
        "dein",
        "ihre",
        "aufgaben",
        "nous",
        "le poste",
        "sobre",
        "we ",
    ];
    let bare = labels::bare(piece);
    let lower = bare.to_lowercase();
    let is_marked = piece.trim_start().starts_with(['#', '-', '•', '*']) && siblings == 1;
    bare.split_whitespace().count() <= 6
        && bare.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric())
        && !bare.ends_with(['.', '?', '!'])
        && !bare.contains(':')
        && !is_marked
        && !HEADINGS.iter().any(|word| lower.starts_with(word))
}

/// `Acme is hiring a Baker` and `Baker at Acme` name the employer too.
fn split_title(head: &mut Head) {
    const HIRES: [&str; 9] = [
        " is hiring ",
        " is looking for ",
        " is seeking ",
        " sucht ",
        " recherche ",
        " recrute ",
        " busca ",
        " contrata ",
        " cerca ",
    ];
    const AT: [&str; 5] = [" at ", " @ ", " bei ", " chez ", " presso "];
    let Some(title) = head.title.clone() else { return };
    let articles = ["a ", "an ", "our ", "the ", "eine ", "einen ", "ein ", "un ", "une ", "una ", "uma ", "um "];
    let found = HIRES.iter().find_map(|hires| {
        let (company, job) = title.split_once(hires)?;
        let rest = articles.iter().find_map(|article| job.strip_prefix(article)).unwrap_or(job);
        Some((company.trim().to_owned(), rest.trim().trim_end_matches(['.', '!']).to_owned()))
    });
    let found = found.or_else(|| {
        AT.iter().find_map(|at| {
            let (job, company) = title.rsplit_once(at)?;
            let is_name = company.chars().next().is_some_and(char::is_uppercase) && company.split(' ').count() <= 5;
            is_name.then(|| (company.trim().to_owned(), job.trim().to_owned()))
        })
    });
    if let Some((company, job)) = found.filter(|(company, job)| !company.is_empty() && job.chars().count() > 2) {
        head.title = Some(job);
        head.said.retain(|said| said.key != "company" || said.doubt.is_none());
        say(head, "company", company, Some(&title));
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    fn told(text: &str) -> (String, Vec<String>) {
        let lines: Vec<&str> = text.lines().collect();
        let head = read(&lines);
        (head.title.unwrap_or_default(), head.said.iter().map(|said| format!("{}={}", said.key, said.value)).collect())
    }

    #[test]
    fn heads_of_many_shapes_are_read() {
        let (title, said) = told(
            "Acme Bread | Night Baker | Berlin | ONSITE | Full-time | €30k-35k | https://acme.example/jobs\nWe bake.",
        );
        assert_eq!(title, "Night Baker");
        assert_eq!(
            said,
            [
                "company=Acme Bread",
                "location=Berlin; ONSITE",
                "employment_type=Full-time",
                "salary=€30k-35k",
                "apply=https://acme.example/jobs"
            ]
        );
        let (title, said) = told(
            "Night Baker\nAcme Bread\nBerlin, Germany · 2 weeks ago · 31 applicants\nFull-time\n\nWe bake through the night and love it.",
        );
        assert_eq!(title, "Night Baker");
        assert_eq!(said, ["company=Acme Bread", "location=Berlin, Germany", "employment_type=Full-time"]);
        let (title, said) = told("Acme Bread sucht eine Bäckerin\nStandort: Ulm\nGehalt: 3.000 € im Monat\n");
        assert_eq!(title, "Bäckerin");
        assert_eq!(said, ["location=Ulm", "salary=3.000 € im Monat", "company=Acme Bread"]);
        assert_eq!(
            told("Baker at Acme Bread\nAbout us\nWe bake."),
            ("Baker".into(), vec!["company=Acme Bread".into()])
        );
    }
}
