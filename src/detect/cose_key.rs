//! `COSE_Key` (RFC 9052 §7; key types of RFC 9053 §7, RFC 8230 §4, RFC 8778 §3, RFC 9964 §2).

use ciborium::Value;

use super::spki::PublicKey;
use super::{bare_key, cose_name, sha256};
use crate::model::{Asset, CryptoFunction, Finding, Material, MaterialKind};
use crate::registry;

/// A map of CBOR as `COSE_Key`.
pub struct Key<'a>(pub &'a [(Value, Value)]);

/// What a map turned out to be.
pub enum Read {
    Found(Box<Finding>),
    Broken(&'static str),
    /// No key of a type that is known.
    Nothing,
}

impl<'a> Key<'a> {
    /// The member with a numeric label.
    pub fn get(&self, label: i64) -> Option<&'a Value> {
        let labelled = |(key, _): &&(Value, Value)| cose_name::integer(key) == Some(label);
        self.0.iter().find(labelled).map(|(_, value)| value)
    }

    fn octets(&self, label: i64) -> Option<&'a [u8]> {
        self.get(label)?.as_bytes().map(Vec::as_slice)
    }

    /// Curve of an OKP or EC2 key.
    pub fn curve(&self) -> Option<&'static str> {
        cose_name::curve(cose_name::integer(self.get(-1)?)?)
    }

    /// Reads the key for `detector`, which found it at `offset` of the file at `path`.
    pub fn read(&self, detector: &'static str, path: &str, offset: u64) -> Read {
        let kind = self.get(1).and_then(cose_name::integer);
        let (key, private) = match kind {
            Some(1) => (self.octet_pair(), -4),
            Some(2) => (self.point(), -4),
            Some(3) => (self.rsa(), -3),
            Some(4) => return self.symmetric(detector, path, offset),
            Some(5) => (self.octets_of("HSS-LMS"), 0),
            Some(7) => (self.algorithm_pair(), -2),
            _ => return Read::Nothing,
        };
        match key {
            Some(Some(key)) => {
                let key = key.used_for(self.functions());
                let private = self.octets(private).map(|_| key.private_half("COSE_Key"));
                Read::Found(Box::new(key.seen(detector, private, (offset, None))))
            }
            Some(None) => Read::Broken("a COSE key whose octets do not fit its curve or algorithm"),
            None => Read::Nothing,
        }
    }

    /// OKP: -1 curve, -2 x. `None` where a member is missing, `Some(None)` where they do not fit.
    fn octet_pair(&self) -> Option<Option<PublicKey>> {
        let key = self.octets(-2)?;
        Some(bare_key::octets(self.curve()?, key))
    }

    /// EC2: -1 curve, -2 x, -3 y or its sign.
    fn point(&self) -> Option<Option<PublicKey>> {
        let x = self.octets(-2)?;
        let point = match self.get(-3)? {
            Value::Bool(sign) => [&[2 + u8::from(*sign)], x].concat(),
            Value::Bytes(y) if y.len() == x.len() => [&[4], x, y].concat(),
            _ => return Some(None),
        };
        Some(bare_key::point(self.curve()?, &point))
    }

    /// RSA: -1 n, -2 e.
    fn rsa(&self) -> Option<Option<PublicKey>> {
        Some(bare_key::rsa(self.octets(-1)?, self.octets(-2)?))
    }

    /// AKP: the algorithm, -1 pub.
    fn algorithm_pair(&self) -> Option<Option<PublicKey>> {
        let algorithm = cose_name::algorithm(self.get(3)?)?;
        self.octets_of(&algorithm.name)
    }

    fn octets_of(&self, algorithm: &str) -> Option<Option<PublicKey>> {
        let key = self.octets(-1)?;
        registry::by_name(algorithm)?.oid.is_some().then(|| bare_key::octets(algorithm, key))
    }

    /// Symmetric: -1 k, of which only the length is kept. The fingerprint is of where it lies: a weak key would be found
    /// again from a digest of it.
    fn symmetric(&self, detector: &'static str, path: &str, offset: u64) -> Read {
        let Some(key) = self.octets(-1) else { return Read::Nothing };
        let algorithm = self.get(3).and_then(cose_name::algorithm);
        let named = algorithm.as_ref().map_or("symmetric", |algorithm| algorithm.name.as_str());
        let bits = u32::try_from(key.len()).ok().and_then(|octets| octets.checked_mul(8));
        let place = sha256(format!("COSE_Key {bits:?} {path} {offset}").as_bytes());
        let name = format!("{named} key");
        let material = Material::new(MaterialKind::SecretKey, name, "COSE_Key", place);
        let asset =
            Asset::RelatedCryptoMaterial(Material { algorithm, size_bits: bits, ..material });
        Read::Found(Box::new(Finding::new(detector, asset, offset, None)))
    }

    /// What `key_ops` state, else the algorithm (RFC 9052 §7.1).
    fn functions(&self) -> Vec<CryptoFunction> {
        use CryptoFunction::{Decrypt, Encrypt, Keyderive, Sign, Verify};
        let operations = self.get(4).and_then(Value::as_array).into_iter().flatten();
        let stated = operations.filter_map(|operation| match cose_name::integer(operation)? {
            1 => Some(Sign),
            2 => Some(Verify),
            3 | 5 => Some(Encrypt),
            4 | 6 => Some(Decrypt),
            7 | 8 => Some(Keyderive),
            _ => None,
        });
        let stated = stated.collect::<Vec<_>>();
        if !stated.is_empty() {
            return stated;
        }
        let by_algorithm = self.get(3).and_then(cose_name::algorithm);
        by_algorithm.map_or(stated, |algorithm| algorithm.functions.into_iter().collect())
    }
}
