use crate::registry;
use crate::source::endpoint::public_value::{
    Curve, encapsulation_key, montgomery, number, octets, point,
};
use crate::wire::ike::{Attribute, Datagram, Ke, Transform, kind, notify};

/// An `IKE_SA_INIT` request, or another first message as it is.
#[derive(Clone)]
pub struct Request {
    spi: [u8; 8],
    nonce: Vec<u8>,
    proposals: Vec<Vec<Transform>>,
    method: u16,
    value: Vec<u8>,
    cookie: Option<Vec<u8>>,
    raw: Option<Vec<u8>>,
}

impl Request {
    /// Every transform that is registered, and of the methods of key exchange those that can be gone through with.
    pub fn everything(method: u16, additional: Option<u16>) -> Self {
        let methods = registry::ike_numbers(kind::KE).into_iter();
        let methods = methods.filter(|id| *id == method || method_value(*id).is_some());
        Self::of(&transforms(kind::KE, methods), None, additional, &[])
    }

    /// `one` alone of its type; of the other types what is `known` to be accepted, or everything where nothing is, but
    /// never the method `without`; one additional key exchange beside it or none.
    pub fn only(
        one: Transform,
        without: u16,
        additional: Option<u16>,
        known: &[Transform],
    ) -> Self {
        let known = known.iter().filter(|other| other.kind != one.kind).copied();
        let known = known.collect::<Vec<_>>();
        let is_known = |other: &&Transform| other.kind == kind::KE && other.id != without;
        let mut methods = known.iter().filter(is_known).copied().collect::<Vec<_>>();
        if one.kind == kind::KE {
            methods = vec![one];
        } else if methods.is_empty() {
            let all = registry::ike_numbers(kind::KE).into_iter();
            methods = transforms(kind::KE, all.filter(|id| *id != without && *id != 0));
        }
        Self::of(&methods, Some(one), additional, &known)
    }

    /// A message that is put together already.
    pub fn raw(bytes: Vec<u8>) -> Self {
        Self { raw: Some(bytes), ..Self::of(&[], None, None, &[]) }
    }

    /// Two proposals, for ciphers that authenticate and for those that need an integrity algorithm (RFC 7296 §3.3).
    fn of(
        methods: &[Transform],
        one: Option<Transform>,
        additional: Option<u16>,
        known: &[Transform],
    ) -> Self {
        let is_one = |kind: u8| one.filter(|one| one.kind == kind);
        let listed = |kind: u8, all: fn(u8) -> Vec<Transform>| match is_one(kind) {
            Some(one) => vec![one],
            None => {
                let known = known.iter().filter(|one| one.kind == kind).copied();
                let known = known.collect::<Vec<_>>();
                if known.is_empty() { all(kind) } else { known }
            }
        };
        let ciphers = listed(kind::ENCR, |_| all_ciphers());
        let plainly = |kind: u8| {
            listed(kind, |kind| {
                let ids = registry::ike_numbers(kind).into_iter();
                transforms(kind, ids.filter(|id| *id != 0))
            })
        };
        let (pseudo_random, integrity) = (plainly(kind::PRF), plainly(kind::INTEG));
        let additional = transforms(kind::ADDKE1, additional.into_iter());
        let additional = is_one(kind::ADDKE1).map_or(additional, |one| vec![one]);
        let (combined, plain): (Vec<_>, Vec<_>) =
            ciphers.iter().partition(|one| registry::ike_cipher_authenticates(one.id));
        let mut proposals = Vec::new();
        if !combined.is_empty() && is_one(kind::INTEG).is_none() {
            proposals.push([&combined[..], &pseudo_random, methods, &additional].concat());
        }
        if !plain.is_empty() {
            proposals.push([&plain[..], &pseudo_random, &integrity, methods, &additional].concat());
        }
        Self {
            spi: octets(8).try_into().unwrap_or([1; 8]),
            nonce: octets(32),
            proposals,
            method: 0,
            value: Vec::new(),
            cookie: None,
            raw: None,
        }
    }

    /// With a key exchange payload.
    pub fn with_value(self, method: u16, value: Vec<u8>) -> Self {
        Self { method, value, ..self }
    }

    /// The same again, with a cookie (RFC 7296 §2.6).
    pub fn with_cookie(&self, cookie: &[u8]) -> Self {
        Self { cookie: Some(cookie.to_vec()), ..self.clone() }
    }

    /// The datagram, with the marker of port 4500 or without.
    pub fn to_bytes(&self, is_marked: bool) -> Vec<u8> {
        let bytes = self.raw.clone().unwrap_or_else(|| {
            let ke = Ke { method: self.method, value: &self.value };
            let request = Datagram::init(self.spi, &self.proposals, ke, &self.nonce)
                .notifying(notify::FRAGMENTATION_SUPPORTED, &[])
                // SHA-1, SHA-256, SHA-384, SHA-512, Identity (RFC 7427 §4, RFC 8420).
                .notifying(notify::SIGNATURE_HASH_ALGORITHMS, &[0, 1, 0, 2, 0, 3, 0, 4, 0, 5])
                .notifying(notify::INTERMEDIATE_EXCHANGE_SUPPORTED, &[])
                .notifying(notify::USE_PPK, &[]);
            let request = match &self.cookie {
                Some(cookie) => request.notifying(notify::COOKIE, cookie),
                None => request,
            };
            request.to_bytes()
        });
        if is_marked { [&[0; 4][..], &bytes].concat() } else { bytes }
    }
}

fn all_ciphers() -> Vec<Transform> {
    let ciphers = registry::ike_ciphers();
    ciphers.map(|(id, key_bits)| Transform { kind: kind::ENCR, id, key_bits }).collect()
}

fn transforms(kind: u8, ids: impl Iterator<Item = u16>) -> Vec<Transform> {
    ids.map(|id| Transform { kind, id, key_bits: None }).collect()
}

/// A public value of a method of key exchange (lengths: RFC 7296 §3.4, RFC 5903 §7, RFC 6954 §2, RFC 8031 §3.1, and
/// FIPS 203 Table 3 for ML-KEM); `None` where none can be made here.
pub fn method_value(method: u16) -> Option<Vec<u8>> {
    Some(match method {
        1 => number(96),
        2 | 22 => number(128),
        5 => number(192),
        14 | 23 | 24 => number(256),
        15 => number(384),
        16 => number(512),
        17 => number(768),
        18 => number(1024),
        19 => point(Curve::P256),
        20 => point(Curve::P384),
        21 => point(Curve::P521),
        25 => point(Curve::P192),
        26 => point(Curve::P224),
        27 => point(Curve::Brainpool224),
        28 => point(Curve::Brainpool256),
        29 => point(Curve::Brainpool384),
        30 => point(Curve::Brainpool512),
        31 => montgomery(32),
        32 => montgomery(56),
        35 => encapsulation_key(2),
        36 => encapsulation_key(3),
        37 => encapsulation_key(4),
        _ => return None,
    })
}

/// First messages of version 1 (RFC 2409 App. A): common suites; then groups, which alone decide what a quantum computer
/// sees, from the weakest up.
pub fn suites_of_version_one() -> Vec<Vec<Vec<Attribute>>> {
    let of = |groups: &[u64]| {
        let mut suites = Vec::new();
        for group in groups {
            for (cipher, bits) in [(7, Some(256)), (7, Some(128)), (5, None)] {
                for hash in [4, 2, 1] {
                    for authentication in [1, 3] {
                        let mut suite = vec![(1, cipher)];
                        suite.extend(bits.map(|bits| (14, bits)));
                        suite.extend([(2, hash), (3, authentication), (4, *group)]);
                        // A lifetime of a day, in seconds.
                        suite.extend([(11, 1), (12, 86_400)]);
                        suites.push(suite);
                    }
                }
            }
        }
        suites
    };
    vec![of(&[14, 19]), of(&[2, 1]), of(&[5, 15]), of(&[20, 21])]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::ike::Message;

    #[test]
    fn requests_are_read_back() {
        let one = Transform { kind: kind::ADDKE1, id: 36, key_bits: None };
        for request in [Request::everything(31, None), Request::only(one, 31, None, &[])] {
            let bytes = request.with_value(31, method_value(31).unwrap()).to_bytes(false);
            assert!(bytes.len() < 4_000, "{}", bytes.len());
            let message = Message::read(&bytes).unwrap();
            assert_eq!(message.proposals().unwrap().len(), 2);
        }
        for suites in suites_of_version_one() {
            assert!(suites.len() < 256);
            let bytes = Datagram::main_mode([1; 8], &suites).to_bytes();
            assert_eq!(Message::read(&bytes).unwrap().proposals_one().unwrap()[0].suites, suites);
        }
    }

    #[test]
    fn values_have_the_lengths_of_their_methods() {
        let length = |method| method_value(method).map(|value| value.len());
        assert_eq!(length(14), Some(256));
        assert_eq!(length(21), Some(132));
        assert_eq!(length(36), Some(1184));
        assert_eq!(length(33), None);
    }
}
