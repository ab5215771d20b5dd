//! `jobs.parquet`: the rows of `jobs.csv` with types, for analysts. Written in groups of rows, so that memory does not
//! grow with the board; not compressed but for dictionaries, which take what repeats.

use std::sync::Arc;

use jiff::civil::{Date, date};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::parser::parse_message_type;
use rayon::prelude::*;

use super::table::{COLUMNS, Cell, Kind, row};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::DatePosted;
use crate::plan::{HandOff, Plan};
use crate::render::Emit;
use crate::source::Location;

/// Rows of a group.
const GROUP: usize = 16_384;
/// The day from which `DATE` counts.
const EPOCH: Date = date(1970, 1, 1);

/// Draws the file in pieces.
///
/// # Errors
/// The writer refuses a value, which would be its own mistake: it writes to memory, and the values fit their columns.
pub(super) fn draw(plan: &Plan, file: &str, emit: &mut Emit) -> Result<()> {
    let schema = Arc::new(parse_message_type(&schema())?);
    let properties = Arc::new(WriterProperties::builder().set_created_by("corkboard".to_owned()).build());
    let mut writer = SerializedFileWriter::new(Vec::new(), schema, properties)?;
    for ids in plan.hand_off_entries(HandOff::Parquet).chunks(GROUP) {
        let rows: Vec<_> = ids.par_iter().with_min_len(8).map(|id| row(plan, *id)).collect();
        let mut group = writer.next_row_group()?;
        for column in 0..COLUMNS.len() {
            let Some(mut into) = group.next_column()? else { break };
            write(&mut into, COLUMNS[column].1, rows.iter().map(|row| &row[column]))?;
            into.close()?;
        }
        group.close()?;
        writer.flush()?;
        emit(file, &std::mem::take(writer.inner_mut()));
    }
    writer.finish()?;
    emit(file, &std::mem::take(writer.inner_mut()));
    Ok(())
}

/// What a build says when the file cannot be written.
pub(super) fn failed(error: parquet::errors::ParquetError) -> Diagnostic {
    let message = format!("`jobs.parquet` cannot be written: {error}");
    Diagnostic::at(Severity::Error, Code::WrongSetting, Location::file("board.yaml"), message)
        .help("leave out `hand_offs.parquet`, and report this")
}

fn schema() -> String {
    let column = |(name, kind): &(&str, Kind)| match kind {
        Kind::Text => format!("optional binary {name} (UTF8);"),
        Kind::Day => format!("optional int32 {name} (DATE);"),
        Kind::Money => format!("optional double {name};"),
        Kind::List => {
            format!("required group {name} (LIST) {{ repeated group list {{ required binary element (UTF8); }} }}")
        }
    };
    format!("message jobs {{ {} }}", COLUMNS.iter().map(column).collect::<String>())
}

/// Values go in without the rows that have none; levels say which those are, and where a list begins.
fn write<'a>(into: &mut SerializedColumnWriter, kind: Kind, cells: impl Iterator<Item = &'a Cell>) -> Result<()> {
    let (mut texts, mut days, mut amounts) = (Vec::new(), Vec::new(), Vec::new());
    let (mut present, mut continues): (Vec<i16>, Vec<i16>) = (Vec::new(), Vec::new());
    for cell in cells {
        let before = texts.len() + days.len() + amounts.len();
        match cell {
            Cell::Text(text) => texts.extend(text.as_deref().map(ByteArray::from)),
            Cell::Day(day) => days.extend(day.and_then(DatePosted::day).map(number)),
            Cell::Money(hundredths) => amounts.extend(hundredths.map(|hundredths| hundredths as f64 / 100.0)),
            Cell::List(values) => texts.extend(values.iter().map(|value| ByteArray::from(value.as_str()))),
        }
        let count = texts.len() + days.len() + amounts.len() - before;
        present.extend(std::iter::repeat_n(i16::from(count > 0), count.max(1)));
        continues.extend((0..count.max(1)).map(|at| i16::from(at > 0)));
    }
    let continues = Some(continues.as_slice()).filter(|_| kind == Kind::List);
    match kind {
        Kind::Text | Kind::List => into.typed::<ByteArrayType>().write_batch(&texts, Some(&present), continues)?,
        Kind::Day => into.typed::<Int32Type>().write_batch(&days, Some(&present), None)?,
        Kind::Money => into.typed::<DoubleType>().write_batch(&amounts, Some(&present), None)?,
    };
    Ok(())
}

/// Days since the epoch.
fn number(day: Date) -> i32 {
    EPOCH.until(day).map_or(0, |span| span.get_days())
}
