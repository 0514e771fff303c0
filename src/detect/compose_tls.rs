//! TLS of services that a Compose file starts: environment, flags and labels.

use super::tls_settings::{Place, Slot, TlsSettings};
use super::yaml_leaves::{Leaf, documents};
use super::{Detector, Input, Peek, Sink, traefik_tls};

/// Finds TLS settings in Compose files.
pub const DETECTOR: Detector = Detector {
    id: "compose-tls",
    title: "TLS of services of Docker Compose",
    about: "Compose files (compose.yaml, docker-compose.yml and their overrides; docs.docker.com, \"Compose file reference\"): \
            one asset for every service whose environment, command or labels set TLS in words that its program documents: \
            Docker's `DOCKER_TLS_…`, Kafka, Keycloak, OpenLDAP, Elasticsearch, Grafana, nginx-proxy, PostgreSQL, MySQL, Redis, \
            MongoDB and Traefik, with files of keys and certificates that are mounted for it. Images are not judged, secrets \
            are named and not read.",
    anchors: &["services:"],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    let stem = [".yaml", ".yml"].iter().find_map(|ending| peek.name.strip_suffix(ending));
    let is_compose = |stem: &str| {
        ["compose", "docker-compose", "podman-compose", "docker-stack"]
            .iter()
            .any(|name| stem == *name || stem.strip_prefix(name).is_some_and(is_part))
    };
    peek.anchored && stem.is_some_and(is_compose)
}

/// What follows a name in a file name: `.override`, `-prod`, `_dev`.
fn is_part(rest: &str) -> bool {
    rest.starts_with(['.', '-', '_'])
}

/// Variables of programs, as their images document them.
const VARIABLES: &[(&str, Slot)] = &[
    // Docker's command line, and the image docker:dind
    ("DOCKER_TLS_VERIFY", Slot::Plain),
    ("DOCKER_TLS_CERTDIR", Slot::Plain),
    ("DOCKER_CERT_PATH", Slot::Plain),
    // Kafka: KAFKA_ and a property in capitals
    ("KAFKA_SSL_ENABLED_PROTOCOLS", Slot::Versions),
    ("KAFKA_SSL_CIPHER_SUITES", Slot::Suites),
    ("KAFKA_SSL_PROTOCOL", Slot::Plain),
    ("KAFKA_SSL_KEYSTORE_LOCATION", Slot::Plain),
    ("KAFKA_SSL_TRUSTSTORE_LOCATION", Slot::Plain),
    ("KAFKA_SSL_CLIENT_AUTH", Slot::Plain),
    // Keycloak, all configuration
    ("KC_HTTPS_PROTOCOLS", Slot::Versions),
    ("KC_HTTPS_CIPHER_SUITES", Slot::Suites),
    ("KC_HTTPS_CERTIFICATE_FILE", Slot::Plain),
    ("KC_HTTPS_CERTIFICATE_KEY_FILE", Slot::Plain),
    ("KC_HTTPS_KEY_STORE_FILE", Slot::Plain),
    // osixia/openldap, whose slapd is built with GnuTLS
    ("LDAP_TLS_CIPHER_SUITE", Slot::Priority),
    ("LDAP_TLS_PROTOCOL_MIN", Slot::Plain),
    ("LDAP_TLS_CRT_FILENAME", Slot::Plain),
    ("LDAP_TLS_KEY_FILENAME", Slot::Plain),
    // Elasticsearch: settings as they are
    ("xpack.security.http.ssl.supported_protocols", Slot::Versions),
    ("xpack.security.http.ssl.cipher_suites", Slot::Suites),
    ("xpack.security.http.ssl.certificate", Slot::Plain),
    ("xpack.security.http.ssl.key", Slot::Plain),
    ("xpack.security.transport.ssl.certificate", Slot::Plain),
    ("xpack.security.transport.ssl.key", Slot::Plain),
    ("xpack.security.transport.ssl.verification_mode", Slot::Plain),
    // Grafana, configuration of [server]
    ("GF_SERVER_MIN_TLS_VERSION", Slot::Lowest),
    ("GF_SERVER_CERT_FILE", Slot::Plain),
    ("GF_SERVER_CERT_KEY", Slot::Plain),
    // nginxproxy/nginx-proxy
    ("SSL_POLICY", Slot::Plain),
];

/// Flags and `-c` settings, as their programs document them.
const FLAGS: &[(&str, Slot)] = &[
    // PostgreSQL
    ("ssl", Slot::Plain),
    ("ssl_min_protocol_version", Slot::Lowest),
    ("ssl_max_protocol_version", Slot::Highest),
    ("ssl_ciphers", Slot::Ciphers),
    ("ssl_tls13_ciphers", Slot::Suites13),
    ("ssl_ecdh_curve", Slot::Groups),
    ("ssl_groups", Slot::Groups),
    ("ssl_cert_file", Slot::Plain),
    ("ssl_key_file", Slot::Plain),
    // MySQL and MariaDB
    ("tls-version", Slot::Versions),
    ("ssl-cipher", Slot::Ciphers),
    ("ssl-cert", Slot::Plain),
    ("ssl-key", Slot::Plain),
    ("require-secure-transport", Slot::Plain),
    // Redis and Valkey; `tls-ciphersuites` is MySQL's too
    ("tls-protocols", Slot::Versions),
    ("tls-ciphers", Slot::Ciphers),
    ("tls-ciphersuites", Slot::Suites13),
    ("tls-port", Slot::Plain),
    ("tls-cert-file", Slot::Plain),
    ("tls-key-file", Slot::Plain),
    // MongoDB
    ("tlsMode", Slot::Plain),
    ("tlsCertificateKeyFile", Slot::Plain),
    ("tlsDisabledProtocols", Slot::Plain),
    // Docker's daemon
    ("tlsverify", Slot::Plain),
    ("tlscert", Slot::Plain),
    ("tlskey", Slot::Plain),
];

/// Services of one file.
const MOST: usize = 500;

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Ok(text) = std::str::from_utf8(input.bytes) else { return };
    for document in documents(text) {
        let mut names: Vec<&str> = Vec::new();
        for leaf in &document {
            let name = leaf.path.strip_prefix("services.").and_then(|rest| rest.split_once('.'));
            if let Some((name, _)) = name.filter(|(name, _)| !names.contains(name))
                && names.len() < MOST
            {
                names.push(name);
            }
        }
        for name in names {
            service(name, &document, sink);
        }
    }
}

/// A setting with where it stands.
struct Setting<'a> {
    name: &'a str,
    value: &'a str,
    leaf: &'a Leaf,
}

fn service(name: &str, document: &[Leaf], sink: &mut Sink) {
    let root = format!("services.{name}.");
    let own = document.iter().filter(|leaf| leaf.path.starts_with(&root)).collect::<Vec<_>>();
    let title = format!("TLS (service {name} of Compose)");
    let mut settings = TlsSettings::new(title.chars().take(200).collect::<String>());
    let mut any = false;
    let mut take = |setting: &Setting<'_>, slot: Slot| {
        let keyword = setting.name.to_owned();
        let place = Place { keyword, line: setting.leaf.line, offset: setting.leaf.offset };
        settings.set(slot, place, setting.value);
    };
    for setting in pairs(&own, &format!("{root}environment")) {
        if let Some(slot) = slot(VARIABLES, setting.name) {
            take(&setting, slot);
            any = true;
        }
    }
    let flags = flags(&own, &root);
    for setting in &flags {
        if let Some(slot) = slot(FLAGS, setting.name) {
            take(setting, slot);
            any = true;
        }
    }
    for setting in pairs(&own, &format!("{root}labels")) {
        // `traefik.http.routers.NAME.tls.options`; options themselves are no labels (doc.traefik.io, "TLS Options").
        if setting.name.starts_with("traefik.") && setting.name.contains(".tls") {
            take(&setting, Slot::Plain);
            any = true;
        }
    }
    if any {
        for path in own.iter().filter_map(|leaf| mounted(leaf, &root)).take(50) {
            settings.say("mounted", path);
        }
        sink.found(settings.finding(DETECTOR.id));
    }
    resolvers(&flags, sink);
}

fn slot(table: &[(&str, Slot)], name: &str) -> Option<Slot> {
    table.iter().find(|(known, _)| *known == name).map(|(_, slot)| *slot)
}

/// What a mapping at `path` holds, or a list of `NAME=value`.
fn pairs<'a>(own: &[&'a Leaf], path: &str) -> Vec<Setting<'a>> {
    let pair = |leaf: &&'a Leaf| {
        let leaf = *leaf;
        let rest = leaf.path.strip_prefix(path)?;
        let (name, value) = match rest.strip_prefix('.') {
            Some(name) => (name, leaf.value.as_str()),
            None => rest.strip_prefix('[').and_then(|_| leaf.value.split_once('='))?,
        };
        Some(Setting { name, value, leaf })
    };
    own.iter().filter_map(pair).collect()
}

/// Flags of `command` and `entrypoint`: `--name=value`, `--name value`, `-c name=value`, in a list or in one text.
fn flags<'a>(own: &[&'a Leaf], root: &str) -> Vec<Setting<'a>> {
    let is_command = |leaf: &&Leaf| {
        let rest = leaf.path.strip_prefix(root).unwrap_or_default();
        ["command", "entrypoint"].contains(&rest.split('[').next().unwrap_or_default())
    };
    let lines = own.iter().copied().filter(is_command);
    let words = lines.flat_map(|leaf| leaf.value.split_whitespace().map(move |word| (word, leaf)));
    let words = words.take(2_000).collect::<Vec<_>>();
    let mut all = Vec::new();
    for (at, (word, leaf)) in words.iter().enumerate() {
        let is_setting = at > 0 && words[at - 1].0 == "-c";
        let Some(text) = word.strip_prefix("--").or_else(|| is_setting.then_some(*word)) else {
            continue;
        };
        let following = words.get(at + 1).map(|(next, _)| *next).filter(|n| !n.starts_with('-'));
        let (name, value) = text.split_once('=').unwrap_or((text, following.unwrap_or_default()));
        all.push(Setting { name, value: value.trim_matches(['"', '\'']), leaf });
    }
    all
}

/// `--certificatesresolvers.NAME.acme.keytype=EC256` of Traefik.
fn resolvers(flags: &[Setting<'_>], sink: &mut Sink) {
    const ROOT: &str = "certificatesresolvers.";
    let leaves = flags.iter().filter_map(|flag| {
        let path = flag.name.to_ascii_lowercase();
        let value = flag.value.to_owned();
        path.starts_with(ROOT).then(|| Leaf { path, value, ..flag.leaf.clone() })
    });
    traefik_tls::resolvers(DETECTOR.id, ROOT, &leaves.collect::<Vec<_>>(), sink);
}

/// A file of a key or certificate that the service gets: a volume, a secret or a configuration.
fn mounted(leaf: &Leaf, root: &str) -> Option<String> {
    const ENDINGS: [&str; 8] =
        [".pem", ".key", ".crt", ".cer", ".p12", ".pfx", ".jks", ".keystore"];
    let rest = leaf.path.strip_prefix(root)?;
    let kinds = ["volumes", "secrets", "configs"];
    let is_mount = kinds.contains(&rest.split('[').next().unwrap_or_default());
    let source = leaf.value.split(':').next().unwrap_or_default();
    let is_file =
        ENDINGS.iter().any(|ending| leaf.value.split(':').any(|part| part.ends_with(ending)));
    (is_mount && is_file).then(|| source.chars().take(300).collect())
}
