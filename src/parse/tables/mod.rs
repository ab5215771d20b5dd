//! Tables compiled in: data files beside their readers.

pub mod currency;
