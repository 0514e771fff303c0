use super::{Policy, parse_file};

/// File stem and text of every policy that ships, sorted by stem. The block is generated from the
/// folder `policies`; `BLESS=1 cargo test` rewrites it.
pub const SHIPPED: &[(&str, &str)] = &[
    // begin generated
    ("kr-pqc-2035", include_str!("../../policies/kr-pqc-2035.toml")),
    ("nist-ir-8547", include_str!("../../policies/nist-ir-8547.toml")),
    ("us-eo-14412", include_str!("../../policies/us-eo-14412.toml")),
    // end generated
];

/// The policies that ship with y2q, sorted by id.
#[must_use]
pub fn shipped() -> Vec<Policy> {
    #[allow(clippy::expect_used, reason = "the texts are constants; a test parses every one")]
    SHIPPED
        .iter()
        .map(|(stem, text)| parse_file(stem, text).expect("a shipped policy is well-formed"))
        .collect()
}
