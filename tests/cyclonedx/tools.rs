//! CBOMs that other tools wrote about one small source tree, and what nobody should have written.

use super::*;

/// Tool, cryptographic assets in the document, places in the inventory, remarks, unknowns.
const TOOLS: [(&str, usize, u64, u64, u64); 14] = [
    ("cbom-scan", 6, 19, 1, 0),
    ("cbom4cert", 1, 1, 2, 0),
    ("cdxgen", 7, 9, 0, 0),
    ("cryptoagility", 10, 10, 0, 0),
    ("cryptohound", 5, 5, 0, 0),
    ("cryptoscan-pqc", 9, 20, 3, 0),
    ("ecdat", 24, 24, 0, 0),
    ("foxguard", 10, 22, 11, 0),
    ("keylens-cbom", 37, 37, 4, 2),
    ("pqc-audit", 5, 7, 0, 0),
    ("pqc-scan", 16, 21, 0, 0),
    ("pqcpilot", 11, 16, 0, 0),
    ("quantumsafe-scan", 9, 43, 0, 0),
    ("quantumshield-pqc", 12, 30, 0, 0),
];

fn brought(path: &Path) -> (Inventory, corridor::Brought) {
    let mut inventory = Inventory::in_memory().unwrap();
    let root = path.display().to_string();
    let start = ScanStart { roots: vec![root.clone()], started: at(0) };
    let mut writer = inventory.begin(&start).unwrap();
    let brought = corridor::cbom(path, &root, &mut writer).unwrap();
    writer.finish(ScanEnd::Finished, at(1)).unwrap();
    (inventory, brought)
}

fn of_tool(tool: &str) -> (std::path::PathBuf, Inventory, corridor::Brought) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("inventories/fixtures/other-cboms");
    let path = folder.join(format!("{tool}.cdx.json"));
    let (inventory, brought) = brought(&path);
    (path, inventory, brought)
}

#[test]
fn every_asset_of_every_tool_is_imported() {
    for (tool, assets, occurrences, remarked, lost) in TOOLS {
        let (path, inventory, brought) = of_tool(tool);
        let text = std::fs::read(&path).unwrap();
        let document: Value = serde_json::from_slice(&text).unwrap();
        let components = document["components"].as_array().unwrap();
        let is_asset = |component: &&Value| component["type"] == "cryptographic-asset";
        assert_eq!(components.iter().filter(is_asset).count(), assets, "{tool}");
        let found = (brought.occurrences, brought.remarked, brought.unknowns);
        assert_eq!(found, (occurrences, remarked, lost), "{tool}: {:#?}", brought.remarks);
        assert!(corridor::is_cbom(&path));
        for version in VERSIONS {
            assert_valid(&export(&inventory, &options(version)), version);
        }
    }
}

/// As the sources say, not as the tools do.
#[test]
fn what_the_tools_say_in_their_own_way_is_understood() {
    let find = |tool: &str, name: &str| {
        let (_, inventory, _) = of_tool(tool);
        let all = entries(&inventory);
        let found = all.into_iter().filter(|entry| entry.asset.name() == name);
        found.collect::<Vec<_>>()
    };
    let place = |entry: &Entry| {
        let first = &entry.occurrences[0];
        (first.location.path.clone(), first.occurrence.line)
    };
    // Line and column behind the path.
    let x25519 = find("foxguard", "X25519").remove(0);
    assert_eq!(place(&x25519), ("pay.py".into(), Some(18)));
    let ed25519 = find("cryptoscan-pqc", "Ed25519").remove(0);
    assert_eq!(place(&ed25519), ("server.js".into(), Some(5)));
    // A place in a property, a curve beside a name with its size.
    let ecdsa = find("cryptohound", "ECDSA-P-256").remove(0);
    assert_eq!(place(&ecdsa), ("pay.py".into(), Some(22)));
    // Names where references belong, a date as in mail.
    let web = find("foxguard", "RSA-2048");
    let web = web.iter().find(|entry| matches!(entry.asset, Asset::Certificate(_))).unwrap();
    let Asset::Certificate(certificate) = &web.asset else { panic!() };
    assert_eq!(certificate.key_algorithm.name, "RSA-2048");
    assert_eq!(certificate.signature_algorithm.name, "RSA-PKCS1-1.5-SHA-256");
    assert_eq!(certificate.not_after.unwrap().to_string(), "2027-11-26T19:50:34Z");
    let keys = find("foxguard", "ECDSA P-256");
    assert!(keys.iter().any(|entry| {
        entry.asset.algorithm().is_some_and(|algorithm| algorithm.name == "ECDSA-P-256")
    }));
    // A protocol that is only a name.
    let Asset::Protocol(tls) = find("quantumshield-pqc", "TLSv1.0").remove(0).asset else {
        panic!()
    };
    assert_eq!((tls.protocol, tls.version.as_deref()), (ProtocolKind::Tls, Some("1.0")));
    // A remark is no algorithm; two names are none that can be told.
    assert!(find("cryptoscan-pqc", "AES (unspecified key size)").is_empty());
    assert_eq!(find("cryptoscan-pqc", "AES").len(), 1);
    assert_eq!(find("cryptoscan-pqc", "ML-KEM (Kyber)").len(), 1);
    assert_eq!(find("pqc-audit", "EC-P-256").len(), 1);
    assert_eq!(place(&find("pqcpilot", "RSA-3072")[0]), ("Vault.java".into(), Some(18)));
}

#[test]
fn values_of_a_wrong_type_are_read_and_told() {
    let text = json!({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
        {"type": "library", "name": "outer", "components": [
            {"type": "cryptographic-asset", "bom-ref": 7, "name": "RSA", "cryptoProperties": {
                "assetType": "algorithm", "algorithmProperties": {
                    "primitive": "pk-encryption", "parameterSetIdentifier": 2048,
                    "cryptoFunctions": "sign", "mode": {}}}}]},
        {"name": "untyped", "cryptoProperties": {"assetType": "related-crypto-material",
            "relatedCryptoMaterialProperties": {"type": "private-key", "size": "2048", "algorithmRef": "7"}},
         "evidence": {"occurrences": {"location": "a.pem", "line": "12"}}},
    ]});
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("cbom.json");
    std::fs::write(&path, text.to_string()).unwrap();
    let (inventory, brought) = brought(&path);
    assert_eq!(brought.unknowns, 0);
    for part in [
        "components[0].components[0].bom-ref: a number where text belongs",
        "components[0].components[0].cryptoProperties.algorithmProperties.parameterSetIdentifier: a number where text",
        "algorithmProperties.cryptoFunctions: text where a list belongs",
        "algorithmProperties.mode: an object where text belongs, left out",
        "algorithmProperties.primitive: \"pk-encryption\" is no word of the schema; read as pke",
        "components[1].evidence.occurrences: an object where a list belongs",
        "components[1].evidence.occurrences[0].line: text where a number belongs",
        "components[1].cryptoProperties.relatedCryptoMaterialProperties.size: text where a number",
    ] {
        assert!(
            brought.remarks.iter().any(|remark| remark.contains(part)),
            "{part}: {:#?}",
            brought.remarks
        );
    }
    assert_eq!(brought.remarked, 8, "{:#?}", brought.remarks);
    let entries = entries(&inventory);
    let key = entries.iter().find(|entry| entry.asset.name() == "untyped").unwrap();
    let Asset::RelatedCryptoMaterial(material) = &key.asset else { panic!() };
    assert_eq!(material.size_bits, Some(2048));
    assert_eq!(material.algorithm.as_ref().unwrap().name, "RSA-2048");
    assert_eq!(key.occurrences[0].occurrence.line, Some(12));
}

/// As cbomkit calls the keys of Java's `KeyFactory`.
#[test]
fn a_secret_key_of_a_public_key_algorithm_is_no_shared_secret() {
    let inventory = imported_text(
        &json!({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
            {"type": "cryptographic-asset", "bom-ref": "key", "name": "key@1", "cryptoProperties": {
                "assetType": "related-crypto-material", "relatedCryptoMaterialProperties": {"type": "secret-key"}}},
            {"type": "cryptographic-asset", "bom-ref": "aes", "name": "key@2", "cryptoProperties": {
                "assetType": "related-crypto-material", "relatedCryptoMaterialProperties": {"type": "secret-key"}}},
            {"type": "cryptographic-asset", "bom-ref": "EC", "name": "EC", "cryptoProperties": {"assetType": "algorithm"}},
            {"type": "cryptographic-asset", "bom-ref": "AES", "name": "AES128", "cryptoProperties": {"assetType": "algorithm"}}],
            "dependencies": [{"ref": "key", "dependsOn": ["EC"]}, {"ref": "aes", "dependsOn": ["AES"]}]})
        .to_string(),
    );
    let kind = |name: &str| {
        let entries = entries(&inventory);
        let found = entries.into_iter().find(|entry| entry.asset.name() == name).unwrap();
        let Asset::RelatedCryptoMaterial(material) = found.asset else { panic!() };
        material.material
    };
    assert_eq!((kind("key@1"), kind("key@2")), (MaterialKind::Other, MaterialKind::SecretKey));
}

const XML: &str = r#"<?xml version="1.0"?>
<bom version="1" xmlns="http://cyclonedx.org/schema/bom/1.6">
  <metadata><component type="application" bom-ref="app"><name>app</name></component></metadata>
  <components>
    <component type="cryptographic-asset" bom-ref="rsa">
      <name>SHA256withRSA</name>
      <cryptoProperties>
        <assetType>algorithm</assetType>
        <algorithmProperties>
          <primitive>signature</primitive>
          <parameterSetIdentifier>3072</parameterSetIdentifier>
          <cryptoFunctions><cryptoFunction>sign</cryptoFunction><cryptoFunction>verify</cryptoFunction></cryptoFunctions>
        </algorithmProperties>
      </cryptoProperties>
      <evidence><occurrences><occurrence bom-ref="o"><location>a &amp; b.c</location><line>12</line></occurrence></occurrences></evidence>
    </component>
    <component type="library" bom-ref="lib">
      <name>lib</name>
      <components>
        <component type="cryptographic-asset" bom-ref="cert">
          <name>cert</name>
          <hashes><hash alg="SHA-256">aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</hash></hashes>
          <cryptoProperties>
            <assetType>certificate</assetType>
            <certificateProperties>
              <subjectName>CN=leaf</subjectName>
              <issuerName>CN=root</issuerName>
              <notValidAfter>2030-01-01T00:00:00.000Z</notValidAfter>
              <signatureAlgorithm>rsa</signatureAlgorithm>
              <subjectPublicKey>key</subjectPublicKey>
            </certificateProperties>
          </cryptoProperties>
        </component>
      </components>
    </component>
    <component type="cryptographic-asset" bom-ref="key">
      <name>key</name>
      <cryptoProperties>
        <assetType>related-crypto-material</assetType>
        <relatedCryptoMaterialProperties><type>public-key</type><size>384</size></relatedCryptoMaterialProperties>
      </cryptoProperties>
    </component>
    <component type="cryptographic-asset" bom-ref="p384"><name>ECDSA-P-384</name><cryptoProperties><assetType>algorithm</assetType></cryptoProperties></component>
  </components>
  <dependencies>
    <dependency ref="key"><dependency ref="p384"/></dependency>
  </dependencies>
</bom>
"#;

#[test]
fn xml_says_the_same() {
    let directory = tempfile::tempdir().unwrap();
    let path = directory.path().join("cbom.xml");
    std::fs::write(&path, XML).unwrap();
    assert!(corridor::is_cbom(&path));
    let (inventory, brought) = brought(&path);
    assert_eq!((brought.unknowns, &brought.remarks), (0, &Vec::new()));
    let entries = entries(&inventory);
    let named = |name: &str| entries.iter().find(|entry| entry.asset.name() == name).unwrap();
    let Asset::Algorithm(rsa) = &named("RSA-PKCS1-1.5-SHA-256-3072").asset else { panic!() };
    assert_eq!(rsa.functions.len(), 2);
    let place = &named("RSA-PKCS1-1.5-SHA-256-3072").occurrences[0];
    assert_eq!((place.location.path.as_str(), place.occurrence.line), ("a & b.c", Some(12)));
    let Asset::Certificate(leaf) = &named("CN=leaf").asset else { panic!() };
    assert_eq!(leaf.fingerprint, "a".repeat(64));
    assert_eq!(leaf.key_algorithm.name, "unknown", "the key names none");
    assert_eq!(leaf.signature_algorithm.name, rsa.name);
    // The line of the component in the XML.
    assert_eq!(named("CN=leaf").occurrences[0].occurrence.line, Some(20));
    let Asset::RelatedCryptoMaterial(key) = &named("key").asset else { panic!() };
    assert_eq!((key.material, key.size_bits), (MaterialKind::PublicKey, Some(384)));
    assert_eq!(key.algorithm.as_ref().unwrap().name, "ECDSA-P-384");
}

#[test]
fn mutations_of_xml_do_not_panic() {
    survives_mutations(XML.as_bytes());
}

#[test]
fn bad_documents_end_with_a_place_and_never_in_silence() {
    let error = |bytes: &[u8]| Document::parse(bytes).err().unwrap().to_string();
    let whole = r#"{"bomFormat": "CycloneDX", "specVersion": "1.6",
 "components": [{"type": "cryptographic-asset", "name": "RSA",
  "cryptoProperties": {"assetType": "algorithm"}}]}"#;
    assert!(Document::parse(whole.as_bytes()).is_ok());
    for end in 1..whole.len() {
        let said = error(&whole.as_bytes()[..end]);
        assert!(said.starts_with("line ") && said.ends_with("cut off"), "{end}: {said}");
    }
    assert_eq!(error(b""), "line 1, column 0: EOF while parsing a value: the document is cut off");
    assert!(error(b"CBOM").starts_with("line 1, column 1"));
    assert!(error(format!("{whole} x").as_bytes()).contains("trailing characters"));
    let version = |text: &str| error(whole.replace("\"1.6\"", text).as_bytes());
    assert!(version("999").contains("\"999\" is not supported"));
    assert!(version("\"1.3\"").contains("\"1.3\" is not supported"));
    assert!(version("null").contains("is not supported"));
    assert!(error(br#"{"bomFormat": "SPDX"}"#).contains("not a CycloneDX document"));
    let list = r#"{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": {"a": 1}}"#;
    assert!(error(list.as_bytes()).contains("expected a list"), "{}", error(list.as_bytes()));
    assert!(error(b"<html><body/></html>").contains("not a CycloneDX document"));
    let said = error(b"<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\"><components>");
    assert!(said.starts_with("line 1, column "), "{said}");
    let deep = format!(
        "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\">{}{}</bom>",
        "<a>".repeat(500),
        "</a>".repeat(500)
    );
    assert!(error(deep.as_bytes()).contains("deep"), "{}", error(deep.as_bytes()));
    // Deep inside a component is that component's fault.
    let nested = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
    let inventory = imported_text(&whole.replace("\"RSA\"", &format!("\"RSA\", \"x\": {nested}")));
    assert!(unknowns(&inventory).is_empty(), "what is not read may be as deep as it likes");
    let text = whole.replace("\"algorithm\"", &format!("\"algorithm\", \"oid\": {nested}"));
    let inventory = imported_text(&text);
    let faults = unknowns(&inventory);
    assert!(
        faults.iter().any(|fault| fault.unknown.detail.starts_with("components[0]")),
        "{faults:#?}"
    );
}

#[test]
fn a_bill_of_materials_without_cryptography_is_no_clean_estate() {
    let bill = |components: Value| {
        let document =
            json!({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": components});
        let inventory = imported_text(&document.to_string());
        unknowns(&inventory).into_iter().map(|found| found.unknown.detail).collect::<Vec<_>>()
    };
    let libraries =
        bill(json!([{"type": "library", "name": "serde", "purl": "pkg:cargo/serde@1.0.0"}]));
    assert!(libraries[0].contains("none of its 1 components"), "{libraries:#?}");
    assert!(bill(json!([]))[0].contains("lists no component"));
}
