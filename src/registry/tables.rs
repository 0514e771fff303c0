//! Views of the tables: by name, by OID, by code point. Built once, from the rows alone.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    CodePoint, Family, NamedCurve, Row, Suite,
    classical::CLASSICAL,
    composites::COMPOSITES,
    curves::CURVES,
    derivation::DERIVATION,
    families::FAMILIES,
    hashes::HASHES,
    interim::INTERIM,
    kems::KEMS,
    names_ssh::{SSH_KEX, SSH_NAMES},
    names_tls::{GROUPS, SIGNATURE_SCHEMES},
    prototypes::PROTOTYPES,
    signatures::SIGNATURES,
    stateful::{FIRST, STATEFUL},
    suites::SUITES,
    symmetric::CIPHERS,
};

const ROWS: [&[Row]; 11] = [
    SIGNATURES, STATEFUL, INTERIM, KEMS, COMPOSITES, PROTOTYPES, CLASSICAL, HASHES, CIPHERS,
    DERIVATION, SSH_KEX,
];

/// Every algorithm and parameter set, in the order of the tables.
pub fn all() -> impl Iterator<Item = &'static Row> {
    ROWS.into_iter().flatten()
}

/// Every family.
pub fn families() -> impl Iterator<Item = &'static Family> {
    FAMILIES.iter()
}

/// Every named curve.
pub fn curves() -> impl Iterator<Item = &'static NamedCurve> {
    CURVES.iter()
}

/// Every TLS named group.
pub fn tls_groups() -> impl Iterator<Item = &'static CodePoint> {
    GROUPS.iter()
}

/// Every TLS cipher suite.
pub fn tls_cipher_suites() -> impl Iterator<Item = &'static Suite> {
    SUITES.iter()
}

/// Every TLS signature scheme.
pub fn tls_signature_schemes() -> impl Iterator<Item = &'static CodePoint> {
    SIGNATURE_SCHEMES.iter()
}

/// Every SSH name that stands for an algorithm of another name, with that name.
pub fn ssh_names() -> impl Iterator<Item = (&'static str, &'static str)> {
    SSH_NAMES.iter().copied()
}

/// OIDs that were given to two algorithms, and which; neither can be told from the OID.
pub const COLLISIONS: &[(&str, &str)] = &[(
    "1.3.6.1.4.1.22554.5.8.1",
    "BIKE-L1 (Bouncy Castle) or x25519_mlkem512 or x25519_kyber512 (oqs-provider)",
)];

/// A parameter set of LMS, XMSS or XMSS^MT by its number in IANA's registry; `stem` is what all its names begin with.
pub(super) fn numbered(stem: &str, number: u32) -> Option<&'static Row> {
    let (stem, first) = FIRST.iter().find(|(known, _)| *known == stem)?;
    let mut sets =
        STATEFUL.iter().filter(|row| row.name.starts_with(stem) && row.maturity.is_none());
    sets.nth(usize::try_from(number.checked_sub(*first)?).ok()?)
}

/// A name without what its spellings differ in: case, hyphens, underscores, spaces.
pub(super) fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    folded.extend(
        name.chars().filter(|c| !matches!(c, '-' | '_' | ' ')).map(|c| c.to_ascii_lowercase()),
    );
    folded
}

/// An algorithm's row by its name, alias or OID name.
pub(super) fn row(name: &str) -> Option<&'static Row> {
    static VIEW: LazyLock<HashMap<String, &'static Row>> = LazyLock::new(|| {
        let mut view = HashMap::new();
        // Canonical names win over aliases, aliases over the names of OIDs.
        for row in all() {
            view.entry(folded(row.name)).or_insert(row);
        }
        for row in all() {
            for alias in row.aliases {
                view.entry(folded(alias)).or_insert(row);
            }
        }
        for row in all() {
            for (_, name) in row.oids.iter().filter(|(_, name)| !name.is_empty()) {
                view.entry(folded(name)).or_insert(row);
            }
        }
        view
    });
    VIEW.get(&folded(name)).copied()
}

/// An algorithm's row by OID, with the OID's own name.
pub(super) fn row_by_oid(oid: &str) -> Option<(&'static Row, &'static str)> {
    static VIEW: LazyLock<HashMap<&'static str, (&'static Row, &'static str)>> =
        LazyLock::new(|| {
            all()
                .flat_map(|row| row.oids.iter().map(move |(oid, name)| (*oid, (row, *name))))
                .collect()
        });
    VIEW.get(oid).copied()
}

/// A family by its registry name.
pub(super) fn family(name: &str) -> Option<&'static Family> {
    static VIEW: LazyLock<HashMap<&'static str, &'static Family>> =
        LazyLock::new(|| FAMILIES.iter().map(|family| (family.name, family)).collect());
    VIEW.get(name).copied()
}

/// A curve by OID, name or alias.
pub(super) fn named_curve(name_or_oid: &str) -> Option<&'static NamedCurve> {
    static VIEW: LazyLock<HashMap<String, &'static NamedCurve>> = LazyLock::new(|| {
        let mut view = HashMap::new();
        for curve in CURVES {
            let names = [curve.name, curve.oid].into_iter().chain(curve.aliases.iter().copied());
            view.extend(names.filter(|name| !name.is_empty()).map(|name| (folded(name), curve)));
        }
        view
    });
    VIEW.get(&folded(name_or_oid)).copied()
}

/// The canonical name behind an SSH name.
pub(super) fn ssh_target(name: &str) -> Option<&'static str> {
    static VIEW: LazyLock<HashMap<&'static str, &'static str>> =
        LazyLock::new(|| SSH_NAMES.iter().copied().collect());
    VIEW.get(name).copied()
}
