//! Scenario files and what they change.

use y2q::model::{Acceptance, Asset, Hardware, HardwareKind, Supplier};
use y2q::plan::compared::Compared;
use y2q::plan::scenario::{Admitted, parse};
use y2q::plan::{Change, Options, Package};

use super::holdings::{OPTIONS, certificate, context, date, leaf, plan, planned, root, system};
use super::kinds::package;
use super::schemes::SCHEMES;
use super::whole_plans::estate;

const FILE: &str = r#"
schema = 1

[[scenario]]
name = "early"
crqc_year = 2029

[[scenario]]
name = "fewer and late"
capacity_percent = 80
budget_percent = 50
supplier_delay_quarters = 4
hardware_delay_quarters = 2
decommission_delay_quarters = 3
accepted = "nothing"

[[scenario]]
name = "Korean"
schemes = "kpqc"
policies = ["kr-pqc-2035"]
deadline = "2028-12-31"
"#;

#[test]
fn a_file_is_read_and_applied() {
    let scenarios = parse(FILE).unwrap();
    assert_eq!(scenarios.len(), 3);
    assert_eq!(scenarios[0].crqc_year, Some(2029));
    assert_eq!(scenarios[2].schemes, Admitted::Kpqc);
    assert_eq!(scenarios[2].policies[0].0, "kr-pqc-2035");
    let (deadline, place) = scenarios[2].deadline.clone().unwrap();
    assert_eq!((deadline, &FILE[place]), (date("2028-12-31"), "\"2028-12-31\""));
    let (mut context, _) = estate();
    context.systems[0].supplier = Some(Supplier {
        name: "Maker".into(),
        kind: y2q::model::SupplierKind::Vendor,
        earliest: Some("2028-Q1".parse().unwrap()),
    });
    let quarter = |text: &str| Some(text.parse().unwrap());
    let kind = HardwareKind::Hsm;
    let device = Hardware { kind, refresh: quarter("2029-Q1"), lead_quarters: 4 };
    context.systems[0].changeability.hardware = Some(device);
    context.systems[0].changeability.decommission = quarter("2030-Q4");
    context.acceptances.push(Acceptance {
        package: format!("{}/rekey/signature", context.systems[0].id),
        owner: "Board".into(),
        reason: "read only".into(),
        expires: date("2030-12-31"),
    });
    context.estate.funding.budget = Some(1_001);
    let changed = scenarios[1].apply(context.clone());
    assert_eq!(changed.estate.funding.budget, Some(500));
    assert!((changed.teams[0].capacity - context.teams[0].capacity * 0.8).abs() < 1e-9);
    let supplier = changed.systems[0].supplier.as_ref().unwrap();
    assert_eq!(supplier.earliest.unwrap().to_string(), "2029-Q1");
    let stated = &changed.systems[0].changeability;
    assert_eq!(
        stated.hardware,
        Some(Hardware { kind, refresh: quarter("2029-Q3"), lead_quarters: 6 })
    );
    assert_eq!(stated.decommission, quarter("2031-Q3"));
    assert!(changed.acceptances.is_empty());
    let early = scenarios[0].apply(context.clone());
    assert_eq!(early.estate.crqc_year, 2029);
    assert_eq!(early.systems[0].changeability, context.systems[0].changeability);
    assert_eq!(early.acceptances, context.acceptances);
    assert!(scenarios[2].admitted(SCHEMES).iter().all(|scheme| scheme.kpqc));
}

#[test]
fn faults_have_their_place_and_the_nearest_word() {
    for (text, at, help) in [
        ("schema = 2\n", "2", "schema = 1"),
        ("schema = 1\n", "", "[[scenario]]"),
        ("schema = 1\n[[scenario]]\nname = \"a\"\ncrqc_yaer = 2029\n", "crqc_yaer", "`crqc_year`"),
        ("schema = 1\n[[scenario]]\nname = \"a\"\nschemes = \"kpcq\"\n", "\"kpcq\"", "`kpqc`"),
        ("schema = 1\n[[scenario]]\nname = \"a\"\ncapacity_percent = -1\n", "-1", ""),
        ("schema = 1\n[[scenario]]\nname = \"a\"\ncrqc_year = \"soon\"\n", "\"soon\"", ""),
        ("schema = 1\n[[scenario]]\nname = \"a\"\ndeadline = \"soon\"\n", "\"soon\"", "2030-12-31"),
        ("schema = 1\n[[scenario]]\nname = \"a\"\n[[scenario]]\nname = \"a\"\n", "\"a\"", "own"),
        ("schema = 1\n[[scenario]]\nname = \"as it is\"\n", "\"as it is\"", "other than now"),
    ] {
        let fault = parse(text).unwrap_err();
        assert_eq!(&text[fault.span.clone()], at, "{text}");
        let told = fault.help.unwrap_or_default();
        assert!(told.contains(help), "{text}: {told}");
    }
}

#[test]
fn a_day_for_all_deadlines_binds_and_shows_what_breaks() {
    let (context, holdings) = estate();
    let base = plan(&context, &[], &holdings);
    let mut planner = y2q::plan::Planner::new();
    holdings.iter().for_each(|holding| planner.add(holding));
    let day = date("2027-06-30");
    let options = Options { deadline: Some(day), ..OPTIONS };
    let made = planned(planner, &context, &[], &options);
    // A pilot is bound by its roll-out.
    let own = |package: &&Package| package.change != Change::Pilot && !package.assets.is_empty();
    let dated = made.packages.iter().filter(own);
    assert!(dated.into_iter().all(|one| one.deadline.as_ref().is_some_and(|d| d.date <= day)));
    let row = Compared::of("emergency", &made, Some(&base));
    assert!(row.late >= base.late.len());
    assert_eq!(row.breaks.len(), row.late - base.late.len());
    let json = serde_json::to_string(&row).unwrap();
    assert_eq!(serde_json::from_str::<Compared>(&json).unwrap(), row);
}

/// A certificate that ends after an earlier deadline is issued again all the same.
#[test]
fn work_in_another_window_is_done_in_both() {
    let top = certificate("pki", &root("root"), None);
    let mut end = certificate("web", &leaf("www"), Some(&top));
    if let Asset::Certificate(certificate) = &mut end.asset {
        certificate.not_after = Some("2030-06-01T00:00:00Z".parse().unwrap());
    }
    let context = context(vec![system("pki", &[]), system("web", &[])]);
    let holdings = [top, end];
    let base = plan(&context, &[], &holdings);
    let mut planner = y2q::plan::Planner::new();
    holdings.iter().for_each(|holding| planner.add(holding));
    let options = Options { deadline: Some(date("2029-12-31")), ..OPTIONS };
    let made = planned(planner, &context, &[], &options);
    let natural = package(&base, "web/certificate-reissue/signature");
    let early = package(&made, "web/certificate-reissue/early-signature");
    assert_eq!(natural.assets, early.assets);
    let row = Compared::of("earlier", &made, Some(&base));
    assert_eq!((row.never_changed, row.only_here), (vec![], vec![]));
    assert_eq!((row.breaks.len(), row.common.unwrap().packages), (0, row.done));
}

/// What the schema says of a file and what reading it says are the same.
#[test]
fn the_schema_and_the_reader_agree() {
    let schema = include_str!("../../docs/schemas/y2q-scenarios-1.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    let agreed = |text: &str| {
        let file: toml::Table = text.parse().unwrap();
        let valid = validator.is_valid(&serde_json::to_value(file).unwrap());
        assert_eq!(valid, parse(text).is_ok(), "{text}");
        valid
    };
    assert!(agreed(FILE));
    assert!(agreed(include_str!("../../inventories/exchange/scenarios.toml")));
    for (from, to) in [
        ("schema = 1", "schema = 2"),
        ("schema = 1", ""),
        ("crqc_year = 2029", "crqc_year = 1999"),
        ("crqc_year = 2029", "crqc_yaer = 2029"),
        ("capacity_percent = 80", "capacity_percent = \"80\""),
        ("\"kpqc\"", "\"korean\""),
        ("\"nothing\"", "\"all\""),
        ("hardware_delay_quarters = 2", "hardware_delay_quarters = -2"),
        ("\"2028-12-31\"", "\"soon\""),
        ("name = \"early\"", "name = \"\""),
        ("name = \"early\"", "name = \"as it is\""),
    ] {
        assert!(FILE.contains(from));
        assert!(!agreed(&FILE.replace(from, to)), "{to}");
    }
}

/// Without a scheme to migrate to nothing is migrated, whatever day the work would have had.
#[test]
fn what_has_no_scheme_left_is_never_done() {
    let (context, holdings) = estate();
    let base = plan(&context, &[], &holdings);
    let mut made = base.clone();
    let stuck = made.packages.iter_mut().filter(|package| package.target.is_some());
    let ids: Vec<String> = stuck
        .map(|package| {
            package.target = None;
            package.id.clone()
        })
        .collect();
    let (before, after) =
        (Compared::of("base", &base, None), Compared::of("none", &made, Some(&base)));
    assert!(!ids.is_empty());
    assert_eq!((before.late, before.unscheduled), (base.late.len(), 0));
    assert_eq!(after.unscheduled, ids.len());
    assert!(after.late > before.late && after.breaks.iter().all(|id| ids.contains(id)));
    assert!(after.exposure > before.exposure && after.still_recordable > 0);
    assert_eq!(after.in_time, Some(0.0));
    // What is never done takes no days, stays exposed, and is too late for all that it protects.
    let protected = |one: &&Package| one.mosca.is_some() && ids.contains(&one.id);
    assert!(after.person_days < before.person_days);
    assert!(after.too_late >= made.packages.iter().filter(protected).count());
    let last = |row: &Compared| row.burndown.last().unwrap().known;
    assert!(last(&after) > last(&before));
    assert_eq!(before.burndown.len(), base.burndown.len());
    assert_eq!(last(&before), base.burndown.last().unwrap().known());
    let mut shown = Vec::new();
    y2q::report::scenarios::write_text(&mut shown, &[before, after]).unwrap();
    let shown = String::from_utf8(shown).unwrap();
    assert!(shown.contains("Holdings still exposed at the end of"), "{shown}");
    assert!(shown.contains("will never be done") && shown.contains("never ends"), "{shown}");
    assert!(shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
}

/// What is there for others only is done for nothing where none of them is ever done, and counts where one of them is.
#[test]
fn what_only_serves_what_is_never_done_is_in_no_sum() {
    let (context, holdings) = estate();
    let base = plan(&context, &[], &holdings);
    let serves = |package: &Package| {
        matches!(
            package.change,
            Change::LibraryUpgrade
                | Change::Pilot
                | Change::Retirement
                | Change::TrustDistribution
                | Change::VendorCommitment
        )
    };
    let without = |gone: &dyn Fn(&Package) -> bool| {
        let mut made = base.clone();
        for package in made.packages.iter_mut().filter(|package| gone(package)) {
            package.target = None;
        }
        Compared::of("without", &made, Some(&base)).person_days
    };
    let sum = |of: &dyn Fn(&Package) -> bool| -> f64 {
        base.packages.iter().filter(|one| of(one)).map(|one| one.effort_days[1]).sum()
    };
    let all = without(&|_| true);
    let rest = sum(&|one| one.target.is_none() && !serves(one));
    assert!((all - rest).abs() < 1e-9, "{all}, {rest}");
    assert!(base.packages.iter().any(|one| serves(one) && one.change == Change::LibraryUpgrade));
    // One roll-out goes with its pilot, with a library that nothing else needs, and with what would retire the old.
    let pilot = base.packages.iter().find(|one| one.change == Change::Pilot).unwrap();
    let roll_out = base.packages.iter().find(|one| one.after.contains(&pilot.id)).unwrap();
    let one = without(&|one| one.id == roll_out.id);
    let mut gone = vec![pilot, roll_out];
    // What retires the old goes, and with it the anchors that only these two needed.
    loop {
        let is_gone = |one: &Package| gone.iter().any(|gone| gone.id == one.id);
        let is_idle = |one: &&Package| {
            let mut later = base.packages.iter().filter(|later| later.after.contains(&one.id));
            let waits = one.after.contains(&roll_out.id);
            serves(one)
                && !is_gone(one)
                && (waits || later.clone().next().is_some())
                && later.all(is_gone)
        };
        let Some(idle) = base.packages.iter().find(is_idle) else { break };
        gone.push(idle);
    }
    let expected = sum(&|_| true) - gone.iter().map(|one| one.effort_days[1]).sum::<f64>();
    assert!((one - expected).abs() < 1e-9, "{one}, {expected}");
}

/// Where a scenario does not do the same packages, what is compared is what both do, and the rest is told.
#[test]
fn figures_are_compared_over_the_same_packages() {
    let (mut context, holdings) = estate();
    context.estate.funding.person_day = Some(500);
    let base = plan(&context, &[], &holdings);
    let field = context.teams.iter_mut().find(|team| team.id == "field").unwrap();
    field.capacity = 0.0;
    let made = plan(&context, &[], &holdings);
    let row = Compared::of("nobody in the field", &made, Some(&base));
    let dated = |plan: &y2q::plan::Plan| -> Vec<Package> {
        plan.packages.iter().filter(|one| one.finish.is_some()).cloned().collect()
    };
    let (there, here) = (dated(&base), dated(&made));
    let common: Vec<(&Package, &Package)> = there
        .iter()
        .filter_map(|one| Some((one, here.iter().find(|other| other.id == one.id)?)))
        .collect();
    assert!(common.len() < there.len() && common.len() == here.len());
    let told = row.common.as_ref().unwrap();
    assert_eq!(
        (row.packages, row.done, told.packages),
        (made.packages.len(), here.len(), here.len())
    );
    let days = |of: &dyn Fn(&(&Package, &Package)) -> f64| common.iter().map(of).sum::<f64>();
    let expected = [days(&|one| one.0.effort_days[1]), days(&|one| one.1.effort_days[1])];
    assert!((told.person_days[0] - expected[0]).abs() < 1e-9, "{told:?}");
    assert!((told.person_days[1] - expected[1]).abs() < 1e-9, "{told:?}");
    assert_eq!(told.cost, Some(expected.map(|days| days * 500.0)));
    let last = |of: &dyn Fn(&(&Package, &Package)) -> Option<y2q::model::Quarter>| {
        common.iter().filter_map(of).max().unwrap()
    };
    assert_eq!(told.finish, Some([last(&|one| one.0.finish), last(&|one| one.1.finish)]));
    assert_eq!(row.finish, Some(last(&|one| one.1.finish)));
    let never: Vec<&str> = there
        .iter()
        .filter(|one| !matches!(one.change, Change::Pilot | Change::Retirement))
        .filter(|one| !one.assets.is_empty() && !here.iter().any(|other| other.id == one.id))
        .map(|one| one.id.as_str())
        .collect();
    assert!(!never.is_empty());
    let mut named: Vec<&str> = row.never_changed.iter().map(String::as_str).collect();
    named.sort_unstable();
    let mut never = never;
    never.sort_unstable();
    assert_eq!(named, never);
    // Of one and the same plan what both do is all of it, at the objective's own figure.
    let same = Compared::of("same", &base, Some(&base));
    let own = same.common.as_ref().unwrap();
    assert_eq!((own.packages, own.exposure), (same.done, [same.exposure + same.lateness; 2]));
    // What is never done is exposed to the end of the plan, and in no sum of days.
    let left = |plan: &y2q::plan::Plan| plan.optimisation.as_ref().unwrap().exposure;
    assert!(row.exposure > left(&made));
    let mut shown = Vec::new();
    let rows = [Compared::of("as it is", &base, None), row];
    y2q::report::scenarios::write_text(&mut shown, &rows).unwrap();
    let shown = String::from_utf8(shown).unwrap().split_whitespace().collect::<Vec<_>>().join(" ");
    for text in [
        &*format!("{} packages are changed in the plan as it is and never here: ", never.len()),
        &*format!(
            "compared over the {} packages that are done here and as it is: person-days ",
            here.len()
        ),
        &*format!("are of the {} that are done, of {} packages.", here.len(), made.packages.len()),
    ] {
        assert!(shown.contains(text), "{text}: {shown}");
    }
    assert!(!shown.contains("less than as it is"), "{shown}");
}

/// Who does a little, late, is never worse off than who does nothing.
#[test]
fn nothing_done_is_never_better_than_a_little() {
    let (context, holdings) = estate();
    let base = plan(&context, &[], &holdings);
    let with = |share: f64| {
        let mut context = context.clone();
        context.teams.iter_mut().for_each(|team| team.capacity *= share);
        plan(&context, &[], &holdings)
    };
    let (none, few) = (with(0.0), with(0.03));
    assert!(few.until > none.until, "{} {}", few.until, none.until);
    let rows = Compared::all(&base, &[("nobody", &none), ("hardly anybody", &few)]);
    let [own, nobody, hardly] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!(own.name, "as it is");
    assert!(rows.iter().all(|row| row.until == few.until));
    let both = |row: &Compared| row.exposure + row.lateness;
    assert!(both(nobody) >= both(hardly) && both(hardly) > both(own));
    // What is never done is too late for whatever it protects.
    assert!(
        nobody.too_late > 0
            && nobody.too_late >= own.too_late
            && nobody.too_late >= hardly.too_late
    );
    assert_eq!((nobody.done, nobody.person_days.to_string().as_str()), (0, "0"));
    assert_eq!((nobody.cost, own.cost), (None, None), "the estate states no prices");

    let mut json = Vec::new();
    y2q::report::scenarios::write_json(&mut json, &rows).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
    let schema = include_str!("../../docs/schemas/y2q-compared-1.schema.json");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).unwrap()).unwrap();
    let faults: Vec<String> = validator.iter_errors(&json).map(|fault| fault.to_string()).collect();
    assert!(faults.is_empty(), "{faults:?}");

    let mut shown = Vec::new();
    y2q::report::scenarios::write_text(&mut shown, &rows).unwrap();
    let shown = String::from_utf8(shown).unwrap();
    for row in &rows {
        let figure = y2q::report::plain::thousands(both(row));
        assert!(
            shown.lines().any(|line| line.split_whitespace().any(|word| word == figure)),
            "{figure}: {shown}"
        );
    }
    assert!(shown.lines().all(|line| line.chars().count() <= 100), "{shown}");
    assert!(shown.contains("too late, or never, for what is protected"), "{shown}");
    assert!(
        !shown.contains("costs 0") && !shown.contains("compared over the 0 packages"),
        "{shown}"
    );
}
