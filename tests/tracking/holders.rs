//! One key of SSH in several systems: every holder waits for all who know it, and none is done while anybody does.

use std::fs;

use super::beside::{AUTHORITIES, Estate, Planned, SYSTEMS, assert_evidence};

fn fixture(name: &str) -> String {
    fs::read_to_string(format!("inventories/fixtures/openssh/{name}")).unwrap()
}

/// Delivers what a system needs for the new kind of key years after the others have it.
const LATE: &str =
    "[system.supplier]\nname = \"Maker\"\nkind = \"vendor\"\nearliest = \"2031-Q1\"\n";

fn rekey(system: &str) -> String {
    format!("{system}/rekey/ssh-signature")
}

fn upgrade(system: &str) -> String {
    format!("{system}/library-upgrade/ssh-signature")
}

/// A user's key in one system, its private half in another one as well, and two servers that know it.
fn users(user: &str, robot: &str, robots: &str) -> Estate {
    let (private, public) = (fixture("id_ed25519"), fixture("id_ed25519.pub"));
    let (own, half) = (format!("{user}/.ssh/id_ed25519"), format!("{user}/.ssh/id_ed25519.pub"));
    let deployed = format!("{robot}/etc/deploy_key");
    let files = [
        (own.as_str(), private.as_str()),
        (&half, &public),
        (&deployed, &private),
        ("s1/home/ops/.ssh/authorized_keys", &public),
        ("s2/home/x/.ssh/authorized_keys", &public),
    ];
    Estate::new(&[(user, ""), (robot, robots), ("s1", ""), ("s2", "")], &files)
}

#[test]
fn a_key_is_replaced_when_nobody_knows_it_whoever_of_its_holders_is_asked() {
    let new = fixture("id_mldsa44_ed25519.pub");
    for (user, robot) in [("admin", "robot"), ("user", "deploy")] {
        let estate = users(user, robot, "");
        let plan = estate.planned();
        let [own, other] = [rekey(user), rekey(robot)];
        for holder in [&own, &other] {
            for server in ["s1", "s2"] {
                assert!(plan.waits(holder, &upgrade(server)), "{holder} {server}");
            }
            let listed = plan.package(holder)["places"]["listed"].to_string();
            assert!(listed.contains("files/s2/home/x/.ssh/authorized_keys"), "{listed}");
            assert_eq!(plan.package(holder)["assets"].as_array().unwrap().len(), 2);
        }
        // 2 private halves, and the public one in 3 systems.
        assert_eq!(plan.0["totals"]["by_exposure"]["shor"], 5);

        // Its own files are gone, and one server still knows it, for which the other holder logs in there.
        estate.remove(&format!("{user}/.ssh/id_ed25519"));
        estate.write(&format!("{user}/.ssh/id_ed25519.pub"), &new);
        estate.write("s1/home/ops/.ssh/authorized_keys", &new);
        let track = estate.track("2034-06-01", &[]);
        for holder in [&own, &other] {
            assert_eq!(track.state(holder), "drifting", "{}", track.package(holder));
        }
        let told = "not done: it is still at files/s2/home/x/.ssh/authorized_keys";
        assert_evidence(&track, &own, told);
        assert_eq!((track.counts(&own), track.counts(&other)), ((1, 1), (0, 2)));
        assert_eq!(track.ids("new"), [""; 0]);
        assert_eq!(track.measured().last().unwrap().2, 2);
        // The other holder has gone as well.
        estate.remove(&format!("{robot}/etc/deploy_key"));
        let track = estate.track("2034-06-10", &[]);
        assert_eq!((track.counts(&own), track.counts(&other)), ((1, 1), (1, 1)));
        assert_evidence(&track, &other, told);
        assert_eq!(track.measured().last().unwrap().2, 1);
        estate.write("s2/home/x/.ssh/authorized_keys", &new);
        let track = estate.track("2034-06-20", &[]);
        for holder in [&own, &other] {
            assert_eq!((track.state(holder), track.counts(holder)), ("done", (2, 0)));
        }
        assert_eq!(track.measured().last().unwrap().2, 0);
    }
}

#[test]
fn a_copy_that_the_first_holder_has_kept_is_left_of_its_work() {
    let estate = users("admin", "robot", "");
    estate.remove("admin/.ssh/id_ed25519");
    for server in ["s1/root", "s2/home/x"] {
        estate.write(&format!("{server}/.ssh/authorized_keys"), &fixture("id_mldsa44_ed25519.pub"));
    }
    let track = estate.track("2034-06-01", &[]);
    assert_eq!(track.counts(&rekey("admin")), (1, 1));
    assert_evidence(&track, &rekey("admin"), "it is still at files/admin/.ssh/id_ed25519.pub");
}

#[test]
fn what_others_know_of_a_key_goes_with_its_last_holder() {
    let new = fixture("id_mldsa44_ed25519.pub");
    let estate = users("admin", "robot", LATE);
    let plan = estate.planned();
    let (own, other) = (rekey("admin"), rekey("robot"));
    let until = plan.package(&other)["finish"].as_str().unwrap().to_owned();
    assert!(plan.package(&own)["finish"].as_str().unwrap() < "2031" && until.as_str() > "2031");
    let steps = |id: &str| plan.package(id)["steps"].to_string();
    assert!(
        steps(&own).contains(&format!(
            "the old public half stays for {other} (until {until}) and goes with that"
        )),
        "{}",
        steps(&own)
    );
    assert!(
        steps(&other).contains(&format!("goes with this package, the last, once {own} is done")),
        "{}",
        steps(&other)
    );
    for id in [&own, &other] {
        assert!(steps(id).contains("their lines go with the last of these systems"));
    }
    // The servers are rid of it with the last one.
    let left = plan.0["burndown"].as_array().unwrap().iter();
    let mut left = left.filter(|row| row["quarter"].as_str().unwrap() < until.as_str());
    assert_eq!(left.next_back().unwrap()["exposed"]["shor"], 3);

    // The first holder has done all that it can, and is not late for it.
    estate.remove("admin/.ssh/id_ed25519");
    estate.write("admin/.ssh/id_ed25519.pub", &new);
    let track = estate.track("2030-06-01", &[]);
    assert_eq!((track.state(&own), track.counts(&own)), ("on-course", (1, 1)));
    let why = track.package(&own)["why"].as_str().unwrap();
    assert!(
        why.contains(&format!("stays for {other}, which holds it too (until {until})")),
        "{why}"
    );
    assert_eq!(track.state(&upgrade("admin")), "implied");
    // It is when the time of the last one has passed.
    let track = estate.track("2034-06-01", &[]);
    assert_eq!([track.state(&own), track.state(&other)], ["drifting"; 2]);
}

/// What `y2q gate --plan` says of these inputs.
fn gate(estate: &Estate, inputs: &[&str], day: &str) -> String {
    let fixed = ["--plan", "plan.json", "--estate", "estate.toml", "--at", day];
    let out = estate.y2q(&[&["gate"], inputs, &fixed[..]].concat());
    String::from_utf8([out.stdout, out.stderr].concat()).unwrap()
}

/// Files alone know of no earlier day.
#[test]
fn a_gate_over_files_leaves_to_the_last_holder_what_stays_for_it() {
    let new = fixture("id_mldsa44_ed25519.pub");
    let estate = users("admin", "robot", LATE);
    let late = "overdue/admin-rekey-ssh-signature";
    let both = |day: &str| {
        estate.scan(day);
        [gate(&estate, &["files"], day), gate(&estate, &["--db", "y2q.db"], day)]
    };
    // Nothing is done in its time.
    for said in both("2030-06-01") {
        assert!(said.contains(late), "{said}");
    }
    // Its own files are replaced, and the lines stay for the other one.
    estate.remove("admin/.ssh/id_ed25519");
    estate.write("admin/.ssh/id_ed25519.pub", &new);
    for said in both("2030-06-02") {
        assert!(!said.contains(late) && !said.contains("unplanned/"), "{said}");
    }
    // A copy that it has kept is left of its own.
    estate.write("admin/.ssh/old.pub", &fixture("id_ed25519.pub"));
    for said in both("2030-06-03") {
        assert!(said.contains(late), "{said}");
    }
    estate.remove("admin/.ssh/old.pub");
    // The time of the last one has passed.
    for said in both("2034-06-01") {
        assert!(
            said.contains(late) && said.contains("overdue/robot-rekey-ssh-signature"),
            "{said}"
        );
    }
    // Nobody knows it any more, and who holds it still is the other one.
    for line in ["s1/home/ops", "s2/home/x"] {
        estate.write(&format!("{line}/.ssh/authorized_keys"), &new);
    }
    for said in both("2034-06-02") {
        assert!(
            !said.contains(late) && said.contains("overdue/robot-rekey-ssh-signature"),
            "{said}"
        );
    }
}

/// Nothing shows where the certificate of a system was that another one has as well.
#[test]
fn a_gate_over_files_leaves_a_certificate_to_the_system_that_has_it() {
    let copies = ["shop/tls/leaf", "ledger/tls/leaf"]
        .map(|place| ["pem", "key"].map(|end| format!("{place}.{end}")));
    let mut files = AUTHORITIES.to_vec();
    files.extend([(copies[1][0].as_str(), "leaf.pem"), (&copies[1][1], "leaf.key")]);
    let estate = Estate::new(&SYSTEMS, &files);
    let late = |system: &str| format!("overdue/{system}-certificate-reissue-signature");
    let said = gate(&estate, &["files"], "2034-06-01");
    assert!(said.contains(&late("shop")) && said.contains(&late("ledger")), "{said}");
    copies[0].iter().for_each(|copy| estate.remove(copy));
    estate.scan("2034-06-01");
    for inputs in [&["files"][..], &["--db", "y2q.db"]] {
        let said = gate(&estate, inputs, "2034-06-01");
        assert!(!said.contains(&late("shop")) && said.contains(&late("ledger")), "{said}");
    }
}

#[test]
fn lines_stay_for_a_holder_that_is_accepted_until_its_last_day() {
    let new = fixture("id_mldsa44_ed25519.pub");
    let estate = users("admin", "robot", "");
    let (own, other) = (rekey("admin"), rekey("robot"));
    estate.accept(&other, "2030-06-30");
    estate.save("2026-11-01", "plan.json");
    let plan = estate.planned();
    let steps = |id: &str| plan.package(id)["steps"].to_string();
    let told =
        format!("the old public half stays for {other} (accepted until 2030-06-30) and goes");
    assert!(steps(&own).contains(&told), "{}", steps(&own));
    let told = format!("stays as long as this is accepted, until 2030-06-30, also after {own}");
    assert!(steps(&other).contains(&told), "{}", steps(&other));
    assert!(!steps(&other).contains("goes with this package"), "{}", steps(&other));

    estate.remove("admin/.ssh/id_ed25519");
    estate.write("admin/.ssh/id_ed25519.pub", &new);
    let track = estate.track("2030-06-30", &[]);
    assert_eq!(track.state(&own), "on-course");
    let why = track.package(&own)["why"].as_str().unwrap();
    let told = format!("stays for {other}, which holds it too (accepted until 2030-06-30)");
    assert!(why.contains(&told), "{why}");
    for inputs in [&["files"][..], &["--db", "y2q.db"]] {
        let said = gate(&estate, inputs, "2030-06-30");
        assert!(!said.contains("overdue/admin-rekey"), "{said}");
    }
    // From the day after nobody answers for it.
    let track = estate.track("2030-07-01", &[]);
    assert_eq!([track.state(&own), track.state(&other)], ["drifting"; 2]);
    for inputs in [&["files"][..], &["--db", "y2q.db"]] {
        let said = gate(&estate, inputs, "2030-07-01");
        assert!(said.contains("overdue/admin-rekey"), "{said}");
    }
}

#[test]
fn what_others_know_of_a_system_that_is_switched_off_is_taken_out() {
    let new = fixture("id_mldsa44_ed25519.pub");
    let ends = "decommission = \"2032-Q4\"\nconfidentiality_years = 1\n";
    let estate = users("admin", "robot", ends);
    let (own, end) = (rekey("admin"), "robot/decommission");
    let steps = |plan: &Planned| plan.package(end)["steps"].to_string();
    let told = "take the lines with them out once nobody uses them here: in s1, s2";
    let plan = estate.planned();
    assert!(steps(&plan).contains(told), "{}", steps(&plan));
    let goes = format!("goes with this package, the last, once {own} is done");
    assert!(steps(&plan).contains(&goes), "{}", steps(&plan));
    // The other holder has gone, and the lines are there still.
    estate.remove("admin/.ssh/id_ed25519");
    estate.write("admin/.ssh/id_ed25519.pub", &new);
    estate.scan("2028-06-01");
    let next = estate.next("2028-06-01");
    assert!(!next.has(&own) && steps(&next).contains(told), "{}", steps(&next));
    // They stay for one that is replaced later.
    let later = users("admin", "robot", &ends.replace("2032-Q4", "2027-Q1")).planned();
    let stays = format!("stays for {own} (until");
    assert!(steps(&later).contains(&stays), "{}", steps(&later));
    assert!(!steps(&later).contains("take the lines"), "{}", steps(&later));
    // Nobody knows a key of a system that has none.
    let files = [("web/tls/leaf.pem", "leaf.pem"), ("web/tls/leaf.key", "leaf.key")];
    let alone = Estate::new(&[("web", ends)], &files).planned();
    let book = alone.package("web/decommission")["steps"].to_string();
    assert!(!book.contains("take the lines"), "{book}");
}

#[test]
fn a_host_key_of_two_hosts_waits_for_who_knows_it() {
    let (private, public) = (fixture("id_ecdsa_256"), fixture("id_ecdsa_256.pub"));
    let known = format!("h1,h2 {public}");
    let hosts = ["h1", "h2"].map(|host| format!("{host}/etc/ssh/ssh_host_ecdsa_key"));
    let halves = hosts.clone().map(|key| format!("{key}.pub"));
    let files = [
        (hosts[0].as_str(), private.as_str()),
        (&halves[0], &public),
        (&hosts[1], &private),
        (&halves[1], &public),
        ("admin/.ssh/known_hosts", &known),
    ];
    let estate = Estate::new(&[("admin", LATE), ("h1", ""), ("h2", "")], &files);
    let plan = estate.planned();
    for host in ["h1", "h2"] {
        assert!(plan.waits(&rekey(host), &upgrade("admin")), "{host}");
        // What lies beside a private half is no line that anything is verified with.
        let other = if host == "h1" { "h2" } else { "h1" };
        assert!(!plan.waits(&rekey(host), &upgrade(other)), "{host}");
    }
    // One host after the other, whichever comes first.
    estate.remove(&hosts[0]);
    estate.remove(&halves[0]);
    let track = estate.track("2034-06-01", &[]);
    assert_eq!(track.counts(&rekey("h1")), (1, 1));
    estate.remove(&hosts[1]);
    estate.remove(&halves[1]);
    let track = estate.track("2034-06-10", &[]);
    assert_eq!([rekey("h1"), rekey("h2")].map(|id| track.counts(&id)), [(1, 1); 2]);
    assert_eq!(track.measured().last().unwrap().2, 1);
    let new = format!("h1,h2 {}", fixture("id_mldsa44_ed25519.pub"));
    estate.write("admin/.ssh/known_hosts", &new);
    let track = estate.track("2034-06-20", &[]);
    assert_eq!([rekey("h1"), rekey("h2")].map(|id| track.counts(&id)), [(2, 0); 2]);
}

/// Each logs in to the other with the key that both have.
#[test]
fn nodes_that_share_a_key_wait_for_each_other() {
    let (private, public) = (fixture("id_ed25519"), fixture("id_ed25519.pub"));
    let place = |node: &str, file: &str| format!("{node}/home/ops/.ssh/{file}");
    let names = ["id_ed25519", "id_ed25519.pub", "authorized_keys"];
    let all = ["n1", "n2"].map(|node| names.map(|name| place(node, name)));
    let files: Vec<(&str, &str)> = (all.iter().flatten())
        .map(|path| (path.as_str(), if path.ends_with("ed25519") { &*private } else { &*public }))
        .collect();
    let estate = Estate::new(&[("n1", ""), ("n2", LATE)], &files);
    let plan = estate.planned();
    assert!(plan.waits(&rekey("n1"), &upgrade("n2")) && plan.waits(&rekey("n2"), &upgrade("n1")));
    let steps = plan.package(&rekey("n1"))["steps"].to_string();
    assert!(steps.contains("1 of these keys lies in other systems too"), "{steps}");
    let new = fixture("id_mldsa44_ed25519.pub");
    estate.remove(&all[0][0]);
    estate.write(&all[0][1], &new);
    estate.write(&all[0][2], &new);
    let track = estate.track("2034-06-01", &[]);
    assert_eq!([rekey("n1"), rekey("n2")].map(|id| track.counts(&id)), [(1, 1), (0, 2)]);
    assert_eq!(track.measured().last().unwrap().2, 2);
    estate.remove(&all[1][0]);
    estate.write(&all[1][1], &new);
    estate.write(&all[1][2], &new);
    let track = estate.track("2034-06-10", &[]);
    assert_eq!([rekey("n1"), rekey("n2")].map(|id| track.counts(&id)), [(2, 0); 2]);
    assert_eq!(track.measured().last().unwrap().2, 0);
}
