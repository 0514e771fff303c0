//! Authorities that are switched off without a successor beside others that stay: who has issued each certificate decides.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::beside::{Estate, Planned};

const CONFIGURATION: &str = "[ca]\ndefault_ca=own\n[own]\ndatabase=index.txt\nserial=serial\nnew_certs_dir=.\ndefault_md=sha256\n\
                             policy=names\nunique_subject=no\nrand_serial=yes\n[names]\ncommonName=supplied\n";
pub const SERVER: &str =
    "basicConstraints=CA:FALSE\nkeyUsage=digitalSignature\nextendedKeyUsage=serverAuth\n";
pub const ISSUING: &str =
    "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n";
pub const KEY: &str = "ec -pkeyopt ec_paramgen_curve:P-256";

pub const GONE: &str = "decommission = \"2026-Q4\"\n";
const NATURAL: &str = "web/certificate-reissue/signature";
const EARLY: &str = "web/certificate-reissue/early-signature";
/// Nothing to plan.
const BLANK: (&str, &str) = ("notes.txt", "nothing\n");
pub const FAR: &str = "2045-01-01";
pub const NEAR: &str = "2029-01-01";

/// A folder in which authorities issue.
pub struct Desk(tempfile::TempDir);

impl Desk {
    pub fn new(roots: &[&str]) -> Self {
        let own = Self(tempfile::tempdir().unwrap());
        for (name, text) in [("index.txt", ""), ("ca.cnf", CONFIGURATION)] {
            fs::write(own.0.path().join(name), text).unwrap();
        }
        for root in roots {
            own.root(root, KEY);
        }
        own
    }

    pub fn root(&self, name: &str, key: &str) {
        let ends = "-addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign -days 7000";
        self.run(&format!(
            "req -x509 -newkey {key} -nodes -keyout {name}.key -out {name}.pem {ends} -subj /CN={name}"
        ));
    }

    fn run(&self, line: &str) {
        let mut openssl = Command::new("openssl");
        let out = openssl.current_dir(self.0.path()).args(line.split(' ')).output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    }

    pub fn issue(&self, by: &str, name: &str, extensions: &str, end: &str) {
        self.issue_key(by, KEY, name, extensions, end);
    }

    pub fn issue_key(&self, by: &str, key: &str, name: &str, extensions: &str, end: &str) {
        self.run(&format!(
            "req -newkey {key} -nodes -keyout {name}.key -out own.csr -subj /CN={name}"
        ));
        fs::write(self.0.path().join("extensions"), extensions).unwrap();
        let end = end.replace('-', "");
        self.run(&format!(
            "ca -config ca.cnf -batch -notext -in own.csr -cert {by}.pem -keyfile {by}.key -startdate 20260101000000Z \
             -enddate {end}120000Z -extfile extensions -out {name}.pem"
        ));
    }

    /// A server's certificate in a folder of an estate.
    pub fn serve(&self, estate: &Estate, place: &str, by: &str, end: &str) {
        let name = Path::new(place).file_name().unwrap().to_str().unwrap();
        self.issue(by, name, SERVER, end);
        self.put(estate, place);
    }

    /// A certificate with its key.
    pub fn put(&self, estate: &Estate, place: &str) {
        let name = Path::new(place).file_name().unwrap().to_str().unwrap();
        for kind in ["pem", "key"] {
            let text = fs::read_to_string(self.0.path().join(format!("{name}.{kind}"))).unwrap();
            estate.write(&format!("{place}.{kind}"), &text);
        }
    }
}

/// Two roots, of which one ends with its system.
pub fn two_roots(more: &str) -> (Estate, Desk) {
    let systems = [("gone", more), ("pki", ""), ("web", ""), ("shop", "")];
    let (estate, desk) = (Estate::new(&systems, &[BLANK]), Desk::new(&["old", "new"]));
    desk.put(&estate, "gone/old");
    desk.put(&estate, "pki/new");
    (estate, desk)
}

fn planned(estate: &Estate) -> Planned {
    estate.scan("2026-11-01");
    estate.next("2026-11-01")
}

fn is_dated(plan: &Planned, id: &str) -> bool {
    plan.package(id)["start"].is_string()
}

fn says_left_out(plan: &Planned, id: &str) -> bool {
    plan.package(id)["steps"].to_string().contains("leave out those")
}

#[test]
fn each_part_has_its_own_authorities() {
    for (early, natural) in [("old", "new"), ("new", "old")] {
        let (estate, desk) = two_roots(GONE);
        desk.serve(&estate, "web/a", early, FAR);
        desk.serve(&estate, "web/b", natural, NEAR);
        let plan = planned(&estate);
        assert!(!plan.has("gone/ca-renewal/root"), "{:?}", plan.ids());
        for (id, by) in [(EARLY, early), (NATURAL, natural)] {
            assert!(!plan.waits(id, "gone/decommission"), "{}", plan.package(id));
            assert_eq!(is_dated(&plan, id), by == "new", "{}", plan.package(id));
            assert!(!says_left_out(&plan, id), "{}", plan.package(id));
        }
    }
}

#[test]
fn only_what_an_authority_has_issued_is_due_by_its_end() {
    let (estate, desk) = two_roots("decommission = \"2030-Q4\"\n");
    desk.serve(&estate, "web/a", "old", FAR);
    desk.serve(&estate, "web/b", "new", NEAR);
    let plan = planned(&estate);
    assert!(is_dated(&plan, "gone/ca-renewal/root"), "{:?}", plan.ids());
    assert_eq!(plan.package(EARLY)["deadline"]["date"], "2030-12-31");
    assert_eq!(plan.package(NATURAL)["deadline"]["date"], "2035-12-31");
}

#[test]
fn a_window_ends_with_the_authority_of_a_certificate() {
    let (estate, desk) = two_roots("decommission = \"2030-Q4\"\n");
    for (place, by, end) in [
        ("web/a", "old", "2033-01-01"),
        ("web/b", "new", "2033-01-01"),
        ("web/c", "old", NEAR),
        ("shop/d", "old", "2033-01-01"),
    ] {
        desk.serve(&estate, place, by, end);
    }
    let plan = planned(&estate);
    let later = "web/certificate-reissue/later-signature";
    for (id, due) in [
        (EARLY, "2030-12-31"),
        (NATURAL, "2030-12-31"),
        (later, "2035-12-31"),
        ("shop/certificate-reissue/early-signature", "2030-12-31"),
    ] {
        assert_eq!(plan.package(id)["deadline"]["date"], due, "{:?}", plan.ids());
    }
    // Nothing is due by the end of one that has no successor.
    let (estate, desk) = two_roots(LATE);
    desk.serve(&estate, "web/a", "old", "2035-06-30");
    let plan = planned(&estate);
    assert!(!is_dated(&plan, NATURAL), "{:?}", plan.ids());
}

#[test]
fn what_is_left_out_of_a_part_is_counted_and_not_where_it_is_tried() {
    let (estate, desk) = two_roots(GONE);
    for (name, by) in ["a", "b", "c", "d", "e", "f"].into_iter().zip(["old", "new"].iter().cycle())
    {
        desk.serve(&estate, &format!("web/{name}"), by, NEAR);
    }
    let plan = planned(&estate);
    assert!(is_dated(&plan, NATURAL), "{}", plan.package(NATURAL));
    let steps = plan.package(NATURAL)["steps"].to_string();
    assert!(steps.contains("above some of these (3 of 6) is in gone"), "{steps}");
    let pilot = plan.package("web/pilot/certificate-reissue/signature");
    assert!(pilot["start"].is_string(), "{pilot}");
    let tried = pilot["steps"].to_string();
    assert!(!["web/a.", "web/c.", "web/e."].iter().any(|path| tried.contains(path)), "{tried}");
}

#[test]
fn what_is_below_a_lost_root_is_lost_at_every_depth_and_nothing_else() {
    let (estate, desk) = two_roots(GONE);
    for (root, sub, leaf) in [("old", "first", "web/a"), ("new", "second", "shop/b")] {
        desk.issue(root, sub, ISSUING, FAR);
        desk.put(&estate, &format!("pki/{sub}"));
        desk.serve(&estate, leaf, sub, NEAR);
    }
    let plan = planned(&estate);
    assert!(!is_dated(&plan, NATURAL), "{}", plan.package(NATURAL));
    for id in
        ["shop/certificate-reissue/signature", "pki/ca-renewal/issuing", "pki/trust-distribution"]
    {
        assert!(is_dated(&plan, id), "{}", plan.package(id));
    }
    let steps = plan.package("pki/ca-renewal/issuing")["steps"].to_string();
    assert!(steps.contains("above some of these (1 of 2) is in gone"), "{steps}");
    assert!(
        says_left_out(&plan, "pki/trust-distribution"),
        "{}",
        plan.package("pki/trust-distribution")
    );
}

#[test]
fn what_others_need_before_an_end_is_not_given_up_for_what_nobody_waits_for() {
    let systems = [
        ("pki", ""),
        (
            "client",
            "decommission = \"2034-Q4\"\nconfidentiality_years = 1\nowner = \"slow\"\n[[team]]\nid = \"slow\"\ncapacity = 1\n",
        ),
        ("shop", "jurisdictions = [\"us-nss\"]\n"),
    ];
    let (estate, desk) = (Estate::new(&systems, &[BLANK]), Desk::new(&["new"]));
    desk.put(&estate, "pki/new");
    desk.serve(&estate, "shop/a", "new", NEAR);
    let anchor = fs::read_to_string(desk.0.path().join("new.pem")).unwrap();
    estate.write("client/trust/new.pem", &anchor);
    for name in ["g", "h", "i", "j", "k", "l"] {
        desk.serve(&estate, &format!("client/{name}"), "new", FAR);
    }
    let plan = planned(&estate);
    let reissue = plan.package("shop/certificate-reissue/signature");
    assert!(is_dated(&plan, "client/trust-distribution"), "{:?} {reissue}", plan.ids());
}

/// A root that cannot be replaced before its system ends, years from now.
const LATE: &str =
    "decommission = \"2034-Q4\"\n[system.hardware]\nkind = \"hsm\"\nrefresh = \"2035-Q4\"\n";

#[test]
fn nobody_waits_for_the_anchors_of_an_authority_that_is_lost() {
    let (estate, desk) = two_roots(LATE);
    desk.serve(&estate, "web/a", "old", FAR);
    for (name, by) in ["b", "c", "d", "e", "f", "g"].into_iter().zip(["old", "new"].iter().cycle())
    {
        desk.serve(&estate, &format!("shop/{name}"), by, NEAR);
    }
    desk.serve(&estate, "web/h", "new", NEAR);
    let plan = planned(&estate);
    assert!(!plan.has("gone/ca-renewal/root"), "{:?}", plan.ids());
    let shop = "shop/certificate-reissue/signature";
    for id in [NATURAL, shop, "shop/pilot/certificate-reissue/signature"] {
        assert!(!plan.waits(id, "gone/decommission"), "{}", plan.package(id));
        assert!(plan.package(id)["start"].as_str() < Some("2030"), "{}", plan.package(id));
    }
}

#[test]
fn what_is_left_out_stays_exposed_and_is_told() {
    let (estate, desk) = two_roots(GONE);
    desk.serve(&estate, "web/a", "old", NEAR);
    desk.serve(&estate, "web/b", "new", NEAR);
    let plan = planned(&estate);
    let left = plan.package(NATURAL)["left_out"].as_array().unwrap().len();
    assert_eq!(left, 2, "{}", plan.package(NATURAL));
    let last = plan.0["burndown"].as_array().unwrap().last().unwrap();
    assert_eq!(last["exposed"]["shor"], 2, "{last}");
    let late = plan.0["late"].to_string();
    assert!(
        late.contains("web/certificate-reissue/signature leaves out 2 of its assets"),
        "{late}"
    );
    let text = String::from_utf8(estate.plan("2026-11-01", &[]).stdout).unwrap();
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let answer =
        "packages 1 leaves out what has no date before a decision. The others are in time.";
    assert!(words.contains(answer), "{text}");
}

#[test]
fn an_offline_root_is_renewed_from_a_system_that_stays() {
    let systems = [("agone", GONE), ("pki", ""), ("web", ""), ("shop", "")];
    let (estate, desk) = (Estate::new(&systems, &[BLANK]), Desk::new(&["root"]));
    let root = fs::read_to_string(desk.0.path().join("root.pem")).unwrap();
    for (name, home, leaf) in [("first", "agone", "shop/a"), ("second", "pki", "web/b")] {
        desk.issue("root", name, ISSUING, FAR);
        desk.put(&estate, &format!("{home}/{name}"));
        estate.write(&format!("{home}/root.pem"), &root);
        desk.serve(&estate, leaf, name, NEAR);
    }
    let plan = planned(&estate);
    for id in ["pki/ca-renewal/root", "pki/ca-renewal/issuing", NATURAL] {
        assert!(is_dated(&plan, id), "{:?}", plan.ids());
    }
    assert!(!is_dated(&plan, "shop/certificate-reissue/signature"), "{:?}", plan.ids());
}

#[test]
fn an_acceptance_of_anchors_holds_back_what_they_are_for_and_nothing_else() {
    let systems = [("gone", ""), ("pki", ""), ("web", ""), ("store", ""), ("client", "")];
    let (estate, desk) = (Estate::new(&systems, &[BLANK]), Desk::new(&["old", "new"]));
    desk.put(&estate, "gone/old");
    desk.put(&estate, "pki/new");
    let anchor = fs::read_to_string(desk.0.path().join("old.pem")).unwrap();
    estate.write("client/trust/old.pem", &anchor);
    desk.serve(&estate, "web/a", "old", NEAR);
    desk.serve(&estate, "web/b", "new", NEAR);
    desk.serve(&estate, "store/c", "old", NEAR);
    estate.accept("client/trust-distribution", "2030-06-30");
    let plan = planned(&estate);
    assert!(!is_dated(&plan, "store/certificate-reissue/signature"));
    assert!(is_dated(&plan, NATURAL), "{}", plan.package(NATURAL));
    let steps = plan.package(NATURAL)["steps"].to_string();
    assert!(steps.contains("who verifies some of these gets no new anchors for them"), "{steps}");
}

#[test]
fn what_cannot_be_issued_before_the_authority_ends_has_no_date() {
    let (estate, desk) = two_roots("decommission = \"2027-Q2\"\n");
    desk.serve(&estate, "web/a", "old", NEAR);
    desk.serve(&estate, "shop/b", "new", NEAR);
    let plan = planned(&estate);
    assert!(!is_dated(&plan, NATURAL), "{}", plan.package(NATURAL));
    assert!(is_dated(&plan, "shop/certificate-reissue/signature"), "{:?}", plan.ids());
    // There would be the time for the authority itself, which would certify nothing then.
    assert!(!plan.has("gone/ca-renewal/root"), "{:?}", plan.ids());
    let steps = plan.package("gone/decommission")["steps"].to_string();
    assert!(steps.contains("all that it would certify comes after that"), "{steps}");
}

#[test]
fn a_loss_is_known_when_the_system_is_gone() {
    let shop = "shop/certificate-reissue/signature";
    for copied in [false, true] {
        let (estate, desk) = two_roots(GONE);
        desk.serve(&estate, "web/a", "old", NEAR);
        desk.serve(&estate, "web/b", "new", NEAR);
        desk.serve(&estate, "shop/c", "old", NEAR);
        let anchor = fs::read_to_string(desk.0.path().join("old.pem")).unwrap();
        if copied {
            estate.write("web/trust/old.pem", &anchor);
        }
        estate.scan("2026-11-01");
        estate.save("2026-11-01", "plan.json");
        for place in ["gone/old.pem", "gone/old.key"] {
            estate.remove(place);
        }
        estate.scan("2027-02-01");
        let next = |previous: &str, name: &str| {
            estate.plan("2027-03-01", &["--previous", previous, "--format", "json", "-o", name]);
            let text = fs::read_to_string(estate.0.path().join(name)).unwrap();
            Planned(serde_json::from_str(&text).unwrap())
        };
        let second = next("plan.json", "second.json");
        for plan in [&second, &next("second.json", "third.json")] {
            assert!(!is_dated(plan, shop), "{}", plan.package(shop));
            let why = plan.package(shop)["undecided"].as_str().unwrap();
            assert!(
                why.contains("gone, which was to be switched off at the end of 2026-Q4"),
                "{why}"
            );
            assert_eq!(plan.package(NATURAL)["left_out"].as_array().unwrap().len(), 2);
            assert!(!plan.has("web/ca-renewal/root") || !is_dated(plan, "web/ca-renewal/root"));
        }
        let track = estate.track("2027-02-01", &[]);
        assert_eq!(track.0["new"].as_array().unwrap().len(), 0, "{}", track.0["new"]);
        // Who has the key by now certifies again.
        desk.put(&estate, "pki/old");
        estate.scan("2027-03-01");
        let moved = next("second.json", "fourth.json");
        assert!(is_dated(&moved, shop), "{}", moved.package(shop));
        assert!(moved.0["lost_authorities"].is_null(), "{}", moved.0["lost_authorities"]);
    }
}

#[test]
fn what_a_lost_authority_has_issued_since_is_lost_too() {
    let shop = "shop/certificate-reissue/signature";
    let (estate, desk) = two_roots(GONE);
    desk.serve(&estate, "shop/c", "old", NEAR);
    estate.scan("2026-11-01");
    estate.save("2026-11-01", "plan.json");
    desk.serve(&estate, "shop/c", "old", FAR);
    for place in ["gone/old.pem", "gone/old.key"] {
        estate.remove(place);
    }
    // Something else of the system is still found.
    estate.write("gone/notes.txt", "nothing\n");
    desk.serve(&estate, "web/b", "new", NEAR);
    estate.scan("2027-02-01");
    estate.plan("2027-02-01", &["--previous", "plan.json", "--format", "json", "-o", "next.json"]);
    let text = fs::read_to_string(estate.0.path().join("next.json")).unwrap();
    let plan = Planned(serde_json::from_str(&text).unwrap());
    let reissue = plan.ids().into_iter().find(|id| id.starts_with("shop/certificate-reissue"));
    assert!(!is_dated(&plan, reissue.unwrap_or(shop)), "{:?}", plan.ids());
    assert!(is_dated(&plan, NATURAL), "{}", plan.package(NATURAL));
}

#[test]
fn a_root_that_has_its_successor_elsewhere_is_no_loss() {
    let systems = [("gone", "decommission = \"2030-Q4\"\n"), ("ca", ""), ("shop", "")];
    let files = [
        ("gone/root.pem", "root.pem"),
        ("gone/root.key", "root.key"),
        ("ca/issuing.pem", "issuing.pem"),
        ("shop/leaf.pem", "leaf.pem"),
        ("shop/leaf.key", "leaf.key"),
    ];
    let estate = Estate::new(&systems, &files);
    assert!(is_dated(&estate.planned(), "gone/ca-renewal/root"));
    for place in ["gone/root.pem", "gone/root.key"] {
        estate.remove(place);
    }
    estate.put("ca/new-root.pem", "new-root.pem");
    estate.put("ca/new-issuing.pem", "new-issuing.pem");
    estate.scan("2031-02-01");
    estate.plan("2031-02-01", &["--previous", "plan.json", "--format", "json", "-o", "next.json"]);
    let text = fs::read_to_string(estate.0.path().join("next.json")).unwrap();
    let plan = Planned(serde_json::from_str(&text).unwrap());
    assert!(is_dated(&plan, "shop/certificate-reissue/signature"), "{:?}", plan.ids());
}

#[test]
fn anchors_wait_for_their_own_authorities() {
    let (estate, desk) = two_roots(LATE);
    let anchor = fs::read_to_string(desk.0.path().join("new.pem")).unwrap();
    estate.write("shop/trust/new.pem", &anchor);
    desk.serve(&estate, "shop/c", "old", FAR);
    desk.serve(&estate, "web/b", "new", NEAR);
    let plan = planned(&estate);
    for id in ["shop/trust-distribution", NATURAL] {
        assert!(!plan.waits(id, "gone/decommission"), "{}", plan.package(id));
        assert!(plan.package(id)["start"].as_str() < Some("2030"), "{}", plan.package(id));
    }
}

#[test]
fn anchors_without_a_successor_are_left_where_they_are() {
    let systems = [("gone", GONE), ("pki", ""), ("web", ""), ("client", "")];
    let (estate, desk) = (Estate::new(&systems, &[BLANK]), Desk::new(&["old", "kept"]));
    desk.put(&estate, "gone/old");
    desk.put(&estate, "pki/kept");
    for (name, by) in [("web/a", "old"), ("web/b", "kept")] {
        desk.serve(&estate, name, by, NEAR);
        let anchor = fs::read_to_string(desk.0.path().join(format!("{by}.pem"))).unwrap();
        estate.write(&format!("client/trust/{by}.pem"), &anchor);
    }
    estate.accept("pki/ca-renewal/root", "2030-06-30");
    let plan = planned(&estate);
    for id in [NATURAL, "client/trust-distribution"] {
        assert!(!is_dated(&plan, id), "{}", plan.package(id));
    }
}

#[test]
fn anchors_are_handed_out_after_the_root_that_they_are_of() {
    let systems = [("gone", LATE), ("pki", ""), ("web", "")];
    let (estate, desk) = (Estate::new(&systems, &[BLANK]), Desk::new(&["root"]));
    desk.put(&estate, "pki/root");
    desk.issue("root", "issuing", ISSUING, FAR);
    desk.put(&estate, "gone/issuing");
    desk.serve(&estate, "web/a", "issuing", NEAR);
    desk.serve(&estate, "web/b", "root", NEAR);
    let plan = planned(&estate);
    let anchors = "gone/trust-distribution";
    if plan.has(anchors) {
        assert!(plan.waits(anchors, "pki/ca-renewal/root"), "{}", plan.package(anchors));
    }
    assert!(!plan.waits("pki/retirement/root", NATURAL) || is_dated(&plan, NATURAL));
}

#[test]
fn a_root_with_its_successor_beside_it_is_done_though_its_system_ends() {
    let files = [
        ("gone/root.pem", "root.pem"),
        ("gone/root.key", "root.key"),
        ("ca/issuing.pem", "issuing.pem"),
        ("shop/leaf.pem", "leaf.pem"),
        ("shop/leaf.key", "leaf.key"),
    ];
    let systems = [("gone", "decommission = \"2028-Q4\"\n"), ("ca", ""), ("shop", "")];
    let estate = Estate::new(&systems, &files);
    assert_eq!(estate.planned().package("ca/ca-renewal/issuing")["deadline"]["date"], "2028-12-31");
    estate.put("gone/new-root.pem", "new-root.pem");
    let track = estate.track("2027-07-01", &[]);
    let packages = track.0["packages"].as_array().unwrap();
    let renewal = packages.iter().find(|one| one["package"] == "gone/ca-renewal/root").unwrap();
    assert_eq!(renewal["state"], "done", "{renewal}");
    let next = estate.next("2027-07-01");
    let issuing = next.package("ca/ca-renewal/issuing");
    assert_eq!(issuing["deadline"]["date"], "2028-12-31", "{issuing}");
}

#[test]
fn a_renewal_that_is_accepted_until_its_system_ends_is_a_loss() {
    for (expires, is_lost) in [("2031-06-30", true), ("2029-06-30", false)] {
        let (estate, desk) = two_roots("decommission = \"2030-Q4\"\n");
        desk.serve(&estate, "web/a", "old", NEAR);
        estate.accept("gone/ca-renewal/root", expires);
        estate.scan("2026-11-01");
        estate.save("2026-11-01", "plan.json");
        let plan = estate.planned();
        assert!(!plan.has("gone/trust-distribution"), "{:?}", plan.ids());
        assert_eq!(plan.0["lost_authorities"].is_array(), is_lost, "{}", plan.0);
        assert_eq!(plan.package(NATURAL)["undecided"].is_string(), is_lost);
        assert!(!is_dated(&plan, NATURAL), "{}", plan.package(NATURAL));
    }
}
