//! Key pairs of Solana's tools: an array of 64 numbers, the seed of an Ed25519 key and its public half.

use super::{Detector, Input, Peek, Sink, private_key};
use crate::model::CryptoFunction;

/// Finds key pairs of Solana.
pub const DETECTOR: Detector = Detector {
    id: "solana-keypair",
    title: "Solana key pairs",
    about: "The file that `solana-keygen` writes (`id.json`): a JSON array of 64 octets, of which the last 32 are the Ed25519 \
            public key to the first 32. Only where that is so is it a key pair; any other array is none.",
    anchors: &[],
    wants,
    detect,
};

/// Shortest and longest text of 64 numbers of an octet, with room for white space.
const SIZES: std::ops::RangeInclusive<u64> = 129..=1_000;

/// An array, and nothing but numbers, commas and white space in it.
fn wants(peek: &Peek<'_>) -> bool {
    let text = peek.head.trim_ascii();
    SIZES.contains(&peek.size)
        && text.first() == Some(&b'[')
        && text.last() == Some(&b']')
        && text[1..].iter().filter(|byte| **byte == b',').count() == 63
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(octets) = serde_json::from_slice::<Vec<u8>>(input.bytes) else { return };
    let Some((seed, public)) = octets.split_at_checked(32) else { return };
    // The half that belongs to the seed is computed: 64 numbers of something else pass by chance once in 2^256.
    let half = private_key::ed25519_half(seed);
    let stated = super::bare_key::octets("Ed25519", public);
    let (Some(half), Some(stated)) = (half, stated) else { return };
    if half.fingerprint != stated.fingerprint {
        return;
    }
    let key = half.used_for([CryptoFunction::Sign, CryptoFunction::Verify]);
    let private = key.private_half("Solana");
    sink.found(key.seen(DETECTOR.id, Some(private), (0, None)).note("Solana key pair"));
}
