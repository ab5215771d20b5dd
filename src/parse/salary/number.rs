//! Figures with grouped digits: `866.000`, `181 000`, `1.200,00`, `82,471.46`, `12,00,000`, read by their form.

/// Parts of a unit that a figure is counted in, before `k` or `lakh` multiplies it.
pub(crate) const PARTS: i64 = 10_000;

/// A figure as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    /// The value in ten-thousandths.
    pub(super) value: i64,
    /// True when a comma stands before the decimals.
    pub(super) has_decimal_comma: bool,
}

const MOST_DIGITS: usize = 14;

/// The number at the start of the text and its length; no number when the digits have no form of one (`12.05.2024`).
/// The length covers all that was looked at, so that no byte is looked at twice.
pub(super) fn leading(text: &str) -> (Option<Number>, usize) {
    let bytes = text.as_bytes();
    let mut groups = Groups { digits: 0, value: 0, first: 0, last: 0, marks: Vec::new() };
    let mut at = groups.take(bytes, 0);
    groups.first = groups.last;
    while let Some((mark, length)) = separator(text, at, &groups) {
        groups.marks.push((mark, groups.last));
        at = groups.take(bytes, at + length);
    }
    (groups.number(), at)
}

struct Groups {
    digits: usize,
    value: i64,
    first: usize,
    last: usize,
    /// Each mark with the number of digits before it, back to the mark before.
    marks: Vec<(char, usize)>,
}

impl Groups {
    fn take(&mut self, bytes: &[u8], from: usize) -> usize {
        let mut at = from;
        while let Some(digit) = bytes.get(at).filter(|byte| byte.is_ascii_digit()) {
            self.digits += 1;
            if self.digits <= MOST_DIGITS {
                self.value = self.value * 10 + i64::from(digit - b'0');
            }
            at += 1;
        }
        self.last = at - from;
        at
    }

    fn number(&self) -> Option<Number> {
        if self.digits > MOST_DIGITS {
            return None;
        }
        let Some(&(mark, _)) = self.marks.last() else { return Some(self.with_decimals(0, '.')) };
        let same = self.marks.iter().filter(|(other, _)| *other == mark).count();
        let (decimals, thousands) = match (same, self.last) {
            (1, last) if self.marks.len() > 1 && last != 3 => (last, self.marks.len() - 1),
            (1, last @ (1 | 2)) => (last, 0),
            (1, last) if mark == '.' && (last > 3 || self.first > 3) => (last, 0),
            _ => (0, self.marks.len()),
        };
        let is_spaced = mark == ' ' && decimals > 0;
        (!is_spaced && self.is_grouped(thousands, decimals)).then(|| self.with_decimals(decimals, mark))
    }

    /// True when the groups before the decimals are thousands, or two by two as in India.
    fn is_grouped(&self, thousands: usize, decimals: usize) -> bool {
        if thousands == 0 {
            return true;
        }
        let mut sizes: Vec<usize> = self.marks.iter().skip(1).map(|(_, before)| *before).collect();
        if decimals == 0 {
            sizes.push(self.last);
        }
        let ends_in_three = sizes.last() == Some(&3);
        ends_in_three && (1..=3).contains(&self.first) && sizes.iter().all(|size| *size == 2 || *size == 3)
    }

    fn with_decimals(&self, decimals: usize, mark: char) -> Number {
        let mut value = self.value.saturating_mul(PARTS);
        for _ in 0..decimals {
            value /= 10;
        }
        Number { value, has_decimal_comma: decimals > 0 && mark == ',' }
    }
}

/// The mark between two groups and its length. A blank parts groups only where exactly three digits follow.
fn separator(text: &str, at: usize, groups: &Groups) -> Option<(char, usize)> {
    let rest = text.get(at..)?;
    let mark = rest.chars().next()?;
    let after = rest.as_bytes().get(mark.len_utf8()..)?;
    let digits = after.iter().take(4).take_while(|byte| byte.is_ascii_digit()).count();
    match mark {
        ',' | '.' if digits > 0 => Some((mark, 1)),
        '\'' | '’' if digits == 3 => Some(('\'', mark.len_utf8())),
        ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' => {
            let is_grouped =
                groups.marks.iter().all(|(mark, _)| *mark == ' ') && groups.last <= 3 && groups.digits <= 12;
            (digits == 3 && is_grouped).then_some((' ', mark.len_utf8()))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{PARTS, leading};

    fn hundredths(text: &str) -> Option<i64> {
        leading(text).0.map(|number| number.value / (PARTS / 100))
    }

    #[test]
    fn digits_are_grouped_by_their_form() {
        for (text, value) in [
            ("866.000", 86_600_000),
            ("181 000", 18_100_000),
            ("181\u{202f}000", 18_100_000),
            ("1.200,00", 120_000),
            ("82,471.46", 8_247_146),
            ("12,00,000", 120_000_000),
            ("1'200'000", 120_000_000),
            ("253000.0", 25_300_000),
            ("38.41", 3_841),
            ("4,5", 450),
            ("3.100.000", 310_000_000),
        ] {
            assert_eq!(hundredths(text), Some(value), "{text}");
        }
    }

    #[test]
    fn dates_and_lists_are_no_figures() {
        for text in ["12.05.2024", "10,20,30", "1.2.3", "999999999999999"] {
            assert_eq!(hundredths(text), None, "{text}");
        }
    }

    #[test]
    fn a_blank_parts_groups_of_three_only() {
        assert_eq!(leading("2 1000").1, 1);
        assert_eq!(leading("2024 100").1, 4);
    }
}
