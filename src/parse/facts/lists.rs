//! Reads our data files: lines under `[section]` headings, `# ` begins a comment line.

/// The lines of a data file, each with the section it stands in.
pub(super) fn lines(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    text.lines().filter_map(move |line| {
        let line = line.trim();
        if line.is_empty() || line == "#" || line.starts_with("# ") {
            return None;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
            return None;
        }
        Some((section, line))
    })
}

/// The parts of a line that are separated by a sign, without outer blanks and empty parts.
pub(super) fn parts(line: &'static str, sign: char) -> impl Iterator<Item = &'static str> {
    line.split(sign).map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{lines, parts};

    #[test]
    fn lines_know_their_section() {
        let read: Vec<_> = lines("# note\n[one]\na, b\n\n[two]\nC#").collect();
        assert_eq!(read, [("one", "a, b"), ("two", "C#")]);
        assert_eq!(parts("a, b,, c", ',').collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
