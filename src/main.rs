//! The program: hands the arguments to `cli` and exits with its code.

use std::process::ExitCode;

/// The system's allocator keeps what one thread gave back from the others: a preview of a large board grew by half.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    corkboard::cli::run(std::env::args_os())
}
