//! `estate.toml`: what it says, what is wrong with it and where, whose a path is, and drafts.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test fails by panicking")]

use y2q::estate::{self, Assigner, Survey};
use y2q::model::{Asset, Context, DataTier, LinkPreset, NetworkExposure, Stateful, SupplierKind};

#[path = "estate/doubts.rs"]
mod doubts;
#[path = "estate/faults.rs"]
mod faults;

const WHOLE: &str = r#"
schema = 1

[estate]
name = "Head office"
crqc_year = 2033

[defaults]
exposure = "partner"
data_tier = "open"
confidentiality_years = 3
signature_years = 4
jurisdictions = ["kr", "finance"]
owner = "b"

[[team]]
id = "a"
capacity = 10

[[team]]
id = "b"
name = "Team B"
capacity = 12.5
[[team.override]]
from = "2027-Q4"
until = "2028-Q1"
capacity = 0
reason = "freeze"

[[system]]
id = "db"
name = "Database"
owner = "a"
paths = ["var/lib/db/**"]
exposure = "isolated"
data_tier = "classified"
confidentiality_years = 30
signature_years = 0
jurisdictions = ["kr-public-sector"]
depends_on = ["web"]
[system.supplier]
name = "Vendor"
kind = "open-source"
earliest = "2027-Q2"
[system.demand]
handshakes = 900
cores = 0.5
handshake_bytes = 12000
first_byte_ms = 250.5
chain = 3
signatures = 40
stateful_signing = "forbidden"
module_object_bytes = 4096
[system.link]
preset = "telemetry"
rtt_ms = 40
down_kbit = 19.2
mtu = 576
[system.verifier]
slowdown = 40
verify_ms = 50
bytes = 4096
code_bytes = 20000
memory_bytes = 8192

[[system]]
id = "web"
hosts = ["*.example.com"]
"#;

#[test]
fn everything_that_is_said_is_read() {
    let context = estate::parse(WHOLE).unwrap();
    assert_eq!((context.estate.name.as_str(), context.estate.crqc_year), ("Head office", 2033));
    assert!(context.estate.declared);
    let team = &context.teams[1];
    assert_eq!((team.name.as_str(), team.capacity), ("Team B", 12.5));
    assert_eq!(team.capacity_in("2028-Q1".parse().unwrap()), 0.0);
    assert_eq!(team.capacity_in("2028-Q2".parse().unwrap()), 12.5);
    assert_eq!(team.overrides[0].reason, "freeze");
    let db = context.resolve("db");
    assert!(db.defaulted.is_empty());
    assert_eq!((db.exposure, db.data_tier), (NetworkExposure::Isolated, DataTier::Classified));
    assert_eq!((db.confidentiality_years, db.signature_years), (30, 0));
    assert_eq!(
        (db.owner.as_str(), db.jurisdictions.as_slice()),
        ("a", &["kr-public-sector".to_owned()][..])
    );
    let demand = context.systems[0].demand.as_ref().unwrap();
    assert_eq!(
        (demand.handshakes, demand.cores, demand.signatures),
        (Some(900.0), Some(0.5), Some(40.0))
    );
    assert_eq!((demand.handshake_bytes, demand.first_byte_ms), (Some(12_000), Some(250.5)));
    assert_eq!((demand.chain, demand.module_object_bytes), (Some(3), Some(4096)));
    assert_eq!(demand.stateful, Some(Stateful::Forbidden));
    let link = demand.link.as_ref().unwrap();
    assert_eq!(
        (link.preset, link.rtt_ms, link.mtu),
        (LinkPreset::Telemetry, Some(40.0), Some(576))
    );
    assert_eq!((link.down_bits, link.up_bits, link.loss), (Some(19_200.0), None, None));
    let verifier = demand.verifier.as_ref().unwrap();
    assert_eq!((verifier.slowdown, verifier.verify_ms), (Some(40.0), Some(50.0)));
    assert_eq!(
        (verifier.bytes, verifier.code_bytes, verifier.memory_bytes),
        (Some(4096), Some(20_000), Some(8192))
    );
    assert_eq!(context.systems[1].demand, None);
    let supplier = context.systems[0].supplier.as_ref().unwrap();
    assert_eq!((supplier.name.as_str(), supplier.kind), ("Vendor", SupplierKind::OpenSource));
    assert_eq!(supplier.earliest.unwrap().to_string(), "2027-Q2");
    assert_eq!(context.systems[0].depends_on, ["web"]);
    // What a system does not say comes from the defaults of the file.
    let web = context.resolve("web");
    assert_eq!(web.name, "web");
    assert_eq!((web.exposure, web.data_tier), (NetworkExposure::Partner, DataTier::Open));
    assert_eq!((web.owner.as_str(), web.confidentiality_years), ("b", 3));
    assert!(
        web.defaulted.is_empty(),
        "what the owner wrote is no default of this program: {web:?}"
    );
}

#[test]
fn the_least_file_has_the_documented_defaults() {
    let context = estate::parse("schema = 1\n").unwrap();
    let undeclared = Context::undeclared();
    assert!(context.estate.declared);
    assert_eq!(context.defaults, undeclared.defaults);
    assert_eq!(context.teams, undeclared.teams);
    assert_eq!(context.estate.crqc_year, 2035);
    let first = estate::parse("schema = 1\n[[team]]\nid = \"x\"\ncapacity = 1\n").unwrap();
    assert_eq!(first.defaults.owner, "x", "the first team owns what nobody claims");
}

fn assigner(systems: &[(&str, &[&str], &[&str])]) -> Assigner {
    let mut text = "schema = 1\n".to_owned();
    for (id, paths, hosts) in systems {
        text.push_str(&format!(
            "[[system]]\nid = \"{id}\"\npaths = {paths:?}\nhosts = {hosts:?}\n"
        ));
    }
    Assigner::new(&estate::parse(&text).unwrap())
}

#[test]
fn the_first_system_in_the_file_that_matches_owns_a_path() {
    let assigner = assigner(&[
        ("certs", &["**/*.pem"], &[]),
        ("nginx", &["etc/nginx", "/opt/nginx/"], &[]),
        ("etc", &["./etc/*"], &[]),
        ("flat", &["*.key", "key-?.der", "{a,b}/c"], &[]),
    ]);
    let table = [
        ("etc/nginx/tls/server.pem", "certs"),
        ("server.pem", "certs"),
        ("etc/nginx", "nginx"),
        ("etc/nginx/nginx.conf", "nginx"),
        ("etc/nginx-old/nginx.conf", "etc"),
        ("etc/ssh/sshd_config", "etc"),
        ("etc", "unassigned"),
        ("root.key", "flat"),
        ("deep/root.key", "unassigned"),
        ("key-1.der", "flat"),
        ("key-10.der", "unassigned"),
        ("b/c", "flat"),
        ("b/c/d/e", "flat"),
        ("", "unassigned"),
    ];
    for (path, system) in table {
        assert_eq!(assigner.system_of(path, &format!("/srv/{path}")), system, "{path}");
    }
    assert_eq!(assigner.system_of("x.conf", "/opt/nginx/x.conf"), "nginx");
    assert_eq!(assigner.system_of("opt/nginx/x.conf", "/host/opt/nginx/x.conf"), "unassigned");
}

#[test]
fn hosts_of_endpoints_are_matched_without_case() {
    let assigner = assigner(&[("web", &[], &["*.Example.com", "10.0.0.?", "::1"])]);
    for (url, system) in [
        ("tls://www.example.com:443", "web"),
        ("tls://WWW.EXAMPLE.COM:443/path", "web"),
        ("ssh://root@10.0.0.7:22", "web"),
        ("ssh://10.0.0.70:22", "unassigned"),
        ("tls://[::1]:443", "web"),
        ("tls://example.com:443", "unassigned"),
        ("/srv/www.example.com", "unassigned"),
    ] {
        assert_eq!(assigner.system_of("", url), system, "{url}");
    }
    assert_eq!(assigner.system_of_host("a.example.com"), "web");
}

#[test]
fn a_pattern_that_is_no_glob_counts_literally() {
    let mut context =
        estate::parse("schema = 1\n[[system]]\nid = \"a\"\npaths = [\"x\"]\n").unwrap();
    context.systems[0].paths = vec!["odd[name".into()];
    let assigner = Assigner::new(&context);
    assert_eq!(assigner.system_of("odd[name/key", "/odd[name/key"), "a");
    assert_eq!(assigner.system_of("other", "/other"), "unassigned");
}

fn certificate(names: &[&str]) -> Asset {
    let algorithm = y2q::registry::by_name("Ed25519").unwrap();
    Asset::Certificate(y2q::model::Certificate {
        format: "X.509".into(),
        subject: "CN=a".into(),
        issuer: "CN=b".into(),
        serial: "01".into(),
        not_before: None,
        not_after: None,
        is_ca: false,
        self_signed: false,
        key_usage: Default::default(),
        extended_key_usage: Default::default(),
        subject_alternative_names: names.iter().map(|name| (*name).to_owned()).collect(),
        fingerprint: "00".into(),
        key_fingerprint: "00".into(),
        key_algorithm: algorithm.clone(),
        signature_algorithm: algorithm,
        subject_key_id: None,
        authority_key_id: None,
    })
}

#[test]
fn a_draft_parses_back_and_owns_what_it_was_drafted_from() {
    let key = Asset::Algorithm(y2q::registry::by_name("RSA-2048").unwrap());
    let mut survey = Survey::default();
    survey.saw("etc/a.pem", &key);
    survey.saw("etc/b.pem", &key);
    survey.saw(
        "web/server.pem",
        &certificate(&["DNS:www.example.com", "DNS:*.example.org", "IP:10.0.0.1"]),
    );
    survey.saw("lone.pem", &key);
    let odd = [
        "Ünïcode ",
        "[br{a}ck*et?]",
        "quo\"te\\",
        "new\nline",
        "\\xff\\xfe",
        "unassigned",
        "UNASSIGNED",
        "-",
        "a\u{7f}",
    ];
    for folder in odd {
        survey.saw(&format!("{folder}/key"), &certificate(&["DNS:od[d", "DNS:tab\there", "DNS:"]));
    }
    let text = estate::draft(&survey);
    let context = estate::parse(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
    assert_eq!(context.systems.len(), 2 + odd.len());
    let assigner = Assigner::new(&context);
    assert_eq!(assigner.system_of("etc/a.pem", "/etc/a.pem"), "etc");
    assert_eq!(assigner.system_of("lone.pem", "/lone.pem"), "unassigned");
    for folder in odd {
        let path = format!("{}/key", folder.trim());
        assert_ne!(assigner.system_of(&path, "/elsewhere"), "unassigned", "{folder:?} in {text}");
    }
    let web = context.systems.iter().find(|system| system.id == "web").unwrap();
    assert_eq!(web.hosts, ["*.example.org", "www.example.com"]);
    // Every value is there, so that a person only corrects.
    for system in &context.systems {
        assert!(context.resolve(&system.id).defaulted.is_empty(), "{}", system.id);
    }
    assert!(text.contains("# 2 occurrences here"), "{text}");
    assert!(text.contains("# 1 occurrence in no folder above"), "{text}");
    let undescribed = text.lines().filter(|line| line.contains(" = ") && !line.contains('#'));
    assert_eq!(undescribed.collect::<Vec<_>>(), ["schema = 1"]);
}

#[test]
fn what_a_draft_says_in_comments_parses_too() {
    let mut survey = Survey::default();
    survey.saw("etc/a.pem", &Asset::Algorithm(y2q::registry::by_name("RSA-2048").unwrap()));
    let draft = estate::draft(&survey);
    let (_, more) = draft.split_once("# What any [[system]]").unwrap();
    let said = more.lines().skip(1).filter_map(|line| line.strip_prefix("# "));
    let said: Vec<&str> =
        said.filter(|line| line.starts_with('[') || line.contains(" = ")).collect();
    let text = draft.replace(more, &format!("\n{}", said.join("\n")));
    let text = text.replace("\"archive/", "\"etc/");
    let context = estate::parse(&text).unwrap_or_else(|error| panic!("{error} in {text}"));
    let system = &context.systems[0];
    assert!(
        system.changeability.decommission.is_some() && system.changeability.unchangeable.is_some(),
        "{text}"
    );
    assert!(
        system.changeability.hardware.is_some() && system.changeability.provider.is_some(),
        "{text}"
    );
    assert_eq!(context.acceptances.len(), 1, "{text}");
}

#[test]
fn a_survey_is_bounded() {
    let mut survey = Survey::default();
    for folder in 0..500 {
        let names: Vec<String> = (0..50).map(|name| format!("DNS:h{name}.example")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        survey.saw(&format!("f{folder:03}/key"), &certificate(&names));
    }
    let context = estate::parse(&estate::draft(&survey)).unwrap();
    assert_eq!(context.systems.len(), 100);
    assert!(context.systems.iter().all(|system| system.hosts.len() <= 20));
}
