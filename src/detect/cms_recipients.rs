//! How the recipients of a message get its key (RFC 5652 §6.2).

use std::collections::BTreeMap;

use x509_parser::asn1_rs::Tag;

use super::ber::Element;
use super::private_encoding;
use super::signature_algorithm::oaep;
use super::spki;
use crate::model::Algorithm;
use crate::registry;

const RSA_ENCRYPTION: &str = "1.2.840.113549.1.1.1";
const RSA_OAEP: &str = "1.2.840.113549.1.1.7";
/// id-ori-kem (RFC 9629 §3).
const KEM_RECIPIENT: &str = "1.2.840.113549.1.9.16.13.3";

/// What the recipients use.
#[derive(Default)]
pub struct Recipients {
    /// How many there are.
    pub count: usize,
    /// Key management algorithms by name; those that quantum computers break come with those that they do not.
    pub algorithms: BTreeMap<String, Algorithm>,
    /// In words.
    pub details: Vec<(String, String)>,
}

impl Recipients {
    /// RecipientInfos ::= SET OF RecipientInfo; up to `limit` are read.
    pub fn read(list: &Element<'_>, limit: usize) -> Option<Self> {
        let mut recipients = Self::default();
        for recipient in list.children().take(limit) {
            recipients.count += 1;
            match recipient.context() {
                None if recipient.tag() == Some(Tag::Sequence) => {
                    recipients.transport(&recipient)?
                }
                Some(1) => recipients.agreement(&recipient)?,
                Some(2) => recipients.shared(&recipient)?,
                Some(3) => recipients.password(&recipient)?,
                Some(4) => recipients.other(&recipient)?,
                form => recipients.say("recipient", format!("form [{}]", form?)),
            }
        }
        Some(recipients)
    }

    fn say(&mut self, what: &str, text: impl Into<String>) {
        self.details.push((what.to_owned(), text.into()));
    }

    fn uses(&mut self, what: &str, algorithm: Algorithm) {
        self.say(what, algorithm.name.clone());
        self.algorithms.insert(algorithm.name.clone(), algorithm);
    }

    /// KeyTransRecipientInfo ::= { version, rid, keyEncryptionAlgorithm, encryptedKey } (§6.2.1); rsaEncryption is
    /// PKCS #1 v1.5 (RFC 3370 §4.2.1).
    fn transport(&mut self, recipient: &Element<'_>) -> Option<()> {
        let identifier = recipient.child(2)?;
        let oid = identifier.child(0)?.oid()?;
        let algorithm = match oid.as_str() {
            RSA_ENCRYPTION => registry::by_name("RSAES-PKCS1-1.5")?,
            RSA_OAEP => {
                let (algorithm, mask) = oaep(&identifier);
                self.say("mask generation", mask);
                algorithm
            }
            _ => registry::by_oid(&oid),
        };
        self.uses("key transport", algorithm);
        Some(())
    }

    /// KeyAgreeRecipientInfo ::= { version, [0] originator, [1] ukm, keyEncryptionAlgorithm, recipientEncryptedKeys }
    /// (§6.2.2); the parameters are the algorithm that wraps the key (RFC 5753 §3.1.1, RFC 8418 §2).
    fn agreement(&mut self, recipient: &Element<'_>) -> Option<()> {
        let identifier = recipient.children().filter(|field| field.context().is_none()).nth(1)?;
        let oid = identifier.child(0)?.oid()?;
        let (scheme, derivation) = scheme(&oid);
        let originator = recipient.child(1).filter(|field| field.context() == Some(0));
        let key =
            originator.and_then(|field| field.explicit()).filter(|key| key.context() == Some(1));
        let algorithm = match scheme {
            Some("ECDH") => {
                key.and_then(|key| agreed(&key.child(0)?)).or_else(|| registry::by_name("ECDH"))?
            }
            Some(name) => registry::by_name(name)?,
            None => registry::by_oid(&oid),
        };
        self.uses("key agreement", algorithm);
        if let Some(derivation) = derivation {
            self.say("key derivation", derivation);
        }
        if let Some(wrap) = identifier.child(1).and_then(|wrap| wrap.child(0)?.oid()) {
            self.say("key wrap", registry::by_oid(&wrap).name);
        }
        Some(())
    }

    /// KEKRecipientInfo ::= [2] { version, kekid, keyEncryptionAlgorithm, encryptedKey } (§6.2.3)
    fn shared(&mut self, recipient: &Element<'_>) -> Option<()> {
        let algorithm = registry::by_oid(&recipient.child(2)?.child(0)?.oid()?);
        self.uses("shared key", algorithm);
        Some(())
    }

    /// PasswordRecipientInfo ::= [3] { version, [0] keyDerivationAlgorithm, keyEncryptionAlgorithm, … } (§6.2.4);
    /// id-alg-PWRI-KEK holds the cipher that wraps (RFC 3211 §2.3.1).
    fn password(&mut self, recipient: &Element<'_>) -> Option<()> {
        let mut fields = recipient.children().skip(1).peekable();
        if let Some(derivation) = fields.next_if(|field| field.context() == Some(0)) {
            let (name, iterations) = private_encoding::key_derivation(&derivation)?;
            let iterations = iterations.map(|count| format!(", {count} iterations"));
            self.say("key derivation", format!("{name}{}", iterations.unwrap_or_default()));
        }
        let identifier = fields.next()?;
        let cipher = identifier.child(1).and_then(|cipher| cipher.child(0)?.oid());
        let own = identifier.child(0)?.oid()?;
        self.uses("password key", registry::by_oid(cipher.as_ref().unwrap_or(&own)));
        Some(())
    }

    /// OtherRecipientInfo ::= [4] { oriType, oriValue }; KEMRecipientInfo ::= { version, rid, kem, kemct, kdf, kekLength,
    /// [0] ukm, wrap, encryptedKey } (RFC 9629 §3)
    fn other(&mut self, recipient: &Element<'_>) -> Option<()> {
        let kind = recipient.child(0)?.oid()?;
        if kind != KEM_RECIPIENT {
            self.say("recipient", format!("form {}", registry::oid_name(&kind).unwrap_or(&kind)));
            return Some(());
        }
        let info = recipient.child(1)?;
        let fields = info.children().take(8).collect::<Vec<_>>();
        let named = |at: usize| Some(registry::by_oid(&fields.get(at)?.child(0)?.oid()?));
        self.uses("key encapsulation", named(2)?);
        if let Some(derivation) = named(4) {
            self.say("key derivation", derivation.name);
        }
        let has_material = fields.get(6).is_some_and(|field| field.context() == Some(0));
        if let Some(wrap) = named(6 + usize::from(has_material)) {
            self.say("key wrap", wrap.name);
        }
        Some(())
    }
}

/// Scheme and key derivation of a key agreement: RFC 5753 §7.1.4, RFC 8418 §2.1, RFC 2631 and RFC 3370 §4.1.
fn scheme(oid: &str) -> (Option<&'static str>, Option<String>) {
    let digests = ["SHA-224", "SHA-256", "SHA-384", "SHA-512"];
    let in_arc = |arc: &str| oid.strip_prefix(arc)?.parse::<usize>().ok();
    let x963 = |digest: &str| Some(format!("ANSI-KDF-X9.63-{digest}"));
    match oid {
        "1.3.133.16.840.63.0.2" | "1.3.133.16.840.63.0.3" => return (Some("ECDH"), x963("SHA-1")),
        "1.3.133.16.840.63.0.16" => return (Some("ECMQV"), x963("SHA-1")),
        "1.2.840.113549.1.9.16.3.5" | "1.2.840.113549.1.9.16.3.10" => {
            return (Some("DH"), Some("X9.42-KDF-SHA-1".to_owned()));
        }
        _ => {}
    }
    for (arc, name) in
        [("1.3.132.1.11.", "ECDH"), ("1.3.132.1.14.", "ECDH"), ("1.3.132.1.15.", "ECMQV")]
    {
        if let Some(digest) = in_arc(arc).and_then(|index| digests.get(index)) {
            return (Some(name), x963(digest));
        }
    }
    let hkdf = ["SHA-256", "SHA-384", "SHA-512"];
    match in_arc("1.2.840.113549.1.9.16.3.").and_then(|index| hkdf.get(index.checked_sub(19)?)) {
        Some(digest) => (Some("ECDH"), Some(format!("HKDF-{digest}"))),
        None => (None, None),
    }
}

/// ECDH on the curve of the originator's key, where its `AlgorithmIdentifier` names one.
fn agreed(identifier: &Element<'_>) -> Option<Algorithm> {
    let oid = identifier.child(0)?.oid()?;
    if oid != spki::EC {
        return Some(registry::by_oid(&oid));
    }
    let curve = registry::curve(&identifier.child(1)?.oid()?)?;
    registry::by_name(&format!("ECDH-{curve}"))
}
