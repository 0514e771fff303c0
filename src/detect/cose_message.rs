//! COSE (RFC 9052): signed, encrypted and authenticated messages with their tag, CBOR Web Tokens, and keys.

use ciborium::Value;

use super::cose_key::{Key, Read};
use super::{Detector, Input, Peek, Sink, cose_name, sha256, x509_certificate};
use crate::model::{
    Algorithm, Asset, AssetId, Finding, Material, MaterialKind, RelationKind, UnknownReason,
};
use crate::registry;

/// Finds COSE messages and keys.
pub const DETECTOR: Detector = Detector {
    id: "cose-message",
    title: "COSE messages and keys",
    about: "Binary COSE that begins with its tag (RFC 9052 §2: COSE_Sign1, COSE_Sign, COSE_Encrypt0, COSE_Encrypt, \
            COSE_Mac0, COSE_Mac), behind the tag of a CBOR Web Token (RFC 8392) or of CBOR itself too: the algorithm of \
            each signature, of the content and of each recipient, and the certificates of `x5chain` and `x5bag` \
            (RFC 9360). Keys and key sets (RFC 9052 §7) in files that end in .cose, .cosekey, .cwk or .cbor: by curve, \
            size or algorithm with the fingerprint of the SubjectPublicKeyInfo, symmetric keys by length alone. Payloads \
            are not read, signatures not verified. Untagged messages are left out: nothing tells them from other CBOR.",
    anchors: &[],
    wants,
    detect,
};

const DEPTH: usize = 32;
/// Keys of a set, signers, recipients and certificates that are looked at.
const LIMIT: usize = 1_000;
const SELF_DESCRIBED: &[u8] = &[0xD9, 0xD9, 0xF7];
const WEB_TOKEN: &[u8] = &[0xD8, 0x3D];

/// RFC 9052 §2, Table 1.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sign1,
    Sign,
    Encrypt0,
    Encrypt,
    Mac0,
    Mac,
}

impl Kind {
    /// The kind with the octets of its tag and the number of its fields.
    const ALL: [(Self, &'static [u8], u8, &'static str); 6] = [
        (Self::Encrypt0, &[0xD0], 3, "COSE_Encrypt0"),
        (Self::Mac0, &[0xD1], 4, "COSE_Mac0"),
        (Self::Sign1, &[0xD2], 4, "COSE_Sign1"),
        (Self::Encrypt, &[0xD8, 0x60], 4, "COSE_Encrypt"),
        (Self::Mac, &[0xD8, 0x61], 5, "COSE_Mac"),
        (Self::Sign, &[0xD8, 0x62], 4, "COSE_Sign"),
    ];
}

/// How a file begins that holds a tagged message.
struct Tagged<'a> {
    kind: Kind,
    name: &'static str,
    /// The array behind the tag.
    array: &'a [u8],
    is_web_token: bool,
}

/// Tag, array of as many fields as the kind has, and a byte string that is empty or a map (RFC 9052 §3).
fn tagged(bytes: &[u8]) -> Option<Tagged<'_>> {
    let bytes = bytes.strip_prefix(SELF_DESCRIBED).unwrap_or(bytes);
    let inner = bytes.strip_prefix(WEB_TOKEN);
    let (bytes, is_web_token) = (inner.unwrap_or(bytes), inner.is_some());
    let (kind, name, array) = Kind::ALL.iter().find_map(|(kind, tag, fields, name)| {
        let array = bytes.strip_prefix(*tag)?;
        (array.first() == Some(&(0x80 | fields))).then_some((*kind, *name, array))
    })?;
    let is_map = |byte: Option<&u8>| byte.is_some_and(|byte| (0xA0..=0xBF).contains(byte));
    let is_protected = match array.get(1)? {
        0x40 => is_map(array.get(2)),
        0x41..=0x57 => is_map(array.get(2)),
        0x58 => is_map(array.get(3)),
        0x59 => is_map(array.get(4)),
        _ => false,
    };
    is_protected.then_some(Tagged { kind, name, array, is_web_token })
}

fn is_named(name: &str) -> bool {
    [".cose", ".cosekey", ".cwk", ".cbor"].iter().any(|ending| name.ends_with(ending))
}

fn wants(peek: &Peek<'_>) -> bool {
    let is_container = |byte: &u8| matches!(byte, 0x81..=0x9B | 0xA1..=0xBB);
    tagged(peek.head).is_some()
        || (is_named(peek.name) && peek.head.first().is_some_and(is_container))
}

fn parse(mut bytes: &[u8]) -> Option<Value> {
    let value = ciborium::de::from_reader_with_recursion_limit(&mut bytes, DEPTH).ok()?;
    bytes.is_empty().then_some(value)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(tagged) = tagged(input.bytes) else { return keys(input, sink) };
    let fields = parse(tagged.array).and_then(|value| value.into_array().ok());
    let read = fields.and_then(|fields| message(input, &tagged, &fields, sink));
    // Two octets of tag and array may begin other things too; a protected `alg` does not.
    let states_algorithm = || {
        tagged.array.get(2..8).is_some_and(|start| {
            start.windows(2).any(|pair| (0xA1..=0xAF).contains(&pair[0]) && pair[1] == 1)
        })
    };
    if read.is_none() && (is_named(input.name) || states_algorithm()) {
        let detail = format!("a {} message whose structure is broken or cut off", tagged.name);
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
    }
}

/// A key, or a set of them.
fn keys(input: &Input<'_>, sink: &mut Sink) {
    let Some(value) = parse(input.bytes) else { return };
    let members = match &value {
        Value::Map(_) => std::slice::from_ref(&value),
        Value::Array(members) => members,
        _ => return,
    };
    for (index, member) in members.iter().take(LIMIT).enumerate() {
        let Some(map) = member.as_map() else { return };
        // The place of a member is its number: CBOR is read as a whole.
        match Key(map).read(DETECTOR.id, input.path, index as u64) {
            Read::Found(mut finding) => {
                finding.occurrence.offset = 0;
                if members.len() > 1 {
                    finding.occurrence.note = format!("key {} of the set", index + 1);
                }
                sink.found(*finding);
            }
            Read::Broken(detail) => {
                sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
            }
            Read::Nothing => {}
        }
    }
}

/// Both header maps of a message, signature or recipient (RFC 9052 §3).
struct Headers {
    protected: Vec<(Value, Value)>,
    unprotected: Vec<(Value, Value)>,
}

impl Headers {
    fn read(fields: &[Value]) -> Option<Self> {
        let protected = fields.first()?.as_bytes()?;
        let protected =
            if protected.is_empty() { Vec::new() } else { parse(protected)?.into_map().ok()? };
        Some(Self { protected, unprotected: fields.get(1)?.as_map()?.clone() })
    }

    fn get(&self, label: i64) -> Option<&Value> {
        Key(&self.protected).get(label).or_else(|| Key(&self.unprotected).get(label))
    }

    /// The algorithm, on the curve of the ephemeral key where it is a key agreement (RFC 9053 §6.3).
    fn algorithm(&self) -> Option<Algorithm> {
        let alg = self.get(1).filter(|alg| !cose_name::is_direct(alg))?;
        let mut algorithm = cose_name::algorithm(alg)?;
        let ephemeral = self.get(-1).and_then(Value::as_map);
        if let (Some("ECDH"), Some(map)) = (algorithm.family.as_deref(), ephemeral)
            && let Some(curve) = Key(map).curve()
        {
            let own = registry::by_name(curve).filter(|own| own.family == algorithm.family);
            algorithm.curve = Some(curve.to_owned());
            algorithm = own.unwrap_or_else(|| registry::renamed(algorithm));
        }
        Some(algorithm)
    }

    /// `x5bag` and `x5chain` (RFC 9360 §2): one certificate, or several.
    fn certificates(&self) -> impl Iterator<Item = &[u8]> {
        let fields = [32, 33].into_iter().filter_map(|label| self.get(label));
        let listed = fields.flat_map(|field| match field {
            Value::Array(several) => several.as_slice(),
            one => std::slice::from_ref(one),
        });
        listed.filter_map(|certificate| certificate.as_bytes().map(Vec::as_slice))
    }
}

fn message(
    input: &Input<'_>,
    tagged: &Tagged<'_>,
    fields: &[Value],
    sink: &mut Sink,
) -> Option<()> {
    let outer = Headers::read(fields)?;
    let inner = match tagged.kind {
        Kind::Sign1 | Kind::Encrypt0 | Kind::Mac0 => Vec::new(),
        _ => {
            let layers = fields.last()?.as_array()?.iter().take(LIMIT);
            layers.map(|layer| Headers::read(layer.as_array()?)).collect::<Option<Vec<_>>>()?
        }
    };
    let certificates = certificates(
        input,
        outer.certificates().chain(inner.iter().flat_map(Headers::certificates)),
        sink,
    );
    let own = outer.algorithm();
    let layers = inner.iter().filter_map(Headers::algorithm).collect::<Vec<_>>();
    let role = match tagged.kind {
        Kind::Sign1 | Kind::Sign => "signature",
        Kind::Mac0 | Kind::Mac => "MAC",
        Kind::Encrypt0 | Kind::Encrypt => "content encryption",
    };
    let inner_role = if role == "signature" { role } else { "recipient" };
    let word = |role: &str, algorithm: &Algorithm| (role.to_owned(), algorithm.name.clone());
    let mut details = own.iter().map(|algorithm| word(role, algorithm)).collect::<Vec<_>>();
    details.extend(layers.iter().map(|algorithm| word(inner_role, algorithm)));
    details.sort();
    // What a quantum computer reads first.
    let falls = |algorithm: &&Algorithm| registry::facts(algorithm).problem.falls_to_shor();
    let shown = layers.iter().find(falls).or(layers.first()).or(own.as_ref()).cloned();
    let name = match (tagged.is_web_token, &shown) {
        (true, _) => format!("CBOR Web Token ({})", tagged.name),
        (false, Some(shown)) => format!("{} {} message", shown.name, tagged.name),
        (false, None) => format!("{} message", tagged.name),
    };
    let is_signed = role == "signature";
    let kind = if is_signed { MaterialKind::SignedData } else { MaterialKind::Other };
    let mut material = Material::new(kind, name, "COSE", sha256(input.bytes));
    material.details = details;
    *(if is_signed { &mut material.signature_algorithm } else { &mut material.algorithm }) = shown;
    let finding = Finding::new(DETECTOR.id, Asset::RelatedCryptoMaterial(material), 0, None);
    let edge =
        if is_signed { RelationKind::SignatureAlgorithm } else { RelationKind::KeyAlgorithm };
    let finding = own
        .into_iter()
        .chain(layers)
        .fold(finding, |finding, algorithm| finding.refers_to(edge, Asset::Algorithm(algorithm)));
    let contains = |finding: Finding, id: AssetId| finding.relates(RelationKind::Contains, id);
    sink.found(certificates.into_iter().fold(finding, contains));
    Some(())
}

/// Reports the certificates where they lie in the input.
fn certificates<'a>(
    input: &Input<'_>,
    carried: impl Iterator<Item = &'a [u8]>,
    sink: &mut Sink,
) -> Vec<AssetId> {
    let mut from = 0;
    let mut found = Vec::new();
    for der in carried.take(LIMIT) {
        let at = memchr::memmem::find(&input.bytes[from..], der).map_or(from, |at| from + at);
        from = at;
        found.extend(x509_certificate::inside(DETECTOR.id, der, at as u64, sink));
    }
    found
}
