//! The integration tests, one binary: boards as text, built on a given day.
mod corpus;
