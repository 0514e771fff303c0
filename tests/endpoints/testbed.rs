//! Servers of known truth: OpenSSL 3.5 and nginx, started by a script outside the repository. `Y2Q_TESTBED` names the folder
//! with `tb/truth.csv`. `tests/run` runs this test where it is set; else it is ignored: by name, and counted.

use std::collections::BTreeMap;
use std::path::PathBuf;

use y2q::model::OfferRole::{KeyExchange, Signature};

use super::{asked, certificates, engine, offers, property, protocol, suites, targets};

type Row = BTreeMap<String, String>;

fn truth() -> Vec<Row> {
    let folder = std::env::var_os("Y2Q_TESTBED").map(PathBuf::from);
    let path = folder.expect("Y2Q_TESTBED names the folder of a testbed").join("tb/truth.csv");
    let mut reader =
        csv::Reader::from_path(path).expect("Y2Q_TESTBED names a testbed that was started");
    let rows: Vec<Row> = reader.deserialize().map(Result::unwrap).collect();
    let rows: Vec<Row> = rows.into_iter().filter(|row: &Row| row["protocol"] == "tls").collect();
    assert_eq!(rows.len(), 11);
    rows
}

/// The truth's words for what the asset has.
fn versions(text: &str) -> String {
    let (low, high) = text.split_once('-').unwrap_or((text, text));
    let minor = |word: &str| word.trim_start_matches("TLS1.").parse::<u8>().unwrap();
    let all = (minor(low)..=minor(high)).map(|minor| format!("1.{minor}"));
    all.collect::<Vec<_>>().join(", ")
}

/// Groups by their names in IANA's registry. OpenSSL takes its own parameters of RFC 3526 for DHE in TLS 1.2, whatever
/// groups it is given, as the prime on the wire shows; nginx's default is OpenSSL's.
fn groups(text: &str) -> Vec<&str> {
    text.split(';')
        .flat_map(|name| match name {
            "P-256" => vec!["secp256r1"],
            "P-384" => vec!["secp384r1"],
            "X25519" => vec!["x25519"],
            "none (RSA key transport)" => vec!["RSA"],
            "ffdhe2048" => vec!["modp2048"],
            name if name.starts_with("OpenSSL 3.5 default list") => vec![
                "X25519MLKEM768",
                "x25519",
                "secp256r1",
                "x448",
                "secp384r1",
                "secp521r1",
                "ffdhe2048",
                "ffdhe3072",
            ],
            name => vec![name],
        })
        .collect()
}

#[test]
#[ignore = "asks the servers of Y2Q_TESTBED"]
fn every_property_of_every_server_is_as_it_was_set() {
    let rows = truth();
    let urls =
        rows.iter().map(|row| format!("tls://127.0.0.1:{}", row["port"])).collect::<Vec<_>>();
    let (records, _) = asked(&engine(), &targets(&urls));
    let mut wrong = Vec::new();
    for (row, url) in rows.iter().zip(&urls) {
        let record = &records[url];
        let seen = protocol(record);
        let mut check = |what: &str, expected: String, seen: String| {
            if expected != seen {
                wrong.push(format!("{url}: {what}: expected {expected}, saw {seen}"));
            }
        };
        check("unknowns", "[]".into(), format!("{:?}", record.unknowns));
        check("versions", versions(&row["versions"]), seen.version.clone().unwrap_or_default());
        let sorted = |mut names: Vec<&str>| {
            names.sort_unstable();
            names.join(" ")
        };
        check("groups", sorted(groups(&row["group_or_kex"])), sorted(offers(seen, KeyExchange)));
        let subjects =
            row["certificate_or_hostkey"].split('+').map(|name| format!("CN={name}.test.invalid"));
        let mut subjects = subjects.collect::<Vec<_>>();
        subjects.sort();
        let mut own = certificates(record).iter().map(|c| c.subject.clone()).collect::<Vec<_>>();
        own.sort();
        check("certificates", subjects.join(" "), own.join(" "));
        if row["ciphers"] != "default" {
            let names = suites(seen).into_iter().map(|name| {
                let suite = y2q::registry::tls_cipher_suite_by_name(name).unwrap();
                if suite.openssl.is_empty() { suite.name } else { suite.openssl }
            });
            let expected = row["ciphers"].split(':').next().unwrap().to_owned();
            check("suites", expected, names.collect::<Vec<_>>().join(" "));
        }
        let word = |truth: &str| match truth {
            "vulnerable" => "classical only",
            "pqc" | "pqc offered" => "pq",
            _ => "hybrid",
        };
        check(
            "key exchange",
            word(&row["quantum_kex"]).into(),
            property(seen, "key exchange").into(),
        );
        check(
            "authentication",
            word(&row["quantum_auth"]).into(),
            property(seen, "authentication").into(),
        );
        let is_mixed = row["quantum_auth"] == "pqc offered";
        let weaker = property(seen, "authentication, without quantum resistance");
        check("weaker authentication", is_mixed.to_string(), (!weaker.is_empty()).to_string());
        check(
            "has signature schemes",
            (row["port"] != "15007").to_string(),
            (!offers(seen, Signature).is_empty()).to_string(),
        );
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
