//! What a plan's packages cover, by place.

use std::collections::BTreeSet;
use std::path::Path;

use super::{text, y2q};

/// Places are those of the scan, each once; those that are not listed are counted.
#[test]
fn packages_name_the_places_of_what_they_cover() {
    let here = tempfile::tempdir().unwrap();
    for estate in ["exchange", "agency", "waterworks"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("inventories").join(estate);
        let database = format!("{estate}.db");
        let folder = folder.to_str().unwrap();
        let scan = ["scan", folder, "--db", &database, "--format", "csv"];
        let seen = y2q(here.path(), &scan);
        let seen = text(&seen.stdout);
        let seen: BTreeSet<String> = csv::Reader::from_reader(seen.as_bytes())
            .records()
            .map(Result::unwrap)
            .map(|row| {
                if row[1].is_empty() {
                    row[0].to_owned()
                } else {
                    format!("{}:{}", &row[0], &row[1])
                }
            })
            .collect();
        let toml = format!("{folder}/estate.toml");
        let at = ["--db", &database, "--estate", &toml, "--at", "2026-07-01", "--format", "json"];
        let plan = y2q(here.path(), &[&["plan"][..], &at].concat());
        let plan: serde_json::Value = serde_json::from_slice(&plan.stdout).unwrap();
        let mut named = 0;
        for package in plan["packages"].as_array().unwrap() {
            let id = package["id"].as_str().unwrap();
            let assets = package["assets"].as_array().unwrap().len();
            let places = &package["places"];
            let listed = places["listed"].as_array().map_or(&[][..], Vec::as_slice);
            let total =
                listed.len() + usize::try_from(places["further"].as_u64().unwrap_or(0)).unwrap();
            // Where another system has the public half of a key: one of them here.
            let elsewhere = listed.iter().filter(|place| !place["system"].is_null()).count();
            assert_eq!(elsewhere, usize::from(id == "ssh-fleet/rekey/ssh-signature"), "{id}");
            if id.ends_with("/discovery") {
                assert!(total >= assets, "{id}");
                let counted = package["title"].as_str().unwrap().split("resolve ").nth(1).unwrap();
                let counted: usize = counted.split(' ').next().unwrap().parse().unwrap();
                assert_eq!(total, counted, "{id}");
                let at: BTreeSet<&str> =
                    listed.iter().map(|place| place["at"].as_str().unwrap()).collect();
                assert_eq!(at.len(), listed.len(), "{id}: each once");
                continue;
            }
            assert_eq!(total, assets + elsewhere, "{id}");
            assert!(listed.len() == total || listed.len() == 20, "{id}");
            for place in listed {
                let at = place["at"]
                    .as_str()
                    .unwrap()
                    .trim_start_matches(folder)
                    .trim_start_matches('/');
                assert!(seen.contains(at), "{id}: {at}");
                named += 1;
            }
        }
        assert!(named > 5, "{estate}: {named}");
    }
}
