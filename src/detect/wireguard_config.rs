//! WireGuard configurations: wg(8), wg-quick(8), systemd.netdev(5), NetworkManager.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::{Detector, Input, Peek, Sink, bare_key, sha256};
use crate::model::{
    Asset, Evidence, Finding, Material, MaterialKind, Offer, OfferRole, Protocol, ProtocolKind,
    UnknownReason,
};
use crate::registry;

/// Finds WireGuard configurations.
pub const DETECTOR: Detector = Detector {
    id: "wireguard-config",
    title: "WireGuard configurations and keys",
    about: "Files with the sections of wg(8) and wg-quick(8) (`[Interface]`, `[Peer]`), systemd.netdev(5) (`[WireGuard]`, \
            `[WireGuardPeer]`) or NetworkManager (`[wireguard]`, `[wireguard-peer.KEY]`), and a key in them: the \
            protocol with its fixed algorithms and how many peers have a preshared key, peers' public keys, the \
            private key and preshared keys by presence. Keys that a file refers to are inputs of their own.",
    anchors: &["PrivateKey", "PublicKey", "[wireguard"],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    let sections = ["[Interface]", "[Peer]", "[WireGuard]", "[wireguard]"];
    peek.anchored
        && sections.iter().any(|name| memchr::memmem::find(peek.head, name.as_bytes()).is_some())
}

/// Lines that are read; a server with a peer for every client has three a peer.
const LINES: usize = 1_000_000;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    // A manual that shows one is none.
    if !begins_with_a_section(input.bytes) {
        return;
    }
    let mut read = Configuration::default();
    let mut offset = 0;
    for (number, line) in (1_u32..).zip(input.bytes.split(|byte| *byte == b'\n')).take(LINES) {
        let place = (offset as u64, Some(number));
        offset += line.len() + 1;
        if let Ok(line) = std::str::from_utf8(line) {
            read.line(line.trim(), place, input.path, sink);
        }
    }
    read.report(sink);
}

/// Whether nothing but comments stands before the first section.
fn begins_with_a_section(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let lines = text.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii);
    let mut first = lines.filter(|line| !line.is_empty() && !line.starts_with(b"#"));
    first.find(|line| !line.starts_with(b";")).is_some_and(|line| line.starts_with(b"["))
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Section {
    Interface,
    Peer,
    #[default]
    Other,
}

#[derive(Default)]
struct Configuration {
    section: Section,
    place: Option<(u64, Option<u32>)>,
    peers: u32,
    preshared: u32,
}

impl Configuration {
    fn line(&mut self, line: &str, place: (u64, Option<u32>), path: &str, sink: &mut Sink) {
        if let Some(name) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            self.section = match name {
                "Interface" | "WireGuard" | "wireguard" => Section::Interface,
                "Peer" | "WireGuardPeer" => Section::Peer,
                _ if name.starts_with("wireguard-peer.") => Section::Peer,
                _ => Section::Other,
            };
            // NetworkManager names a peer by its key.
            if let Some(key) = name.strip_prefix("wireguard-peer.") {
                self.peer(key, place, sink);
            }
            return;
        }
        let Some((name, value)) = line.split_once('=') else { return };
        // wg(8) takes names in any case.
        match (self.section, name.trim().to_ascii_lowercase().as_str()) {
            (Section::Interface, "privatekey" | "private-key") => {
                self.private(value.trim(), place, sink);
            }
            (Section::Peer, "publickey" | "public-key") => self.peer(value.trim(), place, sink),
            (Section::Peer, "presharedkey" | "preshared-key") => {
                self.shared(value.trim(), place, path, sink);
            }
            _ => {}
        }
    }

    fn private(&mut self, value: &str, place: (u64, Option<u32>), sink: &mut Sink) {
        let Some(key) = key(value, place, sink) else { return };
        self.place.get_or_insert(place);
        let (kind, name) = (MaterialKind::PrivateKey, "X25519 private key");
        // 256 random bits, which no search finds again from a digest.
        let print = sha256(&[b"WireGuard private key", &key[..]].concat());
        let material = Material::new(kind, name, "WireGuard", print);
        let algorithm = registry::by_name("X25519");
        let asset = Asset::RelatedCryptoMaterial(Material { algorithm, ..material });
        sink.found(configured(asset, place));
    }

    fn peer(&mut self, value: &str, place: (u64, Option<u32>), sink: &mut Sink) {
        let public = key(value, place, sink).and_then(|key| bare_key::octets("X25519", &key));
        let Some(public) = public else { return };
        self.place.get_or_insert(place);
        self.peers += 1;
        let finding = public.seen(DETECTOR.id, None, place);
        sink.found(finding.evidence(Evidence::Configured).note("WireGuard peer"));
    }

    fn shared(&mut self, value: &str, place: (u64, Option<u32>), path: &str, sink: &mut Sink) {
        if key(value, place, sink).is_none() {
            return;
        }
        self.preshared += 1;
        let (kind, name) = (MaterialKind::SecretKey, "WireGuard preshared key");
        // By its place: nothing says that it is random.
        let print = sha256(format!("WireGuard preshared key {path} {}", place.0).as_bytes());
        let mut material = Material::new(kind, name, "WireGuard", print);
        material.size_bits = Some(256);
        sink.found(configured(Asset::RelatedCryptoMaterial(material), place));
    }

    /// The protocol, whose algorithms are fixed (the Noise construction `IKpsk2_25519_ChaChaPoly_BLAKE2s`).
    fn report(self, sink: &mut Sink) {
        let Some(place) = self.place else { return };
        let offers = [
            (OfferRole::KeyExchange, "Curve25519", "X25519"),
            (OfferRole::Cipher, "ChaCha20Poly1305", "ChaCha20-Poly1305"),
        ];
        let offers = offers.into_iter().filter_map(|(role, name, algorithm)| {
            Some(Offer { role, name: name.to_owned(), algorithm: registry::by_name(algorithm)? })
        });
        let protocol = Protocol {
            protocol: ProtocolKind::Other,
            name: "WireGuard".to_owned(),
            version: None,
            offers: offers.collect(),
            cipher_suites: Vec::new(),
            settings: vec![
                ("peers".to_owned(), self.peers.to_string()),
                ("peers with a preshared key".to_owned(), self.preshared.to_string()),
            ],
        };
        sink.found(configured(Asset::Protocol(protocol), place));
    }
}

fn configured(asset: Asset, place: (u64, Option<u32>)) -> Finding {
    Finding::new(DETECTOR.id, asset, place.0, place.1).evidence(Evidence::Configured)
}

/// 32 octets in base64; a placeholder or variable is none, and other base64 is damaged.
fn key(value: &str, place: (u64, Option<u32>), sink: &mut Sink) -> Option<Vec<u8>> {
    let value = value.split([' ', '\t', '#', ';']).next().unwrap_or_default();
    let is_base64 = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=');
    let key = STANDARD.decode(value).ok().filter(|key| key.len() == 32);
    if key.is_none() && value.len() >= 40 && value.bytes().all(is_base64) {
        let detail = "a WireGuard key that is not 32 octets in base64";
        sink.unknown(DETECTOR.id, UnknownReason::Malformed, place.0, place.1, detail);
    }
    key
}
