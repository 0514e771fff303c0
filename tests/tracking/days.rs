//! A day that is counted from the day of a plan stays for the same work, whatever became of its assets.

use std::fs;

use serde_json::Value;

use super::beside::{Estate, Planned};

const WEAK: &str = "ssl_ciphers DES-CBC3-SHA:ECDHE-RSA-AES128-GCM-SHA256;";

fn server(name: &str, more: &str) -> String {
    format!(
        "server {{ listen 443 ssl; ssl_protocols TLSv1 TLSv1.2 TLSv1.3; {more} ssl_ecdh_curve X25519; server_name {name}; }}\n"
    )
}

fn estate(files: &[(&str, &str)]) -> Estate {
    Estate::new(&[("web", ""), ("app", "")], files)
}

fn next(estate: &Estate, day: &str) -> Planned {
    estate.scan(day);
    let more = ["--format", "json", "--previous", "plan.json"];
    Planned(serde_json::from_slice(&estate.plan(day, &more).stdout).unwrap())
}

fn day<'a>(plan: &'a Planned, id: &str) -> &'a str {
    plan.package(id)["deadline"]["date"].as_str().unwrap()
}

fn is_late(plan: &Planned, id: &str) -> bool {
    let late = plan.0["late"].as_array().unwrap();
    late.iter().any(|one: &Value| one["package"] == id)
}

#[test]
fn settings_that_are_edited_elsewhere_keep_it() {
    let id = "web/configuration/tls-now";
    let estate = estate(&[("web/nginx.conf", &server("www.x", WEAK))]);
    let first = day(&estate.planned(), id).to_owned();
    estate.write("web/nginx.conf", &server("www.y", WEAK));
    let then = next(&estate, "2027-12-01");
    assert_eq!(day(&then, id), first);
    assert!(is_late(&then, id), "{:?}", then.0["late"]);
    // Without the history of the inventory the plan says where it was.
    fs::remove_file(estate.0.path().join("y2q.db")).unwrap();
    assert_eq!(day(&next(&estate, "2027-12-01"), id), first);
}

#[test]
fn a_weak_key_in_the_place_of_a_weak_key_keeps_it() {
    let id = "app/rekey/ssh-signature-now";
    let key = |name: &str| {
        fs::read_to_string(format!("inventories/fixtures/openssh/{name}.pub")).unwrap()
    };
    let weak = key("id_rsa_1024");
    let estate = estate(&[("app/id.pub", &weak)]);
    let first = day(&estate.planned(), id).to_owned();
    estate.write("app/id.pub", &other_weak_key(&weak, 0));
    assert_eq!(day(&next(&estate, "2027-12-01"), id), first);
    // What is weak elsewhere after this one was replaced was not due then.
    estate.write("app/id.pub", &key("id_ed25519"));
    estate.write("app/more/other.pub", &other_weak_key(&weak, 5));
    assert!(day(&next(&estate, "2028-01-15"), id) > first.as_str());
}

/// The same with another modulus.
fn other_weak_key(line: &str, place: usize) -> String {
    let at = line.len() / 2 + place;
    let other = if line.as_bytes()[at] == b'A' { "B" } else { "A" };
    format!("{}{other}{}", &line[..at], &line[at + 1..])
}
