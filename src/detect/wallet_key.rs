//! Keys of Bitcoin and its kin in Base58Check: extended keys and wallet import format.

use std::collections::BTreeSet;

use super::line_count::LineCount;
use super::next_run::next_run;
use super::{Detector, Input, Sink, bare_key, base58, sha256};
use crate::model::{Asset, CryptoFunction, Finding, Material, MaterialKind};
use crate::registry;

/// Finds wallet keys.
pub const DETECTOR: Detector = Detector {
    id: "wallet-key",
    title: "Bitcoin extended keys and WIF keys",
    about: "Base58Check texts with a right checksum, anywhere in a text and inside output descriptors (BIP 380): extended \
            public and private keys of BIP 32 with the prefixes of SLIP 132 (`xpub`, `xprv`, `ypub`, `zpub`, `tpub` …), and \
            in texts that name WIF or private keys, keys in wallet import format. All are secp256k1. A key that a file \
            repeats is one finding.",
    anchors: &ANCHORS,
    wants: |peek| peek.anchored,
    detect,
};

const ANCHORS: [&str; 16] = [
    "xpub",
    "xprv",
    "ypub",
    "yprv",
    "zpub",
    "zprv",
    "tpub",
    "tprv",
    "upub",
    "uprv",
    "vpub",
    "vprv",
    "WIF",
    "wif",
    "privkey",
    "privateKey",
];
/// Shortest run that is looked at: a key in wallet import format.
const SHORTEST: usize = 51;
/// First four octets of extended keys (BIP 32, SLIP 132): public and private.
const PUBLIC: [u32; 6] =
    [0x0488_B21E, 0x049D_7CB2, 0x04B2_4746, 0x0435_87CF, 0x044A_5262, 0x045F_1CF6];
const PRIVATE: [u32; 6] =
    [0x0488_ADE4, 0x049D_7878, 0x04B2_430C, 0x0435_8394, 0x044A_4E28, 0x045F_18BC];

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut lines = LineCount::new(input.bytes);
    let mut seen = BTreeSet::new();
    let mut at = 0;
    while let Some((start, run)) = next_run(input.bytes, at, SHORTEST, base58::is_base58) {
        let length = run.len();
        at = start + length;
        if !matches!(length, 51 | 52 | 111) {
            continue;
        }
        let Some(octets) = base58::checked(run) else { continue };
        if let Some(finding) = finding(&octets, (start as u64, start), &mut lines)
            && seen.insert(sha256(&octets))
        {
            sink.found(finding);
        }
    }
}

fn finding(
    octets: &[u8],
    (offset, at): (u64, usize),
    lines: &mut LineCount<'_>,
) -> Option<Finding> {
    let functions = [CryptoFunction::Sign, CryptoFunction::Verify];
    let version = u32::from_be_bytes(octets.get(..4)?.try_into().ok()?);
    // Version, depth, parent, index, chain code, key (BIP 32).
    if octets.len() == 78 && PUBLIC.contains(&version) {
        let key = bare_key::point("secp256k1", &octets[45..])?.used_for(functions);
        let finding = key.seen(DETECTOR.id, None, (offset, Some(lines.of(at))));
        return Some(finding.note(format!("extended public key, depth {}", octets[4])));
    }
    let (secret, note) = match octets {
        _ if octets.len() == 78 && PRIVATE.contains(&version) && octets[45] == 0 => {
            (&octets[46..], format!("extended private key, depth {}", octets[4]))
        }
        // Mainnet or testnet, key, and 1 where the public key is compressed.
        [0x80 | 0xEF, secret @ ..]
            if secret.len() == 32 || (secret.len() == 33 && secret[32] == 1) =>
        {
            (&secret[..32], "wallet import format".to_owned())
        }
        _ => return None,
    };
    let mut algorithm = registry::key("1.2.840.10045.2.1", Some("1.3.132.0.10"), None);
    algorithm.functions = functions.into_iter().collect();
    // 256 bits, which no search finds again from a digest.
    let print = sha256(&[b"secp256k1 private key", secret].concat());
    let name = format!("{} private key", algorithm.name);
    let material = Material {
        algorithm: Some(algorithm),
        size_bits: Some(256),
        ..Material::new(MaterialKind::PrivateKey, name, "Base58Check", print)
    };
    let line = Some(lines.of(at));
    Some(Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), offset, line).note(note))
}
