//! From what a probe saw of a TLS server to one protocol asset: versions, suites, groups and signature schemes in the
//! server's order, and one word for every property.

use super::quantum_property::Property;
use super::tls_observation::{Asked, Observation, Outcome, Question};
use crate::model::{Algorithm, CipherSuite, Offer, OfferRole, Protocol, ProtocolKind};
use crate::registry::{self, CodePoint, Suite};
use crate::wire::quic;
use crate::wire::tls::{
    ClientHello, ExplicitDh, ServerHello, ServerKeyExchange, Share, Version, alert_name,
    is_as_offered, kind, ssl2_suite,
};
use crate::wire::transcript::Service;

/// Whose order counts, where the server takes what the client prefers.
const THE_CLIENT: &str = "the client's";

/// The protocol asset, and properties that are not known.
pub struct Endpoint {
    /// The asset.
    pub protocol: Protocol,
    /// Property and reason.
    pub unknown: Vec<(String, String)>,
}

/// Draws up what was seen. `leaves` are the algorithms of the keys that the server's own certificates carry.
pub fn endpoint(service: Service, seen: &Observation<'_>, leaves: &[Algorithm]) -> Endpoint {
    let mut drawn = Drawn::new(seen);
    drawn.versions();
    drawn.suites();
    drawn.groups();
    drawn.shares();
    drawn.schemes();
    drawn.classes(leaves);
    drawn.habits();
    drawn.finish(service)
}

struct Drawn<'a> {
    seen: &'a Observation<'a>,
    versions: Vec<Version>,
    suites: Vec<&'static Suite>,
    cipher_suites: Vec<CipherSuite>,
    offers: Vec<Offer>,
    properties: Vec<(String, String)>,
    unknown: Vec<(String, String)>,
}

impl<'a> Drawn<'a> {
    const fn new(seen: &'a Observation<'a>) -> Self {
        Self {
            seen,
            versions: Vec::new(),
            suites: Vec::new(),
            cipher_suites: Vec::new(),
            offers: Vec::new(),
            properties: Vec::new(),
            unknown: Vec::new(),
        }
    }

    fn say(&mut self, property: impl Into<String>, value: impl Into<String>) {
        self.properties.push((property.into(), value.into()));
    }

    fn not_known(&mut self, property: impl Into<String>, why: &str) {
        let property = property.into();
        self.say(property.clone(), format!("unknown: {why}"));
        self.unknown.push((property, why.to_owned()));
    }

    fn versions(&mut self) {
        for version in self.seen.family.versions.iter().copied() {
            match self.seen.version(version) {
                None => self.say(version.to_string(), Property::NotTested.to_string()),
                Some(Ok(false)) => self.say(version.to_string(), Property::NotOffered.to_string()),
                Some(Err(why)) => self.not_known(version.to_string(), &why),
                Some(Ok(true)) => {
                    self.say(version.to_string(), "offered");
                    self.versions.push(version);
                }
            }
        }
    }

    fn suites(&mut self) {
        for version in self.versions.clone().into_iter().rev() {
            if version == Version::SSL_2 {
                self.suites_of_ssl2();
                continue;
            }
            let chosen = |question: &Question<'_>| {
                let hello =
                    question.chosen().filter(|hello| hello.selected_version() == version)?;
                question.hello.as_ref()?.suites.contains(&hello.suite).then_some(hello.suite)
            };
            let asked = Asked::until_no(self.seen.of(format!("tls suites {version}")), chosen);
            for code in asked.values() {
                self.suite(*code);
            }
            if let Some(why) = asked.open() {
                self.not_known(format!("cipher suites of {version}"), why);
            }
            self.order(
                &format!("tls suites {version}"),
                &format!("suite order of {version}"),
                asked.values(),
                |hello| Some(hello.suite),
                |hello| hello.suites.clone(),
            );
        }
    }

    /// What handshakes with one share each show of a server that never asks for another one.
    fn shares(&mut self) {
        let seen = self.seen;
        let hellos = seen.of("tls key shares TLS 1.3").filter_map(Question::chosen);
        let chosen =
            hellos.filter_map(|hello| Some((hello.suite, hello.group()?))).collect::<Vec<_>>();
        for (suite, group) in &chosen {
            self.suite(*suite);
            self.offer_group(*group);
        }
        if !chosen.is_empty() {
            let why = "the server asks for no other share: those that y2q computes were tried";
            self.not_known("groups of TLS 1.3", why);
            self.not_known("cipher suites of TLS 1.3", why);
        }
    }

    fn suite(&mut self, code: u16) {
        let [high, low] = code.to_be_bytes();
        let known = registry::tls_cipher_suite(code);
        let name = known.map_or_else(|| format!("0x{code:04X}"), |suite| suite.name.to_owned());
        if self.cipher_suites.iter().all(|suite| suite.name != name) {
            let identifiers = vec![format!("0x{high:02X}"), format!("0x{low:02X}")];
            self.cipher_suites.push(CipherSuite { name, identifiers });
            self.suites.extend(known);
        }
    }

    fn suites_of_ssl2(&mut self) {
        for question in &self.seen.questions {
            let Outcome::Ssl2(hello) = &question.outcome else { continue };
            for code in &hello.suites {
                let name = ssl2_suite(*code)
                    .map_or_else(|| format!("0x{code:06X}"), |suite| suite.name.to_owned());
                if self.cipher_suites.iter().all(|suite| suite.name != name) {
                    self.cipher_suites.push(CipherSuite { name, identifiers: Vec::new() });
                }
            }
        }
    }

    /// Whose order counts: the server's, where it took values in another order than that of the offer; else a question
    /// tells, which offers what the server took first at the end.
    fn order(
        &mut self,
        purpose: &str,
        property: &str,
        taken: &[u16],
        chosen: impl Fn(&ServerHello) -> Option<u16>,
        offered: impl Fn(&ClientHello) -> Vec<u16>,
    ) {
        let first = self.seen.of(purpose).next().and_then(|question| question.hello.as_ref());
        let of_order =
            purpose.replacen("groups", "group order", 1).replacen("suites", "suite order", 1);
        let is_client = match self.seen.of(of_order).next() {
            Some(question) => {
                let (Some(hello), Some(asked)) = (question.chosen(), &question.hello) else {
                    return;
                };
                chosen(hello) == offered(asked).first().copied()
            }
            None if first.is_some_and(|hello| !is_as_offered(&offered(hello), taken)) => false,
            None => return,
        };
        let whose = if is_client { THE_CLIENT } else { "the server's" };
        self.say(property.to_owned(), whose);
    }

    fn groups(&mut self) {
        let (newest, older) = (self.seen.family.newest, self.seen.family.older);
        let asked = |version| self.seen.of(format!("tls groups {version}"));
        let of_13 = Asked::until_no(asked(newest), |question| {
            let group = question.chosen()?.group()?;
            question.hello.as_ref()?.groups().contains(&group).then_some(group)
        });
        let of_12 = Asked::until_no(asked(older), |question| match question.exchanged()?.share {
            Share::Group(group) => Some(group),
            _ => None,
        });
        for group in of_13.values().iter().chain(of_12.values()) {
            self.offer_group(*group);
        }
        for (asked, version) in [(&of_13, newest), (&of_12, older)] {
            if let Some(why) = asked.open() {
                self.not_known(format!("groups of {version}"), why);
            }
        }
        self.order(
            &format!("tls groups {newest}"),
            &format!("group order of {newest}"),
            of_13.values(),
            ServerHello::group,
            ClientHello::groups,
        );
        for dh in self.seen.finite_fields() {
            let (name, algorithm) = finite_field(&dh);
            self.offer(OfferRole::KeyExchange, &name, algorithm);
        }
        let exchanges = self.suites.iter().filter_map(|suite| suite.parts().key_exchange);
        // What groups and parameters do not say: key transport, pre-shared keys, curves of other versions.
        for (name, algorithm) in exchanges.collect::<Vec<_>>() {
            let is_shown = match name {
                "ECDHE" => !of_12.values().is_empty(),
                "DHE" => !self.seen.finite_fields().is_empty(),
                _ => false,
            };
            if is_shown {
                continue;
            }
            let shown = if name == "ECDHE" { self.curves_seen() } else { Vec::new() };
            if shown.is_empty() {
                self.offer(OfferRole::KeyExchange, name, algorithm);
            }
            for group in shown {
                self.offer_group(group);
            }
        }
    }

    /// Curves of ECDHE in whatever was asked.
    fn curves_seen(&self) -> Vec<u16> {
        let exchanges = self.seen.questions.iter().filter_map(Question::exchanged);
        let of = |exchange: ServerKeyExchange| match exchange.share {
            Share::Group(group) => Some(group),
            _ => None,
        };
        exchanges.filter_map(of).collect()
    }

    fn offer_group(&mut self, code: u16) {
        let (name, algorithm) = named(code, registry::tls_groups(), registry::tls_group(code));
        self.offer(OfferRole::KeyExchange, &name, algorithm);
    }

    fn schemes(&mut self) {
        let newest = self.seen.family.newest;
        for version in [newest, self.seen.family.older] {
            let purpose = format!("tls certificates {version}");
            let shares = self.seen.of(format!("tls key shares {version}"));
            let asked = Asked::until_no(self.seen.of(purpose).chain(shares), Question::scheme);
            for code in asked.values() {
                let known = registry::tls_signature_scheme(*code);
                let (name, algorithm) = named(*code, registry::tls_signature_schemes(), known);
                self.offer(OfferRole::Signature, &name, algorithm);
            }
            if let Some(why) = asked.open() {
                self.not_known(format!("signature schemes of {version}"), why);
            } else if asked == Asked::NotTested
                && self.versions.contains(&version)
                && version == newest
            {
                let why = "the server takes no group or no suite that y2q computes";
                self.not_known(format!("certificates of {version}"), why);
            }
        }
        let signers = self.suites.iter().filter_map(|suite| suite.parts().authentication);
        for (name, algorithm) in signers.collect::<Vec<_>>() {
            if !self.offers.iter().any(|offer| offer.role == OfferRole::Signature) {
                self.offer(OfferRole::Signature, name, algorithm);
            }
        }
        let parts = self.suites.iter().map(|suite| suite.parts()).collect::<Vec<_>>();
        for (name, algorithm) in parts.iter().filter_map(|parts| parts.cipher.clone()) {
            self.offer(OfferRole::Cipher, name, algorithm);
        }
        for (name, algorithm) in parts.iter().filter_map(|parts| parts.mac.clone()) {
            self.offer(OfferRole::Mac, name, algorithm);
        }
    }

    fn offer(&mut self, role: OfferRole, name: &str, algorithm: Algorithm) {
        if !self.offers.iter().any(|offer| offer.role == role && offer.name == name) {
            self.offers.push(Offer { role, name: name.to_owned(), algorithm });
        }
    }

    /// Against a quantum computer: the best that the server has, what it takes first, and what falls.
    fn classes(&mut self, leaves: &[Algorithm]) {
        let is_exchange = |offer: &&Offer| offer.role == OfferRole::KeyExchange;
        let offers = self.offers.clone();
        let exchanges = offers.iter().filter(is_exchange);
        let exchanges = exchanges.map(|offer| offer.algorithm.clone()).collect::<Vec<_>>();
        let open = ["groups", "TLS", "DTLS", "cipher"];
        self.class("key exchange", &exchanges, &open);
        let is_left = |(name, whose): &(String, String)| {
            name.starts_with("group order") && whose == THE_CLIENT
        };
        if self.properties.iter().any(is_left) {
            self.say("key exchange, preferred", "left to the client");
        } else if let Some(first) = offers.iter().find(is_exchange) {
            let property = Property::of([&first.algorithm]);
            self.say("key exchange, preferred", format!("{property} ({})", first.name));
        }
        self.class("authentication", leaves, &["certificates", "signature"]);
    }

    /// `open` begin the properties on which this one depends: while one of them is not known, something better may be
    /// there.
    fn class(&mut self, property: &str, offered: &[Algorithm], open: &[&str]) {
        let is_open = |(name, _): &(String, String)| open.iter().any(|word| name.starts_with(word));
        let best = Property::of(offered);
        match &best {
            Property::ClassicalOnly | Property::LegacyDraft if self.unknown.iter().any(is_open) => {
                self.not_known(property, "not all that was asked was answered");
            }
            Property::NotOffered if self.versions.is_empty() => {
                self.not_known(property, "no version was agreed on");
            }
            Property::NotOffered => self.not_known(property, "nothing of it was seen"),
            Property::Unknown(why) => self.not_known(property, why),
            best => self.say(property, best.to_string()),
        }
        if best != Property::ClassicalOnly && Property::has_classical(offered) {
            self.say(format!("{property}, without quantum resistance"), "accepted too");
        }
    }

    /// What else the server does.
    fn habits(&mut self) {
        let lists = self.seen.of("quic versions");
        if let Some(list) = lists.filter_map(|one| quic::versions(&one.exchange.messages)).next() {
            let is_reserved = |version: &u32| version & 0x0F0F_0F0F == 0x0A0A_0A0A;
            let names = list.into_iter().filter(|version| !is_reserved(version)).take(50);
            let names = names.map(quic::version_name).collect::<Vec<_>>();
            self.say("versions of QUIC", names.join(", "));
        }
        let protocols = self.seen.application_protocols();
        if !protocols.is_empty() {
            self.say("application protocol", protocols.join(", "));
        } else if self.seen.of("tls application protocols").next().is_some() {
            self.say("application protocol", "none chosen");
        }
        self.tickets();
        let older = |question: &&Question<'_>| {
            let version = question.chosen().map(ServerHello::selected_version);
            version.is_some_and(|version| version.in_stream() < Version::TLS_1_3)
        };
        let hellos = self.seen.questions.iter().filter(older).filter_map(Question::chosen);
        if let Some(hello) = hellos.max_by_key(|hello| hello.selected_version()) {
            let hello = hello.clone();
            for (number, name) in [
                (kind::RENEGOTIATION_INFO, "secure renegotiation"),
                (kind::EXTENDED_MASTER_SECRET, "extended master secret"),
                (kind::ENCRYPT_THEN_MAC, "encrypt then MAC"),
                (kind::SESSION_TICKET, "session tickets"),
            ] {
                let has = hello.extension(number).is_some();
                self.say(name, if has { "offered" } else { "not offered" });
            }
            self.say(
                "session ids",
                if hello.session_id.is_empty() { "not offered" } else { "offered" },
            );
            self.say("compression", if hello.compression == 0 { "not offered" } else { "offered" });
            if self.versions.contains(&self.seen.family.newest) {
                let marked = hello.has_downgrade_mark();
                self.say("downgrade mark", if marked { "set" } else { "not set" });
            }
        }
        if let Some(question) = self.seen.of("tls fallback").next() {
            let word = match &question.outcome {
                // inappropriate_fallback (RFC 7507 §3)
                Outcome::Refused(Some(86)) => "refused".to_owned(),
                Outcome::Chose(_) => "taken".to_owned(),
                Outcome::Refused(alert) => {
                    let name = alert.and_then(alert_name).unwrap_or("no word");
                    format!("refused with {name}")
                }
                Outcome::Unknown(why) => format!("unknown: {why}"),
                Outcome::Ssl2(_) => return,
            };
            self.say("fallback to a lower version", word);
        }
        if self.seen.questions.iter().any(Question::asks_for_certificate) {
            self.say("client certificate", "asked for");
        }
    }

    /// The first ticket of TLS 1.3, where the handshake was gone through with. Its lifetime may be another each time, and is
    /// no property.
    fn tickets(&mut self) {
        let name = format!("session tickets of {}", self.seen.family.newest);
        let shown = self.seen.questions.iter();
        let Some(ticket) = shown.flat_map(|one| one.revealed("session ticket")).next() else {
            return;
        };
        let Some(early) = ticket.last_chunk() else {
            return self.say(name, "none before a request");
        };
        self.say(name, "offered");
        let early = u32::from_be_bytes(*early);
        let taken = if early == 0 { "not offered".into() } else { format!("{early} octets") };
        self.say("early data", taken);
    }

    fn finish(mut self, service: Service) -> Endpoint {
        let name = match service {
            Service::Tls => "TLS server".to_owned(),
            Service::Dtls => "DTLS server".to_owned(),
            Service::Quic => "QUIC server".to_owned(),
            other => format!("TLS server ({})", format!("{other:?}").to_ascii_uppercase()),
        };
        let plain = |version: &Version| {
            let text = version.to_string();
            text.strip_prefix("TLS ").map_or(text.clone(), str::to_owned)
        };
        let versions = self.versions.iter().map(plain).collect::<Vec<_>>();
        self.properties.sort();
        let protocol = Protocol {
            protocol: ProtocolKind::Tls,
            name,
            version: (!versions.is_empty()).then(|| versions.join(", ")),
            offers: self.offers,
            cipher_suites: self.cipher_suites,
            settings: self.properties,
        };
        Endpoint { protocol, unknown: self.unknown }
    }
}

fn named(
    code: u16,
    mut points: impl Iterator<Item = &'static CodePoint>,
    known: Option<Algorithm>,
) -> (String, Algorithm) {
    let name = points.find(|point| point.code == code).map(|point| point.name.to_owned());
    let name = name.unwrap_or_else(|| format!("0x{code:04X}"));
    let algorithm = known.unwrap_or_else(|| Algorithm::verbatim(&name, None));
    (name, algorithm)
}

/// Parameters by the name of their group where the prime is of RFC 7919 or RFC 3526: those of one document have the same
/// beginning and end, and differ in size.
fn finite_field(dh: &ExplicitDh) -> (String, Algorithm) {
    const GROUPS: [(&str, [u8; 8]); 2] = [
        ("ffdhe", [0xAD, 0xF8, 0x54, 0x58, 0xA2, 0xBB, 0x4A, 0x9A]),
        ("modp", [0xC9, 0x0F, 0xDA, 0xA2, 0x21, 0x68, 0xC2, 0x34]),
    ];
    let bits = dh.bits();
    let is_framed = |middle: [u8; 8]| {
        dh.prime.starts_with(&[[0xFF; 8], middle].concat()) && dh.prime.ends_with(&[0xFF; 8])
    };
    let known = GROUPS.into_iter().filter(|(_, middle)| is_framed(*middle) && dh.generator == [2]);
    for (stem, _) in known {
        let name = format!("{stem}{bits}");
        if let Some(algorithm) = registry::by_name(&name) {
            return (name, algorithm);
        }
    }
    let name = format!("DHE {bits}");
    let algorithm = registry::by_name(&format!("DH-{bits}"));
    (name.clone(), algorithm.unwrap_or_else(|| Algorithm::verbatim(&name, None)))
}
