mod config;
mod engine;

use clap::Parser;
use engine::{Engine, Shape};

#[derive(Parser)]
#[command(about = "Stores chunks; AES unless you live in Seoul")]
struct Args {
    /// Size of the envelope key
    #[arg(long, env = "ATTIC_BITS", default_value_t = 3 * 1024)]
    bits: u32,

    #[arg(long, value_enum, default_value_t = Shape::Wide)]
    shape: Shape,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args = Args::parse();
    let config = config::Config::load(&std::fs::read_to_string("attic.toml")?)?;
    let engine = Engine::new(&config, args.bits)?;
    let chunk = std::fs::read("chunk.bin")?;
    let stored = engine.store(args.shape, b"passphrase", &chunk)?;
    println!("{} {} octets", engine.index(&chunk).unwrap_or_default(), stored.len());
    Ok(())
}
