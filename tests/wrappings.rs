//! One key and its certificates in every wrapping, through a whole scan into the store: each is one asset.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use y2q::detect::DETECTORS;
use y2q::inventory::{Entry, Inventory, InventoryError, ScanEnd, ScanStart, Scope};
use y2q::model::{Asset, AssetId, Evidence, MaterialKind, RelationKind, Timestamp};
use y2q::scan::{Progress, scan};

use crate::scanning::walk;

const ESTATE: &str = "inventories/fixtures/wrappings";

/// What openssl says of a certificate: its name, its fingerprint and that of its key.
struct Said {
    name: String,
    certificate: String,
    key: String,
}

fn said() -> Vec<Said> {
    let text = fs::read_to_string(Path::new(ESTATE).join("openssl.csv")).unwrap();
    let line = |line: &str| {
        let [name, certificate, key] = line.split(',').collect::<Vec<_>>()[..] else { panic!() };
        Said { name: name.to_owned(), certificate: certificate.to_owned(), key: key.to_owned() }
    };
    text.lines().map(line).collect()
}

/// The estate in parts, each a scan of its own.
fn inventory(parts: &[&str]) -> Inventory {
    let mut inventory = Inventory::in_memory().unwrap();
    for part in parts {
        let root = Path::new(ESTATE).join(part);
        let started = Timestamp::from_second(1_790_000_000).unwrap();
        let roots = vec![root.to_str().unwrap().to_owned()];
        let mut writer = inventory.begin(&ScanStart { roots, started }).unwrap();
        let end =
            scan(&walk(&[&root], 2), DETECTORS, &Progress::default(), |record| writer.add(record));
        assert_eq!(end.unwrap(), ScanEnd::Finished);
        writer.finish(ScanEnd::Finished, started).unwrap();
    }
    inventory
}

fn entries(inventory: &Inventory) -> Vec<Entry> {
    let mut entries = Vec::new();
    let gather = |entry: Entry| {
        entries.push(entry);
        Ok::<_, InventoryError>(())
    };
    inventory.each_entry(&Scope::default(), gather).unwrap();
    entries
}

/// The one entry that `is` holds for.
fn only<'e>(entries: &'e [Entry], what: &str, is: impl Fn(&Asset) -> bool) -> &'e Entry {
    let found = entries.iter().filter(|entry| is(&entry.asset)).collect::<Vec<_>>();
    let [one] = found[..] else { panic!("{what}: {found:#?}") };
    one
}

fn certificate<'e>(entries: &'e [Entry], said: &Said) -> &'e Entry {
    only(
        entries,
        &said.name,
        |asset| matches!(asset, Asset::Certificate(certificate) if certificate.fingerprint == said.certificate),
    )
}

fn material<'e>(entries: &'e [Entry], of: MaterialKind, said: &Said) -> &'e Entry {
    only(entries, &said.name, |asset| {
        matches!(asset, Asset::RelatedCryptoMaterial(material)
            if material.material == of && material.fingerprint == said.key)
    })
}

fn places(entry: &Entry) -> BTreeSet<String> {
    let all = entry.occurrences.iter().map(|located| located.location.joined());
    all.map(|place| place.strip_prefix(&format!("{ESTATE}/")).unwrap().to_owned()).collect()
}

fn targets(entry: &Entry, kind: RelationKind) -> Vec<AssetId> {
    let all = entry.relations.iter().filter(|relation| relation.kind == kind);
    all.map(|relation| relation.to).collect()
}

#[test]
fn what_is_in_every_wrapping_is_one_asset() {
    let entries = entries(&inventory(&["etc", "opt", "srv", "trust"]));
    let [root, issuing, renewed, leaf] = &said()[..] else { panic!() };

    let image = "srv/image.tar!layer1!srv/tls";
    let chain = format!("{image}/chain.pem");
    let expect = |entry: &Entry, expected: &[&str]| {
        let expected = expected.iter().map(|place| (*place).to_owned()).collect();
        assert_eq!(places(entry), expected, "{}", entry.asset.name());
        assert!(entry.occurrences.iter().all(|at| at.occurrence.evidence == Evidence::Present));
    };
    let leaf_certificate = certificate(&entries, leaf);
    expect(
        leaf_certificate,
        &[
            "etc/ssl/leaf.der",
            "etc/ssl/leaf.pem",
            "etc/ssl/open.p12",
            "opt/app.jar!META-INF/leaf.pem",
            "opt/leaf.jks",
            "srv/secret.yaml",
            &chain,
        ],
    );
    expect(certificate(&entries, issuing), &["etc/ssl/open.p12", "opt/leaf.jks", &chain]);
    expect(certificate(&entries, renewed), &["trust/renewed.jks"]);
    expect(certificate(&entries, root), &["trust/roots.tar.gz!root.pem"]);

    let key = material(&entries, MaterialKind::PrivateKey, leaf);
    let open =
        ["etc/ssl/pkcs8.key", "etc/ssl/sec1.key", "srv/secret.yaml", &format!("{image}/tls.key")];
    let found = places(key);
    assert!(open.iter().all(|place| found.contains(*place)), "{found:?}");
    // What a password closes names no key; the certificate in the same entry does.
    let of_keystores = ["etc/ssl/open.p12", "opt/leaf.jks"];
    assert!(found.iter().all(|place| open.contains(&&**place) || of_keystores.contains(&&**place)));
    assert!(key.occurrences.iter().all(|at| at.occurrence.evidence == Evidence::Present));
    let public = material(&entries, MaterialKind::PublicKey, leaf);
    assert!(places(public).contains("etc/ssl/public.pem"));
    assert_eq!(targets(leaf_certificate, RelationKind::SubjectPublicKey), [public.id]);

    // What a server is told is configured, and is another asset than what lies there.
    let server = only(&entries, "nginx", |asset| matches!(asset, Asset::Protocol(_)));
    assert_eq!(places(server), BTreeSet::from(["etc/nginx.conf".to_owned()]));
    assert!(server.occurrences.iter().all(|at| at.occurrence.evidence == Evidence::Configured));
}

/// Whatever order the parts are scanned in, and in however many scans.
#[test]
fn issuers_are_found_across_the_estate() {
    let orders: [&[&str]; 3] =
        [&["etc", "opt", "srv", "trust"], &["trust", "srv", "opt", "etc"], &["", "trust"]];
    for parts in orders {
        let entries = entries(&inventory(parts));
        let [root, issuing, renewed, leaf] = &said()[..] else { panic!() };
        let issuers = |of: &Said| targets(certificate(&entries, of), RelationKind::Issuer);
        let id = |of: &Said| certificate(&entries, of).id;
        assert_eq!(issuers(leaf), [id(issuing)], "{parts:?}");
        assert_eq!(issuers(issuing), [id(root)], "{parts:?}");
        assert_eq!(issuers(renewed), [id(root)], "{parts:?}");
        assert!(issuers(root).is_empty(), "{parts:?}");
        for said in said() {
            let public = material(&entries, MaterialKind::PublicKey, &said).id;
            let keys = targets(certificate(&entries, &said), RelationKind::SubjectPublicKey);
            assert_eq!(keys, [public], "{}", said.name);
        }
    }
}
