//! From an overheard handshake of TLS, DTLS or QUIC to what the client offered and what both agreed on.

use super::hex;
use super::quantum_property::Property;
use super::tls_names;
use crate::model::{Algorithm, CipherSuite, Offer, OfferRole, Protocol, ProtocolKind};
use crate::registry;
use crate::wire::overheard::{Overheard, is_grease};
use crate::wire::tls::{
    ClientHello, ServerHello, ServerKeyExchange, Share, Version, alert_name, kind, ssl2_suite,
};
use crate::wire::transcript::Service;

/// Names that one list may have.
const MOST: usize = 500;
/// What a session says that has no key exchange of its own to show.
const RESUMED: &str = "an earlier session goes on";

/// What both sides agreed on; `None` where the server did not say.
pub fn agreed(overheard: &Overheard, service: Service) -> Option<Protocol> {
    if let Some(answer) = &overheard.answer_2 {
        return Some(agreed_in_ssl2(&answer.suites));
    }
    let answer = overheard.answer()?;
    let version = answer.selected_version();
    let suite = registry::tls_cipher_suite(answer.suite);
    let exchange = suite.and_then(|suite| overheard.key_exchange(suite.name, version));
    let mut settings = Vec::new();
    let mut say = |word: &str, text: &str| settings.push((word.to_owned(), text.to_owned()));
    if overheard.is_resumed() {
        say("resumption", RESUMED);
    }
    if is_13(&answer) {
        say("certificate", "encrypted");
    }
    if answer.is_retry() {
        say("retry", "asked for another group; the second hello was not seen");
    }
    if answer.compression != 0 {
        say("compression", if answer.compression == 1 { "DEFLATE" } else { "not registered" });
    }
    let offers = parts(overheard, &answer, exchange.as_ref());
    settings.extend(property(&offers));
    settings.sort();
    Some(Protocol {
        protocol: ProtocolKind::Tls,
        name: session_name(version, service),
        version: Some(version_text(version)),
        offers,
        cipher_suites: vec![named(answer.suite)],
        settings,
    })
}

/// One word for the key exchange; none where it was not seen.
fn property(offers: &[Offer]) -> Option<(String, String)> {
    let exchanges = offers.iter().filter(|offer| offer.role == OfferRole::KeyExchange);
    let property = Property::of(exchanges.map(|offer| &offer.algorithm));
    let is_seen = property != Property::NotOffered;
    is_seen.then(|| ("key exchange".to_owned(), property.to_string()))
}

/// What a log says that both sides agreed on: a version, a suite and a group by their names.
pub fn told(version: &str, suite: &str, curve: Option<&str>, is_resumed: bool) -> Protocol {
    let known = registry::tls_cipher_suite_by_name(suite);
    let is_13 = known.is_some_and(registry::Suite::is_tls13);
    let parts = known.map(registry::Suite::parts).unwrap_or_default();
    let of = |role, (word, algorithm): registry::Part| offer(role, word, algorithm);
    let exchange = match (curve, parts.key_exchange) {
        (Some(curve), _) => Some(offer(OfferRole::KeyExchange, curve, tls_names::group(curve))),
        (None, part) if !is_resumed => part.map(|part| of(OfferRole::KeyExchange, part)),
        (None, _) => None,
    };
    let signature = parts.authentication.filter(|_| !is_resumed);
    let offers = exchange
        .into_iter()
        .chain(signature.map(|part| of(OfferRole::Signature, part)))
        .chain(parts.cipher.map(|part| of(OfferRole::Cipher, part)))
        .chain(parts.mac.map(|part| of(OfferRole::Mac, part)))
        .collect::<Vec<_>>();
    let mut settings = property(&offers).into_iter().collect::<Vec<_>>();
    let mut say = |word: &str, text: &str| settings.push((word.to_owned(), text.to_owned()));
    if is_resumed {
        say("resumption", RESUMED);
    }
    if is_13 {
        say("certificate", "encrypted");
    }
    settings.sort();
    let name = if version.contains(' ') || version.is_empty() {
        format!("{version} session").trim_start().to_owned()
    } else {
        format!("TLS {version} session")
    };
    let cipher_suites = match known {
        Some(suite) => vec![named(suite.code)],
        None if suite.is_empty() => Vec::new(),
        None => vec![CipherSuite { name: suite.to_owned(), identifiers: Vec::new() }],
    };
    let version = (!version.is_empty()).then(|| version.to_owned());
    Protocol { protocol: ProtocolKind::Tls, name, version, offers, cipher_suites, settings }
}

/// Key exchange, signature, cipher, MAC.
fn parts(
    overheard: &Overheard,
    answer: &ServerHello,
    exchange: Option<&ServerKeyExchange>,
) -> Vec<Offer> {
    let mut offers = Vec::new();
    let suite = registry::tls_cipher_suite(answer.suite);
    let parts = suite.map(registry::Suite::parts).unwrap_or_default();
    if is_13(answer) {
        offers.extend(answer.group().map(group));
    } else if let Some(exchange) = exchange {
        let word = parts.key_exchange.as_ref().map_or("DHE", |(word, _)| word);
        offers.extend(exchanged(word, &exchange.share));
        offers.extend(exchange.scheme.map(scheme));
    } else if let Some((word, algorithm)) = parts.key_exchange.filter(|_| !overheard.is_resumed()) {
        offers.push(offer(OfferRole::KeyExchange, word, algorithm));
    }
    let is_signed = offers.iter().any(|offer| offer.role == OfferRole::Signature);
    if let Some((word, algorithm)) =
        parts.authentication.filter(|_| !is_signed && !overheard.is_resumed())
    {
        offers.push(offer(OfferRole::Signature, word, algorithm));
    }
    let cipher = parts.cipher.map(|(word, algorithm)| offer(OfferRole::Cipher, word, algorithm));
    let mac = parts.mac.map(|(word, algorithm)| offer(OfferRole::Mac, word, algorithm));
    offers.extend(cipher.into_iter().chain(mac));
    offers
}

/// What the server sent for the exchange of keys, with its size.
fn exchanged(word: &str, share: &Share) -> Option<Offer> {
    match share {
        Share::Group(code) => Some(group(*code)),
        Share::FiniteField(field) => {
            let name = format!("DH-{}", field.bits());
            let algorithm = registry::by_name(&name);
            let algorithm = algorithm.unwrap_or_else(|| Algorithm::verbatim(&name, None));
            Some(offer(OfferRole::KeyExchange, &format!("{word} {} bits", field.bits()), algorithm))
        }
        Share::Rsa(bits) => {
            let name = format!("RSAES-PKCS1-1.5-{bits}");
            let algorithm = registry::by_name(&name);
            let algorithm = algorithm.unwrap_or_else(|| Algorithm::verbatim(&name, None));
            Some(offer(OfferRole::KeyExchange, &format!("{word} {bits} bits"), algorithm))
        }
        Share::ExplicitCurve(_) => {
            let algorithm = Algorithm::verbatim("explicit curve", None);
            Some(offer(OfferRole::KeyExchange, "explicit curve", algorithm))
        }
    }
}

/// What the client offered; `None` where it said nothing.
pub fn offered(overheard: &Overheard, service: Service) -> Option<Protocol> {
    let Some(hello) = overheard.offer() else { return offered_in_ssl2(overheard) };
    let versions = hello.versions().into_iter().filter(|version| !is_grease(version.0));
    let versions = versions.map(version_text).collect::<Vec<_>>();
    let mut settings = Vec::new();
    // After a HelloRetryRequest there is a second hello with another share.
    let mut shares = Vec::<String>::new();
    let sent = overheard.client.client_hellos().flat_map(|hello| hello.key_shares());
    for (code, _) in sent.filter(|(code, _)| !is_grease(*code)).take(MOST) {
        let name = group(code).name;
        if !shares.contains(&name) {
            shares.push(name);
        }
    }
    if !shares.is_empty() {
        settings.push(("key shares".to_owned(), shares.join(", ")));
    }
    let protocols = hello.protocols();
    let protocols = protocols.iter().filter(|name| name.chars().all(|one| one.is_ascii_graphic()));
    let protocols = protocols.take(20).map(String::as_str).collect::<Vec<_>>();
    if !protocols.is_empty() {
        settings.push(("application protocols".to_owned(), protocols.join(", ")));
    }
    if hello.extension(kind::ENCRYPTED_CLIENT_HELLO).is_some() {
        settings.push(("encrypted client hello".to_owned(), "offered".to_owned()));
    }
    settings.sort();
    Some(Protocol {
        protocol: ProtocolKind::Tls,
        name: client_name(service).to_owned(),
        version: Some(versions.join(", ")),
        offers: offers_of(&hello),
        cipher_suites: suites(&hello.suites),
        settings,
    })
}

fn offers_of(hello: &ClientHello) -> Vec<Offer> {
    let mut offers = Vec::<Offer>::new();
    let mut add = |offer: Offer| {
        let is_same = |other: &Offer| other.role == offer.role && other.name == offer.name;
        if !offers.iter().any(is_same) {
            offers.push(offer);
        }
    };
    let real = |codes: Vec<u16>| codes.into_iter().filter(|code| !is_grease(*code)).take(MOST);
    let parts = real(hello.suites.clone()).filter_map(registry::tls_cipher_suite);
    let parts = parts.map(registry::Suite::parts).collect::<Vec<_>>();
    let groups = real(hello.groups()).map(group).collect::<Vec<_>>();
    let has_groups = !groups.is_empty();
    groups.into_iter().for_each(&mut add);
    for (word, algorithm) in parts.iter().filter_map(|parts| parts.key_exchange.clone()) {
        // The groups say on which curves.
        if word != "ECDHE" || !has_groups {
            add(offer(OfferRole::KeyExchange, word, algorithm));
        }
    }
    real(hello.signature_schemes()).map(scheme).for_each(&mut add);
    for (word, algorithm) in parts.iter().filter_map(|parts| parts.cipher.clone()) {
        add(offer(OfferRole::Cipher, word, algorithm));
    }
    for (word, algorithm) in parts.iter().filter_map(|parts| parts.mac.clone()) {
        add(offer(OfferRole::Mac, word, algorithm));
    }
    offers
}

/// Why the server, or the client, ended the handshake.
pub fn refusal(overheard: &Overheard) -> Option<String> {
    let told = |who: &str, alert: crate::wire::tls::Alert| {
        let name = alert_name(alert.description);
        let name = name.map_or_else(|| format!("alert {}", alert.description), str::to_owned);
        format!("refused by the {who}: {name}")
    };
    let by_server = overheard.server.fatal().map(|alert| told("server", alert));
    by_server.or_else(|| overheard.client.fatal().map(|alert| told("client", alert)))
}

/// Whether TLS 1.3, in which the certificates are encrypted, was chosen.
pub fn is_13(answer: &ServerHello) -> bool {
    matches!(answer.selected_version(), Version(0x0304 | 0x7F00..=0x7FFF | 0xFEFC))
}

fn offered_in_ssl2(overheard: &Overheard) -> Option<Protocol> {
    let hello = overheard.hello_2.as_ref()?;
    let latest = Version(hello.version);
    let mut cipher_suites = Vec::new();
    for code in hello.suites.iter().take(MOST) {
        // Those of SSL 3.0 and later have a zero in front.
        cipher_suites.push(match u16::try_from(*code) {
            Ok(code) => named(code),
            Err(_) => named_in_ssl2(*code),
        });
    }
    let latest = version_text(latest);
    Some(Protocol {
        protocol: ProtocolKind::Tls,
        name: "TLS client".to_owned(),
        version: Some(match latest.as_str() {
            "SSL 2.0" => latest,
            _ => format!("SSL 2.0 to {latest}"),
        }),
        offers: all_parts_in_ssl2(&hello.suites),
        cipher_suites,
        settings: Vec::new(),
    })
}

/// The server names what both have, and the client chooses one of them where nobody sees more than its key.
fn agreed_in_ssl2(suites: &[u32]) -> Protocol {
    Protocol {
        protocol: ProtocolKind::Tls,
        name: "SSL 2.0 session".to_owned(),
        version: Some("SSL 2.0".to_owned()),
        offers: all_parts_in_ssl2(suites),
        cipher_suites: suites.iter().take(MOST).map(|code| named_in_ssl2(*code)).collect(),
        settings: Vec::new(),
    }
}

fn all_parts_in_ssl2(suites: &[u32]) -> Vec<Offer> {
    let mut offers = Vec::new();
    for part in suites.iter().take(MOST).flat_map(|code| parts_in_ssl2(*code)) {
        if !offers.contains(&part) {
            offers.push(part);
        }
    }
    offers
}

/// Key exchange, cipher and MAC of a cipher kind of SSL 2.0.
fn parts_in_ssl2(code: u32) -> Vec<Offer> {
    let Some(suite) = ssl2_suite(code) else { return Vec::new() };
    let cipher = match code {
        0x01_0080 => "RC4-128",
        0x02_0080 => "RC4-40",
        0x03_0080 => "RC2-128-CBC",
        0x04_0080 => "RC2-40-CBC",
        0x05_0080 => "IDEA-128-CBC",
        0x06_0040 => "DES-CBC",
        _ => "3DES-CBC",
    };
    let algorithm =
        |name: &str| registry::by_name(name).unwrap_or_else(|| Algorithm::verbatim(name, None));
    vec![
        offer(OfferRole::KeyExchange, "RSA", algorithm("RSAES-PKCS1-1.5")),
        offer(OfferRole::Cipher, suite.name, algorithm(cipher)),
        offer(OfferRole::Mac, "MD5", algorithm("MD5")),
    ]
}

fn named_in_ssl2(code: u32) -> CipherSuite {
    let identifier = format!("0x{}", hex(&code.to_be_bytes()[1..]));
    let name = ssl2_suite(code).map_or_else(|| identifier.clone(), |suite| suite.name.to_owned());
    CipherSuite { name, identifiers: vec![identifier] }
}

/// Suites with what is no suite left out: reserved values and signals (RFC 5746 §3.3, RFC 7507).
fn suites(codes: &[u16]) -> Vec<CipherSuite> {
    let is_suite = |code: &&u16| !is_grease(**code) && !matches!(**code, 0x00FF | 0x5600);
    codes.iter().filter(is_suite).take(MOST).map(|code| named(*code)).collect()
}

fn named(code: u16) -> CipherSuite {
    let identifiers = code.to_be_bytes().iter().map(|byte| format!("0x{byte:02X}")).collect();
    let name = registry::tls_cipher_suite(code)
        .map_or_else(|| format!("0x{code:04x}"), |suite| suite.name.to_owned());
    CipherSuite { name, identifiers }
}

fn group(code: u16) -> Offer {
    let name = registry::tls_groups().find(|point| point.code == code).map(|point| point.name);
    let name = name.map_or_else(|| format!("0x{code:04x}"), str::to_owned);
    let algorithm = registry::tls_group(code).unwrap_or_else(|| Algorithm::verbatim(&name, None));
    offer(OfferRole::KeyExchange, &name, algorithm)
}

fn scheme(code: u16) -> Offer {
    let point = registry::tls_signature_schemes().find(|point| point.code == code);
    let name = point.map_or_else(|| format!("0x{code:04x}"), |point| point.name.to_owned());
    let algorithm =
        registry::tls_signature_scheme(code).unwrap_or_else(|| Algorithm::verbatim(&name, None));
    offer(OfferRole::Signature, &name, algorithm)
}

fn offer(role: OfferRole, name: &str, algorithm: Algorithm) -> Offer {
    Offer { role, name: name.to_owned(), algorithm }
}

/// As configurations have it: without the name of the protocol where that is TLS.
fn version_text(version: Version) -> String {
    let text = version.to_string();
    text.strip_prefix("TLS ").map_or_else(|| text.clone(), str::to_owned)
}

fn session_name(version: Version, service: Service) -> String {
    match service {
        Service::Quic => format!("QUIC session, {version}"),
        _ => format!("{version} session"),
    }
}

const fn client_name(service: Service) -> &'static str {
    match service {
        Service::Quic => "QUIC client",
        Service::Dtls => "DTLS client",
        _ => "TLS client",
    }
}
