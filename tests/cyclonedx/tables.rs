//! CSV and JSON.

use super::*;

#[test]
fn csv_has_the_fixed_columns_and_a_row_an_occurrence() {
    let inventory = inventory(&records());
    let answers = assets_csv::Answers {
        exposure: &|asset| if matches!(asset, Asset::Protocol(_)) { "shor" } else { "none" },
        system: &|location| format!("system of {}", location.root),
    };
    let mut out = Vec::new();
    assets_csv::write(&mut out, &inventory, &Scope::default(), &answers).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.starts_with(
        "path,line,column,asset_type,algorithm,parameter,mode,functions,exposure,broken,confidence,\
         detector,test_code,name,asset_id,system,not_after,fingerprint,material,signature_algorithm,root\n"
    ));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows: Vec<BTreeMap<String, String>> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(rows.len(), records().len() + 8 * 4, "a row an occurrence, and one an offer");
    let of = |name: &str| {
        rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name}"))
    };
    let md5 = of("MD5");
    assert_eq!((md5["broken"].as_str(), md5["asset_type"].as_str()), ("1", "algorithm"));
    assert_eq!(
        (md5["line"].as_str(), md5["column"].as_str(), md5["test_code"].as_str()),
        (md5["line"].as_str(), "", "0")
    );
    assert_eq!(
        (of("ML-KEM-768")["algorithm"].as_str(), of("ML-KEM-768")["parameter"].as_str()),
        ("ML-KEM", "768")
    );
    assert_eq!(of("Ed25519")["algorithm"], "Ed25519");
    assert_eq!(of("X25519")["algorithm"], "X25519");
    assert_eq!(of("AES-128-CBC")["mode"], "cbc");
    assert_eq!(of("ML-DSA-65")["functions"], "sign verify");
    let leaf = of(&certificate("leaf").subject);
    assert_eq!((leaf["algorithm"].as_str(), leaf["parameter"].as_str()), ("RSA", "2048"));
    assert_eq!(leaf["fingerprint"], certificate("leaf").fingerprint);
    assert_eq!(leaf["asset_id"], certificate("leaf").id().to_string());
    assert_eq!((leaf["path"].as_str(), leaf["detector"].as_str()), ("again.p12", "keystore"));
    assert_eq!(leaf["system"], "system of /estate");
    assert_eq!(leaf["signature_algorithm"], certificate("leaf").signature_algorithm.name);
    assert_eq!(leaf["material"], "");
    assert_eq!(of("Ssh server")["exposure"], "shor");
    let offers: Vec<_> = rows.iter().filter(|row| row["name"] == "AES-256-GCM").collect();
    assert_eq!(offers.len(), 9);
}

#[test]
fn csv_names_are_no_formulas_and_composites_name_their_parts() {
    let mut hostile = certificate("leaf");
    hostile.subject = "=HYPERLINK(\"http://127.0.0.1\")".to_owned();
    hostile.key_algorithm = y2q::registry::by_name("MLDSA65-ECDSA-P256-SHA512").unwrap();
    let finding = Finding::new("probe", Asset::Certificate(hostile), 0, None);
    let inventory = inventory(&[record("/estate", "=1+1.pem", vec![finding])]);
    let answers = assets_csv::Answers { exposure: &|_| "none", system: &|_| String::new() };
    let mut out = Vec::new();
    assets_csv::write(&mut out, &inventory, &Scope::default(), &answers).unwrap();
    let rows = csv::Reader::from_reader(out.as_slice())
        .deserialize::<BTreeMap<String, String>>()
        .map(Result::unwrap)
        .collect::<Vec<_>>();
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["path"], "=1+1.pem");
    assert!(rows[0]["name"].starts_with("'=HYPERLINK"), "{}", rows[0]["name"]);
    assert_eq!(rows[0]["parameter"], "MLDSA65-ECDSA-P256-SHA512");
}

#[test]
fn json_round_trips() {
    let mut records = records();
    records[0].unknowns = vec![unknown("needs its password")];
    let before = inventory(&records);
    let json = |inventory: &Inventory| {
        let mut out = Vec::new();
        inventory_json::write(&mut out, inventory, &Scope::default()).unwrap();
        String::from_utf8(out).unwrap()
    };
    let text = json(&before);
    let document: inventory_json::Document = serde_json::from_str(&text).unwrap();
    assert_eq!(document.format, "y2q-inventory/1");
    assert_eq!(document.entries, entries(&before));
    assert_eq!(document.unknowns, unknowns(&before));
    assert_eq!(document.scans, before.scans().unwrap());

    let assets: BTreeMap<AssetId, &Asset> =
        document.entries.iter().map(|entry| (entry.id, &entry.asset)).collect();
    let mut again = Vec::new();
    for entry in &document.entries {
        for seen in &entry.occurrences {
            again.push(Record {
                location: seen.location.clone(),
                digest: seen.digest.clone(),
                findings: vec![Finding {
                    asset: entry.asset.clone(),
                    occurrence: seen.occurrence.clone(),
                    supporting: assets.values().map(|asset| (*asset).clone()).collect(),
                    relations: document.entries.iter().flat_map(|e| e.relations.clone()).collect(),
                }],
                unknowns: Vec::new(),
            });
        }
    }
    again.extend(document.unknowns.iter().map(|unknown| {
        Record {
            location: unknown.location.clone(),
            digest: entries(&before)
                .iter()
                .flat_map(|entry| &entry.occurrences)
                .find(|seen| seen.location == unknown.location)
                .and_then(|seen| seen.digest.clone()),
            findings: Vec::new(),
            unknowns: vec![unknown.unknown.clone()],
        }
    }));
    let after: inventory_json::Document = serde_json::from_str(&json(&inventory(&again))).unwrap();
    assert_eq!(after.entries, document.entries);
    assert_eq!(after.unknowns, document.unknowns);
}

/// A place of a package is `root` and `path` joined; of several roots the path alone would not tell which.
#[test]
fn csv_of_several_roots_says_which() {
    let found =
        |name: &str| vec![Finding::new("probe", Asset::Certificate(certificate(name)), 0, None)];
    let inventory = inventory(&[
        record("estate/one", "x/c.crt", found("leaf")),
        record("estate/two", "x/c.crt", found("root")),
    ]);
    let answers = assets_csv::Answers { exposure: &|_| "none", system: &|_| String::new() };
    let places = |roots: &[&str]| {
        let scope = Scope { roots: roots.iter().map(|root| (*root).to_owned()).collect() };
        let mut out = Vec::new();
        assets_csv::write(&mut out, &inventory, &scope, &answers).unwrap();
        let mut reader = csv::Reader::from_reader(out.as_slice());
        let rows =
            reader.deserialize().map(|row: Result<BTreeMap<String, String>, _>| row.unwrap());
        let mut places: Vec<_> =
            rows.map(|row| format!("{} {}", row["root"], row["path"])).collect();
        places.sort();
        places
    };
    let both = ["estate/one estate/one/x/c.crt", "estate/two estate/two/x/c.crt"];
    assert_eq!(places(&[]), both);
    assert_eq!(places(&["estate/one", "estate/two"]), both);
    assert_eq!(places(&["estate/two"]), ["estate/two x/c.crt"]);
}
