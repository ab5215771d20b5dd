//! Readers of single facts: title, company, employment type, seniority, language, skills, dates in paths, source site.
//! Each takes a text and where it lies, and gives facts with their origin; none ever fails, none knows a dialect.
//! Pay and places have readers of their own beside this folder.

pub mod company;
pub mod employment;
pub mod language;
pub mod path;
pub mod seniority;
pub mod skills;
pub mod source;
pub mod title;

mod lists;
mod words;
