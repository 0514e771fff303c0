use crate::model::{CryptoFunction, Maturity, Primitive};

use super::{Problem, Sizes};

/// A family: algorithms that share a specification and a hardness assumption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family {
    /// Registry name (`RSASSA-PSS`, `ML-DSA`), the value of `Algorithm::family`.
    pub name: &'static str,
    /// Family name in `CycloneDX` 1.7 `cryptography-defs.json`; `None` where it has none.
    pub cyclonedx: Option<&'static str>,
    /// Hardness assumption.
    pub problem: Problem,
    /// Primitive of its members, unless a row says otherwise.
    pub primitive: Primitive,
    /// Maturity of its members, unless a row says otherwise.
    pub maturity: Maturity,
    /// Which parameters a name of this family can carry after its stem.
    pub grammar: Grammar,
    /// First part of its parametrised names (`RSA-PSS` of `RSA-PSS-SHA-256-2048`).
    pub stem: &'static str,
}

/// The parameters that compose a name, in order: stem, curve, digest, size, mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grammar {
    /// Every member is a row.
    Rows,
    /// `RSA-2048`
    Size,
    /// `RSA-PSS-SHA-256-2048`
    DigestSize,
    /// `HMAC-SHA-256`
    Digest,
    /// `ECDSA-P-256-SHA-256`
    CurveDigest,
    /// `ECDH-P-256`
    Curve,
    /// `AES-128-CBC`, with the key sizes in bits that exist.
    SizeMode(&'static [&'static str]),
}

/// One algorithm or parameter set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Canonical name.
    pub name: &'static str,
    /// Registry family.
    pub family: &'static str,
    /// Primitive, where it differs from the family's.
    pub primitive: Option<Primitive>,
    /// Parameter set or key length in bits.
    pub parameter_set: Option<&'static str>,
    /// Elliptic curve.
    pub curve: Option<&'static str>,
    /// Block cipher mode.
    pub mode: Option<&'static str>,
    /// Padding.
    pub padding: Option<&'static str>,
    /// Digest inside.
    pub digest: Option<&'static str>,
    /// OIDs with their names in the defining module, the preferred one first; the name may be empty.
    pub oids: &'static [(&'static str, &'static str)],
    /// Other names: JCA, JOSE, OpenSSL, protocols.
    pub aliases: &'static [&'static str],
    /// Registry names of the parts of a hybrid or composite, in the standard's order.
    pub components: &'static [&'static str],
    /// Classical strength in bits where it does not follow from the family, size, curve or category.
    pub strength: Option<u16>,
    /// Claimed NIST category.
    pub nist_category: Option<u8>,
    /// Maturity, where it differs from the family's.
    pub maturity: Option<Maturity>,
    /// Year since which it counts as broken, and why.
    pub broken: Option<(i16, &'static str)>,
    /// Object sizes in bytes.
    pub sizes: Sizes,
}

impl Row {
    pub(super) const fn new(name: &'static str, family: &'static str) -> Self {
        Self {
            name,
            family,
            primitive: None,
            parameter_set: None,
            curve: None,
            mode: None,
            padding: None,
            digest: None,
            oids: &[],
            aliases: &[],
            components: &[],
            strength: None,
            nist_category: None,
            maturity: None,
            broken: None,
            sizes: Sizes { public_key: None, private_key: None, output: None, shared_secret: None },
        }
    }

    pub(super) const fn primitive(mut self, primitive: Primitive) -> Self {
        self.primitive = Some(primitive);
        self
    }

    pub(super) const fn set(mut self, parameter_set: &'static str) -> Self {
        self.parameter_set = Some(parameter_set);
        self
    }

    pub(super) const fn curve(mut self, curve: &'static str) -> Self {
        self.curve = Some(curve);
        self
    }

    pub(super) const fn mode(mut self, mode: &'static str) -> Self {
        self.mode = Some(mode);
        self
    }

    pub(super) const fn padding(mut self, padding: &'static str) -> Self {
        self.padding = Some(padding);
        self
    }

    pub(super) const fn digest(mut self, digest: &'static str) -> Self {
        self.digest = Some(digest);
        self
    }

    pub(super) const fn oids(mut self, oids: &'static [(&'static str, &'static str)]) -> Self {
        self.oids = oids;
        self
    }

    pub(super) const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }

    pub(super) const fn components(mut self, components: &'static [&'static str]) -> Self {
        self.components = components;
        self
    }

    pub(super) const fn strength(mut self, bits: u16) -> Self {
        self.strength = Some(bits);
        self
    }

    pub(super) const fn category(mut self, category: u8) -> Self {
        self.nist_category = Some(category);
        self
    }

    pub(super) const fn maturity(mut self, maturity: Maturity) -> Self {
        self.maturity = Some(maturity);
        self
    }

    pub(super) const fn broken(mut self, year: i16, why: &'static str) -> Self {
        self.broken = Some((year, why));
        self
    }

    /// Public key, private key, signature: bytes.
    pub(super) const fn signature_sizes(mut self, sizes: [u32; 3]) -> Self {
        self.sizes.public_key = Some(sizes[0]);
        self.sizes.private_key = Some(sizes[1]);
        self.sizes.output = Some(sizes[2]);
        self
    }

    /// Public key, private key, ciphertext, shared secret: bytes.
    pub(super) const fn kem_sizes(mut self, sizes: [u32; 4]) -> Self {
        self.sizes.public_key = Some(sizes[0]);
        self.sizes.private_key = Some(sizes[1]);
        self.sizes.output = Some(sizes[2]);
        self.sizes.shared_secret = Some(sizes[3]);
        self
    }

    /// What the two sides of a hybrid key agreement send, and the secret they share: bytes.
    pub(super) const fn share_sizes(mut self, sizes: [u32; 3]) -> Self {
        self.sizes.public_key = Some(sizes[0]);
        self.sizes.output = Some(sizes[1]);
        self.sizes.shared_secret = Some(sizes[2]);
        self
    }
}

/// What an algorithm of a primitive does; empty where the primitive does not tell.
pub(super) const fn functions(primitive: Primitive) -> &'static [CryptoFunction] {
    use CryptoFunction as F;
    match primitive {
        Primitive::Signature => &[F::Sign, F::Verify],
        Primitive::Kem => &[F::Encapsulate, F::Decapsulate],
        Primitive::KeyAgree | Primitive::Kdf => &[F::Keyderive],
        Primitive::Hash | Primitive::Xof => &[F::Digest],
        Primitive::Mac => &[F::Tag],
        Primitive::BlockCipher
        | Primitive::StreamCipher
        | Primitive::Ae
        | Primitive::KeyWrap
        | Primitive::Pke => &[F::Encrypt, F::Decrypt],
        Primitive::Drbg => &[F::Generate],
        Primitive::Combiner | Primitive::Other | Primitive::Unknown => &[],
    }
}
