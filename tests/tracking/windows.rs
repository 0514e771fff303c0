//! Certificates that are issued again in another window than before: the same work where it is about the same certificates,
//! or what they were renewed with, and nothing else.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;

use super::beside::{Estate, Planned};
use super::exchange::Track;

const SERVER: &str =
    "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\n";
const SERVER_OF_RSA: &str = "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth\n";
const MAIL: &str =
    "basicConstraints=CA:FALSE\nkeyUsage=keyEncipherment\nextendedKeyUsage=emailProtection\n";
const CONFIGURATION: &str = "[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\n\
                             policy=names\nunique_subject=no\nrand_serial=yes\n[names]\ncommonName=supplied\n";
const RSA: &str = "rsa:3072";
const EC: &str = "ec -pkeyopt ec_paramgen_curve:P-384";

const NATURAL: &str = "web/certificate-reissue/signature";
const EARLY: &str = "web/certificate-reissue/early-signature";

/// It asks for work and sets no day.
const PCI: [&str; 2] = ["--policy", "pci-dss-4.0.1-12.3.3"];

/// Nothing to plan.
const BLANK: (&str, &str) = ("notes.txt", "nothing\n");

/// Certificate and key of the root, made once: a key of 4096 bits takes seconds.
static ROOT: LazyLock<[(&str, String); 2]> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let ends = "-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign -days 7000";
    let line = format!(
        "req -x509 -newkey rsa:4096 -nodes -keyout root.key -out root.pem {ends} -subj /CN=Root"
    );
    openssl(folder.path(), &line);
    ["root.pem", "root.key"]
        .map(|name| (name, fs::read_to_string(folder.path().join(name)).unwrap()))
});

fn openssl(folder: &Path, line: &str) {
    let mut openssl = Command::new("openssl");
    let out = openssl.current_dir(folder).args(line.split(' ')).output().unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

/// A root, and what it issues until a day.
struct Authority(tempfile::TempDir);

impl Authority {
    fn new() -> Self {
        let own = Self(tempfile::tempdir().unwrap());
        let root = ROOT.iter().map(|(name, text)| (*name, text.as_str()));
        for (name, text) in root.chain([("index.txt", ""), ("ca.cnf", CONFIGURATION)]) {
            fs::write(own.0.path().join(name), text).unwrap();
        }
        own
    }

    fn run(&self, line: &str) {
        openssl(self.0.path(), line);
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.0.path().join(file)).unwrap()
    }

    /// `PLACE.pem` and `PLACE.key` until `end`, in place of what was there.
    fn issue(&self, estate: &Estate, place: &str, (key, extensions): (&str, &str), end: &str) {
        self.certify(&format!("-newkey {key} -nodes -keyout own.key"), (place, extensions), end);
        for kind in ["pem", "key"] {
            estate.write(&format!("{place}.{kind}"), &self.read(&format!("own.{kind}")));
        }
    }

    /// `own.pem` of `own.key`, which is made or taken as `key` says.
    fn certify(&self, key: &str, (place, extensions): (&str, &str), end: &str) {
        let name = Path::new(place).file_name().unwrap().to_str().unwrap();
        self.run(&format!("req {key} -new -out own.csr -subj /CN={name}.example.com"));
        let names = format!("{extensions}subjectAltName=DNS:{name}.example.com\n");
        fs::write(self.0.path().join("extensions"), names).unwrap();
        let end = end.replace('-', "");
        self.run(&format!(
            "ca -config ca.cnf -batch -notext -in own.csr -cert root.pem -keyfile root.key -startdate 20260101000000Z \
             -enddate {end}120000Z -extfile extensions -out own.pem"
        ));
    }
}

/// A web server of a system with `more`, and the root.
fn servers(more: &str) -> (Estate, Authority) {
    let (estate, root) = (Estate::new(&[("pki", ""), ("web", more)], &[BLANK]), Authority::new());
    for (name, text) in &*ROOT {
        estate.write(&format!("pki/{name}"), text);
    }
    (estate, root)
}

fn serve(estate: &Estate, names: &[&str]) {
    let servers = names.iter().map(|name| {
        format!(
            "server {{ listen 443 ssl; ssl_protocols TLSv1.3; ssl_ecdh_curve X25519MLKEM768; ssl_certificate {name}.pem; \
             ssl_certificate_key {name}.key; server_name {name}.example.com; }}\n"
        )
    });
    estate.write("web/nginx.conf", &servers.collect::<String>());
}

/// The plan of a day, after that of another one, kept as `NAME`.
fn after(estate: &Estate, previous: Option<&str>, day: &str, name: &str) -> Planned {
    under(&[], estate, previous, day, name)
}

fn under(
    policy: &[&str],
    estate: &Estate,
    previous: Option<&str>,
    day: &str,
    name: &str,
) -> Planned {
    estate.scan(day);
    let mut more = [policy, &["--format", "json"][..]].concat();
    more.extend(previous.iter().flat_map(|name| ["--previous", *name]));
    let out = estate.plan(day, &more);
    fs::write(estate.0.path().join(name), &out.stdout).unwrap();
    Planned(serde_json::from_slice(&out.stdout).unwrap())
}

fn accept(estate: &Estate, package: &str) {
    estate.accept(package, "2034-06-30");
}

fn gate(estate: &Estate, day: &str, policy: &[&str]) -> String {
    let fixed = ["gate", "files", "--plan", "plan.json", "--estate", "estate.toml", "--at", day];
    let out = estate.y2q(&[&fixed[..], policy].concat());
    String::from_utf8(out.stdout).unwrap() + &String::from_utf8(out.stderr).unwrap()
}

fn reissues(plan: &Planned) -> Vec<&Value> {
    let packages = plan.0["packages"].as_array().unwrap();
    packages
        .iter()
        .filter(|one| one["change"] == "certificate-reissue" && one["window"].is_string())
        .collect()
}

fn day<'a>(plan: &'a Planned, id: &str) -> &'a str {
    plan.package(id)["deadline"]["date"].as_str().unwrap()
}

/// What a package says of the ends of its certificates is so.
fn assert_agrees(plan: &Planned) {
    for one in reissues(plan) {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let due = text(&one["deadline"]["date"]);
        let (first, last) = (text(&one["renewal"]["first"]), text(&one["renewal"]["last"]));
        match one["window"].as_str().unwrap() {
            "natural" => assert!(last <= due, "{one}"),
            "early" => assert!(first > due, "{one}"),
            _ => {}
        }
    }
}

fn list<'a>(plan: &'a Planned, key: &str) -> Vec<&'a str> {
    let all = plan.0["replanned"][key].as_array().unwrap().iter();
    all.map(|one| one.as_str().or(one["package"].as_str()).unwrap()).collect()
}

/// The certificate of somebody whose mail is recorded, from an authority elsewhere.
fn mail(end: &str) -> Planned {
    let estate = Estate::new(&[("mail", "jurisdictions = [\"payment-cards\"]\n")], &[BLANK]);
    let root = Authority::new();
    root.issue(&estate, "mail/alice", (RSA, MAIL), end);
    let plan = under(&PCI, &estate, None, "2026-11-30", "plan.json");
    let early = "mail/certificate-reissue/early-key-establishment";
    assert_eq!(day(&plan, early), "2027-06-30");
    // The day has passed, and nothing is done.
    let next = under(&PCI, &estate, Some("plan.json"), "2027-07-10", "next.json");
    let said = gate(&estate, "2027-07-10", &PCI);
    assert!(said.contains("overdue/mail-certificate-reissue-early-key-establishment"), "{said}");
    let track = estate.track("2027-07-10", &PCI);
    assert_eq!(track.package(early)["state"], "drifting");
    assert!(track.package(early)["forecast"].is_string(), "{}", track.package(early));
    next
}

#[test]
fn the_day_of_a_certificate_stays_though_it_ends_before_a_later_one() {
    for end in ["2028-01-04", "2030-03-14"] {
        let next = mail(end);
        let [reissue] = reissues(&next)[..] else { panic!("{:?}", next.ids()) };
        assert_eq!(reissue["deadline"]["date"], "2027-06-30", "{end}: {reissue}");
        assert_agrees(&next);
        let answer = next.0["answers"]["in_time"].as_str().unwrap();
        assert!(answer.starts_with("No, 1 of 2 packages misses"), "{end}: {answer}");
    }
}

/// The later one would be in the natural window of today's own day.
#[test]
fn the_day_of_a_certificate_stays_with_what_it_was_renewed_with() {
    let estate = Estate::new(&[("mail", "jurisdictions = [\"payment-cards\"]\n")], &[BLANK]);
    let root = Authority::new();
    root.issue(&estate, "mail/alice", (RSA, MAIL), "2030-03-14");
    under(&PCI, &estate, None, "2026-11-30", "plan.json");
    root.issue(&estate, "mail/alice", (RSA, MAIL), "2028-01-04");
    let next = under(&PCI, &estate, Some("plan.json"), "2027-07-10", "next.json");
    let [reissue] = reissues(&next)[..] else { panic!("{:?}", next.ids()) };
    assert_eq!(reissue["deadline"]["date"], "2027-06-30", "{reissue}");
    // Nothing of it is new or gone.
    assert_eq!((list(&next, "new"), list(&next, "gone")), (vec![], vec![]));
}

#[test]
fn certificates_are_parted_by_their_own_deadlines() {
    let (estate, root) = servers("jurisdictions = [\"de\"]\n");
    root.issue(&estate, "web/a", (RSA, SERVER_OF_RSA), "2028-04-13");
    root.issue(&estate, "web/b", (EC, SERVER), "2033-06-26");
    serve(&estate, &["a", "b"]);
    let plan = after(&estate, None, "2026-11-30", "plan.json");
    let later = "web/certificate-reissue/later-signature";
    assert_eq!((day(&plan, NATURAL), day(&plan, later)), ("2030-12-31", "2035-12-31"));
    assert!(!plan.has(EARLY), "{:?}", plan.ids());
    assert_agrees(&plan);
    // It costs what a renewal costs.
    let effort = |id: &str| plan.package(id)["effort_days"].clone();
    assert_eq!(effort(later), effort(NATURAL));
    let steps = plan.package(later)["steps"].to_string();
    assert!(
        steps.contains("these end by their own deadline") && !steps.contains("revoke it when"),
        "{steps}"
    );
    assert!(plan.waits(later, "pki/ca-renewal/root") && plan.waits("pki/retirement/root", later));
    // One that is valid beyond its own is taken out before its end, whatever the other's is.
    root.issue(&estate, "web/b", (EC, SERVER), "2036-06-26");
    let plan = after(&estate, None, "2026-12-01", "plan.json");
    assert_eq!((day(&plan, NATURAL), day(&plan, EARLY)), ("2030-12-31", "2035-12-31"));
    assert_agrees(&plan);
}

#[test]
fn what_is_new_in_another_window_is_new_and_what_is_done_is_gone() {
    let (estate, root) = servers("");
    root.issue(&estate, "web/a", (EC, SERVER), "2028-04-13");
    serve(&estate, &["a"]);
    after(&estate, None, "2026-11-30", "plan.json");
    root.issue(&estate, "web/b", (EC, SERVER), "2039-10-13");
    serve(&estate, &["a", "b"]);
    let next = after(&estate, Some("plan.json"), "2027-02-01", "next.json");
    assert_eq!((list(&next, "new"), list(&next, "gone")), (vec![EARLY], vec![]));
    assert!(!list(&next, "moved").contains(&EARLY), "{}", next.0["replanned"]);
    let track = estate.track("2027-02-01", &[]);
    assert_eq!(track.0["new"][0]["package"], EARLY);

    // The natural one is done, the early one is left.
    for name in ["web/a.pem", "web/a.key"] {
        estate.remove(name);
    }
    serve(&estate, &["b"]);
    let last = after(&estate, Some("next.json"), "2028-02-01", "last.json");
    assert!(list(&last, "gone").contains(&NATURAL), "{}", last.0["replanned"]);
    fs::copy(estate.0.path().join("next.json"), estate.0.path().join("plan.json")).unwrap();
    let track = estate.track("2028-02-01", &[]);
    let done = track.package(NATURAL);
    assert_eq!((&done["state"], &done["forecast"]), (&Value::from("done"), &Value::Null), "{done}");
}

/// The same with all in one window, and the work is known again in another.
#[test]
fn what_is_renewed_for_longer_is_the_same_work() {
    let (estate, root) = servers("");
    root.issue(&estate, "web/a", (EC, SERVER), "2028-04-13");
    serve(&estate, &["a"]);
    after(&estate, None, "2026-11-30", "plan.json");
    root.issue(&estate, "web/a", (EC, SERVER), "2038-12-17");
    let next = after(&estate, Some("plan.json"), "2027-02-01", "next.json");
    assert!(next.has(EARLY) && !next.has(NATURAL), "{:?}", next.ids());
    assert_eq!((list(&next, "new"), list(&next, "gone")), (vec![], vec![]));
    assert!(list(&next, "moved").contains(&EARLY), "{}", next.0["replanned"]);
    // What came in its window is new, and the work goes on in the other.
    root.issue(&estate, "web/c", (EC, SERVER), "2029-04-13");
    serve(&estate, &["a", "c"]);
    let next = after(&estate, Some("plan.json"), "2027-02-02", "next.json");
    assert_eq!((list(&next, "new"), list(&next, "gone")), (vec![NATURAL], vec![]));
    let track: Track = estate.track("2027-02-02", &[]);
    assert_eq!(track.package(NATURAL)["forecast"], next.package(EARLY)["finish"]);
}

#[test]
fn an_acceptance_stays_with_what_was_renewed_for_longer() {
    let (estate, root) = servers("");
    root.issue(&estate, "web/a", (EC, SERVER), "2028-04-13");
    root.issue(&estate, "web/b", (EC, SERVER), "2039-10-13");
    serve(&estate, &["a", "b"]);
    accept(&estate, NATURAL);
    let first = after(&estate, None, "2026-11-30", "plan.json");
    assert_eq!(first.package(NATURAL)["change"], "accept-with-expiry");
    root.issue(&estate, "web/a", (EC, SERVER), "2038-12-17");
    let next = after(&estate, Some("plan.json"), "2027-12-01", "next.json");
    let assets = |plan: &Planned, id: &str| plan.package(id)["assets"].as_array().unwrap().len();
    assert_eq!(next.package(NATURAL)["change"], "accept-with-expiry");
    assert_eq!(next.package(EARLY)["change"], "certificate-reissue");
    assert_eq!((assets(&next, NATURAL), assets(&next, EARLY)), (2, 2));
    assert!(
        !next.0["assumptions"].to_string().contains("covers nothing"),
        "{}",
        next.0["assumptions"]
    );
    assert_eq!((list(&next, "new"), list(&next, "gone")), (vec![], vec![]));
    // The plan after that knows it by itself.
    let last = after(&estate, Some("next.json"), "2028-01-01", "last.json");
    assert_eq!((assets(&last, NATURAL), assets(&last, EARLY)), (2, 2));
    // Without the plan in force nobody can tell what was accepted.
    let alone = after(&estate, None, "2028-01-01", "alone.json");
    let told = alone.0["assumptions"].to_string();
    assert!(
        told.contains(
            "It covers what has come from there to web/certificate-reissue/early-signature where"
        ),
        "{told}"
    );
}

/// What was not accepted is not, in whatever window it comes to lie.
#[test]
fn an_acceptance_does_not_take_in_what_was_in_another_window() {
    let (estate, root) = servers("");
    root.issue(&estate, "web/a", (EC, SERVER), "2028-04-13");
    root.issue(&estate, "web/b", (EC, SERVER), "2039-10-13");
    serve(&estate, &["a", "b"]);
    accept(&estate, EARLY);
    after(&estate, None, "2026-11-30", "plan.json");
    root.issue(&estate, "web/a", (EC, SERVER), "2038-12-17");
    let next = after(&estate, Some("plan.json"), "2027-12-01", "next.json");
    let own = next.package("web/certificate-reissue/later-early-signature");
    assert_eq!(
        (&own["change"], &own["window"]),
        (&Value::from("certificate-reissue"), &Value::from("early"))
    );
    assert_eq!(next.package(EARLY)["change"], "accept-with-expiry");
    assert_agrees(&next);
}

/// What is written down is planned again, with or without the plan that it was written for.
#[test]
fn an_acceptance_covers_what_the_plan_had_in_that_package() {
    let (estate, root) = servers("jurisdictions = [\"de\"]\n");
    root.issue(&estate, "web/a", (RSA, SERVER_OF_RSA), "2028-04-13");
    root.issue(&estate, "web/b", (EC, SERVER), "2033-06-26");
    root.issue(&estate, "web/c", (EC, SERVER), "2038-12-17");
    serve(&estate, &["a", "b", "c"]);
    let plan = after(&estate, None, "2026-11-30", "plan.json");
    let text = fs::read_to_string(estate.0.path().join("estate.toml")).unwrap();
    let later = "web/certificate-reissue/later-signature";
    let parts = [NATURAL, later, EARLY];
    let assets = |plan: &Planned| parts.map(|id| plan.package(id)["assets"].clone());
    for accepted in parts {
        fs::write(estate.0.path().join("estate.toml"), &text).unwrap();
        accept(&estate, accepted);
        for previous in [None, Some("plan.json")] {
            let next = after(&estate, previous, "2026-11-30", "next.json");
            assert_eq!(assets(&next), assets(&plan), "{accepted} {previous:?}");
            for id in parts {
                let is_accepted = next.package(id)["change"] == "accept-with-expiry";
                assert_eq!(is_accepted, id == accepted, "{accepted} {previous:?}: {id}");
            }
            let told = next.0["assumptions"].to_string();
            assert!(!told.contains("covers nothing"), "{told}");
        }
    }
}

/// The plan that a comparison makes does not go on from another.
#[test]
fn what_is_accepted_is_forecast_as_the_plan_in_force_has_it() {
    let (estate, root) = servers("");
    root.issue(&estate, "web/a", (EC, SERVER), "2028-04-13");
    root.issue(&estate, "web/b", (EC, SERVER), "2039-10-13");
    root.issue(&estate, "web/d", (EC, SERVER), "2038-10-13");
    serve(&estate, &["a", "b", "d"]);
    accept(&estate, NATURAL);
    after(&estate, None, "2026-11-30", "first.json");
    // The one is renewed for longer and stays accepted, the other for less and is not.
    root.issue(&estate, "web/a", (EC, SERVER), "2038-12-17");
    root.issue(&estate, "web/d", (EC, SERVER), "2029-04-13");
    let plan = after(&estate, Some("first.json"), "2027-03-01", "plan.json");
    let later = "web/certificate-reissue/later-signature";
    assert_eq!(plan.package(NATURAL)["change"], "accept-with-expiry");
    assert_eq!(plan.package(later)["change"], "certificate-reissue");
    let track = estate.track("2027-03-01", &[]);
    for id in [NATURAL, later, EARLY] {
        let one = track.package(id);
        assert_eq!(
            (&one["planned"], &one["state"]),
            (&one["forecast"], &"on-course".into()),
            "{one}"
        );
        assert_eq!(one["planned"], plan.package(id)["finish"]);
    }
    // What was planned has passed, and is not known any more.
    let track = estate.track("2029-03-01", &[]);
    assert_eq!(track.package(later)["forecast"], Value::Null, "{}", track.package(later));
    assert_eq!(track.package(NATURAL)["forecast"], plan.package(NATURAL)["finish"]);
}

/// One key with two certificates, of which one is issued again while the other stays as it is.
#[test]
fn a_key_stays_with_the_certificate_that_is_accepted() {
    for (accepted, worked, gone) in [(NATURAL, EARLY, "web/b"), (EARLY, NATURAL, "web/a")] {
        let (estate, root) = servers("");
        root.issue(&estate, "web/a", (EC, SERVER), "2028-04-13");
        root.certify("-key own.key", ("web/b", SERVER), "2039-10-13");
        estate.write("web/b.pem", &root.read("own.pem"));
        serve(&estate, &["a", "b"]);
        let conf = fs::read_to_string(estate.file("web/nginx.conf")).unwrap();
        estate.write("web/nginx.conf", &conf.replace("b.key", "a.key"));
        let open = after(&estate, None, "2026-11-30", "open.json");
        accept(&estate, accepted);
        let plan = after(&estate, None, "2026-11-30", "plan.json");
        let assets =
            |plan: &Planned, id: &str| plan.package(id)["assets"].as_array().unwrap().len();
        // Without an acceptance it goes with what is replaced last.
        assert_eq!((assets(&open, NATURAL), assets(&open, EARLY)), (1, 2), "{accepted}");
        assert_eq!((assets(&plan, accepted), assets(&plan, worked)), (2, 1), "{accepted}");
        assert_eq!(plan.package(accepted)["change"], "accept-with-expiry");
        let steps = |plan: &Planned| plan.package(worked)["steps"].to_string();
        let said = format!(
            "1 of these has its key in common with what is accepted ({accepted}): it gets a new one, and the old private key stays"
        );
        assert!(steps(&plan).contains(&said), "{}", steps(&plan));
        assert!(!steps(&open).contains("in common"), "{}", steps(&open));

        // It is done when the certificate has gone, with the old key where it was.
        let post_quantum = fs::read_to_string("inventories/fixtures/x509/mldsa65.pem").unwrap();
        estate.write(&format!("{gone}.pem"), &post_quantum);
        let track = estate.track("2027-06-01", &[]);
        assert_eq!(track.state(worked), "done", "{}", track.package(worked));
        assert_eq!(track.state(accepted), "on-course", "{}", track.package(accepted));
        let said = gate(&estate, "2030-01-01", &[]);
        for rule in ["overdue/web-certificate", "regressed/web", "unplanned/web"] {
            assert!(!said.contains(rule), "{accepted}: {said}");
        }
    }
}
