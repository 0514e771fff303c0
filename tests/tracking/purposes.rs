//! Keys that do not say what they are for: the estate file does, and then nothing is left to find out.

use std::fs;

use super::beside::Estate;

const KEY: &str = "../../../inventories/fixtures/x509/rsa-pkcs8.pem";

#[test]
fn the_purpose_of_a_key_is_stated_in_the_estate_file() {
    let by_path = |path: &str, purpose: &str| {
        format!("[[system.key]]\npath = \"{path}\"\npurpose = \"{purpose}\"\n")
    };
    for (stated, id) in [
        (by_path("app/*.key", "signature"), Some("app/rekey/signature")),
        (by_path("app/service.key", "key-establishment"), Some("app/rekey/key-establishment")),
        (by_path("other/service.key", "signature"), None),
    ] {
        let estate = Estate::new(&[("app", "")], &[("app/service.key", KEY)]);
        let planned = estate.planned();
        let unknown = ["app/discovery", "app/rekey/undetermined-purpose"];
        assert!(unknown.iter().all(|id| planned.has(id)), "{:?}", planned.ids());
        let steps = planned.package("app/discovery")["steps"].to_string();
        assert!(steps.contains("[[system.key]]"), "{steps}");
        assert!(steps.contains("the new plan has no such package"), "{steps}");

        let file = estate.0.path().join("estate.toml");
        let text = fs::read_to_string(&file).unwrap();
        fs::write(&file, text + &stated).unwrap();
        let (track, next) = (estate.track("2027-03-01", &[]), estate.next("2027-03-01"));
        let is_told = id.is_some();
        assert_eq!(next.has(unknown[0]), !is_told, "{stated}: {:?}", next.ids());
        assert_eq!(next.has(unknown[1]), !is_told, "{stated}: {:?}", next.ids());
        assert!(id.is_none_or(|id| next.has(id)), "{stated}: {:?}", next.ids());
        assert_eq!(track.state(unknown[0]) == "done", is_told, "{stated}");
    }
}

#[test]
fn a_fingerprint_names_a_key_wherever_it_lies() {
    let estate = Estate::new(&[("app", "")], &[("app/service.key", KEY)]);
    let listed = estate.y2q(&["report", "--db", "y2q.db", "--format", "csv", "-o", "-"]);
    let text = String::from_utf8_lossy(&listed.stdout).into_owned();
    let mut rows = text.lines().map(|row| row.split(',').collect::<Vec<&str>>());
    let heads = rows.next().unwrap();
    let at = heads.iter().position(|head| *head == "fingerprint").unwrap();
    let fingerprint = rows.next().unwrap()[at];
    let file = estate.0.path().join("estate.toml");
    let stated = format!(
        "[[system.key]]\nfingerprint = \"{}\"\npurpose = \"signature\"\n",
        fingerprint.to_uppercase()
    );
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text + &stated).unwrap();
    let next = estate.next("2027-03-01");
    assert!(next.has("app/rekey/signature") && !next.has("app/discovery"), "{:?}", next.ids());
}

#[test]
fn faults_in_what_is_stated_of_keys_have_their_place() {
    for (stated, says) in [
        ("path = \"a.key\"\npurpose = \"signing\"\n", "`signing` is no purpose"),
        ("path = \"a.key\"\n", "says nothing of its key"),
        ("path = \"a.key\"\nstate = \"old\"\n", "`old` is no state"),
        ("path = \"a.key\"\npurpose = \"signature\"\nstate = \"deactivated\"\n", "signs nothing"),
        ("path = \"a.key\"\nsize = 0\n", "`size` is not between 1 and 65536"),
        ("purpose = \"signature\"\n", "by `path` or by `fingerprint`"),
        ("path = \"a.key\"\nfingerprint = \"00\"\npurpose = \"signature\"\n", "by `path` or by"),
        ("path = \"a[.key\"\npurpose = \"signature\"\n", "is no pattern"),
        ("file = \"a.key\"\npurpose = \"signature\"\n", "file"),
    ] {
        let text = format!(
            "schema = 1\n[[team]]\nid = \"t\"\ncapacity = 1\n[[system]]\nid = \"app\"\n[[system.key]]\n{stated}"
        );
        let fault = y2q::estate::parse(&text).unwrap_err();
        assert!(fault.message.contains(says), "{stated}: {}", fault.message);
    }
}

/// A policy that asks for 256 bits cannot judge AES whose key comes from elsewhere, until its owner says how long it is.
#[test]
fn the_size_of_a_key_is_stated_in_the_estate_file() {
    let seal = "import javax.crypto.Cipher;\nclass Seal {\n    Cipher of() throws Exception { return Cipher.getInstance(\"AES/GCM/NoPadding\"); }\n}\n";
    let estate =
        Estate::new(&[("app", "jurisdictions = [\"us-nss\"]\n")], &[("app/Seal.java", seal)]);
    let planned = estate.planned();
    assert!(planned.has("app/discovery"), "{:?}", planned.ids());
    let steps = planned.package("app/discovery")["steps"].to_string();
    assert!(steps.contains("how long those of unknown size are"), "{steps}");
    let file = estate.0.path().join("estate.toml");
    let text = fs::read_to_string(&file).unwrap();
    for (bits, replaced) in [(256, false), (128, true)] {
        let stated = format!("[[system.key]]\npath = \"app/*.java\"\nsize = {bits}\n");
        fs::write(&file, text.clone() + &stated).unwrap();
        let (track, next) = (estate.track("2027-03-01", &[]), estate.next("2027-03-01"));
        assert_eq!(track.state("app/discovery"), "done");
        assert!(!next.has("app/discovery"), "{bits}: {:?}", next.ids());
        assert_eq!(next.has("app/replacement/symmetric"), replaced, "{bits}: {:?}", next.ids());
    }
}
