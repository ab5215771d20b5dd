//! A table that can be searched and is cut into pages, by the query of the address: `?q=words&page=2`.

use std::fmt::Write;

use rayon::prelude::*;

use super::text;

/// Rows of a page.
const ROWS: usize = 100;
/// Rows that are made at a time while those that match are looked for.
const AT_A_TIME: usize = 8192;

/// What the address asks for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// Words that a row must hold, in small letters.
    pub words: Vec<String>,
    query: String,
    /// Counted from one.
    page: usize,
}

impl Asked {
    /// Reads `q=…&page=…`; what is not understood is passed over.
    pub(super) fn of(query: &str) -> Asked {
        let mut asked = Asked { page: 1, ..Asked::default() };
        for (key, value) in url::form_urlencoded::parse(query.as_bytes()) {
            match &*key {
                "q" => asked.query = value.into_owned(),
                "page" => asked.page = value.parse().unwrap_or(1).max(1),
                _ => {}
            }
        }
        asked.words = asked.query.to_lowercase().split_whitespace().map(str::to_owned).collect();
        asked
    }

    fn matches(&self, row: &[Cell]) -> bool {
        let in_row = |word: &String| row.iter().any(|cell| cell.words.to_lowercase().contains(word));
        self.words.iter().all(in_row)
    }

    fn link(&self, page: usize) -> String {
        let query: String = url::form_urlencoded::byte_serialize(self.query.as_bytes()).collect();
        format!("?q={query}&amp;page={page}")
    }
}

/// A field of a row: its words and its HTML.
pub(super) struct Cell {
    words: String,
    html: String,
}

impl Cell {
    pub(super) fn text(words: &str) -> Cell {
        Cell { words: words.to_owned(), html: text(words) }
    }

    pub(super) fn code(words: &str) -> Cell {
        Cell { words: words.to_owned(), html: format!("<code>{}</code>", text(words)) }
    }

    pub(super) fn link(href: &str, words: &str) -> Cell {
        Cell { words: words.to_owned(), html: format!("<a href=\"{}\">{}</a>", text(href), text(words)) }
    }

    pub(super) fn lines(lines: Vec<String>) -> Cell {
        let html: Vec<String> = lines.iter().map(|line| text(line)).collect();
        Cell { words: lines.join("\n"), html: html.join("<br>") }
    }
}

/// Adds the page of a table that is asked for.
pub(super) fn table<R: Send>(
    html: &mut String,
    heads: &[&str],
    records: impl Iterator<Item = R>,
    asked: &Asked,
    row: impl Fn(R) -> Vec<Cell> + Sync,
) {
    let (rows, found) = rows(records, asked, row);
    let pages = found.div_ceil(ROWS).max(1);
    let _ = write!(
        html,
        "<form><label>Search <input name=\"q\" value=\"{}\"></label> <button>Search</button></form><p>{found} found</p>",
        text(&asked.query)
    );
    html.push_str("<table><thead><tr>");
    for head in heads {
        let _ = write!(html, "<th>{head}</th>");
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows {
        html.push_str("<tr>");
        for cell in row {
            let _ = write!(html, "<td>{}</td>", cell.html);
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table><p>");
    if asked.page > 1 {
        let _ = write!(html, "<a rel=\"prev\" href=\"{}\">Before</a> ", asked.link(asked.page - 1));
    }
    let _ = write!(html, "Page {} of {pages}", asked.page);
    if asked.page < pages {
        let _ = write!(html, " <a rel=\"next\" href=\"{}\">After</a>", asked.link(asked.page + 1));
    }
    html.push_str("</p>");
}

/// The rows of the page that is asked for, and how many there are in all.
fn rows<R: Send>(
    mut records: impl Iterator<Item = R>,
    asked: &Asked,
    row: impl Fn(R) -> Vec<Cell> + Sync,
) -> (Vec<Vec<Cell>>, usize) {
    let wanted = (asked.page - 1).saturating_mul(ROWS)..asked.page.saturating_mul(ROWS);
    if asked.words.is_empty() {
        let mut found = 0;
        let mut shown = Vec::new();
        for record in records {
            if wanted.contains(&found) {
                shown.push(row(record));
            }
            found += 1;
        }
        return (shown, found);
    }
    let (mut found, mut shown) = (0, Vec::new());
    loop {
        let some: Vec<R> = records.by_ref().take(AT_A_TIME).collect();
        if some.is_empty() {
            return (shown, found);
        }
        let made: Vec<Vec<Cell>> = some.into_par_iter().map(&row).filter(|row| asked.matches(row)).collect();
        for row in made {
            if wanted.contains(&found) {
                shown.push(row);
            }
            found += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, Cell, rows, table};

    fn numbers(query: &str) -> (Vec<String>, usize) {
        let (rows, found) = rows(0..20_000_u32, &Asked::of(query), |n| vec![Cell::text(&format!("Job {n}"))]);
        (rows.into_iter().map(|mut row| row.remove(0).words).collect(), found)
    }

    #[test]
    fn a_long_table_is_cut_into_pages_and_searched() {
        let (shown, found) = numbers("");
        assert_eq!((shown.len(), shown[0].as_str(), found), (100, "Job 0", 20_000));
        assert_eq!(numbers("page=200").0[99], "Job 19999");
        assert_eq!(numbers("page=99999999999999999999999").0[0], "Job 0");
        assert_eq!(numbers("page=201").0.len(), 0);
        let (shown, found) = numbers("q=JOB+1999&page=1");
        assert_eq!((shown[0].as_str(), found), ("Job 1999", 12));
    }

    #[test]
    fn what_is_searched_for_cannot_break_the_page() {
        let mut html = String::new();
        let asked = Asked::of("q=%22%3E%3Cscript%3E&page=2");
        table(&mut html, &["x"], 0..0_u32, &asked, |_| Vec::new());
        assert!(!html.contains("<script>") && html.contains("&quot;&gt;&lt;script&gt;"), "{html}");
    }
}
