//! What the URIs of XML security stand for: XML Signature, XML Encryption 1.1, RFC 9231.

use crate::model::Algorithm;
use crate::registry;

const DSIG: &str = "http://www.w3.org/2000/09/xmldsig#";
const DSIG_MORE: &str = "http://www.w3.org/2001/04/xmldsig-more#";
const DSIG_2007: &str = "http://www.w3.org/2007/05/xmldsig-more#";
const DSIG_11: &str = "http://www.w3.org/2009/xmldsig11#";
const DSIG_2021: &str = "http://www.w3.org/2021/04/xmldsig-more#";
const ENC: &str = "http://www.w3.org/2001/04/xmlenc#";
const ENC_11: &str = "http://www.w3.org/2009/xmlenc11#";

/// Namespace, fragment, registry name.
#[rustfmt::skip] // one row a line
const URIS: &[(&str, &str, &str)] = &[
    (DSIG, "sha1", "SHA-1"),
    (DSIG, "rsa-sha1", "RSA-PKCS1-1.5-SHA-1"),
    (DSIG, "dsa-sha1", "DSA-SHA-1"),
    (DSIG, "hmac-sha1", "HMAC-SHA-1"),
    (DSIG_MORE, "md5", "MD5"),
    (DSIG_MORE, "sha224", "SHA-224"),
    (DSIG_MORE, "sha384", "SHA-384"),
    (DSIG_MORE, "hmac-md5", "HMAC-MD5"),
    (DSIG_MORE, "hmac-sha224", "HMAC-SHA-224"),
    (DSIG_MORE, "hmac-sha256", "HMAC-SHA-256"),
    (DSIG_MORE, "hmac-sha384", "HMAC-SHA-384"),
    (DSIG_MORE, "hmac-sha512", "HMAC-SHA-512"),
    (DSIG_MORE, "rsa-md5", "RSA-PKCS1-1.5-MD5"),
    (DSIG_MORE, "rsa-sha224", "RSA-PKCS1-1.5-SHA-224"),
    (DSIG_MORE, "rsa-sha256", "RSA-PKCS1-1.5-SHA-256"),
    (DSIG_MORE, "rsa-sha384", "RSA-PKCS1-1.5-SHA-384"),
    (DSIG_MORE, "rsa-sha512", "RSA-PKCS1-1.5-SHA-512"),
    (DSIG_MORE, "rsa-ripemd160", "RSA-PKCS1-1.5-RIPEMD-160"),
    (DSIG_MORE, "ecdsa-sha1", "ECDSA-SHA-1"),
    (DSIG_MORE, "ecdsa-sha224", "ECDSA-SHA-224"),
    (DSIG_MORE, "ecdsa-sha256", "ECDSA-SHA-256"),
    (DSIG_MORE, "ecdsa-sha384", "ECDSA-SHA-384"),
    (DSIG_MORE, "ecdsa-sha512", "ECDSA-SHA-512"),
    (DSIG_2007, "sha1-rsa-MGF1", "RSA-PSS-SHA-1"),
    (DSIG_2007, "sha224-rsa-MGF1", "RSA-PSS-SHA-224"),
    (DSIG_2007, "sha256-rsa-MGF1", "RSA-PSS-SHA-256"),
    (DSIG_2007, "sha384-rsa-MGF1", "RSA-PSS-SHA-384"),
    (DSIG_2007, "sha512-rsa-MGF1", "RSA-PSS-SHA-512"),
    (DSIG_11, "dsa-sha256", "DSA-SHA-256"),
    (DSIG_2021, "eddsa-ed25519", "Ed25519"),
    (DSIG_2021, "eddsa-ed448", "Ed448"),
    (DSIG_2021, "x25519", "X25519"),
    (DSIG_2021, "hkdf", "HKDF"),
    (ENC, "sha256", "SHA-256"),
    (ENC, "sha512", "SHA-512"),
    (ENC, "ripemd160", "RIPEMD-160"),
    (ENC, "tripledes-cbc", "3DES-CBC"),
    (ENC, "aes128-cbc", "AES-128-CBC"),
    (ENC, "aes192-cbc", "AES-192-CBC"),
    (ENC, "aes256-cbc", "AES-256-CBC"),
    (ENC, "kw-tripledes", "3DES-KW"),
    (ENC, "kw-aes128", "AES-128-KW"),
    (ENC, "kw-aes192", "AES-192-KW"),
    (ENC, "kw-aes256", "AES-256-KW"),
    (ENC, "rsa-1_5", "RSAES-PKCS1-1.5"),
    (ENC, "rsa-oaep-mgf1p", "RSA-OAEP"),
    (ENC_11, "rsa-oaep", "RSA-OAEP"),
    (ENC_11, "aes128-gcm", "AES-128-GCM"),
    (ENC_11, "aes192-gcm", "AES-192-GCM"),
    (ENC_11, "aes256-gcm", "AES-256-GCM"),
    (ENC_11, "kw-aes-128-pad", "AES-128-KWP"),
    (ENC_11, "kw-aes-192-pad", "AES-192-KWP"),
    (ENC_11, "kw-aes-256-pad", "AES-256-KWP"),
    (ENC_11, "ECDH-ES", "ECDH"),
    (ENC_11, "pbkdf2", "PBKDF2"),
];

/// The algorithm that a URI stands for; an unknown one is kept as it is. OAEP has the digest that its element names, or
/// SHA-1 (XML Encryption §5.5.2).
pub fn algorithm(uri: &str, digest: Option<&str>) -> Algorithm {
    let Some(name) = name(uri) else { return Algorithm::verbatim(cut(uri), None) };
    let Some(mut algorithm) = registry::by_name(name) else {
        return Algorithm::verbatim(name, None);
    };
    if name == "RSA-OAEP" {
        let digest = digest.map_or(Some("SHA-1"), self::name);
        algorithm.digest = digest.map(str::to_owned);
        algorithm = registry::renamed(algorithm);
    }
    algorithm
}

fn name(uri: &str) -> Option<&'static str> {
    let is_it = |(namespace, fragment, _): &&(&str, &str, &str)| {
        uri.strip_prefix(namespace).is_some_and(|rest| rest == *fragment)
    };
    URIS.iter().find(is_it).map(|(_, _, name)| *name)
}

/// Longest URI that is kept.
fn cut(uri: &str) -> &str {
    let end = uri.char_indices().map(|(at, _)| at).nth(200).unwrap_or(uri.len());
    &uri[..end]
}

#[cfg(test)]
mod tests {
    use super::URIS;

    #[test]
    fn every_uri_stands_for_an_algorithm_of_the_registry() {
        for (namespace, fragment, name) in URIS {
            assert!(crate::registry::by_name(name).is_some(), "{namespace}{fragment}: {name}");
        }
    }
}
