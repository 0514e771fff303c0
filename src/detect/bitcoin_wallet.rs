//! Wallets of Bitcoin Core and its forks (`wallet.dat`): in Berkeley DB, and in `SQLite` since 0.21.

use std::collections::{BTreeMap, BTreeSet};

use super::berkeley_database::{Btree, is_btree};
use super::fields::{le16, le32};
use super::spki::PublicKey;
use super::sqlite_table::{Database, MAGIC, Value};
use super::{Detector, Input, Peek, Sink, bare_key, sha256};
use crate::model::{
    Asset, CryptoFunction, Finding, Material, MaterialKind, Protection, RelationKind, UnknownReason,
};

/// Finds wallets of Bitcoin Core.
pub const DETECTOR: Detector = Detector {
    id: "bitcoin-wallet",
    title: "Wallets of Bitcoin Core",
    about: "`wallet.dat` of Bitcoin Core and its forks, in Berkeley DB and in SQLite, by the records of `walletdb.cpp`: private \
            keys in the clear (`key`, `wkey`, `walletdescriptorkey`) and closed (`ckey`, `walletdescriptorckey`) with the \
            public keys beside them, all on secp256k1, and of a closed wallet the derivation of its master key (`mkey` of \
            `crypter.h`) with its iterations. The private keys of a wallet are one asset; where there is one key only, it is \
            that key. Values on overflow pages and write-ahead logs are not read.",
    anchors: &[],
    wants,
    detect,
};

/// `application_id` of the `SQLite` header: the magic of the network (`chainparams.cpp`), main, test, test 4, regression, signet.
const NETWORKS: [(&[u8], &str); 5] = [
    (&[0xF9, 0xBE, 0xB4, 0xD9], "main"),
    (&[0x0B, 0x11, 0x09, 0x07], "testnet3"),
    (&[0x1C, 0x16, 0x3F, 0x28], "testnet4"),
    (&[0xFA, 0xBF, 0xB5, 0xDA], "regtest"),
    (&[0x0A, 0x03, 0xCF, 0x40], "signet"),
];

fn wants(peek: &Peek<'_>) -> bool {
    let is_database =
        peek.head.starts_with(MAGIC) && (peek.name == "wallet.dat" || network(peek.head).is_some());
    is_btree(peek.head) || is_database
}

fn network(bytes: &[u8]) -> Option<&'static str> {
    let id = bytes.get(68..72)?;
    NETWORKS.iter().find(|(magic, _)| *magic == id).map(|(_, name)| *name)
}

/// What the records say.
#[derive(Default)]
struct Wallet {
    /// Records of kinds that only these wallets have.
    known: usize,
    /// Public keys to the private keys in the clear and closed.
    open: BTreeSet<Vec<u8>>,
    closed: BTreeSet<Vec<u8>>,
    descriptors: usize,
    /// Of the master keys.
    protection: BTreeMap<String, Protection>,
    is_broken: bool,
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut wallet = Wallet::default();
    let mut details = Vec::new();
    let is_whole = match Btree::open(input.bytes) {
        Some(tree) => {
            tree.records().for_each(|(key, value)| wallet.record(key, value));
            details.push(("database".to_owned(), "Berkeley DB".to_owned()));
            tree.is_whole()
        }
        None => match table(input.bytes, &mut wallet) {
            Some(is_whole) => {
                details.push(("database".to_owned(), "SQLite".to_owned()));
                details.extend(
                    network(input.bytes).map(|name| ("network".to_owned(), name.to_owned())),
                );
                is_whole
            }
            None => return,
        },
    };
    if wallet.known == 0 {
        return;
    }
    if wallet.is_broken || !is_whole {
        let detail =
            "a wallet of Bitcoin Core that is broken or cut off: more keys may have been in it";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
    }
    wallet.report(details, input.bytes, sink);
}

/// The records of `main(key, value)`; whether the file is whole, `None` where there is no such table.
fn table(bytes: &[u8], wallet: &mut Wallet) -> Option<bool> {
    let database = Database::open(bytes)?;
    let tables = database.tables().ok()?;
    let main = tables.iter().find(|table| table.name == "main")?;
    if main.columns != ["key", "value"] {
        return None;
    }
    let read = database.each_row(main, &mut |row| {
        if let [Value::Bytes(key), Value::Bytes(value), ..] = row {
            wallet.record(key, value);
        }
    });
    Some(read.is_ok() && database.is_whole())
}

impl Wallet {
    /// A record: the key begins with the name of its kind as a sized text.
    fn record(&mut self, key: &[u8], value: &[u8]) {
        let Some((kind, rest)) = sized(key) else { return };
        match kind {
            b"key" | b"wkey" => self.key(rest, false),
            b"ckey" => self.key(rest, true),
            // The descriptor's identifier stands before the public key.
            b"walletdescriptorkey" => self.key(rest.get(32..).unwrap_or_default(), false),
            b"walletdescriptorckey" => self.key(rest.get(32..).unwrap_or_default(), true),
            b"walletdescriptor" if rest.len() == 32 => {
                self.known += 1;
                self.descriptors += 1;
            }
            b"mkey" if rest.len() == 4 => self.master(value),
            b"minversion" | b"defaultkey" | b"hdchain" if rest.is_empty() => self.known += 1,
            _ => {}
        }
    }

    fn key(&mut self, rest: &[u8], is_closed: bool) {
        let Some((point, _)) = sized(rest).filter(|(point, _)| is_point(point)) else { return };
        self.known += 1;
        let keys = if is_closed { &mut self.closed } else { &mut self.open };
        keys.insert(point.to_vec());
    }

    /// `CMasterKey`: the sealed key, salt, method, iterations, parameters of other methods.
    fn master(&mut self, value: &[u8]) {
        let read = || {
            let (sealed, rest) = sized(value)?;
            let (_, rest) = sized(rest)?;
            let method = match le32(rest, 0)? {
                0 => "EVP_BytesToKey SHA-512",
                1 => "scrypt",
                _ => "an unknown key derivation",
            };
            let iterations = u64::try_from(le32(rest, 4)?).ok()?;
            let scheme = format!("{method}, AES-256-CBC");
            (!sealed.is_empty()).then_some(Protection { scheme, iterations: Some(iterations) })
        };
        match read() {
            Some(protection) => {
                self.known += 1;
                let name = format!("{} {:?}", protection.scheme, protection.iterations);
                self.protection.insert(name, protection);
            }
            None => self.is_broken = true,
        }
    }

    fn report(self, mut details: Vec<(String, String)>, whole: &[u8], sink: &mut Sink) {
        let protection = self.protection.into_values().next();
        for (name, count) in [
            ("private keys in the clear", self.open.len()),
            ("encrypted private keys", self.closed.len()),
            ("descriptors", self.descriptors),
        ] {
            if count > 0 {
                details.push((name.to_owned(), count.to_string()));
            }
        }
        let store = Material {
            protection: protection.clone(),
            details,
            ..Material::new(MaterialKind::Keystore, "Bitcoin Core wallet", FORMAT, sha256(whole))
        };
        let mut store = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(store), 0, None);
        // A closed key without its master key is still closed.
        let unnamed = || Protection { scheme: "AES-256-CBC".to_owned(), iterations: None };
        let closed = keys(&self.closed, Some(protection.unwrap_or_else(unnamed)));
        for finding in [keys(&self.open, None), closed].into_iter().flatten() {
            store = store.relates(RelationKind::Contains, finding.asset.id());
            sink.found(finding);
        }
        sink.found(store);
    }
}

const FORMAT: &str = "Bitcoin Core wallet";

/// The private keys to `points` as one asset; `None` where there is no key.
fn keys(points: &BTreeSet<Vec<u8>>, protection: Option<Protection>) -> Option<Finding> {
    let first = points.first().and_then(|point| secp256k1(point))?;
    let mut private = Material { protection, ..first.private_half(FORMAT) };
    if points.len() == 1 {
        return Some(first.seen(DETECTOR.id, Some(private), (0, None)));
    }
    private.name = format!("{}s", private.name);
    private.fingerprint = sha256(&points.iter().flatten().copied().collect::<Vec<_>>());
    private.details = vec![("keys".to_owned(), points.len().to_string())];
    Some(Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(private), 0, None))
}

fn secp256k1(point: &[u8]) -> Option<PublicKey> {
    let functions = [CryptoFunction::Sign, CryptoFunction::Verify];
    bare_key::point("secp256k1", point).map(|key| key.used_for(functions))
}

/// A point of SEC 1 §2.3.3, compressed or not, with a coordinate that is not zero.
fn is_point(octets: &[u8]) -> bool {
    let has_form = matches!((octets.first(), octets.len()), (Some(2 | 3), 33) | (Some(4), 65));
    has_form && octets[1..].iter().any(|octet| *octet != 0)
}

/// Octets with their length as a compact size before them (`serialize.h`), and what follows; none here are longer than 65,535.
fn sized(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = match bytes.first()? {
        length @ 0..=252 => (usize::from(*length), bytes.get(1..)?),
        253 => (usize::from(le16(bytes, 1)?), bytes.get(3..)?),
        _ => return None,
    };
    rest.split_at_checked(length)
}
