//! Versions of protocols: those that nobody may use any more, and the newest where it is not the current one.

use crate::model::{Protocol, ProtocolKind};

/// A version of a protocol.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Version {
    /// As configurations have it, folded.
    word: &'static str,
    /// For people.
    pub(super) name: &'static str,
    /// Number, or name and number of what came before TLS.
    pub(super) number: &'static str,
    /// Family in place of one of algorithms, so that no rule about algorithms takes it for one.
    pub(super) family: &'static str,
    /// Since when it is prohibited, and by what.
    pub(super) broken: Option<(i16, &'static str)>,
}

const fn tls(
    word: &'static str,
    name: &'static str,
    number: &'static str,
    broken: Option<(i16, &'static str)>,
) -> Version {
    Version { word, name, number, family: "TLS", broken }
}

const RFC_8996: (i16, &str) = (2021, "must not be used: RFC 8996 (March 2021)");

/// In order of age.
const TLS: &[Version] = &[
    tls("ssl2", "SSL 2.0", "SSL 2.0", Some((2011, "prohibited by RFC 6176 (March 2011)"))),
    tls("ssl3", "SSL 3.0", "SSL 3.0", Some((2015, "must not be used: RFC 7568 (June 2015)"))),
    tls("1.0", "TLS 1.0", "1.0", Some(RFC_8996)),
    tls("1.1", "TLS 1.1", "1.1", Some(RFC_8996)),
    tls("1.2", "TLS 1.2", "1.2", None),
    tls("1.3", "TLS 1.3", "1.3", None),
];

/// DTLS counts otherwise and is as old as the version of TLS it is made from, by whose number policies judge it: RFC 8996
/// prohibits DTLS 1.0 with TLS 1.1.
const DTLS: &[Version] = &[
    tls("dtls1.0", "DTLS 1.0", "1.1", Some(RFC_8996)),
    tls("dtls1.2", "DTLS 1.2", "1.2", None),
    tls("dtls1.3", "DTLS 1.3", "1.3", None),
];

const SSH: &[Version] = &[
    Version {
        word: "1",
        name: "SSH protocol 1",
        number: "1",
        family: "SSH",
        broken: Some((
            2010,
            "off by default since OpenSSH 5.4 (release notes, 2010), whose integrity check was broken in 1998",
        )),
    },
    Version { word: "2", name: "SSH protocol 2", number: "2", family: "SSH", broken: None },
];

/// The versions of `protocol` that are judged: every prohibited one, and the newest where a newer exists; whether it
/// is the newest beside each.
pub(super) fn judged(protocol: &Protocol) -> Vec<(&'static Version, bool)> {
    let lists: &[&'static [Version]] = match protocol.protocol {
        ProtocolKind::Tls => &[TLS, DTLS],
        ProtocolKind::Ssh => &[SSH],
        _ => return Vec::new(),
    };
    let Some(text) = protocol.version.as_deref() else { return Vec::new() };
    lists.iter().flat_map(|known| judged_of(text, known)).collect()
}

/// Whether TLS 1.3 is not among the versions of TLS that `protocol` states; of a protocol that states versions of DTLS alone,
/// whether DTLS 1.3 is not.
#[must_use]
pub fn is_before_tls13(protocol: &Protocol) -> bool {
    let text = protocol.version.as_deref().filter(|_| protocol.protocol == ProtocolKind::Tls);
    let of = |known: &'static [Version]| {
        let Stated { versions, newest } = stated(text.unwrap_or_default(), known);
        (!versions.is_empty(), newest.is_some_and(|newest| newest + 1 < known.len()))
    };
    let (has_tls, is_old) = of(TLS);
    if has_tls { is_old } else { of(DTLS).1 }
}

fn judged_of(text: &str, known: &'static [Version]) -> Vec<(&'static Version, bool)> {
    let Stated { mut versions, newest } = stated(text, known);
    versions.sort_unstable();
    versions.dedup();
    let newest = newest.filter(|newest| newest + 1 < known.len());
    let judged = versions.iter().filter(|at| known[**at].broken.is_some() || newest == Some(**at));
    judged.map(|at| (&known[*at], newest == Some(*at))).collect()
}

/// Places in the list of versions.
#[derive(Default)]
struct Stated {
    versions: Vec<usize>,
    /// `None` where it cannot be told.
    newest: Option<usize>,
}

/// `1.2`, `1.0, 1.1`, `1.0 to 1.2`, `1.2 and later`, `up to 1.1` and their spellings with the protocol's name.
fn stated(text: &str, known: &[Version]) -> Stated {
    let named = |text: &str| {
        let word = folded(text, known);
        known.iter().position(|version| version.word == word)
    };
    if let Some(first) = text.strip_suffix(" and later") {
        let versions = named(first).map(|from| (from..known.len()).collect());
        return Stated { versions: versions.unwrap_or_default(), newest: None };
    }
    if let Some((first, last)) = text.split_once(" to ").filter(|(first, _)| *first != "up") {
        let (first, newest) = (named(first), named(last));
        let until = newest.map_or(known.len(), |last| last + 1);
        let versions = first.map(|from| (from..until).collect());
        return Stated { versions: versions.unwrap_or_default(), newest };
    }
    // Of `up to 1.1` the last is old, and so is whatever comes before it.
    let list = text.strip_prefix("up to ").unwrap_or(text);
    // TLS and DTLS are lists of their own.
    let is_of_another = |text: &&str| {
        let word = folded(text, known);
        let mut all = TLS.iter().chain(DTLS);
        named(text).is_none() && all.any(|version| version.word == word)
    };
    let words = list.split([',', '/']).filter(|text| !is_of_another(text));
    let each: Vec<Option<usize>> = words.map(named).collect();
    let newest = each.iter().copied().collect::<Option<Vec<usize>>>();
    Stated {
        versions: each.into_iter().flatten().collect(),
        newest: newest.and_then(|all| all.into_iter().max()),
    }
}

fn folded(text: &str, known: &[Version]) -> String {
    let plain = text.trim().to_ascii_lowercase().replace(' ', "");
    let plain = plain.trim_start_matches("tls").trim_start_matches("ssh");
    let plain = plain.trim_start_matches(['v', '-', '_']);
    let is_ssh = known.first().is_some_and(|version| version.family == "SSH");
    match plain.strip_prefix("ssl") {
        Some(number) => format!("ssl{}", number.trim_start_matches('v').trim_end_matches(".0")),
        None if is_ssh => plain.split('.').next().unwrap_or_default().to_owned(),
        None if plain == "1" => "1.0".to_owned(),
        None => plain.to_owned(),
    }
}
