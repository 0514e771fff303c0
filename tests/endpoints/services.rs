//! Real servers, each against its own configuration, which `tests/servers/start.sh` writes down as it starts them: TLS at once and
//! on request, DTLS, QUIC, SSH. `tests/run` starts them and runs this test, which is ignored without them: by name, and counted.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use y2q::inventory::Record;
use y2q::model::OfferRole::KeyExchange;

use super::{asked, certificates, engine, named, offers, protocol, targets};

type Row = BTreeMap<String, String>;

fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names = names.collect::<Vec<_>>();
    names.sort_unstable();
    names.join(" ")
}

#[test]
#[ignore = "asks the servers that tests/run starts"]
fn servers_are_seen_as_they_are_configured() {
    let folder = std::env::var_os("Y2Q_SERVERS").map(PathBuf::from);
    let folder = folder.expect("Y2Q_SERVERS names the root file system of tests/servers/start.sh");
    let reader = csv::Reader::from_path(folder.join("sv/truth.csv"));
    let mut reader = reader.expect("tests/servers/start.sh was started and wrote down the truth");
    let rows: Vec<Row> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 45);
    let urls = rows.iter().map(|row| row["url"].clone()).collect::<Vec<_>>();
    let (records, _) = asked(&engine(), &targets(&urls));
    let mut wrong = Vec::new();
    for row in &rows {
        let url = row["url"].split(' ').next().unwrap();
        let record = &records[url];
        let mut check = |what: &str, expected: String, seen: String| {
            if expected != seen {
                wrong.push(format!("{url}: {what}: expected {expected}, saw {seen}"));
            }
        };
        check("unknowns", "[]".into(), format!("{:?}", record.unknowns));
        if record.findings.is_empty() {
            continue;
        }
        let seen = match url.split_once("://").unwrap().0 {
            "ssh" => named(record, "SSH server"),
            "ike" => named(record, "IKE responder"),
            _ => protocol(record),
        };
        let versions = row["versions"].replace(' ', ", ").replace('_', " ");
        check("versions", versions, seen.version.clone().unwrap_or_default());
        // Empty where the software has no setting for it.
        if !row["groups"].is_empty() {
            let groups = sorted(row["groups"].split(' '));
            check("groups", groups, sorted(offers(seen, KeyExchange).into_iter()));
        }
        let names =
            row["certificates"].split_whitespace().map(|name| format!("CN={name}.test.invalid"));
        let names = names.collect::<Vec<_>>();
        let own = certificates(record).into_iter().map(|certificate| certificate.subject.as_str());
        check("certificates", sorted(names.iter().map(String::as_str)), sorted(own));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");

    // What a server draws anew on every connection makes no other asset.
    let again = urls.into_iter().filter(|url| url.starts_with("ssh:")).collect::<Vec<_>>();
    let (found, _) = asked(&engine(), &targets(&again));
    let assets = |record: &Record| {
        record.findings.iter().map(|finding| finding.asset.id()).collect::<BTreeSet<_>>()
    };
    for url in &again {
        assert_eq!(assets(&found[url]), assets(&records[url]), "{url}");
    }
}
