//! What packages rest on that does not exist yet and that nobody has dated.
//!
//! A plan that gave such work the next free quarter would promise what others have not. So it begins a year from now at the
//! earliest, which is a planning default and said to be one, unless the estate file names a supplier with a date; the
//! assumptions and the answer to "Will we make it?" count it.

use std::collections::BTreeMap;

use super::change::{Need, Use, Venue};
use super::draft::Maker;
use super::kind::Kind;
use super::runbook::NOTE;
use super::{Change, Package, Target, readiness};
use crate::model::{Hardware, HardwareKind, Quarter};

/// Quarters after which a thing that nobody has dated is assumed to be there: a planning default.
const ASSUMED_QUARTERS: i32 = 4;

/// Between several things of one package.
const AND: &str = "; ";

/// Things that nobody has dated.
pub(super) struct Undated {
    pub(super) what: String,
    /// Something else of the plan comes before it, a commitment of its supplier or an order; or it concerns a part of the work.
    awaited: bool,
}

impl Undated {
    fn spoken(&self) -> String {
        self.what.replace(AND, " and ")
    }

    /// What a reader of the runbook must know first.
    pub(super) fn note(&self) -> String {
        format!(
            "{NOTE}this rests on {}, which nobody has dated: as soon as it has a date, enter that as `earliest` of \
             [system.supplier] and plan again",
            self.spoken()
        )
    }

    /// The first quarter in which it is assumed to be there.
    pub(super) fn release(&self, from: Quarter) -> Option<(Quarter, String)> {
        (!self.awaited).then(|| {
            let why = format!(
                "nobody has dated {}; that it is there in a year is a planning default of y2q",
                self.spoken()
            );
            (from.plus(ASSUMED_QUARTERS), why)
        })
    }
}

impl Maker<'_> {
    /// What work of this kind rests on, where nobody has dated it.
    pub(super) fn undated(&self, kind: Kind, target: Option<&Target>) -> Option<Undated> {
        if kind.is_now() || kind.is_final() {
            return None;
        }
        // What the supplier dates comes with its release.
        let dated = self.supplier.is_some_and(|supplier| supplier.earliest.is_some());
        if dated && kind.change != Change::ProxyInFront {
            return None;
        }
        let found = |what: &str| Some(Undated { what: what.into(), awaited: false });
        if self.is_unchangeable() && is_stuck(kind) {
            return found("software in the place of what cannot be changed");
        }
        if kind.change == Change::HardwareReplacement {
            let stated = self.changeability.and_then(|stated| stated.hardware);
            let hardware = stated.unwrap_or(Hardware::SEEN);
            let planned = hardware.refresh.is_some_and(|refresh| refresh >= self.calendar.from);
            let is_tpm = hardware.kind == HardwareKind::Tpm && !planned;
            return is_tpm.then(|| Undated { what: TPM.into(), awaited: true });
        }
        let supplied = self.undelivered(kind);
        // An upgrade is for the key exchange that comes after it.
        let negotiated = (kind.change == Change::LibraryUpgrade && kind.at.venue == Venue::Ssh)
            .then(|| {
                self.target(Kind { at: Use { need: Need::KeyEstablishment, ..kind.at }, ..kind })
            })
            .flatten();
        let product = product(kind, target.or(negotiated.as_ref()));
        let public = self.tally.public.get(&kind);
        let Some(what) = product.or(public.map(|_| PUBLIC)) else { return supplied };
        // Its supplier has to deliver it, and has named no date for that either.
        let what = match supplied {
            Some(supplied) => format!("{what}{AND}{}", supplied.what),
            None => what.to_owned(),
        };
        // What the estate's own authorities issue beside the rest does not wait a year.
        Some(Undated { what, awaited: product.is_none() && public == Some(&false) })
    }

    /// What a supplier delivers who has named no date.
    fn undelivered(&self, kind: Kind) -> Option<Undated> {
        let supplier = self.supplier.filter(|supplier| supplier.earliest.is_none())?;
        let own = matches!(
            kind.change,
            Change::Discovery
                | Change::VendorCommitment
                | Change::ProxyInFront
                | Change::HardwareReplacement
                | Change::Decommission
                | Change::AcceptWithExpiry
        );
        let what = format!("what {} delivers", supplier.name);
        (!own).then_some(Undated { what, awaited: true })
    }
}

const PUBLIC: &str = "public certification authorities with quantum-resistant keys (the Baseline Requirements of the \
                      CA/Browser Forum for TLS servers allow none)";
const TPM: &str = "a TPM with version 1.85 of its library specification (draft of July 2025)";

/// By what is known of protocols and products; the sources are those of `target` and of the runbooks.
fn product(kind: Kind, target: Option<&Target>) -> Option<&'static str> {
    let Use { venue, need } = kind.at;
    let changes = matches!(
        kind.change,
        Change::Configuration
            | Change::CertificateReissue
            | Change::Rekey
            | Change::Replacement
            | Change::LibraryUpgrade
    ) || kind.change == Change::CaRenewal && venue == Venue::X509;
    let is_upgrade = kind.change == Change::LibraryUpgrade;
    let is_public = matches!(need, Need::KeyEstablishment | Need::Signature);
    match (venue, need) {
        _ if !changes => None,
        (Venue::Ssh, Need::Undetermined | Need::KeyEstablishment) => {
            target.and_then(|target| readiness::lacking(&target.scheme))
        }
        (Venue::X509, Need::Root | Need::Issuing | Need::Signature)
            if target.is_some_and(|target| readiness::is_composite(&target.scheme)) =>
        {
            Some(
                "libraries and an authority with composite signatures of ML-DSA (draft-ietf-lamps-pq-composite-sigs)",
            )
        }
        (Venue::Ssh, Need::Signature | Need::Issuing) => Some(
            "an OpenSSH release after 10.5 that enables a composite key by default (10.4 and 10.5 have it as an \
             experiment)",
        ),
        (Venue::Dnssec, _) if is_public || is_upgrade => {
            Some("a quantum-resistant algorithm number for DNSSEC and software that knows it")
        }
        (Venue::Ike, Need::Signature) => Some(
            "an IKE daemon that authenticates by ML-DSA (draft-ietf-ipsecme-ikev2-pqc-auth-08)",
        ),
        (Venue::Saml, _) if is_public => Some(
            "an identifier of XML Signature for ML-DSA (RFC 9231 has none) and SAML software that signs and verifies by it",
        ),
        (Venue::OpenPgp, _) if is_public || is_upgrade => {
            Some("a release with RFC 9980 of the OpenPGP programs in use")
        }
        (Venue::Jose, Need::KeyEstablishment) if target.is_none() => {
            Some("names for ML-KEM in JOSE and COSE (draft-ietf-jose-pqc-kem)")
        }
        (Venue::Ledger, _) if is_public && target.is_none() => {
            Some("a quantum-resistant signature that the rules of the ledger accept")
        }
        (Venue::Other, _) if is_public && target.is_none() => {
            Some("a quantum-resistant option of a protocol for which none is known here")
        }
        _ => None,
    }
}

/// Whether what stands in front of unchangeable software does this in its place.
pub(super) fn is_fronted(kind: Kind) -> bool {
    let shown = Use { venue: Venue::X509, need: Need::Signature };
    !kind.is_now()
        && match kind.change {
            Change::CertificateReissue => kind.at == shown || kind.at.venue == Venue::Ssh,
            Change::Rekey => kind.at.venue == Venue::Ssh,
            _ => false,
        }
}

/// Whether unchangeable software itself would have to know the new algorithm.
pub(super) fn is_stuck(kind: Kind) -> bool {
    let makes_keys = matches!(
        kind.change,
        Change::CaRenewal | Change::CertificateReissue | Change::Rekey | Change::Replacement
    );
    !kind.is_now() && makes_keys && kind.at.need != Need::Symmetric && !is_fronted(kind)
}

/// The things that nobody has dated, with the number of packages that rest on each.
#[must_use]
pub fn things(packages: &[Package]) -> BTreeMap<&str, u64> {
    let mut things: BTreeMap<&str, u64> = BTreeMap::new();
    let undated = packages.iter().filter_map(|package| package.undated.as_deref());
    for what in undated.flat_map(|all| all.split(AND)) {
        *things.entry(what).or_default() += 1;
    }
    things
}

/// One sentence for every thing that nobody has dated, with the number of packages that rest on it.
pub(super) fn assumptions(packages: &[Package]) -> Vec<String> {
    things(packages)
        .into_iter()
        .map(|(what, count)| {
            let rest = if count == 1 { "1 package rests" } else { &format!("{count} packages rest") };
            format!("Nobody has dated {what}: {rest} on it, and the dates of what rests on it hold only if it comes in time.")
        })
        .collect()
}
