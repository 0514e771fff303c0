//! The order of versions, against what the ecosystems' own tools say.

use std::cmp::Ordering;

use y2q::model::Ecosystem;
use y2q::registry::versions;

const FOLDER: &str = "inventories/fixtures/software/versions";

#[test]
fn every_pair_is_ordered_as_the_ecosystem_orders_it() {
    for (ecosystem, least) in [
        (Ecosystem::Deb, 300),
        (Ecosystem::Rpm, 300),
        (Ecosystem::Apk, 150),
        (Ecosystem::Maven, 400),
        (Ecosystem::Pypi, 100),
        (Ecosystem::Npm, 100),
    ] {
        let path = format!("{FOLDER}/{}.txt", ecosystem.word());
        let text = std::fs::read_to_string(&path).unwrap();
        let mut wrong = Vec::new();
        for line in text.lines() {
            let [one, sign, other] = line.split(' ').collect::<Vec<_>>()[..] else {
                panic!("{path}: {line}")
            };
            let order = match sign {
                "<" => Ordering::Less,
                ">" => Ordering::Greater,
                _ => Ordering::Equal,
            };
            let own = versions::compare(Some(ecosystem), one, other);
            let back = versions::compare(Some(ecosystem), other, one);
            if own != Some(order) || back != Some(order.reverse()) {
                wrong.push(format!("{line}: {own:?}, {back:?}"));
            }
        }
        assert!(text.lines().count() >= least, "{path}");
        assert!(wrong.is_empty(), "{path}:\n{}", wrong.join("\n"));
    }
}

/// What apk-tools itself says where its order is not Gentoo's (`src/version.c`).
#[test]
fn apk_has_rules_of_its_own() {
    for (one, other) in [
        ("1.0", "1.0-r0"),
        ("1.00.1", "1.0.1"),
        ("1.02", "1.03-r1"),
        ("1.0_alpha_pre2", "1.0_alpha"),
        ("1.0_pre20191002222144-r0", "1.0_pre20210530193627-r0"),
        ("1.0_git20240101", "1.0_p1"),
        ("1.0_rc1", "1.0"),
        ("0.98", "1.00"),
    ] {
        let order = versions::compare(Some(Ecosystem::Apk), one, other);
        assert_eq!(order, Some(Ordering::Less), "{one} {other}");
    }
}

#[test]
fn what_follows_no_rule_is_not_ordered() {
    for (ecosystem, one, other) in [
        (Ecosystem::Cargo, "latest", "1.0.0"),
        (Ecosystem::Pypi, "1.0", "not a version"),
        (Ecosystem::Apk, "1.0_odd", "1.0"),
        (Ecosystem::Deb, "x:1.0", "1.0"),
        (Ecosystem::Gem, "", "1.0"),
        (Ecosystem::Composer, "dev-master", "1.0"),
    ] {
        assert_eq!(versions::compare(Some(ecosystem), one, other), None, "{one} {other}");
    }
    let long = "1.".repeat(100_000);
    for ecosystem in Ecosystem::ALL {
        assert_eq!(versions::compare(Some(ecosystem), &long, "1"), None);
    }
}

#[test]
fn upstream_versions_are_told_from_packaging() {
    for (ecosystem, package, upstream) in [
        (Ecosystem::Deb, "2:3.0.17+dfsg-1~deb12u2", "3.0.17+dfsg"),
        (Ecosystem::Deb, "3.0.17", "3.0.17"),
        (Ecosystem::Rpm, "1:3.5.1-4.el10", "3.5.1"),
        (Ecosystem::Apk, "3.5.4-r0", "3.5.4"),
        (Ecosystem::Vcpkg, "3.5.4#2", "3.5.4"),
        (Ecosystem::Cargo, "0.2.0-rc.5", "0.2.0-rc.5"),
    ] {
        assert_eq!(versions::upstream(Some(ecosystem), package), upstream);
    }
    for (one, order, other) in [
        ("1.1.1w", Ordering::Less, "3.5.0"),
        ("3.5.0-beta1", Ordering::Less, "3.5.0"),
        ("3.10.0", Ordering::Greater, "3.9.9"),
        ("1.1.1w", Ordering::Greater, "1.1.1"),
        ("9.9p1", Ordering::Greater, "9.9"),
        ("v3.5.0", Ordering::Equal, "3.5.0"),
    ] {
        assert_eq!(versions::compare(None, one, other), Some(order), "{one} {other}");
    }
}
