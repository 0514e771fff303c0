//! Scenarios and explanations begin with the plan in force, as `y2q plan --previous` does.

use std::fs;

use serde_json::Value;

use super::orphans::{GONE, NEAR, two_roots};

const SHOP: &str = "shop/certificate-reissue/signature";
const DAY: &str = "2027-02-01";

#[test]
fn scenarios_and_explanations_know_the_plan_in_force() {
    let (estate, desk) = two_roots(GONE);
    for (place, by) in [("web/a", "old"), ("web/b", "new"), ("shop/c", "old")] {
        desk.serve(&estate, place, by, NEAR);
    }
    let path = estate.0.path().join("estate.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text + "[funding]\nperson_day = 700\ncurrency = \"EUR\"\n").unwrap();
    estate.scan("2026-11-01");
    estate.save("2026-11-01", "plan.json");
    for place in ["gone/old.pem", "gone/old.key"] {
        estate.remove(place);
    }
    estate.scan(DAY);
    let scenario = "schema = 1\n[[scenario]]\nname = \"less\"\ncapacity_percent = 80\n";
    fs::write(estate.0.path().join("less.toml"), scenario).unwrap();
    let json = |more: &[&str]| -> Value {
        let out = estate.plan(DAY, &[&["--format", "json"][..], more].concat());
        serde_json::from_slice(&out.stdout).unwrap()
    };
    let in_force = ["--previous", "plan.json", "--stability", "70"];
    let plan = json(&in_force);
    let rows = json(&[&in_force[..], &["--scenario", "less.toml"]].concat());
    let packages = plan["packages"].as_array().unwrap();
    let sum = |field: &dyn Fn(&Value) -> Option<f64>| -> f64 {
        packages.iter().filter(|one| !one["finish"].is_null()).filter_map(field).sum()
    };
    let undated = packages.iter().filter(|one| one["finish"].is_null()).count();
    let last = packages.iter().filter_map(|one| one["finish"].as_str()).max();
    let days = sum(&|one| one["effort_days"][1].as_f64());
    assert_eq!(undated, 1, "{plan}");
    let as_it_is = &rows["scenarios"][0];
    assert_eq!(as_it_is["name"], "as it is");
    assert_eq!(as_it_is["packages"], packages.len());
    assert_eq!(as_it_is["unscheduled"], undated);
    assert_eq!(as_it_is["late"], plan["late"].as_array().unwrap().len(), "{as_it_is}");
    assert_eq!(as_it_is["finish"].as_str(), last);
    assert!((as_it_is["person_days"].as_f64().unwrap() - days).abs() < 0.01, "{as_it_is}");
    let cost = as_it_is["cost"].as_f64().unwrap();
    assert!((cost - days * 700.0).abs() < 10.0, "{cost}");
    assert_eq!(rows["scenarios"][1]["unscheduled"], undated, "no more people decide anything");

    let explained = |more: &[&str]| {
        let fixed = ["explain", SHOP, "--db", "y2q.db", "--estate", "estate.toml", "--effort", "0"];
        let out = estate.y2q(&[&fixed[..], &["--at", DAY], more].concat());
        String::from_utf8(out.stdout).unwrap() + &String::from_utf8_lossy(&out.stderr)
    };
    assert!(explained(&[]).contains("starts in 2027"));
    let told = explained(&in_force);
    assert!(!told.contains("starts in") && told.contains("a decision comes first"), "{told}");
    // A plan of another estate says nothing of this one, here either.
    let other = fs::read_to_string(estate.0.path().join("plan.json")).unwrap();
    let other = other.replacen("\"Beside\"", "\"Else\"", 1);
    fs::write(estate.0.path().join("other.json"), other).unwrap();
    let told = explained(&["--previous", "other.json"]);
    assert!(told.contains("is the plan of the estate `Else`"), "{told}");
}
