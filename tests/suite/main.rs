//! The integration tests, one binary: boards as text, built on a given day.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "tests may")]
mod board;
mod build;
mod corpus;
mod counts;
mod dependencies;
mod disks;
mod elsewhere;
mod files;
mod fuzz;
mod hand_offs;
mod hostile;
mod hostile_board;
mod intake;
mod kills;
mod logos;
mod mistakes;
mod parse;
mod pay;
mod preview;
mod program;
mod serve;
mod shards;
mod social_cards;
mod tidy;
mod told;
mod watch;
