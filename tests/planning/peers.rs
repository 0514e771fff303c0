//! Both ends of a channel keep what is classical until the other can do without it.

use y2q::assess::Holding;
use y2q::model::{Exposure, MaterialKind, ProtocolKind, Purpose};
use y2q::plan::Plan;

use super::holdings::{LATER, context, judged, key, plan, protocol, ssh_key, supplier, system};
use super::kinds::package;

fn end(system: &str, kind: ProtocolKind) -> Holding {
    let offers = vec![judged(Exposure::Shor, &[Purpose::KeyEstablishment], &[LATER])];
    protocol(system, kind, system, offers)
}

/// `retired` lies a quarter of logs after the roll-out of `other`.
fn waits(plan: &Plan, retired: &str, other: &str, venue: &str) {
    let last = package(plan, &format!("{retired}/retirement/{venue}-key-establishment"));
    let roll_out = package(plan, &format!("{other}/configuration/{venue}-key-establishment"));
    assert!(last.after.contains(&roll_out.id), "{:?}", last.after);
    assert!(last.start.unwrap().since(roll_out.finish.unwrap()) >= 2, "{retired} {other}");
}

#[test]
fn retirement_waits_for_the_other_end_whichever_way_the_dependency_is_written() {
    for (kind, venue) in
        [(ProtocolKind::Ike, "ike"), (ProtocolKind::Tls, "tls"), (ProtocolKind::Ssh, "ssh")]
    {
        for (gateway, peer) in
            [(&["peer"][..], &[][..]), (&[], &["gateway"]), (&["peer"], &["gateway"])]
        {
            let gateway = system("gateway", gateway);
            let mut peer = system("peer", peer);
            peer.supplier = Some(supplier("Maker", Some("2030-Q1")));
            let systems = context(vec![gateway, peer]);
            let made = plan(&systems, &[], &[end("gateway", kind), end("peer", kind)]);
            waits(&made, "gateway", "peer", venue);
            waits(&made, "peer", "gateway", venue);
            let last = package(&made, &format!("gateway/retirement/{venue}-key-establishment"));
            assert!(last.start.unwrap().year() >= 2030, "its peer offers nothing before");
            assert!(made.broken_cycles.is_empty(), "{:?}", made.broken_cycles);
        }
    }
    // Systems that have nothing to do with each other do not wait, nor do other protocols.
    let mut peer = system("peer", &[]);
    peer.supplier = Some(supplier("Maker", Some("2030-Q1")));
    let apart = context(vec![system("gateway", &[]), peer.clone()]);
    let ends = [end("gateway", ProtocolKind::Tls), end("peer", ProtocolKind::Tls)];
    let made = plan(&apart, &[], &ends);
    let last = package(&made, "gateway/retirement/tls-key-establishment");
    assert_eq!(last.after, ["gateway/configuration/tls-key-establishment"]);
    let mixed = context(vec![system("gateway", &["peer"]), peer]);
    let made =
        plan(&mixed, &[], &[end("gateway", ProtocolKind::Tls), end("peer", ProtocolKind::Ssh)]);
    let last = package(&made, "gateway/retirement/tls-key-establishment");
    assert_eq!(last.after, ["gateway/configuration/tls-key-establishment"]);
}

#[test]
fn who_knows_the_other_ends_ssh_key_is_its_peer() {
    let signs = judged(Exposure::Shor, &[Purpose::Signature], &[LATER]);
    let held = key("host", MaterialKind::PrivateKey, "OpenSSH", "host key", signs);
    let ends = [end("host", ProtocolKind::Ssh), end("admin", ProtocolKind::Ssh)];
    let systems = || context(vec![system("host", &[]), system("admin", &[])]);
    let [host, admin] = ends.clone();
    let own = ssh_key("host", "host key");
    let made = plan(&systems(), &[], &[host, admin, held, own, ssh_key("admin", "host key")]);
    waits(&made, "host", "admin", "ssh");
    waits(&made, "admin", "host", "ssh");
    let last = package(&made, "host/retirement/ssh-key-establishment");
    let at = last.after.iter().position(|id| id.starts_with("admin/")).unwrap();
    assert!(
        last.after_reasons[at].contains("admin is at the other end, by an SSH key"),
        "{last:?}"
    );
    // Without the key nobody names the pair.
    let made = plan(&systems(), &[], &ends);
    let last = package(&made, "host/retirement/ssh-key-establishment");
    assert_eq!(last.after, ["host/configuration/ssh-key-establishment"]);
}

/// `known_hosts` of a client, `authorized_keys` of a server: whoever knows a key accepts the new kind before it is used.
#[test]
fn a_key_of_ssh_waits_for_those_who_know_it() {
    let signs = || judged(Exposure::Shor, &[Purpose::Signature], &[LATER]);
    let held = key("host", MaterialKind::PrivateKey, "OpenSSH", "host key", signs());
    let own = ssh_key("host", "host key");
    let accepts = protocol("admin", ProtocolKind::Ssh, "ssh_config", vec![signs()]);
    for depends in [&[][..], &["host"]] {
        let systems = context(vec![system("host", &[]), system("admin", depends)]);
        let all = [held.clone(), own.clone(), accepts.clone(), ssh_key("admin", "host key")];
        let made = plan(&systems, &[], &all);
        let rekey = package(&made, "host/rekey/ssh-signature");
        for verifier in ["admin/library-upgrade/ssh-signature", "admin/configuration/ssh-signature"]
        {
            assert!(rekey.after.iter().any(|id| id == verifier), "{:?}", rekey.after);
            assert!(rekey.start > package(&made, verifier).finish);
        }
        assert!(made.broken_cycles.is_empty(), "{:?}", made.broken_cycles);
    }
    // Nothing of its own has to change in a client that only knows the key, but for what it verifies with.
    let systems = context(vec![system("host", &[]), system("admin", &[])]);
    let made = plan(&systems, &[], &[held, own, ssh_key("admin", "host key")]);
    let rekey = package(&made, "host/rekey/ssh-signature");
    assert!(rekey.after.iter().any(|id| id == "admin/library-upgrade/ssh-signature"));
}
