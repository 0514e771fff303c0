//! Data that is encrypted or signed: no key, but what keys protect. With the new key it is encrypted or signed again, so it
//! waits for that key where it is known, in the same system; the old private key stays until nothing needs it any more.

use super::change::{Need, Venue};
use super::draft::Drafts;
use super::kind::Kind;
use super::precedence::{Cause, Edges};
use super::steps::Words;
use super::tally::{AssetKind, Item, Planner, Tally};
use super::{Change, Target};

/// How much of what is replaced is data, and no use in code or settings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Share {
    /// Nothing.
    #[default]
    None,
    /// Some of it.
    Some,
    /// Everything.
    All,
}

impl Tally {
    /// How much of a bundle is data.
    pub(super) fn data(&self, kind: Kind) -> Share {
        if kind.change != Change::Replacement {
            return Share::None;
        }
        let items = self.bundles.get(&kind).map_or(&[][..], Vec::as_slice);
        let is_data =
            |id| self.seen(id).is_some_and(|seen| seen.kind == AssetKind::RelatedCryptoMaterial);
        match items.iter().filter(|item| is_data(item.id)).count() {
            0 => Share::None,
            all if all == items.len() => Share::All,
            _ => Share::Some,
        }
    }

    /// Old keys among what is replaced: they stay to read with, until what they open is encrypted again.
    pub(super) fn old_keys(&self, kind: Kind) -> usize {
        let items = self.bundles.get(&kind).map_or(&[][..], Vec::as_slice);
        items.iter().filter(|item| is_old_key(kind, item)).count()
    }
}

/// Whether what is replaced is a key that stays to read with.
pub(super) fn is_old_key(kind: Kind, item: &Item) -> bool {
    kind.change == Change::Replacement && item.public.is_some()
}

/// Data waits for the new keys of its system that it is encrypted for or signed with.
pub(super) fn after_keys(drafts: &Drafts, planner: &Planner, edges: &mut Edges) {
    for (system, range) in &drafts.systems {
        let Some(tally) = planner.systems.get(system) else { continue };
        let data = |at: &usize| tally.data(drafts.kinds[*at]) != Share::None;
        for later in range.clone().filter(data) {
            for earlier in range.clone() {
                let (key, data) = (drafts.kinds[earlier], drafts.kinds[later]);
                if protects(key, data) {
                    let reason = match data.at.need {
                        Need::Signature => "what is signed again is signed with the new key",
                        _ => "what is encrypted again is encrypted for the new key",
                    };
                    edges.entry((later, earlier)).or_default().insert(Cause::Rule(reason.into()));
                }
            }
        }
    }
}

/// Whether keys that are made anew may be those that `data` is encrypted for or signed with.
pub(super) fn protects(key: Kind, data: Kind) -> bool {
    let is_made = matches!(key.change, Change::Rekey | Change::CertificateReissue);
    // A key that nobody knows the use of may be the one.
    let fits = key.at.need == data.at.need
        || key.at.need == Need::Undetermined && data.at.need != Need::Symmetric;
    // Keys of no format that tells what they are for; certificates are for TLS where they are for signatures.
    let is_open = data.at.venue == Venue::Cms
        && key.at.venue == Venue::X509
        && (key.change == Change::Rekey || key.at.need == Need::KeyEstablishment);
    is_made && fits && key.pace == data.pace && (is_open || key.at.venue == data.at.venue)
}

/// What the old data and the old key stay for.
const KEPT: &str =
    "keep the old data and the old keys until the check has passed, and read those again";

/// What is done with data, what shows that it is done, and the way back.
pub(super) fn recipe(need: Need, target: Option<&Target>) -> (String, String, String, String) {
    let name = target.map_or("the new algorithm", |target| &target.name);
    let (before, work, check, back) = words(need);
    let put = |text: &str| text.replace("NAME", name);
    (put(before), put(work), check.into(), back.into())
}

const fn words(need: Need) -> Words {
    match need {
        Need::Signature | Need::Root | Need::Issuing => (
            "the new signing key or certificate is in use and every verifier accepts it; which of these signatures must be \
             verifiable beyond the day from which on the old key is not trusted is known",
            "sign those again with NAME and put the new signature beside the old one, or a quantum-resistant time stamp over it \
             where the signer cannot sign again; get from others what they have signed in a release that they sign anew; take \
             the old signature out when every verifier accepts the new one",
            "every verifier accepts the new signature and refuses content that was changed; y2q scan no longer finds what the old \
             key alone has signed",
            "the old signature stays beside the new one until the check has passed",
        ),
        Need::Symmetric => (
            "what must stay readable, until when, and where its copies lie (backups too) is known",
            "decrypt with the old key or password and encrypt again with %block% in an authenticated mode under a new one, copies \
             and backups too; delete what need not be kept; destroy the old key after that",
            "everything opens with the new key and has the same content as before; y2q scan finds none of the old data",
            KEPT,
        ),
        Need::KeyEstablishment | Need::Undetermined => (
            "every recipient has its new key (NAME) and software that opens with it; what must stay readable, until when, and \
             where its copies lie (backups too) is known",
            "decrypt with the old key and encrypt again for the new one, copies and backups too; delete what need not be kept; keep \
             the old private keys until everything that they open is encrypted again or past its life, and destroy them then; \
             change the secrets in it that others may have recorded, for what they hold stays encrypted for the old key",
            "everything opens with the new key and has the same content as before; y2q scan finds nothing that is encrypted for an \
             old key, and no old key",
            KEPT,
        ),
    }
}

/// The same where it is broken today: work, check, way back.
pub(super) const fn urgent(need: Need) -> (&'static str, &'static str, &'static str) {
    match need {
        Need::Signature | Need::Root | Need::Issuing => (
            "sign again with a key of %ecdsa% or RSA-3072 and %hash%, in the place of the old signature; get from others what they \
             have signed in a release that they sign so; until then rely on no such signature alone",
            "every verifier accepts the new signature and refuses content that was changed; y2q scan no longer finds the old one",
            "none: what is broken is not put back",
        ),
        Need::Symmetric => (words(need).1, words(need).2, words(need).3),
        Need::KeyEstablishment | Need::Undetermined => (
            "decrypt with the old key and encrypt again for a new one of %ecdh% or RSA-3072, copies and backups too; delete what need \
             not be kept; keep the old private keys until everything that they open is encrypted again or past its life",
            words(need).2,
            words(need).3,
        ),
    }
}
