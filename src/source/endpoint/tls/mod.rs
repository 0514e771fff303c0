//! How a TLS server is asked: which versions, suites, groups, signature schemes and certificates it has, one question a
//! connection, each question without what was answered before.

mod asker;
mod datagrams;
mod handshake;
mod key_pair;
mod quic;
mod secrets;
mod starttls;

use asker::{Answer, Asker, Manner};
use key_pair::KeyPair;
use secrets::Suite;

use super::{Dial, Probe};
use crate::registry;
use crate::wire::quic::Secrecy;
use crate::wire::tls::{
    Carriage, Greeting, ServerKeyExchange, Share, Speech, Version, is_as_offered, what,
};
use crate::wire::transcript::Service;

/// TLS from the first byte on.
pub const TLS: Probe =
    Probe { service: Service::Tls, port: 443, run: |dial| run(dial, Manner::Stream(None)) };
/// QUIC, and TLS 1.3 in it.
pub const QUIC: Probe =
    Probe { service: Service::Quic, port: 443, run: |dial| run(dial, Manner::Quic) };
/// DTLS from the first datagram on.
pub const DTLS: Probe =
    Probe { service: Service::Dtls, port: 5684, run: |dial| run(dial, Manner::Datagrams) };

pub use starttls::{FTP, IMAP, LDAP, MYSQL, NNTP, POP3, POSTGRESQL, RDP, SIEVE, SMTP, XMPP};

/// TLS as far as its groups: one greeting more than the server has groups, and another one where their order may be the
/// client's.
pub const GROUPS: Probe = Probe {
    service: Service::Tls,
    port: 443,
    run: |dial| {
        groups_of_13(&mut Asker::new(dial, Manner::Stream(None)));
    },
};

/// Answers that are taken to one question.
const MOST_ANSWERS: usize = 400;
/// Signature schemes that are told apart of one version.
const MOST_SCHEMES: usize = 40;
/// Signalling suite of a client that tries a lower version again (RFC 7507).
const FALLBACK: u16 = 0x5600;
/// Application protocols that are offered (IANA registry "TLS ALPN Protocol IDs").
const PROTOCOLS: [&str; 14] = [
    "h2",
    "http/1.1",
    "http/1.0",
    "h3",
    "smtp",
    "imap",
    "pop3",
    "ftp",
    "managesieve",
    "xmpp-client",
    "xmpp-server",
    "postgresql",
    "mqtt",
    "dot",
];

/// Asks everything.
fn run(dial: &mut Dial<'_>, manner: Manner) {
    let (is_stream, is_quic) =
        (matches!(manner, Manner::Stream(_)), matches!(manner, Manner::Quic));
    let mut asker = Asker::new(dial, manner);
    let mut offered = Vec::new();
    let mut silent = 0;
    let is_one = |version: &Version| match manner {
        Manner::Stream(_) => *version > Version::SSL_2,
        Manner::Datagrams => version.in_datagrams() != *version,
        Manner::Quic => *version == Version::TLS_1_3,
    };
    for version in Version::ALL.into_iter().rev().filter(is_one) {
        match has_version(&mut asker, version) {
            Answer::Hello(hello, _) if hello.selected_version().in_stream() == version => {
                offered.push(version);
            }
            Answer::Nothing => silent += 1,
            Answer::Hello(..) | Answer::No => silent = 0,
        }
        // What says nothing of TLS twice does not speak it, or not now.
        let is_silent = silent == 2 || silent == 1 && is_quic;
        if is_silent && offered.is_empty() || !is_stream && asker.is_refused() {
            return;
        }
    }
    if is_quic {
        asker.ask_quic_versions("quic versions");
        if offered.is_empty() {
            shares_of_13(&mut asker);
        }
    }
    if is_stream {
        asker.ask_ssl2("ssl2 hello");
    }
    let (mut newest, mut older) = (Vec::new(), Vec::new());
    for version in &offered {
        let taken = suites(&mut asker, *version);
        match *version {
            Version::TLS_1_3 => newest = taken,
            Version::TLS_1_2 => older = taken,
            _ => {}
        }
    }
    if offered.contains(&Version::TLS_1_3) {
        let groups = groups_of_13(&mut asker);
        certificates_of_13(&mut asker, &newest, &groups);
    }
    if offered.contains(&Version::TLS_1_2) {
        groups_of_12(&mut asker, &older);
        schemes_of_12(&mut asker, &older);
        let mut greeting = asker.greeting(Version::TLS_1_2);
        greeting.protocols = PROTOCOLS.into();
        asker.ask("tls application protocols", &greeting);
    }
    if let [_, lower, ..] = offered[..] {
        let mut greeting = asker.greeting(lower);
        greeting.suites.push(FALLBACK);
        asker.ask("tls fallback", &greeting);
    }
}

fn has_version(asker: &mut Asker<'_, '_>, version: Version) -> Answer {
    let mut greeting = asker.greeting(version);
    if version < Version::TLS_1_3 {
        // DEFLATE (RFC 3749), to see whether it is taken.
        greeting.compressions = vec![1];
    }
    asker.ask(&format!("tls version {}", asker.named(version)), &greeting)
}

/// Suites in the order in which the server takes them, and whether that is its own.
fn suites(asker: &mut Asker<'_, '_>, version: Version) -> Vec<u16> {
    let named = asker.named(version);
    let purpose = format!("tls suites {named}");
    let mut greeting = asker.greeting(version);
    let offered = greeting.suites.clone();
    let mut taken = Vec::new();
    while taken.len() < MOST_ANSWERS && !greeting.suites.is_empty() {
        let Answer::Hello(hello, _) = asker.ask(&purpose, &greeting) else { break };
        let before = greeting.suites.len();
        greeting.suites.retain(|suite| *suite != hello.suite);
        if greeting.suites.len() == before || hello.selected_version() != named {
            break;
        }
        taken.push(hello.suite);
    }
    if let [first, .., last] = taken[..]
        && is_as_offered(&offered, &taken)
    {
        greeting.suites = vec![last, first];
        asker.ask(&format!("tls suite order {named}"), &greeting);
    }
    taken
}

/// Groups that a `HelloRetryRequest` asks for, in the order in which it does.
fn groups_of_13(asker: &mut Asker<'_, '_>) -> Vec<u16> {
    let mut greeting = asker.greeting(Version::TLS_1_3);
    let version = asker.named(Version::TLS_1_3);
    let purpose = format!("tls groups {version}");
    let offered = greeting.groups.clone();
    let mut taken = Vec::new();
    while taken.len() < MOST_ANSWERS && !greeting.groups.is_empty() {
        let Answer::Hello(hello, _) = asker.ask(&purpose, &greeting) else { break };
        let Some(group) = hello.group().filter(|group| greeting.groups.contains(group)) else {
            break;
        };
        greeting.groups.retain(|other| *other != group);
        taken.push(group);
    }
    if let [first, .., last] = taken[..]
        && is_as_offered(&offered, &taken)
    {
        greeting.groups = vec![last, first];
        asker.ask(&format!("tls group order {version}"), &greeting);
    }
    taken
}

/// One handshake for each signature scheme of each certificate.
fn certificates_of_13(asker: &mut Asker<'_, '_>, suites: &[u16], groups: &[u16]) {
    let group = KeyPair::GROUPS.into_iter().find(|group| groups.contains(group));
    let Some(group) = group.filter(|_| suites.iter().any(|suite| Suite::CODES.contains(suite)))
    else {
        return;
    };
    let purpose = format!("tls certificates {}", asker.named(Version::TLS_1_3));
    let mut greeting = computed(asker);
    let mut count = 0;
    while count < MOST_SCHEMES && asker.goes_on() {
        let Some(scheme) = asker.shake(&purpose, greeting.clone(), group) else { break };
        let before = greeting.schemes.len();
        greeting.schemes.retain(|other| *other != scheme);
        if greeting.schemes.len() == before || greeting.schemes.is_empty() {
            break;
        }
        count += 1;
    }
    greeting.schemes = asker.greeting(Version::TLS_1_3).schemes;
    if greeting.protocols.is_empty() {
        greeting.protocols = PROTOCOLS.into();
    }
    asker.shake_to_the_end("tls application protocols", greeting, group);
}

/// A handshake with a share of each group that is computed, for servers that never ask for another one.
fn shares_of_13(asker: &mut Asker<'_, '_>) {
    for group in KeyPair::GROUPS {
        if asker.goes_on() {
            let greeting = computed(asker);
            asker.shake("tls key shares TLS 1.3", greeting, group);
        }
    }
}

/// A greeting with the suites that are computed, some of which QUIC and DTLS do not have.
fn computed(asker: &Asker<'_, '_>) -> Greeting {
    let mut greeting = asker.greeting(Version::TLS_1_3);
    let fits = |suite: u16| match greeting.carriage {
        Carriage::Stream => true,
        Carriage::Datagrams(_) => suite < 0x1400,
        Carriage::Quic => Secrecy::of(suite).is_some(),
    };
    greeting.suites.retain(|suite| Suite::CODES.contains(suite) && fits(*suite));
    greeting
}

/// Curves of ECDHE before TLS 1.3, with the suites that the server has.
fn groups_of_12(asker: &mut Asker<'_, '_>, suites: &[u16]) {
    // The curve of an ECDSA certificate must be among the groups too (RFC 8422 §5.1): RSA tells more.
    for agreement in ["TLS_ECDHE_RSA_", "TLS_ECDHE_ECDSA_"] {
        let mut greeting = asker.greeting(Version::TLS_1_2);
        greeting.suites = suites_of(suites, &[agreement]);
        if greeting.suites.is_empty() {
            continue;
        }
        let found = curves(asker, &mut greeting, None);
        if agreement == "TLS_ECDHE_ECDSA_"
            && let Some(first) = found.first()
        {
            curves(asker, &mut greeting, Some(*first));
        }
        if !found.is_empty() {
            return;
        }
    }
}

/// Curves as the server takes them; `kept` stays at the end of the list.
fn curves(asker: &mut Asker<'_, '_>, greeting: &mut Greeting, kept: Option<u16>) -> Vec<u16> {
    let purpose = format!("tls groups {}", asker.named(Version::TLS_1_2));
    greeting.groups.retain(|group| *group < 0x0100 && Some(*group) != kept);
    let mut taken = Vec::new();
    while taken.len() < MOST_ANSWERS && !greeting.groups.is_empty() {
        let mut asked = greeting.clone();
        asked.groups.extend(kept);
        let Answer::Hello(hello, speech) = asker.ask(&purpose, &asked) else { break };
        let Some((Share::Group(group), _)) = exchanged(&hello, &speech) else { break };
        if !greeting.groups.contains(&group) {
            break;
        }
        greeting.groups.retain(|other| *other != group);
        taken.push(group);
    }
    taken
}

/// Signature schemes of TLS 1.2, and with them the certificates, for each kind of key on its own: a server may refuse
/// rather than take a suite of another kind.
fn schemes_of_12(asker: &mut Asker<'_, '_>, suites: &[u16]) {
    const KINDS: [&[&str]; 3] =
        [&["TLS_ECDHE_ECDSA_"], &["TLS_ECDHE_RSA_", "TLS_DHE_RSA_"], &["TLS_DHE_DSS_"]];
    let purpose = format!("tls certificates {}", asker.named(Version::TLS_1_2));
    for kind in KINDS {
        let mut greeting = asker.greeting(Version::TLS_1_2);
        greeting.suites = suites_of(suites, kind);
        let mut count = 0;
        while count < MOST_SCHEMES && !greeting.suites.is_empty() && !greeting.schemes.is_empty() {
            let answer = asker.ask(&purpose, &greeting);
            let Answer::Hello(hello, speech) = answer else { break };
            let Some((_, Some(scheme))) = exchanged(&hello, &speech) else { break };
            let before = greeting.schemes.len();
            greeting.schemes.retain(|other| *other != scheme);
            if greeting.schemes.len() == before {
                break;
            }
            count += 1;
        }
    }
}

/// Those of `suites` whose names begin with one of `agreements`.
fn suites_of(suites: &[u16], agreements: &[&str]) -> Vec<u16> {
    let is_one = |code: &&u16| {
        let suite = registry::tls_cipher_suite(**code);
        suite.is_some_and(|suite| agreements.iter().any(|begin| suite.name.starts_with(begin)))
    };
    suites.iter().filter(is_one).copied().collect()
}

fn exchanged(
    hello: &crate::wire::tls::ServerHello,
    speech: &Speech,
) -> Option<(Share, Option<u16>)> {
    let body = &speech.first(what::SERVER_KEY_EXCHANGE)?.body;
    let suite = registry::tls_cipher_suite(hello.suite)?;
    let version = hello.selected_version().in_stream();
    let exchange = ServerKeyExchange::read(body, suite.name, version)?;
    Some((exchange.share, exchange.scheme))
}
