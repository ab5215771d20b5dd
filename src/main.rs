//! The program: hands the arguments to `cli` and exits with its code.

use std::process::ExitCode;

/// The system's allocator keeps what one thread gave back from the others: a preview of a large board grew by half.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    // The allocator asks for huge pages: of 10,000 postings an edit then takes 144 MB instead of 72, and half of its
    // time goes to the kernel looking for such pages and clearing them.
    #[cfg(target_os = "linux")]
    let _ = rustix::thread::disable_transparent_huge_pages(true);
    corkboard::cli::run(std::env::args_os())
}
