use serde::Deserialize;

#[derive(Deserialize, Clone)]
pub struct Config {
    pub gate: Gate,
    pub flour: Flour,
}

#[derive(Deserialize, Clone)]
pub struct Gate {
    pub listen: String,
    pub token: jsonwebtoken::Algorithm,
}

#[derive(Deserialize, Clone)]
pub struct Flour {
    pub digest: String,
    pub rsa_bits: u32,
}

impl Config {
    pub fn load() -> anyhow::Result<Self> {
        Ok(toml::from_str(include_str!("../config.toml"))?)
    }
}

/// How the sluice is closed.
#[derive(Clone, Copy, Default)]
pub enum Sluice {
    Night,
    #[default]
    Flood,
}
