//! What a system must carry: `[system.demand]`, `[system.link]`, `[system.verifier]`.

use toml::de::DeValue;

use super::table::{Result, Table};
use super::words;
use crate::model::{Demand, LinkStated, SpannedError, Verifier};

/// A number's key, its bounds, and what to write.
struct Bounds {
    key: &'static str,
    least: f64,
    most: f64,
    help: &'static str,
}

const fn number(key: &'static str, least: f64, most: f64, help: &'static str) -> Bounds {
    Bounds { key, least, most, help }
}

const HANDSHAKES: Bounds =
    number("handshakes", 0.0, 1e9, "write full handshakes a second, as in `handshakes = 900`");
const CORES: Bounds =
    number("cores", 0.0, 1e6, "write processor cores, as in `cores = 2` or `cores = 0.5`");
const HANDSHAKE_BYTES: Bounds =
    number("handshake_bytes", 1.0, 1e9, "write bytes both ways, as in `handshake_bytes = 12000`");
const FIRST_BYTE: Bounds =
    number("first_byte_ms", 0.0, 1e9, "write milliseconds, as in `first_byte_ms = 300`");
const CHAIN: Bounds =
    number("chain", 1.0, 10.0, "write how many certificates a peer sends, as in `chain = 2`");
const SIGNATURES: Bounds =
    number("signatures", 0.0, 1e9, "write signatures a second, as in `signatures = 40`");
const MODULE: Bounds = number(
    "module_object_bytes",
    1.0,
    1e9,
    "write bytes of the largest object that the module takes, as in `module_object_bytes = 4096`",
);
const RTT: Bounds = number("rtt_ms", 0.0, 1e7, "write milliseconds, as in `rtt_ms = 600`");
const DOWN: Bounds =
    number("down_kbit", 0.001, 1e9, "write kilobits a second, as in `down_kbit = 9.6`");
const UP: Bounds = number("up_kbit", 0.001, 1e9, "write kilobits a second, as in `up_kbit = 9.6`");
const LOSS: Bounds = number(
    "loss",
    0.0,
    1.0,
    "write the share of packets lost, as in `loss = 0.01` for one per cent",
);
const MTU: Bounds =
    number("mtu", 68.0, 65_535.0, "write bytes of the largest packet, as in `mtu = 1500`");
const SLOWDOWN: Bounds = number(
    "slowdown",
    0.001,
    1e6,
    "write how many times slower than the machine of the figures, as in `slowdown = 40`",
);
const VERIFY: Bounds = number("verify_ms", 0.0, 1e7, "write milliseconds, as in `verify_ms = 50`");
const BYTES: Bounds = number(
    "bytes",
    1.0,
    1e9,
    "write bytes of public key and signature together, as in `bytes = 4096`",
);
const CODE: Bounds = number("code_bytes", 1.0, 1e9, "write bytes, as in `code_bytes = 20000`");
const MEMORY: Bounds = number("memory_bytes", 1.0, 1e9, "write bytes, as in `memory_bytes = 8192`");

/// The three tables of a system, `None` where it has none of them.
pub(super) fn demand(system: &Table<'_>) -> Result<Option<Demand>> {
    let mut demand = match system.value("demand") {
        None => None,
        Some(value) => Some(stated(&Table::from_value(
            "[system.demand]",
            value,
            &[
                "handshakes",
                "cores",
                "handshake_bytes",
                "first_byte_ms",
                "chain",
                "signatures",
                "stateful_signing",
                "module_object_bytes",
            ],
        )?)?),
    };
    if let Some(value) = system.value("link") {
        let keys = ["preset", "rtt_ms", "down_kbit", "up_kbit", "loss", "mtu"];
        let link = link(&Table::from_value("[system.link]", value, &keys)?)?;
        demand.get_or_insert_default().link = Some(link);
    }
    if let Some(value) = system.value("verifier") {
        let keys = ["slowdown", "verify_ms", "bytes", "code_bytes", "memory_bytes"];
        let verifier = verifier(&Table::from_value("[system.verifier]", value, &keys)?)?;
        demand.get_or_insert_default().verifier = Some(verifier);
    }
    Ok(demand)
}

fn stated(table: &Table<'_>) -> Result<Demand> {
    Ok(Demand {
        handshakes: read(table, &HANDSHAKES)?,
        cores: read(table, &CORES)?,
        handshake_bytes: whole(table, &HANDSHAKE_BYTES)?,
        first_byte_ms: read(table, &FIRST_BYTE)?,
        chain: whole(table, &CHAIN)?,
        signatures: read(table, &SIGNATURES)?,
        stateful: table.word("stateful_signing", words::STATEFUL)?,
        module_object_bytes: whole(table, &MODULE)?,
        verifier: None,
        link: None,
    })
}

fn link(table: &Table<'_>) -> Result<LinkStated> {
    let preset = table.required_word("preset", words::LINKS)?;
    let bits = |kilobits: Option<f64>| kilobits.map(|kilobits| kilobits * 1000.0);
    Ok(LinkStated {
        preset,
        rtt_ms: read(table, &RTT)?,
        down_bits: bits(read(table, &DOWN)?),
        up_bits: bits(read(table, &UP)?),
        loss: read(table, &LOSS)?,
        mtu: whole(table, &MTU)?,
    })
}

fn verifier(table: &Table<'_>) -> Result<Verifier> {
    Ok(Verifier {
        slowdown: read(table, &SLOWDOWN)?,
        verify_ms: read(table, &VERIFY)?,
        bytes: whole(table, &BYTES)?,
        code_bytes: whole(table, &CODE)?,
        memory_bytes: whole(table, &MEMORY)?,
    })
}

fn read(table: &Table<'_>, bounds: &Bounds) -> Result<Option<f64>> {
    let Some(value) = table.value(bounds.key) else { return Ok(None) };
    let read = match value.get_ref() {
        DeValue::Integer(number) if number.radix() == 10 => number.as_str().parse::<f64>().ok(),
        DeValue::Float(number) => number.as_str().parse::<f64>().ok(),
        _ => None,
    };
    match read.filter(|read| (bounds.least..=bounds.most).contains(read)) {
        Some(read) => Ok(Some(read)),
        None => {
            let Bounds { key, least, most, help } = bounds;
            let message = format!("`{key}` is no number between {least} and {most}");
            Err(SpannedError::new(message, value.span()).help(*help))
        }
    }
}

/// A whole number; its bounds lie within 32 bits.
fn whole(table: &Table<'_>, bounds: &Bounds) -> Result<Option<u32>> {
    match read(table, bounds)? {
        None => Ok(None),
        Some(number) if number.fract() == 0.0 => Ok(Some(number as u32)),
        Some(_) => {
            let message = format!("`{}` is not a whole number", bounds.key);
            Err(SpannedError::new(message, table.span_of(bounds.key)).help(bounds.help))
        }
    }
}
