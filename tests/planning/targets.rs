//! Which scheme is chosen, and what is said of the others.

use y2q::cost::Costs;
use y2q::plan::{Need, Target, TargetRequest, Use, Venue, choose_target};
use y2q::policy::Policy;
use y2q::scheme::{Role, Scheme};

use super::holdings::policy;
use super::schemes::SCHEMES;

const VENUES: [Venue; 11] = [
    Venue::Tls,
    Venue::Ssh,
    Venue::Ike,
    Venue::X509,
    Venue::Cms,
    Venue::OpenPgp,
    Venue::Jose,
    Venue::Dnssec,
    Venue::Ledger,
    Venue::Code,
    Venue::Other,
];
const NEEDS: [Need; 6] = [
    Need::KeyEstablishment,
    Need::Root,
    Need::Issuing,
    Need::Signature,
    Need::Undetermined,
    Need::Symmetric,
];

fn choose(venue: Venue, need: Need, policies: &[&Policy]) -> Option<Target> {
    let costs = Costs::reference();
    let at = Use { venue, need };
    let request = TargetRequest {
        at,
        signature_years: 10,
        policies,
        setting: y2q::policy::Setting::default(),
        today: super::holdings::date("2026-10-01"),
        demand: None,
        costs: &costs,
    };
    choose_target(&request, SCHEMES)
}

fn chosen(venue: Venue, need: Need) -> String {
    choose(venue, need, &[]).unwrap().scheme
}

fn why_not(target: &Target, scheme: &str) -> String {
    target.rejected.iter().find(|(id, _)| id == scheme).unwrap().1.clone()
}

fn scheme(id: &str) -> &'static Scheme {
    SCHEMES.iter().find(|scheme| scheme.id == id).unwrap()
}

#[test]
fn a_kem_is_never_chosen_for_a_signature_nor_the_reverse() {
    for venue in VENUES {
        for need in NEEDS {
            let Some(target) = choose(venue, need, &[]) else { continue };
            let role = if need == Need::KeyEstablishment { Role::Kem } else { Role::Signature };
            assert_eq!(scheme(&target.scheme).role, role, "{venue:?} {need:?}");
            for (id, why) in &target.rejected {
                assert_eq!(scheme(id).role, role);
                assert!(!why.is_empty());
            }
            let same_role = SCHEMES.iter().filter(|scheme| scheme.role == role).count();
            assert_eq!(
                target.rejected.len() + 1,
                same_role,
                "every other candidate is answered for"
            );
            let protocol = venue.protocol();
            assert!(protocol.is_none_or(|word| scheme(&target.scheme).protocols.contains(&word)));
        }
    }
    let kems: Vec<&Scheme> =
        SCHEMES.iter().copied().filter(|scheme| scheme.role == Role::Kem).collect();
    let at = Use { venue: Venue::Code, need: Need::Signature };
    let costs = Costs::default();
    let request = TargetRequest {
        at,
        signature_years: 10,
        policies: &[],
        setting: y2q::policy::Setting::default(),
        today: super::holdings::date("2026-10-01"),
        demand: None,
        costs: &costs,
    };
    assert_eq!(choose_target(&request, &kems), None);
}

#[test]
fn the_preference_table_holds() {
    assert_eq!(chosen(Venue::Tls, Need::KeyEstablishment), "x25519mlkem768");
    assert_eq!(chosen(Venue::Ssh, Need::KeyEstablishment), "mlkem768x25519-sha256");
    assert_eq!(chosen(Venue::Ike, Need::KeyEstablishment), "ml-kem-768");
    assert_eq!(chosen(Venue::Code, Need::KeyEstablishment), "ml-kem-768");
    assert_eq!(chosen(Venue::X509, Need::Signature), "ml-dsa-65");
    assert_eq!(chosen(Venue::X509, Need::Issuing), "ml-dsa-65");
    assert_eq!(chosen(Venue::X509, Need::Root), "ml-dsa-87");
    assert_eq!(chosen(Venue::Ssh, Need::Signature), "ssh-mldsa44-ed25519");
    for need in [Need::Undetermined, Need::Symmetric] {
        assert_eq!(choose(Venue::Code, need, &[]), None, "no guess where no scheme can be named");
    }
}

#[test]
fn rejections_say_the_criterion() {
    let leaf = choose(Venue::X509, Need::Signature, &[]).unwrap();
    assert!(why_not(&leaf, "dilithium3").contains("superseded"));
    assert!(why_not(&leaf, "hss-lms").contains("stateful"));
    assert!(why_not(&leaf, "haetae-3").contains("KpqC"));
    assert!(why_not(&leaf, "ml-dsa-44").contains("category 2"));
    assert!(why_not(&leaf, "slh-dsa-sha2-192s").contains("16272 bytes"));
    assert!(why_not(&leaf, "mldsa65-ecdsa-p256").contains("hybrid"));
    assert!(why_not(&leaf, "ssh-mldsa44-ed25519").contains("no X.509 code point"));
    let ssh = choose(Venue::Ssh, Need::Signature, &[]).unwrap();
    assert!(ssh.reason.contains("Wait") && ssh.reason.contains("experimental"), "{}", ssh.reason);
}

#[test]
fn targets_of_policies_bind() {
    let mut strict = policy("strict", &[]);
    strict.targets = vec!["ML-KEM-1024".into(), "ML-DSA-87".into()];
    let tls = choose(Venue::Tls, Need::KeyEstablishment, &[&strict]).unwrap();
    assert_eq!(tls.scheme, "secp384r1mlkem1024");
    assert_eq!(why_not(&tls, "x25519mlkem768"), "not among the targets of strict");
    let leaf = choose(Venue::X509, Need::Signature, &[&strict]).unwrap();
    assert_eq!(leaf.scheme, "ml-dsa-87");
    let mut other = policy("other", &[]);
    other.targets = vec!["SLH-DSA".into()];
    assert_eq!(choose(Venue::X509, Need::Signature, &[&strict, &other]), None, "contradiction");
}

#[test]
fn kpqc_is_eligible_only_where_a_policy_admits_it() {
    let mut korea = policy("kr", &[]);
    korea.targets = vec!["ML-DSA".into(), "HAETAE".into(), "NTRU+".into()];
    let both = choose(Venue::Code, Need::Signature, &[&korea]).unwrap();
    assert_eq!(both.scheme, "ml-dsa-65", "a standard goes before a specification");
    assert!(why_not(&both, "haetae-3").contains("not built on FIPS"));
    korea.targets = vec!["HAETAE".into()];
    let only = choose(Venue::Code, Need::Signature, &[&korea]).unwrap();
    assert_eq!(only.scheme, "haetae-3");
    assert_eq!(choose(Venue::X509, Need::Signature, &[&korea]), None, "no OID of its own body");
    // The plus sign counts: NTRU+ does not admit sntrup761.
    korea.targets = vec!["NTRU+".into()];
    assert_eq!(choose(Venue::Ssh, Need::KeyEstablishment, &[&korea]), None);
}

#[test]
fn an_interim_hybrid_names_the_step_after_it() {
    let tls = choose(Venue::Tls, Need::KeyEstablishment, &[]).unwrap().later.unwrap();
    assert_eq!(tls.scheme.as_deref(), Some("ml-kem-768"));
    // 1,216 + 1,120 instead of 1,184 + 1,088.
    assert!(tls.reason.contains("save 64 bytes"), "{}", tls.reason);
    let ssh = choose(Venue::Ssh, Need::KeyEstablishment, &[]).unwrap().later.unwrap();
    assert_eq!(ssh.scheme, None);
    assert!(ssh.reason.contains("SSH"), "{}", ssh.reason);
    for at in [(Venue::Ike, Need::KeyEstablishment), (Venue::X509, Need::Signature)] {
        assert_eq!(choose(at.0, at.1, &[]).unwrap().later, None);
    }
}

/// The plan of a web server that offers classical groups, under one policy.
fn web_server(policy: &str) -> y2q::plan::Plan {
    let folder = tempfile::tempdir().unwrap();
    let lines = "server {\n listen 443 ssl;\n ssl_protocols TLSv1.3;\n ssl_ecdh_curve X25519;\n}\n";
    std::fs::write(folder.path().join("nginx.conf"), lines).unwrap();
    let out = std::process::Command::new(env!("CARGO_BIN_EXE_y2q"))
        .args(["--quiet", "plan", "--at", "2026-11-21", "--format", "json", "--policy", policy])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

#[test]
fn a_policy_that_does_not_recommend_hybrids_gets_a_second_step() {
    let first = "unassigned/configuration/tls-key-establishment";
    let plan = web_server("au-asd-ism");
    let of = |id: &str| plan.packages.iter().find(|package| package.id == id).unwrap();
    let (interim, last) = (of(first), of(&format!("{first}-final")));
    let later = interim.target.as_ref().unwrap().later.as_ref().unwrap();
    assert_eq!(later.by.as_deref(), Some("au-asd-ism"));
    let names = [interim, last].map(|package| package.target.as_ref().unwrap().name.as_str());
    assert_eq!(names, ["SecP384r1MLKEM1024", "ML-KEM-1024"]);
    let retirement = of("unassigned/retirement/tls-key-establishment");
    assert_eq!(last.after, [first, retirement.id.as_str()]);
    // A year after the first, and the second one makes nothing less exposed.
    assert!(last.start.unwrap().since(interim.finish.unwrap()) >= 4);
    assert!(last.assets.is_empty() && !interim.assets.is_empty());
    let deadline = last.deadline.as_ref().unwrap();
    assert!(deadline.policy == "y2q" && deadline.clause.contains("au-asd-ism"), "{deadline:?}");
    assert!(last.steps.iter().any(|step| step.contains("put ML-KEM-1024 first, the hybrid after")));
    let exposed = |at: y2q::model::Quarter| {
        let row = plan.burndown.iter().find(|row| row.quarter == at).unwrap();
        row.exposed.values().sum::<u64>()
    };
    // Who knows classical key exchange alone is exposed until it is retired.
    assert_eq!(exposed(interim.finish.unwrap()), 1);
    assert_eq!(exposed(retirement.finish.unwrap()), 0);
    assert!(retirement.finish < last.start);
}

#[test]
fn where_hybrids_are_recommended_or_not_spoken_of_the_hybrid_stays() {
    for policy in ["de-bsi-tr-02102", "kr-pqc-2035"] {
        let plan = web_server(policy);
        assert!(plan.packages.iter().all(|package| !package.id.ends_with("-final")), "{policy}");
        let targets = plan.packages.iter().filter_map(|package| package.target.as_ref());
        let later = targets.filter_map(|target| target.later.as_ref()).next().unwrap();
        assert!(later.by.is_none() && later.reason.contains("the hybrid may stay"), "{later:?}");
    }
}
