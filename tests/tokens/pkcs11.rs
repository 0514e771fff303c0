//! PKCS#11 URIs against p11-kit.

use std::collections::BTreeMap;

use y2q::model::{Evidence, MaterialKind};

use super::{assert_nothing, fixture, look, materials};

const FOLDER: &str = "pkcs11";

/// File and line with p11-kit's reading of the PIN and its normal form of the path, of the lines that are no comment
/// and no template.
fn parsed() -> BTreeMap<(String, u32), (String, String)> {
    let text = String::from_utf8(fixture(FOLDER, "parsed.txt")).unwrap();
    let mut read = BTreeMap::new();
    for line in text.lines().filter(|line| !line.contains("error") && !line.contains("%24")) {
        let [file, number, rest] = line.splitn(3, ':').collect::<Vec<_>>()[..] else { panic!() };
        let (pin, uri) = rest.trim().strip_prefix("pin ").unwrap().split_once(": ").unwrap();
        let place = (file.to_owned(), number.parse().unwrap());
        if !matches!((file, place.1), ("nginx.conf", 7) | ("signer.yaml", 1)) {
            read.insert(place, (pin.to_owned(), uri.to_owned()));
        }
    }
    assert_eq!(read.len(), 4);
    read
}

/// Percent-encoding as p11-kit writes it: octets of an id all, of text what is not plain.
fn encoded(name: &str, value: &str) -> String {
    if name == "id" {
        let pairs = value.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).unwrap());
        return pairs.map(|pair| format!("%{}", pair.to_uppercase())).collect();
    }
    let plain = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    let escaped = |c: char| if plain(c) { c.to_string() } else { format!("%{:02X}", u32::from(c)) };
    value.chars().map(escaped).collect()
}

#[test]
fn attributes_and_pins_agree_with_p11_kit() {
    let mut expected = parsed();
    for file in ["nginx.conf", "wpa_supplicant.conf", "signer.yaml"] {
        let sink = look(file, &fixture(FOLDER, file));
        let of = materials(&sink)
            .into_iter()
            .filter(|(finding, _)| finding.occurrence.detector == "pkcs11-uri");
        for (finding, object) in of {
            assert_eq!(finding.occurrence.evidence, Evidence::Configured);
            let place = (file.to_owned(), finding.occurrence.line.unwrap());
            let (pin, uri) = expected.remove(&place).unwrap_or_else(|| panic!("{place:?}"));
            let note = finding.occurrence.note.as_str();
            assert_eq!(note.contains("in the clear"), pin == "value", "{note}");
            assert_eq!(note.contains("PIN"), pin != "none", "{note}");
            let mut parts = uri["pkcs11:".len()..].split(';').collect::<Vec<_>>();
            parts.sort_unstable();
            let told = object.details.iter().map(|(name, value)| {
                let name = name.strip_prefix("pkcs11 ").unwrap();
                format!("{name}={}", encoded(name, value))
            });
            assert_eq!(told.collect::<Vec<_>>(), parts);
            let kind = match uri.rsplit_once(";type=") {
                Some((_, "private")) => MaterialKind::PrivateKey,
                _ => MaterialKind::Other,
            };
            assert_eq!((object.material, object.algorithm.as_ref()), (kind, None));
        }
    }
    assert!(expected.is_empty(), "{expected:?}");
}

/// Not by this detector, and not by those of the servers that the files configure.
#[test]
fn no_pin_leaves() {
    for (file, pin) in [("nginx.conf", "48151623"), ("signer.yaml", "99887766")] {
        let bytes = fixture(FOLDER, file);
        assert!(String::from_utf8_lossy(&bytes).contains(pin));
        assert!(!format!("{:?}", look(file, &bytes)).contains(pin), "{file}");
        // Another PIN is the same object.
        let other = String::from_utf8_lossy(&bytes).replace(pin, "0000");
        let ids = |bytes: &[u8]| {
            look(file, bytes).findings.iter().map(|f| f.asset.id()).collect::<Vec<_>>()
        };
        assert_eq!(ids(&bytes), ids(other.as_bytes()), "{file}");
    }
}

#[test]
fn no_configuration_repeats_a_pin() {
    let uri = "pkcs11:token=a;object=b?pin-value=48151623&module-name=c";
    for (name, text) in [
        ("etc/apache2/ssl.conf", format!("SSLEngine on\nSSLCertificateKeyFile \"{uri}\"\n")),
        ("etc/haproxy/haproxy.cfg", format!("frontend a\n    bind :443 ssl crt {uri}\n")),
        ("stunnel.conf", format!("[a]\naccept = 443\ncert = a.pem\nkey = {uri}\n")),
        (
            "etc/postfix/main.cf",
            format!("smtpd_tls_security_level = may\nsmtpd_tls_key_file = {uri}\n"),
        ),
        ("etc/ssh/ssh_config", format!("Host *\n  IdentityFile {uri}\n")),
        ("etc/ipsec.conf", format!("conn a\n  leftcert={uri}\n  ike=aes256-sha256-x25519\n")),
        ("openssl.cnf", format!("openssl_conf = a\n[a]\nproviders = b\n[b]\nkey = {uri}\n")),
        ("etc/dovecot/dovecot.conf", format!("ssl = yes\nssl_key = <{uri}\n")),
        ("postgresql.conf", format!("ssl = on\nssl_key_file = '{uri}'\n")),
    ] {
        assert!(!format!("{:?}", look(name, text.as_bytes())).contains("48151623"), "{name}");
    }
}

#[test]
fn prose_and_templates_are_nothing() {
    let text = "A key is named by `pkcs11:token=Software%20PKCS%2311%20softtoken;object=my-key?pin-value=the-pin`.\n";
    for name in ["README.md", "rfc7512.txt", "notes", "hsm.html", "sign.sh", "uri.rs"] {
        assert_nothing(name, text);
    }
    for line in [
        "key = pkcs11:",
        "key = pkcs11:token",
        "key = pkcs11:token=;object=",
        "key = pkcs11:type=private",
        "key = pkcs11:token=%zz",
        "key = pkcs11:token=%4",
        "key = pkcs11:token=...;object=...",
        "key = pkcs11:token={{ token }}",
        "module = pkcs11:libsofthsm2.so",
        "# key = pkcs11:token=a;object=b",
        "  // key = pkcs11:token=a;object=b",
    ] {
        assert_nothing("a.conf", line);
    }
}
