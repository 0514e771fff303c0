//! What a certificate says of its key, of who signed it and of how long it is valid, and what that makes of the plan.

use std::fs;
use std::process::Command;

use serde_json::Value;

use super::beside::{AUTHORITIES, Estate, Planned, SYSTEMS};

/// A self-signed certificate and its key, as OpenSSL makes them.
fn made(estate: &Estate, system: &str, key: &str, days: u32, extensions: &[&str]) {
    let folder = estate.file(system);
    fs::create_dir_all(&folder).unwrap();
    let mut openssl = Command::new("openssl");
    openssl.current_dir(&folder).args(["req", "-x509", "-nodes", "-newkey"]).args(key.split(' '));
    openssl.args(["-keyout", "own.key", "-out", "own.pem", "-subj", "/CN=own.example"]);
    openssl.args(["-days", &days.to_string(), "-addext", "basicConstraints=critical,CA:FALSE"]);
    for extension in extensions {
        openssl.args(["-addext", extension]);
    }
    let ran = openssl.output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

fn estate(system: &str) -> Estate {
    Estate::new(&[(system, "")], &[("web/readme.txt", "nothing\n")])
}

fn next(estate: &Estate, day: &str) -> Planned {
    estate.scan(day);
    estate.next(day)
}

const EC: &str = "ec -pkeyopt ec_paramgen_curve:P-256";

#[test]
fn a_key_is_for_what_its_certificate_is_for() {
    for (usage, extended, id) in [
        ("keyUsage=digitalSignature", "extendedKeyUsage=serverAuth", "signature"),
        ("keyUsage=digitalSignature", "extendedKeyUsage=codeSigning", "cms-signature"),
    ] {
        let [alone, with] = [false, true].map(|keeps| {
            let estate = estate("web");
            made(&estate, "web", "rsa:2048", 4000, &[usage, extended]);
            let request = "req -new -key own.key -subj /CN=own.example -out own.csr";
            let mut openssl = Command::new("openssl");
            openssl.current_dir(estate.file("web")).args(request.split(' '));
            assert!(openssl.output().unwrap().status.success());
            if !keeps {
                estate.remove("web/own.key");
                estate.remove("web/own.csr");
            }
            let plan = next(&estate, "2026-11-02");
            let package = plan.package(&format!("web/certificate-reissue/early-{id}")).clone();
            assert!(!plan.has("web/discovery"), "{:?}", plan.ids());
            package
        });
        let assets = |package: &Value| package["assets"].as_array().unwrap().len();
        assert_eq!((assets(&alone), assets(&with)), (1, if id == "signature" { 3 } else { 2 }));
        for field in ["threat", "priority", "deadline", "shelf_life_years"] {
            assert_eq!(alone[field], with[field], "{field} of {id}");
        }
        assert_eq!(with["threat"], "trust-now-forge-later");
    }
    let authority = Estate::new(&SYSTEMS, &AUTHORITIES);
    let root = authority.planned().package("pki/ca-renewal/root").clone();
    assert_eq!(root["threat"], "trust-now-forge-later", "{root}");
    // Its certificate tells it wherever it lies.
    let apart = [("shop/keys/app.key", "leaf.key"), ("client/leaf.pem", "leaf.pem")];
    let estate = Estate::new(&SYSTEMS, &apart);
    assert!(estate.planned().has("shop/rekey/signature"), "{:?}", estate.planned().ids());
}

#[test]
fn what_an_old_authority_has_signed_is_issued_again_whatever_its_key_is() {
    let estate = Estate::new(&SYSTEMS, &AUTHORITIES);
    estate.put("shop/tls/leaf.pem", "half-leaf.pem");
    estate.remove("shop/tls/leaf.key");
    estate.put("pki/issuing/half-issuing.pem", "half-issuing.pem");
    let track = estate.track("2027-01-10", &[]);
    let (reissue, issuing) = ("shop/certificate-reissue/signature", "pki/ca-renewal/issuing");
    assert_ne!(track.state(reissue), "done", "{}", track.package(reissue));
    assert_ne!(track.state(issuing), "done", "{}", track.package(issuing));
    estate.put("shop/other/leaf.pem", "leaf.pem");
    let next = next(&estate, "2027-01-11");
    assert!(next.waits("pki/retirement/root", reissue), "{:?}", next.ids());
    assert!(next.has(issuing), "{:?}", next.ids());
    assert_eq!(next.package(reissue)["assets"].as_array().unwrap().len(), 2);
    assert_eq!(next.package(reissue)["target"]["name"], "ML-DSA-65");
    assert_eq!(next.package(reissue)["deadline"], estate.planned().package(reissue)["deadline"]);
}

#[test]
fn a_root_whose_key_is_offline_belongs_to_who_has_the_authority_below_it() {
    let files = [
        ("pki/ca/root.pem", "root.pem"),
        ("pki/ca/issuing.pem", "issuing.pem"),
        ("client/trust/haneul.pem", "root.pem"),
        ("aaa/trust/haneul.pem", "root.pem"),
        ("shop/tls/leaf.pem", "leaf.pem"),
    ];
    let systems = [("aaa", ""), ("client", ""), ("pki", ""), ("shop", "")];
    let estate = Estate::new(&systems, &files);
    let plan = estate.planned();
    assert!(plan.has("pki/ca-renewal/root"), "{:?}", plan.ids());
    assert!(plan.has("client/trust-distribution") && plan.has("aaa/trust-distribution"));
    // Of those that only verify, their names do not decide.
    let owner = |first: &str, second: &str| {
        let at = |system: &str, file: &str| format!("{system}/trust/{file}");
        let (one, other) = (at(first, "haneul.pem"), at(second, "haneul.pem"));
        let key = at(second, "app.key");
        let files = [
            (one.as_str(), "root.pem"),
            (other.as_str(), "root.pem"),
            (key.as_str(), "server.key"),
            ("shop/tls/issuing.pem", "issuing.pem"),
        ];
        let estate = Estate::new(&[(first, ""), (second, ""), ("shop", "")], &files);
        let plan = estate.planned();
        let found = [first, second].map(|one| plan.has(&format!("{one}/ca-renewal/root")));
        assert_ne!(found[0], found[1], "{:?}", plan.ids());
        found[0]
    };
    assert_eq!(owner("a", "b"), owner("y", "x"));
}

#[test]
fn a_certificate_of_tls_is_for_signatures_whatever_its_key_usage_is() {
    let tls = "extendedKeyUsage=serverAuth";
    let mail = "extendedKeyUsage=emailProtection";
    let (signature, establishment) = ("signature", "key-establishment");
    for (key, usage, extended, id, target) in [
        ("rsa:2048", "keyUsage=critical,keyEncipherment", tls, signature, "ML-DSA-65"),
        (EC, "keyUsage=keyAgreement", tls, signature, "ML-DSA-65"),
        ("rsa:2048", "keyUsage=keyEncipherment", mail, establishment, "ML-KEM-768"),
    ] {
        let estate = estate("web");
        made(&estate, "web", key, 4000, &[usage, extended]);
        let plan = next(&estate, "2026-11-02");
        let package = plan.package(&format!("web/certificate-reissue/early-{id}"));
        assert_eq!(package["target"]["name"], target, "{usage} {extended}");
        assert_eq!(package["assets"].as_array().unwrap().len(), 2);
    }
}

#[test]
fn what_has_ended_is_no_work_unless_something_presents_it() {
    let estate = estate("web");
    made(&estate, "web", "rsa:2048", 1, &["keyUsage=digitalSignature"]);
    let reissue = "web/certificate-reissue/automatic-signature";
    assert!(next(&estate, "2026-11-02").has(reissue));
    let plan = next(&estate, "2030-01-01");
    assert_eq!(plan.ids(), [""; 0]);
    let said = plan.0["assumptions"].to_string();
    assert!(said.contains("1 certificate that has ended and 1 key or request of such"), "{said}");
    assert_eq!(plan.0["totals"]["by_exposure"]["shor"], Value::Null);
    let presents = "server {\n listen 443 ssl;\n ssl_certificate own.pem;\n ssl_certificate_key own.key;\n ssl_protocols TLSv1.3;\n}\n";
    estate.write("web/nginx.conf", presents);
    let plan = next(&estate, "2030-01-02");
    let steps = plan.package(reissue)["steps"].to_string();
    assert!(
        steps.contains("1 of these certificates has ended: something still presents"),
        "{steps}"
    );
}

#[test]
fn a_plan_begins_with_the_one_in_force_where_a_system_has_another_name() {
    let estate = Estate::new(&SYSTEMS, &AUTHORITIES);
    let path = estate.0.path().join("estate.toml");
    let text = fs::read_to_string(&path).unwrap().replace("id = \"shop\"", "id = \"front\"");
    fs::write(&path, text).unwrap();
    let out = estate.plan("2026-11-01", &["--format", "json", "--previous", "plan.json"]);
    let next = Planned(serde_json::from_slice(&out.stdout).unwrap());
    let told = &next.0["replanned"];
    assert_eq!(told["renamed"]["shop"], "front", "{told}");
    assert_eq!((&told["new"], &told["gone"]), (&Value::from([""; 0]), &Value::from([""; 0])));
    assert_eq!(told["moved"].as_array().unwrap().len(), 0, "{told}");
    let text = estate.plan("2026-11-01", &["--format", "md", "--previous", "plan.json"]);
    let text = String::from_utf8(text.stdout).unwrap();
    assert!(text.contains("shop is now called front"), "{text}");
}

#[test]
fn a_certificate_that_two_systems_have_is_revoked_when_neither_presents_it() {
    let estate = Estate::new(
        &[("web", ""), ("lb", "decommission = \"2034-Q4\"\n")],
        &[("web/readme.txt", "nothing\n")],
    );
    made(&estate, "web", EC, 4400, &["keyUsage=digitalSignature", "extendedKeyUsage=serverAuth"]);
    fs::create_dir_all(estate.file("lb")).unwrap();
    for name in ["own.pem", "own.key"] {
        fs::copy(estate.file("web").join(name), estate.file("lb").join(name)).unwrap();
    }
    let plan = next(&estate, "2026-11-02");
    let steps = plan.package("web/certificate-reissue/early-signature")["steps"].to_string();
    assert!(
        steps.contains("some of these are in lb too: revoke each when nobody presents it any more"),
        "{steps}"
    );
}
