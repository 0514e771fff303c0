//! Proposals of IKE and ESP as configurations write them: `aes256gcm16-prfsha384-x25519-ke1_mlkem768`.

use crate::model::{Algorithm, Offer, OfferRole};
use crate::registry::{self, IkeTransform};

/// Who reads the configuration, where keywords differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// strongSwan: `aes` is AES-128.
    StrongSwan,
    /// libreswan, or a file that either may read: `aes` leaves the size open.
    Other,
}

/// Keywords that one file may propose; more is no configuration.
const MOST: usize = 2_000;

/// What a list of proposals offers, without repetitions, and what it holds that is no known keyword.
#[derive(Debug, Default)]
pub struct Proposals {
    /// Offers in order of preference.
    pub offers: Vec<Offer>,
    /// Keywords that are not known.
    pub unknown: Vec<String>,
    /// `default` is among them: what the installed version proposes.
    pub has_default: bool,
}

impl Proposals {
    /// Adds proposals separated by commas, each of keywords joined with `-` (libreswan: also `;` and `+`).
    pub fn add(&mut self, text: &str, dialect: Dialect) {
        for proposal in text.trim_end_matches('!').split(',').take(MOST) {
            self.one(proposal.trim(), dialect);
        }
    }

    fn one(&mut self, proposal: &str, dialect: Dialect) {
        let bare_aes = (dialect == Dialect::StrongSwan).then_some("128");
        let mut transforms = Vec::new();
        for keyword in
            proposal.split(['-', ';', '+']).map(str::trim).filter(|word| !word.is_empty())
        {
            if keyword.eq_ignore_ascii_case("default") {
                self.has_default = true;
                continue;
            }
            match registry::ike(keyword, bare_aes) {
                Some(transform) => transforms.push((keyword.to_owned(), transform)),
                None if self.unknown.len() < MOST => self.unknown.push(keyword.to_owned()),
                None => {}
            }
        }
        self.add_transforms(transforms);
    }

    /// Adds the transforms of one proposal, each under its name.
    pub fn add_transforms(&mut self, transforms: impl IntoIterator<Item = (String, IkeTransform)>) {
        let mut exchanges: Vec<(String, Algorithm)> = Vec::new();
        let mut additional: Vec<(u8, String, Option<Algorithm>)> = Vec::new();
        for (name, transform) in transforms {
            match transform {
                IkeTransform::Encryption(algorithm) => {
                    self.offer(OfferRole::Cipher, name, algorithm);
                }
                IkeTransform::Integrity(algorithm) | IkeTransform::Prf(algorithm) => {
                    self.offer(OfferRole::Mac, name, algorithm);
                }
                IkeTransform::KeyExchange(algorithm) => exchanges.push((name, algorithm)),
                IkeTransform::AdditionalKeyExchange(number, algorithm) => {
                    additional.push((number, name, algorithm));
                }
                IkeTransform::Nothing => {}
            }
        }
        self.key_exchanges(&exchanges, &additional);
    }

    /// RFC 9370: one method of each additional exchange is made besides the first, and the keys depend on all. With the
    /// most preferred of each, the whole is one hybrid; where every additional one may be left out, the first stands alone.
    fn key_exchanges(
        &mut self,
        exchanges: &[(String, Algorithm)],
        additional: &[(u8, String, Option<Algorithm>)],
    ) {
        let made = additional.iter().filter_map(|(number, keyword, method)| {
            method.as_ref().map(|method| (*number, keyword, method))
        });
        let made = made.collect::<Vec<_>>();
        let optional = |number: u8| {
            additional.iter().any(|(other, _, method)| *other == number && method.is_none())
        };
        for (keyword, algorithm) in exchanges.iter().take(MOST) {
            for (_, extra, method) in &made {
                let name = format!("{keyword}-{extra}");
                self.offer(OfferRole::KeyExchange, name, hybrid(algorithm, method));
            }
            if made.iter().all(|(number, ..)| optional(*number)) {
                self.offer(OfferRole::KeyExchange, keyword.clone(), algorithm.clone());
            }
        }
    }

    fn offer(&mut self, role: OfferRole, name: String, algorithm: Algorithm) {
        let is_same = |offer: &Offer| offer.role == role && offer.name == name;
        if self.offers.len() < MOST && !self.offers.iter().any(is_same) {
            self.offers.push(Offer { role, name, algorithm });
        }
    }
}

/// Both exchanges feed the keys (RFC 9370 §2.2.2), so the two together are one algorithm with two parts.
fn hybrid(first: &Algorithm, second: &Algorithm) -> Algorithm {
    let family = match second.family.as_deref() {
        Some("ML-KEM") => Some("Hybrid-ML-KEM".to_owned()),
        Some("Kyber") => Some("Hybrid-Kyber".to_owned()),
        other => other.map(str::to_owned),
    };
    let mut algorithm = Algorithm::verbatim(&format!("{}+{}", first.name, second.name), None);
    algorithm.family = family;
    algorithm.primitive = second.primitive;
    algorithm.functions.clone_from(&second.functions);
    algorithm.components = vec![first.name.clone(), second.name.clone()];
    algorithm
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Proposals {
        let mut proposals = Proposals::default();
        proposals.add(text, Dialect::StrongSwan);
        proposals
    }

    /// Names of the key exchanges, with their parts.
    fn exchanges(text: &str) -> Vec<String> {
        let offers = read(text).offers.into_iter();
        let exchanges = offers.filter(|offer| offer.role == OfferRole::KeyExchange);
        exchanges
            .map(|one| format!("{}={}", one.name, one.algorithm.components.join("+")))
            .collect()
    }

    #[test]
    fn additional_exchanges_make_a_hybrid() {
        assert_eq!(
            exchanges("aes256gcm16-prfsha384-x25519-ke1_mlkem768"),
            ["x25519-ke1_mlkem768=X25519+ML-KEM-768"]
        );
        assert_eq!(
            exchanges("aes256-sha256-ecp384-modp3072-ke1_mlkem1024-ke1_none,aes256-sha256-ecp384"),
            [
                "ecp384-ke1_mlkem1024=ECDH-P-384+ML-KEM-1024",
                "ecp384=",
                "modp3072-ke1_mlkem1024=FFDHE-modp3072+ML-KEM-1024",
                "modp3072=",
            ]
        );
    }

    #[test]
    fn what_is_not_known_is_kept() {
        let proposals = read("default, aes256-sha256-modp2048-sm9000!");
        assert!(proposals.has_default);
        assert_eq!(proposals.unknown, ["sm9000"]);
        let names = proposals.offers.iter().map(|offer| offer.algorithm.name.as_str());
        assert_eq!(names.collect::<Vec<_>>(), ["AES-256-CBC", "HMAC-SHA-256", "FFDHE-modp2048"]);
    }
}
