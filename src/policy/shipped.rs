use super::{Policy, parse_file};

/// File stem and text of every policy that ships, sorted by stem. The block is generated from the
/// folder `policies`; `BLESS=1 cargo test` rewrites it.
pub const SHIPPED: &[(&str, &str)] = &[
    // begin generated
    ("au-asd-ism", include_str!("../../policies/au-asd-ism.toml")),
    ("ca-cccs", include_str!("../../policies/ca-cccs.toml")),
    ("cabf-tls-lifetimes", include_str!("../../policies/cabf-tls-lifetimes.toml")),
    ("cnsa-2.0", include_str!("../../policies/cnsa-2.0.toml")),
    ("cnsa-2.0-categories", include_str!("../../policies/cnsa-2.0-categories.toml")),
    ("cz-nukib", include_str!("../../policies/cz-nukib.toml")),
    ("de-bsi-tr-02102", include_str!("../../policies/de-bsi-tr-02102.toml")),
    ("eu-roadmap", include_str!("../../policies/eu-roadmap.toml")),
    ("fr-anssi", include_str!("../../policies/fr-anssi.toml")),
    ("g7-finance", include_str!("../../policies/g7-finance.toml")),
    ("in-dst-nqm", include_str!("../../policies/in-dst-nqm.toml")),
    ("jp-2035", include_str!("../../policies/jp-2035.toml")),
    ("kr-kcmvp", include_str!("../../policies/kr-kcmvp.toml")),
    ("kr-n2sf", include_str!("../../policies/kr-n2sf.toml")),
    ("kr-pqc-2035", include_str!("../../policies/kr-pqc-2035.toml")),
    ("nist-ir-8547", include_str!("../../policies/nist-ir-8547.toml")),
    ("nist-sp-800-131a", include_str!("../../policies/nist-sp-800-131a.toml")),
    ("pci-dss-4.0.1-12.3.3", include_str!("../../policies/pci-dss-4.0.1-12.3.3.toml")),
    ("sg-csa", include_str!("../../policies/sg-csa.toml")),
    ("uk-ncsc", include_str!("../../policies/uk-ncsc.toml")),
    ("us-dow-pqc", include_str!("../../policies/us-dow-pqc.toml")),
    ("us-eo-14412", include_str!("../../policies/us-eo-14412.toml")),
    ("us-omb-m-26-15", include_str!("../../policies/us-omb-m-26-15.toml")),
    ("y2q-default", include_str!("../../policies/y2q-default.toml")),
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
