//! What to do where something stands for the usual change: a newer protocol, a provider, a proxy, new hardware, the end
//! of the system, an acceptance.

use super::change::{Need, Venue};
use super::choice::Accepted;
use super::kind::{Kind, word};
use super::runbook::{BACK, BEFORE, CHECK, NOTE, RUN, WORK};
use super::{Change, undated, verify};

/// Before, work, check, way back.
pub(super) type Words = (&'static str, &'static str, &'static str, &'static str);

/// Of the kinds that stand for another one; of an acceptance see [`review`].
pub(super) const fn recipe(kind: Kind) -> Words {
    match kind.change {
        Change::ProtocolUpgrade => (
            "the library knows TLS 1.3 and %group%; logs of one full quarter say which clients still come with \
             TLS 1.2; middleboxes let a client hello of two packets pass",
            "add TLS 1.3 to the versions that are offered (%set-version%), TLS 1.2 beside it while clients \
             need it, and put %group% first among the groups",
            "openssl s_client -connect HOST:443 -tls1_3 -groups %group% says Negotiated TLS1.3 group: \
             %group%",
            "restore the former versions and groups and reload; no state is kept",
        ),
        Change::ProviderInjection => (
            "the provider in the version that is named above is approved and in the image; what stores or sends \
             signatures has room for %bytes% bytes (%sign%), and verifiers accept the new algorithm",
            "register the provider before the built-in ones (security.provider.1 in java.security; providers and \
             activate = 1 in openssl.cnf), generate keys of the target, and set the configured name to it; one instance \
             first, the others after a week without failures",
            "the provider is listed (java -XshowSettings:security:providers, openssl list -providers); a signature of the \
             pilot verifies with another implementation; y2q scan reads the new name at the same calls",
            "set the former name again and restart; verifiers keep both algorithms until the check has passed",
        ),
        Change::ProxyInFront => proxy(kind.at.venue),
        Change::HardwareReplacement => (
            "the order asks for ML-DSA and ML-KEM with their parameter sets and the certification that applies (CMVP, \
             KCMVP, Common Criteria), by PKCS#11 3.2 where it has that interface, and for firmware that verifies what it \
             is updated with by a quantum-resistant signature (LMS, XMSS or ML-DSA); two units for a test bed are there",
            "accept one unit on the test bed, generate keys of the target in it under two-person control, run old and \
             new side by side for a pilot group, then move the rest; wipe the old units by the vendor's procedure when everything \
             that their keys open is encrypted again or past its life",
            "the new hardware signs and verifies known-answer tests (NIST ACVP); no asset of the inventory is held by \
             the old hardware any more",
            "the old hardware stays in the rack, powered and with its keys, until the check has passed",
        ),
        Change::Decommission => (
            "its users, its data and the systems that call it are known; what must be kept has a place to go",
            "move users and data, encrypt again what its keys open and must stay readable, switch it off, revoke its certificates, wipe its keys and destroy the media that held \
             them, take its anchors out of trust stores and its names out of DNS",
            "y2q scan no longer finds its assets; nothing answers under its names; the revocation lists name its \
             certificates",
            "until keys are wiped: switch it on again; afterwards there is none",
        ),
        _ => (
            "its owner still answers for it",
            "look whether the reason still holds",
            "the plan has the work, or a new last day",
            "plan the work",
        ),
    }
}

const fn proxy(venue: Venue) -> Words {
    match venue {
        Venue::Ssh => (
            "a bastion with %openssh% stands in the same segment as the server; the path between the two is \
             isolated, because it stays classical",
            "let the server accept sessions from the bastion only (firewall), configure %kex% first on \
             the bastion, pilot it with one team, then move all clients (ProxyJump to the bastion is not enough: the \
             inner session would end at the server)",
            "ssh -v BASTION says kex: algorithm: %kex%; the server refuses sessions from elsewhere",
            "open the server's firewall for its former clients again",
        ),
        Venue::Ike => (
            "a gateway with RFC 9370 and ML-KEM stands in front; the path to the old gateway is isolated",
            "end the outer tunnel at the new gateway with %ke1%, route the old one inside, pilot it with one peer, \
             then move the others",
            "swanctl --list-sas on the new gateway shows %KE1% for every peer",
            "route peers to the old gateway again",
        ),
        _ => (
            "the proxy is a release that knows %group% (%front%); it has \
             a certificate for the server's names; the path from it to the server is isolated or inside one host, because \
             it stays classical; client addresses and client certificates are passed on where the server needs them",
            "put the proxy in front on a second address, pilot it for a quarter with one group of clients, move the \
             name to it, then let the server accept connections from the proxy only",
            "openssl s_client -connect HOST:443 -tls1_3 -groups %group% completes at the proxy; the server refuses \
             connections from elsewhere",
            "point the name at the server again and open its firewall; the server was not changed",
        ),
    }
}

/// What is done about a risk that somebody accepts.
pub(super) fn review(accepted: &Accepted) -> Vec<String> {
    let Accepted { owner, expires, instead, .. } = accepted;
    let mut steps = Vec::new();
    if let Some(limit) = accepted.outlasted() {
        steps.push(format!(
            "{NOTE}the acceptance outlasts the deadline {} ({}, {}), which it does not lift",
            limit.date, limit.policy, limit.clause
        ));
    }
    let kind = Kind { change: Change::AcceptWithExpiry, ..Kind::DISCOVERY };
    steps.push(format!("{BEFORE}{owner} still answers for it"));
    steps.push(format!(
        "{WORK}before {expires}: look whether the reason still holds; let the work be planned again ({}), or write a new \
         [[accept]] with owner, reason and last day",
        word(*instead)
    ));
    steps.push(format!(
        "{CHECK}the estate file has a new last day, or a new plan has the work; y2q gate --plan fails from the day after \
         {expires} on while neither is so"
    ));
    steps.extend(verify::commands(kind).iter().map(|command| format!("{RUN}{command}")));
    steps.push(format!(
        "{BACK}take the [[accept]] table out of the estate file: the next plan has the work again"
    ));
    steps
}

/// What stands in the way where software cannot be changed.
pub(super) fn unchangeable(kind: Kind) -> Option<&'static str> {
    if undated::is_fronted(kind) {
        Some(
            "its software cannot be changed: these are made for the proxy in front, which ends the sessions of clients; what \
             is behind it keeps what it has and is reached through the proxy only",
        )
    } else if undated::is_stuck(kind) {
        Some(
            "its software cannot be changed and nothing in front of it can sign or decrypt in its place: replace the \
             software, let it end with the system ([[system]] decommission), or write down who accepts it until when \
             ([[accept]])",
        )
    } else {
        None
    }
}

/// What a reader must know of a target that was not chosen because hardware decides it.
pub(super) const fn undetermined(kind: Kind) -> Option<&'static str> {
    match (kind.change, kind.at.need) {
        (Change::HardwareReplacement, Need::Undetermined) => Some(
            "the order asks for both: %sign% or stronger for what signs, %kem% or stronger for what establishes \
             keys",
        ),
        _ => None,
    }
}
