use openssl::nid::Nid;

const KIB: usize = 1024;
pub const KEY_BITS: usize = 3 * KIB;

#[derive(Clone, Copy)]
pub enum Level { Low, High }

impl Level {
    pub const fn bits(self) -> u32 {
        match self { Level::Low => 2048, Level::High => 4096 }
    }
    pub fn curve(&self) -> Nid {
        match self {
            Self::Low => Nid::X9_62_PRIME256V1,
            Self::High => Nid::SECP384R1,
        }
    }
}

pub struct Settings { pub bits: usize, pub curve: Nid }

impl Default for Settings {
    fn default() -> Self { Self { bits: 2048, curve: Nid::SECP384R1 } }
}

pub struct SettingsBuilder { curve: Option<Nid>, bits: usize }

impl SettingsBuilder {
    pub fn new() -> Self { Self { curve: None, bits: 2048 } }
    pub fn curve(mut self, curve: Nid) -> Self { self.curve = Some(curve); self }
    pub fn build(self) -> Settings {
        Settings { bits: self.bits, curve: self.curve.unwrap_or(Nid::SECP384R1) }
    }
}
