//! What ends a roll-out: the classical half of a negotiated key exchange goes, and what is old beside its successor.
//!
//! A hybrid is rolled out beside what is classical, for peers that are not ready. So the roll-out is not the end: whoever
//! comes with classical key exchange alone is served as before, and his traffic can be harvested as before. Every
//! configuration that a roll-out changes is therefore retired from afterwards: a configuration, a newer version of the
//! protocol or a proxy, of TLS, SSH or IKE. What the roll-out removes by itself (files of Diffie-Hellman parameters) is not.
//!
//! Between the last roll-out and the retirement lies a full quarter, whose logs say who still needs what is classical.
//! A TLS server of the public internet cannot ask its clients to change: there the day is the policy's, and the work lies
//! in the year that ends with it.
//!
//! Authorities and anchors are renewed beside the old ones, which what they signed is still verified with. Once all of that is
//! issued again, the old ones go: from the systems that have them as their own, and from those that verify with them.

use super::change::{Need, Use, Venue};
use super::deadline::{Calendar, HORIZON_YEAR, due_quarter};
use super::draft::Maker;
use super::held::Held;
use super::kind::{Kind, Pace};
use super::tally::{AssetKind, Item, Planner, Tally};
use super::works::Work;
use super::{Change, Deadline, Package, PlanInput, forgeable};
use crate::model::{AssetId, Date, Exposure, Quarter};
use crate::risk::Threat;

/// Quarters from the last roll-out to the retirement: the one between is that of the logs.
pub(super) const LOGGED: usize = 2;

/// Quarters of a year.
const YEAR: i32 = 4;

const BESIDE: &str = "new authorities and anchors are put beside the old ones, which stay while certificates under them are in use";

const WHY: &str = "the roll-out leaves classical key exchange on offer beside the hybrid, for peers that are not ready";

/// Whether work of this kind brings a hybrid beside what is classical.
pub(super) fn rolls_out(kind: Kind) -> bool {
    let negotiated = matches!(kind.at.venue, Venue::Tls | Venue::Ssh | Venue::Ike);
    negotiated
        && kind.at.need == Need::KeyEstablishment
        && negotiates(kind.change)
        && !kind.is_final()
}

/// Kinds of change after which peers agree on the best that both know.
pub(super) const fn negotiates(change: Change) -> bool {
    matches!(change, Change::Configuration | Change::ProtocolUpgrade | Change::ProxyInFront)
}

/// Adds what every roll-out leaves to be retired.
pub(super) fn follow(planner: &mut Planner, input: &PlanInput<'_>) {
    let trusted = forgeable::trusted(planner);
    let Planner { systems, limits, held, .. } = planner;
    let calendar = Calendar::of(input, limits);
    for (system, tally) in systems {
        let maker = Maker::new(system, tally, input, &calendar);
        let classical = maker.left_classical().into_iter().map(|left| (left, WHY));
        let (broken, steps) = maker.left_trusted(&trusted, held);
        let old = [(Kind::OLD.at_pace(Pace::Now), broken), (Kind::OLD, maker.left_beside(held))];
        let old = old.into_iter().filter(|(_, items)| !items.is_empty());
        for ((kind, items), why) in
            classical.chain(old.map(|old| (old, BESIDE))).collect::<Vec<_>>()
        {
            let choice = tally.choices.entry(kind).or_default();
            if choice.why.is_empty() {
                choice.why = why.into();
            }
            let into = tally.bundles.entry(kind).or_default();
            into.extend(items);
            super::assign::unite(into, limits);
        }
        if steps > 0 {
            tally.steps.insert(Kind::OLD.at_pace(Pace::Now), steps);
        }
    }
}

impl Maker<'_> {
    /// What the roll-outs of this system leave on offer: what a roll-out that is accepted as a risk, or for which there
    /// is no hybrid, does not change, it does not leave either.
    fn left_classical(&self) -> Vec<(Kind, Vec<Item>)> {
        let roll_outs =
            self.tally.bundles.iter().filter(|(kind, items)| {
                rolls_out(**kind) && self.accepted(**kind, items).is_none()
            });
        let mut left = Vec::new();
        for (kind, items) in roll_outs {
            let offers = items.iter().filter(|item| is_protocol(self.tally, item.id));
            let items: Vec<Item> = offers.map(beside_the_hybrid).collect();
            if !items.is_empty() && self.target(*kind).is_some() {
                left.push((Kind::resistant(Change::Retirement, kind.at), items));
            }
        }
        left
    }

    /// What stays beside its successor here when that is there: authorities with their keys and lists, copies of them, and
    /// pinned certificates. What others renew, what is broken, and what is still needed by what is accepted, is not.
    fn left_beside(&self, held: &Held) -> Vec<Item> {
        let left = self.tally.bundles.iter().filter(|(kind, items)| {
            kind.pace == Pace::Resistant && self.accepted(**kind, items).is_none()
        });
        let left = left.flat_map(|(kind, items)| items.iter().map(|item| (kind.change, item)));
        let left = left.filter(|(change, item)| match change {
            Change::CaRenewal => !item.replaced,
            Change::TrustDistribution => {
                self.tally.verified.contains(&item.id)
                    && !item.replaced
                    && !self.tally.is_in_chains(item.id)
            }
            _ => false,
        });
        left.filter(|(_, item)| !held.is_in_use(item.id))
            .map(|(_, item)| seldom_relied_on(item))
            .collect()
    }

    /// Whether a proxy is what peers negotiate with: no supplier has to deliver for what it offers.
    pub(super) fn is_proxied(&self, kind: Kind) -> bool {
        let proxy = Kind::resistant(Change::ProxyInFront, kind.at);
        self.tally.bundles.contains_key(&proxy) || self.is_unchangeable() && self.tally.has_front()
    }

    /// Whether the peers of what is retired are anybody's: those of SSH and IKE are known, whoever can reach them.
    pub(super) fn is_for_anybody(&self, kind: Kind) -> bool {
        let is_offered = kind.at.need == Need::KeyEstablishment;
        self.public
            && kind.change == Change::Retirement
            && kind.at.venue == Venue::Tls
            && is_offered
    }

    /// Anybody's clients are served to the year before they may not be any more.
    pub(super) fn served_until(
        &self,
        kind: Kind,
        deadline: Option<&Deadline>,
    ) -> Option<(Quarter, String)> {
        let deadline = deadline.filter(|_| self.is_for_anybody(kind))?;
        let from = due_quarter(deadline.date).plus(1 - YEAR);
        let why = format!(
            "clients are anybody's, and what they know is not the server's to say: they are served to the year before {} \
             ({}, {})",
            deadline.date, deadline.policy, deadline.clause
        );
        (from > self.calendar.from).then_some((from, why))
    }

    /// By when a public server stops serving who is not ready: when a policy says so, else at the end of the plan.
    pub(super) fn public_retirement(&self, items: &[Item]) -> Option<Deadline> {
        let bound = |item: &&Item| item.limit.is_some() || item.barred.is_some();
        let bound: Vec<Item> = items.iter().filter(bound).copied().collect();
        if !bound.is_empty() {
            return self.calendar.earliest(&bound);
        }
        let year = HORIZON_YEAR.min(self.calendar.crqc_year).clamp(1, 9999);
        Some(self.calendar.reckoned(
            Date::new(year, 12, 31).unwrap_or(Date::MAX),
            "planning default: a public server serves clients that know nothing else to the end of the horizon; no \
             policy that applies sets a day",
        ))
    }
}

/// Whoever verifies with the old once nothing new is signed with it: little is at stake until it goes.
fn seldom_relied_on(item: &Item) -> Item {
    Item { priority: item.priority / 4, ..*item }
}

/// [`Tally::seen`] is sorted by the time plans are made.
fn is_protocol(tally: &Tally, id: AssetId) -> bool {
    tally.seen(id).is_some_and(|seen| seen.kind == AssetKind::Protocol)
}

/// What is left when whoever can, uses the hybrid: how much that is, nobody knows before the logs, so it counts half.
fn beside_the_hybrid(item: &Item) -> Item {
    let broken = item.exposure == Exposure::ClassicallyBroken;
    Item {
        exposure: if broken { Exposure::Shor } else { item.exposure },
        threat: if broken { Threat::HarvestNowDecryptLater } else { item.threat },
        // What was barred for being broken is gone by then.
        barred: item.barred.filter(|_| !broken),
        priority: item.priority / 2,
        ..*item
    }
}

/// Whether `later` retires what `earlier` leaves: the logs of the quarter between are its condition.
pub(super) fn waits_for_logs(earlier: &Package, later: &Package) -> bool {
    let signs = matches!(earlier.change, Change::CertificateReissue | Change::Rekey);
    later.change == Change::Retirement
        && (negotiates(earlier.change) || signs && Work::of(later).is_of_signatures())
}

/// Whether `kinds` of one system have a proxy where `retirement` takes place.
pub(super) fn at_proxy(kinds: &[Kind], retirement: Kind) -> bool {
    let proxy = Kind { change: Change::ProxyInFront, ..retirement };
    retirement.change == Change::Retirement && kinds.contains(&proxy)
}

/// Before, work, check, way back.
type Recipe = (String, String, String, String);

/// How it is done; `public` with the day on which it has to be, where clients are anybody's.
pub(super) fn recipe(at: Use, public: Option<&Deadline>) -> Recipe {
    if at.need == Need::Signature {
        let (work, check, back) = accepted(at.venue);
        let before = "every key and certificate that peers show, and its own, has a quantum-resistant signature; logs of one \
                      full quarter show no classical one, and who still shows one is named and renewed by its owner";
        return (before.into(), work.into(), check.into(), back.into());
    }
    let (logs, work, check, back) = words(at.venue);
    let before = match public {
        None => format!(
            "logs of one full quarter after the last roll-out show that no peer still negotiates classical key exchange \
             alone ({logs}); who does is named, and upgraded or given up by its owner"
        ),
        Some(day) => format!(
            "clients are anybody's, so what is classical stays on offer for those that know nothing else, at the latest \
             until {} ({}, {}); earlier where logs of one full quarter after the last roll-out show that what still needs \
             it is no user ({logs}); the day is announced to users two quarters before",
            day.date, day.policy, day.clause
        ),
    };
    (before, work.into(), check.into(), back.into())
}

/// What is old beside its successor, where it is an authority of the system and where others are verified with it. RFC 5280
/// §5 on revocation lists of what is given up.
pub(super) fn old(is_authority: bool) -> Recipe {
    let (before, work, check, back) = if is_authority { own() } else { of_others() };
    (before.into(), work.into(), check.into(), back.into())
}

const fn of_others() -> (&'static str, &'static str, &'static str, &'static str) {
    (
        "every certificate under the old authority that is verified here is issued again, every server presents the successor of \
         what is pinned; y2q plan --track shows the packages that are waited for as done",
        "take the old anchors and pinned certificates out of every trust store here and restart what reads them; the authority \
         itself, with its lists and keys, ends where it is run",
        "openssl verify -CAfile STORE.pem OLD-CERT.pem fails on every kind of verifier, and everything in use still \
         verifies; y2q scan does not find the old certificates",
        "put the old anchor back into the store that still needs it, with a date when it ends",
    )
}

const fn own() -> (&'static str, &'static str, &'static str, &'static str) {
    (
        "every certificate under the old authority is issued again, every server presents the successor of what is pinned, and \
         what must stay verifiable for longer has a time stamp; y2q plan --track shows the packages that are waited for as done",
        "take the old anchors and pinned certificates out of every trust store, verifiers first; then let the authority sign its \
         last revocation list, revoke its certificate where one above it still stands, take certificates, lists and links to \
         them out of what is served, and destroy its keys by the ceremony's procedure",
        "openssl verify -CAfile STORE.pem OLD-CERT.pem fails on every kind of verifier, and everything in use still \
         verifies; y2q scan finds neither the old certificates nor their keys",
        "put the old anchor back into the store that still needs it, with a date when it ends; a destroyed key has no way back, so \
         it is destroyed last",
    )
}

/// A key of SSH that certifies others, where something is verified with it. `sshd_config(5)`, `sshd(8)`.
pub(super) const TRUSTED: super::steps::Words = (
    "the new key of the authority stands beside the old one in every file that has that; every certificate under the old key is \
     issued again; sshd, which logs the key of the authority with every login by certificate, shows none under the old one",
    "take the old key out of the files that TrustedUserCAKeys names and out of lines with @cert-authority and cert-authority",
    "a certificate under the old key is refused, and one under the new key is accepted; y2q scan does not find the old key there",
    "put the old key back into the file that still needs it, with a date when it ends",
);

/// What stops being accepted of peers. `SSL_CONF_cmd(3)`, `sshd_config(5)`.
const fn accepted(venue: Venue) -> (&'static str, &'static str, &'static str) {
    match venue {
        Venue::Ssh => (
            "take every name that is not a composite one out of HostKeyAlgorithms and PubkeyAcceptedAlgorithms",
            "a client that is limited to ssh -o HostKeyAlgorithms=ssh-ed25519 is refused (no matching host key type found); \
             sshd -T | grep -i algorithms lists composite names only",
            "put the removed names back into both lists and reload; keep a second way in open until the check has passed",
        ),
        Venue::Tls => (
            "leave only quantum-resistant schemes in the list of accepted signature algorithms (%set-signatures%)",
            "what openssl s_client prints as Requested Signature Algorithms has neither RSA nor ECDSA nor EdDSA in it",
            "put the removed schemes back into the list and reload; no state is kept",
        ),
        _ => (
            "remove the classical signatures from what is accepted",
            "a peer that signs with one is refused",
            "put the removed names back into the list",
        ),
    }
}

/// nginx: ngx_http_ssl_module `$ssl_curve`, `ssl_ecdh_curve`. Apache: mod_ssl `SSLOpenSSLConfCmd`. OpenSSH 10.1:
/// `WarnWeakCrypto`. strongSwan: swanctl(8), RFC 7296 §1.2 NO_PROPOSAL_CHOSEN.
const fn words(venue: Venue) -> (&'static str, &'static str, &'static str, &'static str) {
    match venue {
        Venue::Tls => (
            "the group of every handshake is logged, $ssl_curve in nginx; or a capture is scanned",
            "leave only the hybrid groups of the roll-out in the list (%set-groups%): X25519, \
             the NIST curves and finite-field groups go, and with them TLS 1.2, which has no \
             hybrid group (%set-version%)",
            "openssl s_client limited to -tls1_3 -groups %curve% is refused (handshake failure), and so it is with \
             -groups P-256 and with -tls1_2; limited to the hybrid group it completes",
            "put the removed groups and TLS 1.2 back into the lists and reload; no state is kept",
        ),
        Venue::Ssh => (
            "sshd at LogLevel DEBUG1 logs kex: algorithm; ssh of OpenSSH 10.1 or later warns of it",
            "take every name %kex-kept% out of KexAlgorithms",
            "a client that is limited to ssh -oKexAlgorithms=%kex-classical% is refused (no matching key exchange \
             method found); sshd -T | grep kexalgorithms lists hybrids only",
            "put the removed names back into KexAlgorithms and reload; keep a second way in open until the check has \
             passed",
        ),
        Venue::Ike => (
            "swanctl --list-sas names the additional key exchange of every association",
            "take every proposal without an additional key exchange (%ke1%) out of the lists of IKE and of its \
             children, on both gateways",
            "swanctl --list-sas shows %KE1% for every association; a test peer that proposes %ike-curve% alone is \
             refused (NO_PROPOSAL_CHOSEN)",
            "put the removed proposals back after the hybrid ones and load them (swanctl --load-conns)",
        ),
        _ => (
            "captures at the server are scanned",
            "remove the classical algorithms from the offer",
            "a client that is limited to classical key exchange is refused",
            "put the removed names back into the list",
        ),
    }
}
