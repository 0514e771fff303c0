//! TLS 1.3 handshakes of this machine as rows of JSON, one a line: `cargo run --release --features
//! bench-handshake --example handshakes -- [full] [loopback] [rounds=N] [group=NAME]... [chain=NAME]...`

use y2q::bench::handshake::{Carrier, Request, measure};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut request = Request::quick();
    for word in std::env::args().skip(1) {
        match word.split_once('=') {
            Some(("rounds", number)) => request.rounds = number.parse()?,
            Some(("repeats", number)) => request.repeats = number.parse()?,
            Some(("group", name)) => request.groups.push(name.to_owned()),
            Some(("chain", name)) => request.chains.push(name.to_owned()),
            _ if word == "full" => request = Request::full(),
            _ if word == "none" => {
                request.groups.clear();
                request.chains.clear();
            }
            _ if word == "loopback" => request.carriers = vec![Carrier::Loopback],
            _ => return Err(format!("{word} is no word of this example").into()),
        }
    }
    let (rows, omitted) = measure(&request, &mut |done, of| eprint!("\r{done} of {of} rounds"));
    eprintln!();
    for row in rows {
        println!("{}", serde_json::to_string(&row)?);
    }
    for omission in omitted {
        println!("{}", serde_json::to_string(&omission)?);
    }
    Ok(())
}
