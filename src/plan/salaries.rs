//! What the board's open postings pay, by tag, country and level: for a page of its own. Only pay of which the
//! currency and the time are stated counts, and only where enough postings state it.

use rayon::prelude::*;

use super::pay;
use super::{List, ListId, ListKind, Plan, Posting, TOGETHER};
use crate::model::{Currency, FacetKind};

/// Postings that a row needs; fewer would tell what one of them pays.
pub const LEAST_SALARIES: usize = 5;

/// What the open postings of a list pay in one currency, in whole units for a year of full time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SalaryRow {
    /// The list; 0 = the whole board.
    pub list: ListId,
    /// The currency.
    pub currency: Currency,
    /// How many postings it was made of.
    pub count: usize,
    /// A quarter of them pay less.
    pub lower: i64,
    /// Half of them pay less.
    pub median: i64,
    /// A quarter of them pay more.
    pub upper: i64,
}

impl Plan {
    /// True when the page on salaries is drawn: it has something to say, and the board has no page of that name.
    pub fn has_own_salaries(&self) -> bool {
        !self.salaries.is_empty() && !self.has_plain_page("salaries")
    }
}

/// The rows of all lists that have enough stated pay: the board, then tags, countries and levels in their order.
pub(super) fn rows(plan: &Plan) -> Vec<SalaryRow> {
    let paid: Vec<Option<(Currency, i64)>> =
        plan.postings.par_iter().with_max_len(TOGETHER).map(|p| p.is_open.then(|| figure(plan, p)).flatten()).collect();
    let lists: Vec<(ListId, &List)> = (0..).zip(plan.lists.iter()).filter(|(_, list)| is_shown(list)).collect();
    lists.into_par_iter().flat_map_iter(|(id, list)| of_list(id, list, &paid)).collect()
}

/// The board, tags, levels and countries.
fn is_shown(list: &List) -> bool {
    match list.kind {
        ListKind::Board | ListKind::Facet(FacetKind::Tags | FacetKind::Levels) => true,
        ListKind::Facet(FacetKind::Places) => list.value.len() == 2,
        ListKind::Facet(_) | ListKind::Taxonomy(_) => false,
    }
}

/// The middle of a range, or a single figure, for a year; none for open ends and for what is not stated.
fn figure(plan: &Plan, posting: &Posting) -> Option<(Currency, i64)> {
    let (currency, min, max) =
        pay::stated(posting.facts.outline().salary.as_ref()?, &plan.settings, plan.board.rates.as_ref())?;
    Some((currency, i64::midpoint(min, max)))
}

fn of_list(id: ListId, list: &List, paid: &[Option<(Currency, i64)>]) -> Vec<SalaryRow> {
    let mut figures: Vec<(Currency, i64)> = list.entries.iter().filter_map(|id| paid[*id as usize]).collect();
    figures.sort_unstable();
    let one_currency = figures.chunk_by(|one, other| one.0 == other.0);
    let enough = one_currency.filter(|figures| figures.len() >= LEAST_SALARIES);
    enough
        .map(|figures| SalaryRow {
            list: id,
            currency: figures[0].0,
            count: figures.len(),
            lower: quantile(figures, 1),
            median: quantile(figures, 2),
            upper: quantile(figures, 3),
        })
        .collect()
}

/// The quartile of sorted figures; between two neighbours in proportion, as spreadsheets do (method 7 of Hyndman and Fan).
fn quantile(figures: &[(Currency, i64)], quarters: usize) -> i64 {
    let place = (figures.len() - 1) * quarters;
    let (at, rest) = (place / 4, i64::try_from(place % 4).unwrap_or(0));
    let low = figures[at].1;
    let high = figures.get(at + 1).map_or(low, |figure| figure.1);
    low + ((high - low) * rest + 2) / 4
}

#[cfg(test)]
mod tests {
    use super::quantile;

    #[test]
    fn quartiles_lie_between_neighbours() {
        let figures = |values: &[i64]| values.iter().map(|value| (*b"EUR", *value)).collect::<Vec<_>>();
        let five = figures(&[10, 20, 30, 40, 50]);
        assert_eq!([1, 2, 3].map(|quarters| quantile(&five, quarters)), [20, 30, 40]);
        let six = figures(&[10, 20, 30, 40, 50, 60]);
        assert_eq!([1, 2, 3].map(|quarters| quantile(&six, quarters)), [23, 35, 48]);
    }
}
