//! Writes a board of any size for measurements: the same postings for the same number. Its spread follows real boards:
//! employers and tags by rank (Zipf), bodies from 0.6 to 17 kB around 4.5, front matter of several hands.
//! For comparisons the same postings are written in the front matter of another generator.
//!
//!     cargo run --release --example generate_board -- --n 100000 --out DIR [--as hugo|zola]
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used, reason = "a tool for measurements")]

mod body;
mod numbers;
mod posting;
mod words;

use std::fs;
use std::path::PathBuf;

use numbers::Numbers;
use posting::Posting;

/// Postings in a folder of our own layout.
const IN_FOLDER: u64 = 1000;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let value =
        |name: &str| arguments.iter().position(|argument| argument == name).and_then(|at| arguments.get(at + 1));
    let (Some(count), Some(out)) =
        (value("--n").and_then(|n| n.parse::<u64>().ok()), value("--out").map(PathBuf::from))
    else {
        eprintln!("usage: generate_board --n POSTINGS --out DIR [--as hugo|zola]");
        return;
    };
    let peer = value("--as").map(String::as_str);
    let mut numbers = Numbers::new();
    for number in 0..count {
        let posting = Posting::new(number, count, &mut numbers);
        let (folder, text) = match peer {
            Some("hugo") => (out.join("content/jobs"), posting.for_hugo()),
            Some("zola") => (out.join("content/jobs"), posting.for_zola()),
            _ => (out.join("content/jobs").join(format!("{:04}", number / IN_FOLDER)), posting.of_our_own()),
        };
        if number % IN_FOLDER == 0 {
            fs::create_dir_all(&folder).unwrap();
        }
        fs::write(folder.join(format!("{}.md", posting.file)), text).unwrap();
    }
    if peer.is_none() {
        fs::write(out.join("board.yaml"), "title: Measured board\nbase_url: https://board.example/\n").unwrap();
    }
    println!("{count} postings in {}", out.display());
}
