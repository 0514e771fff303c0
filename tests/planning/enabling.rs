//! Work that makes other work safe: retirement after roll-outs, pilots, discovery before what depends on it; and what a
//! plan says of what it does not know.

use y2q::assess::Holding;
use y2q::model::{
    Evidence, Exposure, MaterialKind, NetworkExposure, Obstacle, ProtocolKind, Purpose, System,
    Unchangeable,
};
use y2q::plan::{Change, Package, Plan};
use y2q::policy::Status;
use y2q::report::AssetTable;
use y2q::report::sections::{self, SectionSet};

use super::holdings::{
    LATER, algorithm, context, date, judged, key, plan, policy, protocol, ssh_key, supplier,
    system, team, unsure,
};
use super::kinds::package;

fn negotiated(kind: ProtocolKind, name: &str) -> Holding {
    let offers = vec![judged(Exposure::Shor, &[Purpose::KeyEstablishment], &[LATER])];
    protocol("one", kind, name, offers)
}

fn made(change: impl FnOnce(&mut System), holdings: &[Holding]) -> Plan {
    let mut one = system("one", &[]);
    change(&mut one);
    plan(&context(vec![one]), &[], holdings)
}

fn retired<'a>(plan: &'a Plan, venue: &str) -> &'a Package {
    package(plan, &format!("one/retirement/{venue}-key-establishment"))
}

fn has(plan: &Plan, change: Change) -> bool {
    plan.packages.iter().any(|package| package.change == change)
}

#[test]
fn what_a_roll_out_leaves_classical_is_retired_after_a_quarter_of_logs() {
    for (kind, venue, refused) in [
        (ProtocolKind::Tls, "tls", "openssl s_client -connect HOST:443 -tls1_3 -groups X25519 "),
        (ProtocolKind::Ssh, "ssh", "ssh -o KexAlgorithms=curve25519-sha256 "),
        (ProtocolKind::Ike, "ike", "swanctl --list-sas"),
    ] {
        let made = made(|_| {}, &[negotiated(kind, "gateway")]);
        let roll_out = package(&made, &format!("one/configuration/{venue}-key-establishment"));
        let last = retired(&made, venue);
        assert!(last.after.contains(&roll_out.id), "{:?}", last.after);
        assert!(last.start.unwrap().since(roll_out.finish.unwrap()) >= 2, "{venue}");
        assert_eq!((&last.assets, &last.team), (&roll_out.assets, &roll_out.team));
        assert_eq!(last.deadline, roll_out.deadline);
        assert!(last.priority < roll_out.priority, "who can, uses the hybrid by then");
        let book = last.runbook();
        assert!(book.before[0].contains("no peer still negotiates classical"), "{book:?}");
        assert!(book.commands[0].starts_with(refused), "{book:?}");
        assert!(book.checks[0].contains("refused") && !book.back.is_empty());
        // Who is not ready stays exposed until then.
        let left =
            |quarter| made.burndown.iter().find(|row| row.quarter == quarter).unwrap().known();
        assert_eq!((left(roll_out.finish.unwrap()), left(last.finish.unwrap())), (1, 0));
    }
}

#[test]
fn public_servers_serve_classical_clients_to_the_year_before_the_policy_ends_it() {
    let public = |one: &mut System| one.exposure = Some(NetworkExposure::Internet);
    let open = made(public, &[negotiated(ProtocolKind::Tls, "www")]);
    let last = retired(&open, "tls");
    assert_eq!(last.deadline.as_ref().unwrap().date, date("2030-12-31"));
    assert_eq!(last.release.as_ref().unwrap().0.to_string(), "2030-Q1");
    assert!(last.start.unwrap().year() >= 2030 && last.slack_quarters >= Some(0));
    let before = last.runbook().before[0];
    assert!(before.contains("clients are anybody's") && before.contains("2030-12-31 (law, §1)"));
    // Without a policy that ends it, at the end of the plan, though what is recorded is harvested.
    let offers = vec![judged(Exposure::Shor, &[Purpose::KeyEstablishment], &[])];
    let free = made(public, &[protocol("one", ProtocolKind::Tls, "www", offers)]);
    assert_eq!(retired(&free, "tls").deadline.as_ref().unwrap().date, date("2035-12-31"));
    // Peers of SSH are known, and so are those of a server inside.
    let known = made(public, &[negotiated(ProtocolKind::Ssh, "host")]);
    assert!(retired(&known, "ssh").start.unwrap().year() < 2030);
    let inside = made(|_| {}, &[negotiated(ProtocolKind::Tls, "app")]);
    assert!(retired(&inside, "tls").start.unwrap().year() < 2030);
}

#[test]
fn a_proxy_and_a_newer_version_are_roll_outs_too_and_parameters_are_not() {
    let fixed = |one: &mut System| {
        let obstacle = Unchangeable { kind: Obstacle::EndOfLife, reason: "old".into() };
        one.changeability.unchangeable = Some(obstacle);
        one.supplier = Some(supplier("Maker", Some("2031-Q1")));
    };
    let proxied = made(fixed, &[negotiated(ProtocolKind::Tls, "app")]);
    let last = retired(&proxied, "tls");
    // The proxy is nobody's product: no supplier has to deliver for what it offers.
    assert_eq!(last.after, ["one/proxy-in-front/tls-key-establishment"]);
    assert!(last.start.unwrap().year() < 2031);
    let mut old = negotiated(ProtocolKind::Tls, "app");
    let y2q::model::Asset::Protocol(offer) = &mut old.asset else { unreachable!("made above") };
    offer.version = Some("1.2".into());
    old.occurrences[0].occurrence.evidence = Evidence::Configured;
    let upgraded = made(|_| {}, &[old]);
    assert_eq!(retired(&upgraded, "tls").after, ["one/protocol-upgrade/tls-key-establishment"]);
    // What the roll-out removes by itself is not retired again.
    let exchange = judged(Exposure::Shor, &[Purpose::KeyEstablishment], &[LATER]);
    let file = key("one", MaterialKind::DomainParameters, "PEM", "dh", exchange);
    let alone = made(|_| {}, &[file]);
    assert!(has(&alone, Change::Configuration) && !has(&alone, Change::Retirement));
}

#[test]
fn large_roll_outs_are_piloted_where_the_least_is_at_stake() {
    let hosts = |count: usize| -> Vec<Holding> {
        (0..count)
            .map(|at| {
                let mut host = negotiated(ProtocolKind::Tls, &format!("host{at}"));
                host.occurrences[0].location.path = format!("host{at}/nginx.conf");
                host.judged[0].risk.priority = if at == 1 { 200 } else { 500 };
                host
            })
            .collect()
    };
    let many = hosts(5);
    let large = made(|_| {}, &many);
    let roll_out = package(&large, "one/configuration/tls-key-establishment");
    let pilot = package(&large, "one/pilot/configuration/tls-key-establishment");
    assert_eq!((pilot.change, pilot.assets.as_slice()), (Change::Pilot, &[many[1].id][..]));
    assert_eq!(pilot.effort_days, [1.0, 2.0, 4.0]);
    assert!(roll_out.after.contains(&pilot.id) && pilot.finish < roll_out.start);
    assert_eq!(pilot.after, ["one/library-upgrade/tls"], "what the roll-out waits for, it does");
    let book = pilot.runbook();
    assert!(book.pilot[0].contains("host1/nginx.conf, of 5 places"), "{book:?}");
    assert!(book.rehearsal[0].contains("restore the former list of groups"), "{book:?}");
    assert!(book.checks[0].starts_with("exit: ") && !book.commands.is_empty());
    assert!(roll_out.runbook().before.iter().any(|step| step.contains(&pilot.id)));
    assert!(roll_out.runbook().pilot.is_empty());
    // What is due within a year does not wait for one.
    let soon: Vec<Holding> = (hosts(5).into_iter())
        .map(|mut host| {
            let says = [("law", Some("2027-06-30"), Status::Acceptable)];
            host.judged = vec![judged(Exposure::Shor, &[Purpose::KeyEstablishment], &says)];
            host
        })
        .collect();
    let soon = made(|_| {}, &soon);
    assert!(!has(&soon, Change::Pilot));
    let book = package(&soon, "one/configuration/tls-key-establishment").runbook();
    assert_eq!((book.pilot.len(), book.rehearsal.len()), (1, 1));
    // A few: steps of the same package; one: nothing.
    let few = made(|_| {}, &hosts(2));
    let book = package(&few, "one/configuration/tls-key-establishment").runbook();
    assert!(!has(&few, Change::Pilot));
    assert!(book.pilot[0].contains("host1/nginx.conf, of 2 places"), "{book:?}");
    assert_eq!(book.rehearsal.len(), 1);
    let single = made(|_| {}, &hosts(1));
    let book = package(&single, "one/configuration/tls-key-establishment").runbook();
    assert!(book.pilot.is_empty() && book.rehearsal.is_empty(), "{book:?}");
    // One, but in front of everybody.
    let public = made(|one| one.exposure = Some(NetworkExposure::Internet), &hosts(1));
    let book = package(&public, "one/configuration/tls-key-establishment").runbook();
    assert!(book.pilot[0].contains("there is one only (host0/nginx.conf)"), "{book:?}");
}

#[test]
fn places_count_and_not_only_assets() {
    let mut host = negotiated(ProtocolKind::Tls, "fleet");
    let first = host.occurrences[0].clone();
    host.occurrences.clear();
    for at in 0..7 {
        let mut found = first.clone();
        found.location.path = format!("host{at}/nginx.conf");
        host.occurrences.push(found);
    }
    let made = made(|_| {}, &[host]);
    let pilot = package(&made, "one/pilot/configuration/tls-key-establishment");
    assert!(pilot.choice.why.contains("at 7 places"), "{:?}", pilot.choice);
}

#[test]
fn what_depends_on_the_answer_of_discovery_begins_in_a_later_quarter() {
    let used =
        unsure(judged(Exposure::Shor, &[Purpose::Signature, Purpose::KeyEstablishment], &[LATER]));
    let unclear = key("one", MaterialKind::PrivateKey, "PKCS#8", "key", used);
    let mut context = context(vec![system("one", &[])]);
    context.teams = vec![team("owner", 100.0)];
    let made = plan(&context, &[], &[unclear, ssh_key("one", "user")]);
    let discovery = package(&made, "one/discovery");
    let keys = package(&made, "one/rekey/undetermined-purpose");
    assert!(keys.start > discovery.finish, "{:?} {:?}", keys.start, discovery.finish);
    assert!(keys.after_reasons.iter().any(|reason| reason.contains("a quarter before")));
    // An upgrade does not depend on it.
    assert_eq!(package(&made, "one/library-upgrade/tls").start, discovery.finish);
}

#[test]
fn what_is_not_known_is_told_beside_what_is_still_exposed() {
    let unknown = algorithm("one", "mystery", judged(Exposure::Indeterminate, &[], &[]));
    let made = made(|_| {}, &[unknown, ssh_key("one", "user")]);
    let ended = package(&made, "one/discovery").finish.unwrap();
    for row in &made.burndown {
        assert_eq!(row.unknown(), 1, "{row:?}");
        assert_eq!(row.looked_into, u64::from(row.quarter >= ended), "{row:?}");
    }
    assert_eq!(made.burndown.last().unwrap().known(), 0);
    let mut shown = Vec::new();
    let set = SectionSet::named("kr-master-plan").unwrap();
    sections::write(&mut shown, set, &made, &AssetTable::default()).unwrap();
    let shown = String::from_utf8(shown).unwrap();
    let sentence = "at the end of 2035-Q4: 0, and 1 whose exposure is not known";
    assert!(shown.contains(sentence), "{shown}");
    // A key whose use is not known is exposed all the same, and its replacement settles it.
    let settled = plan(&context(vec![]), &[], &[ssh_key("a", "1")]);
    assert!(settled.burndown.iter().all(|row| row.looked_into == 0));
}

#[test]
fn phases_have_exit_criteria_in_the_words_of_their_names_and_empty_ones_say_why() {
    let law = policy("law", &[("keys", "2028-12-31"), ("all", "2035-12-31")]);
    let made = plan(&context(vec![]), &[law], &[ssh_key("a", "1")]);
    for phase in made.phases.iter().filter(|phase| phase.name.starts_with("law")) {
        assert!(phase.exit[0].starts_with(&phase.name), "{phase:?}");
    }
    let last = made.phases.len() - 1;
    assert!(made.packages.iter().all(|package| package.phase != last));
    assert!(made.phases[last].note.contains("the last package ends in"), "{:?}", made.phases);
    for (at, phase) in made.phases.iter().enumerate() {
        let empty = made.packages.iter().all(|package| package.phase != at);
        assert_eq!(!phase.note.is_empty(), empty, "{phase:?}");
    }
}
