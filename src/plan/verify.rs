//! Commands that show whether a change has been made, by its kind. Words in capitals stand for names of
//! the place where they are run.
//!
//! Options: openssl-s_client(1), openssl-verify(1), ssh(1) `-G` and `-Q`, sshd(8) `-T`, swanctl(8).

use super::Change;
use super::change::{Need, Venue};
use super::directives::Stack;
use super::kind::{Kind, Pace};

/// Compares what is found now with the plan: the check of everything that changes assets.
const TRACK: &str = "y2q scan PATH --db y2q.db && \
                     y2q plan --db y2q.db --estate estate.toml --track plan.json";
const CERTIFICATE: &str = "openssl x509 -in CERT.pem -noout -text";
const CLIENT: &str =
    "openssl s_client -connect HOST:443 -tls1_3 -cert CERT.pem -key KEY.pem </dev/null";
const CHAIN: &str = "openssl verify -CAfile ROOT.pem -untrusted CHAIN.pem CERT.pem";
/// Both are refused: the line that says so is what they show.
const TLS_REFUSED: &str =
    "openssl s_client -connect HOST:443 -tls1_3 -groups %curve% </dev/null 2>&1 | grep -i alert";
const SSH_REFUSED: &str = "ssh -o KexAlgorithms=%kex-classical% -o BatchMode=yes HOST true 2>&1 | \
                           grep 'no matching key exchange'";
const HOST_KEY_REFUSED: &str = "ssh -o HostKeyAlgorithms=ssh-ed25519 -o BatchMode=yes HOST true 2>&1 | \
                                grep 'no matching host key'";
/// What a server that asks for a certificate accepts of clients (CertificateRequest, RFC 8446 §4.3.2): nothing is
/// printed by one that asks for none. OpenSSL 3.5 and later have names for what is new.
const ACCEPTED: &str =
    "openssl s_client -connect HOST:443 -tls1_3 </dev/null | grep 'Requested Signature Algorithms'";
const OLD_REFUSED: &str = "openssl verify -CAfile STORE.pem OLD-CERT.pem 2>&1 | grep -i error";
/// OpenSSL reads no keystore of Java: its certificates as PEM, for what is asked of them after.
const LISTING: &str = "keytool -list -rfc -keystore STORE.jks -storepass PASSWORD >STORE.pem";
const KEY: &str = "openssl pkey -in KEY.pem -noout -text";
const ZONE: &str = "dig +dnssec ZONE DNSKEY";
const VALIDATED: &str = "delv ZONE DNSKEY";
const PGP_KEY: &str = "gpg --show-keys KEY.asc";
const SSH_CERTIFICATE: &str = "ssh-keygen -L -f CERT.pub";
const SSH_KEY: &str = "ssh-keygen -l -f KEY.pub";

/// What makes a file that `commands` can look at of a keystore of Java.
pub(super) fn listing(kind: Kind) -> Option<&'static str> {
    let is_store = kind.change == Change::TrustDistribution || kind.is_old();
    is_store.then_some(LISTING)
}

/// Of an upgrade of another implementation of TLS.
pub(super) const fn of_stack(stack: Stack) -> &'static [&'static str] {
    match stack {
        Stack::Go => &["go version -m PROGRAM"],
        Stack::Java => &["java -version"],
    }
}

/// Of certificates that clients show.
pub(super) const fn of_clients() -> &'static [&'static str] {
    &[CLIENT, CERTIFICATE, CHAIN, TRACK]
}

pub(super) fn commands(kind: Kind) -> &'static [&'static str] {
    match (kind.pace, kind.at.venue) {
        (Pace::Now, _) => urgent(kind),
        (Pace::Resistant, _) => resistant(kind),
        (Pace::Final, Venue::Tls) => {
            &["openssl s_client -connect HOST:443 -tls1_3 -groups %group% </dev/null", TRACK]
        }
        (Pace::Final, Venue::Ssh) => &["sshd -T | grep -i kexalgorithms", TRACK],
        (Pace::Final, _) => &[TRACK],
    }
}

const fn resistant(kind: Kind) -> &'static [&'static str] {
    match (kind.change, kind.at.venue, kind.at.need) {
        (Change::Discovery, ..) => {
            &["y2q scan PATH --db y2q.db", "y2q plan PATH --estate estate.toml"]
        }
        (Change::VendorCommitment | Change::AcceptWithExpiry, ..) => {
            &["y2q plan PATH --estate estate.toml"]
        }
        (Change::LibraryUpgrade, Venue::Ssh, Need::Signature) => &["ssh -V", "ssh -Q key"],
        (Change::LibraryUpgrade, Venue::Ssh, _) => &["ssh -V", "ssh -Q kex"],
        (Change::LibraryUpgrade, Venue::OpenPgp, _) => &["gpg --version"],
        (Change::LibraryUpgrade, Venue::Jose, _) => &["y2q scan PATH --db y2q.db"],
        (Change::LibraryUpgrade, Venue::Dnssec, _) => &[VALIDATED],
        (Change::LibraryUpgrade, Venue::Ike, _) => &["swanctl --list-algs"],
        (Change::LibraryUpgrade, ..) => &[
            "openssl version",
            "openssl list -kem-algorithms",
            "openssl list -signature-algorithms",
        ],
        (Change::CaRenewal, _, Need::Root) => &[
            "openssl verify -check_ss_sig -CAfile ROOT.pem ROOT.pem",
            "openssl x509 -in ROOT.pem -noout -text",
            TRACK,
        ],
        (Change::CaRenewal, ..) => &[
            "openssl verify -CAfile ROOT.pem ISSUING.pem",
            "openssl x509 -in ISSUING.pem -noout -text",
            TRACK,
        ],
        (Change::TrustDistribution, ..) => &["openssl verify -CAfile STORE.pem CERT.pem", TRACK],
        (Change::Configuration, Venue::Ssh, Need::KeyEstablishment) => &[
            "sshd -T | grep -i kexalgorithms",
            "ssh -G HOST | grep -i kexalgorithms",
            "ssh -o KexAlgorithms=%kex% -o BatchMode=yes HOST true",
            TRACK,
        ],
        (Change::Configuration, Venue::Ssh, _) => {
            &["ssh -Q key", "sshd -T | grep -i algorithms", TRACK]
        }
        (Change::Configuration, Venue::Tls, Need::KeyEstablishment) => {
            &["openssl s_client -connect HOST:443 -tls1_3 -groups %group% </dev/null", TRACK]
        }
        (Change::Configuration, Venue::Tls, _) => &[ACCEPTED, TRACK],
        (Change::Configuration, Venue::Ike, _) => &["swanctl --list-sas", TRACK],
        (Change::CertificateReissue, Venue::Ssh, _) => &[SSH_CERTIFICATE, TRACK],
        (Change::CertificateReissue, Venue::Ike, _) => {
            &["swanctl --list-certs", "swanctl --list-sas", CERTIFICATE, CHAIN, TRACK]
        }
        (Change::CertificateReissue, Venue::Saml, _) => &[CERTIFICATE, TRACK],
        (Change::CertificateReissue, Venue::Cms | Venue::Other, _)
        | (Change::CertificateReissue, _, Need::KeyEstablishment) => &[CERTIFICATE, CHAIN, TRACK],
        (Change::CertificateReissue, ..) => {
            &["openssl s_client -connect HOST:443 -showcerts </dev/null", CERTIFICATE, CHAIN, TRACK]
        }
        (Change::Rekey, Venue::Ssh, Need::Issuing) => &[SSH_CERTIFICATE, TRACK],
        (Change::Rekey, Venue::Ssh, _) => &[SSH_KEY, "ssh -v -o BatchMode=yes HOST true", TRACK],
        (Change::Rekey, Venue::Dnssec, _) => &[ZONE, VALIDATED, TRACK],
        // No key of these formats can be read by programs for PKCS#8.
        (Change::Rekey, Venue::OpenPgp | Venue::Jose | Venue::Ledger | Venue::Other, _)
        | (Change::Rekey, _, Need::Symmetric)
        | (Change::Configuration | Change::Replacement, ..) => &[TRACK],
        (Change::Rekey, ..) => &[KEY, TRACK],
        (Change::Retirement, Venue::Ssh, Need::Signature) => &[HOST_KEY_REFUSED, TRACK],
        (Change::Retirement, Venue::Tls, Need::Signature) => &[ACCEPTED, TRACK],
        (Change::Retirement, Venue::Ssh, Need::Issuing) => &[SSH_CERTIFICATE, TRACK],
        (Change::Retirement, Venue::Ssh, _) => &[SSH_REFUSED, TRACK],
        (Change::Retirement, Venue::Tls, _) => &[TLS_REFUSED, TRACK],
        (Change::Retirement, Venue::Ike, _) => &["swanctl --list-sas", TRACK],
        (Change::Retirement, Venue::X509, _) => &[OLD_REFUSED, TRACK],
        (Change::Retirement, ..) => &[TRACK],
        (Change::ProtocolUpgrade | Change::ProxyInFront, Venue::Tls, _) => {
            &["openssl s_client -connect HOST:443 -tls1_3 -groups %group% </dev/null", TRACK]
        }
        (Change::ProxyInFront, Venue::Ssh, _) => {
            &["ssh -o KexAlgorithms=%kex% -o BatchMode=yes HOST true", TRACK]
        }
        (Change::ProxyInFront, Venue::Ike, _) => &["swanctl --list-sas", TRACK],
        (
            Change::ProtocolUpgrade
            | Change::ProviderInjection
            | Change::ProxyInFront
            | Change::HardwareReplacement
            | Change::Decommission
            | Change::Pilot,
            ..,
        ) => &[TRACK],
    }
}

const fn urgent(kind: Kind) -> &'static [&'static str] {
    match (kind.change, kind.at.venue, kind.at.need) {
        (Change::Configuration, Venue::Ssh, Need::KeyEstablishment) => {
            &["sshd -T | grep -i kexalgorithms", "ssh -G HOST | grep -i kexalgorithms", TRACK]
        }
        (Change::Configuration, Venue::Ssh, _) => {
            &["sshd -T | grep -i -e ciphers -e macs -e algorithms", TRACK]
        }
        (Change::Configuration, Venue::Tls, Need::KeyEstablishment) => {
            &["openssl s_client -connect HOST:443 </dev/null", TRACK]
        }
        (Change::Configuration, Venue::Ike, _) => &["swanctl --list-sas", TRACK],
        (Change::TrustDistribution, ..) => &["openssl verify -CAfile STORE.pem CERT.pem", TRACK],
        (Change::CaRenewal, ..) => &[CERTIFICATE, CHAIN, TRACK],
        (Change::Retirement, Venue::X509, _) => &[OLD_REFUSED, TRACK],
        (Change::CertificateReissue, _, Need::Issuing) => {
            &["openssl crl -in LIST.pem -noout -text", TRACK]
        }
        (Change::CertificateReissue, Venue::Ssh, _) => &[SSH_CERTIFICATE, TRACK],
        (Change::CertificateReissue, ..) => &[CERTIFICATE, CHAIN, TRACK],
        (Change::Rekey, Venue::Ssh, _) => &[SSH_KEY, "ssh -v -o BatchMode=yes HOST true", TRACK],
        (Change::Rekey, Venue::Dnssec, _) => &[ZONE, VALIDATED, TRACK],
        (Change::Rekey, Venue::OpenPgp, _) => &[PGP_KEY, TRACK],
        (Change::Rekey, Venue::Jose | Venue::Ledger | Venue::Other, _)
        | (Change::Rekey, _, Need::Symmetric) => &[TRACK],
        (Change::Rekey, ..) => &[KEY, TRACK],
        _ => &[TRACK],
    }
}
