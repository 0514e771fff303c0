//! What a configuration names as its own certificate, and as what it verifies with: the words of many servers and clients.

use std::collections::BTreeSet;

/// Directives under which servers and clients name the file of their own certificate, in lower case.
const FILES: [&str; 62] = [
    "bridge_certfile",
    "cert",
    "cert-file",
    "certfile",
    "certificate",
    "certificate_chain",
    "certificatefile",
    "certificatekeyfile",
    "certs",
    "clusterfile",
    "crt",
    "dsa_cert_file",
    "gf_server_cert_file",
    "grpc_ssl_certificate",
    "hostcertificate",
    "kc_https_certificate_file",
    "keystore.certificate",
    "ldap_tls_crt_filename",
    "leftcert",
    "olctlscertificatefile",
    "peer-cert-file",
    "pemcert_filepath",
    "pemkeyfile",
    "proxy_ssl_certificate",
    "rightcert",
    "rsa_cert_file",
    "smtp_tls_cert_file",
    "smtp_tls_chain_files",
    "smtp_tls_dcert_file",
    "smtp_tls_eccert_file",
    "smtpd_tls_cert_file",
    "smtpd_tls_chain_files",
    "smtpd_tls_dcert_file",
    "smtpd_tls_eccert_file",
    "ssl-cert",
    "ssl-service-pem",
    "ssl.pemfile",
    "ssl_alt_cert",
    "ssl_cert",
    "ssl_cert_file",
    "ssl_certificate",
    "ssl_options.certfile",
    "ssl_server_alt_cert_file",
    "ssl_server_cert",
    "ssl_server_cert_file",
    "sslcertificatefile",
    "sslproxymachinecertificatefile",
    "tls",
    "tls-cert-file",
    "tls-client-cert-file",
    "tls-service-pem",
    "tls_certificate",
    "tlscert",
    "tlscertfile",
    "tlscertificatefile",
    "tlscertificatekeyfile",
    "tlsdsacertificatefile",
    "tlseccertificatefile",
    "tlsrsacertificatefile",
    "uwsgi_ssl_certificate",
    "xpack.security.http.ssl.certificate",
    "xpack.security.transport.ssl.certificate",
];
/// Directives that name a keystore with the certificate in it.
const STORES: [&str; 9] = [
    "certificatekeystorefile",
    "kafka_ssl_keystore_location",
    "kc_https_key_store_file",
    "key-store",
    "keystore.location",
    "keystore.path",
    "keystore_filepath",
    "keystorefile",
    "ssl.keystore.location",
];
/// Directives that name the authorities by which others are verified.
const TRUSTED: [&str; 32] = [
    "bridge_cafile",
    "ca",
    "ca-file",
    "cacert",
    "cacertfile",
    "cafile",
    "client-ca-file",
    "grpc_ssl_trusted_certificate",
    "olctlscacertificatefile",
    "proxy_ssl_trusted_certificate",
    "smtp_tls_cafile",
    "smtpd_tls_cafile",
    "ssl-ca",
    "ssl.ca-file",
    "ssl_ca",
    "ssl_ca_file",
    "ssl_client_ca_file",
    "ssl_client_certificate",
    "ssl_options.cacertfile",
    "ssl_server_ca_file",
    "ssl_trusted_certificate",
    "sslcacertificatefile",
    "sslproxycacertificatefile",
    "tls-ca-cert-file",
    "tls_cacert",
    "tls_verify_certificates",
    "tlscacertificatefile",
    "tlscafile",
    "trust-certificate",
    "trusted_ca.filename",
    "truststore.certificate",
    "uwsgi_ssl_trusted_certificate",
];
/// Directives that may name a folder, all files of which are presented.
const FOLDERS: [&str; 2] = ["certificates", "crt"];
/// Settings that name a Secret of Kubernetes with the certificate in it, `NAMESPACE/NAME` or `NAME`.
const SECRETS: [&str; 3] = ["certificaterefs", "credentialname", "secretname"];
/// Files that one directive may name.
const MOST_FILES: usize = 16;

/// What a directive names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum What {
    /// A file whose first certificate is the end entity's (RFC 8446 §4.4.2; `ssl_certificate` and its like want that
    /// order).
    File,
    /// A keystore: its entries have no order, so that only a sole certificate is meant.
    Store,
    /// A folder of such files.
    Folder,
    /// A Secret of Kubernetes, of which `tls.crt` is meant.
    Secret,
    /// A file by which others are verified.
    Trusted,
}

/// The paths that the settings of a protocol name, as they are written or below the folder that stands for all of them.
pub(super) fn named(settings: &[(String, String)]) -> BTreeSet<(What, String)> {
    // `crt-base` of HAProxy.
    let base = settings.iter().find(|(name, _)| name == "crt-base").map(|(_, base)| base);
    let mut named = BTreeSet::new();
    for (directive, value) in settings {
        let directive = directive.to_ascii_lowercase();
        // `bind crt` of HAProxy, `--tls-cert-file` of Kubernetes, `tls_certificates[0].certificate_chain.filename` of Envoy.
        let last = directive.rsplit(' ').next().unwrap_or_default().trim_start_matches('-');
        let within = |path: &str| match base.filter(|_| last == "crt" && !path.starts_with('/')) {
            Some(base) => format!("{base}/{path}"),
            None => path.to_owned(),
        };
        let is_file = FILES.binary_search(&last).is_ok()
            || last.ends_with("certificate_chain.filename")
            || last.ends_with(".certfile");
        if is_file {
            named.extend(files(value).map(|path| (What::File, within(path))));
        }
        if TRUSTED.binary_search(&last).is_ok() || last.ends_with("trusted_ca.filename") {
            named.extend(files(value).map(|path| (What::Trusted, within(path))));
        }
        if STORES.binary_search(&last).is_ok() {
            named.extend(files(value).map(|path| (What::Store, within(path))));
        }
        if SECRETS.binary_search(&last).is_ok() {
            let names = words(value).filter(|name| !name.is_empty() && !name.contains('$'));
            named.extend(names.take(MOST_FILES).map(|name| (What::Secret, name.to_owned())));
        }
        if FOLDERS.contains(&last) {
            let folders = words(value).map(|word| word.trim_end_matches('/'));
            let folders = folders.filter(|word| !word.is_empty() && !word.ends_with('.'));
            named.extend(folders.take(MOST_FILES).map(|path| (What::Folder, within(path))));
        }
    }
    named
}

fn files(value: &str) -> impl Iterator<Item = &str> {
    words(value)
        .filter(|word| word.contains('.') && !word.ends_with(['.', '/', ':']))
        .take(MOST_FILES)
}

/// The paths in a directive's value: `<` of Dovecot and `file:` and `classpath:` of others before it, quotes around it, several of them.
fn words(value: &str) -> impl Iterator<Item = &str> {
    let words = value.split([' ', '\t', ',', ';', '"', '\'']);
    words.map(|word| {
        word.trim_start_matches('<').trim_start_matches("file:").trim_start_matches("classpath:")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_in_order() {
        assert!(FILES.is_sorted() && STORES.is_sorted());
        assert!(TRUSTED.is_sorted() && SECRETS.is_sorted());
    }
}
