use serde::Deserialize;

/// Sizes of keys are given in blocks of this many bits.
pub const BLOCK: usize = 8 * 256;

#[derive(Debug, Deserialize)]
pub struct Waybill {
    #[serde(default = "default_bits")]
    pub key_bits: usize,
    pub copies: u8,
}

fn default_bits() -> usize {
    BLOCK
}

#[derive(Debug, Deserialize)]
pub struct Settings {
    pub waybill: Waybill,
}

impl Settings {
    pub fn load() -> Settings {
        toml::from_str(include_str!("../config/ferry.toml")).expect("ferry.toml")
    }
}

/// One quay and the clerk who loads there.
#[derive(Clone, Debug)]
pub struct Quay {
    pub name: &'static str,
    pub lock_bits: usize,
    pub night: bool,
}

impl Default for Quay {
    fn default() -> Self {
        Quay { name: "main", lock_bits: 2 * BLOCK, night: false }
    }
}

/// `des` is the descending order of the berth list.
pub const ORDERS: [&str; 2] = ["asc", "des"];
