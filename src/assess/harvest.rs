//! What of the traffic in captures can be read later by whoever recorded it, by server and tier of the data.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Holding;
use crate::model::{Asset, DataTier, Evidence, Offer, OfferRole};
use crate::registry;
use crate::wire::traffic::Traffic;

/// What the key exchange of recorded sessions means for who recorded them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// The key exchange rests on the server's long-lived key: who breaks or gets that one key reads every session.
    OneKey,
    /// Each session has keys of its own, which a quantum computer can compute from what was recorded, one session at a time.
    EachSession,
    /// A part of the key exchange withstands a quantum computer, as far as is known.
    Withstands,
    /// The capture does not show the key exchange, or the registry does not know it.
    Unknown,
}

impl Fate {
    /// Every one, worst first.
    pub const ALL: [Self; 4] = [Self::OneKey, Self::EachSession, Self::Unknown, Self::Withstands];

    /// In words, with what it rests on.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::OneKey => {
                "readable later, all sessions with one key (RSA key transport or static Diffie-Hellman, RFC 5246 §7.4.7.1, §8.1.2)"
            }
            Self::EachSession => {
                "readable later, session by session (key agreement that falls to Shor's algorithm)"
            }
            Self::Unknown => "not known (the key exchange is not in the capture, or not known)",
            Self::Withstands => {
                "not readable later, as far as is known (post-quantum or hybrid key exchange)"
            }
        }
    }

    fn of(exchanges: &[&Offer]) -> Self {
        let [exchange] = exchanges else { return Self::Unknown };
        let algorithm = &exchange.algorithm;
        // Static Diffie-Hellman is in the certificate, as the key of RSA is (RFC 5246 §8.1.2, RFC 4492 §2.1).
        let is_static = matches!(exchange.name.as_str(), "DH" | "ECDH");
        let is_of_rsa = algorithm.name.starts_with("RSA");
        let facts = registry::facts(algorithm);
        match facts.problem {
            registry::Problem::Unknown | registry::Problem::Symmetric => Self::Unknown,
            problem if !problem.falls_to_shor() => Self::Withstands,
            _ if is_of_rsa || is_static => Self::OneKey,
            _ => Self::EachSession,
        }
    }
}

/// Recorded sessions of one server that agreed on the same key exchange.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Harvested {
    /// System id.
    pub system: String,
    /// Tier of the system's data.
    pub tier: DataTier,
    /// Capture and server.
    pub place: String,
    /// Names of the key exchange; empty where it was not seen.
    pub exchange: String,
    /// What that means.
    pub fate: Fate,
    /// Flows in the capture.
    pub flows: u64,
    /// Bytes of TCP or UDP payload of them, as captured.
    pub bytes: u64,
}

/// Collects what was harvested, one holding after the other, in bounded memory.
#[derive(Clone, Debug, Default)]
pub struct Harvest {
    rows: BTreeMap<(Fate, String, String, String), Harvested>,
}

impl Harvest {
    /// Servers and key exchanges that are told apart; what is more is counted together.
    const ROWS: usize = 10_000;

    /// Takes notice of a holding in a system whose data are of `tier`.
    pub fn add(&mut self, holding: &Holding, tier: DataTier) {
        let Asset::Protocol(protocol) = &holding.asset else { return };
        let offers = protocol.offers.iter().filter(|offer| offer.role == OfferRole::KeyExchange);
        let offers = offers.collect::<Vec<_>>();
        let names = offers.iter().map(|offer| offer.name.as_str()).collect::<Vec<_>>().join(", ");
        let fate = Fate::of(&offers);
        for located in &holding.occurrences {
            let occurrence = &located.occurrence;
            let recorded = Traffic::noted(&occurrence.note);
            let Some((flows, bytes)) =
                recorded.filter(|_| occurrence.evidence == Evidence::Negotiated)
            else {
                continue;
            };
            let place = &located.location.path;
            let is_full = self.rows.len() >= Self::ROWS;
            let place = if is_full { "other servers" } else { place.as_str() };
            let exchange = if is_full { "" } else { names.as_str() };
            let key = (fate, holding.system.clone(), place.to_owned(), exchange.to_owned());
            let row = self.rows.entry(key).or_insert_with(|| Harvested {
                system: holding.system.clone(),
                tier,
                place: place.to_owned(),
                exchange: exchange.to_owned(),
                fate,
                flows: 0,
                bytes: 0,
            });
            row.flows += flows;
            row.bytes += bytes;
        }
    }

    /// The rows: by what the recorder can do, then by system and place.
    #[must_use]
    pub fn into_rows(self) -> Vec<Harvested> {
        self.rows.into_values().collect()
    }
}
