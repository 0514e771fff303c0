//! Settings of a lighthouse; `description` is shown to the keeper.
use serde::Deserialize;
use sha2::{Digest, Sha256, Sha384};

pub const MODULUS: usize = 3 * 1024;
pub const LABELS: [&str; 3] = ["des", "aes", "rsa"];

#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
pub enum Lamp {
    Main,
    Spare,
}

impl Default for Lamp {
    fn default() -> Self {
        Lamp::Main
    }
}

pub trait Profile {
    type Hash: Digest;
    const INFO: &'static [u8] = b"lighthouse";
}

pub struct Coast;
pub struct Island;

impl Profile for Coast {
    type Hash = Sha384;
}

impl Profile for Island {
    type Hash = Sha256;
    const INFO: &'static [u8] = b"island";
}

#[derive(Deserialize)]
pub struct Tls {
    #[serde(default = "minimum")]
    pub minimum: String,
    #[serde(default)]
    pub insecure: bool,
}

fn minimum() -> String {
    "1.3".to_owned()
}

pub fn load() -> Tls {
    toml::from_str(include_str!("../lighthouse.toml")).expect("settings")
}
