//! What to do in a package: conditions to start, the work, how to check it, the way back.

use super::change::{Need, Use, Venue};
use super::data::{self, Share};
use super::directives::Stack;
use super::holders::{self, Kept};
use super::kind::Kind;
use super::names::Names;
use super::runbook::{BACK, BEFORE, CHECK, NOTE, RUN, WORK};
use super::undecided::Undecided;
use super::{Change, Deadline, Target};
use super::{instead, retire, upgrade, urgent, verify};
use crate::model::Supplier;

/// What the steps depend on.
pub(super) struct Task<'a> {
    pub(super) kind: Kind,
    pub(super) target: Option<&'a Target>,
    pub(super) supplier: Option<&'a Supplier>,
    /// How many of its assets replace something that is broken today.
    pub(super) replaced: usize,
    /// By when it has to be done, where its peers are anybody's.
    pub(super) public: Option<&'a Deadline>,
    /// Its software cannot be changed.
    pub(super) stays: bool,
    /// Certificates of clients alone.
    pub(super) of_clients: bool,
    /// How much of it is data.
    pub(super) data: Share,
    /// Some of it lies in keystores of Java.
    pub(super) in_keystores: bool,
    /// What of its keys of SSH stays somewhere.
    pub(super) kept: Kept,
    /// The system renews authorities of its own.
    pub(super) is_authority: bool,
    /// What policies leave no scheme for, and which.
    pub(super) undecided: Option<&'a Undecided>,
    pub(super) names: &'a Names<'a>,
}

/// Steps in order; each begins with the word that says what it is.
pub(super) fn steps(task: &Task<'_>) -> Vec<String> {
    marked(task).iter().map(|step| task.names.fill(step)).collect()
}

/// The same with words in the place of names.
fn marked(task: &Task<'_>) -> Vec<String> {
    if let Some(undecided) = task.undecided {
        return undecided.steps();
    }
    if task.kind.is_now() {
        return urgent::steps(task.kind, task.supplier, task.data);
    }
    let (change, at) = (task.kind.change, task.kind.at);
    let mut steps = Vec::new();
    if task.replaced > 0 {
        steps.push(format!(
            "{NOTE}broken today: {} of these. A package of its own (-now) replaces them first by \
             classical cryptography, which a quantum computer breaks again, so they are covered here too",
            task.replaced
        ));
    }
    if let Some(note) = instead::unchangeable(task.kind).filter(|_| task.stays) {
        steps.push(format!("{NOTE}{note}"));
    }
    let note = instead::undetermined(task.kind);
    if let Some(note) = note.or_else(|| missing_target(change, at, task.target)) {
        steps.push(format!("{NOTE}{note}"));
    }
    let (before, work, check, back) = match task.target {
        Some(target) if task.kind.is_final() => last(&target.name),
        target if task.data == Share::All => data::recipe(at.need, target),
        _ => recipe(task),
    };
    let beside = (task.data == Share::Some).then(|| data::recipe(at.need, task.target));
    let all = [Some((before, work, check, back)), beside].into_iter().flatten();
    let (mut before, mut work, mut check, mut ways) = (vec![], vec![], vec![], vec![]);
    for one in all {
        before.push(format!("{BEFORE}{}", one.0));
        work.push(format!("{WORK}{}", one.1));
        check.push(format!("{CHECK}{}", one.2));
        ways.push(format!("{BACK}{}", one.3));
    }
    steps.extend(before.into_iter().chain(work).chain(check));
    if task.in_keystores {
        let listed = verify::listing(task.kind).map(|command| format!("{RUN}{command}"));
        steps.extend(listed);
    }
    let commands = match stack(task) {
        Some(stack) => verify::of_stack(stack),
        None if is_of_clients(task) => verify::of_clients(),
        None => verify::commands(task.kind),
    };
    steps.extend(commands.iter().map(|command| format!("{RUN}{command}")));
    steps.extend(ways);
    steps
}

/// The implementation that is upgraded, where it is not what speaks TLS elsewhere.
fn stack(task: &Task<'_>) -> Option<Stack> {
    let is_of_tls = task.kind.change == Change::LibraryUpgrade && task.kind.at.venue == Venue::Tls;
    task.names.stack().filter(|_| is_of_tls)
}

fn is_of_clients(task: &Task<'_>) -> bool {
    task.of_clients
        && task.kind.change == Change::CertificateReissue
        && task.kind.at == (Use { venue: Venue::X509, need: Need::Signature })
}

/// What a reader must know where there is no target, or one that has to wait.
fn missing_target(change: Change, at: Use, target: Option<&Target>) -> Option<&'static str> {
    let note = match (change, at.need, target) {
        (
            Change::Discovery
            | Change::VendorCommitment
            | Change::LibraryUpgrade
            | Change::TrustDistribution
            | Change::Retirement
            | Change::Decommission
            | Change::AcceptWithExpiry
            | Change::Pilot,
            ..,
        ) => return None,
        (_, Need::Undetermined, _) if at.venue == Venue::OpenPgp => {
            "the purpose of these was not seen. Discovery settles it: %pgp-kem% where they establish keys, \
             %pgp-sign% where they sign (RFC 9980)"
        }
        (_, Need::Undetermined, _) if at.venue == Venue::Jose => {
            "the purpose of these was not seen. Discovery settles it: %sign% where they sign (RFC 9964); where they \
             establish keys nothing has a name in JOSE yet"
        }
        (_, Need::Undetermined, _) => {
            "the purpose of these was not seen. Discovery settles it: %kem% where they establish keys, \
             %sign% where they sign"
        }
        (_, Need::Symmetric, _) => {
            "no public-key scheme: %block% in an authenticated mode for encryption, %hash% or longer for \
             hashing, HMAC-%hash% for authentication, or what the policies that apply name instead"
        }
        (_, Need::Signature, Some(_)) if at.venue == Venue::Ssh => {
            "until then generate Ed25519 keys only where keys are replaced anyway"
        }
        (_, _, None) if at.venue == Venue::Dnssec => {
            "no algorithm number for a quantum-resistant signature is assigned (individual drafts only). Until then sign \
             with ECDSA P-256 or Ed25519 (numbers 13 and 15) and keep the time short for which a signature is valid"
        }
        (_, Need::KeyEstablishment, None) if at.venue == Venue::Jose => {
            "no name for ML-KEM is registered for JOSE and COSE (draft-ietf-jose-pqc-kem). Until then share keys of 256 \
             bits through a channel with a hybrid and use them directly (dir, A256GCMKW)"
        }
        (_, _, None) if at.venue == Venue::Ledger => {
            "the ledger's own rules say which signatures it accepts, and none that is quantum-resistant is known here. \
             Until then use an address once, so that its public key is not there to be read, and move what it holds to \
             addresses of the new kind when the ledger has one"
        }
        (_, _, None) if at.venue == Venue::Saml => {
            "XML Signature and XML Encryption have no identifiers for ML-DSA and ML-KEM (RFC 9231). Until then carry SAML messages inside \
             TLS 1.3 with a hybrid and keep the time short for which an assertion is valid"
        }
        (Change::CertificateReissue, _, None) if at.venue == Venue::Other => {
            "no quantum-resistant signature is known for this protocol"
        }
        (_, _, None) if at.venue == Venue::Other => {
            "no quantum-resistant code point is known for this protocol; carry it inside TLS 1.3 or IKEv2 \
             with a hybrid, or retire it"
        }
        _ => return None,
    };
    Some(note)
}

type Recipe = (String, String, String, String);

fn recipe(task: &Task<'_>) -> Recipe {
    let (kind, at) = (task.kind, task.kind.at);
    let (before, work, check, back) = match kind.change {
        Change::Discovery => (
            "access to the systems and their owners",
            "open what was closed (passwords, permissions, formats); ask what keys of unknown purpose are for and how \
             long those of unknown size are, and say it in the estate file ([[system.key]] with path or fingerprint, and \
             purpose or size); write the key exchange down where \
             a configuration leaves it to its software",
            "scan and plan again: the new plan has no such package",
            "none needed: nothing is changed",
        ),
        Change::VendorCommitment => return vendor(task.supplier),
        Change::LibraryUpgrade if at.venue == Venue::Ssh && at.need != Need::Signature => {
            if task.names.has_usual_kex() { upgrade::library(at) } else { upgrade::RARE_KEX }
        }
        Change::LibraryUpgrade => match stack(task) {
            Some(stack) => upgrade::stacked(stack),
            None => upgrade::library(at),
        },
        Change::CaRenewal => (
            "certificate policy and practice statement for %signs% (%x509%); signing hardware that supports \
             it (PKCS#11 3.2: %mechanism%); if another organisation runs the authority, its published new chain",
            "generate the new key in the hardware, issue the authority certificate beside the old one, and \
             publish certificate and revocation list; lists and OCSP responses follow the key",
            match at.need {
                Need::Root => {
                    "openssl verify -CAfile new-root.pem -check_ss_sig new-root.pem; openssl x509 -in new-root.pem -noout \
                     -text names the target algorithm; what is issued under it comes later"
                }
                _ => {
                    "openssl verify -CAfile new-root.pem new-issuing.pem; openssl x509 -in new-issuing.pem -noout -text \
                     names the target algorithm"
                }
            },
            "keep the old authority online until its last certificate has expired; issue from it again",
        ),
        Change::TrustDistribution if at == Kind::PINS.at => (
            "the key and the certificate that the server is to present are made and not presented yet; the list of everything \
             that verifies it by its own certificate is complete",
            "add the new certificate beside the pinned one, in the same file or folder, and restart what reads it; leave the old \
             one in place until the server presents the new one",
            "openssl verify -CAfile PINNED.pem NEW-CERT.pem succeeds; a connection to the server as it is still does",
            "remove the new certificate; nothing depends on it yet",
        ),
        Change::TrustDistribution => (
            "the new root is published; the list of everything that verifies is complete",
            "add the new anchors beside the old ones, in the same file or folder of every trust store, and upgrade verifiers \
             first; leave the old anchors in place until they are retired",
            "openssl verify -CAfile store.pem test-leaf.pem succeeds on every kind of verifier",
            "remove the new anchors; nothing depends on them yet",
        ),
        Change::Configuration
            if at == (Use { venue: Venue::Ssh, need: Need::KeyEstablishment })
                && !task.names.has_usual_kex() =>
        {
            RARE_KEX
        }
        Change::Configuration => configuration(at),
        Change::CertificateReissue if is_of_clients(task) => CLIENTS,
        Change::CertificateReissue => reissue(at),
        Change::Rekey if at.venue == Venue::Ssh => return holders::recipe(at, task.kept),
        Change::Rekey => rekey(at),
        Change::Replacement if at.venue == Venue::Dnssec => rekey(at),
        Change::Replacement => (
            "the data that was protected with the old algorithm is known, and how long it must stay readable \
             or verifiable",
            "put the algorithm behind a versioned identifier, write the new one, read both; encrypt or sign \
             again what must last",
            "known-answer tests of the new scheme pass; y2q scan no longer finds the old one in new builds",
            "switch the written version back; readers accept both",
        ),
        Change::Retirement if at == Kind::OLD.at => return retire::old(task.is_authority),
        Change::Retirement if at == Kind::TRUSTED.at => retire::TRUSTED,
        Change::Retirement => return retire::recipe(at, task.public),
        Change::ProtocolUpgrade
        | Change::ProviderInjection
        | Change::ProxyInFront
        | Change::HardwareReplacement
        | Change::Decommission
        | Change::AcceptWithExpiry
        | Change::Pilot => instead::recipe(kind),
    };
    (before.into(), work.into(), check.into(), back.into())
}

/// From an interim hybrid to the final state.
fn last(name: &str) -> Recipe {
    (
        format!(
            "logs of one full quarter show that every peer negotiates the hybrid and knows {name} alone; the policy \
             that prefers it still stands"
        ),
        format!(
            "put {name} first, the hybrid after it; remove the hybrid when no peer needs it any more"
        ),
        format!("a capture of a new session shows {name}, and none shows a hybrid"),
        "put the hybrid back first and reload; peers know both".into(),
    )
}

fn vendor(supplier: Option<&Supplier>) -> Recipe {
    let name = supplier.map_or("the supplier", |party| &party.name);
    (
        format!("contract and product version with {name} are known"),
        format!(
            "get from {name} in writing: release and date with quantum-resistant support, algorithms, \
             parameter sets, certification; write it into the next contract"
        ),
        "the commitment carries a date; enter it as `earliest` in the estate file and plan again"
            .into(),
        "plan the replacement of the product if no date is given".into(),
    )
}

pub(super) type Words = (&'static str, &'static str, &'static str, &'static str);

/// Where policies leave a key exchange that OpenSSH does not offer by default.
const RARE_KEX: Words = (
    "ssh -Q kex lists %kex% on both ends",
    "set KexAlgorithms to begin with %kex%; keep one classical method for peers that are not ready",
    "sshd -T | grep kexalgorithms; ssh -G HOST | grep kexalgorithms; ssh -v HOST says kex: algorithm: %kex%",
    "restore the former KexAlgorithms line and reload; open sessions are not affected",
);

const CLIENTS: Words = (
    "the servers that verify these trust the new authority and accept %sigalg% of clients; the issuing authority offers %signs%",
    "generate new keys, request certificates, install them in every client beside the old ones, one client of every kind first",
    "openssl s_client -connect HOST:443 -cert CERT.pem -key KEY.pem completes without an alert at every server that they are shown \
     to; openssl x509 -noout -text names the target algorithm",
    "let the clients show the former certificates again; they stay valid until their end",
);

fn configuration(at: Use) -> Words {
    match (at.venue, at.need) {
        (Venue::Ssh, Need::KeyEstablishment) => (
            "OpenSSH 10.0 (9.9 at least) on both ends",
            "set KexAlgorithms to begin with mlkem768x25519-sha256, or remove the directive to get the default; \
             keep one classical method for peers that are not ready",
            "sshd -T | grep kexalgorithms; ssh -G HOST | grep kexalgorithms; ssh -v HOST says kex: algorithm: \
             mlkem768x25519-sha256",
            "restore the former KexAlgorithms line and reload; open sessions are not affected",
        ),
        (Venue::Ssh, _) => (
            "OpenSSH 10.4 or later on both ends; experimental, so on test hosts first",
            "accept the composite key type in PubkeyAcceptedAlgorithms and HostKeyAlgorithms beside Ed25519: \
             verifiers before signers",
            "ssh -Q key lists ssh-mldsa44-ed25519@openssh.com; sshd -T | grep -i algorithms",
            "remove the name from both lists and reload",
        ),
        (Venue::Tls, Need::KeyEstablishment) => (
            "TLS 1.3 enabled; the library knows %group%; middleboxes let a client hello of two packets pass",
            "put %group% first among the groups (%set-groups%), %curve% after it",
            "openssl s_client -connect HOST:443 -groups %group% says Negotiated TLS1.3 group: %group%",
            "restore the former list of groups and reload; no state is kept",
        ),
        (Venue::Tls, _) => (
            "the library verifies %signs%; peers are known (public certificate authorities issue none yet)",
            "add %sigalg% to the signature algorithms that are accepted, beside what is there and before any certificate uses it \
             (%set-signatures%)",
            "openssl s_client (3.5 or later) prints it among the Requested Signature Algorithms of a server that asks for a \
             certificate; a test certificate of %signs% (-cert, -key) is accepted",
            "remove %sigalg% from the list and reload",
        ),
        (Venue::Ike, _) => (
            "both gateways support RFC 9370 and IKE fragmentation",
            "add %kem% as an additional key exchange (%ke1%) to the proposals",
            "swanctl --list-sas shows %KE1%",
            "restore the former proposals and rekey",
        ),
        _ => (
            "the protocol's maintainer names a quantum-resistant option",
            "configure it, or carry the protocol inside TLS 1.3 with a hybrid group",
            "a capture of a new session shows the option",
            "restore the former configuration",
        ),
    }
}

fn reissue(at: Use) -> Words {
    match (at.venue, at.need) {
        (Venue::Ssh, _) => (
            "every verifier accepts the composite key type; the certification key is renewed",
            "certify new keys under the new authority with ssh-keygen -s",
            "ssh-keygen -L -f cert.pub names the new signing key",
            "put the former certificates back; they stay valid until their end",
        ),
        (Venue::Cms, _) => (
            "every program that verifies these signatures supports %signs% in signed messages (%cms%) or \
             in its own format; the authority issues %signs% certificates",
            "generate the new key, request the certificate, sign with it from a stated day on; keep the old \
             certificate for verification and put time stamps on signatures that must outlast it",
            "openssl x509 -noout -text names the target algorithm; every verifier accepts a test signature",
            "sign with the former key again; it stays valid until its end",
        ),
        (Venue::Ike, _) => (
            "the daemon of every peer authenticates by ML-DSA (draft-ietf-ipsecme-ikev2-pqc-auth) and trusts the new authority; the \
             issuing authority offers %signs%; IKE fragmentation (RFC 7383) is on, for such certificates do not fit one datagram",
            "generate new keys, request certificates with the extended key usage that the peers ask for, put them beside the old ones \
             (swanctl/x509 and swanctl/private, ipsec.d/certs and ipsec.d/private), name them in certs or leftcert of one connection after \
             the other and load them (swanctl --load-creds, swanctl --load-conns; ipsec reload)",
            "swanctl --list-certs names the target algorithm; swanctl --list-sas shows every association established after it was \
             initiated again",
            "name the former certificate in certs or leftcert again and load it; it stays valid until its end",
        ),
        (Venue::Saml, Need::Signature) => (
            "an identifier of XML Signature for ML-DSA is assigned, and every service or identity provider that verifies by this metadata \
             has software that knows it; who consumes the metadata is known",
            "generate the new key, publish its certificate as a second KeyDescriptor (use=\"signing\") beside the old one, wait until every \
             partner has taken the metadata in, sign with the new key, and take the old KeyDescriptor out after that",
            "every partner accepts a test assertion that is signed with the new key; the metadata names the target algorithm",
            "sign with the former key again: it stays in the metadata until the check has passed",
        ),
        (Venue::Saml, _) => (
            "an identifier of XML Encryption for ML-KEM is assigned, and every partner that encrypts to this metadata has software that \
             knows it",
            "generate the new key, publish its certificate as a KeyDescriptor (use=\"encryption\") in the place of the old one, and keep the \
             old private key until no partner encrypts to it",
            "a test assertion that is encrypted to the new key is read; the metadata names the target algorithm",
            "publish the former KeyDescriptor again",
        ),
        (Venue::Other, _) => (
            "the standard of the protocol names a quantum-resistant signature, and every peer that verifies here knows it",
            "generate new keys, request certificates with the same extended key usage, install them beside the old ones",
            "openssl x509 -noout -text names the target algorithm; every kind of peer accepts it",
            "install the former certificate and key again; they stay valid until their end",
        ),
        (_, Need::KeyEstablishment) => (
            "senders can encrypt to ML-KEM (RFC 9935, RFC 9936)",
            "generate new key pairs, issue certificates, publish them; keep the old private keys until everything that they open is \
             encrypted again or past its life, and say so in the estate file ([[system.key]] with state = \"deactivated\")",
            "openssl x509 -noout -text names ML-KEM; a test message decrypts",
            "publish the former certificates again",
        ),
        _ => (
            "the new authority is trusted by every verifier; the issuing authority offers %signs% (public web \
             authorities do not yet: browsers plan Merkle tree certificates instead)",
            "generate new keys, request certificates, install them beside the old ones where the server can \
             hold two, with automated renewal",
            "openssl s_client -connect HOST:443 shows the new chain and Verify return code: 0 (ok); openssl x509 \
             -noout -text names the target algorithm",
            "install the former certificate and key again; they stay valid until their end",
        ),
    }
}

const fn rekey(at: Use) -> Words {
    match (at.venue, at.need) {
        (_, Need::Symmetric) => (
            "where the key is used is known",
            "generate a new key of 256 bits in the key store, use it for everything new, and encrypt again what must stay secret",
            "the old key is used for decryption only, and is destroyed when everything that it opens is encrypted again or past \
             its life",
            "switch the active key version back",
        ),
        (Venue::OpenPgp, _) => (
            "every program that reads these keys and messages has RFC 9980; who holds the public key is known",
            "generate a key with %pgp-sign% for signing and a subkey of %pgp-kem% for encryption, sign it with \
             the old one, publish it, and revoke the old key as superseded once everybody has it; keep its private half to \
             read old messages",
            "y2q scan names the new key's algorithms; a test message decrypts and a test signature verifies at every peer",
            "the old key stays valid until the check has passed",
        ),
        (Venue::Jose, Need::KeyEstablishment) => (
            "a name for ML-KEM is registered and the libraries on both sides have it",
            "generate the new key, publish it in the key set with a kid of its own, encrypt to it once every reader has it, \
             then take the old one out; keep its private half until everything that it opens is encrypted again or past its life",
            "a test message is opened by its kid; y2q scan finds no old key in a key set",
            "the old key stays in the set until the check has passed",
        ),
        (Venue::Jose, _) => (
            "every service that verifies has a library with RFC 9964; buffers and headers have room for %bytes% bytes of \
             signature (a third more in base64url, and servers cut headers at 8 kB)",
            "generate a key with alg %sign%, publish it in the key set with a kid of its own, wait as long as key sets are \
             cached, sign with it, and take the old one out when its last token has expired",
            "a token with the new kid is accepted everywhere; y2q scan finds no old key",
            "sign with the old kid again: it stays in the set until the check has passed",
        ),
        (Venue::Dnssec, _) => (
            "an algorithm number is assigned, signers and validating resolvers know it, and the parent accepts its DS",
            "roll the algorithm over (RFC 6781 section 4.1.4): sign with both, publish the new keys, then the new DS, take the \
             old DS and then the old keys out, each after the time to live of what it replaces",
            "delv ZONE DNSKEY says fully validated; y2q scan finds no old key",
            "up to the change of the DS: take the new keys out again; after it: the same roll-over in the other direction",
        ),
        (Venue::Ledger, _) => (
            "the ledger accepts the new kind of signature and the wallet software makes it; a backup of the new keys was \
             restored once",
            "generate the new keys, move everything that the old ones hold to the new addresses, small amounts first",
            "nothing is left under the old addresses; y2q scan finds no old key in use",
            "none for what has been moved; the old keys stay until nothing can arrive under them any more",
        ),
        (Venue::X509 | Venue::Cms | Venue::Code, Need::KeyEstablishment | Need::Undetermined) => (
            "who holds the public half, and what the private half opens, is known",
            "generate the new key pair, distribute the public half, and use it for everything new once every peer has it; keep the \
             old private key for reading alone until everything that it opens is encrypted again or past its life, say so in the \
             estate file ([[system.key]] with state = \"deactivated\"), and destroy it then",
            "openssl pkey -in key.pem -noout -text names the target algorithm; a test message decrypts; y2q scan finds the old key \
             only where it is kept for reading",
            "the old private key is still there: peers use the old public key again",
        ),
        _ => (
            "who holds the public half is known",
            "generate the new key pair, distribute the public half, use both until every peer has it, then \
             destroy the old private key",
            "openssl pkey -in key.pem -noout -text names the target algorithm; y2q scan finds no old key",
            "peers still hold the old public key until the check has passed",
        ),
    }
}
