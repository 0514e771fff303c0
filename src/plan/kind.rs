use serde::{Deserialize, Serialize};

use super::change::{Need, Use, Venue};
use super::parts::Part;
use super::{Change, Package, Window};

/// A kind of work in a system: one package each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Kind {
    pub(super) change: Change,
    pub(super) at: Use,
    pub(super) pace: Pace,
    /// The first of everything but certificates that are issued again.
    pub(super) part: Part,
}

/// Whether work can wait for quantum-resistant software, suppliers and authorities.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Pace {
    /// Broken today: replaced at once by what is sound today.
    Now,
    /// Replaced by what a quantum computer does not break.
    #[default]
    Resistant,
    /// The classical half of the hybrid that came first is dropped.
    Final,
}

impl Kind {
    /// Copies of certificates of authorities that another system, or nobody here, renews.
    pub(super) const ANCHORS: Self =
        Self::resistant(Change::TrustDistribution, Use { venue: Venue::X509, need: Need::Root });
    /// Copies of certificates that a server of the estate presents, and that others verify it with.
    pub(super) const PINS: Self = Self::resistant(
        Change::TrustDistribution,
        Use { venue: Venue::X509, need: Need::Signature },
    );
    /// What is left beside its successor: authorities, anchors, pinned certificates.
    pub(super) const OLD: Self =
        Self::resistant(Change::Retirement, Use { venue: Venue::X509, need: Need::Root });
    /// Copies of keys of SSH that certify others, which verifiers hold until nothing under them is shown.
    pub(super) const TRUSTED: Self =
        Self::resistant(Change::Retirement, Use { venue: Venue::Ssh, need: Need::Issuing });
    /// Revocation lists and OCSP responses, until it is known where their authority is renewed.
    pub(super) const STATEMENTS: Self = Self::resistant(
        Change::CertificateReissue,
        Use { venue: Venue::X509, need: Need::Issuing },
    );
    /// Keys of SSH that certify others and whose private halves are nowhere in the estate.
    pub(super) const OFFLINE: Self =
        Self::resistant(Change::Rekey, Use { venue: Venue::Ssh, need: Need::Issuing });
    /// Keys of SSH.
    pub(super) const SSH_KEYS: Self =
        Self::resistant(Change::Rekey, Use { venue: Venue::Ssh, need: Need::Signature });
    /// What has to be looked into.
    pub(super) const DISCOVERY: Self = Self::whole(Change::Discovery);

    pub(super) const fn resistant(change: Change, at: Use) -> Self {
        let part = Part { window: Window::Natural, later: 0 };
        Self { change, at, pace: Pace::Resistant, part }
    }

    /// Work that is done once for a system.
    pub(super) const fn whole(change: Change) -> Self {
        Self::resistant(change, Use { venue: Venue::Code, need: Need::Undetermined })
    }

    pub(super) const fn at_pace(self, pace: Pace) -> Self {
        Self { pace, ..self }
    }

    pub(super) fn in_part(self, part: Part) -> Self {
        Self { part, ..self }
    }

    /// Whether it retires what is left beside its successor.
    pub(super) fn is_of_the_old(self) -> bool {
        self.is_old() || self == Self::TRUSTED
    }

    /// Whether it retires authorities, anchors and pinned certificates.
    pub(super) fn is_old(self) -> bool {
        self == Self::OLD.at_pace(self.pace)
    }

    pub(super) fn is_now(self) -> bool {
        self.pace == Pace::Now
    }

    pub(super) fn is_final(self) -> bool {
        self.pace == Pace::Final
    }

    /// `system/change`, with the use where one kind of change has several targets, `-now` for what is broken
    /// today and `-final` for the state after an interim one, and before it when certificates end by themselves.
    pub(super) fn id(self, system: &str) -> String {
        let word = word(self.change);
        let now = match self.pace {
            Pace::Now => "-now",
            Pace::Resistant => "",
            Pace::Final => "-final",
        };
        match self.change {
            Change::Discovery | Change::VendorCommitment => format!("{system}/{word}{now}"),
            Change::TrustDistribution if self.at == Self::ANCHORS.at => {
                format!("{system}/{word}{now}")
            }
            Change::Decommission => format!("{system}/{word}"),
            // Hardware that is replaced for what is made in it or verified by it, whatever that is.
            Change::HardwareReplacement if self.at.need == Need::Undetermined => {
                format!("{system}/{word}")
            }
            Change::LibraryUpgrade => {
                let signs = if self.at.need == Need::Signature { "-signature" } else { "" };
                format!("{system}/{word}/{}{signs}", self.at.venue.protocol().unwrap_or("code"))
            }
            // One edit of a configuration removes everything that is broken in it.
            Change::Configuration if self.is_now() && self.at.need == Need::Undetermined => {
                format!("{system}/{word}/{}-now", self.at.venue.protocol().unwrap_or("code"))
            }
            _ => {
                format!("{system}/{word}/{}{}{now}", self.part.prefix(), self.at.suffix())
            }
        }
    }
}

/// Whether what a package is for has to be found out first: its id says so, after its system.
#[must_use]
pub fn is_of_unknown_purpose(package: &Package) -> bool {
    let own = package.id.strip_prefix(package.system.as_str()).unwrap_or(&package.id);
    own.contains(Need::Undetermined.word())
}

/// Kebab-case word of a change, as serialised.
pub(super) const fn word(change: Change) -> &'static str {
    match change {
        Change::Discovery => "discovery",
        Change::VendorCommitment => "vendor-commitment",
        Change::LibraryUpgrade => "library-upgrade",
        Change::CaRenewal => "ca-renewal",
        Change::TrustDistribution => "trust-distribution",
        Change::Configuration => "configuration",
        Change::CertificateReissue => "certificate-reissue",
        Change::Rekey => "rekey",
        Change::Replacement => "replacement",
        Change::Retirement => "retirement",
        Change::ProtocolUpgrade => "protocol-upgrade",
        Change::ProviderInjection => "provider-injection",
        Change::ProxyInFront => "proxy-in-front",
        Change::HardwareReplacement => "hardware-replacement",
        Change::Decommission => "decommission",
        Change::AcceptWithExpiry => "accept-with-expiry",
        Change::Pilot => "pilot",
    }
}

/// Where what is used has a certificate under an authority of X.509.
pub(super) const fn is_under_authorities(venue: Venue) -> bool {
    matches!(venue, Venue::X509 | Venue::Cms | Venue::Ike | Venue::Saml | Venue::Other)
}

/// Which implementation must know the algorithms of what is trusted from then on.
pub(super) fn verifier_use(kind: Kind) -> Option<Use> {
    let is_asked = kind.change == Change::TrustDistribution && kind.pace == Pace::Resistant;
    is_asked.then_some(Use { venue: Venue::Tls, need: Need::Undetermined })
}

/// Which implementation must be new enough before a change: the one that has to negotiate, sign or verify.
/// What is broken today waits for no upgrade, and hashes and ciphers are there already.
pub(super) fn library_use(kind: Kind) -> Option<Use> {
    let Use { venue, need } = kind.at;
    let negotiates = matches!(kind.change, Change::Configuration | Change::ProtocolUpgrade);
    let makes_keys = matches!(
        kind.change,
        Change::CaRenewal | Change::CertificateReissue | Change::Rekey | Change::Replacement
    );
    if kind.is_now() || need == Need::Symmetric || !(negotiates || makes_keys) {
        return None;
    }
    let (venue, need) = match venue {
        // Key exchange does not wait for the release that keys wait for.
        Venue::Ssh | Venue::Ike if need == Need::Signature => (venue, need),
        Venue::Ssh if need == Need::Issuing => (venue, Need::Signature),
        Venue::Tls | Venue::Ssh | Venue::Ike => (venue, Need::Undetermined),
        Venue::OpenPgp | Venue::Jose | Venue::Dnssec => (venue, Need::Undetermined),
        // The library that speaks TLS makes and verifies keys, certificates and messages as well (OpenSSL 3.5).
        Venue::X509 | Venue::Cms | Venue::Code if makes_keys => (Venue::Tls, Need::Undetermined),
        Venue::X509 | Venue::Cms | Venue::Code | Venue::Saml | Venue::Ledger | Venue::Other => {
            return None;
        }
    };
    Some(Use { venue, need })
}
