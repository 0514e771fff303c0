//! Third-party captures with tshark's and Zeek's truth, which `Y2Q_SAMPLES` names. `tests/run` runs these tests where it does;
//! else they are ignored: by name, and counted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use y2q::inventory::Record;
use y2q::model::{Asset, Evidence, OfferRole, Protocol};
use y2q::registry;

use super::{algorithms, code, findings, look, sessions};

type Row = BTreeMap<String, String>;

fn rows(table: &str) -> (PathBuf, Vec<Row>) {
    let folder = std::env::var_os("Y2Q_SAMPLES").expect("Y2Q_SAMPLES names the samples");
    let folder = PathBuf::from(folder).join("pcap");
    let mut reader = csv::Reader::from_path(folder.join(table)).expect("Y2Q_SAMPLES holds pcap");
    let rows = reader.deserialize().map(Result::unwrap).collect::<Vec<Row>>();
    (folder, rows)
}

/// Parts of a cell.
fn parts(cell: &str) -> Vec<&str> {
    cell.split(" | ").map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Name of a group that a cell has by name or number; what the registry does not have stays a number.
fn group(text: &str) -> Option<String> {
    let number = text.strip_prefix("0x").map(|hex| u16::from_str_radix(hex, 16).unwrap());
    let number = number.or_else(|| text.parse().ok());
    // Reserved values without a meaning (RFC 8701).
    if number.is_some_and(|code| code & 0x0F0F == 0x0A0A) {
        return None;
    }
    let algorithm = match number {
        Some(code) => registry::tls_group(code),
        None => registry::tls_group_by_name(text),
    };
    Some(algorithm.map_or_else(|| text.to_owned(), |algorithm| algorithm.name))
}

fn offers(records: &BTreeMap<String, Record>) -> Vec<&Protocol> {
    let offered = findings(records).into_iter().filter_map(|finding| match &finding.asset {
        Asset::Protocol(protocol) if finding.occurrence.evidence == Evidence::Configured => {
            Some(protocol)
        }
        _ => None,
    });
    offered.collect()
}

#[test]
#[ignore = "reads the samples of Y2Q_SAMPLES"]
fn every_column_of_tshark_holds() {
    let (folder, rows) = rows("truth.csv");
    let mut wrong = Vec::new();
    let mut right = BTreeMap::<&str, usize>::new();
    for row in &rows {
        let name = row["pcap"].as_str();
        let records = look("x.pcap", &std::fs::read(folder.join(name)).unwrap());
        let unknowns = records.values().flat_map(|record| &record.unknowns).collect::<Vec<_>>();
        assert!(unknowns.is_empty(), "{name}: {unknowns:?}");
        let sessions = sessions(&records);
        let sessions = sessions.iter().map(|(_, protocol)| *protocol).collect::<Vec<_>>();
        let mut check =
            |column: &'static str, expected: BTreeSet<String>, seen: BTreeSet<String>| {
                if expected == seen {
                    *right.entry(column).or_default() += usize::from(!expected.is_empty());
                } else {
                    wrong.push(format!("{name} {column}: expected {expected:?}, saw {seen:?}"));
                }
            };
        let set = |texts: Vec<&str>| texts.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
        if row["proto"].is_empty() {
            // SSL 2.0, of which the table says nothing: tshark shows an RC4 session with a certificate.
            check(
                "ssl2",
                set(vec!["SSL 2.0"]),
                sessions.iter().filter_map(|one| one.version.clone()).collect(),
            );
            continue;
        }
        if row["proto"] == "SSH" {
            let named = |role: OfferRole| {
                let lists = offers(&records).into_iter().map(move |peer| {
                    let offers = peer.offers.iter().filter(|offer| offer.role == role);
                    offers.map(|offer| offer.name.as_str()).collect::<Vec<_>>().join(",")
                });
                lists.collect::<BTreeSet<_>>()
            };
            // What announces an extension is no method.
            let exchanges = row["ssh_kex_offers"].replace(",ext-info-c", "");
            check("ssh_kex_offers", set(parts(&exchanges)), named(OfferRole::KeyExchange));
            let keys = set(parts(&row["ssh_hostkey_offers"]));
            check("ssh_hostkey_offers", keys, named(OfferRole::Signature));
            let ciphers = set(parts(&row["ssh_enc_offers"]));
            check("ssh_enc_offers", ciphers, named(OfferRole::Cipher));
            let software = offers(&records).into_iter().flat_map(|peer| &peer.settings);
            let software = software.filter(|(word, _)| word == "software");
            let seen = software.map(|(_, name)| format!("SSH-2.0-{name}")).collect();
            check("ssh_proto", set(parts(&row["ssh_proto"])), seen);
            continue;
        }
        let version = |one: &&Protocol| {
            let text = one.version.as_deref().unwrap_or_default();
            if text.starts_with('D') { text.replace(' ', "") } else { format!("TLS{text}") }
        };
        check("sh_version", set(parts(&row["sh_version"])), sessions.iter().map(version).collect());
        let suites = sessions.iter().flat_map(|one| one.cipher_suites.iter().map(code));
        check("sh_cipher", set(parts(&row["sh_cipher"])), suites.collect());
        let exchanged = sessions.iter().flat_map(|one| algorithms(one, OfferRole::KeyExchange));
        let exchanged = exchanged.collect::<BTreeSet<_>>();
        let groups = parts(&row["sh_group"]).into_iter().chain(parts(&row["ske_curve"]));
        let primes = parts(&row["dh_bits"]).into_iter().map(|bits| format!("DH-{bits}"));
        let expected = groups.filter_map(group).chain(primes).collect::<BTreeSet<_>>();
        let rsa = |name: &String| !name.starts_with("RSA");
        // The table has no column for the curve of DTLS.
        if row["proto"] != "DTLS" {
            check("group", expected, exchanged.into_iter().filter(rsa).collect());
        }
        let offers = offers(&records);
        let offered = offers.iter().flat_map(|one| &one.offers);
        let offered = offered.filter(|offer| offer.role == OfferRole::KeyExchange);
        let offered = offered.map(|offer| offer.algorithm.name.clone()).collect::<BTreeSet<_>>();
        let expected =
            parts(&row["ch_groups"]).into_iter().filter_map(group).collect::<BTreeSet<_>>();
        if !expected.is_empty() {
            let of_suites = |name: &String| {
                !name.starts_with("RSA") && name != "DH" && name != "ECDH" && name != "SRP-6"
            };
            check("ch_groups", expected, offered.into_iter().filter(of_suites).collect());
        }
        let shares =
            offers.iter().flat_map(|one| &one.settings).filter(|(word, _)| word == "key shares");
        let shares = shares.flat_map(|(_, list)| list.split(", ").filter_map(group)).collect();
        check(
            "ch_keyshare",
            parts(&row["ch_keyshare"]).into_iter().filter_map(group).collect(),
            shares,
        );
        check("certs", set(parts(&row["certs"])), certificates(&records));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!("{right:?}");
}

/// Key, signature and end of validity, as the table has them.
fn certificates(records: &BTreeMap<String, Record>) -> BTreeSet<String> {
    let certificates = findings(records).into_iter().filter_map(|finding| match &finding.asset {
        Asset::Certificate(certificate) => {
            let key = &certificate.key_algorithm;
            let size = key.parameter_set.as_deref().unwrap_or_default();
            let oid = certificate.signature_algorithm.oid.as_deref().unwrap_or_default();
            let signature = match oid {
                "1.2.840.113549.1.1.5" => "sha1WithRSAEncryption",
                "1.2.840.113549.1.1.11" => "sha256WithRSAEncryption",
                other => other,
            };
            let end = certificate.not_after.map(|end| end.to_string()).unwrap_or_default();
            let family = key.family.as_deref().unwrap_or_default();
            Some(format!("{family}{size}/{signature}/{}", &end[..10.min(end.len())]))
        }
        _ => None,
    });
    certificates.collect()
}

#[test]
#[ignore = "reads the samples of Y2Q_SAMPLES"]
fn every_value_of_zeek_holds() {
    let (folder, rows) = rows("truth_zeek.csv");
    let mut compared = 0;
    for row in rows.iter().filter(|row| row["log"] == "ssl") {
        let name = row["pcap"].rsplit('/').next().unwrap();
        let Ok(bytes) = std::fs::read(folder.join(name)) else { continue };
        let records = look("x.pcap", &bytes);
        let values = row["values"].split(' ').filter_map(|pair| pair.split_once('='));
        let values = values.collect::<BTreeMap<_, _>>();
        let sessions = sessions(&records);
        let holds = sessions.iter().any(|(_, session)| {
            let version = session.version.as_deref().unwrap_or_default().replace('.', "");
            let group = values.get("group").map(|name| group(name).unwrap());
            let exchange = algorithms(session, OfferRole::KeyExchange);
            format!("TLSv{version}") == values["version"]
                && session.cipher_suites[0].name == values["cipher"]
                && group.is_none_or(|group| exchange.contains(&group))
        });
        assert!(holds, "{name}: {values:?}, saw {sessions:?}");
        compared += 1;
    }
    for row in rows.iter().filter(|row| row["log"] == "ssh") {
        let name = row["pcap"].rsplit('/').next().unwrap();
        let records = look("x.pcap", &std::fs::read(folder.join(name)).unwrap());
        let values = row["values"].split(' ').filter_map(|pair| pair.split_once('='));
        let values = values.collect::<BTreeMap<_, _>>();
        let [(finding, connection)] = sessions(&records)[..] else { panic!("{records:?}") };
        for (role, word) in [
            (OfferRole::KeyExchange, "kex"),
            (OfferRole::Cipher, "cipher"),
            (OfferRole::Signature, "host_key_alg"),
        ] {
            let names = connection.offers.iter().filter(|offer| offer.role == role);
            let names = names.map(|offer| offer.name.as_str()).collect::<Vec<_>>();
            assert_eq!(names, [values[word]], "{name} {word}");
        }
        assert!(finding.occurrence.note.contains(" of "), "{finding:?}");
        compared += 1;
    }
    assert!(compared >= 4, "{compared}");
}
