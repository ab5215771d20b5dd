//! The salary reader: pay as people write it, from a field of its own or from the body of a posting.
//! Text to tokens (`token`), tokens to figures (`grammar`), figures to statements (`statement`) to one salary (`settle`).

mod find;
mod grammar;
mod label;
mod number;
mod settle;
mod show;
mod statement;
mod token;
mod words;

#[cfg(test)]
mod tests;

use crate::model::{Country, Currency, Salary};
use crate::source::Span;

pub use find::find;
pub(crate) use number::PARTS;
pub use show::show;

/// What is known of a posting beside its words on pay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PayContext {
    /// The country of the job.
    pub country: Option<Country>,
    /// The currency of the board.
    pub default_currency: Option<Currency>,
}

/// The figure that a whole text is, in parts of a unit (`PARTS`); none when more or less than one figure stands in it.
pub(crate) fn figure(text: &str) -> Option<i64> {
    let (number, length) = number::leading(text);
    number.filter(|_| length == text.len()).map(|number| number.value)
}

/// Reads a pay string from its field. `base` is the span of the whole string in its file.
/// Nothing where no pay is stated: words alone, placeholders, money that is not pay.
pub fn read(text: &str, base: Span, context: &PayContext) -> Option<Salary> {
    let tokens = token::tokens(text);
    let statements = statement::statements(&tokens);
    // Beside figures with a sign others are years, levels and the like.
    let has_money = statements.iter().any(|statement| statement.figures.money.is_some());
    let is_amount = |statement: &&statement::Statement| match has_money {
        true => statement.figures.money.is_some(),
        false => statement.is_amount(),
    };
    let pays: Vec<settle::Pay> =
        statements.iter().filter(is_amount).filter_map(|statement| settle::pay(statement, context)).collect();
    Some(settle::settle(&pays)?.into_salary(text.trim().to_owned(), base))
}
