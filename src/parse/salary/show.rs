//! A salary as canonical text, which reads back to the same value: `USD 150,000 - 180,000 / year`.

use std::fmt::Write;

use crate::model::{Salary, Unit};

/// Canonical text of a salary: code, figures with grouped digits, unit.
pub fn show(salary: &Salary) -> String {
    let mut text = String::new();
    match (salary.min, salary.max) {
        (Some(_), None) => text.push_str("from "),
        (None, Some(_)) => text.push_str("up to "),
        _ => {}
    }
    if let Some(code) = salary.currency_code() {
        text.push_str(code);
        text.push(' ');
    }
    let lower = salary.min.or(salary.max).unwrap_or_default();
    push_figure(&mut text, lower);
    if let (Some(min), Some(max)) = (salary.min, salary.max)
        && min != max
    {
        text.push_str(" - ");
        push_figure(&mut text, max);
    }
    if let Some(unit) = &salary.unit {
        text.push_str(" / ");
        text.push_str(unit_word(unit.value));
    }
    text
}

/// A figure in hundredths with commas between thousands; decimals only where there are any.
fn push_figure(text: &mut String, hundredths: i64) {
    let whole = (hundredths / 100).to_string();
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    let decimals = hundredths % 100;
    if decimals != 0 {
        // Writing to a string cannot fail.
        let _ = write!(text, ".{decimals:02}");
    }
}

fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Hour => "hour",
        Unit::Day => "day",
        Unit::Week => "week",
        Unit::Month => "month",
        Unit::Year => "year",
    }
}
