mod keeper;
mod lamp;
mod rules;

use keeper::{keeper_key, LogSealBuilder, MainLight};
use lamp::{fold, Ledger};

/// Describes the character of a light, for example `Fl(2) W 10s`; not a digest of it.
fn describe(flashes: u8, seconds: u8) -> String {
    format!("Fl({flashes}) W {seconds}s")
}

fn main() {
    let args: Vec<String> = std::env::args().collect();
    if args.len() < 2 {
        eprintln!("usage: lighthouse LOG   (the log is sealed with AES-256-GCM, see RFC 5116)");
        return;
    }
    let log = std::fs::read(&args[1]).expect("log");
    let key = keeper_key::<MainLight>();
    println!("{}", describe(2, 10));
    println!("{:?}", keeper::attest(key, &log));
    println!("{:?}", fold(Ledger::Harbour, &log));
    println!("{:?}", fold(Ledger::Museum, &log));
    let sealer = LogSealBuilder::new().algorithm(&ring::aead::AES_256_GCM).build(&[7u8; 32]);
    println!("{}", sealer.is_some());
}
