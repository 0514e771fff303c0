use serde::Deserialize;

/// Settings of the agent. A missing `index` is what desktops before 0.5 wrote.
#[derive(Debug, Deserialize)]
pub struct Config {
    #[serde(default = "default_index")]
    pub index: String,
    #[serde(default)]
    pub passphrase: Passphrase,
}

#[derive(Debug, Deserialize)]
#[serde(default)]
pub struct Passphrase {
    pub rounds: usize,
    pub key_len: usize,
}

impl Default for Passphrase {
    fn default() -> Self {
        Self { rounds: 100_000, key_len: 32 }
    }
}

fn default_index() -> String {
    String::from("md5")
}

impl Config {
    pub fn load(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}
