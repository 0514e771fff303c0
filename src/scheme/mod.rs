//! Candidates to migrate to: facts about post-quantum and hybrid schemes.
//!
//! Each file holds the schemes of one family and exports `SCHEMES`. Sizes of stateful signatures are
//! those without the HSS wrapper or an OID; sizes of a hybrid key exchange are what client and server send.

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use crate::model::Maturity;

/// What a candidate can replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Key establishment.
    Kem,
    /// Signatures.
    Signature,
}

/// A scheme that an asset can migrate to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Scheme {
    /// Kebab-case id (`ml-kem-768`, `x25519mlkem768`).
    pub id: &'static str,
    /// Registry name (`ML-KEM-768`, `X25519MLKEM768`).
    pub name: &'static str,
    /// Registry family.
    pub family: &'static str,
    /// Role.
    pub role: Role,
    /// NIST category, where claimed.
    pub nist_category: Option<u8>,
    /// Combines a classical and a post-quantum part.
    pub hybrid: bool,
    /// Stateful signing: safe only where state is managed.
    pub stateful: bool,
    /// Part of the Korean selection (KpqC).
    pub kpqc: bool,
    /// Specification.
    pub standard: &'static str,
    /// How far it has come.
    pub maturity: Maturity,
    /// Bytes of the public key.
    pub public_key: u32,
    /// Bytes of the ciphertext or signature.
    pub output: u32,
    /// Protocols and formats with a code point or OID (`tls`, `ssh`, `x509`, `cms`, `ike`, `jose`, `openpgp`).
    pub protocols: &'static [&'static str],
    /// What to know before choosing it.
    pub note: &'static str,
    /// Source of the facts.
    pub source: &'static str,
}

// One line a file of this folder. `BLESS=1 cargo test` writes both blocks again.
// begin generated modules
mod aimer;
mod composite;
mod fn_dsa;
mod haetae;
mod hqc;
mod hybrid_ssh;
mod hybrid_tls;
mod lms;
mod ml_dsa;
mod ml_kem;
mod ntru_plus;
mod openpgp;
mod slh_dsa;
mod smaug_t;
mod xmss;
// end generated modules

/// The schemes of every file, by file stem.
pub const FILES: &[(&str, &[Scheme])] = &[
    // begin generated files
    ("aimer", aimer::SCHEMES),
    ("composite", composite::SCHEMES),
    ("fn_dsa", fn_dsa::SCHEMES),
    ("haetae", haetae::SCHEMES),
    ("hqc", hqc::SCHEMES),
    ("hybrid_ssh", hybrid_ssh::SCHEMES),
    ("hybrid_tls", hybrid_tls::SCHEMES),
    ("lms", lms::SCHEMES),
    ("ml_dsa", ml_dsa::SCHEMES),
    ("ml_kem", ml_kem::SCHEMES),
    ("ntru_plus", ntru_plus::SCHEMES),
    ("openpgp", openpgp::SCHEMES),
    ("slh_dsa", slh_dsa::SCHEMES),
    ("smaug_t", smaug_t::SCHEMES),
    ("xmss", xmss::SCHEMES),
    // end generated files
];

/// Every candidate, sorted by id.
#[must_use]
pub fn all() -> &'static [&'static Scheme] {
    static VIEW: LazyLock<Vec<&'static Scheme>> = LazyLock::new(|| {
        let mut all: Vec<&Scheme> = FILES.iter().flat_map(|(_, schemes)| *schemes).collect();
        all.sort_by_key(|scheme| scheme.id);
        all
    });
    &VIEW
}

/// A page of plain text for `y2q explain`.
#[must_use]
pub fn describe(scheme: &Scheme) -> String {
    let (role, output) = match scheme.role {
        Role::Kem => ("key establishment", "ciphertext"),
        Role::Signature => ("signatures", "signature"),
    };
    let yes_no = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let category = scheme.nist_category.map_or("not claimed".to_owned(), |own| own.to_string());
    let protocols = match scheme.protocols {
        [] => "none yet".to_owned(),
        some => some.join(", "),
    };
    let mut page = format!("scheme {}: {} for {role}\n\n", scheme.id, scheme.name);
    for (label, value) in [
        ("specification", scheme.standard.to_owned()),
        ("NIST category", category),
        ("hybrid", yes_no(scheme.hybrid)),
        ("stateful", yes_no(scheme.stateful)),
        ("Korean selection", yes_no(scheme.kpqc)),
        ("public key", format!("{} bytes", scheme.public_key)),
        (output, format!("{} bytes", scheme.output)),
        ("identifiers for", protocols),
        ("note", scheme.note.to_owned()),
        ("source", scheme.source.to_owned()),
    ] {
        // Writing to a String cannot fail.
        let _ = writeln!(page, "  {label:<18}{value}");
    }
    page
}
