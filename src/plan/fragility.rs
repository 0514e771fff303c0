//! What in the evidence makes a package harder than its kind of change says, and by how much.
//!
//! The effort is multiplied by a factor for every sign: low, likely, high. The factors are planning defaults
//! of y2q, not measurements; `[effort.weights]` of an estate file replaces them. The two that are counted are
//! for every doubling of the count, so that eight calls have three times the share that two have.
//!
//! | sign | factor | seen as | why |
//! |---|---|---|---|
//! | `fixed-width` | 1 · 1.3 · 2 | DNSSEC keys, tokens in JSON; or stated | answers of 1,232 bytes, cookies of 4,096 bytes, columns and records of the old size have to grow |
//! | `stored-format` | 1 · 1.2 · 1.6 | signed data, signatures, key stores; or stated | what is stored must stay readable and verifiable |
//! | `pinning` | 1 · 1.2 · 1.5 | `known_hosts`, pins in code; or stated | every holder of the pin changes in step |
//! | `hard-coded` | 1 · 1.1 · 1.4 | the algorithm stands in code, outside of tests; or stated | a release instead of a setting |
//! | `third-party` | 1 · 1.2 · 1.5 | the system has a supplier; or stated | interfaces are agreed with others |
//! | `call-sites` | 1.02 · 1.05 · 1.12 | calls in code, outside of tests | each is read, changed and tested |
//! | `peers` | 1.01 · 1.03 · 1.08 | places that know a key or certificate | each changes in step |
//!
//! All factors together are at most [`MOST`].

use std::collections::BTreeSet;

use super::Change;
use super::tally::{Item, Tally};
use crate::assess::Holding;
use crate::model::{Asset, AssetId, Efforts, Evidence, Fragility, MaterialKind};
use crate::risk::is_before_tls13;

/// Greatest factor: more signs than that say replace it, which is a kind of change.
const MOST: f64 = 4.0;

/// What a holding shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// Calls in code.
    pub(super) calls: u32,
    /// Of these, calls at which the algorithm is written.
    hard_coded: u32,
    /// Places that know a key or certificate.
    places: u32,
    fixed_width: bool,
    stored: bool,
    pinned: bool,
    /// How calls get at their algorithm, where it is by a name that a provider knows.
    pub(super) architecture: Option<Architecture>,
    /// Calls that do so.
    pub(super) provided: u32,
    /// Of these, calls to which a configuration gives the name.
    pub(super) configured: u32,
    /// A TPM holds it.
    pub(super) in_tpm: bool,
    /// It lies in a keystore of Java, which OpenSSL does not read.
    pub(super) in_keystore: bool,
    /// TLS without version 1.3.
    pub(super) old_protocol: bool,
}

/// How code asks for an algorithm by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Architecture {
    /// `getInstance` of `java.security` and `javax.crypto`.
    Jca,
    /// `EVP_…_fetch` and `EVP_PKEY_CTX_new_from_name` of OpenSSL 3.
    OpenSsl,
}

impl Architecture {
    fn of(symbol: &str) -> Option<Self> {
        let java = symbol.starts_with("java.security.") || symbol.starts_with("javax.crypto.");
        if java && symbol.ends_with(".getInstance") {
            return Some(Self::Jca);
        }
        let fetches = symbol.ends_with("_fetch") || symbol == "EVP_PKEY_CTX_new_from_name";
        (symbol.starts_with("EVP_") && fetches).then_some(Self::OpenSsl)
    }

    /// What is asked.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Jca => "the Java Cryptography Architecture",
            Self::OpenSsl => "OpenSSL's providers",
        }
    }

    /// Libraries of the registry that it loads, the one that is proposed first.
    pub(super) const fn providers(self) -> &'static [&'static str] {
        match self {
            Self::Jca => &[
                "bouncy-castle-java",
                "openjdk",
                "bouncy-castle-fips",
                "corretto-crypto-provider",
                "conscrypt",
            ],
            Self::OpenSsl => &["openssl"],
        }
    }
}

impl Tally {
    /// Whether it lies in a keystore of Java.
    pub(super) fn is_in_keystore(&self, id: AssetId) -> bool {
        self.signs.get(&id).is_some_and(|signs| signs.in_keystore)
    }
}

impl Signs {
    /// `None` where nothing makes it harder.
    pub(super) fn of(holding: &Holding) -> Option<Self> {
        let mut signs = Self::default();
        let (mut calls, mut hard_coded, mut places) =
            (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let (mut provided, mut configured) = (BTreeSet::new(), BTreeSet::new());
        for found in &holding.occurrences {
            let (location, one) = (&found.location, &found.occurrence);
            let place = (&location.root, &location.path);
            match &one.code {
                Some(code) if code.is_test => {}
                Some(code) => {
                    calls.insert((place, one.offset));
                    let named = |what: &str| what.contains("configuration key ");
                    let named = code.steps.iter().any(|step| named(&step.what));
                    let set = named || code.steps.iter().any(|step| step.part == "setting");
                    if let Some(architecture) = Architecture::of(&code.symbol) {
                        signs.architecture = signs.architecture.max(Some(architecture));
                        provided.insert((place, one.offset));
                        if named {
                            configured.insert((place, one.offset));
                        }
                    }
                    if code.missing.is_empty() && !set {
                        hard_coded.insert((place, one.offset));
                    }
                    let symbol = code.symbol.to_ascii_lowercase();
                    signs.pinned |= symbol.contains("pinner") || symbol.contains("pinning");
                }
                None => {
                    places.insert(place);
                    signs.in_tpm |= one.detector.starts_with("tpm2-");
                    signs.in_keystore |= one.detector == "java-keystore";
                    signs.pinned |= location.path.ends_with("known_hosts");
                    signs.fixed_width |=
                        matches!(one.detector.as_str(), "dns-key-record" | "json-web-token");
                }
            }
        }
        if let Asset::RelatedCryptoMaterial(material) = &holding.asset {
            signs.stored = matches!(
                material.material,
                MaterialKind::SignedData | MaterialKind::Signature | MaterialKind::Keystore
            );
        }
        if let Asset::Protocol(protocol) = &holding.asset {
            // What two peers agreed on tells what one of them can do, not the other.
            let mut found = holding.occurrences.iter();
            let stated = found.all(|found| found.occurrence.evidence == Evidence::Configured);
            signs.old_protocol = stated && is_before_tls13(protocol);
        }
        let known = match &holding.asset {
            Asset::Certificate(_) => true,
            Asset::RelatedCryptoMaterial(material) => material.material == MaterialKind::PublicKey,
            _ => false,
        };
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        signs.calls = count(calls.len());
        signs.hard_coded = count(hard_coded.len());
        signs.provided = count(provided.len());
        signs.configured = count(configured.len());
        signs.places = if known && places.len() > 1 { count(places.len()) } else { 0 };
        (signs != Self::default()).then_some(signs)
    }
}

/// A sign of a package.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fragile {
    /// What is seen, in words.
    seen: String,
    factor: [f64; 3],
}

/// The signs of the package that does `change` to `items`.
pub(super) fn fragile(
    change: Change,
    items: &[Item],
    tally: &Tally,
    (stated, supplier): (&[Fragility], Option<&str>),
    efforts: &Efforts,
) -> Vec<Fragile> {
    // What only enables or looks, changes none of these places itself.
    if matches!(
        change,
        Change::Discovery
            | Change::VendorCommitment
            | Change::TrustDistribution
            | Change::ProxyInFront
            | Change::Decommission
            | Change::AcceptWithExpiry
            | Change::Pilot
    ) {
        return Vec::new();
    }
    let (mut calls, mut hard_coded, mut places) = (0_u64, 0_u64, 0_u64);
    let (mut widths, mut stored, mut pinned) = (0_u64, 0_u64, 0_u64);
    for signs in items.iter().filter_map(|item| tally.signs.get(&item.id)) {
        calls += u64::from(signs.calls);
        hard_coded += u64::from(signs.hard_coded);
        places += u64::from(signs.places);
        widths += u64::from(signs.fixed_width);
        stored += u64::from(signs.stored);
        pinned += u64::from(signs.pinned);
    }
    let mut found = Vec::new();
    for sign in Fragility::ALL {
        let (count, words) = match sign {
            Fragility::FixedWidth => (widths, "in answers or tokens of limited size"),
            Fragility::StoredFormat => (stored, "in formats that are stored"),
            Fragility::Pinning => (pinned, "pinned by peers"),
            Fragility::HardCoded => (hard_coded, "calls with the algorithm written into code"),
            Fragility::ThirdParty => (0, ""),
            Fragility::CallSites => (calls, "calls in code"),
            Fragility::Peers => (places, "places that know a key or certificate"),
        };
        let weight = weight(sign, efforts);
        let counted = matches!(sign, Fragility::CallSites | Fragility::Peers);
        let seen = if count > 0 {
            format!("{count} {words}")
        } else if sign == Fragility::ThirdParty && supplier.is_some() && !items.is_empty() {
            format!("{} supplies it", supplier.unwrap_or_default())
        } else if stated.contains(&sign) && !items.is_empty() {
            format!("{}, as the estate file says", sign.word())
        } else {
            continue;
        };
        let doublings = if counted { (count as f64).log2() } else { 1.0 };
        if doublings > 0.0 {
            found.push(Fragile { seen, factor: weight.map(|weight| weight.powf(doublings)) });
        }
    }
    found
}

/// What `efforts` are multiplied with.
pub(super) fn factor(signs: &[Fragile]) -> [f64; 3] {
    [0, 1, 2].map(|at| {
        let all: f64 = signs.iter().map(|sign| sign.factor[at]).product();
        // A factor below 1 is the estate's own choice; more than the most is none.
        all.clamp(0.0, MOST)
    })
}

/// One sentence on the signs; empty where there are none.
pub(super) fn sentence(signs: &[Fragile]) -> String {
    if signs.is_empty() {
        return String::new();
    }
    let two = |number: f64| (number * 100.0).round() / 100.0;
    let told: Vec<String> = signs
        .iter()
        .map(|sign| {
            let [low, likely, high] = sign.factor.map(two);
            format!("{} (times {low}, {likely} and {high})", sign.seen)
        })
        .collect();
    let [low, likely, high] = factor(signs).map(two);
    format!(
        " Harder by what was found: {}; in all times {low}, {likely} and {high}.",
        told.join(", ")
    )
}

fn weight(sign: Fragility, efforts: &Efforts) -> [f64; 3] {
    efforts.weights.get(&sign).copied().unwrap_or(match sign {
        Fragility::FixedWidth => [1.0, 1.3, 2.0],
        Fragility::StoredFormat => [1.0, 1.2, 1.6],
        Fragility::Pinning | Fragility::ThirdParty => [1.0, 1.2, 1.5],
        Fragility::HardCoded => [1.0, 1.1, 1.4],
        Fragility::CallSites => [1.02, 1.05, 1.12],
        Fragility::Peers => [1.01, 1.03, 1.08],
    })
}
