//! `jobs.csv` (RFC 4180): a row for every open posting, for people with a spreadsheet.

use super::in_pieces;
use super::table::{COLUMNS, Cell, row};
use crate::plan::{HandOff, Plan};
use crate::render::Emit;

/// Draws the file in pieces.
pub(super) fn draw(plan: &Plan, file: &str, emit: &mut Emit) {
    emit(file, line(COLUMNS.iter().map(|(name, _)| *name)).as_bytes());
    in_pieces(&plan.hand_off_entries(HandOff::Csv), file, emit, |id| line(row(plan, id).into_iter().map(Cell::text)));
}

fn line(cells: impl Iterator<Item = impl AsRef<str>>) -> String {
    let mut line = String::with_capacity(512);
    for (index, text) in cells.enumerate() {
        if index > 0 {
            line.push(',');
        }
        cell(text.as_ref(), &mut line);
    }
    line.push_str("\r\n");
    line
}

/// A cell. A text that a spreadsheet would take for a formula gets a `'` before it (OWASP, "CSV injection").
fn cell(text: &str, line: &mut String) {
    let is_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if !is_formula && !text.contains(['"', ',', '\n', '\r', ';', '\'']) {
        line.push_str(text);
        return;
    }
    line.push('"');
    if is_formula {
        line.push('\'');
    }
    line.push_str(&text.replace('"', "\"\""));
    line.push('"');
}

#[cfg(test)]
mod tests {
    use super::line;

    #[test]
    fn cells_are_quoted_and_are_no_formulas() {
        let cells = ["plain", "a, b", "say \"hi\"", "=1+1", "@x", "two\nlines", ""];
        assert_eq!(line(cells.into_iter()), "plain,\"a, b\",\"say \"\"hi\"\"\",\"'=1+1\",\"'@x\",\"two\nlines\",\r\n");
    }
}
