//! Keys of SSH that lie in one system and are known in others, alone or as those of authorities.

use std::fs;

use super::beside::{Estate, assert_evidence};

pub fn fixture(name: &str) -> String {
    fs::read_to_string(format!("inventories/fixtures/openssh/{name}")).unwrap()
}

const KEX: &str = "KexAlgorithms curve25519-sha256\n";

#[test]
fn a_key_is_replaced_when_nobody_knows_it_any_more() {
    let (old, new) = (fixture("id_rsa_2048.pub"), fixture("id_mldsa44_ed25519.pub"));
    let (own, known) = ("admin/.ssh/id_rsa.pub", "server/admin/.ssh/authorized_keys");
    let files = [
        ("admin/.ssh/id_rsa", &*fixture("id_rsa_2048")),
        (own, &old),
        (known, &old),
        ("backup/home/.ssh/authorized_keys", &old),
    ];
    let estate = Estate::new(&[("admin", ""), ("server", ""), ("backup", "")], &files);
    let rekey = "admin/rekey/ssh-signature";
    let plan = estate.planned();
    let places = plan.package(rekey)["places"]["listed"].as_array().unwrap();
    let listed = |file: &str| {
        let mut all = places.iter();
        let place = all.find(|place| place["at"].as_str().unwrap().starts_with(file));
        place.unwrap_or_else(|| panic!("{file}: {places:?}"))["system"].clone()
    };
    // The runbook has them edited: they are named with their system.
    assert_eq!(listed("files/server/admin/.ssh/authorized_keys"), "server");
    assert_eq!(listed("files/backup/home/.ssh/authorized_keys"), "backup");
    assert!(listed("files/admin/.ssh/id_rsa").is_null());
    // What the plan counts and what it says of a quantum computer are the same uses.
    assert_eq!(plan.0["totals"]["by_exposure"]["shor"], 4);
    let before = plan.0["answers"]["exposed_before"].as_str().unwrap();
    assert!(before.contains(" of 4 uses "), "{before}");

    // A new key beside the old one, which goes where its private half was and stays where it is known.
    estate.remove("admin/.ssh/id_rsa");
    estate.write(own, &new);
    estate.write(known, &format!("{old}{new}"));
    estate.write("backup/home/.ssh/authorized_keys", &new);
    let track = estate.track("2034-06-01", &[]);
    assert_eq!((track.state(rekey), track.counts(rekey)), ("drifting", (1, 1)));
    assert_evidence(
        &track,
        rekey,
        "not done: it is still at files/server/admin/.ssh/authorized_keys",
    );
    assert_eq!(track.ids("new"), [""; 0]);
    assert_eq!(track.measured().last().unwrap().2, 1);
    assert_eq!(estate.next("2034-06-01").0["totals"]["by_exposure"]["shor"], 1);

    estate.write(known, &new);
    let track = estate.track("2034-07-01", &[]);
    assert_eq!((track.state(rekey), track.counts(rekey)), ("done", (2, 0)));
    assert_evidence(&track, rekey, "files/server/admin/.ssh/authorized_keys: seen on ");
    assert_eq!(track.measured().last().unwrap().2, 0);
    // What is there again was done before.
    estate.save("2034-07-01", "between.json");
    estate.write(known, &format!("{old}{new}"));
    let track = estate.track("2034-08-01", &["--track", "between.json"]);
    assert_eq!((track.state(rekey), track.ids("new")), ("regressed", vec![]));
}

/// An authority of users, a server that trusts it, and a user with a certificate.
fn certified(sshd: &str, (ca, admin): (&str, &str)) -> Estate {
    let trusts = format!("TrustedUserCAKeys /etc/ssh/user_ca.pub\n{KEX}{sshd}");
    let client = format!("Host *\n  {KEX}");
    let files = [
        ("ca/user_ca", &*fixture("ca_rsa")),
        ("ca/user_ca.pub", &fixture("ca_rsa.pub")),
        ("server/etc/ssh/user_ca.pub", &fixture("ca_rsa.pub")),
        ("server/etc/ssh/sshd_config", &trusts),
        ("admin/.ssh/id_ed25519", &fixture("id_ed25519")),
        ("admin/.ssh/id_ed25519.pub", &fixture("id_ed25519.pub")),
        ("admin/.ssh/id_ed25519-cert.pub", &fixture("id_ed25519-cert.pub")),
        ("admin/.ssh/config", &client),
    ];
    Estate::new(&[("ca", ca), ("server", ""), ("admin", admin)], &files)
}

const REKEY: &str = "ca/rekey/ssh-signature";
const REISSUE: &str = "admin/certificate-reissue/ssh-signature";
const OLD: &str = "server/retirement/ssh-issuing";

#[test]
fn a_certificate_of_ssh_waits_for_its_authority_and_for_who_verifies_it() {
    let estate = certified("", ("", ""));
    let plan = estate.planned();
    let waits =
        |later: &str, earlier: &str| assert!(plan.waits(later, earlier), "{later} {earlier}");
    waits(REKEY, "server/library-upgrade/ssh-signature");
    waits(REISSUE, REKEY);
    waits(REISSUE, "server/library-upgrade/ssh-signature");
    waits(OLD, REKEY);
    waits(OLD, REISSUE);
    let kex = |system: &str, change: &str| format!("{system}/{change}/ssh-key-establishment");
    waits(&kex("server", "retirement"), &kex("admin", "configuration"));
    waits(&kex("admin", "retirement"), &kex("server", "configuration"));
    assert_eq!(plan.package(OLD)["assets"].as_array().unwrap().len(), 1);
    assert_eq!(plan.package(OLD)["title"], "server: stop trusting 1 old key of an SSH authority");
    let steps = plan.package(REKEY)["steps"].to_string();
    assert!(steps.contains("1 of these certifies others") && steps.contains(OLD), "{steps}");
    // Work and check are those of a key that stays where it is trusted.
    assert!(!steps.contains("finds no old key") && !steps.contains("authorized_keys on every"));
    assert!(steps.contains("y2q scan finds the old key only where it is trusted"), "{steps}");
    // Where the authority has no package of its own to talk with, it is no end of any channel.
    assert!(!plan.waits(&kex("server", "retirement"), REKEY));
    // What is classical is accepted until nobody shows it and nothing is certified with it.
    let both = "ssh-mldsa44-ed25519@openssh.com,ssh-mldsa44-ed25519-cert-v01@openssh.com,ssh-ed25519,\
                ssh-ed25519-cert-v01@openssh.com";
    let lists = format!("PubkeyAcceptedAlgorithms {both}\nHostKeyAlgorithms {both}\n");
    let plan = certified(&lists, ("", "")).planned();
    assert!(plan.waits("server/retirement/ssh-signature", REISSUE));
    assert!(plan.waits("server/retirement/ssh-signature", REKEY));
    assert_eq!(plan.0["broken_cycles"].as_array().unwrap().len(), 0);
}

#[test]
fn what_is_said_of_systems_does_not_undo_the_order_of_an_authority() {
    // The authority is said to migrate after whom it certifies.
    let plan = certified("", ("depends_on = [\"admin\"]\n", "")).planned();
    assert!(plan.waits(REISSUE, REKEY) && !plan.waits(REKEY, REISSUE));
    assert_eq!(plan.0["broken_cycles"].as_array().unwrap().len(), 1);
    // What is left as it is keeps the old key in use.
    let accepted = format!(
        "[[accept]]\npackage = \"{REISSUE}\"\nowner = \"head\"\nreason = \"old\"\nexpires = 2033-06-30\n"
    );
    let plan = certified("", ("", &accepted)).planned();
    assert!(
        plan.package(OLD)["finish"].is_null() && plan.waits(OLD, REISSUE),
        "{}",
        plan.package(OLD)
    );
}

#[test]
fn the_old_key_of_an_authority_stays_where_it_is_trusted_until_nothing_is_under_it() {
    let estate = certified("", ("", ""));
    let (old, new) = (fixture("ca_rsa.pub"), fixture("id_mldsa44_ed25519.pub"));
    let trusted = "server/etc/ssh/user_ca.pub";
    // As the runbooks have it: the new key beside the old one, and the old one makes no more certificates.
    estate.remove("ca/user_ca");
    estate.write("ca/user_ca.pub", &new);
    estate.write(trusted, &format!("{old}{new}"));
    let track = estate.track("2027-06-01", &[]);
    assert_eq!((track.state(REKEY), track.counts(REKEY)), ("done", (2, 0)));
    assert_eq!((track.state(OLD), track.counts(OLD)), ("on-course", (0, 1)));
    assert_eq!(track.ids("new"), [""; 0]);
    // The last certificate under it goes, and the line stays.
    for file in ["id_ed25519", "id_ed25519.pub", "id_ed25519-cert.pub"] {
        estate.remove(&format!("admin/.ssh/{file}"));
    }
    let track = estate.track("2034-06-01", &[]);
    assert_eq!((track.state(REISSUE), track.state(OLD)), ("done", "drifting"));
    assert_eq!(track.state("server/library-upgrade/ssh-signature"), "implied");
    assert_eq!(track.ids("new"), [""; 0]);
    let next = estate.next("2034-06-01");
    assert!(next.has(OLD) && !next.has("server/rekey/ssh-signature"), "{:?}", next.ids());
    // Its successor is there and known, so that no upgrade is waited for.
    assert!(!next.has("server/library-upgrade/ssh-signature"), "{:?}", next.ids());
    assert_eq!(next.package(OLD)["beside"].as_object().unwrap().len(), 1);
    estate.write(trusted, &new);
    let track = estate.track("2034-07-01", &[]);
    assert_eq!((track.state(OLD), track.ids("new")), ("done", vec![]));
}

/// The same without the private half: it is kept offline, or by a service.
#[test]
fn an_authority_of_ssh_that_is_kept_offline_is_renewed_from_where_it_is_trusted() {
    let client = format!("Host *\n  {KEX}");
    let trusts = format!("TrustedUserCAKeys /etc/ssh/user_ca.pub\n{KEX}");
    let ca = fixture("ca_rsa.pub");
    let line = format!("cert-authority,principals=\"root\" {ca}");
    let files = [
        ("server/etc/ssh/user_ca.pub", &*ca),
        ("server/etc/ssh/sshd_config", &trusts),
        ("backup/home/ops/.ssh/authorized_keys", &line),
        ("admin/.ssh/id_ed25519", &fixture("id_ed25519")),
        ("admin/.ssh/id_ed25519.pub", &fixture("id_ed25519.pub")),
        ("admin/.ssh/id_ed25519-cert.pub", &fixture("id_ed25519-cert.pub")),
        ("admin/.ssh/config", &client),
    ];
    let estate = Estate::new(&[("server", ""), ("backup", ""), ("admin", "")], &files);
    let plan = estate.planned();
    let renewals: Vec<String> = (plan.ids().into_iter())
        .filter(|id| id.ends_with("/rekey/ssh-issuing"))
        .map(str::to_owned)
        .collect();
    let [renewal] = renewals.as_slice() else { panic!("{:?}", plan.ids()) };
    let verifiers = ["server", "backup"];
    assert!(verifiers.iter().any(|one| renewal.starts_with(one)), "{renewal}");
    for verifier in verifiers {
        assert!(plan.waits(renewal, &format!("{verifier}/library-upgrade/ssh-signature")));
        let old = format!("{verifier}/retirement/ssh-issuing");
        assert!(plan.waits(&old, renewal) && plan.waits(&old, REISSUE), "{old}");
        let listed = plan.package(renewal)["places"]["listed"].to_string();
        assert!(listed.contains(&format!("files/{verifier}/")), "{listed}");
    }
    assert!(plan.waits(REISSUE, renewal));
    let title = plan.package(renewal)["title"].as_str().unwrap();
    assert!(title.contains("replace 1 key of an SSH authority with MLDSA44-Ed25519"), "{title}");
    let said = plan.0["assumptions"].to_string();
    let told = "No private half of 1 key of an SSH authority that is trusted here is found here now: it is taken as the estate's own \
                and kept offline";
    assert!(said.contains(told), "{said}");
    assert_eq!(plan.0["broken_cycles"].as_array().unwrap().len(), 0);

    // Certified again by the authority as it is: that is no certificate that a quantum computer does not break.
    let new = fixture("id_mldsa44_ed25519.pub");
    estate.write("server/etc/ssh/user_ca.pub", &format!("{ca}{new}"));
    let track = estate.track("2034-06-01", &[]);
    assert_eq!((track.state(renewal), track.counts(renewal)), ("drifting", (0, 1)));
    assert!(estate.next("2034-06-01").ids().iter().any(|id| id.ends_with("/rekey/ssh-issuing")));
    // The new key stands beside the old one wherever that is trusted.
    estate.write("backup/home/ops/.ssh/authorized_keys", &format!("{line}cert-authority {new}"));
    let track = estate.track("2034-06-10", &[]);
    assert_eq!((track.state(renewal), track.counts(renewal)), ("done", (1, 0)));
    assert_evidence(&track, renewal, "what replaces it is there");
    let next = estate.next("2034-06-10");
    assert!(
        next.has(REISSUE) && !next.ids().iter().any(|id| id.contains("rekey")),
        "{:?}",
        next.ids()
    );
    for verifier in verifiers {
        assert!(next.waits(&format!("{verifier}/retirement/ssh-issuing"), REISSUE));
    }
}

/// Keys have no names: which of two old ones a new one stands for is not told.
#[test]
fn one_new_key_of_an_authority_does_not_stand_for_two_old_ones() {
    let old = fixture("ca_rsa.pub") + &fixture("id_rsa_2048.pub");
    let trusted = "server/etc/ssh/user_ca.pub";
    let trusts = format!("TrustedUserCAKeys /etc/ssh/user_ca.pub\n{KEX}");
    let files = [(trusted, &*old), ("server/etc/ssh/sshd_config", &trusts)];
    let estate = Estate::new(&[("server", "")], &files);
    let renewal = "server/rekey/ssh-issuing";
    let new = fixture("id_mldsa44_ed25519.pub");
    estate.write(trusted, &format!("{old}{new}"));
    let track = estate.track("2027-06-01", &[]);
    assert_eq!((track.state(renewal), track.counts(renewal)), ("on-course", (0, 2)));
    assert!(estate.next("2027-06-01").has(renewal));

    let (head, tail) = new.split_at(new.len() / 2);
    let mut letters = tail.chars();
    let other = if letters.next() == Some('A') { 'B' } else { 'A' };
    estate.write(trusted, &format!("{old}{new}{head}{other}{}", letters.as_str()));
    let track = estate.track("2027-07-01", &[]);
    assert_eq!((track.state(renewal), track.counts(renewal)), ("done", (2, 0)));
    assert!(!estate.next("2027-07-01").has(renewal));
}

#[test]
fn what_an_accepted_authority_of_ssh_has_signed_is_held_back() {
    let ca = fixture("ca_rsa.pub");
    let trusts = format!("TrustedUserCAKeys /etc/ssh/user_ca.pub\n{KEX}");
    let files = [
        ("server/etc/ssh/user_ca.pub", &*ca),
        ("server/etc/ssh/sshd_config", &trusts),
        ("admin/.ssh/id_ed25519-cert.pub", &fixture("id_ed25519-cert.pub")),
    ];
    let accepted = "[[accept]]\npackage = \"server/rekey/ssh-issuing\"\nowner = \"head\"\nreason = \"old\"\n\
                    expires = 2033-06-30\n";
    let estate = Estate::new(&[("server", ""), ("admin", accepted)], &files);
    let plan = estate.planned();
    assert!(plan.package(REISSUE)["finish"].is_null(), "{}", plan.package(REISSUE));
    assert!(plan.package(OLD)["finish"].is_null(), "{}", plan.package(OLD));
}

/// What is broken today is taken out wherever it is trusted, once nothing under it is in use.
#[test]
fn a_broken_key_of_an_authority_stays_nowhere() {
    let trusts = format!("TrustedUserCAKeys /etc/ssh/user_ca.pub\n{KEX}");
    let files = [
        ("ca/user_ca", &*fixture("id_rsa_1024")),
        ("ca/user_ca.pub", &fixture("id_rsa_1024.pub")),
        ("server/etc/ssh/user_ca.pub", &fixture("id_rsa_1024.pub")),
        ("server/etc/ssh/sshd_config", &trusts),
    ];
    let estate = Estate::new(&[("ca", ""), ("server", "")], &files);
    let steps = estate.planned().package("ca/rekey/ssh-signature-now")["steps"].to_string();
    let told = "the old one out of these once the certificates under it are issued again";
    assert!(steps.contains(told) && !steps.contains("the old one stays"), "{steps}");
}
