//! SSH public key blobs (RFC 4253 §6.6, RFC 5656 §3.1, RFC 8709 §4, OpenSSH `PROTOCOL.u2f`): algorithm, exact size,
//! and the fingerprint that makes a key one asset with its X.509 and PKCS#8 forms.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use ring::digest::{SHA256, digest};

use super::{sha256, spki};
use crate::model::{
    Algorithm, Asset, CryptoFunction, Material, MaterialKind, Primitive, Protection,
};
use crate::registry;
use crate::wire::ssh::encoding::{Wire, WireError, bits, put_string};

const CURVES: [(&str, &str, usize); 3] = [
    ("nistp256", "1.2.840.10045.3.1.7", 32),
    ("nistp384", "1.3.132.0.34", 48),
    ("nistp521", "1.3.132.0.35", 66),
];

/// A public key as its blob says it.
#[derive(Clone, Debug)]
pub struct SshKey {
    /// The blob's own name for its type (`ssh-rsa`, `sk-ssh-ed25519@openssh.com`).
    pub name: String,
    /// Algorithm with size or curve; verbatim when nobody knows the name.
    pub algorithm: Algorithm,
    /// Modulus or field size in bits; `None` for a type whose fields are not known.
    pub bits: Option<u32>,
    /// SHA-256 of the `SubjectPublicKeyInfo` where X.509 has one for the type, else of the blob.
    pub fingerprint: String,
    /// `SHA256:…` as `ssh-keygen -l` prints it.
    pub ssh_fingerprint: String,
    /// Whether the blob is whole as far as can be told: every known field read to the last byte, or a type
    /// that is not known with nothing but length-prefixed fields.
    pub is_whole: bool,
}

impl SshKey {
    /// Reads a whole blob. A type that is not known is kept by name; its fields are not read.
    pub fn read(blob: &[u8]) -> Result<Self, WireError> {
        let mut wire = Wire::new(blob);
        let name = wire.name()?;
        let fields = Fields::read(name, &mut wire)?;
        if fields.is_some() {
            wire.finish()?;
        } else if wire.rest().is_empty() {
            return Err(WireError::Truncated);
        }
        let is_whole = fields.is_some() || wire.is_strings();
        let fields = fields.unwrap_or_else(|| Fields::unread(name));
        Ok(Self {
            name: name.to_owned(),
            algorithm: fields.algorithm,
            bits: fields.bits,
            fingerprint: sha256(fields.spki.as_deref().unwrap_or(blob)),
            ssh_fingerprint: fingerprint(blob),
            is_whole,
        })
    }

    /// Reads the fields of a key of type `name` that stand inside another structure (a certificate).
    pub fn embedded(name: &str, wire: &mut Wire<'_>) -> Result<Self, WireError> {
        let start = wire.rest();
        if Fields::read(name, wire)?.is_none() {
            // A type that came later: they all hold one string, and two where it is on a security key.
            wire.string()?;
            if name.starts_with("sk-") {
                wire.string()?;
            }
        }
        let mut blob = Vec::new();
        put_string(&mut blob, name.as_bytes());
        blob.extend(&start[..start.len() - wire.rest().len()]);
        Self::read(&blob)
    }

    /// The public key as an asset.
    pub fn public(&self, format: &str) -> Asset {
        Asset::RelatedCryptoMaterial(self.material(MaterialKind::PublicKey, format, None))
    }

    /// The private key whose public half this is, as an asset.
    pub fn private(&self, format: &str, protection: Option<Protection>) -> Material {
        self.material(MaterialKind::PrivateKey, format, protection)
    }

    fn material(
        &self,
        material: MaterialKind,
        format: &str,
        protection: Option<Protection>,
    ) -> Material {
        let kind = if material == MaterialKind::PrivateKey { "private" } else { "public" };
        Material {
            material,
            name: format!("{} {kind} key", self.algorithm.name),
            format: format.to_owned(),
            algorithm: Some(self.algorithm.clone()),
            signature_algorithm: None,
            size_bits: self.bits,
            fingerprint: self.fingerprint.clone(),
            protection,
            subject: None,
            not_before: None,
            not_after: None,
            details: vec![
                ("ssh_fingerprint".to_owned(), self.ssh_fingerprint.clone()),
                ("ssh_type".to_owned(), self.name.clone()),
            ],
        }
    }
}

/// `SHA256:` and unpadded base64, as `ssh-keygen -l` prints it.
pub fn fingerprint(blob: &[u8]) -> String {
    format!("SHA256:{}", STANDARD_NO_PAD.encode(digest(&SHA256, blob)))
}

/// What the fields behind the name say.
struct Fields {
    algorithm: Algorithm,
    bits: Option<u32>,
    spki: Option<Vec<u8>>,
}

impl Fields {
    /// `None` when the layout of `name` is not known; nothing is read then.
    fn read(name: &str, wire: &mut Wire<'_>) -> Result<Option<Self>, WireError> {
        match name {
            "ssh-rsa" => Self::rsa(wire).map(Some),
            "ssh-dss" => Self::dsa(wire).map(Some),
            "ssh-ed25519" => Self::edwards(wire, name, 32, "1.3.101.112").map(Some),
            "ssh-ed448" => Self::edwards(wire, name, 57, "1.3.101.113").map(Some),
            "sk-ssh-ed25519@openssh.com" => {
                let fields = Self::edwards(wire, name, 32, "1.3.101.112")?;
                Self::on_token(fields, wire).map(Some)
            }
            "sk-ecdsa-sha2-nistp256@openssh.com" => {
                let fields = Self::ecdsa(wire, "nistp256")?;
                fields.map(|fields| Self::on_token(fields, wire)).transpose()
            }
            _ => match name.strip_prefix("ecdsa-sha2-") {
                Some(curve) => Self::ecdsa(wire, curve),
                None => Ok(None),
            },
        }
    }

    fn unread(name: &str) -> Self {
        let bits = None;
        Self { algorithm: registry::ssh(name), bits, spki: None }
    }

    /// RFC 4253 §6.6: e, n.
    fn rsa(wire: &mut Wire<'_>) -> Result<Self, WireError> {
        let (e, n) = (wire.positive()?, wire.positive()?);
        let size = bits(n);
        let key = der::sequence(&[&der::integer(n), &der::integer(e)]);
        let identifier = der::sequence(&[&der::oid(spki::RSA), &der::NULL]);
        Ok(Self {
            algorithm: signs(registry::key(spki::RSA, None, size)),
            bits: size,
            spki: Some(der::spki(&identifier, &key)),
        })
    }

    /// RFC 4253 §6.6: p, q, g, y.
    fn dsa(wire: &mut Wire<'_>) -> Result<Self, WireError> {
        let (p, q, g, y) = (wire.positive()?, wire.positive()?, wire.positive()?, wire.positive()?);
        let size = bits(p);
        let group = der::sequence(&[&der::integer(p), &der::integer(q), &der::integer(g)]);
        let identifier = der::sequence(&[&der::oid(spki::DSA), &group]);
        Ok(Self {
            algorithm: signs(registry::key(spki::DSA, None, size)),
            bits: size,
            spki: Some(der::spki(&identifier, &der::integer(y))),
        })
    }

    /// RFC 5656 §3.1: curve identifier, point. Only the three curves that SSH requires have names; others are not read.
    fn ecdsa(wire: &mut Wire<'_>, curve: &str) -> Result<Option<Self>, WireError> {
        let Some((_, oid, length)) = CURVES.iter().find(|(name, ..)| *name == curve) else {
            return Ok(None);
        };
        if wire.string()? != curve.as_bytes() {
            return Err(WireError::Field);
        }
        let point = wire.string_of(2 * length + 1)?;
        // OpenSSH takes uncompressed points only.
        if point.first() != Some(&4) {
            return Err(WireError::Field);
        }
        let canonical = registry::curve(oid).unwrap_or(curve);
        let algorithm = registry::by_name(&format!("ECDSA-{canonical}"))
            .unwrap_or_else(|| signs(registry::key(spki::EC, Some(oid), None)));
        let identifier = der::sequence(&[&der::oid(spki::EC), &der::oid(oid)]);
        let size = if curve == "nistp521" { Some(521) } else { u32::try_from(length * 8).ok() };
        Ok(Some(Self { algorithm, bits: size, spki: Some(der::spki(&identifier, point)) }))
    }

    /// RFC 8709 §4: the key as RFC 8032 encodes it.
    fn edwards(
        wire: &mut Wire<'_>,
        name: &str,
        length: usize,
        oid: &str,
    ) -> Result<Self, WireError> {
        let key = wire.string_of(length)?;
        let bits = Some(if length == 32 { 256 } else { 448 });
        let identifier = der::sequence(&[&der::oid(oid)]);
        Ok(Self { algorithm: registry::ssh(name), bits, spki: Some(der::spki(&identifier, key)) })
    }

    /// `PROTOCOL.u2f`: the application follows. The key is bound to it, so it is no X.509 key.
    fn on_token(self, wire: &mut Wire<'_>) -> Result<Self, WireError> {
        wire.text()?;
        Ok(Self { spki: None, ..self })
    }
}

/// An SSH key authenticates and nothing else (RFC 4253 §6.6), whatever else its algorithm could do.
fn signs(mut algorithm: Algorithm) -> Algorithm {
    algorithm.primitive = Primitive::Signature;
    algorithm.functions = [CryptoFunction::Sign, CryptoFunction::Verify].into();
    algorithm
}

/// The little DER (X.690) that a `SubjectPublicKeyInfo` takes.
mod der {
    pub const NULL: [u8; 2] = [0x05, 0x00];

    pub fn sequence(parts: &[&[u8]]) -> Vec<u8> {
        element(0x30, &parts.concat())
    }

    /// A positive INTEGER from its magnitude without leading zeros.
    pub fn integer(magnitude: &[u8]) -> Vec<u8> {
        let sign = magnitude.first().is_some_and(|first| first & 0x80 != 0);
        let content = if sign { [&[0], magnitude].concat() } else { magnitude.to_vec() };
        element(0x02, &content)
    }

    /// An OBJECT IDENTIFIER from dotted decimal; the callers' constants are well-formed.
    pub fn oid(dotted: &str) -> Vec<u8> {
        let oid = const_oid::ObjectIdentifier::new(dotted).ok();
        element(0x06, oid.as_ref().map(const_oid::ObjectIdentifier::as_bytes).unwrap_or_default())
    }

    /// RFC 5280 §4.1.2.7.
    pub fn spki(identifier: &[u8], key: &[u8]) -> Vec<u8> {
        sequence(&[identifier, &element(0x03, &[&[0], key].concat())])
    }

    fn element(tag: u8, content: &[u8]) -> Vec<u8> {
        let length = content.len().to_be_bytes();
        let start = length.iter().position(|byte| *byte != 0).unwrap_or(length.len() - 1);
        let length = &length[start..];
        let mut bytes = vec![tag];
        if content.len() >= 0x80 {
            bytes.push(0x80 | u8::try_from(length.len()).unwrap_or(8));
        }
        bytes.extend(length);
        bytes.extend(content);
        bytes
    }
}
