//! What to do with what is broken today: by what is sound today, without waiting for anything that
//! only quantum-resistant cryptography needs.
//!
//! Sizes: SP 800-131A rev. 2 (112 bits at least; RSA-3072 and P-256 give 128), RFC 9142 (SSH key
//! exchange), RFC 9325 (TLS).

use super::Change;
use super::change::{Need, Venue};
use super::data::{self, Share};
use super::kind::Kind;
use super::runbook::{BACK, BEFORE, CHECK, NOTE, RUN, WORK};
use super::verify;
use crate::model::Supplier;

pub(super) fn steps(kind: Kind, supplier: Option<&Supplier>, share: Share) -> Vec<String> {
    let own = (share != Share::All).then(|| words(kind));
    let beside = (share != Share::None).then(|| data::urgent(kind.at.need));
    let all: Vec<Words> = own.into_iter().chain(beside).collect();
    let mut steps = vec![format!("{NOTE}{}", note(kind))];
    steps.extend(supplier.map(demand));
    steps.push(format!("{BEFORE}who still relies on it is known (logs, a scan of the peers)"));
    steps.extend(all.iter().map(|(work, ..)| format!("{WORK}{work}")));
    steps.extend(all.iter().map(|(_, check, _)| format!("{CHECK}{check}")));
    steps.extend(verify::commands(kind).iter().map(|command| format!("{RUN}{command}")));
    steps.extend(all.iter().map(|(.., back)| format!("{BACK}{back}")));
    steps
}

const fn note(kind: Kind) -> &'static str {
    match (kind.change, kind.at.need) {
        (Change::Configuration, Need::Undetermined) | (_, Need::Symmetric) => {
            "replace at once; nothing has to be bought or upgraded first"
        }
        (Change::Configuration, Need::KeyEstablishment) => {
            "replace at once: by the quantum-resistant hybrid where the installed version knows it, else by \
             %agrees% until it does"
        }
        (Change::TrustDistribution, _) => {
            "an anchor that can be forged makes every signature under it worthless"
        }
        (Change::Retirement, _) => {
            "whoever computes its key issues what he likes as long as it is trusted anywhere: it goes as soon as nothing that is in \
             use is under it"
        }
        _ => {
            "replace at once by what is acceptable today; the quantum-resistant replacement follows in a \
             package of its own and is not waited for"
        }
    }
}

fn demand(supplier: &Supplier) -> String {
    let name = &supplier.name;
    let date = supplier.earliest.map_or(String::new(), |quarter| {
        format!("; {quarter}, which it has named, is for quantum-resistant support and does not count here")
    });
    format!(
        "{BEFORE}where the product of {name} has to change for this, demand it now as a defect{date}"
    )
}

type Words = (&'static str, &'static str, &'static str);

const fn words(kind: Kind) -> Words {
    match (kind.change, kind.at.venue, kind.at.need) {
        (Change::Configuration, Venue::Ssh, Need::KeyEstablishment) => (
            "set KexAlgorithms to %kex-now%, as far as the \
             installed version knows the names",
            "sshd -T | grep kexalgorithms lists no group1, group14-sha1 or group-exchange-sha1",
            "restore the former line for one named peer only (Match), with a date when it ends",
        ),
        (Change::Configuration, Venue::Tls, Need::KeyEstablishment) => (
            "use ECDHE only: remove the file of Diffie-Hellman parameters and the DHE and RSA suites; offer \
             %group% first where the library knows it, then %curves%",
            "openssl s_client -connect HOST:443 shows a Negotiated TLS1.3 group or Server Temp Key of %curve% \
             or better; a client limited to DHE is refused",
            "restore the former list with parameters of 2048 bits or more",
        ),
        (Change::Configuration, Venue::Ssh, _) => (
            "take the names out of Ciphers, MACs, KexAlgorithms, HostKeyAlgorithms and PubkeyAcceptedAlgorithms; \
             left are Ciphers %ssh-ciphers%, MACs %ssh-macs%, \
             KexAlgorithms %kex-classical%, HostKeyAlgorithms and PubkeyAcceptedAlgorithms %ssh-keys%,rsa-sha2-512; \
             sshd -t finds no mistake",
            "sshd -T shows none of the names; a client that offers only them is refused",
            "put one name back for one named peer only (Match), with a date when it ends",
        ),
        (Change::Configuration, Venue::Ike, _) => (
            "take the broken proposals, IKEv1 and aggressive mode out of the configuration (version = 2); left are \
             proposals such as %proposals%, and esp_proposals with the same \
             group; swanctl --load-all",
            "after a new start of every connection swanctl --list-sas names none of the old algorithms; a peer that offers \
             only them is refused (NO_PROPOSAL_CHOSEN)",
            "restore the former proposals for one named peer only, with a date when it ends",
        ),
        (Change::Configuration, Venue::Other, _) => (
            "take what is broken out of the configuration: ciphers, hashes, groups and versions by its own names; left are \
             %aes% in an authenticated mode or with HMAC, %hash% or longer, and groups of 2048 bits or elliptic curves",
            "scan again: y2q finds nothing that is broken today; a peer that offers only that is refused",
            "restore the former configuration for named peers only, with a date when it ends",
        ),
        (Change::Configuration, ..) => (
            "take the broken suites, groups and versions out of the configuration; left are TLS 1.2 and 1.3 \
             with ECDHE, %suites%",
            "scan again: y2q finds nothing that is broken today",
            "restore the former configuration for named peers only, with a date when it ends",
        ),
        (Change::Rekey, Venue::Ssh, _) => (
            "ssh-keygen -t %ssh-keygen% (or -t rsa -b 3072), put the new public key into authorized_keys and \
             known_hosts, and take the old one out; RequiredRSASize 3072 in sshd_config keeps such keys out",
            "ssh -v HOST names the new key as accepted; y2q scan finds no old key",
            "none: what is broken is not put back; keep a second way in open until the check has passed",
        ),
        (Change::CaRenewal, ..) => (
            "generate a new key of RSA-3072 or %ecdsa% or more, issue the authority certificate with %hash%, \
             and publish it; nothing is issued under the old one any more, and what is in use under it is issued again under the new \
             one",
            "openssl x509 -noout -text names key and signature; openssl verify accepts a test certificate",
            "the old certificate stays readable, to verify what it signed before",
        ),
        (Change::TrustDistribution, ..) => (
            "put the anchors in that replace the broken ones, where their authority has published one; take the broken ones out of \
             every trust store as soon as nothing that is in use is under them: until that is issued again it would be refused \
             (retirement/root-now, where something here is)",
            "openssl verify with the new store accepts what is in use and refuses a chain to the old anchor",
            "put one anchor back for one verifier only, with a date when it ends",
        ),
        (Change::Retirement, ..) => (
            "take the broken anchors out of every trust store and restart what reads them, verifiers first; where the authority is \
             run here, let it sign its last revocation list, take its certificates out of what is served, and destroy its keys",
            "openssl verify with every store refuses a chain to the old anchor and accepts what is in use; y2q scan finds neither \
             the broken certificates nor their keys",
            "put one anchor back for one verifier only, with a date when it ends; a destroyed key has no way back, so it is \
             destroyed last",
        ),
        (Change::CertificateReissue, _, Need::Issuing) => (
            "let the authority sign its lists and responses with %hash% or better and a key of RSA-3072 or %ecdsa%",
            "openssl crl -noout -text (openssl ocsp -resp_text) names the new signature algorithm",
            "publish the former list again until verifiers accept the new one",
        ),
        (Change::CertificateReissue, Venue::Ssh, _) => (
            "generate Ed25519 keys and certify them with an authority key of Ed25519 or RSA-3072",
            "ssh-keygen -L -f cert.pub names the new key and signing key",
            "none: what is broken is not put back",
        ),
        (Change::CertificateReissue, ..) => (
            "generate a new key of %ecdsa% or RSA-3072, request a certificate with %hash% from an \
             authority that is sound itself, install it, revoke the old one",
            "openssl x509 -noout -text names the new key and signature; openssl verify accepts the chain",
            "none: what is broken is not put back; test the new certificate on a second name first",
        ),
        (Change::Rekey, _, Need::Symmetric) => (
            "generate a key of %block%, encrypt again everything that must stay secret, and destroy the old key after that",
            "the old key opens nothing that is still in use",
            "keep the old key for reading until everything is encrypted again",
        ),
        (Change::Rekey, Venue::Dnssec, _) => (
            "dnssec-keygen -a %dnssec% ZONE (with -f KSK for the key-signing key), roll over to it (RFC 6781 section \
             4.1; with a new algorithm section 4.1.4), and give the parent the DS of dnssec-dsfromkey",
            "dig +dnssec ZONE DNSKEY shows the new keys alone, and delv ZONE DNSKEY says fully validated",
            "up to the change of the DS: take the new keys out again; what is broken does not come back after it",
        ),
        (Change::Rekey, Venue::OpenPgp, _) => (
            "gpg --quick-generate-key USER %gpg%, and gpg --quick-add-key FINGERPRINT %gpg-encr% encr where messages are \
             encrypted to it; sign it with the old one, publish it, and revoke the old key as superseded",
            "gpg --show-keys KEY.asc names the new algorithms; y2q scan finds no old key in use",
            "none: what is broken is not put back; keep the old private half to read old messages",
        ),
        (Change::Rekey, Venue::Jose, _) => (
            "generate a new key (alg %jose%), publish it in the \
             key set with a kid of its own, use it once key sets are cached no longer, and take the old one out",
            "tokens name the new kid and are accepted everywhere; y2q scan finds no old key",
            "none: what is broken is not put back",
        ),
        (Change::Rekey, _, Need::KeyEstablishment | Need::Undetermined) => (
            "generate a new key of %keys% or RSA-3072 as its use asks, distribute the public half, use the old private key for \
             reading alone, encrypt again what it opens, and destroy it after that",
            "openssl pkey -in key.pem -noout -text names the new algorithm; y2q scan finds no old key",
            "none: what is broken is not put back; the old private key stays until everything that it opens is encrypted again",
        ),
        (Change::Rekey, ..) => (
            "generate a new key of %keys% or RSA-3072 as its use asks, distribute the public half, \
             destroy the old private key",
            "openssl pkey -in key.pem -noout -text names the new algorithm; y2q scan finds no old key",
            "none: what is broken is not put back",
        ),
        (_, _, Need::Symmetric) => (
            "use %hash% for MD5 and SHA-1, %block%-GCM for DES, 3DES, RC4 and ECB mode, HMAC-%hash% for \
             HMAC-MD5; where a hash is no protection (cache key, checksum), say so beside it",
            "tests pass with stored data of both forms; y2q scan no longer finds the old algorithm in new builds",
            "readers accept both forms until the old data is gone; writers do not go back",
        ),
        _ => (
            "use RSA-3072, %ecdsa-or-eddsa% for signatures and %agrees% for key establishment, \
             behind a versioned identifier, so that the quantum-resistant algorithm is the next version",
            "tests pass; y2q scan no longer finds the old algorithm in new builds",
            "readers accept both forms until the old data is gone; writers do not go back",
        ),
    }
}
