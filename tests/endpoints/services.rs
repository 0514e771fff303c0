//! Real servers of services that turn to TLS on request, each against its own configuration: Postfix, Dovecot, ProFTPD,
//! OpenLDAP, Prosody, PostgreSQL, MariaDB; HAProxy and Apache beside them. `tests/servers/start.sh` starts them, and
//! `Y2Q_SERVERS` names the folder with what it wrote; unset, there is nothing to ask; set and missing, the test fails.

use std::collections::BTreeMap;
use std::path::PathBuf;

use y2q::model::OfferRole::KeyExchange;

use super::{asked, certificates, engine, offers, protocol, targets};

type Row = BTreeMap<String, String>;

fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names = names.collect::<Vec<_>>();
    names.sort_unstable();
    names.join(" ")
}

#[test]
fn servers_are_seen_as_they_are_configured() {
    let Some(folder) = std::env::var_os("Y2Q_SERVERS").map(PathBuf::from) else { return };
    let reader = csv::Reader::from_path(folder.join("truth.csv"));
    let mut reader = reader.expect("Y2Q_SERVERS names what tests/servers/start.sh wrote");
    let rows: Vec<Row> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 11);
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
        let seen = protocol(record);
        let versions = row["versions"].replace(' ', ", ");
        check("versions", versions, seen.version.clone().unwrap_or_default());
        // Empty where the software has no setting for it.
        if !row["groups"].is_empty() {
            let groups = sorted(row["groups"].split(' '));
            check("groups", groups, sorted(offers(seen, KeyExchange).into_iter()));
        }
        let names = row["certificates"].split(' ').map(|name| format!("CN={name}.test.invalid"));
        let names = names.collect::<Vec<_>>();
        let own = certificates(record).into_iter().map(|certificate| certificate.subject.as_str());
        check("certificates", sorted(names.iter().map(String::as_str)), sorted(own));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
