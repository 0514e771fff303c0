//! What a configuration says of a protocol that is not TLS, gathered into one asset.

use super::tls_settings::Place;
use crate::model::{Algorithm, Asset, Evidence, Finding, Offer, OfferRole, Protocol, ProtocolKind};

/// Places that one asset names, and settings that it has.
const MOST: usize = 500;
/// Longest value that is kept, in characters.
const LONGEST: usize = 1_500;

/// Settings of one protocol, while they are read.
pub struct ProtocolSettings {
    protocol: Protocol,
    places: Vec<Place>,
}

impl ProtocolSettings {
    /// Settings of what is called `name` for people.
    pub fn new(name: &str) -> Self {
        let protocol = Protocol {
            protocol: ProtocolKind::Other,
            name: shown(name, 200),
            version: None,
            offers: Vec::new(),
            cipher_suites: Vec::new(),
            settings: Vec::new(),
        };
        Self { protocol, places: Vec::new() }
    }

    /// A fact beside the directives.
    pub fn say(&mut self, keyword: &str, text: &str) {
        if self.protocol.settings.len() < MOST {
            self.protocol.settings.push((shown(keyword, 200), shown(text, LONGEST)));
        }
    }

    /// A directive with its value, at its place.
    pub fn set(&mut self, place: Place, value: &str) {
        self.say(&place.keyword, value);
        self.stands(place);
    }

    /// Where something was read.
    pub fn stands(&mut self, place: Place) {
        if !self.places.contains(&place) && self.places.len() < MOST {
            self.places.push(place);
        }
    }

    /// The versions of the protocol.
    pub fn version(&mut self, version: impl Into<String>) {
        self.protocol.version = Some(version.into());
    }

    /// An algorithm that is offered or accepted; each once.
    pub fn offer(&mut self, role: OfferRole, name: &str, algorithm: Algorithm) {
        let offers = &mut self.protocol.offers;
        let is_known = offers.iter().any(|offer| offer.role == role && offer.name == name);
        if !is_known && offers.len() < MOST {
            offers.push(Offer { role, name: name.to_owned(), algorithm });
        }
    }

    /// Whether no directive was read.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// The asset at the place of its first directive, with a note of all of them.
    pub fn finding(mut self, detector: &'static str) -> Finding {
        self.protocol.settings.sort();
        self.protocol.settings.dedup();
        self.places.sort_by_key(|place| place.offset);
        let (line, offset) = self.places.first().map_or((1, 0), |place| (place.line, place.offset));
        let note = self.places.iter().map(|place| {
            let keyword = shown(&place.keyword, 200);
            format!("{keyword} line {}", place.line)
        });
        Finding::new(detector, Asset::Protocol(self.protocol), offset, Some(line))
            .evidence(Evidence::Configured)
            .note(note.collect::<Vec<_>>().join(", "))
    }
}

/// One line, bounded.
fn shown(text: &str, longest: usize) -> String {
    text.chars().filter(|char| !char.is_control()).take(longest).collect()
}
