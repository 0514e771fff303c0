//! What the software of a system calls what is changed: runbooks name the directives of what was found.
//!
//! Sources: the reference of each software's configuration, as read by its detector; for code the documentation of the API.

use std::collections::BTreeMap;

use super::change::Venue;
use crate::assess::Holding;
use crate::model::{Asset, AssetId};

/// Software that speaks TLS, by the detector of its configuration, or the library that code calls.
struct Software {
    /// Id of a detector, or the name of a library.
    by: &'static str,
    name: &'static str,
    groups: &'static str,
    /// Signatures that are accepted of clients; empty where nothing sets them.
    signatures: &'static str,
    version: &'static str,
}

/// By what, its name, and what it calls groups, accepted signatures and the least version.
const fn software(
    by: &'static str,
    name: &'static str,
    [groups, signatures, version]: [&'static str; 3],
) -> Software {
    Software { by, name, groups, signatures, version }
}

/// In the order in which they are named; at most 32.
const ALL: &[Software] = &[
    software(
        "nginx-tls",
        "nginx",
        ["ssl_ecdh_curve", "ssl_conf_command ClientSignatureAlgorithms", "ssl_protocols TLSv1.3"],
    ),
    software(
        "apache-tls",
        "Apache httpd",
        [
            "SSLOpenSSLConfCmd Groups",
            "SSLOpenSSLConfCmd ClientSignatureAlgorithms",
            "SSLProtocol TLSv1.3",
        ],
    ),
    software(
        "haproxy-tls",
        "HAProxy",
        [
            "curves of bind, ssl-default-bind-curves",
            "client-sigalgs of bind, ssl-default-bind-client-sigalgs",
            "ssl-min-ver TLSv1.3",
        ],
    ),
    software(
        "envoy-tls",
        "Envoy",
        ["ecdh_curves", "signature_algorithms", "tls_minimum_protocol_version TLSv1_3"],
    ),
    software("caddy-tls", "Caddy", ["curves", "", "protocols tls1.3"]),
    software("traefik-tls", "Traefik", ["curvePreferences", "", "minVersion VersionTLS13"]),
    software(
        "lighttpd-tls",
        "lighttpd",
        [
            "ssl.openssl.ssl-conf-cmd Groups",
            "ssl.openssl.ssl-conf-cmd ClientSignatureAlgorithms",
            "ssl.openssl.ssl-conf-cmd MinProtocol TLSv1.3",
        ],
    ),
    software(
        "stunnel-tls",
        "stunnel",
        ["curves", "config = ClientSignatureAlgorithms", "sslVersionMin = TLSv1.3"],
    ),
    software(
        "postfix-tls",
        "Postfix",
        ["tls_eecdh_auto_curves", "", "smtpd_tls_protocols >=TLSv1.3"],
    ),
    software("dovecot-tls", "Dovecot", ["ssl_curve_list", "", "ssl_min_protocol = TLSv1.3"]),
    software("exim-tls", "Exim", ["tls_eccurve", "", "openssl_options +no_tlsv1_2"]),
    software(
        "postgresql-tls",
        "PostgreSQL",
        ["ssl_groups, before version 18 ssl_ecdh_curve", "", "ssl_min_protocol_version = TLSv1.3"],
    ),
    software("openvpn-config", "OpenVPN", ["tls-groups", "", "tls-version-min 1.3"]),
    software(
        "openssl-cnf",
        "openssl.cnf",
        ["Groups", "ClientSignatureAlgorithms", "MinProtocol = TLSv1.3"],
    ),
    software(
        "java-security",
        "java.security",
        ["jdk.tls.namedGroups", "jdk.tls.server.SignatureSchemes", "jdk.tls.disabledAlgorithms"],
    ),
    software(
        "Go standard library",
        "Go",
        ["tls.Config.CurvePreferences", "", "MinVersion tls.VersionTLS13"],
    ),
    software("Node.js tls", "Node.js", ["ecdhCurve", "sigalgs", "minVersion TLSv1.3"]),
    software(
        "Java Secure Socket Extension",
        "Java",
        [
            "SSLParameters.setNamedGroups or jdk.tls.namedGroups",
            "SSLParameters.setSignatureSchemes",
            "SSLParameters.setProtocols TLSv1.3",
        ],
    ),
    software(
        "OpenSSL",
        "OpenSSL's API",
        [
            "SSL_CTX_set1_groups_list",
            "SSL_CTX_set1_client_sigalgs_list",
            "SSL_CTX_set_min_proto_version TLS1_3_VERSION",
        ],
    ),
    software("rustls", "rustls", ["CryptoProvider.kx_groups", "", "with_protocol_versions TLS13"]),
];

const GO: usize = 15;
const JAVA: usize = 17;

/// Which software says what a system does, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Speakers {
    known: u32,
    /// Something else says so, too.
    other: bool,
}

/// What to call the settings of TLS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    Groups,
    Signatures,
    Version,
}

/// An implementation that is no OpenSSL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stack {
    Go,
    Java,
}

impl Speakers {
    /// Of a protocol's places; `None` of anything but TLS.
    pub(super) fn of(holding: &Holding) -> Option<Self> {
        let Asset::Protocol(protocol) = &holding.asset else { return None };
        if Venue::of(protocol.protocol) != Venue::Tls {
            return None;
        }
        let mut speakers = Self::default();
        for found in holding.occurrences.iter().map(|found| &found.occurrence) {
            let by = found.code.as_ref().map_or(found.detector.as_str(), |code| &code.library);
            match ALL.iter().position(|one| one.by == by) {
                Some(at) => speakers.known |= 1 << at,
                None => speakers.other = true,
            }
        }
        Some(speakers)
    }

    pub(super) fn join(self, other: Self) -> Self {
        Self { known: self.known | other.known, other: self.other || other.other }
    }

    /// Of those of `ids` that are known.
    pub(super) fn among<'a>(
        all: &BTreeMap<AssetId, Self>,
        ids: impl IntoIterator<Item = &'a AssetId>,
    ) -> Self {
        ids.into_iter()
            .filter_map(|id| all.get(id))
            .fold(Self::default(), |sum, one| sum.join(*one))
    }

    /// The implementation, where nothing else is used.
    pub(super) fn stack(self) -> Option<Stack> {
        match self.known {
            known if self.other || known == 0 => None,
            known if known == 1 << GO => Some(Stack::Go),
            known if known == 1 << JAVA => Some(Stack::Java),
            _ => None,
        }
    }

    /// The names of a setting; `None` where no software is known.
    pub(super) fn names(self, setting: Setting) -> Option<String> {
        let all = ALL.iter().enumerate().filter(|(at, _)| self.known & (1 << at) != 0);
        let named = all.map(|(_, one)| {
            let name = match setting {
                Setting::Groups => one.groups,
                Setting::Signatures => one.signatures,
                Setting::Version => one.version,
            };
            match name {
                "" => format!("{}: by its release alone", one.name),
                name => format!("{}: {name}", one.name),
            }
        });
        let mut named: Vec<String> = named.collect();
        if named.is_empty() {
            return None;
        }
        if self.other {
            named.push("what else speaks TLS here by its own names".into());
        }
        Some(named.join("; "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn implementations_have_their_places() {
        assert_eq!([ALL[GO].name, ALL[JAVA].name], ["Go", "Java"]);
        assert!(ALL.len() <= 32);
    }
}
