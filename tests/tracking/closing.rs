//! When a package is done, and when what looks like it is not: accepted signatures, hybrid groups before TLS 1.3, what was renewed
//! or moved under another name, what was undone, and the days of it.

use serde_json::Value;

use super::beside::{Estate, assert_evidence};

const ALL: &[(&str, &str)] = &[("web", ""), ("ssh", ""), ("client", ""), ("jwt", ""), ("pki", "")];
const NGINX: &str = "web/nginx.conf";
const SSHD: &str = "ssh/sshd_config";
const DAY: &str = "2026-12-01";

fn nginx(lines: &str) -> String {
    format!(
        "http {{\n server {{\n listen 443 ssl;\n server_name w.haneul.example;\n ssl_verify_client on;\n{lines} }}\n}}\n"
    )
}

const TLS: &str = " ssl_protocols TLSv1.2 TLSv1.3;\n ssl_ecdh_curve X25519MLKEM768:X25519;\n";
const SUITES: &str = " ssl_ciphers ECDHE-RSA-AES256-GCM-SHA384;\n";

fn sshd(host: &str, users: &str) -> String {
    format!(
        "KexAlgorithms mlkem768x25519-sha256,curve25519-sha256\nHostKeyAlgorithms {host}\nPubkeyAcceptedAlgorithms {users}\n"
    )
}

const CLASSICAL: &str = "ssh-ed25519,rsa-sha2-512";
const BOTH: &str = "ssh-mldsa44-ed25519@openssh.com,ssh-ed25519,rsa-sha2-512";

#[test]
fn new_signatures_are_accepted_when_they_are_named_beside_the_old_ones() {
    let (tls, ssh) = ("web/configuration/tls-signature", "ssh/configuration/ssh-signature");
    let first = nginx(&format!("{TLS}{SUITES}"));
    let with = |lines: &str| nginx(&format!("{TLS}{SUITES}{lines}"));
    let own = " ssl_conf_command SignatureAlgorithms mldsa65:RSA-PSS+SHA256;\n";
    let peers = " ssl_conf_command ClientSignatureAlgorithms mldsa65:RSA-PSS+SHA256;\n";
    let refused = format!("{own} ssl_conf_command ClientSignatureAlgorithms RSA-PSS+SHA256;\n");
    for (server, host, users, states) in [
        (with(own), BOTH, BOTH, ["done"; 2]),
        (with(peers), BOTH, BOTH, ["done"; 2]),
        // What the server signs with is not what it accepts; and the keys of users are not those of hosts.
        (with(&refused), BOTH, CLASSICAL, ["on-course"; 2]),
        (nginx(TLS), "", "", ["unconfirmed"; 2]),
    ] {
        let lists =
            sshd(host, users).replace("HostKeyAlgorithms \nPubkeyAcceptedAlgorithms \n", "");
        let estate = Estate::new(ALL, &[(NGINX, &first), (SSHD, &sshd(CLASSICAL, CLASSICAL))]);
        estate.put(NGINX, &server);
        estate.put(SSHD, &lists);
        let track = estate.track(DAY, &[]);
        assert_eq!([tls, ssh].map(|id| track.state(id)), states, "{server}{lists}");
        let next = estate.next(DAY);
        let retired = ["web/retirement/tls-signature", "ssh/retirement/ssh-signature"];
        let is_done = states == ["done"; 2];
        assert_eq!(retired.map(|id| next.has(id)), [is_done; 2], "{:?}", next.ids());
        assert_eq!([tls, ssh].map(|id| next.has(id)), [states == ["on-course"; 2]; 2]);
        if is_done {
            assert_eq!(track.ids("new"), Vec::<&str>::new());
        }
        if states == ["unconfirmed"; 2] {
            assert_evidence(&track, tls, "the defaults of the installed version hold");
            assert_evidence(&track, ssh, "does not say there that it accepts the new signatures");
        }
    }
}

#[test]
fn a_hybrid_group_has_no_effect_before_tls_1_3() {
    let id = "web/protocol-upgrade/tls-key-establishment";
    let last = "web/retirement/tls-key-establishment";
    let of = |versions: &str, groups: &str| {
        nginx(&format!(
            " ssl_protocols {versions};\n ssl_ciphers ECDHE-ECDSA-AES256-GCM-SHA384;\n ssl_ecdh_curve {groups};\n"
        ))
    };
    let estate = Estate::new(ALL, &[(NGINX, &of("TLSv1.2", "X25519:prime256v1"))]);
    assert!(estate.planned().has(id), "{:?}", estate.planned().ids());
    for (versions, groups, states) in [
        ("TLSv1.2", "X25519MLKEM768:X25519", ["on-course"; 2]),
        ("TLSv1.2", "X25519MLKEM768", ["on-course"; 2]),
        ("TLSv1.2 TLSv1.3", "X25519:prime256v1", ["on-course"; 2]),
        ("TLSv1.2 TLSv1.3", "X25519MLKEM768:X25519", ["done", "on-course"]),
        ("TLSv1.3", "X25519MLKEM768", ["done"; 2]),
    ] {
        estate.put(NGINX, &of(versions, groups));
        let track = estate.track(DAY, &[]);
        assert_eq!([id, last].map(|id| track.state(id)), states, "{versions} {groups}");
        let next = estate.next(DAY);
        assert_eq!(next.has(id), versions == "TLSv1.2", "{versions} {groups}: {:?}", next.ids());
    }
}

const FIXTURES: &str = "../../../inventories/fixtures";

fn key_set(key: &str) -> String {
    format!("{{\"keys\": [\n{{\"use\": \"sig\", \"kid\": \"1\", {key}}}\n]}}\n")
}

const ES256: &str = r#""kty": "EC", "crv": "P-256", "alg": "ES256", "x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM""#;
const ED25519: &str = r#""kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo""#;

#[test]
fn what_is_renewed_like_for_like_under_another_name_is_not_done() {
    let openssh = |name: &str| format!("{FIXTURES}/openssh/{name}");
    let first = nginx(&format!("{TLS}{SUITES}"));
    let estate = Estate::new(
        ALL,
        &[
            ("client/id/app.pem", "leaf.pem"),
            ("client/id/app.key", "leaf.key"),
            ("ssh/home/id_rsa", &openssh("id_rsa_3072")),
            ("ssh/home/id_rsa.pub", &openssh("id_rsa_3072.pub")),
            ("jwt/jwks.json", &key_set(ES256)),
            (NGINX, &first),
        ],
    );
    let certificate = "client/certificate-reissue/signature";
    let (keys, tokens) = ("ssh/rekey/ssh-signature", "jwt/rekey/jose-signature");
    let (accept, retire) =
        ("web/configuration/tls-signature", "web/retirement/tls-key-establishment");
    for place in [
        "client/id/app.pem",
        "client/id/app.key",
        "ssh/home/id_rsa",
        "ssh/home/id_rsa.pub",
        "jwt/jwks.json",
    ] {
        estate.remove(place);
    }
    estate.put("client/id/app2027.pem", "leaf-again.pem");
    estate.put("client/id/app2027.key", "leaf-again.key");
    estate.put("ssh/home/id_ed25519", &openssh("id_ed25519"));
    estate.put("ssh/home/id_ed25519.pub", &openssh("id_ed25519.pub"));
    estate.put("jwt/keys.json", &key_set(ED25519));
    // The server moves to a file of its own.
    let server = first.strip_prefix("http {\n").and_then(|text| text.strip_suffix("}\n")).unwrap();
    estate.put("web/conf.d/www.conf", server);
    estate.put(NGINX, "http {\n include conf.d/*.conf;\n}\n");
    let track = estate.track(DAY, &[]);
    for (id, open) in [(certificate, 2), (keys, 2), (tokens, 1), (accept, 1), (retire, 1)] {
        assert_eq!((track.state(id), track.counts(id)), ("on-course", (0, open)), "{id}");
    }
    assert_eq!(track.ids("new"), Vec::<&str>::new());
    for (id, place) in [
        (certificate, "client/id/app2027.pem"),
        (certificate, "client/id/app2027.key"),
        (keys, "ssh/home/id_ed25519.pub"),
        (tokens, "jwt/keys.json"),
        (accept, "web/conf.d/www.conf"),
    ] {
        assert_evidence(&track, id, &format!("is at files/{place} instead of it"));
    }

    // What is of the target is no such thing, under whatever name.
    estate.remove("client/id/app2027.pem");
    estate.remove("client/id/app2027.key");
    estate.put("client/id/app2028.pem", "new-leaf.pem");
    let track = estate.track("2027-01-10", &[]);
    assert_eq!((track.state(certificate), track.counts(certificate)), ("done", (2, 0)));
}

#[test]
fn a_key_that_came_before_the_old_one_went_has_not_regressed_when_it_is_renewed_again() {
    let estate = Estate::new(ALL, &[("client/id/app.pem", "leaf.pem")]);
    let id = "client/certificate-reissue/signature";
    estate.put("client/id/b.pem", "leaf-again.pem");
    assert_eq!(estate.track("2026-12-01", &[]).state(id), "on-course");
    estate.remove("client/id/app.pem");
    let track = estate.track("2026-12-10", &[]);
    assert_eq!((track.state(id), track.counts(id)), ("on-course", (0, 1)));
    estate.remove("client/id/b.pem");
    estate.put("client/other/c.pem", "leaf-again.pem");
    let track = estate.track("2026-12-20", &[]);
    assert_eq!((track.state(id), track.counts(id)), ("on-course", (0, 1)), "{:#}", track.0);
}

#[test]
fn a_configuration_that_says_nothing_any_more_is_not_confirmed() {
    let (server, daemon) =
        ("web/configuration/tls-key-establishment", "ssh/configuration/ssh-key-establishment");
    let first = nginx(" ssl_protocols TLSv1.2 TLSv1.3;\n ssl_ecdh_curve X25519;\n");
    let lists = "KexAlgorithms curve25519-sha256\n";
    let estate = Estate::new(ALL, &[(NGINX, &first), (SSHD, lists)]);
    let commented = first.lines().map(|line| format!("#{line}\n")).collect::<String>();
    for (tls, ssh) in [("", ""), (&*commented, "#KexAlgorithms curve25519-sha256\n")] {
        estate.write(NGINX, tls);
        estate.write(SSHD, ssh);
        let track = estate.track(DAY, &[]);
        assert_eq!([server, daemon].map(|id| track.state(id)), ["unconfirmed"; 2], "{tls}");
        assert_evidence(&track, server, "sets nothing of it any more");
    }
    estate.remove(NGINX);
    assert_eq!(estate.track("2027-01-10", &[]).state(server), "done");
}

#[test]
fn an_authority_or_anchor_that_was_there_and_is_gone_has_regressed() {
    let files = [
        ("pki/root.pem", "root.pem"),
        ("pki/root.key", "root.key"),
        ("pki/issuing.pem", "issuing.pem"),
        ("client/trust/old.pem", "root.pem"),
    ];
    let estate = Estate::new(ALL, &files);
    let both = ["pki/ca-renewal/root", "client/trust-distribution"];
    let new = ["pki/root-2.pem", "client/trust/new.pem"];
    new.iter().for_each(|place| estate.put(place, "new-root.pem"));
    let track = estate.track("2027-01-15", &[]);
    assert_eq!(both.map(|id| track.state(id)), ["done"; 2]);
    estate.save("2027-01-15", "between.json");
    new.iter().for_each(|place| estate.remove(place));
    for more in [&[][..], &["--track", "between.json"]] {
        let track = estate.track("2027-02-15", more);
        for id in both {
            assert_eq!(track.state(id), "regressed", "{id} {more:?}");
            let why = track.package(id)["why"].as_str().unwrap();
            assert!(why.contains("had been done on 2027-01-15"), "{why}");
            assert_evidence(&track, id, "and what replaced it is gone");
        }
    }
}

#[test]
fn evidence_has_the_day_on_which_the_rest_was_done_and_names_what_changed() {
    let id = "web/configuration/tls-now";
    let of = |versions: &str, suites: &str| {
        nginx(&format!(" ssl_protocols {versions};\n ssl_ciphers {suites};\n"))
    };
    let (old, new) = ("TLSv1 TLSv1.1 TLSv1.2", "TLSv1.2 TLSv1.3");
    let (weak, sound) = ("RC4-SHA:DES-CBC3-SHA:AES128-SHA", "ECDHE-RSA-AES128-GCM-SHA256");
    let estate = Estate::new(ALL, &[(NGINX, &of(old, weak))]);
    estate.put(NGINX, &of(old, sound));
    assert_eq!(estate.track("2026-12-15", &[]).state(id), "on-course");
    estate.put(NGINX, &of(new, sound));
    let track = estate.track("2027-03-20", &[]);
    assert_eq!(track.state(id), "done");
    for told in [
        "seen on 2026-11-01, changed and still asking for it on 2026-12-15, no longer on 2027-03-20",
        "gone from it: TLS 1.0, TLS 1.1, TLS_RSA_WITH_AES_128_CBC_SHA",
        "TLS 1.3, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    ] {
        assert_evidence(&track, id, told);
    }
}

#[test]
fn what_is_accepted_is_on_course_until_its_last_day_as_the_gate_has_it() {
    let estate = Estate::new(ALL, &[("jwt/jwks.json", &key_set(ES256))]);
    let id = "jwt/rekey/jose-signature";
    let file = estate.0.path().join("estate.toml");
    let accepted = format!(
        "[[accept]]\npackage = \"{id}\"\nowner = \"Head\"\nreason = \"short lived\"\nexpires = 2028-06-30\n"
    );
    std::fs::write(&file, std::fs::read_to_string(&file).unwrap() + &accepted).unwrap();
    estate.save("2026-11-01", "plan.json");
    for (day, state) in
        [("2028-04-15", "on-course"), ("2028-06-30", "on-course"), ("2028-07-01", "drifting")]
    {
        let track = estate.track(day, &[]);
        assert_eq!(track.state(id), state, "{day}");
        let why = track.package(id)["why"].as_str().unwrap();
        assert_eq!(why, "0 of 1 asset done. Head accepted it until 2028-06-30.");
        let fixed = ["gate", "--db", "y2q.db", "--estate", "estate.toml", "--plan", "plan.json"];
        let gate = estate.y2q(&[&fixed[..], &["--at", day, "--format", "json"]].concat());
        let told = String::from_utf8_lossy(&gate.stdout).into_owned();
        assert_eq!(told.contains("accepted it until"), state == "drifting", "{day}: {told}");
    }
}

fn steps(plan: &Value) -> String {
    plan["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step.as_str().unwrap())
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn a_runbook_asks_for_nothing_that_comes_later_or_is_another_ones() {
    let files = [
        ("pki/root.pem", "root.pem"),
        ("pki/root.key", "root.key"),
        ("pki/issuing.pem", "issuing.pem"),
        ("client/trust/old.pem", "root.pem"),
    ];
    let estate = Estate::new(ALL, &files);
    let plan = estate.planned();
    let root = steps(plan.package("pki/ca-renewal/root"));
    assert!(!root.to_lowercase().contains("issuing.pem"), "{root}");
    let (own, others) =
        (steps(plan.package("pki/retirement/root")), steps(plan.package("client/retirement/root")));
    assert!(own.contains("destroy its keys"), "{own}");
    assert!(!others.contains("destroy") && others.contains("ends where it is run"), "{others}");
    assert!(!others.contains("keytool"), "{others}");
}

#[test]
fn a_keystore_is_listed_before_openssl_looks_at_it() {
    let estate = Estate::new(ALL, &[("pki/root.pem", "root.pem")]);
    std::fs::create_dir_all(estate.file("client")).unwrap();
    std::fs::copy("inventories/fixtures/keystores/trust.jks", estate.file("client/trust.jks"))
        .unwrap();
    estate.scan("2026-11-02");
    let plan = estate.next("2026-11-02");
    let book = steps(plan.package("client/trust-distribution"));
    assert!(book.contains("keytool -list -rfc -keystore STORE.jks"), "{book}");
}
