//! Mosca's inequality with the plan's own durations, counted again from the plans of the worked estates.

use serde_json::Value;

fn plan(estate: &str) -> Value {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("inventories/expected").join(estate).join("plan.json");
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// Month and day on which a quarter ends.
const ENDS: [(&str, &str); 4] =
    [("Q1", "03-31"), ("Q2", "06-30"), ("Q3", "09-30"), ("Q4", "12-31")];

#[test]
fn the_inequality_counts_the_years_until_a_package_is_finished() {
    let mut dated = 0;
    for estate in ["agency", "exchange"] {
        let plan = plan(estate);
        let at = plan["at"].as_str().unwrap();
        let year = |text: &str| text[..4].parse::<i64>().unwrap();
        for package in plan["packages"].as_array().unwrap() {
            let threat = package["threat"].as_str().unwrap();
            let later = ["harvest-now-decrypt-later", "trust-now-forge-later"].contains(&threat);
            let Some(finish) = package["finish"].as_str().filter(|_| later) else {
                assert!(package.get("mosca").is_none(), "{package:#}");
                continue;
            };
            let mosca = &package["mosca"];
            let end = ENDS.iter().find(|(quarter, _)| finish.ends_with(quarter)).unwrap().1;
            let begun = i64::from(end > &at[5..]);
            let x = package["shelf_life_years"].as_i64().unwrap();
            let y = year(finish) - year(at) + begun;
            let z = plan["crqc_year"].as_i64().unwrap() - year(at);
            assert_eq!(mosca["shelf_life_years"], x);
            assert_eq!(mosca["migration_years"], y, "{finish}");
            assert_eq!(mosca["crqc_years"], z);
            assert_eq!(mosca["late_by_years"], x + y - z);
            assert_eq!(mosca["finished"], year(finish));
            assert_eq!(mosca["needed_until"], year(finish) + x);
            for (chance, by) in
                [("before_finished", "finished"), ("before_unneeded", "needed_until")]
            {
                let by = i16::try_from(mosca[by].as_i64().unwrap()).unwrap();
                let believed = y2q::risk::chance_by(by);
                assert_eq!(mosca[chance]["low"], believed.low);
                assert_eq!(mosca[chance]["high"], believed.high);
            }
            // The assumption stands next to the probability.
            assert!(mosca["assumption"].as_str().unwrap().contains("belief, no forecast"));
            dated += 1;
        }
    }
    assert!(dated > 10, "{dated}");
}
