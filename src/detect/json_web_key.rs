//! JSON Web Keys and sets of them (RFC 7517, RFC 7518 §6, RFC 8037, RFC 8812, RFC 9964).

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Deserialize;
use serde::de::IgnoredAny;

use super::line_count::LineCount;
use super::spki::PublicKey;
use super::{Detector, Input, Sink, bare_key, jose_name, json_objects, sha256};
use crate::model::{
    Algorithm, Asset, CryptoFunction, Finding, Material, MaterialKind, UnknownReason,
};
use crate::registry;

/// Finds JSON Web Keys.
pub const DETECTOR: Detector = Detector {
    id: "json-web-key",
    title: "JSON Web Keys (JWK, JWKS)",
    about: "Objects with a `kty` member in any JSON, at any depth, inside other texts too and written once more as a JSON \
            string: RSA with the size of `n`, EC and OKP with their curve (RFC 7518 §6, RFC 8037, RFC 8812), ML-DSA and \
            ML-KEM as `AKP` (RFC 9964, draft-ietf-jose-pqc-kem), `oct` by size alone. `use`, `key_ops` and `alg` say what \
            the key is for; certificates in `x5c` are found as every base64 is. A public key has the fingerprint of its \
            SubjectPublicKeyInfo; a symmetric key that of its place and its public members. Members of another length than \
            their curve has are unknown; placeholders as in documentation are nothing.",
    anchors: &["\"kty"],
    wants: |peek| peek.anchored,
    detect,
};

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let mut objects = json_objects::with_member(input.bytes, "kty");
    objects.sort_by_key(|object| object.offset);
    let mut lines = LineCount::new(input.bytes);
    for object in objects {
        // Whatever is not a JSON object of these members is another thing with a member of that name.
        let Ok(key) = serde_json::from_slice::<Key<'_>>(&object.text) else { continue };
        let (offset, line) = (object.offset as u64, lines.of(object.offset));
        match key.read() {
            Read::Public(public) => {
                let private = key.has_private().then(|| public.private_half("JWK"));
                let finding = public.seen(DETECTOR.id, private, (offset, Some(line)));
                sink.found(finding.note(key.note()));
            }
            Read::Other(asset) => {
                sink.found(Finding::new(DETECTOR.id, *asset, offset, Some(line)).note(key.note()));
            }
            Read::Secret(bits) => {
                let asset = key.secret(bits, input.path, offset);
                sink.found(Finding::new(DETECTOR.id, asset, offset, Some(line)).note(key.note()));
            }
            Read::Broken(detail) => {
                sink.unknown(DETECTOR.id, UnknownReason::Malformed, offset, Some(line), detail);
            }
            Read::Nothing => {}
        }
    }
}

/// The members of RFC 7517 §4 and of the key types; private ones by presence alone.
#[derive(Deserialize)]
struct Key<'a> {
    #[serde(borrow)]
    kty: Cow<'a, str>,
    #[serde(borrow, default)]
    crv: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    n: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    e: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    x: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    y: Option<Cow<'a, str>>,
    #[serde(borrow, default, rename = "pub")]
    public: Option<Cow<'a, str>>,
    /// Only its length is looked at.
    #[serde(borrow, default)]
    k: Option<Cow<'a, str>>,
    #[serde(default)]
    d: Option<IgnoredAny>,
    #[serde(default, rename = "priv")]
    private: Option<IgnoredAny>,
    #[serde(borrow, default)]
    alg: Option<Cow<'a, str>>,
    #[serde(borrow, default, rename = "use")]
    purpose: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    key_ops: Option<Vec<Cow<'a, str>>>,
    #[serde(borrow, default)]
    kid: Option<Cow<'a, str>>,
}

/// What a key turned out to be.
enum Read {
    Public(Box<PublicKey>),
    /// A key of a type or curve that the registry does not know, kept by name.
    Other(Box<Asset>),
    /// A symmetric key of so many bits.
    Secret(u32),
    Broken(&'static str),
    /// A placeholder, or an object that only names a key type.
    Nothing,
}

impl Key<'_> {
    fn read(&self) -> Read {
        match (self.kty.as_ref(), &self.crv) {
            ("RSA", _) => self.rsa(),
            ("EC", Some(curve)) => self.elliptic(curve),
            ("OKP", Some(curve)) => self.octets(curve, self.x.as_deref()),
            ("AKP", _) => match &self.alg {
                Some(algorithm) => self.octets(algorithm, self.public.as_deref()),
                None => Read::Nothing,
            },
            ("oct", _) => match decoded(self.k.as_deref()) {
                Some(Some(key)) => u32::try_from(key.len() * 8).map_or(Read::Nothing, Read::Secret),
                _ => Read::Nothing,
            },
            _ => Read::Nothing,
        }
    }

    fn rsa(&self) -> Read {
        match (decoded(self.n.as_deref()), decoded(self.e.as_deref())) {
            (Some(Some(modulus)), Some(Some(exponent))) => bare_key::rsa(&modulus, &exponent)
                .map_or(
                    Read::Broken("an RSA JSON Web Key whose modulus or exponent is zero"),
                    |key| Read::Public(Box::new(key.used_for(self.functions()))),
                ),
            (Some(_), Some(_)) => {
                Read::Broken("an RSA JSON Web Key whose numbers are not base64url")
            }
            _ => Read::Nothing,
        }
    }

    fn elliptic(&self, curve: &str) -> Read {
        let (x, y) = match (decoded(self.x.as_deref()), decoded(self.y.as_deref())) {
            (Some(Some(x)), Some(Some(y))) => (x, y),
            (Some(_), Some(_)) => {
                return Read::Broken("an EC JSON Web Key whose coordinates are not base64url");
            }
            _ => return Read::Nothing,
        };
        let point = [&[4], &x[..], &y].concat();
        if registry::curve(curve).is_none() {
            let mut algorithm = registry::key("1.2.840.10045.2.1", None, None);
            algorithm.curve = Some(curve.to_owned());
            return self.unlisted(registry::renamed(algorithm), &point);
        }
        // Both coordinates have the field's full length (RFC 7518 §6.2.1.2).
        match bare_key::point(curve, &point).filter(|_| x.len() == y.len()) {
            Some(key) => Read::Public(Box::new(key.used_for(self.functions()))),
            None => Read::Broken("an EC JSON Web Key whose coordinates do not fit its curve"),
        }
    }

    /// A key that is one string of octets: OKP by its curve, AKP by its algorithm.
    fn octets(&self, name: &str, key: Option<&str>) -> Read {
        let key = match decoded(key) {
            Some(Some(key)) => key,
            Some(None) => return Read::Broken("a JSON Web Key whose octets are not base64url"),
            None => return Read::Nothing,
        };
        match (bare_key::octets(name, &key), registry::by_name(name)) {
            (Some(key), _) => Read::Public(Box::new(key.used_for(self.functions()))),
            (None, Some(known)) if known.oid.is_some() => {
                Read::Broken("a JSON Web Key whose octets do not fit its algorithm")
            }
            (None, known) => {
                self.unlisted(known.unwrap_or_else(|| Algorithm::verbatim(name, None)), &key)
            }
        }
    }

    fn unlisted(&self, algorithm: Algorithm, public: &[u8]) -> Read {
        let (kind, word) = if self.has_private() {
            (MaterialKind::PrivateKey, "private")
        } else {
            (MaterialKind::PublicKey, "public")
        };
        let name = format!("{} {word} key", algorithm.name);
        let material = Material::new(kind, name, "JWK", sha256(public));
        Read::Other(Box::new(Asset::RelatedCryptoMaterial(Material {
            algorithm: Some(algorithm),
            ..material
        })))
    }

    fn secret(&self, bits: u32, path: &str, offset: u64) -> Asset {
        let algorithm = self.alg.as_deref().and_then(registry::by_name);
        let named = algorithm.as_ref().map_or("symmetric", |algorithm| algorithm.name.as_str());
        // The key itself is not hashed: a weak one would be found again from its digest.
        let place = format!("oct {bits} {} {path} {offset}", self.kid.as_deref().unwrap_or(""));
        let name = format!("{named} key");
        let material =
            Material::new(MaterialKind::SecretKey, name, "JWK", sha256(place.as_bytes()));
        Asset::RelatedCryptoMaterial(Material { algorithm, size_bits: Some(bits), ..material })
    }

    const fn has_private(&self) -> bool {
        self.d.is_some() || self.private.is_some()
    }

    /// What `key_ops`, `use` or `alg` state, in that order (RFC 7517 §4.2 to §4.4); nothing where none of them does.
    fn functions(&self) -> Vec<CryptoFunction> {
        use CryptoFunction::{Decrypt, Encrypt, Keyderive, Sign, Verify};
        let operations = self.key_ops.iter().flatten().filter_map(|name| match name.as_ref() {
            "sign" => Some(Sign),
            "verify" => Some(Verify),
            "encrypt" | "wrapKey" => Some(Encrypt),
            "decrypt" | "unwrapKey" => Some(Decrypt),
            "deriveKey" | "deriveBits" => Some(Keyderive),
            _ => None,
        });
        let operations = operations.collect::<Vec<_>>();
        let stated = match self.purpose.as_deref() {
            _ if !operations.is_empty() => operations,
            Some("sig") => vec![Sign, Verify],
            Some("enc") if self.kty == "RSA" => vec![Encrypt, Decrypt],
            Some("enc") => vec![Keyderive],
            _ => Vec::new(),
        };
        let by_algorithm = || self.alg.as_deref().and_then(jose_name::algorithm);
        if stated.is_empty() {
            return by_algorithm().map_or(stated, |of| of.functions.into_iter().collect());
        }
        stated
    }

    /// Public members in words.
    fn note(&self) -> String {
        let operations = self.key_ops.as_ref().map(|operations| Cow::Owned(operations.join(" ")));
        let members = [
            ("kid", self.kid.as_ref()),
            ("use", self.purpose.as_ref()),
            ("alg", self.alg.as_ref()),
            ("key_ops", operations.as_ref()),
        ];
        let stated = members.iter().filter_map(|(name, value)| {
            let value = value.filter(|value| jose_name::is_plain(value))?;
            Some(format!("{name} {value}"))
        });
        stated.collect::<Vec<_>>().join("; ")
    }
}

/// A member's octets: `None` when it is missing or a placeholder, `Some(None)` when it is damaged.
fn decoded(member: Option<&str>) -> Option<Option<Vec<u8>>> {
    let text = member?;
    let is_placeholder = text.is_empty()
        || text.bytes().any(|byte| matches!(byte, b'.' | b'<' | b'$' | b'{' | b' ' | 0x80..));
    if is_placeholder {
        return None;
    }
    Some(URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok())
}
