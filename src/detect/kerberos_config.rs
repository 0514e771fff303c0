//! Kerberos configurations: encryption types that clients, services and KDCs use.

use super::kerberos_enctypes::{EncryptionType, resolve};
use super::kerberos_profile::{Profile, Relation, profile};
use super::protocol_settings::ProtocolSettings;
use super::{Detector, Input, Peek, Sink};
use crate::model::{Algorithm, OfferRole, UnknownReason};
use crate::registry;

/// Finds Kerberos configurations.
pub const DETECTOR: Detector = Detector {
    id: "kerberos-config",
    title: "Kerberos configurations",
    about: "krb5.conf(5) and kdc.conf(5) of MIT krb5, their fragments, and what Heimdal and Java share with them: one asset for \
            `[libdefaults]` with its lists of encryption types (families, `DEFAULT` and `-` resolved, weak types left out \
            unless `allow_weak_crypto` is set, the first of several lines counts), and one for every realm of a KDC with \
            `supported_enctypes` and `master_key_type`. Defaults are those of MIT krb5 1.18 to 1.21. `include`, `includedir` \
            and `module` are named, not followed.",
    anchors: &["[libdefaults]", "[realms]", "[kdcdefaults]"],
    wants,
    detect,
};

const TYPES: &str = "aes256-cts-hmac-sha1-96 aes128-cts-hmac-sha1-96 aes256-cts-hmac-sha384-192 aes128-cts-hmac-sha256-128 \
                     des3-cbc-sha1 arcfour-hmac-md5 camellia256-cts-cmac camellia128-cts-cmac";

fn wants(peek: &Peek<'_>) -> bool {
    let endings = [".conf", ".ini", ".conf.j2", ".conf.template"];
    let named =
        |name: &str| name.contains("krb5") || name.contains("kdc") || name.contains("kerberos");
    let is_fragment = peek.path.contains("krb5.conf.d/");
    let is_config = endings.iter().any(|ending| peek.name.ends_with(ending));
    peek.anchored && (is_fragment || is_config && named(peek.name) || is_config && named(peek.path))
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let Some(file) = profile(&text) else {
        if matches!(input.name, "krb5.conf" | "kdc.conf") {
            let detail =
                "called as a Kerberos configuration, but its lines are none, or there are too many";
            sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
        }
        return;
    };
    let library = library(&file, sink);
    if !library.is_empty() {
        sink.found(library.finding(DETECTOR.id));
    }
    for realm in realms(&file) {
        let center = center(&file, realm, sink);
        sink.found(center.finding(DETECTOR.id));
    }
}

/// Relations of `[libdefaults]` that are kept as they stand.
const SHOWN: [&str; 9] = [
    "default_realm",
    "allow_weak_crypto",
    "allow_des3",
    "allow_rc4",
    "pkinit_dh_min_bits",
    "pkinit_anchors",
    "pkinit_identities",
    "spake_preauth_groups",
    "preferred_preauth_types",
];

const LISTS: [&str; 3] = ["permitted_enctypes", "default_tkt_enctypes", "default_tgs_enctypes"];

/// The first line counts (`profile_get_string` of MIT krb5).
fn value<'a>(file: &'a Profile, section: &[&str], key: &str) -> Option<&'a Relation> {
    file.relations.iter().find(|relation| relation.path == section && relation.key == key)
}

fn is_true(relation: Option<&Relation>) -> bool {
    let words = ["y", "yes", "true", "t", "1", "on"];
    relation.is_some_and(|one| words.contains(&one.value.to_ascii_lowercase().as_str()))
}

fn library(file: &Profile, sink: &mut Sink) -> ProtocolSettings {
    let mut found = ProtocolSettings::new("Kerberos (libdefaults)");
    let of = |key: &str| value(file, &["libdefaults"], key);
    let is_weak_allowed = is_true(of("allow_weak_crypto"));
    for key in SHOWN {
        if let Some(relation) = of(key) {
            found.set(relation.place(), &relation.value);
        }
    }
    let mut listed = Vec::new();
    for key in LISTS {
        let Some(relation) = of(key) else { continue };
        let mut types = types(relation, &mut found, sink);
        let dropped =
            types.iter().filter(|one| one.is_weak).map(|one| one.name).collect::<Vec<_>>();
        if !is_weak_allowed && !dropped.is_empty() {
            let text = format!("{}: left out, allow_weak_crypto is false", dropped.join(" "));
            found.say(key, &text);
            types.retain(|one| !one.is_weak);
        }
        listed.extend(types);
    }
    if found.is_empty() {
        return found;
    }
    for key in LISTS.into_iter().filter(|key| of(key).is_none()) {
        match of("permitted_enctypes") {
            Some(_) => found.say(key, "not set: permitted_enctypes, since MIT krb5 1.18"),
            None => found.say(key, &format!("not set: in MIT krb5 1.20 {TYPES}")),
        }
    }
    for (key, text) in [
        ("allow_weak_crypto", "not set: false, since MIT krb5 1.8"),
        (
            "allow_rc4",
            "not set: false since MIT krb5 1.21, for session keys; before that no such setting",
        ),
        (
            "allow_des3",
            "not set: false since MIT krb5 1.21, for session keys; before that no such setting",
        ),
        ("pkinit_dh_min_bits", "not set: 2048"),
        ("spake_preauth_groups", "not set: edwards25519 for clients, none for KDCs"),
    ] {
        if of(key).is_none() {
            found.say(key, text);
        }
    }
    offer(&listed, &mut found);
    exchange(of("pkinit_dh_min_bits"), of("spake_preauth_groups"), &mut found);
    elsewhere(file, &mut found);
    found
}

/// A list of encryption types as it stands.
fn types(
    relation: &Relation,
    found: &mut ProtocolSettings,
    sink: &mut Sink,
) -> Vec<&'static EncryptionType> {
    found.set(relation.place(), &relation.value);
    let resolved = resolve(&relation.value);
    if !resolved.unknown.is_empty() {
        found.say(
            &relation.key,
            &format!("{}: no encryption type that is known", resolved.unknown.join(" ")),
        );
        let detail = "a Kerberos encryption type that is not known; the documentation of the installed version would tell";
        let (offset, line) = (relation.offset, Some(relation.line));
        sink.unknown(DETECTOR.id, UnknownReason::Unsupported, offset, line, detail);
    }
    resolved.types
}

fn offer(types: &[&'static EncryptionType], found: &mut ProtocolSettings) {
    for one in types {
        found.offer(OfferRole::Cipher, one.name, one.cipher());
    }
    for (one, mac) in types.iter().filter_map(|one| Some((one, one.mac()?))) {
        found.offer(OfferRole::Mac, one.name, mac);
    }
}

/// Diffie-Hellman of PKINIT clients (RFC 4556) by modulus, and the groups of SPAKE (RFC 9588).
fn exchange(bits: Option<&Relation>, groups: Option<&Relation>, found: &mut ProtocolSettings) {
    let words = |relation: Option<&Relation>| {
        let value = relation.map_or("", |relation| relation.value.as_str()).to_owned();
        let of = value.split([',', ' ', '\t']).filter(|word| !word.is_empty()).take(20);
        of.map(str::to_owned).collect::<Vec<_>>()
    };
    for word in words(bits).into_iter().take(1) {
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        let name = if is_number { format!("DH-{word}") } else { format!("ECDH-{word}") };
        if let Some(algorithm) = registry::by_name(&name) {
            found.offer(OfferRole::KeyExchange, &format!("pkinit {word}"), algorithm);
        }
    }
    for word in words(groups) {
        let algorithm =
            registry::by_name(&word).unwrap_or_else(|| Algorithm::verbatim(&word, None));
        found.offer(OfferRole::KeyExchange, &format!("spake {word}"), algorithm);
    }
}

fn elsewhere(file: &Profile, found: &mut ProtocolSettings) {
    for relation in file.elsewhere.iter().take(100) {
        found.say(&relation.key, &relation.value);
    }
}

/// Relations that only a KDC has.
const OF_A_KDC: [&str; 8] = [
    "supported_enctypes",
    "master_key_type",
    "master_key_name",
    "database_name",
    "key_stash_file",
    "kdc_ports",
    "kdc_listen",
    "acl_file",
];
/// Realms that one file is asked for.
const MOST_REALMS: usize = 500;

fn realms(file: &Profile) -> Vec<&str> {
    let mut realms: Vec<&str> = Vec::new();
    for relation in &file.relations {
        if let [section, realm] = relation.path.as_slice()
            && section == "realms"
            && OF_A_KDC.contains(&relation.key.as_str())
            && realms.last() != Some(&realm.as_str())
            && !realms.contains(&realm.as_str())
            && realms.len() < MOST_REALMS
        {
            realms.push(realm);
        }
    }
    realms
}

fn center(file: &Profile, realm: &str, sink: &mut Sink) -> ProtocolSettings {
    let mut found = ProtocolSettings::new(&format!("Kerberos KDC, realm {realm}"));
    let of = |key: &str| value(file, &["realms", realm], key);
    let mut listed = Vec::new();
    for (key, unset) in [
        (
            "supported_enctypes",
            "not set: aes256-cts-hmac-sha1-96:normal aes128-cts-hmac-sha1-96:normal",
        ),
        ("master_key_type", "not set: aes256-cts-hmac-sha1-96"),
    ] {
        match of(key) {
            Some(relation) => listed.extend(types(relation, &mut found, sink)),
            None => found.say(key, unset),
        }
    }
    offer(&listed, &mut found);
    for key in ["pkinit_identity", "pkinit_anchors", "pkinit_eku_checking", "database_name"] {
        if let Some(relation) = of(key) {
            found.set(relation.place(), &relation.value);
        }
    }
    match of("pkinit_dh_min_bits") {
        Some(relation) => found.set(relation.place(), &format!("{} at least", relation.value)),
        None => found.say("pkinit_dh_min_bits", "not set: 2048 at least"),
    }
    let challenge = value(file, &["kdcdefaults"], "spake_preauth_kdc_challenge");
    if let Some(relation) = challenge {
        found.set(relation.place(), &relation.value);
    }
    exchange(None, challenge, &mut found);
    elsewhere(file, &mut found);
    // A realm without any of them has at least the line that made it one.
    if let Some(first) = file.relations.iter().find(|one| one.path == ["realms", realm]) {
        found.stands(first.place());
    }
    found
}
