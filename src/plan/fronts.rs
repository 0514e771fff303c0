//! Proxies that are in front of a server already.
//!
//! What is behind a proxy stays as it is, so that nothing of its own tells whether the proxy is there. The configuration of the
//! proxy does, where it forwards what it accepts with a hybrid to the address that the server listens at; and so do endpoints of the
//! system that were asked, when all of them negotiate a hybrid that no configuration behind them offers.

use super::change::offers_resistant_key_exchange;
use super::tally::Tally;
use crate::assess::Holding;
use crate::model::{Asset, AssetId, Evidence, ProtocolKind};

/// Settings that say where a server listens, as far as its name does not.
const LISTENS: [&str; 6] = ["accept", "address", "bind", "listen", "port", "virtualhost"];

/// One end of a protocol.
#[derive(Clone, Debug)]
pub(super) struct End {
    protocol: ProtocolKind,
    is_hybrid: bool,
    /// A peer was seen or asked: what it does is not what a file says.
    is_observed: bool,
    listens: Vec<Address>,
    forwards: Vec<Address>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Address {
    /// Empty where every address of the host is meant.
    host: String,
    port: u16,
}

impl End {
    pub(super) fn of(holding: &Holding) -> Option<Self> {
        let Asset::Protocol(protocol) = &holding.asset else { return None };
        let places = || holding.occurrences.iter().map(|found| &found.occurrence);
        let said = protocol.settings.iter().filter(|(name, _)| {
            let last = name.rsplit([' ', '.']).next().unwrap_or_default();
            LISTENS.contains(&last.to_ascii_lowercase().as_str())
        });
        let listens =
            said.flat_map(|(_, value)| value.split([' ', ',', '"'])).filter_map(Address::of);
        let named = protocol.name.split([' ', ',']).collect::<Vec<_>>();
        let named = named.windows(2).filter_map(|pair| match pair {
            ["port", port] => Address::of(port),
            [_, word] if word.contains(':') => Address::of(word),
            _ => None,
        });
        Some(Self {
            protocol: protocol.protocol,
            is_hybrid: offers_resistant_key_exchange(holding),
            is_observed: places().any(|place| place.evidence == Evidence::Negotiated),
            listens: listens.chain(named).collect(),
            forwards: places()
                .flat_map(|place| place.forwards_to())
                .filter_map(Address::of)
                .collect(),
        })
    }
}

impl Address {
    fn of(text: &str) -> Option<Self> {
        let (host, port) = text.rsplit_once(':').unwrap_or(("", text));
        let port = port.parse().ok().filter(|port| *port > 0)?;
        let is_any = matches!(host, "*" | "0.0.0.0" | "[::]" | "::" | "_default_");
        Some(Self { host: if is_any { String::new() } else { host.to_ascii_lowercase() }, port })
    }

    /// Whether a server that listens at `self` may be what `to` names. A name may be that of any address.
    fn meets(&self, to: &Self) -> bool {
        let is_number =
            |host: &str| host.trim_matches(['[', ']']).parse::<std::net::IpAddr>().is_ok();
        let is_told = is_number(&self.host) && is_number(&to.host);
        self.port == to.port && (!is_told || self.host == to.host)
    }
}

impl Tally {
    /// What is in front of a configuration, with a hybrid.
    pub(super) fn front_of(&self, id: AssetId) -> Option<AssetId> {
        let own = self.ends.get(&id)?;
        let hybrids = self
            .ends
            .iter()
            .filter(|(other, end)| **other != id && end.is_hybrid && end.protocol == own.protocol);
        let forwards =
            |end: &End| end.forwards.iter().any(|to| own.listens.iter().any(|at| at.meets(to)));
        let mut proxies = hybrids.filter(|(_, end)| forwards(end)).map(|(other, _)| *other);
        proxies.next().or_else(|| {
            let of_protocol = self.ends.iter().filter(|(_, end)| end.protocol == own.protocol);
            let mut asked = of_protocol.filter(|(_, end)| end.is_observed).peekable();
            let first = asked.peek().map(|(other, _)| **other)?;
            (!own.is_observed && asked.all(|(_, end)| end.is_hybrid)).then_some(first)
        })
    }

    /// Whether something in the system forwards what it accepts with a hybrid.
    pub(super) fn has_front(&self) -> bool {
        self.ends.values().any(|end| end.is_hybrid && (end.is_observed || !end.forwards.is_empty()))
    }
}
