//! Names of groups and signature schemes as configurations write them, in the spellings of OpenSSL, GnuTLS, Java and IANA.

use crate::model::Algorithm;
use crate::registry;

/// The groups of a list. OpenSSL 3.5 has tuples and marks (`SSL_CTX_set1_groups_list(3)`): `/` parts tuples, `?` passes
/// over a name that is unknown, `*` asks for a key share, `-` removes, `DEFAULT` stands for the built-in list.
pub fn groups(list: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for word in list.split([':', '/', ',', ' ', '\t', '\n']) {
        let is_removal = word.starts_with('-');
        let name = word.trim_start_matches(['?', '*', '-']).trim();
        if name.is_empty() {
            continue;
        }
        if is_removal {
            names.retain(|known| !known.eq_ignore_ascii_case(name));
        } else if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// A named group: IANA's name, a curve under any name, GnuTLS' `GROUP-…`.
pub fn group(name: &str) -> Algorithm {
    let plain = name.strip_prefix("GROUP-").unwrap_or(name);
    // Go's constants (`CurveP256`).
    let plain = plain.strip_prefix("Curve").unwrap_or(plain);
    let spelled = plain.replace("FFDHE-", "ffdhe").replace('-', "");
    registry::tls_group_by_name(plain)
        .or_else(|| registry::tls_group_by_name(&spelled))
        .or_else(|| registry::by_name(&format!("ECDH-{}", registry::curve(plain)?)))
        .unwrap_or_else(|| Algorithm::verbatim(name, None))
}

/// A signature scheme: IANA's name, OpenSSL's `RSA+SHA256`, GnuTLS' `SIGN-RSA-SHA256`, Java's `SHA256withRSA`.
pub fn signature(name: &str) -> Algorithm {
    registry::tls_signature_scheme_by_name(name)
        .or_else(|| paired(name))
        .or_else(|| registry::by_name(name))
        .unwrap_or_else(|| Algorithm::verbatim(name, None))
}

fn paired(name: &str) -> Option<Algorithm> {
    let (key, hash) = name.split_once('+')?;
    let stem = match key.to_ascii_uppercase().as_str() {
        "RSA" => "RSA-PKCS1-1.5",
        "RSA-PSS" | "PSS" => "RSA-PSS",
        "ECDSA" => "ECDSA",
        "DSA" => "DSA",
        _ => return None,
    };
    registry::by_name(&format!("{stem}-{}", registry::digest(hash)?))
}
