//! Whose work a certificate is, and where it is used: authorities that somebody else runs, daemons of IKE, SAML, clients of
//! TLS. Certificates are those that OpenSSL makes.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::tracking::beside::{Estate, Planned};

const AUTHORITY: &str =
    "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n";
pub const SERVER: &str =
    "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\n";
pub const CLIENT: &str =
    "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=clientAuth\n";
const PLAIN: &str = "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\n";
const DAY: &str = "2026-12-01";

fn openssl(folder: &Path, line: &str, subject: &str) {
    let mut openssl = Command::new("openssl");
    openssl.current_dir(folder).args(line.split(' '));
    if !subject.is_empty() {
        openssl.args(["-subj", subject]);
    }
    let out = openssl.output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

/// Keys and certificates, apart from what is scanned.
pub struct Store(tempfile::TempDir);

impl Store {
    /// With a root of that name.
    pub fn new(subject: &str) -> Self {
        let store = Self(tempfile::tempdir().unwrap());
        let ends = "-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign -days 5000";
        let line =
            format!("req -x509 -newkey rsa:2048 -nodes -keyout root.key -out root.pem {ends}");
        openssl(store.0.path(), &line, subject);
        store
    }

    /// A certificate `name` by `issuer`.
    pub fn issue(&self, name: &str, subject: &str, issuer: &str, extensions: &str) {
        let request = format!("req -newkey rsa:2048 -nodes -keyout {name}.key -out {name}.csr");
        openssl(self.0.path(), &request, subject);
        fs::write(self.0.path().join("extensions"), extensions).unwrap();
        let line = format!(
            "x509 -req -in {name}.csr -CA {issuer}.pem -CAkey {issuer}.key -set_serial {} -days 1500 -extfile extensions -out {name}.pem",
            name.len() + 1
        );
        openssl(self.0.path(), &line, "");
    }

    /// What `openssl` makes of its files.
    pub fn run(&self, line: &str) {
        openssl(self.0.path(), line, "");
    }

    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.path().join(file)).unwrap()
    }
}

pub fn nginx(lines: &str) -> String {
    format!(
        "events {{}}\nhttp {{\n server {{\n listen 443 ssl;\n server_name www.example.com;\n ssl_protocols TLSv1.3;\n\
         ssl_ecdh_curve X25519MLKEM768;\n{lines}\n }}\n}}\n"
    )
}

pub fn planned(systems: &[(&str, &str)], files: &[(&str, String)]) -> Planned {
    let files: Vec<(&str, &str)> =
        files.iter().map(|(place, text)| (*place, text.as_str())).collect();
    let estate = Estate::new(systems, &files);
    estate.next(DAY)
}

fn assumptions(plan: &Planned) -> String {
    plan.0["assumptions"].to_string()
}

/// A server with a chain below `root`.
fn served(root: &str, issuing: &str, system: &str, more: &[&str]) -> Planned {
    let store = Store::new(root);
    store.issue("issuing", issuing, "root", AUTHORITY);
    store.issue("www", "/CN=www.example.com", "issuing", SERVER);
    let mut files = vec![
        ("web/fullchain.pem", store.read("www.pem") + &store.read("issuing.pem")),
        ("web/www.key", store.read("www.key")),
        ("web/nginx.conf", nginx("ssl_certificate fullchain.pem;\nssl_certificate_key www.key;")),
    ];
    for file in more {
        files.push(("web/ca/issuing.key", store.read(file)));
    }
    planned(&[("web", system)], &files)
}

const WEB: &str = "jurisdictions = [\"web-pki\"]\n";
const REISSUE: &str = "web/certificate-reissue/signature";

#[test]
fn what_a_public_authority_issued_waits_for_it_and_is_not_in_time_by_itself() {
    let isrg = "/C=US/O=Internet Security Research Group/CN=ISRG Root X1";
    let known = served(isrg, "/C=US/O=Let's Encrypt/CN=R11", "", &[]);
    // A name that says nothing, in a system whose certificates public authorities issue.
    let stated = served("/O=Example/CN=Root", "/O=Example/CN=Issuing", WEB, &[]);
    for plan in [&known, &stated] {
        assert!(!plan.has("web/ca-renewal/issuing"), "{:?}", plan.ids());
        assert!(!plan.has("web/retirement/root"), "{:?}", plan.ids());
        let reissue = plan.package(REISSUE);
        assert!(reissue["undated"].to_string().contains("public certification authorities"));
        assert!(reissue["release"][0].as_str() >= Some("2027-Q4"), "{reissue}");
        let answer = plan.0["answers"]["in_time"].as_str().unwrap();
        assert!(answer.contains("rest on what nobody has dated"), "{answer}");
        assert!(!answer.starts_with("Yes"), "{answer}");
    }
    assert!(assumptions(&known).contains("CN=R11,O=Let's Encrypt,C=US"), "{}", assumptions(&known));
    assert!(assumptions(&stated).contains("1 public authority issued certificates"));
}

#[test]
fn a_private_authority_without_a_key_here_stays_the_estates_own() {
    let plan = served("/O=Example/CN=Root", "/O=Example/CN=Issuing", "", &[]);
    assert!(plan.has("web/ca-renewal/issuing"), "{:?}", plan.ids());
    assert!(plan.package(REISSUE)["undated"].is_null());
    let told = assumptions(&plan);
    assert!(
        told.contains("(CN=Issuing,O=Example): it is taken as the estate's own and kept offline"),
        "{told}"
    );
    // Whose key is here is nobody else's, whatever the jurisdiction and the name.
    for root in ["/O=Example/CN=Root", "/O=DigiCert, Inc./CN=Root"] {
        let plan = served(root, "/O=Example/CN=Issuing", WEB, &["issuing.key"]);
        assert!(plan.has("web/ca-renewal/issuing"), "{:?}", plan.ids());
        assert!(plan.package(REISSUE)["undated"].is_null());
        assert!(!assumptions(&plan).contains("kept offline"), "{}", assumptions(&plan));
    }
}

/// A key that an earlier scan has seen is in the inventory, and was taken away.
#[test]
fn a_key_that_was_taken_offline_was_found_and_is_not_now() {
    let store = Store::new("/O=Example/CN=Root");
    store.issue("www", "/CN=www.example.com", "root", SERVER);
    let files = ["root.pem", "root.key", "www.pem"].map(|file| (file, store.read(file)));
    let places = files.each_ref().map(|(file, _)| format!("web/{file}"));
    let put: Vec<(&str, &str)> = (places.iter().zip(&files))
        .map(|(place, (_, text))| (place.as_str(), text.as_str()))
        .collect();
    let estate = Estate::new(&[("web", "")], &put);
    assert!(!assumptions(&estate.planned()).contains("kept offline"));
    estate.remove("web/root.key");
    estate.scan(DAY);
    let told = assumptions(&estate.next(DAY));
    let wanted = "No key of 1 authority that issued certificates here is found here now (CN=Root,O=Example): it is taken as the \
                  estate's own and kept offline.";
    assert!(told.contains(wanted), "{told}");
}

#[test]
fn certificates_of_ike_daemons_wait_for_daemons_and_not_for_tls() {
    let store = Store::new("/O=Example/CN=Root");
    let ike = format!("{PLAIN}extendedKeyUsage=1.3.6.1.5.5.7.3.17\n");
    store.issue("folder", "/CN=folder", "root", SERVER);
    store.issue("named", "/CN=named", "root", PLAIN);
    store.issue("usage", "/CN=usage", "root", &ike);
    store.issue("web", "/CN=web", "root", PLAIN);
    let connection = "conn site\n  keyexchange=ikev2\n  ike=aes256-sha256-modp2048!\n  leftcert=/srv/tls/named.pem\n";
    let files = [
        ("pki/root.pem", store.read("root.pem")),
        ("pki/root.key", store.read("root.key")),
        ("folder/swanctl/x509/vpn.pem", store.read("folder.pem")),
        ("folder/swanctl/private/vpn.key", store.read("folder.key")),
        ("folder/swanctl/x509ca/root.pem", store.read("root.pem")),
        ("named/ipsec.conf", connection.to_owned()),
        ("named/tls/named.pem", store.read("named.pem")),
        ("usage/gateway.pem", store.read("usage.pem")),
        ("web/web.pem", store.read("web.pem")),
        ("web/nginx.conf", nginx("ssl_certificate /web/web.pem;")),
    ];
    let systems = ["pki", "folder", "named", "usage", "web"].map(|system| (system, ""));
    let plan = planned(&systems, &files);
    for system in ["folder", "named", "usage"] {
        let [reissue, upgrade] = ["certificate-reissue", "library-upgrade"]
            .map(|kind| format!("{system}/{kind}/ike-signature"));
        for id in [&reissue, &upgrade] {
            let undated = plan.package(id)["undated"].to_string();
            assert!(
                undated.contains("an IKE daemon that authenticates by ML-DSA"),
                "{id}: {undated}"
            );
        }
        assert!(plan.waits(&reissue, &upgrade) && plan.waits(&reissue, "pki/ca-renewal/root"));
        let steps = plan.package(&reissue)["steps"].to_string();
        assert!(steps.contains("swanctl --list-certs") && !steps.contains("s_client"), "{steps}");
        assert_eq!(plan.package(&reissue)["target"]["scheme"], "ml-dsa-65");
        assert!(!plan.has(&format!("{system}/certificate-reissue/signature")));
    }
    let key = plan.package("folder/certificate-reissue/ike-signature");
    assert_eq!(key["assets"].as_array().unwrap().len(), 2, "its key goes with it");
    assert!(plan.waits("folder/retirement/root", "folder/certificate-reissue/ike-signature"));
    assert!(plan.package("web/certificate-reissue/signature")["undated"].is_null());
}

#[test]
fn certificates_of_saml_metadata_wait_for_those_that_verify_by_it() {
    let store = Store::new("/O=Example/CN=Root");
    store.issue("saml", "/CN=idp.example.com", "root", SERVER);
    store.issue(
        "kdc",
        "/CN=kdc.example.com",
        "root",
        &format!("{PLAIN}extendedKeyUsage=1.3.6.1.5.2.3.5\n"),
    );
    let pem = store.read("saml.pem");
    let lines: String = pem.lines().filter(|line| !line.contains("CERTIFICATE")).collect();
    let metadata = format!(
        "<?xml version=\"1.0\"?>\n<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" \
         xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" entityID=\"https://idp.example.com\"><md:IDPSSODescriptor>\
         <md:KeyDescriptor use=\"signing\"><ds:KeyInfo><ds:X509Data><ds:X509Certificate>{lines}</ds:X509Certificate>\
         </ds:X509Data></ds:KeyInfo></md:KeyDescriptor></md:IDPSSODescriptor></md:EntityDescriptor>\n"
    );
    let files = [
        ("idp/metadata.xml", metadata),
        ("idp/saml.key", store.read("saml.key")),
        ("kdc/kdc.pem", store.read("kdc.pem")),
    ];
    let plan = planned(&[("idp", ""), ("kdc", "")], &files);
    let saml = plan.package("idp/certificate-reissue/saml-signature");
    assert!(saml["undated"].to_string().contains("XML Signature"), "{saml}");
    assert!(saml["title"].to_string().contains("certificate that SAML messages are verified with"));
    let steps = saml["steps"].to_string();
    assert!(steps.contains("KeyDescriptor") && !steps.contains("s_client"), "{steps}");
    assert_eq!(saml["assets"].as_array().unwrap().len(), 2, "its key goes with it");
    assert!(!plan.has("idp/library-upgrade/tls"), "{:?}", plan.ids());
    let kerberos = plan.package("kdc/certificate-reissue/other-signature");
    assert!(!kerberos["undated"].is_null() && !kerberos["steps"].to_string().contains("s_client"));
}

fn quarter(package: &Value, field: &str) -> y2q::model::Quarter {
    package[field].as_str().unwrap().parse().unwrap()
}

#[test]
fn a_server_stops_accepting_classical_signatures_a_quarter_after_its_clients_have_others() {
    let store = Store::new("/O=Example/CN=Root");
    store.issue("www", "/CN=www", "root", SERVER);
    store.issue("app", "/CN=app", "root", CLIENT);
    let server = "ssl_certificate /web/tls/www.pem;\nssl_certificate_key /web/tls/www.key;\n\
                  ssl_conf_command ClientSignatureAlgorithms mldsa65:RSA-PSS+SHA256;\n\
                  ssl_client_certificate /web/tls/ca.pem;\nssl_verify_client on;";
    let files = [
        ("pki/root.pem", store.read("root.pem")),
        ("pki/root.key", store.read("root.key")),
        ("web/tls/www.pem", store.read("www.pem")),
        ("web/tls/www.key", store.read("www.key")),
        ("web/tls/ca.pem", store.read("root.pem")),
        ("web/nginx.conf", nginx(server)),
        ("client/app.pem", store.read("app.pem")),
        ("client/app.key", store.read("app.key")),
    ];
    let slow = "owner = \"slow\"\n[[team]]\nid = \"slow\"\ncapacity = 2\n";
    let systems = [("pki", ""), ("web", ""), ("client", slow)];
    let plan = planned(&systems, &files);
    let (retire, own, others) = (
        "web/retirement/tls-signature",
        "web/certificate-reissue/signature",
        "client/certificate-reissue/signature",
    );
    let last = plan.package(retire);
    for id in [own, others] {
        assert!(plan.waits(retire, id), "{last}");
        // A quarter of logs lies between.
        let ends = quarter(plan.package(id), "finish");
        assert!(quarter(last, "start").since(ends) >= 2, "{id} ends in {ends}: {last}");
    }
    // While clients keep what they have, it is accepted.
    let accepted = format!(
        "{slow}[[accept]]\npackage = \"{others}\"\nowner = \"somebody\"\nreason = \"old devices\"\nexpires = 2034-06-30\n"
    );
    let kept = planned(&[("pki", ""), ("web", ""), ("client", accepted.as_str())], &files);
    assert!(kept.package(retire)["start"].is_null(), "{}", kept.package(retire));
}

#[test]
fn an_upgrade_that_no_dated_work_needs_is_no_work() {
    let key = |name: &str| {
        let folder = tempfile::tempdir().unwrap();
        let mut keygen = Command::new("ssh-keygen");
        keygen
            .current_dir(folder.path())
            .args(["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", "id"]);
        assert!(keygen.status().unwrap().success());
        [folder.path().join("id"), folder.path().join("id.pub")]
            .map(|file| fs::read_to_string(file).unwrap())
    };
    let ([host, _], [user, public]) = (key("host"), key("user"));
    let files = [
        ("ssh/ssh_host_ed25519_key", host),
        ("admin/id_ed25519", user),
        ("ssh/home/.ssh/authorized_keys", public),
    ];
    let accept = |system: &str| {
        format!(
            "[[accept]]\npackage = \"{system}/rekey/ssh-signature\"\nowner = \"somebody\"\nreason = \"no release\"\n\
             expires = 2034-06-30\n"
        )
    };
    let upgrades = ["ssh/library-upgrade/ssh-signature", "admin/library-upgrade/ssh-signature"];
    let usual = planned(&[("ssh", ""), ("admin", "")], &files);
    assert!(upgrades.iter().all(|id| usual.has(id)), "{:?}", usual.ids());
    let nss = "jurisdictions = [\"us-nss\"]\n";
    let undecided = planned(&[("ssh", nss), ("admin", nss)], &files);
    let accepted = planned(&[("ssh", &accept("ssh")), ("admin", &accept("admin"))], &files);
    for plan in [&undecided, &accepted] {
        assert!(plan.has("ssh/rekey/ssh-signature") && plan.has("admin/rekey/ssh-signature"));
        assert!(!upgrades.iter().any(|id| plan.has(id)), "{:?}", plan.ids());
    }
    let decide = undecided.package("admin/rekey/ssh-signature");
    assert!(decide["after"].as_array().unwrap().is_empty(), "{decide}");
    // Nothing is tried before it is decided.
    let steps = decide["steps"].to_string();
    assert!(!steps.contains("Pilot: ") && !steps.contains("Rehearse"), "{steps}");
}

/// A certificate for clients alone is theirs, whatever presents it: a server refuses classical ones after it is issued again.
#[test]
fn a_client_that_presents_its_certificate_is_waited_for() {
    let store = Store::new("/O=Example/CN=Root");
    store.issue("www", "/CN=www.example.com", "root", SERVER);
    store.issue("robot", "/CN=robot", "root", CLIENT);
    let verifies = "ssl_certificate www.pem;\nssl_certificate_key www.key;\nssl_client_certificate root.pem;\nssl_verify_client on;\n\
                    ssl_conf_command ClientSignatureAlgorithms mldsa65:ecdsa_secp256r1_sha256;";
    let calls = "client = yes\n[web]\naccept = 127.0.0.1:80\nconnect = www.example.com:443\ncert = robot.pem\nkey = robot.key\n\
                 sslVersionMin = TLSv1.3\ncurves = X25519MLKEM768\n";
    let files = [
        ("pki/root.pem", store.read("root.pem")),
        ("pki/root.key", store.read("root.key")),
        ("web/root.pem", store.read("root.pem")),
        ("web/www.pem", store.read("www.pem")),
        ("web/www.key", store.read("www.key")),
        ("web/nginx.conf", nginx(verifies)),
        ("robot/robot.pem", store.read("robot.pem")),
        ("robot/robot.key", store.read("robot.key")),
        ("robot/stunnel.conf", calls.to_owned()),
    ];
    let plan = planned(&[("pki", ""), ("web", ""), ("robot", "")], &files);
    let (refuses, reissue) =
        ("web/retirement/tls-signature", "robot/certificate-reissue/signature");
    assert!(plan.waits(refuses, reissue), "{:?}", plan.ids());
}
