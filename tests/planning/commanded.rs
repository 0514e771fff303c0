//! What the program plans under policies that leave another scheme than the usual one, none, or another day.

use std::fs;
use std::process::{Command, Output};

use serde_json::Value;

/// Files of an estate and its description.
pub struct Estate(tempfile::TempDir);

impl Estate {
    /// A web server, an SSH server with its key, and code that transports keys.
    pub fn new(more: &str) -> Self {
        let estate = Self(tempfile::tempdir().unwrap());
        estate.describe(more);
        let server = fs::read("inventories/fixtures/x509/ec.pem").unwrap();
        estate.put("web/server.pem", &server);
        estate.put("web/nginx.conf", &nginx("TLSv1.2 TLSv1.3", "ssl_ecdh_curve X25519;"));
        estate.put("ssh/sshd_config", b"KexAlgorithms curve25519-sha256\n");
        estate.put("ssh/id.pub", &fs::read("inventories/fixtures/openssh/id_ed25519.pub").unwrap());
        estate
    }

    pub fn describe(&self, more: &str) {
        let systems = ["web", "ssh", "app"].map(|id| {
            let paths = format!("[[system]]\nid = \"{id}\"\npaths = [\"{id}/**\"]\n");
            let own = more.split("\n--").find_map(|part| part.strip_prefix(id)).unwrap_or_default();
            paths + own
        });
        let defaults = more.split("\n--").next().unwrap();
        let text = format!(
            "schema = 1\n[estate]\nname = \"Named\"\n{defaults}\n[[team]]\nid = \"all\"\ncapacity = 60\n{}",
            systems.join("")
        );
        fs::write(self.0.path().join("estate.toml"), text).unwrap();
    }

    pub fn put(&self, place: &str, bytes: &[u8]) {
        let path = self.0.path().join("files").join(place);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn y2q(&self, day: &str, more: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_y2q"))
            .args(["--quiet", "plan", "files", "--estate", "estate.toml", "--at", day])
            .args(["--effort", "0"])
            .args(more)
            .current_dir(self.0.path())
            .output()
            .unwrap()
    }

    /// The plan of a day; its text is kept as `NAME.json`.
    pub fn plan(&self, day: &str, more: &[&str]) -> Value {
        let mut arguments = vec!["--format", "json"];
        arguments.extend(more);
        let out = self.y2q(day, &arguments);
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        fs::write(self.0.path().join(format!("{day}.json")), &out.stdout).unwrap();
        serde_json::from_slice(&out.stdout).unwrap()
    }

    fn at(jurisdiction: &str) -> Value {
        let estate = Self::new(&format!("[defaults]\njurisdictions = [\"{jurisdiction}\"]"));
        estate.plan("2026-11-30", &[])
    }
}

pub fn nginx(versions: &str, more: &str) -> Vec<u8> {
    format!(
        "server {{ listen 443 ssl; server_name a.example; ssl_certificate server.pem; \
         ssl_certificate_key server.key; ssl_protocols {versions}; {more} }}\n"
    )
    .into_bytes()
}

pub fn ids(plan: &Value) -> Vec<&str> {
    plan["packages"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect()
}

pub fn package<'a>(plan: &'a Value, id: &str) -> &'a Value {
    let mut all = plan["packages"].as_array().unwrap().iter();
    all.find(|one| one["id"] == id).unwrap_or_else(|| panic!("no {id} in {:?}", ids(plan)))
}

/// The steps of a package, one a line.
fn steps(package: &Value) -> String {
    let steps = package["steps"].as_array().unwrap().iter();
    steps.map(|step| step.as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

fn text_of<'a>(package: &'a Value, key: &str) -> &'a str {
    text(&package[key])
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// ML-KEM-1024 and ML-DSA-87 alone: no step of any package names another target.
#[test]
fn runbooks_name_the_target_that_policies_leave() {
    for jurisdiction in ["us-nss", "au-government"] {
        let plan = Estate::at(jurisdiction);
        for one in plan["packages"].as_array().unwrap() {
            let steps = steps(one);
            for other in
                ["MLKEM768", "mlkem768", "ML-KEM-768", "ML_KEM_768", "ML-DSA-65", "mldsa65", "%"]
            {
                assert!(!steps.contains(other), "{}: {other} in {steps}", one["id"]);
            }
        }
        let tls = package(&plan, "web/configuration/tls-key-establishment");
        assert_eq!(tls["target"]["name"], "SecP384r1MLKEM1024");
        assert!(steps(tls).contains("Do: put SecP384r1MLKEM1024 first"), "{}", steps(tls));
        assert!(
            steps(tls).contains("-tls1_3 -groups SecP384r1MLKEM1024 </dev/null"),
            "{}",
            steps(tls)
        );
    }
}

#[test]
fn a_key_exchange_that_no_release_has_is_waited_for() {
    let plan = Estate::at("us-nss");
    for id in ["ssh/library-upgrade/ssh", "ssh/configuration/ssh-key-establishment"] {
        let one = package(&plan, id);
        let undated = text(&one["undated"]);
        assert!(undated.contains("mlkem1024nistp384-sha384 (10.5 has none)"), "{id}: {undated}");
        assert!(!steps(one).contains("10.0"), "{}", steps(one));
        assert!(steps(one).contains("mlkem1024nistp384-sha384"), "{}", steps(one));
    }
    // The usual one is there.
    let usual = Estate::at("no-mandate");
    let upgrade = package(&usual, "ssh/library-upgrade/ssh");
    assert_eq!(upgrade["undated"], Value::Null);
    assert!(steps(upgrade).contains("10.0"), "{}", steps(upgrade));
}

#[test]
fn work_that_policies_leave_no_scheme_for_has_no_date_of_its_own() {
    let plan = Estate::at("us-nss");
    let rekey = package(&plan, "ssh/rekey/ssh-signature");
    assert_eq!((&rekey["target"], &rekey["finish"]), (&Value::Null, &Value::Null));
    assert_eq!(rekey["bound_by"]["kind"], "undecided");
    let why = "no scheme that is spoken in SSH is admitted by cnsa-2.0";
    assert!(text(&rekey["undecided"]).contains(why), "{rekey}");
    assert!(
        steps(rekey).contains("Do: decide, for no scheme") && !steps(rekey).contains("ssh-keygen")
    );
    assert!(text(&rekey["title"]).starts_with("ssh: decide what comes in the place of 1 SSH key"));
    // Nothing is upgraded for it, and nobody is told that it is in time.
    assert!(!ids(&plan).contains(&"ssh/library-upgrade/ssh-signature"), "{:?}", ids(&plan));
    let answer = text(&plan["answers"]["in_time"]);
    assert!(answer.starts_with("Not everything: of ") && answer.contains(why), "{answer}");
    let late = plan["late"].as_array().unwrap();
    let told = late.iter().find(|one| one["package"] == rekey["id"]).unwrap();
    assert!(text(&told["remedy"]).contains("only a decision"), "{told}");
    let report = Estate::new("[defaults]\njurisdictions = [\"us-nss\"]").y2q("2026-11-30", &[]);
    let report = String::from_utf8(report.stdout).unwrap();
    assert!(report.contains("undecided"), "{report}");
}

/// The rule "alone-in-a-visa" disallows ML-KEM and ML-DSA without a classical half.
#[test]
fn a_policy_that_demands_hybrids_gets_them() {
    let estate = Estate::new("[defaults]\njurisdictions = [\"fr-security-visa\"]");
    estate.put("app/wrap.py", b"from cryptography.hazmat.primitives.asymmetric import rsa, padding\n\
        from cryptography.hazmat.primitives import hashes\n\
        def wrap(pub, k):\n    return pub.encrypt(k, padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), \
        algorithm=hashes.SHA256(), label=None))\n");
    let plan = estate.plan("2026-11-30", &[]);
    let leaf = package(&plan, "web/certificate-reissue/early-signature");
    assert_eq!(leaf["target"]["name"], "MLDSA65-Ed25519-SHA512");
    assert!(text(&leaf["undated"]).contains("composite signatures"), "{leaf}");
    let wrap = package(&plan, "app/replacement/key-establishment");
    assert_eq!(wrap["target"]["name"], "X25519MLKEM768");
    for (one, alone) in [(leaf, "ml-dsa-65"), (wrap, "ml-kem-768")] {
        let rejected = one["target"]["rejected"].as_array().unwrap();
        let why = rejected.iter().find(|pair| pair[0] == alone).unwrap();
        assert_eq!(why[1], "disallowed without a classical half by fr-anssi, §4");
    }
    // Outside visas it is advice, and nothing speaks composites yet.
    let advised = Estate::at("fr");
    let leaf = package(&advised, "web/certificate-reissue/early-signature");
    assert_eq!(leaf["target"]["name"], "ML-DSA-65");
}

#[test]
fn tls_1_2_alone_is_upgraded_whatever_its_defaults_are() {
    let estate = Estate::new("[defaults]\njurisdictions = [\"us-federal-hva\"]");
    estate.put("web/nginx.conf", &nginx("TLSv1.2", ""));
    let plan = estate.plan("2026-11-30", &[]);
    let upgrade = package(&plan, "web/protocol-upgrade/tls-key-establishment");
    assert_eq!(upgrade["threat"], "harvest-now-decrypt-later");
    let out = estate.y2q("2026-11-30", &["--sections", "omb-m-26-15"]);
    let sections = String::from_utf8(out.stdout).unwrap();
    assert!(sections.contains("1 package changes to a newer version of TLS"), "{sections}");
    // With TLS 1.3 the defaults decide, and nobody has seen them.
    estate.put("web/nginx.conf", &nginx("TLSv1.2 TLSv1.3", ""));
    let open = estate.plan("2026-11-30", &[]);
    assert!(
        !ids(&open).iter().any(|id| id.starts_with("web/protocol-upgrade")),
        "{:?}",
        ids(&open)
    );
}

/// M-26-15 Appendix A §4; EO 14144 as amended by EO 14306.
#[test]
fn tls_1_3_is_due_when_a_policy_wants_it() {
    let estate = Estate::new("[defaults]\njurisdictions = [\"us-federal\"]");
    estate.put("web/nginx.conf", &nginx("TLSv1.2", "ssl_ecdh_curve X25519;"));
    let due = |day: &str| {
        let plan = estate.plan(day, &[]);
        package(&plan, "web/protocol-upgrade/tls-key-establishment")["deadline"].clone()
    };
    let before = due("2026-11-30");
    assert_eq!(
        (&before["date"], &before["policy"]),
        (&"2030-01-02".into(), &"us-omb-m-26-15".into())
    );
    assert_eq!(before["rule"], "tls-1.3");
    let after = due("2030-02-01");
    assert_eq!(after["missed"]["since"], "2030-01-02");
}

#[test]
fn a_supplier_with_nothing_left_to_deliver_has_nothing_to_promise() {
    let supplier =
        "[system.supplier]\nname = \"Maker\"\nkind = \"vendor\"\nearliest = \"2028-Q1\"\n";
    let estate = |more: &str| Estate::new(&format!("\n--web\n{more}{supplier}"));
    let promise = "web/vendor-commitment";
    let open = estate("");
    let plan = open.plan("2026-11-30", &[]);
    assert!(ids(&plan).contains(&promise), "{:?}", ids(&plan));
    // All of it ends with its system before anything is delivered.
    let plan = estate("decommission = \"2027-Q1\"\n").plan("2026-11-30", &[]);
    let own = |plan: &Value| -> Vec<String> {
        let own = ids(plan).into_iter().filter(|id| id.starts_with("web/"));
        own.map(str::to_owned).collect()
    };
    assert_eq!(own(&plan), ["web/decommission"]);
    // All of it is accepted; of what is left for a while, something is delivered.
    let path = open.0.path().join("estate.toml");
    let mut left: Vec<String> = Vec::new();
    for _ in 0..9 {
        let plan = open.plan("2026-11-30", &[]);
        let all = plan["packages"].as_array().unwrap().iter();
        let is_work = |one: &&Value| {
            one["system"] == "web"
                && !one["assets"].as_array().unwrap().is_empty()
                && one["acceptance"].is_null()
        };
        let next = all.clone().find(is_work).map(|one| text(&one["id"]).to_owned());
        let Some(next) = next else {
            left = own(&plan);
            break;
        };
        assert!(ids(&plan).contains(&promise), "{next}: {:?}", ids(&plan));
        let accept = format!(
            "[[accept]]\npackage = \"{next}\"\nowner = \"Head\"\nreason = \"few rely on it\"\nexpires = 2034-06-30\n"
        );
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text + &accept).unwrap();
    }
    assert!(!left.is_empty() && !left.iter().any(|id| id == promise), "{left:?}");
}

#[test]
fn work_ends_with_its_system() {
    let ended = |quarter: &str, capacity: &str| {
        let estate = Estate::new(&format!(
            "[defaults]\njurisdictions = [\"eu\"]\nconfidentiality_years = 15\n--web\ndecommission = \"{quarter}\"\n"
        ));
        let path = estate.0.path().join("estate.toml");
        let text = fs::read_to_string(&path).unwrap();
        fs::write(&path, text.replace("capacity = 60", &format!("capacity = {capacity}"))).unwrap();
        estate.plan("2026-11-30", &[])
    };
    let plan = ended("2027-Q2", "3");
    let own = plan["packages"].as_array().unwrap().iter();
    let own: Vec<&Value> = own.filter(|one| one["system"] == "web").collect();
    // To switch it off takes a part of the quarter after, with so few people.
    for one in own.iter().filter(|one| one["change"] != "decommission") {
        assert!(text(&one["finish"]) <= "2027-Q2", "{} ends in {}", one["id"], one["finish"]);
    }
    let end = package(&plan, "web/decommission");
    let told = end["choice"]["rejected"].to_string();
    assert!(
        told.contains("cannot be done before it is switched off at the end of 2027-Q2"),
        "{told}"
    );
    assert!(told.contains("must stay secret 15 years"), "what is recorded until then: {told}");
    let burned =
        plan["burndown"].as_array().unwrap().iter().find(|one| one["quarter"] == "2027-Q3");
    let left = burned.unwrap()["exposed"]["shor"].as_u64().unwrap();
    let others = plan["burndown"][0]["exposed"]["shor"].as_u64().unwrap();
    assert!(left < others, "what is switched off is exposed no more: {left} {others}");
    // With people enough it is done before.
    let roomy = ended("2027-Q4", "200");
    let change = package(&roomy, "web/configuration/tls-key-establishment");
    assert!(text(&change["finish"]) <= "2027-Q4", "{change}");
    // What should have ended is told, and planned as if it stayed.
    let past = ended("2020-Q1", "60");
    let told = past["assumptions"].to_string();
    assert!(
        told.contains("System web was to be switched off at the end of 2020-Q1 and is still found"),
        "{told}"
    );
    assert!(ids(&past).contains(&"web/configuration/tls-key-establishment"));
}

#[test]
fn what_can_be_recorded_is_changed_before_its_system_ends() {
    let estate = Estate::new("");
    let server = |name: &str| {
        format!(
            "server {{ listen 443 ssl; ssl_protocols TLSv1.3; ssl_ecdh_curve X25519; server_name {name}; }}\n"
        )
    };
    let mut text =
        "schema = 1\n[estate]\nname = \"Ends\"\n[[team]]\nid = \"t\"\ncapacity = 6\n".to_owned();
    for id in ["old", "s1", "s2", "s3", "s4", "s5", "s6"] {
        estate.put(&format!("{id}/nginx.conf"), server(id).as_bytes());
        text += &format!("[[system]]\nid = \"{id}\"\npaths = [\"{id}/**\"]\n");
        if id == "old" {
            text +=
                "exposure = \"internet\"\nconfidentiality_years = 20\ndecommission = \"2029-Q4\"\n";
        }
    }
    fs::write(estate.0.path().join("estate.toml"), text).unwrap();
    let plan = estate.plan("2026-11-30", &[]);
    let own = package(&plan, "old/configuration/tls-key-establishment");
    assert!(text_of(own, "finish") <= "2029-Q4", "{own}");
    assert_eq!(own["deadline"]["policy"], "estate");
    assert_eq!(own["deadline"]["date"], "2029-12-31");
    // With nobody to do it, it cannot be done, and that is said of nothing else.
    let path = estate.0.path().join("estate.toml");
    let few = fs::read_to_string(&path).unwrap().replace("capacity = 6", "capacity = 0.5");
    fs::write(&path, few).unwrap();
    let plan = estate.plan("2026-11-30", &[]);
    let end = package(&plan, "old/decommission");
    let told = end["choice"]["rejected"].to_string();
    assert!(
        told.contains(
            "cannot be done before it is switched off at the end of 2029-Q4 (it would end in"
        ),
        "{told}"
    );
    assert!(told.contains("if nothing else came first)"), "{told}");
    let count = end["assets"].as_array().unwrap().len();
    assert!(text_of(end, "title").contains(&format!("with {count} asset")), "{end}");
}

#[test]
fn what_depends_on_orders_nothing_for_is_told() {
    let estate =
        Estate::new("[defaults]\njurisdictions = [\"eu\"]\n--web\ndepends_on = [\"ssh\"]\n");
    fs::remove_file(estate.0.path().join("files/ssh/id.pub")).unwrap();
    let plan = estate.plan("2026-11-30", &[]);
    let told = plan["assumptions"].to_string();
    assert!(
        told.contains(
            "web depends on ssh, which sets no order: what ssh has to change is a key exchange"
        ),
        "{told}"
    );
    // A key is waited for.
    estate.put("ssh/id.pub", &fs::read("inventories/fixtures/openssh/id_ed25519.pub").unwrap());
    let plan = estate.plan("2026-11-30", &[]);
    assert!(!plan["assumptions"].to_string().contains("sets no order"), "{plan}");
    let reissue = package(&plan, "web/certificate-reissue/early-signature");
    assert!(reissue["after"].to_string().contains("ssh/rekey/ssh-signature"), "{reissue}");
}

#[test]
fn accepted_uses_count_among_those_exposed_before() {
    let accept = "[[accept]]\npackage = \"web/certificate-reissue/early-signature\"\nowner = \"Head\"\n\
                  reason = \"short lived\"\nexpires = 2029-06-30\n";
    let open = Estate::new("[defaults]\njurisdictions = [\"eu\"]\nconfidentiality_years = 15");
    let all = open.plan("2026-11-30", &[]);
    let before = text(&all["answers"]["exposed_before"]).to_owned();
    let uses = |sentence: &str| {
        sentence.split(" of ").nth(1).unwrap().split(' ').next().unwrap().to_owned()
    };
    let path = open.0.path().join("estate.toml");
    let described = fs::read_to_string(&path).unwrap();
    fs::write(&path, format!("{described}\n{accept}")).unwrap();
    let accepted = open.plan("2026-11-30", &[]);
    let after = text(&accepted["answers"]["exposed_before"]);
    assert_eq!(uses(after), uses(&before), "{before} {after}");
    assert!(after.contains("accepted as a risk"), "{after}");
}

#[test]
fn a_default_deadline_does_not_move_on_with_the_plan() {
    let estate = Estate::new("[defaults]\njurisdictions = [\"eu\"]");
    let weak = fs::read("inventories/fixtures/openssh/id_rsa_1024.pub").unwrap();
    estate.put("app/id.pub", &weak);
    let day = |plan: &Value| {
        let all = plan["packages"].as_array().unwrap();
        let urgent = all.iter().find(|one| text(&one["id"]).ends_with("-now")).unwrap();
        (
            urgent["id"].clone(),
            text(&urgent["deadline"]["date"]).to_owned(),
            text(&urgent["deadline"]["clause"]).to_owned(),
        )
    };
    let (id, first, _) = day(&estate.plan("2026-11-30", &[]));
    let second = estate.plan("2027-06-15", &["--previous", "2026-11-30.json"]);
    let (_, then, clause) = day(&second);
    assert_eq!(then, first);
    assert!(clause.ends_with("the day is that of the plan of 2026-11-30"), "{clause}");
    let third = estate.plan("2028-01-15", &["--previous", "2027-06-15.json"]);
    assert_eq!(day(&third).1, first);
    let late = third["late"].as_array().unwrap();
    assert!(late.iter().any(|one| one["package"] == id), "{late:?}");
    // Without a plan in force it is counted from today.
    assert!(day(&estate.plan("2028-01-15", &[])).1 > first);
}

#[test]
fn the_last_day_that_can_be_today_is_said() {
    let estate = Estate::new("");
    let out = estate.y2q("9999-12-31", &[]);
    let told = String::from_utf8(out.stderr).unwrap();
    assert!(told.contains("--at 9999-12-31 is too far away: the last day"), "{told}");
    assert_eq!(out.status.code(), Some(2));
}
