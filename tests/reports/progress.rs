//! What became of a plan, in every form.

use std::collections::BTreeSet;

use serde_json::Value;
use y2q::model::AssetId;
use y2q::plan::{Plan, Track};

use super::sample;

#[test]
fn progress_is_told_apart_and_written_in_every_form() {
    use y2q::plan::{State, to_look_up, track};
    let then = sample::plan();
    let mut now = then.clone();
    now.at = sample::day("2030-05-20");
    let find = |plan: &Plan, id: &str| plan.packages.iter().position(|one| one.id == id).unwrap();
    let take = |plan: &mut Plan, id: &str, left: usize| {
        let at = find(plan, id);
        plan.packages[at].assets.split_off(left)
    };
    let gone = take(&mut now, "ssh-fleet/configuration", 0);
    let half = take(&mut now, "services/certificate-reissue", 900);
    let never = take(&mut now, "vpn/configuration", 0);
    let replaced = take(&mut now, "customer-db/replacement", 0);
    let mut add = |id: &str, tag: &str| {
        let at = find(&now, id);
        now.packages[at].assets.push(sample::asset_id(tag, 0));
        sample::asset_id(tag, 0)
    };
    let (back, fresh) = (add("customer-db/replacement", "back"), add("mail/rekey", "fresh"));
    now.packages
        .retain(|one| one.id != "ssh-fleet/library-upgrade" && one.id != "ssh-fleet/configuration");
    let asked = to_look_up(&then, &[], &now);
    let expected: BTreeSet<_> = [&gone, &half, &never, &replaced, &vec![back, fresh]]
        .into_iter()
        .flatten()
        .copied()
        .collect();
    assert_eq!(asked, expected);
    let left = [("ssh-fleet", &gone), ("services", &half), ("customer-db", &replaced)];
    let past = past(&left, (replaced[0], back, fresh));
    let word = |id: &str| (id.to_owned(), "letter of 2029-02-01".to_owned());
    let by_hand = [word("hsm/library-upgrade"), word("tls-front/configuration")].into();
    let compared = track(&then, &[], &now, &past, &by_hand);
    let of = |id: &str| compared.packages.iter().find(|one| one.package == id).unwrap();
    assert_eq!(of("ssh-fleet/configuration").state, State::Done);
    assert_eq!(
        (of("ssh-fleet/configuration").done, of("ssh-fleet/configuration").evidence.len()),
        (388, 20)
    );
    assert_eq!(of("ssh-fleet/library-upgrade").state, State::Implied, "what waited for it is done");
    // 3 of 7 quarters have passed: 788 of 1840 were due, and 940 are done.
    assert_eq!(
        (of("services/certificate-reissue").state, of("services/certificate-reissue").done),
        (State::OnCourse, 940)
    );
    assert_eq!(
        (of("vpn/configuration").state, of("vpn/configuration").unconfirmed),
        (State::Unconfirmed, 46)
    );
    let regressed = of("customer-db/replacement");
    assert_eq!((regressed.state, regressed.open, regressed.new), (State::Regressed, 1, 0));
    assert_eq!(regressed.done, replaced.len() as u64 - 1);
    assert!(regressed.why.contains("had been done on 2029-01-15"), "{}", regressed.why);
    let said = of("hsm/library-upgrade");
    assert_eq!((said.state, said.forecast), (State::ByHand, None));
    assert!(said.planned.is_some());
    assert_eq!(of("tls-front/configuration").state, State::Drifting, "found all the same");
    assert!(of("tls-front/configuration").why.contains("Contradicted"));
    assert_eq!(of("mail/rekey").state, State::OnCourse);
    assert_eq!(
        compared.new.iter().map(|one| (one.package.as_str(), one.assets)).collect::<Vec<_>>(),
        [("mail/rekey", 1)]
    );
    assert_eq!(compared.states.values().sum::<u64>(), 25);
    let [first, second] = ["2026-Q4", "2030-Q2"].map(|quarter| {
        compared.burndown.iter().find(|point| point.quarter.to_string() == quarter).unwrap()
    });
    use y2q::model::Exposure::Shor;
    assert_eq!((first.planned[&Shor], first.actual.as_ref().unwrap()[&Shor]), (4_045, 4_045));
    let left = 4_045 - (gone.len() + half.len() + replaced.len()) as u64;
    assert_eq!(second.actual.as_ref().unwrap()[&Shor], left + 2, "one is new and one came back");
    let planned = then.burndown.iter().find(|row| row.quarter.to_string() == "2030-Q2").unwrap();
    assert_eq!(second.planned[&Shor], planned.exposed[&Shor]);
    assert_eq!(compared.burndown.iter().filter(|point| point.actual.is_some()).count(), 2);
    check_track(&compared);
}

/// Keys that were gone by the second scan, each from its own place; one that came to the place of another by the
/// third, and one that came besides.
fn past(
    gone: &[(&str, &Vec<AssetId>)],
    (replaced, back, fresh): (AssetId, AssetId, AssetId),
) -> y2q::plan::Past {
    use y2q::plan::{Known, Past, Sort, Stayed};
    let key = |system: &str, place: String, (first, gone): (i64, Option<i64>)| Known {
        sort: Sort::Key,
        role: None,
        terms: None,
        words: "a key".into(),
        ends: None,
        exposure: y2q::model::Exposure::Shor,
        asks: Vec::new(),
        stays: vec![Stayed {
            place,
            system: system.into(),
            first,
            last: gone.map_or(3, |gone| gone - 1),
            gone,
        }],
    };
    let mut past = Past::default();
    let days = ["2026-11-21", "2029-01-15", "2030-05-20"];
    past.scans = (1..).zip(days.map(sample::day)).collect();
    for (system, ids) in gone {
        for id in ids.iter() {
            past.assets.insert(*id, key(system, format!("/etc/{id}"), (1, Some(2))));
        }
    }
    past.assets.insert(back, key("customer-db", format!("/etc/{replaced}"), (3, None)));
    past.assets.insert(fresh, key("mail", format!("/etc/{fresh}"), (3, None)));
    past
}

/// A comparison is written in every form, and its JSON keeps to its schema.
fn check_track(track: &Track) {
    use y2q::report::track;
    type Form = fn(&mut dyn std::io::Write, &Track) -> std::io::Result<()>;
    let forms: [Form; 3] = [track::text, track::markdown, track::json];
    let texts = forms.map(|form| {
        let mut out = Vec::new();
        form(&mut out, track).unwrap();
        String::from_utf8(out).unwrap()
    });
    let schema = std::fs::read_to_string("docs/schemas/y2q-track-1.schema.json").unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let document: Value = serde_json::from_str(&texts[2]).unwrap();
    let faults: Vec<String> = validator
        .iter_errors(&document)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(texts[0].lines().all(|line| line.chars().count() <= 100), "{}", texts[0]);
    for said in ["regressed", "done, said by hand", "done, with evidence", "letter of 2029-02-01"] {
        assert!(texts[0].contains(said) && texts[1].contains(said), "{said}\n{}", texts[0]);
    }
}
