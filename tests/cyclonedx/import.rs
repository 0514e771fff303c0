//! Documents read back, of y2q and of others.

use super::*;

/// import(export(x)) = x, and once more.
#[test]
fn importing_an_export_gives_the_same_assets() {
    let mut records = records();
    records[3].unknowns = vec![unknown("needs its password")];
    let before = inventory(&records);
    for version in VERSIONS {
        let text = export(&before, &options(version));
        let after = imported_text(&text);
        let (old, new) = (entries(&before), entries(&after));
        for (old, new) in old.iter().zip(&new) {
            assert_eq!(old.asset, new.asset, "{}", version.text());
            assert_eq!(old.id, new.id);
            assert_eq!(old.relations, new.relations, "{:?}", old.asset);
            let places = |entry: &Entry| -> Vec<_> {
                let seen = entry.occurrences.iter();
                seen.map(|o| (o.location.path.clone(), o.occurrence.clone(), o.digest.clone()))
                    .collect()
            };
            assert_eq!(places(old), places(new));
        }
        assert_eq!(old.len(), new.len());
        let words = |inventory| -> Vec<_> {
            unknowns(inventory).into_iter().map(|u| (u.location.path, u.unknown)).collect()
        };
        assert_eq!(words(&before), words(&after));
        assert_eq!(words(&after).len(), 1);
    }
}

#[test]
fn foreign_names_go_through_the_registry() {
    let inventory = imported_text(&json!({
        "bomFormat": "CycloneDX", "specVersion": "1.6",
        "components": [
            {"type": "library", "name": "openssl", "components": [
                {"type": "cryptographic-asset", "bom-ref": "inner", "name": "AES256-GCM", "cryptoProperties": {
                    "assetType": "algorithm", "oid": "oid:2.16.840.1.101.3.4.1.46"}}]},
            {"type": "cryptographic-asset", "bom-ref": "rsa", "name": "RSA", "cryptoProperties": {
                "assetType": "algorithm",
                "algorithmProperties": {"primitive": "pke", "parameterSetIdentifier": "2048"}}},
            {"type": "cryptographic-asset", "bom-ref": "sig", "name": "house cipher", "cryptoProperties": {
                "assetType": "algorithm", "algorithmProperties": {"primitive": "signature", "curve": "secp256r1"}}},
            {"type": "cryptographic-asset", "bom-ref": "key", "name": "server key", "cryptoProperties": {
                "assetType": "related-crypto-material",
                "relatedCryptoMaterialProperties": {"type": "private-key", "size": 2048, "algorithmRef": "rsa",
                    "value": "-----BEGIN SECRET-----"}},
             "evidence": {"occurrences": [{"location": "src/a.rs", "line": 12, "additionalContext": "new RSA()"}]}},
            {"type": "cryptographic-asset", "bom-ref": "pub", "name": "public", "cryptoProperties": {
                "assetType": "related-crypto-material",
                "relatedCryptoMaterialProperties": {"type": "public-key", "algorithmRef": "rsa"}}},
            {"type": "cryptographic-asset", "bom-ref": "cert", "name": "c", "cryptoProperties": {
                "assetType": "certificate", "certificateProperties": {"subjectName": "CN=a", "issuerName": "CN=b",
                    "notValidAfter": "2030-01-01T00:00:00.000Z", "notValidBefore": "yesterday",
                    "signatureAlgorithmRef": "nowhere"}}},
            {"type": "cryptographic-asset", "bom-ref": "cert", "name": "twin", "cryptoProperties": {
                "assetType": "certificate", "certificateProperties": {"subjectName": "CN=twin"}}},
            {"type": "cryptographic-asset", "name": "strange", "cryptoProperties": {"assetType": "teapot"}},
            {"type": "cryptographic-asset", "name": 7},
        ],
        "dependencies": [{"ref": "cert", "dependsOn": ["pub"]}, {"ref": "key", "dependsOn": ["pub", "rsa"]}],
    }).to_string());
    let entries = entries(&inventory);
    let named = |name: &str| {
        entries.iter().find(|entry| entry.asset.name() == name).unwrap_or_else(|| panic!("{name}"))
    };
    let Asset::Algorithm(rsa) = &named("RSA-2048").asset else { panic!() };
    assert_eq!((rsa.family.as_deref(), rsa.primitive), (Some("RSA"), Primitive::Pke));
    assert_eq!(named("RSA-2048").occurrences[0].location.path, "cbom.json");
    let Asset::Algorithm(aes) = &named("AES-256-GCM").asset else { panic!() };
    assert_eq!((aes.mode.as_deref(), aes.parameter_set.as_deref()), (Some("gcm"), Some("256")));
    let Asset::Algorithm(odd) = &named("house cipher").asset else { panic!() };
    assert_eq!((odd.family.as_deref(), odd.curve.as_deref()), (None, Some("P-256")));
    let key = named("server key");
    let Asset::RelatedCryptoMaterial(material) = &key.asset else { panic!() };
    assert_eq!((material.material, material.size_bits), (MaterialKind::PrivateKey, Some(2048)));
    assert_eq!(material.algorithm.as_ref(), Some(rsa));
    let place = &key.occurrences[0];
    assert_eq!((place.location.path.as_str(), place.occurrence.line), ("src/a.rs", Some(12)));
    assert_eq!(place.occurrence.note, "new RSA()");
    let public = named("public").id;
    assert!(key.relations.iter().any(|r| r.kind == RelationKind::PublicHalf && r.to == public));
    let leaf = named("CN=a");
    assert!(
        leaf.relations.iter().any(|r| r.kind == RelationKind::SubjectPublicKey && r.to == public)
    );
    let Asset::Certificate(certificate) = &leaf.asset else { panic!() };
    assert_eq!(certificate.not_after.unwrap().to_string(), "2030-01-01T00:00:00Z");
    assert_eq!((certificate.not_before, certificate.key_algorithm.family.as_deref()), (None, None));
    assert_ne!(named("CN=twin").id, leaf.id, "without fingerprint they are still two");
    let details: Vec<_> = unknowns(&inventory).into_iter().map(|u| u.unknown.detail).collect();
    for part in [
        "no RFC 3339 time",
        "\"nowhere\" is no",
        "borne by an earlier",
        "teapot",
        "components[8].cryptoProperties",
    ] {
        assert!(details.iter().any(|detail| detail.contains(part)), "{part}: {details:#?}");
    }
    assert_eq!(details.len(), 5, "{details:#?}");
    let text = export(&inventory, &Options::default());
    assert!(!text.contains("SECRET"), "values are never taken over");
    assert_valid(&text, SpecVersion::V1_6);
}

/// Libraries of other tools come over where their package URL names a cryptographic one.
#[test]
fn foreign_libraries_are_known_by_their_package_url() {
    let library = |name: &str, purl: &str| json!({"type": "library", "name": name, "version": "1", "purl": purl});
    let inventory = imported_text(
        &json!({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
            library("ring", "pkg:cargo/ring@0.17.14"),
            library("serde", "pkg:cargo/serde@1.0.0"),
            library("none", "pkg"),
            {"type": "library", "name": "openssl", "version": "3.0.1"},
            {"type": "application", "name": "bcprov", "purl": "pkg:maven/org.bouncycastle/bcprov-jdk18on@1.79?type=jar"},
        ]})
        .to_string(),
    );
    let found: Vec<_> = entries(&inventory)
        .into_iter()
        .map(|entry| match entry.asset {
            Asset::Software(software) => software.title(),
            other => panic!("{other:?}"),
        })
        .collect();
    let found: BTreeSet<_> = found.iter().map(String::as_str).collect();
    assert_eq!(found, BTreeSet::from(["ring 0.17.14", "org.bouncycastle:bcprov-jdk18on 1.79"]));
    assert!(unknowns(&inventory).is_empty());
}

/// As tools in the field write them: never a wrong key size, never a second identity.
#[test]
fn stated_parameters_do_not_replace_what_the_name_says() {
    let read = |name: &str, properties: Value| -> Algorithm {
        let inventory = imported_text(
            &json!({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
            {"type": "cryptographic-asset", "name": name, "cryptoProperties": {
                "assetType": "algorithm", "algorithmProperties": properties}}]})
            .to_string(),
        );
        let Asset::Algorithm(algorithm) = entries(&inventory).remove(0).asset else { panic!() };
        algorithm
    };
    let signature = read("SHA512withRSA", json!({"parameterSetIdentifier": "512"}));
    assert_eq!(signature.parameter_set, None, "the size of the digest, not of the key");
    assert_eq!(registry::facts(&signature).broken, None);
    let sized = read("SHA256withRSA", json!({"parameterSetIdentifier": "3072"}));
    assert_eq!(sized.parameter_set.as_deref(), Some("3072"));
    assert_eq!(sized.digest.as_deref(), Some("SHA-256"));
    let curve = json!({"curve": "x25519", "primitive": "key-agree"});
    assert_eq!(read("X25519", curve.clone()), registry::by_name("X25519").unwrap());
    assert_eq!(read("own words", curve), registry::by_name("X25519").unwrap());
    let key = read("Ed25519 host key", json!({"curve": "ed25519", "primitive": "signature"}));
    assert_eq!(key, registry::by_name("Ed25519").unwrap());
    let other = read("own words", json!({"curve": "ed25519", "primitive": "kem"}));
    assert_eq!((other.family, other.curve.as_deref()), (None, Some("Ed25519")));
    assert_eq!(read("RSA", json!({})).parameter_set, None);
    let family = json!({"algorithmFamily": "ML-KEM", "parameterSetIdentifier": "768"});
    assert_eq!(read("kem", family), registry::by_name("ML-KEM-768").unwrap());
}

#[test]
fn a_key_takes_the_only_algorithm_that_it_depends_on() {
    let asset = |name: &str, kind: &str| {
        json!({"type": "cryptographic-asset", "bom-ref": name, "name": name,
            "cryptoProperties": {"assetType": kind}})
    };
    let inventory = imported_text(
        &json!({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
            asset("one", "related-crypto-material"), asset("two", "related-crypto-material"),
            asset("RSA-2048", "algorithm"), asset("SHA-256", "algorithm")],
            "dependencies": [{"ref": "one", "dependsOn": ["RSA-2048"]},
                {"ref": "two", "dependsOn": ["RSA-2048", "SHA-256"]}]})
        .to_string(),
    );
    let entries = entries(&inventory);
    let of = |name: &str| {
        let entry = entries.iter().find(|entry| entry.asset.name() == name).unwrap();
        entry.asset.algorithm().map(|algorithm| algorithm.name.clone())
    };
    assert_eq!(of("one").as_deref(), Some("RSA-2048"));
    assert_eq!(of("two"), None);
}

#[test]
fn what_is_no_cbom_is_refused_with_its_place() {
    let error = |text: &str| Document::parse(text.as_bytes()).err().unwrap();
    match error("{\"bomFormat\": \"CycloneDX\",\n  \"components\": [}") {
        CbomError::Malformed { line, column, .. } => assert_eq!((line, column), (2, 18)),
        other => panic!("{other}"),
    }
    assert!(matches!(error("{}"), CbomError::NotCycloneDx));
    assert!(matches!(error("[]"), CbomError::Malformed { .. }));
    let version = "{\"bomFormat\": \"CycloneDX\", \"specVersion\": \"2.0\"}";
    assert!(matches!(error(version), CbomError::Version(found) if found == "2.0"));
    let bytes = Document::parse(b"{\"a\": \"\xff\"}").err().unwrap();
    assert!(matches!(bytes, CbomError::NotText { offset: 7 }));
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(matches!(error(&deep), CbomError::Malformed { .. }));
    let incomplete = imported_text(
        &json!({"bomFormat": "CycloneDX", "specVersion": "1.5",
        "components": null, "compositions": [{"aggregate": "incomplete_third_party_only"}]})
        .to_string(),
    );
    assert_eq!(unknowns(&incomplete)[0].unknown.reason, UnknownReason::Unsupported);
}

#[test]
fn mutations_do_not_panic() {
    let text = export(&inventory(&records()[28..36]), &options(SpecVersion::V1_7));
    survives_mutations(text.as_bytes());
}

/// Real documents of other tools, in the folder that is named.
#[test]
#[ignore = "reads the documents of Y2Q_SCHEMAS"]
fn documents_of_other_tools_are_read() {
    let folder = std::env::var_os("Y2Q_SCHEMAS").expect("Y2Q_SCHEMAS names the documents");
    let mut read = 0;
    for part in ["cbom-examples", "cyclonedx/valid", "cyclonedx/bom-examples"] {
        for file in std::fs::read_dir(Path::new(&folder).join(part)).unwrap() {
            let path = file.unwrap().path();
            let document: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            read += 1;
            if path.to_string_lossy().contains("INVALID") {
                assert!(imported(&path).is_err(), "its specVersion is a number");
                continue;
            }
            let inventory =
                imported(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let stated = document["components"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|component| component["type"] == "cryptographic-asset")
                .count();
            let found = inventory.counts(&Scope::default()).unwrap();
            let occurrences = usize::try_from(found.occurrences).unwrap();
            let lost = unknowns(&inventory)
                .iter()
                .filter(|unknown| unknown.unknown.detail.contains("cannot be"))
                .count();
            assert!(occurrences + lost >= stated, "{}: {stated} {found:?}", path.display());
            for version in VERSIONS {
                assert_valid(&export(&inventory, &options(version)), version);
            }
        }
    }
    assert!(read >= 19, "{read}");
}
