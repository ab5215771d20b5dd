//! The program: hands the arguments to `cli` and exits with its code.

use std::process::ExitCode;

fn main() -> ExitCode {
    corkboard::cli::run(std::env::args_os())
}
