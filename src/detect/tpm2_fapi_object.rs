//! Objects in the keystore of the TPM 2.0 Feature API: JSON with the public area and the wrapped private part.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::Value;

use super::line_count::LineCount;
use super::pem_encryption::octets;
use super::spki::PublicKey;
use super::{Detector, Input, Sink, bare_key, json_objects, sha256, tpm2_key};
use crate::model::{Asset, Finding, Material, MaterialKind, Protection, UnknownReason};

/// Finds objects of the Feature API.
pub const DETECTOR: Detector = Detector {
    id: "tpm2-fapi-object",
    title: "Objects of the TPM 2.0 Feature API",
    about: "The JSON that tpm2-tss keeps of keys (`object.json` below its keystore; `src/tss2-fapi/ifapi_json_serialize.c`, TSS 2.0 \
            JSON Data Types): RSA with its size, ECC with its curve, what the object attributes let it do, and whether its \
            private part, which its TPM has wrapped, lies with it. Sealed data and HMAC keys are named as such. Certificates \
            and keys in PEM are found by their own readers; hierarchies and NV indices hold no key.",
    anchors: &["\"publicArea\""],
    wants: |peek| peek.anchored,
    detect,
};

/// Objects of one file.
const LIMIT: usize = 10_000;

#[derive(Deserialize)]
struct Object<'a> {
    #[serde(rename = "objectType")]
    kind: Value,
    #[serde(borrow)]
    public: Outer<'a>,
    #[serde(borrow, default)]
    private: Cow<'a, str>,
    /// A key of somebody else, which the file also has in PEM.
    #[serde(borrow, default, rename = "pem_ext_public")]
    external: Cow<'a, str>,
    #[serde(default, rename = "persistent_handle")]
    handle: u64,
}

#[derive(Deserialize)]
struct Outer<'a> {
    #[serde(borrow, rename = "publicArea")]
    area: Area<'a>,
}

#[derive(Deserialize)]
struct Area<'a> {
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
    #[serde(rename = "objectAttributes")]
    attributes: Attributes,
    parameters: Parameters,
    #[serde(borrow)]
    unique: Unique<'a>,
}

/// 0 or 1, or `NO` or `YES`.
#[derive(Deserialize)]
struct Attributes {
    #[serde(default)]
    decrypt: Value,
    #[serde(default)]
    sign: Value,
}

#[derive(Deserialize)]
struct Parameters {
    #[serde(default, rename = "curveID")]
    curve: Value,
    #[serde(default, rename = "keyBits")]
    bits: u32,
    #[serde(default)]
    exponent: u32,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Unique<'a> {
    /// A modulus, or a digest, in hexadecimal digits.
    One(#[serde(borrow)] Cow<'a, str>),
    Point {
        #[serde(borrow)]
        x: Cow<'a, str>,
        #[serde(borrow)]
        y: Cow<'a, str>,
    },
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut lines = LineCount::new(input.bytes);
    for object in json_objects::with_member(input.bytes, "objectType").into_iter().take(LIMIT) {
        // Hierarchies, NV indices and other JSON with a member of that name have no public area.
        let Ok(read) = serde_json::from_slice::<Object<'_>>(&object.text) else { continue };
        if !read.kind.is_u64() && !read.kind.is_string() {
            continue;
        }
        let place = (object.offset as u64, Some(lines.of(object.offset)));
        match read.finding(place) {
            Some(finding) => sink.found(finding),
            None => {
                let kind = read.public.area.kind.chars().filter(|char| char.is_alphanumeric());
                let kind = kind.take(32).collect::<String>();
                let detail =
                    format!("a TPM 2.0 object of type {kind} whose key is broken or not known");
                sink.unknown(DETECTOR.id, UnknownReason::Unsupported, place.0, place.1, detail);
            }
        }
    }
}

impl Object<'_> {
    fn finding(&self, place: (u64, Option<u32>)) -> Option<Finding> {
        let area = &self.public.area;
        let wrapped = (!self.private.is_empty() || self.handle != 0) && self.external.is_empty();
        let protection =
            Protection { scheme: "wrapped by its TPM 2.0".to_owned(), iterations: None };
        if area.kind == "KEYEDHASH" {
            let Unique::One(digest) = &area.unique else { return None };
            let name = if is_set(&area.attributes.sign) {
                "TPM 2.0 HMAC key"
            } else {
                "sealed TPM 2.0 object"
            };
            let material = Material {
                protection: Some(protection),
                ..Material::new(MaterialKind::SecretKey, name, "FAPI", sha256(digest.as_bytes()))
            };
            let asset = Asset::RelatedCryptoMaterial(material);
            return Some(Finding::new(DETECTOR.id, asset, place.0, place.1));
        }
        let key = area.key()?;
        let private =
            wrapped.then(|| Material { protection: Some(protection), ..key.private_half("FAPI") });
        let note = if self.handle == 0 { "" } else { "it stays in its TPM" };
        Some(key.seen(DETECTOR.id, private, place).note(note))
    }
}

impl Area<'_> {
    fn key(&self) -> Option<PublicKey> {
        let (key, is_rsa) = match (self.kind.as_ref(), &self.unique) {
            ("RSA", Unique::One(modulus)) => {
                // 0 stands for 65537.
                let exponent =
                    if self.parameters.exponent == 0 { 65_537 } else { self.parameters.exponent };
                let key = bare_key::rsa(&octets(modulus)?, &exponent.to_be_bytes())?;
                (Some(key).filter(|key| key.bits == Some(self.parameters.bits))?, true)
            }
            ("ECC", Unique::Point { x, y }) => {
                (tpm2_key::elliptic(self.parameters.curve()?, [&octets(x)?, &octets(y)?])?, false)
            }
            _ => return None,
        };
        let (decrypts, signs) = (is_set(&self.attributes.decrypt), is_set(&self.attributes.sign));
        Some(key.used_for(tpm2_key::functions(is_rsa, decrypts, signs)))
    }
}

impl Parameters {
    /// The number of the TCG algorithm registry, given as such or by its name there.
    fn curve(&self) -> Option<u16> {
        let Some(name) = self.curve.as_str() else {
            return self.curve.as_u64().and_then(|number| u16::try_from(number).ok());
        };
        let name =
            name.strip_prefix("TPM2_ECC_").or_else(|| name.strip_prefix("ECC_")).unwrap_or(name);
        ["NIST_P192", "NIST_P224", "NIST_P256", "NIST_P384", "NIST_P521"]
            .iter()
            .position(|known| *known == name)
            .and_then(|at| u16::try_from(at + 1).ok())
    }
}

fn is_set(value: &Value) -> bool {
    value.as_u64() == Some(1) || value.as_bool() == Some(true) || value.as_str() == Some("YES")
}
