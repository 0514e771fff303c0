//! The document: valid, complete, the same every time.

use super::*;

#[test]
fn the_validator_finds_what_is_wrong() {
    for version in VERSIONS {
        let mut wrong: Value =
            serde_json::from_str(&export(&inventory(&records()), &options(version))).unwrap();
        assert!(validator(version).is_valid(&wrong));
        wrong["components"][0]["cryptoProperties"]["algorithmProperties"]["mode"] = json!("xts");
        assert!(!validator(version).is_valid(&wrong));
    }
}

#[test]
fn every_kind_of_asset_is_valid_in_both_versions() {
    let mut records = records();
    let complete = inventory(&records);
    records[0].unknowns = vec![unknown("needs its password"), unknown("another")];
    let incomplete = inventory(&records);
    for version in VERSIONS {
        for timestamp in [None, Some(at(5000)), Some(at(-5000))] {
            let options = Options { timestamp, ..options(version) };
            assert_valid(&export(&complete, &options), version);
            assert_valid(&export(&incomplete, &options), version);
        }
        let empty = Inventory::in_memory().unwrap();
        assert_valid(&export(&empty, &options(version)), version);
        let many: Value = serde_json::from_str(&export(&complete, &options(version))).unwrap();
        let kinds: BTreeMap<_, usize> = many["components"].as_array().unwrap().iter().fold(
            BTreeMap::new(),
            |mut kinds, component| {
                *kinds
                    .entry(
                        component["cryptoProperties"]["assetType"]
                            .as_str()
                            .or(component["type"].as_str())
                            .unwrap(),
                    )
                    .or_default() += 1;
                kinds
            },
        );
        assert_eq!(kinds["certificate"], 3);
        assert_eq!(kinds["protocol"], 8);
        assert_eq!(kinds["library"], 2);
        assert_eq!(kinds["related-crypto-material"], 14);
    }
}

#[test]
fn typed_fields_say_what_the_model_says_1_6() {
    let inventory = inventory(&records());
    let text = export(&inventory, &options(SpecVersion::V1_6));
    let document: Value = serde_json::from_str(&text).unwrap();
    let leaf = certificate("leaf");
    let shown = component(&document, leaf.id());
    let properties = &shown["cryptoProperties"]["certificateProperties"];
    assert_eq!(properties["subjectName"], leaf.subject.as_str());
    assert_eq!(properties["issuerName"], "CN=issuer");
    assert_eq!(properties["notValidAfter"], leaf.not_after.unwrap().to_string());
    assert_eq!(properties["signatureAlgorithmRef"], leaf.signature_algorithm.id().to_string());
    assert_eq!(properties["subjectPublicKeyRef"], public_key("key").id().to_string());
    assert_eq!(properties["certificateFormat"], "X.509");
    assert_eq!(properties.get("fingerprint"), None, "1.7 only");
    let places = shown["evidence"]["occurrences"].as_array().unwrap();
    assert_eq!(places.len(), 2);
    assert_eq!(places[0]["location"], "again.p12");
    assert_eq!(places[1]["location"], "dir/30.pem");
    assert_eq!((&places[1]["line"], &places[1]["offset"]), (&json!(7), &json!(30)));
    let context = places[0]["additionalContext"].as_str().unwrap();
    assert!(
        context.starts_with("detector: keystore; evidence: present; confidence: high"),
        "{context}"
    );

    let algorithm = registry::by_name("ML-KEM-768").unwrap();
    let kem = &component(&document, algorithm.id())["cryptoProperties"]["algorithmProperties"];
    assert_eq!(kem["primitive"], "kem");
    assert_eq!(kem["parameterSetIdentifier"], "768");
    assert_eq!(kem["nistQuantumSecurityLevel"], 3);
    let ecdsa = registry::by_name("ECDSA-P-256-SHA-256").unwrap();
    let ecdsa = &component(&document, ecdsa.id())["cryptoProperties"]["algorithmProperties"];
    assert_eq!(ecdsa["curve"], "P-256");
    assert_eq!(ecdsa["classicalSecurityLevel"], 128);
    assert_eq!(ecdsa["nistQuantumSecurityLevel"], 0);
    let odd = &component(&document, odd_algorithm().id())["cryptoProperties"];
    assert_eq!(odd["algorithmProperties"]["primitive"], "other");
    assert_eq!(odd["algorithmProperties"]["mode"], "other");
    assert_eq!(odd["oid"], "1.2.3");
}

#[test]
fn typed_fields_say_what_the_model_says_1_7() {
    let inventory = inventory(&records());
    let document: Value =
        serde_json::from_str(&export(&inventory, &options(SpecVersion::V1_7))).unwrap();
    let leaf = certificate("leaf");
    let shown = &component(&document, leaf.id())["cryptoProperties"]["certificateProperties"];
    assert_eq!(shown["serialNumber"], "1234");
    assert_eq!(shown["fingerprint"], json!({"alg": "SHA-256", "content": leaf.fingerprint}));
    assert_eq!(shown["certificateState"][0]["state"], "deactivated");
    assert_eq!(shown.get("signatureAlgorithmRef"), None, "deprecated in 1.7");
    let related = shown["relatedCryptographicAssets"].as_array().unwrap();
    let key = json!({"type": "publicKey", "ref": public_key("key").id().to_string()});
    assert!(related.contains(&key));
    let ecdsa = registry::by_name("ECDSA-P-256-SHA-256").unwrap();
    let ecdsa = &component(&document, ecdsa.id())["cryptoProperties"]["algorithmProperties"];
    assert_eq!(ecdsa["ellipticCurve"], "nist/P-256");
    assert_eq!(ecdsa["algorithmFamily"], "ECDSA");
    assert_eq!(ecdsa.get("curve"), None, "deprecated in 1.7");
    let dh = registry::by_name("DH-2048").unwrap();
    let dh = &component(&document, dh.id())["cryptoProperties"]["algorithmProperties"];
    assert_eq!(dh["algorithmFamily"], "FFDH");
    let odd =
        &component(&document, odd_algorithm().id())["cryptoProperties"]["algorithmProperties"];
    assert_eq!(odd["primitive"], "key-wrap");
    assert_eq!(odd.get("ellipticCurve"), None);
    assert_eq!(odd.get("algorithmFamily"), None);
}

/// A library is an ordinary component: what it provides is not what it needs.
#[test]
fn software_is_a_library_with_its_package_url() {
    for version in VERSIONS {
        let text = export(&inventory(&records()), &options(version));
        let document: Value = serde_json::from_str(&text).unwrap();
        let shown = component(&document, library().id());
        assert_eq!(shown["type"], "library");
        assert_eq!(
            (&shown["name"], &shown["version"]),
            (&json!("libssl3"), &json!("1:3.0.17-1~deb12u2"))
        );
        assert_eq!(shown["purl"], "pkg:deb/debian/libssl3@1:3.0.17-1~deb12u2");
        assert_eq!(shown.get("cryptoProperties"), None);
        assert!(shown["evidence"]["occurrences"][0]["location"].is_string());
        let kem = registry::by_name("ML-KEM-512").unwrap().id().to_string();
        let edges = document["dependencies"].as_array().unwrap();
        let edges = edges.iter().find(|edge| edge["ref"] == library().id().to_string()).unwrap();
        assert_eq!(edges["provides"], json!([kem]));
        assert_eq!(edges.get("dependsOn"), None);
    }
}

#[test]
fn every_reference_leads_to_a_component() {
    for version in VERSIONS {
        let text = export(&inventory(&records()), &options(version));
        let document: Value = serde_json::from_str(&text).unwrap();
        let references: Vec<_> = document["components"]
            .as_array()
            .unwrap()
            .iter()
            .map(|component| component["bom-ref"].as_str().unwrap())
            .collect();
        let known: BTreeSet<_> = references.iter().copied().collect();
        assert_eq!(known.len(), references.len());
        let dependencies = document["dependencies"].as_array().unwrap();
        let depending: Vec<_> = dependencies.iter().map(|d| d["ref"].as_str().unwrap()).collect();
        assert_eq!(depending, references, "one element a component, in the same order");
        for dependency in dependencies {
            let targets = dependency["dependsOn"].as_array().cloned().unwrap_or_default();
            let targets: Vec<_> = targets.iter().map(|target| target.as_str().unwrap()).collect();
            assert!(targets.is_sorted());
            assert!(targets.iter().all(|target| known.contains(target)));
        }
        let leaf = certificate("leaf").id().to_string();
        let leaf = dependencies.iter().find(|d| d["ref"] == leaf.as_str()).unwrap();
        assert_eq!(leaf["dependsOn"].as_array().unwrap().len(), 2, "key and signature algorithm");
    }
}

#[test]
fn unknowns_are_counted_listed_and_make_it_incomplete() {
    let mut records = records();
    let document = |records: &[Record]| -> Value {
        serde_json::from_str(&export(&inventory(records), &options(SpecVersion::V1_6))).unwrap()
    };
    assert_eq!(document(&records)["compositions"][0]["aggregate"], "complete");
    records[0].unknowns = vec![unknown("needs its password")];
    let shown = document(&records);
    assert_eq!(shown["compositions"][0]["aggregate"], "incomplete");
    let counted = json!({"name": "y2q:unknown:encrypted", "value": "1"});
    assert!(shown["metadata"]["properties"].as_array().unwrap().contains(&counted));
    assert!(shown["properties"][0]["value"].as_str().unwrap().contains("needs its password"));

    records[0].unknowns = (0..10_007).map(|n| unknown(&n.to_string())).collect();
    let shown = document(&records);
    let listed = shown["properties"].as_array().unwrap();
    assert_eq!(listed.len(), 10_001);
    assert_eq!(listed[10_000], json!({"name": "y2q:unknowns-not-listed", "value": "7"}));
}

#[test]
fn equal_content_gives_equal_bytes() {
    let mut reversed = records();
    reversed.reverse();
    for version in VERSIONS {
        let one = export(&inventory(&records()), &options(version));
        assert_eq!(one, export(&inventory(&reversed), &options(version)));
        let other = export(&inventory(&records()[1..]), &options(version));
        let serial = |text: &str| -> Value {
            serde_json::from_str::<Value>(text).unwrap()["serialNumber"].clone()
        };
        assert_ne!(serial(&one), serial(&other));
        let omitted = Options { serial: Serial::Omitted, ..options(version) };
        assert_eq!(serial(&export(&inventory(&records()), &omitted)), Value::Null);
    }
}

#[test]
fn several_roots_are_joined_with_their_paths() {
    let finding = |tag| vec![Finding::new("x", Asset::Certificate(certificate(tag)), 0, None)];
    let records = [
        record("/etc/ssl/", "a.pem", finding("a")),
        record("/home/key.pem", "key.pem", finding("b")),
    ];
    let document: Value =
        serde_json::from_str(&export(&inventory(&records), &Options::default())).unwrap();
    let place = |tag| {
        component(&document, certificate(tag).id())["evidence"]["occurrences"][0]["location"]
            .clone()
    };
    assert_eq!(place("a"), "/etc/ssl/a.pem");
    assert_eq!(place("b"), "/home/key.pem");
    let mut out = Vec::new();
    let scope = Scope { roots: vec!["/etc/ssl/".to_owned()] };
    cyclonedx::write(&mut out, &inventory(&records), &scope, &Options::default()).unwrap();
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains("\"location\":\"a.pem\"") && !text.contains("key.pem"));
}
