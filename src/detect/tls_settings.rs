//! From the TLS directives of a configuration to one protocol asset: versions, suites, groups, signature algorithms,
//! and what the file leaves to the installed software.

use super::gnutls_priority;
use super::openssl_ciphers;
use super::pkcs11_uri;
use super::tls_names;
use super::tls_versions::{Plain, Version, Versions};
use crate::model::{
    Asset, CipherSuite, Evidence, Finding, Offer, OfferRole, Protocol, ProtocolKind,
};
use crate::registry::{self, Suite};

/// What a directive sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The list of versions.
    Versions,
    /// As Apache reads it.
    VersionsOfApache,
    /// The lowest version.
    Lowest,
    /// The highest version.
    Highest,
    /// OpenSSL cipher string, for TLS 1.2 and before.
    Ciphers,
    /// Suites of TLS 1.3.
    Suites13,
    /// Suites by IANA, Java or OpenSSL name, for every version.
    Suites,
    /// Named groups.
    Groups,
    /// Signature schemes.
    Signatures,
    /// Those that are accepted of peers that show a certificate, where they are not the same.
    SignaturesOfPeers,
    /// GnuTLS priority string.
    Priority,
    /// Kept as it stands: files, switches, levels.
    Plain,
}

/// A directive of some software.
pub struct Keyword {
    /// Its name in lower case.
    pub name: &'static str,
    /// What it sets.
    pub slot: Slot,
    /// What holds where the file does not set it; empty where that is seldom of interest.
    pub unset: &'static str,
}

/// A directive that says nothing when it is not there.
pub const fn keyword(name: &'static str, slot: Slot) -> Keyword {
    Keyword { name, slot, unset: "" }
}

/// A directive whose absence matters.
pub const fn with_default(name: &'static str, slot: Slot, unset: &'static str) -> Keyword {
    Keyword { name, slot, unset }
}

/// What a stock OpenSSL does without a list of groups (`SSL_CTX_set1_groups(3)` of 3.5; `ssl/t1_lib.c` of those before).
pub const GROUPS_OF_OPENSSL: &str = "not set: the default of the installed OpenSSL; since 3.5 X25519MLKEM768 first, before that X25519 first";
/// The same suites in 1.1.1 to 3.5 (`TLS_DEFAULT_CIPHERSUITES`).
pub const SUITES13_OF_OPENSSL: &str = "not set: the default of the installed OpenSSL; in 1.1.1 to 3.5 TLS_AES_256_GCM_SHA384, \
     TLS_CHACHA20_POLY1305_SHA256, TLS_AES_128_GCM_SHA256";
/// The default cipher string.
pub const CIPHERS_OF_OPENSSL: &str =
    "not set: the default of the installed OpenSSL (DEFAULT, or its openssl.cnf)";

/// Where a directive stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The directive as written.
    pub keyword: String,
    /// 1-based line.
    pub line: u32,
    /// Byte offset.
    pub offset: u64,
}

/// `HOST:PORT` of what requests are passed on to, by a URL or an address; `None` where a variable names it.
pub fn address(to: &str) -> Option<String> {
    let (scheme, rest) = to.split_once("://").unwrap_or(("", to));
    let host = rest.split('/').next().filter(|host| !host.is_empty() && !host.contains('$'))?;
    let port = if scheme.ends_with('s') { 443 } else { 80 };
    Some(match host.rsplit_once(':') {
        Some((_, port)) if port.parse::<u16>().is_ok() => host.to_owned(),
        _ => format!("{host}:{port}"),
    })
}

/// Longest value that is kept of a directive, in characters.
const LONGEST: usize = 1_500;
/// Names that one list may have.
const MOST_NAMES: usize = 500;

/// Settings of one end of TLS connections, while they are read.
pub struct TlsSettings {
    name: String,
    versions: Versions,
    older: Vec<&'static Suite>,
    latest: Vec<&'static Suite>,
    others: Vec<String>,
    groups: Vec<Offer>,
    signatures: Vec<Offer>,
    accepted: Vec<Offer>,
    further: Vec<Offer>,
    settings: Vec<(String, String)>,
    places: Vec<Place>,
}

impl TlsSettings {
    /// Settings of what is called `name` for people.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            versions: Versions::default(),
            older: Vec::new(),
            latest: Vec::new(),
            others: Vec::new(),
            groups: Vec::new(),
            signatures: Vec::new(),
            accepted: Vec::new(),
            further: Vec::new(),
            settings: Vec::new(),
            places: Vec::new(),
        }
    }

    /// A fact beside the directives, without the PIN of a token's key.
    pub fn say(&mut self, keyword: &str, text: impl Into<String>) {
        let text = text.into();
        self.settings.push((keyword.to_owned(), pkcs11_uri::without_pin(&text).into_owned()));
    }

    /// Where something was read that is no directive of a slot.
    pub fn stands(&mut self, place: Place) {
        if !self.places.contains(&place) && self.places.len() < MOST_NAMES {
            self.places.push(place);
        }
    }

    /// Takes over a directive. A second one for the same slot replaces what the first one set.
    pub fn set(&mut self, slot: Slot, place: Place, value: &str) {
        let keyword = place.keyword.clone();
        self.stands(place);
        let shown = shown(value);
        if slot != Slot::Plain
            && let Some(variable) = variable(value)
        {
            let text = format!("{shown}: not determined, it depends on the variable {variable}");
            return self.say(&keyword, text);
        }
        let remark = self.apply(slot, value);
        self.say(&keyword, shown + &remark);
    }

    /// Takes over what another setting stands for, as a named policy does for versions and suites.
    pub fn implies(&mut self, slot: Slot, value: &str) {
        self.apply(slot, value);
    }

    fn apply(&mut self, slot: Slot, value: &str) -> String {
        match slot {
            Slot::Versions => strange(&self.versions.list(value, Plain::Adds)),
            Slot::VersionsOfApache => strange(&self.versions.list(value, Plain::Replaces)),
            Slot::Lowest if self.versions.lowest(value) => String::new(),
            Slot::Highest if self.versions.highest(value) => String::new(),
            Slot::Lowest | Slot::Highest => " (no version that is known)".to_owned(),
            Slot::Ciphers => self.cipher_string(value),
            Slot::Suites13 | Slot::Suites => self.suites(slot, value),
            Slot::Groups => self.groups(value),
            Slot::Signatures => {
                self.signatures = signatures(value);
                String::new()
            }
            Slot::SignaturesOfPeers => {
                self.accepted = signatures(value);
                String::new()
            }
            Slot::Priority => self.priority(value),
            Slot::Plain => String::new(),
        }
    }

    fn cipher_string(&mut self, value: &str) -> String {
        let resolved = openssl_ciphers::resolve(value);
        self.older = resolved.suites;
        if let Some(level) = resolved.level {
            self.say("SECLEVEL", level.to_string());
            self.older.retain(|suite| level == 0 || !suite.is_anonymous());
        }
        let mut remark = String::new();
        if resolved.is_refused {
            remark += " (OpenSSL refuses the string)";
        }
        if !resolved.absent.is_empty() {
            let names = resolved.absent.iter().map(|suite| suite.name).collect::<Vec<_>>();
            self.say("absent", format!("{}: not in a stock OpenSSL 3", names.join(", ")));
        }
        let ignored = resolved.ignored.iter().filter(|word| !word.starts_with("TLS_"));
        let ignored = ignored.map(String::as_str).collect::<Vec<_>>();
        if !ignored.is_empty() {
            remark += &format!(" (words that OpenSSL 3 passes over: {})", ignored.join(", "));
        }
        remark
    }

    fn suites(&mut self, slot: Slot, value: &str) -> String {
        let (mut older, mut latest, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for name in names(value) {
            match registry::tls_cipher_suite_by_name(name) {
                Some(suite) if suite.is_tls13() => latest.push(suite),
                Some(suite) => older.push(suite),
                None => others.push(name.to_owned()),
            }
        }
        self.others.extend(others);
        self.latest = latest;
        if slot == Slot::Suites {
            self.older = older;
        }
        String::new()
    }

    fn groups(&mut self, value: &str) -> String {
        self.groups.clear();
        for name in tls_names::groups(value).into_iter().take(MOST_NAMES) {
            push(&mut self.groups, OfferRole::KeyExchange, &name, tls_names::group(&name));
        }
        String::new()
    }

    fn priority(&mut self, value: &str) -> String {
        let resolved = gnutls_priority::resolve(value);
        self.versions.list(&resolved.versions.join(" "), Plain::Adds);
        self.groups = resolved.groups;
        self.signatures = resolved.signatures;
        self.further = resolved.further;
        resolved.remark
    }

    /// An algorithm that the software uses beside what the suites and groups say.
    pub fn offer(&mut self, role: OfferRole, name: &str, algorithm: crate::model::Algorithm) {
        push(&mut self.further, role, name, algorithm);
    }

    /// Takes suites of finite-field Diffie-Hellman away, where the software does not use them without parameters.
    pub fn without_finite_field(&mut self) {
        self.older.retain(|suite| {
            !suite.name.starts_with("TLS_DHE_") && !suite.name.starts_with("TLS_DH_anon")
        });
    }

    /// Takes suites away that authenticate nobody or encrypt nothing, where the software never uses them.
    pub fn without_anonymous_or_clear(&mut self) {
        self.older.retain(|suite| !suite.is_anonymous() && !suite.name.contains("_NULL_"));
    }

    /// Takes versions away that another directive rules out (`-TLSv1 -TLSv1.1`).
    pub fn versions_left(&mut self, less: &str) {
        self.versions.list(less, Plain::Adds);
    }

    /// Whether a lowest or highest version is set.
    pub fn is_bounded(&self) -> bool {
        self.versions.is_bounded()
    }

    /// The asset at the place of its first directive, with a note of all of them.
    pub fn finding(mut self, detector: &'static str) -> Finding {
        self.older.retain(|suite| !excluded(&self.versions, suite));
        self.latest.retain(|suite| !excluded(&self.versions, suite));
        let protocol = self.protocol();
        self.places.sort_by_key(|place| place.offset);
        let (line, offset) = self.places.first().map_or((1, 0), |place| (place.line, place.offset));
        let note = self.places.iter().map(|place| format!("{} line {}", place.keyword, place.line));
        Finding::new(detector, Asset::Protocol(protocol), offset, Some(line))
            .evidence(Evidence::Configured)
            .note(note.collect::<Vec<_>>().join(", "))
    }

    fn protocol(&mut self) -> Protocol {
        let suites = self.latest.iter().chain(&self.older);
        let mut cipher_suites = suites.map(|suite| named(suite)).collect::<Vec<_>>();
        let verbatim = |name: &String| CipherSuite { name: name.clone(), identifiers: Vec::new() };
        cipher_suites.extend(self.others.iter().map(verbatim));
        self.settings.sort();
        self.settings.dedup();
        Protocol {
            protocol: ProtocolKind::Tls,
            name: self.name.clone(),
            version: self.versions.text(),
            offers: self.offers(),
            cipher_suites,
            settings: std::mem::take(&mut self.settings),
        }
    }

    /// Key exchange, signatures, ciphers, MACs: what is named, then what follows from the suites.
    fn offers(&self) -> Vec<Offer> {
        let mut all = self.groups.clone();
        for part in self.older.iter().filter_map(|suite| suite.parts().key_exchange) {
            // The groups say on which curves.
            if part.0 != "ECDHE" || self.groups.is_empty() {
                push(&mut all, OfferRole::KeyExchange, part.0, part.1);
            }
        }
        all.extend(
            self.further.iter().filter(|offer| offer.role == OfferRole::KeyExchange).cloned(),
        );
        all.extend(self.signatures.iter().cloned());
        if self.signatures.is_empty() {
            for part in self.older.iter().filter_map(|suite| suite.parts().authentication) {
                push(&mut all, OfferRole::Signature, part.0, part.1);
            }
        }
        for Offer { role, name, algorithm } in self.accepted.iter().cloned() {
            push(&mut all, role, &name, algorithm);
        }
        let suites = || self.latest.iter().chain(&self.older).map(|suite| suite.parts());
        for part in suites().filter_map(|parts| parts.cipher) {
            push(&mut all, OfferRole::Cipher, part.0, part.1);
        }
        for part in suites().filter_map(|parts| parts.mac) {
            push(&mut all, OfferRole::Mac, part.0, part.1);
        }
        all.extend(
            self.further.iter().filter(|offer| offer.role != OfferRole::KeyExchange).cloned(),
        );
        all
    }
}

fn excluded(versions: &Versions, suite: &Suite) -> bool {
    if suite.is_tls13() {
        return versions.excludes(Version::Tls13);
    }
    let older = [Version::Ssl3, Version::Tls10, Version::Tls11];
    versions.excludes(Version::Tls12)
        && (suite.needs_tls12() || older.iter().all(|version| versions.excludes(*version)))
}

fn push(offers: &mut Vec<Offer>, role: OfferRole, name: &str, algorithm: crate::model::Algorithm) {
    if !offers.iter().any(|offer| offer.role == role && offer.name == name) {
        offers.push(Offer { role, name: name.to_owned(), algorithm });
    }
}

fn named(suite: &Suite) -> CipherSuite {
    let [high, low] = suite.code.to_be_bytes();
    CipherSuite {
        name: suite.name.to_owned(),
        identifiers: vec![format!("0x{high:02X}"), format!("0x{low:02X}")],
    }
}

fn signatures(value: &str) -> Vec<Offer> {
    let mut all = Vec::new();
    for name in names(value) {
        let name = name.trim_start_matches('?');
        push(&mut all, OfferRole::Signature, name, tls_names::signature(name));
    }
    all
}

/// The names of a list.
fn names(value: &str) -> impl Iterator<Item = &str> {
    let of = value.split([':', ',', ' ', '\t', '\n']).map(str::trim);
    of.filter(|name| !name.is_empty()).take(MOST_NAMES)
}

fn strange(words: &[String]) -> String {
    if words.is_empty() { String::new() } else { format!(" (no versions: {})", words.join(", ")) }
}

/// A value as it is kept: one line, bounded.
fn shown(value: &str) -> String {
    value.chars().filter(|char| !char.is_control()).take(LONGEST).collect()
}

/// The variable or template on which a value depends.
pub fn variable(value: &str) -> Option<String> {
    let word = |text: &str| {
        let end = text.find(|char: char| !(char.is_alphanumeric() || "_.:-".contains(char)));
        let name = text[..end.unwrap_or(text.len())].trim_matches([':', '-', '.']);
        (!name.is_empty()).then(|| name.chars().take(100).collect::<String>())
    };
    for open in ["${", "%{", "{{", "<%=", "%(", "$(", "$"] {
        if let Some((_, after)) = value.split_once(open) {
            let found = word(after.trim_start());
            if found.is_some() {
                return found;
            }
        }
    }
    None
}
