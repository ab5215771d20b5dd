//! The page on salaries: median and quartiles of what the open postings state, by level, country and tag.

use serde::Serialize;

use super::{Emit, Renderer, Target};
use crate::diagnostic::Diagnostic;
use crate::model::FacetKind;
use crate::plan::{LEAST_SALARIES, ListKind, Page, SalaryRow};

/// The variables of `salaries.html`.
#[derive(Serialize)]
struct SalariesView {
    tables: Vec<Table>,
    /// How the figures were made.
    how: Vec<String>,
}

#[derive(Serialize)]
struct Table {
    caption: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    name: String,
    href: String,
    count: String,
    lower: String,
    median: String,
    upper: String,
}

impl Renderer<'_> {
    pub(super) fn draw_salaries(&self, file: &str, emit: &mut Emit) -> Result<(), Diagnostic> {
        let path = self.plan.address(Page::Salaries).path;
        let intro = self.words.sentence("salaries", &[("board", &self.plan.settings.title)]);
        let mut head = self.head(self.words.label("salaries"), &intro, &path);
        head.header = self.chrome.header(Some(&self.href(&path)));
        self.add_breadcrumb_data(&mut head);
        let order = [
            ListKind::Board,
            ListKind::Facet(FacetKind::Levels),
            ListKind::Facet(FacetKind::Places),
            ListKind::Facet(FacetKind::Tags),
        ];
        let tables = order.into_iter().filter_map(|kind| self.salary_table(kind)).collect();
        self.fill("salaries.html", &head, &SalariesView { tables, how: self.how() }, Target { file, emit })
    }

    fn salary_table(&self, kind: ListKind) -> Option<Table> {
        let is_kind = |row: &&SalaryRow| self.plan.lists[row.list as usize].kind == kind;
        let rows: Vec<Row> = self.plan.salaries.iter().filter(is_kind).map(|row| self.salary_row(row)).collect();
        let caption = match kind {
            ListKind::Facet(kind) => self.words.directory(kind),
            ListKind::Board | ListKind::Taxonomy(_) => self.words.label("all_jobs"),
        };
        (!rows.is_empty()).then(|| Table { caption: caption.to_owned(), rows })
    }

    fn salary_row(&self, row: &SalaryRow) -> Row {
        let SalaryRow { list, currency, count, lower, median, upper } = row;
        let name = match list {
            0 => self.words.label("all_jobs").to_owned(),
            list => self.words.list_name(&self.plan.lists[*list as usize]),
        };
        let money = |units: &i64| self.words.about(*currency, Some(*units), Some(*units)).unwrap_or_default();
        Row {
            name,
            href: self.list_href(*list),
            count: self.words.number(*count),
            lower: money(lower),
            median: money(median),
            upper: money(upper),
        }
    }

    fn how(&self) -> Vec<String> {
        let least = self.words.number(LEAST_SALARIES);
        let mut how = vec![
            self.words.sentence("salaries_stated", &[("n", &least)]),
            self.words.label("salaries_year").to_owned(),
        ];
        if let Some(rates) = &self.plan.board.rates {
            let date = self.words.long_date(rates.date).text;
            how.push(self.words.sentence("salaries_rates", &[("date", &date)]));
        }
        how
    }
}
