//! Keys that a TPM 2.0 holds: the PEM files of OpenSSL providers, and public areas on their own.

use super::ber::Element;
use super::spki::PublicKey;
use super::{Detector, Input, PEM_ANCHOR, Peek, Sink, bare_key, sha256};
use crate::model::{
    Asset, CryptoFunction, Finding, Material, MaterialKind, Protection, UnknownReason,
};

/// Finds TPM 2.0 keys.
pub const DETECTOR: Detector = Detector {
    id: "tpm2-key",
    title: "TPM 2.0 keys",
    about: "`-----BEGIN TSS2 PRIVATE KEY-----` (TPMKey of draft-bottomley-tpm2-keys: loadable, importable and sealed) and \
            binary TPM2B_PUBLIC areas (TPM 2.0 part 2 §12.2.5) as tpm2-tools write them: RSA with its size, ECC with its \
            curve, and from the object attributes whether it signs or decrypts. The private part is wrapped by the TPM \
            that made it and can be used there only. Sealed data is named as such.",
    anchors: &[PEM_ANCHOR],
    wants,
    detect,
};

const LABEL: &str = "TSS2 PRIVATE KEY";
/// id-loadablekey, id-importablekey, id-sealedkey
const TYPES: [(&str, &str); 3] = [
    ("2.23.133.10.1.3", "loadable"),
    ("2.23.133.10.1.4", "importable"),
    ("2.23.133.10.1.5", "sealed"),
];

/// A size that fits the file, and an object type that has a public key.
fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored || (peek.size < 2048 && Public::whole(peek.head).is_some())
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    if let Some(public) = Public::whole(input.bytes) {
        let finding = public.key.seen(DETECTOR.id, None, (0, None));
        return sink.found(finding.note("TPM2B_PUBLIC"));
    }
    if memchr::memmem::find(input.bytes, LABEL.as_bytes()).is_none() {
        return;
    }
    for block in input.blocks().iter().filter(|block| block.label == LABEL) {
        let place = (block.offset, Some(block.line));
        let der = block.der();
        match der.and_then(|der| finding(der, place)) {
            Some(finding) => sink.found(finding),
            None if block.is_meant() => {
                let detail = "a TPM 2.0 key whose structure is broken or of an unknown type";
                sink.unknown(DETECTOR.id, UnknownReason::Malformed, place.0, place.1, detail);
            }
            None => {}
        }
    }
}

/// TPMKey ::= { type, [0] emptyAuth … [5], parent INTEGER, pubkey OCTET STRING, privkey OCTET STRING }
fn finding(der: &[u8], place: (u64, Option<u32>)) -> Option<Finding> {
    let key = Element::read(der)?;
    let oid = key.child(0)?.oid()?;
    let (_, kind) = TYPES.iter().find(|(of, _)| *of == oid)?;
    let fields = key.children().skip(1).filter(|field| field.context().is_none()).take(3);
    let [_, public, private] = &fields.collect::<Vec<_>>()[..] else { return None };
    let (public, private) = (public.octets()?, private.octets()?);
    let protection = Protection { scheme: "wrapped by its TPM 2.0".to_owned(), iterations: None };
    if *kind == "sealed" || public.get(2..4) == Some(&[0, 8]) {
        // TPM_ALG_KEYEDHASH: data, or an HMAC key.
        let name = "sealed TPM 2.0 object";
        let material = Material {
            protection: Some(protection),
            ..Material::new(MaterialKind::SecretKey, name, "TSS2", sha256(&private))
        };
        let asset = Asset::RelatedCryptoMaterial(material);
        return Some(Finding::new(DETECTOR.id, asset, place.0, place.1));
    }
    let key = Public::whole(&public)?.key;
    let private = Material {
        protection: Some(protection),
        details: vec![("tpm key".to_owned(), (*kind).to_owned())],
        ..key.private_half("TSS2")
    };
    Some(key.seen(DETECTOR.id, Some(private), place))
}

/// TPMT_PUBLIC of an asymmetric key (part 2 §12.2.4).
struct Public {
    key: PublicKey,
}

impl Public {
    /// A TPM2B_PUBLIC that is all of `bytes`.
    fn whole(bytes: &[u8]) -> Option<Self> {
        let mut fields = Fields { rest: bytes };
        let area = fields.sized()?;
        fields.rest.is_empty().then(|| Self::area(area)).flatten()
    }

    fn area(area: &[u8]) -> Option<Self> {
        let mut fields = Fields { rest: area };
        let kind = fields.u16()?;
        let _name_algorithm = fields.u16()?;
        let attributes = u32::from(fields.u16()?) << 16 | u32::from(fields.u16()?);
        let _policy = fields.sized()?;
        // TPMT_SYM_DEF_OBJECT: what protects children; key bits and mode unless it is null.
        if fields.u16()? != NULL {
            fields.u16()?;
            fields.u16()?;
        }
        // The scheme, with a digest unless it is null or RSAES.
        if !matches!(fields.u16()?, NULL | RSAES) {
            fields.u16()?;
        }
        let key = match kind {
            RSA => fields.rsa()?,
            ECC => fields.elliptic()?,
            _ => return None,
        };
        let functions =
            functions(kind == RSA, attributes >> 17 & 1 == 1, attributes >> 18 & 1 == 1);
        fields.rest.is_empty().then(|| Self { key: key.used_for(functions) })
    }
}

const RSA: u16 = 0x0001;
const ECC: u16 = 0x0023;
const NULL: u16 = 0x0010;
const RSAES: u16 = 0x0015;

/// TPMA_OBJECT: bit 17 decrypt, bit 18 sign (part 2 §8.3).
pub fn functions(is_rsa: bool, decrypts: bool, signs: bool) -> Vec<CryptoFunction> {
    use CryptoFunction::{Decrypt, Encrypt, Keyderive, Sign, Verify};
    let mut functions = Vec::new();
    match decrypts {
        true if is_rsa => functions.extend([Encrypt, Decrypt]),
        true => functions.push(Keyderive),
        false => {}
    }
    if signs {
        functions.extend([Sign, Verify]);
    }
    functions
}

/// A key on a curve of the TCG algorithm registry §6.4; a TPM may leave out leading zeros of a coordinate.
pub fn elliptic(curve: u16, coordinates: [&[u8]; 2]) -> Option<PublicKey> {
    let (curve, length) = match curve {
        0x0001 => ("P-192", 24),
        0x0002 => ("P-224", 28),
        0x0003 => ("P-256", 32),
        0x0004 => ("P-384", 48),
        0x0005 => ("P-521", 66),
        _ => return None,
    };
    let mut point = vec![4];
    for coordinate in coordinates {
        point.resize(point.len() + usize::checked_sub(length, coordinate.len())?, 0);
        point.extend_from_slice(coordinate);
    }
    bare_key::point(curve, &point)
}

struct Fields<'a> {
    rest: &'a [u8],
}

impl<'a> Fields<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    fn u16(&mut self) -> Option<u16> {
        self.take(2).and_then(|bytes| Some(u16::from_be_bytes(bytes.try_into().ok()?)))
    }

    /// A TPM2B: a size and so many octets.
    fn sized(&mut self) -> Option<&'a [u8]> {
        let size = self.u16()?;
        self.take(usize::from(size))
    }

    /// Key bits, exponent (0 stands for 65537), modulus (part 2 §12.2.3.5).
    fn rsa(&mut self) -> Option<PublicKey> {
        let bits = self.u16()?;
        let exponent = match self.take(4)? {
            [0, 0, 0, 0] => &[1, 0, 1],
            other => other,
        };
        let modulus = self.sized()?;
        bare_key::rsa(modulus, exponent).filter(|key| key.bits == Some(u32::from(bits)))
    }

    /// Curve, key derivation, coordinates (part 2 §12.2.3.6).
    fn elliptic(&mut self) -> Option<PublicKey> {
        let curve = self.u16()?;
        if self.u16()? != NULL {
            self.u16()?;
        }
        elliptic(curve, [self.sized()?, self.sized()?])
    }
}
