//! Words that tools write where `CycloneDX` has others.

/// The word of the schema for a primitive; `None` where nothing is meant that the schema has a word for.
pub(super) fn primitive(word: &str) -> Option<&'static str> {
    Some(match folded(word).as_str() {
        "pkencryption" | "publickeyencryption" | "asymmetricencryption" => "pke",
        "keyagree" | "keyagreement" | "keyexchange" | "kex" => "key-agree",
        "sign" | "digitalsignature" => "signature",
        "digest" | "messagedigest" | "hashfunction" => "hash",
        "blockcipher" => "block-cipher",
        "streamcipher" => "stream-cipher",
        "aead" | "authenticatedencryption" => "ae",
        "keyencapsulation" | "keyencapsulationmechanism" => "kem",
        "keyderivation" | "keyderivationfunction" => "kdf",
        "rng" | "prng" | "random" => "drbg",
        _ => return None,
    })
}

/// The word of the schema for a function of an algorithm.
pub(super) fn function(word: &str) -> Option<&'static str> {
    Some(match folded(word).as_str() {
        "keygeneration" | "generatekey" => "keygen",
        "signature" | "signing" => "sign",
        "verification" => "verify",
        "hash" | "hashing" => "digest",
        "mac" | "authenticate" => "tag",
        "encryption" => "encrypt",
        "decryption" => "decrypt",
        "keyagree" | "keyagreement" | "keyexchange" | "keyderivation" => "keyderive",
        "encapsulation" => "encapsulate",
        "decapsulation" => "decapsulate",
        _ => return None,
    })
}

fn folded(word: &str) -> String {
    let letters = word.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}
