use serde::Deserialize;

pub const FACTORY_BITS: usize = 1 << 10;

fn default_bits() -> usize {
    FACTORY_BITS
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum ImageHash {
    Sha256,
    #[serde(rename = "sha3_384")]
    Keccak,
}

#[derive(Deserialize)]
pub struct Settings {
    pub channel: String,
    #[serde(default = "default_bits")]
    pub rsa_bits: usize,
    pub image_hash: ImageHash,
}

/// Names of the manifest's OIDs for the log.
pub const OIDS: [(&str, &str); 2] = [
    ("1.2.840.113549.1.1.11", "sha256WithRSAEncryption"),
    ("1.2.840.10045.4.3.3", "ecdsa-with-SHA384"),
];

impl Settings {
    pub fn load() -> Settings {
        toml::from_str(include_str!("../updater.toml")).expect("updater.toml")
    }

    /// Names shown by `--describe`.
    pub fn describe(&self) -> &'static str {
        "aes-cbc images, rsa manifests"
    }
}
