//! Scenarios under policies that bind no system of the estate.

use std::fs;

use serde_json::Value;

use crate::tracking::beside::Estate;

#[test]
fn a_scenario_says_that_its_policy_binds_no_system() {
    let estate = Estate::new(&[("client", "")], &[("client/id/app.pem", "leaf.pem")]);
    let text = "schema = 1\n[[scenario]]\nname = \"cnsa\"\npolicies = [\"cnsa-2.0\"]\n\
                [[scenario]]\nname = \"nist\"\npolicies = [\"nist-ir-8547\"]\n";
    fs::write(estate.0.path().join("scenarios.toml"), text).unwrap();
    let more = ["--policy", "nist-ir-8547", "--scenario", "scenarios.toml"];
    let of = |format: &str| {
        let out = estate.plan("2026-11-01", &[&more[..], &["--format", format]].concat());
        String::from_utf8(out.stdout).unwrap()
    };
    let rows: Value = serde_json::from_str(&of("json")).unwrap();
    let unbound = |at: usize| rows["scenarios"][at].get("unbound");
    assert_eq!(unbound(1), Some(&Value::from(vec!["cnsa-2.0"])));
    assert_eq!([unbound(0), unbound(2)], [None, None]);
    for format in ["text", "md"] {
        let told = of(format).split_whitespace().collect::<Vec<_>>().join(" ");
        let says = "cnsa: cnsa-2.0 was named and binds no system, because the `jurisdictions` of the estate do not say that it \
                    applies; nothing here is due by it.";
        assert!(told.contains(says), "{told}");
    }
}
