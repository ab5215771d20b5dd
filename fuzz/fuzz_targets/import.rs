//! Feeds libFuzzer's bytes to the target of this name in `fuzz/targets`.

#![no_main]

#[path = "../targets/mod.rs"]
#[allow(dead_code, reason = "each program runs one target of them all")]
mod targets;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::import(bytes));
