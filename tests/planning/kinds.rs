//! Which kind of change is chosen, from what evidence, and why not another.

use y2q::assess::Holding;
use y2q::estate;
use y2q::model::{
    Asset, CodePlace, CodeStep, Evidence, Exposure, Hardware, HardwareKind, MaterialKind, Obstacle,
    ProtocolKind, Provider, Purpose, System, Unchangeable,
};
use y2q::plan::{Change, Package, Plan};

use super::holdings::{
    LATER, OPTIONS, algorithm, certificate, context, date, issuing, judged, key, leaf, plan,
    planned_on, protocol, supplier, system,
};

pub fn package<'a>(plan: &'a Plan, id: &str) -> &'a Package {
    let ids: Vec<&str> = plan.packages.iter().map(|one| one.id.as_str()).collect();
    let found = plan.packages.iter().find(|one| one.id == id);
    found.unwrap_or_else(|| panic!("no {id} in {ids:?}"))
}

fn has(plan: &Plan, id: &str) -> bool {
    plan.packages.iter().any(|one| one.id == id)
}

/// Why a kind fell.
pub fn fell(package: &Package, change: Change) -> &str {
    let found = package.choice.rejected.iter().find(|(other, _)| *other == change);
    &found.unwrap_or_else(|| panic!("{change:?} is not in {:?}", package.choice)).1
}

fn made(change: impl FnOnce(&mut System), holdings: &[Holding]) -> Plan {
    let mut one = system("one", &[]);
    change(&mut one);
    plan(&context(vec![one]), &[], holdings)
}

pub fn tls() -> Holding {
    let offers = vec![judged(Exposure::Shor, &[Purpose::KeyEstablishment], &[LATER])];
    protocol("one", ProtocolKind::Tls, "server", offers)
}

fn end_of_life(system: &mut System) {
    system.changeability.unchangeable =
        Some(Unchangeable { kind: Obstacle::EndOfLife, reason: "its maker closed".into() });
}

#[test]
fn a_server_that_cannot_be_changed_gets_a_proxy_in_front() {
    let usual = made(|_| {}, &[tls()]);
    let configured = package(&usual, "one/configuration/tls-key-establishment");
    assert!(fell(configured, Change::ProxyInFront).contains("[system.unchangeable]"));

    let top = certificate("ca", &issuing("authority"), None);
    let shown = certificate("one", &leaf("www"), Some(&top));
    let made = made(end_of_life, &[tls(), shown]);
    let proxy = package(&made, "one/proxy-in-front/tls-key-establishment");
    assert_eq!(proxy.change, Change::ProxyInFront);
    assert_eq!(proxy.assets, configured.assets);
    assert_eq!(proxy.target.as_ref().unwrap().scheme, configured.target.as_ref().unwrap().scheme);
    assert!(proxy.choice.why.contains("at the end of its life (its maker closed)"));
    assert!(fell(proxy, Change::Configuration).contains("no release"));
    // 12 and 1 for each, and no quarter is enough for pilot and cut-over.
    assert_eq!(proxy.effort_days, [5.5, 13.0, 33.0]);
    assert_eq!(proxy.finish.unwrap().since(proxy.start.unwrap()), 1);
    // Nothing is upgraded that cannot be, and the proxy is there before the certificate.
    assert!(!has(&made, "one/library-upgrade/tls"));
    let reissue = package(&made, "one/certificate-reissue/signature");
    assert!(reissue.after.contains(&proxy.id), "{:?}", reissue.after);
    let book = proxy.runbook();
    assert!(book.before[0].contains("certificate for the server's names"));
    assert!(book.commands[0].starts_with("openssl s_client"));
    assert!(book.notes.iter().any(|note| note.starts_with("why this kind of change: ")));
}

#[test]
fn endpoints_that_negotiate_a_hybrid_show_that_a_proxy_is_in_front() {
    let asked = |exposures: &[Exposure]| {
        let of = |exposure: &Exposure| judged(*exposure, &[Purpose::KeyEstablishment], &[]);
        let offers = exposures.iter().map(of).collect();
        let mut asked = protocol("one", ProtocolKind::Tls, "endpoint", offers);
        asked.occurrences[0].occurrence.evidence = Evidence::Negotiated;
        asked
    };
    let (proxy, last) =
        ("one/proxy-in-front/tls-key-establishment", "one/retirement/tls-key-establishment");
    let both = made(end_of_life, &[tls(), asked(&[Exposure::None, Exposure::Shor])]);
    assert!(!has(&both, proxy));
    assert_eq!(package(&both, last).assets.len(), 2);
    assert_eq!(package(&both, last).beside.len(), 1);
    // One that does not is not behind it.
    assert!(has(&made(end_of_life, &[tls(), asked(&[Exposure::Shor])]), proxy));
    let alone = made(end_of_life, &[tls(), asked(&[Exposure::None])]);
    assert!(!has(&alone, proxy) && !has(&alone, last));
    assert!(alone.assumptions.iter().any(|one| one.starts_with("Nothing is planned for 1 config")));
}

#[test]
fn a_certificate_of_a_server_that_cannot_be_changed_needs_the_proxy_too() {
    let made = made(end_of_life, &[certificate("one", &leaf("www"), None)]);
    let proxy = package(&made, "one/proxy-in-front/tls-key-establishment");
    assert!(proxy.assets.is_empty());
    assert_eq!(proxy.effort_days, [5.0, 12.0, 30.0]);
    assert!(package(&made, "one/certificate-reissue/signature").after.contains(&proxy.id));
}

#[test]
fn tls_without_version_1_3_is_a_protocol_upgrade_where_a_configuration_says_so() {
    let with = |version: &str, evidence: Evidence| {
        let mut held = tls();
        let Asset::Protocol(protocol) = &mut held.asset else { unreachable!("made above") };
        protocol.version = Some(version.into());
        held.occurrences[0].occurrence.evidence = evidence;
        made(|_| {}, &[held])
    };
    let upgraded = with("1.0, 1.2", Evidence::Configured);
    let upgrade = package(&upgraded, "one/protocol-upgrade/tls-key-establishment");
    assert!(upgrade.choice.why.contains("TLS 1.3 only"));
    assert!(upgrade.after.contains(&"one/library-upgrade/tls".to_owned()), "{:?}", upgrade.after);
    assert!(!has(&upgraded, "one/configuration/tls-key-establishment"));
    for (version, evidence) in [
        ("1.2, 1.3", Evidence::Configured),
        ("1.2", Evidence::Negotiated),
        ("x", Evidence::Configured),
    ] {
        let usual = with(version, evidence);
        assert!(has(&usual, "one/configuration/tls-key-establishment"), "{version} {evidence:?}");
    }
}

/// One algorithm in calls of Java, of each whether a configuration names it.
fn java(purpose: Purpose, configured: &[bool]) -> Holding {
    let mut held = algorithm("one", "ECDSA", judged(Exposure::Shor, &[purpose], &[LATER]));
    let found = held.occurrences.remove(0);
    for (at, configured) in configured.iter().enumerate() {
        let what = if *configured { "configuration key sign.name" } else { "NAME is set" };
        let step = CodeStep {
            path: "app.properties".into(),
            line: 1,
            what: what.into(),
            part: "algorithm".into(),
        };
        let mut one = found.clone();
        one.occurrence.offset = at as u64;
        one.occurrence.code = Some(Box::new(CodePlace {
            symbol: "java.security.Signature.getInstance".into(),
            steps: vec![step],
            ..CodePlace::default()
        }));
        held.occurrences.push(one);
    }
    held
}

#[test]
fn a_provider_is_loaded_where_a_configuration_names_the_algorithm_of_every_call() {
    let named = |library: &str, version: &str| {
        let provider = Provider { library: library.into(), version: version.into() };
        move |system: &mut System| system.changeability.provider = Some(provider)
    };
    let injected = made(|_| {}, &[java(Purpose::Signature, &[true, true])]);
    let one = package(&injected, "one/provider-injection/signature");
    assert!(one.choice.why.contains("Bouncy Castle for Java has ML-DSA, from version 1.79 on"));
    assert_eq!(fell(one, Change::Replacement), "no line of code names the algorithm");
    // A configured name is not written in code: no factor for it, only for the second call.
    assert!(!one.effort_basis.contains("written into code"), "{}", one.effort_basis);
    assert!(
        one.effort_days[1]
            < package(
                &made(|_| {}, &[java(Purpose::Signature, &[false, false])]),
                "one/replacement/signature"
            )
            .effort_days[1]
    );

    let stated = made(named("bouncy-castle-java", "1.84"), &[java(Purpose::Signature, &[true])]);
    let one = package(&stated, "one/provider-injection/signature");
    assert!(
        one.choice.why.contains("Bouncy Castle for Java 1.84, which the estate file names, has")
    );

    for (says, holding, why) in [
        (
            named("bouncy-castle-java", "1.70"),
            java(Purpose::Signature, &[true]),
            "has no ML-DSA: from version 1.79",
        ),
        (
            named("openssl", "3.5.0"),
            java(Purpose::Signature, &[true]),
            "openssl is no provider for the Java",
        ),
        (named("conscrypt", "2.5"), java(Purpose::Signature, &[true]), "it is not known whether"),
        (
            named("bouncy-castle-java", "1.84"),
            java(Purpose::Signature, &[true, false]),
            "of 2 calls 2 ask a provider by name, and of 1",
        ),
        (
            named("bouncy-castle-java", "1.84"),
            java(Purpose::KeyEstablishment, &[true]),
            "another interface",
        ),
    ] {
        let usual = made(says, &[holding]);
        let one = usual.packages.iter().find(|one| one.change == Change::Replacement).unwrap();
        assert!(fell(one, Change::ProviderInjection).contains(why), "{why}: {:?}", one.choice);
    }
}

pub fn signing_key(detector: &str) -> Holding {
    let says = judged(Exposure::Shor, &[Purpose::Signature], &[LATER]);
    let mut held = key("one", MaterialKind::PrivateKey, "TSS2", "half", says);
    held.occurrences[0].occurrence.detector = detector.into();
    held
}

#[test]
fn hardware_that_no_release_upgrades_is_replaced() {
    let seen = made(|_| {}, &[signing_key("tpm2-key")]);
    let one = package(&seen, "one/hardware-replacement/signature");
    assert!(one.choice.why.contains("a TPM 2.0 holds the key"));
    // The planning default of hardware that the estate file does not speak of.
    assert!(one.release.as_ref().unwrap().1.contains("4 quarters from the order of a TPM"));
    assert!(has(&made(|_| {}, &[signing_key("private-key")]), "one/rekey/signature"));

    let delivered = made(
        |system| system.supplier = Some(supplier("Maker", Some("2028-Q1"))),
        &[signing_key("tpm2-key")],
    );
    let rekey = package(&delivered, "one/rekey/signature");
    assert!(
        fell(rekey, Change::HardwareReplacement).contains("Maker has named a release, 2028-Q1")
    );

    for (refresh, lead, starts, why) in [
        (Some("2029-Q2"), 4, "2029-Q2", "replaced anyway in 2029-Q2"),
        (None, 6, "2028-Q2", "6 quarters from the order"),
        // A refresh that has passed dates nothing.
        (Some("2025-Q1"), 4, "2027-Q4", "4 quarters from the order"),
    ] {
        let hardware = Hardware {
            kind: HardwareKind::Hsm,
            refresh: refresh.map(|quarter| quarter.parse().unwrap()),
            lead_quarters: lead,
        };
        let stated = made(
            |system| system.changeability.hardware = Some(hardware),
            &[signing_key("private-key")],
        );
        let one = package(&stated, "one/hardware-replacement/signature");
        assert_eq!(one.start.unwrap().to_string(), starts);
        assert!(one.release.as_ref().unwrap().1.contains(why), "{:?}", one.release);
        assert!(one.choice.why.contains("a hardware security module"));
    }

    // What the chip does not hold is told nothing of it.
    let mut other = signing_key("private-key");
    let Asset::RelatedCryptoMaterial(material) = &mut other.asset else { unreachable!() };
    material.fingerprint = "other".into();
    other.id = other.asset.id();
    let both = made(|_| {}, &[signing_key("tpm2-key"), other]);
    assert_eq!(package(&both, "one/rekey/signature").choice.rejected, []);
    assert_eq!(package(&both, "one/hardware-replacement/signature").assets.len(), 1);

    // An authority in such hardware waits for the new one.
    let hardware = Hardware { kind: HardwareKind::Hsm, refresh: None, lead_quarters: 4 };
    let authority = certificate("one", &issuing("authority"), None);
    let issued = certificate("one", &leaf("www"), Some(&authority));
    let made = made(|system| system.changeability.hardware = Some(hardware), &[authority, issued]);
    let renewal = package(&made, "one/ca-renewal/issuing");
    assert!(renewal.after.contains(&"one/hardware-replacement".to_owned()), "{:?}", renewal.after);
}

#[test]
fn a_system_that_ends_in_time_is_switched_off_instead() {
    let ends = |quarter: &str| {
        let quarter = quarter.parse().unwrap();
        move |system: &mut System| system.changeability.decommission = Some(quarter)
    };
    let holdings = || [tls(), signing_key("private-key")];
    let made_off = made(ends("2029-Q4"), &holdings());
    let one = package(&made_off, "one/decommission");
    assert_eq!((one.assets.len(), one.start.unwrap().to_string()), (2, "2029-Q4".to_owned()));
    assert!(
        one.choice.why.contains("switched off at the end of 2029-Q4, before 2030-12-31 (law, §1)")
    );
    assert_eq!(made_off.packages.len(), 1, "nothing is upgraded or looked for in it");
    let day = one.deadline.as_ref().unwrap();
    assert_eq!((day.date, day.policy.as_str()), (date("2029-12-31"), "estate"));
    assert_eq!((one.finish, one.slack_quarters), (one.start, Some(0)), "in its quarter");
    // On the last day of its quarter there is no time for it, and that is said.
    let mut ending = context(vec![system("one", &[])]);
    ends("2026-Q4")(&mut ending.systems[0]);
    let on = |day: &str| {
        let mut planner = y2q::plan::Planner::new();
        holdings().iter().for_each(|holding| planner.add(holding));
        planned_on(day, planner, &ending, &[], &OPTIONS)
    };
    assert!(on("2026-10-01").late.is_empty());
    let slipped = on("2026-12-31");
    assert_eq!(slipped.late[0].package, "one/decommission");
    assert!(slipped.late[0].because[0].contains("its deadline is 2026-12-31 (estate)"));
    assert_eq!(one.choice.proposed, None);
    for (quarter, why) in [
        ("2031-Q1", "after 2030-12-31 (law, §1)"),
        ("2025-Q1", "and it is still found"),
        // Recorded in 2030, secret for four years, against 2034.
    ] {
        let usual = made(ends(quarter), &holdings());
        let one = package(&usual, "one/rekey/signature");
        assert!(fell(one, Change::Decommission).contains(why), "{:?}", one.choice);
        assert!(!has(&usual, "one/decommission"));
    }
    let mut sooner = context(vec![system("one", &[])]);
    ends("2029-Q4")(&mut sooner.systems[0]);
    sooner.estate.crqc_year = 2033;
    let split = plan(&sooner, &[], &holdings());
    let harvested = package(&split, "one/configuration/tls-key-establishment");
    assert!(fell(harvested, Change::Decommission).contains("must stay secret 4 years"));
    assert_eq!(package(&split, "one/decommission").assets.len(), 1, "the signing key can wait");
    // What is broken today is not left for the end.
    let mut broken = signing_key("private-key");
    broken.judged = vec![judged(Exposure::ClassicallyBroken, &[Purpose::Signature], &[LATER])];
    assert!(has(&made(ends("2029-Q4"), &[broken]), "one/rekey/signature-now"));
}

#[test]
fn an_estate_file_says_it_and_faults_have_a_place() {
    let text = "schema = 1\n[[system]]\nid = \"a\"\ndecommission = \"2029-Q4\"\n[system.unchangeable]\n\
                kind = \"vendor-product\"\nreason = \"no source\"\n[system.hardware]\nkind = \"satellite\"\n\
                [system.provider]\nlibrary = \"openssl\"\nversion = \"3.5.0\"\n[[accept]]\n\
                package = \"a/rekey/signature\"\nowner = \"o\"\nreason = \"r\"\nexpires = 2030-12-31\n";
    let read = estate::parse(text).unwrap();
    let stated = &read.systems[0].changeability;
    assert_eq!(stated.decommission.unwrap().to_string(), "2029-Q4");
    assert_eq!(stated.hardware.unwrap().lead_quarters, Hardware::LEAD_QUARTERS);
    assert_eq!(stated.unchangeable.as_ref().unwrap().kind, Obstacle::VendorProduct);
    assert_eq!(stated.provider.as_ref().unwrap().library, "openssl");
    assert_eq!(read.acceptances[0].expires, date("2030-12-31"));

    let system = "schema = 1\n[[system]]\nid = \"a\"\n";
    let accept = "schema = 1\n[[system]]\nid = \"a\"\n[[accept]]\n";
    for (head, rest, line, message, help) in [
        (system, "decommission = \"2029\"\n", 4, "`decommission` is no quarter", ""),
        (
            system,
            "[system.unchangeable]\nkind = \"eol\"\nreason = \"x\"\n",
            5,
            "`eol` is no kind",
            "end-of-life",
        ),
        (system, "[system.unchangeable]\nkind = \"end-of-life\"\n", 4, "has no `reason`", ""),
        (system, "[system.unchangeable]\nreason = \"x\"\n", 4, "has no `kind`", ""),
        (
            system,
            "[system.hardware]\nkind = \"hsmm\"\n",
            5,
            "`hsmm` is no kind",
            "did you mean `hsm`?",
        ),
        (
            system,
            "[system.hardware]\nkind = \"hsm\"\nlead_quarters = 400\n",
            6,
            "not between 0 and 40",
            "quarters",
        ),
        (
            system,
            "[system.hardware]\nkind = \"hsm\"\nrefresh = \"soon\"\n",
            6,
            "`refresh` is no quarter",
            "",
        ),
        (
            system,
            "[system.provider]\nlibrary = \"opensl\"\nversion = \"3\"\n",
            5,
            "there is no library `opensl`",
            "openssl",
        ),
        (system, "[system.provider]\nlibrary = \"openssl\"\n", 4, "has no `version`", ""),
        (
            accept,
            "package = \"b/rekey\"\nowner = \"o\"\nreason = \"r\"\nexpires = 2030-12-31\n",
            5,
            "there is no system `b`",
            "known: `a`",
        ),
        (
            accept,
            "package = \"a\"\nowner = \"o\"\nreason = \"r\"\nexpires = 2030-12-31\n",
            5,
            "`a` is no work package",
            "rekey",
        ),
        (
            accept,
            "package = \"a/rekey\"\nreason = \"r\"\nexpires = 2030-12-31\n",
            4,
            "has no `owner`",
            "",
        ),
        (
            accept,
            "package = \"a/rekey\"\nowner = \"o\"\nexpires = 2030-12-31\n",
            4,
            "has no `reason`",
            "",
        ),
        (
            accept,
            "package = \"a/rekey\"\nowner = \"o\"\nreason = \"r\"\n",
            4,
            "has no `expires`",
            "",
        ),
        (
            accept,
            "package = \"a/rekey\"\nowner = \"o\"\nreason = \" \"\nexpires = 2030-12-31\n",
            7,
            "`reason` is blank",
            "",
        ),
        (
            accept,
            "package = \"a/rekey\"\nowner = \"o\"\nreason = \"r\"\nexpires = \"never\"\n",
            8,
            "`expires` is no day",
            "2027-03-31",
        ),
        (
            accept,
            "package = \"a/rekey\"\nowner = \"o\"\nreason = \"r\"\nexpires = 2150-01-01\n",
            8,
            "is after 2100",
            "looked at again",
        ),
    ] {
        let text = format!("{head}{rest}");
        let fault = estate::parse(&text).unwrap_err();
        assert_eq!(fault.line(&text), line, "{rest}: {fault:?}");
        assert!(fault.message.contains(message), "{rest}: {}", fault.message);
        assert!(fault.help.as_deref().unwrap_or_default().contains(help), "{rest}: {fault:?}");
    }
    let twice = format!(
        "{accept}package = \"a/x\"\nowner = \"o\"\nreason = \"r\"\nexpires = 2030-12-31\n\
         [[accept]]\npackage = \"a/x\"\nowner = \"o\"\nreason = \"r\"\nexpires = 2030-12-31\n"
    );
    let fault = estate::parse(&twice).unwrap_err();
    assert_eq!((fault.line(&twice), fault.message.as_str()), (10, "`a/x` is accepted twice"));
}
