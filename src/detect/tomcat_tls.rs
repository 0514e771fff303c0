//! TLS of Tomcat.

use roxmltree::{Document, Node, ParsingOptions};

use super::tls_settings::{GROUPS_OF_OPENSSL, Place, Slot, TlsSettings};
use super::{Detector, Input, Peek, Sink};

/// Finds the TLS settings of Tomcat.
pub const DETECTOR: Detector = Detector {
    id: "tomcat-tls",
    title: "TLS of Tomcat",
    about: "server.xml of Tomcat 8.5 and later (`SSLHostConfig` and `Certificate` in \"The HTTP Connector\" of its \
            documentation) and of those before (`SSLEnabled` connectors with attributes of their own): one asset for every \
            host configuration: protocols, ciphers in OpenSSL's or Java's form, suites of TLS 1.3, groups, keystores. \
            Passwords are not read. Defaults are those of Tomcat 10.1.",
    anchors: &["<SSLHostConfig", "SSLEnabled"],
    wants,
    detect,
};

const MOST_NODES: u32 = 200_000;
const MOST: usize = 1_000;

fn wants(peek: &Peek<'_>) -> bool {
    peek.anchored && peek.name.ends_with(".xml")
}

/// Attribute of `SSLHostConfig`, the one of a connector before 8.5, what it sets, and its default.
type Attribute = (&'static str, &'static str, Slot, &'static str);

const ATTRIBUTES: [Attribute; 9] = [
    (
        "protocols",
        "sslEnabledProtocols",
        Slot::Versions,
        "not set: all, which is TLSv1 to TLSv1.3 as the Java runtime allows",
    ),
    (
        "ciphers",
        "ciphers",
        Slot::Ciphers,
        "not set: in Tomcat 10.1 HIGH:!aNULL:!eNULL:!EXPORT:!DES:!RC4:!MD5:!kRSA",
    ),
    (
        "cipherSuites",
        "",
        Slot::Suites13,
        "not set: TLS_AES_256_GCM_SHA384:TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256",
    ),
    ("groups", "", Slot::Groups, ""),
    ("hostName", "", Slot::Plain, ""),
    ("honorCipherOrder", "", Slot::Plain, ""),
    ("certificateVerification", "clientAuth", Slot::Plain, ""),
    ("truststoreFile", "truststoreFile", Slot::Plain, ""),
    ("", "keystoreFile", Slot::Plain, ""),
];

const OF_A_CERTIFICATE: [&str; 5] = [
    "type",
    "certificateFile",
    "certificateKeyFile",
    "certificateKeystoreFile",
    "certificateKeystoreType",
];

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let text = String::from_utf8_lossy(input.bytes);
    let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
    let Ok(document) = Document::parse_with_options(&text, options) else { return };
    let connectors = document.descendants().filter(|node| node.has_tag_name("Connector"));
    for connector in connectors.filter(|node| is_tls(*node)).take(MOST) {
        let hosts =
            connector.children().filter(|node| node.has_tag_name("SSLHostConfig")).take(MOST);
        let hosts = hosts.collect::<Vec<_>>();
        for host in &hosts {
            sink.found(read(connector, *host, Form::Host).finding(DETECTOR.id));
        }
        if hosts.is_empty() {
            sink.found(read(connector, connector, Form::Connector).finding(DETECTOR.id));
        }
    }
}

fn is_tls(connector: Node<'_, '_>) -> bool {
    connector.attribute("SSLEnabled").is_some_and(|value| value.eq_ignore_ascii_case("true"))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Host,
    Connector,
}

fn read(connector: Node<'_, '_>, node: Node<'_, '_>, form: Form) -> TlsSettings {
    let port = connector.attribute("port").unwrap_or_default();
    let host = node.attribute("hostName").map_or(String::new(), |name| format!(", {name}"));
    let title = format!("TLS server (Tomcat), port {port}{host}");
    let mut found = TlsSettings::new(
        title.chars().filter(|char| !char.is_control()).take(200).collect::<String>(),
    );
    found.stands(place(node, node.tag_name().name()));
    for (new, old, slot, unset) in ATTRIBUTES {
        let name = if form == Form::Host { new } else { old };
        if name.is_empty() {
            continue;
        }
        match node.attribute(name) {
            Some(value) => set(&mut found, slot, place(node, name), value),
            None if !unset.is_empty() => found.say(name, unset),
            None => {}
        }
    }
    if node.attribute("groups").is_none() {
        let text =
            GROUPS_OF_OPENSSL.replace("installed OpenSSL", "installed Java runtime or OpenSSL");
        let text = text.split(';').next().unwrap_or_default().to_owned();
        found.say("groups", text);
    }
    for certificate in node.children().filter(|node| node.has_tag_name("Certificate")).take(50) {
        for name in OF_A_CERTIFICATE {
            if let Some(value) = certificate.attribute(name) {
                found.set(Slot::Plain, place(certificate, name), value);
            }
        }
    }
    found
}

fn set(found: &mut TlsSettings, slot: Slot, place: Place, value: &str) {
    match slot {
        // Tokens may stand together (`TLSv1.2+TLSv1.3`); SSLv2Hello is a form of the first message, no version.
        Slot::Versions => {
            let apart = value.replace('+', " +").replace('-', " -");
            let words = apart.split([' ', ',']).filter(|word| !word.is_empty());
            let words = words.filter(|word| {
                !word.trim_start_matches(['+', '-']).eq_ignore_ascii_case("SSLv2Hello")
            });
            found.set(slot, place, &words.collect::<Vec<_>>().join(" "));
        }
        Slot::Ciphers if value.contains("TLS_") || value.contains("SSL_") => {
            found.set(Slot::Suites, place, value);
        }
        _ => found.set(slot, place, value),
    }
}

fn place(node: Node<'_, '_>, name: &str) -> Place {
    let start = node.range().start;
    let row = node.document().text_pos_at(start).row;
    Place { keyword: name.to_owned(), line: row, offset: start as u64 }
}
