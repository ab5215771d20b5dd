//! The fuzz targets without a fuzzer: every input of the corpora, and inputs spliced from them, the same in each run.

use std::fs;
use std::path::Path;

#[path = "../../fuzz/targets/mod.rs"]
pub mod targets;

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus");

/// Spliced inputs for each target; a build for each makes `state` slow.
fn rounds(name: &str) -> usize {
    if name == "state" { 30 } else { 400 }
}

#[test]
fn every_target_has_a_corpus_and_a_program() {
    for (name, _) in targets::ALL {
        assert!(inputs(name).len() >= 5, "{name}");
        let program = Path::new(CORPUS).parent().unwrap().join("fuzz_targets").join(format!("{name}.rs"));
        assert!(program.is_file(), "{name}");
    }
}

#[test]
fn corpora_and_inputs_spliced_from_them_break_nothing() {
    for (name, target) in targets::ALL {
        let inputs = inputs(name);
        inputs.iter().for_each(|input| target(input));
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
        for _ in 0..rounds(name) {
            target(&spliced(&inputs, &mut dice));
        }
    }
}

fn inputs(name: &str) -> Vec<Vec<u8>> {
    let mut paths: Vec<_> =
        fs::read_dir(Path::new(CORPUS).join(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().map(|path| fs::read(path).unwrap()).collect()
}

/// Numbers that look random and are the same in each run (xorshift64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % bound.max(1)
    }
}

/// The start of one input, the end of another, and up to eight changes.
fn spliced(inputs: &[Vec<u8>], dice: &mut Dice) -> Vec<u8> {
    const SIGNS: &[u8] = b"\n\n  \t\0\r<>&\"'`*_[](){}#!|:-/\\.,$0A\xC3\xEF";
    let (head, tail) = (&inputs[dice.below(inputs.len())], &inputs[dice.below(inputs.len())]);
    let mut input = head[..dice.below(head.len() + 1)].to_vec();
    input.extend(&tail[dice.below(tail.len() + 1)..]);
    for _ in 0..dice.below(8) {
        let at = dice.below(input.len() + 1);
        match dice.below(3) {
            0 if at < input.len() => drop(input.remove(at)),
            1 if at < input.len() => input[at] = SIGNS[dice.below(SIGNS.len())],
            _ => input.insert(at, SIGNS[dice.below(SIGNS.len())]),
        }
    }
    input
}
