//! Why a package is this kind of change and no other one, and what its owner could accept instead.

use serde::{Deserialize, Serialize};

use super::change::Need;
use super::deadline::Calendar;
use super::kind::{Kind, Pace};
use super::runbook::NOTE;
use super::tally::Item;
use super::{Change, Deadline};
use crate::model::{Acceptance, Date};
use crate::risk::Threat;

/// Why this kind of change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// What of the inventory or the estate file asks for it.
    pub why: String,
    /// The kinds that were looked at, and why each fell.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rejected: Vec<(Change, String)>,
    /// What its owner could accept instead, or no longer accepts. Nothing is accepted before it is written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<String>,
}

/// A risk that somebody answers for until a day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Who.
    pub owner: String,
    /// Why.
    pub reason: String,
    /// Last day.
    pub expires: Date,
    /// The kind of change that is not made.
    pub instead: Change,
    /// The deadline of that change, which the acceptance does not lift.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Deadline>,
}

impl Accepted {
    /// Who answers until when, and for what reason.
    #[must_use]
    pub fn words(&self) -> String {
        format!("{} accepts it until {}: {}", self.owner, self.expires, self.reason)
    }

    /// The deadline that passes before the acceptance does, or had passed before the plan began.
    #[must_use]
    pub fn outlasted(&self) -> Option<&Deadline> {
        self.limit.as_ref().filter(|limit| limit.date < self.expires || limit.missed.is_some())
    }
}

impl Choice {
    /// What a runbook says of it: of kinds that stand for another one, and of what could be accepted.
    pub(super) fn notes(&self, change: Change) -> Vec<String> {
        let mut notes = Vec::new();
        if stands_for_another(change) {
            notes.push(format!("{NOTE}why this kind of change: {}", self.why));
            for (other, why) in &self.rejected {
                notes.push(format!("{NOTE}not {}: {why}", super::kind::word(*other)));
            }
        }
        notes.extend(self.proposed.iter().map(|proposed| format!("{NOTE}{proposed}")));
        notes
    }
}

/// Kinds that something besides the asset itself asks for.
const fn stands_for_another(change: Change) -> bool {
    matches!(
        change,
        Change::ProtocolUpgrade
            | Change::ProviderInjection
            | Change::ProxyInFront
            | Change::HardwareReplacement
            | Change::Decommission
            | Change::AcceptWithExpiry
    )
}

/// What asks for the usual kind.
pub(super) fn usual(kind: Kind) -> &'static str {
    match (kind.change, kind.pace) {
        (_, Pace::Final) => {
            "the interim hybrid is there by then; a policy prefers the state without it"
        }
        (Change::Discovery, _) => "inputs, assets or purposes are unknown",
        (Change::VendorCommitment, _) => "the estate file names a supplier who has to deliver",
        (Change::LibraryUpgrade, _) => {
            "a change of this system needs an implementation that knows the new algorithms"
        }
        (Change::CaRenewal, _) => "an authority of the estate's own signs with it",
        (Change::TrustDistribution, _) if kind.at == Kind::PINS.at => {
            "what a server presents lies or is named here to verify it with; it is issued again where the server is"
        }
        (Change::TrustDistribution, _) => "verifiers hold anchors that are renewed elsewhere",
        (Change::Configuration, _) if kind.at.need == Need::KeyEstablishment => {
            "the key exchange is negotiated, so a setting changes it"
        }
        (Change::Configuration, _) => "a setting decides what is offered and accepted",
        (Change::CertificateReissue, _) => "a certificate carries the key, so both change together",
        (Change::Rekey, _) => "a key without a certificate is generated anew",
        (Change::Replacement, _) => "the use stands in code or in a format of data",
        (Change::Retirement, _) => "something resistant is offered beside it already",
        (Change::HardwareReplacement, _) => {
            "keys are made in, or signatures verified by, hardware that no release upgrades"
        }
        (Change::ProxyInFront, _) => {
            "its software cannot be changed, and certificates of it are issued again"
        }
        (Change::Pilot, _) => "the change is tried on a small share before it is rolled out",
        (Change::ProtocolUpgrade | Change::ProviderInjection, _)
        | (Change::Decommission | Change::AcceptWithExpiry, _) => "the estate file says so",
    }
}

/// What the owner of `items` could accept, where nobody has: until which day, and why.
pub(super) fn proposal(kind: Kind, items: &[Item], calendar: &Calendar<'_>) -> Option<String> {
    // A setting costs less than a review; what is switched off is done with.
    let cheap =
        matches!(kind.change, Change::Configuration | Change::Retirement | Change::Decommission);
    // What nobody knows the use of is not accepted either.
    if kind.pace != Pace::Resistant || cheap || kind.at.need == Need::Undetermined {
        return None;
    }
    let fits = |item: &Item| item.barred.is_none() && item.threat == Threat::HarvestNowDecryptLater;
    if items.is_empty() || !items.iter().all(fits) {
        return None;
    }
    let years = items.iter().map(|item| item.shelf_life).max()?;
    let crqc = calendar.crqc_year;
    let last = crqc.checked_sub(i16::try_from(years).ok()?)?.checked_sub(1)?;
    let end = Date::new(last, 12, 31).ok()?;
    let deadline = calendar.earliest(items).filter(|deadline| deadline.policy != "y2q");
    let until = deadline.map_or(end, |deadline| end.min(deadline.date));
    (last > calendar.today.year() && until > calendar.today).then(|| {
        format!(
            "its owner could accept this until {until} instead, by [[accept]] with a reason: what is recorded until \
             then must stay secret {}, and the quantum computer is assumed from {crqc} on",
            years_of(years)
        )
    })
}

/// `1 year`, `2 years`.
pub(super) fn years_of(years: u16) -> String {
    if years == 1 { "1 year".into() } else { format!("{years} years") }
}

/// What is said of an acceptance whose last day has passed.
pub(super) fn expired(acceptance: &Acceptance) -> String {
    let Acceptance { owner, expires, .. } = acceptance;
    format!("{owner} accepted this until {expires}; that day has passed, so it is work again")
}
