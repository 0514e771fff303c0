//! The `y2q` command.

mod cli;

use std::process::ExitCode;

/// A build that counts what is taken from the heap has an allocator for that.
#[cfg(all(feature = "jemalloc", not(feature = "bench-memory"), not(target_env = "msvc")))]
#[global_allocator]
static HEAP: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    cli::run()
}
