//! How an implementation is upgraded that has to know the new algorithms: conditions, work, check, way back.

use super::change::{Need, Use, Venue};
use super::directives::Stack;
use super::steps::Words;

/// Where policies leave a key exchange that OpenSSH does not offer by default.
pub(super) const RARE_KEX: Words = (
    "skip where ssh -Q kex lists %kex% on every host and client; ssh -V does not tell",
    "upgrade every SSH server and client to a release that has %kex%",
    "ssh -Q kex lists %kex%",
    "reinstall the former package; configuration stays compatible",
);
/// Versions: OpenSSH release notes 9.9 (2024-09), 10.0 (2025-04), 10.4 (2026-07); OpenSSL 3.5.0 (2025-04);
/// strongSwan 6.0.0; Go 1.24 (2025-02) and 1.27 (2026-08); Java 24 (2025-03) and 27 (2026-09).
pub(super) const fn library(at: Use) -> Words {
    match (at.venue, at.need) {
        (Venue::Ssh, Need::Signature) => (
            "the release is there: it has composite keys and no longer as an experiment (10.4 and 10.5 have them as one); \
             nothing is to be skipped for a host that says 10.0",
            "upgrade OpenSSH on every host and client to that release",
            "ssh -V names it; ssh -Q key lists ssh-mldsa44-ed25519@openssh.com on both ends",
            "reinstall the former package before the first composite key is in use",
        ),
        (Venue::Ssh, _) => (
            "skip where ssh -V says 10.0 or later on every host and client: this is for key exchange, keys have an upgrade \
             of their own",
            "upgrade OpenSSH to 10.0 or later (mlkem768x25519-sha256 is the default there; 9.9 has it, not as \
             the default)",
            "ssh -V; ssh -Q kex lists mlkem768x25519-sha256",
            "reinstall the former package; configuration stays compatible",
        ),
        (Venue::OpenPgp, _) => (
            "the maintainers of every program that encrypts, signs or verifies here name a release with RFC 9980; what \
             LibrePGP (GnuPG 2.5) calls Kyber is another algorithm, which RFC 9980 does not have",
            "upgrade every such program, those that read before those that write",
            "a test key of %pgp-kem% and %pgp-sign% is read by every program",
            "reinstall the former release; keys and messages stay readable",
        ),
        (Venue::Jose, _) => (
            "skip where the release notes of every library that signs or verifies tokens name RFC 9964 (ML-DSA)",
            "upgrade them, those that verify before those that sign, with a cryptographic library that has ML-DSA below",
            "a test token with alg %sign% is accepted by every service and refused when a byte of it is changed",
            "reinstall the former release; tokens stay compatible",
        ),
        (Venue::Dnssec, _) => (
            "an algorithm number is assigned (IANA, DNS Security Algorithm Numbers), and validating resolvers know it: what \
             they do not know they treat as not signed (RFC 4035 section 5.2)",
            "upgrade name servers, signers and the estate's own resolvers, resolvers first",
            "a test zone that is signed with the new number has the AD flag at every resolver",
            "reinstall the former release; zones stay signed as they are",
        ),
        (Venue::Ike, Need::Signature) => (
            "the release is there: it authenticates by ML-DSA (draft-ietf-ipsecme-ikev2-pqc-auth) and verifies certificates with such \
             keys; ML-KEM in the key exchange says nothing of it",
            "upgrade the daemon of every gateway and client to that release, those that verify before those that sign",
            "a test connection between two upgraded daemons with test certificates of %signs% is established (swanctl --list-sas)",
            "reinstall the former package; certificates and configuration stay compatible",
        ),
        (Venue::Ike, _) => (
            "skip where swanctl --list-algs lists %ML_KEM% already; a version alone does not tell (Debian 13 has \
             strongSwan 6.0.1 without it)",
            "upgrade the daemon to a release with RFC 9370 and ML-KEM: strongSwan 6.0.2 or later with OpenSSL 3.5, or 6.0 \
             with one of its plugins ml, botan, wolfssl",
            "swanctl --list-algs lists %ML_KEM%",
            "reinstall the former package; keep the former proposals",
        ),
        _ => (
            "skip where openssl version says 3.5 or later; for other stacks see their release notes: for hybrid TLS %stacks%; for keys and signatures of ML-DSA Go 1.27, Java 24, GnuTLS 3.8.10, \
             .NET 10. TLS 1.3 is a condition of the first: TLS 1.2 has no such key exchange",
            "upgrade to OpenSSL 3.5 or later (ML-KEM, ML-DSA and SLH-DSA; %default-group%) \
             and rebuild or restart what links it",
            "openssl version; openssl list -kem-algorithms and -signature-algorithms name %kem% and %sign%",
            "reinstall the former package; certificates and configuration stay compatible",
        ),
    }
}

/// Go release notes 1.24 and 1.27; JEP 497, JEP 527.
pub(super) const fn stacked(stack: Stack) -> Words {
    match stack {
        Stack::Go => (
            "skip where go version -m PROGRAM names go1.24 or later (%group% is offered by default where CurvePreferences is not set) \
             and nothing needs keys or certificates of ML-DSA, which go1.27 has",
            "upgrade the toolchain, name its release in go.mod, and build and deploy every program again",
            "go version -m PROGRAM names the release for every program that runs",
            "deploy what the former toolchain has built; certificates and configuration stay compatible",
        ),
        Stack::Java => (
            "skip where java -version says 27 or later (%group%), or 24 where only keys and certificates of ML-DSA are needed",
            "upgrade the runtime of every service and start it again",
            "java -version says it on every host; keytool -genkeypair -keyalg %sign% makes a test key",
            "start the former runtime again; certificates and configuration stay compatible",
        ),
    }
}
