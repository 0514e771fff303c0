//! Keys files of Monero's wallets (`NAME.keys`).

use super::{Detector, Input, Peek, Sink, sha256};
use crate::model::{Asset, CryptoFunction, Finding, Material, MaterialKind, Protection};
use crate::registry;

/// Finds keys files of Monero.
pub const DETECTOR: Detector = Detector {
    id: "monero-keys",
    title: "Keys files of Monero's wallets",
    about: "`NAME.keys` of Monero's wallets and forks (`keys_file_data` of `wallet2.cpp`): a vector of eight octets and the sealed \
            account with its length, nothing before and nothing after. Inside are the spend key and the view key, scalars of \
            the curve of Ed25519; the key that seals them is CryptoNight's hash of the password, whose number of rounds is in no \
            file, and the cipher is ChaCha20 (ChaCha8 in wallets of before 2017). The keys stay closed.",
    anchors: &[],
    wants: |peek: &Peek<'_>| {
        peek.name.ends_with(".keys") && SIZES.contains(&peek.size) && sealed(peek.head).is_some()
    },
    detect,
};

/// Octets of an account with its settings as JSON; text of this length has no varint at this place that fits.
const SIZES: std::ops::RangeInclusive<u64> = 300..=60_000;
const VECTOR: usize = 8;

/// What is sealed, where its length is exactly that of the rest and it does not look like text.
fn sealed(bytes: &[u8]) -> Option<&[u8]> {
    let [low, high, rest @ ..] = bytes.get(VECTOR..)? else { return None };
    let mut length = usize::from(low & 0x7F) | usize::from(high & 0x7F) << 7;
    let mut rest = rest;
    match (low & 0x80 != 0, high & 0x80 != 0) {
        (true, false) => {}
        (true, true) => {
            let (third, after) = rest.split_first()?;
            length |= usize::from(*third) << 14;
            rest = after;
        }
        (false, _) => return None,
    }
    // Of octets without a pattern half have their highest bit.
    let high = rest.iter().filter(|octet| **octet >= 0x80).count();
    let is_random = (rest.len() / 3..rest.len() * 2 / 3).contains(&high);
    (rest.len() == length && is_random).then_some(rest)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if sealed(input.bytes).is_none() {
        return;
    }
    let algorithm = registry::by_name("Ed25519").map(|mut algorithm| {
        algorithm.functions = [CryptoFunction::Sign, CryptoFunction::Verify].into();
        algorithm
    });
    let name = "Monero spend and view keys";
    let scheme = "CryptoNight, ChaCha20".to_owned();
    let material = Material {
        algorithm,
        size_bits: Some(256),
        protection: Some(Protection { scheme, iterations: None }),
        ..Material::new(MaterialKind::PrivateKey, name, "Monero", sha256(input.bytes))
    };
    sink.found(Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), 0, None));
}
