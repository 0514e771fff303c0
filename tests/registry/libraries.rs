//! Libraries: names, shared objects, readiness.

use std::collections::BTreeSet;

use y2q::model::{Ecosystem, Software};
use y2q::registry::{self, Feature, Support};

fn found(ecosystem: Ecosystem, name: &str, version: &str) -> Software {
    registry::software(ecosystem, name, Some(version), Some("debian"))
        .unwrap_or_else(|| panic!("{name}"))
}

fn support(software: &Software, feature: Feature) -> Support {
    let rows = registry::readiness(software);
    rows.iter().find(|row| row.capability.feature == feature).unwrap().support
}

#[test]
fn no_id_or_name_is_taken_twice() {
    let mut ids = BTreeSet::new();
    let mut names = BTreeSet::new();
    for library in registry::libraries() {
        assert!(ids.insert(library.id), "{}", library.id);
        // Frameworks are known by their path.
        let is_named = !library.packages.is_empty() || !library.sonames.is_empty();
        assert!(is_named || library.id == "apple-security", "{}", library.id);
        for (ecosystem, own) in library.packages {
            assert!(!own.is_empty());
            for name in *own {
                assert!(names.insert((*ecosystem, *name)), "{} {name}", ecosystem.word());
                // The pattern of one must not hold the name of another.
                let by_name = registry::library_by_package(*ecosystem, &name.replace('#', "3"));
                assert_eq!(by_name.map(|found| found.id), Some(library.id), "{name}");
            }
        }
        for row in library.capabilities {
            assert!(!row.source.is_empty(), "{}", library.id);
        }
        for advisory in library.advisories {
            let by_name = registry::library_by_package(advisory.ecosystem, advisory.package);
            assert_eq!(by_name.map(|found| found.id), Some(library.id), "{}", advisory.id);
        }
    }
    assert!(ids.len() > 120, "{}", ids.len());
}

#[test]
fn packages_are_known_by_the_names_of_their_ecosystem() {
    for (ecosystem, name, id) in [
        (Ecosystem::Deb, "libssl3", "openssl"),
        (Ecosystem::Deb, "libssl3t64", "openssl"),
        (Ecosystem::Deb, "libssl1.1", "openssl"),
        (Ecosystem::Deb, "libgnutls30t64", "gnutls"),
        (Ecosystem::Deb, "libbotan-2-19", "botan"),
        (Ecosystem::Deb, "openjdk-17-jre-headless", "openjdk"),
        (Ecosystem::Rpm, "openssl-libs", "openssl"),
        (Ecosystem::Rpm, "libopenssl1_1", "openssl"),
        (Ecosystem::Rpm, "java-1.8.0-openjdk-headless", "openjdk"),
        (Ecosystem::Apk, "libcrypto3", "openssl"),
        (Ecosystem::Pypi, "PyNaCl", "pynacl"),
        (Ecosystem::Pypi, "argon2_cffi", "python-password-hash"),
        (Ecosystem::Golang, "github.com/golang-jwt/jwt/v5", "go-jose"),
        (Ecosystem::Golang, "github.com/go-jose/go-jose/v4", "go-jose"),
        (Ecosystem::Maven, "org.bouncycastle:bcprov-jdk18on", "bouncy-castle-java"),
        (Ecosystem::Nuget, "bouncycastle.cryptography", "bouncy-castle-csharp"),
        (Ecosystem::Swift, "github.com/Apple/swift-crypto", "swift-crypto"),
        (Ecosystem::Npm, "@noble/curves", "noble"),
    ] {
        let library = registry::library_by_package(ecosystem, name);
        assert_eq!(library.map(|library| library.id), Some(id), "{name}");
    }
    for (ecosystem, name) in [
        (Ecosystem::Deb, "libssl-dev"),
        (Ecosystem::Deb, "libssl-doc"),
        (Ecosystem::Deb, "libnss-mdns"),
        (Ecosystem::Deb, "libgnutls-"),
        (Ecosystem::Deb, "libcryptominisat5-5.11"),
        (Ecosystem::Cargo, "Ring"),
        (Ecosystem::Npm, "ring"),
        (Ecosystem::Maven, "bcprov-jdk18on"),
        (Ecosystem::Golang, "golang.org/x/crypto2"),
        (Ecosystem::Cargo, ""),
    ] {
        assert_eq!(registry::library_by_package(ecosystem, name).map(|l| l.id), None, "{name}");
    }
}

#[test]
fn shared_objects_are_told_apart_by_their_major_version() {
    for (name, id) in [
        ("libcrypto.so.3", Some("openssl")),
        ("libcrypto.so.1.1", Some("openssl")),
        ("/usr/lib/libssl.so.10", Some("openssl")),
        ("libcrypto.so.52.0", Some("libressl")),
        ("libcrypto.so", None),
        ("libcrypto.3.dylib", Some("openssl")),
        ("libcrypto-3-x64.dll", Some("openssl")),
        ("libssl-1_1.dll", Some("openssl")),
        ("libgnutls.so.30", Some("gnutls")),
        ("libgnutls.so", Some("gnutls")),
        ("libbotan-3.so.5", Some("botan")),
        ("bcrypt.dll", Some("windows-cng")),
        ("libcrypt.so.1", Some("libxcrypt")),
        ("libmd.so.0", Some("libmd")),
        ("libgssapi.so.3", Some("heimdal")),
        ("libgssapi_krb5.so.2", Some("krb5")),
        ("libkrb5.so.3", Some("krb5")),
        ("libkrb5.so.26", Some("heimdal")),
        ("libnssutil3.so", Some("nss")),
        ("libssl3.so", Some("nss")),
        ("libc.so.6", None),
        ("libcrypto", None),
        ("", None),
    ] {
        assert_eq!(registry::library_by_soname(name).map(|l| l.id), id, "{name}");
    }
}

#[test]
fn readiness_follows_the_version() {
    let kem = |software: &Software| support(software, Feature::MlKem);
    let deb = |version| found(Ecosystem::Deb, "libssl3", version);
    assert_eq!(kem(&deb("3.0.17-1~deb12u2")), Support::NotYet);
    assert_eq!(kem(&deb("3.5.0~beta1-1")), Support::NotYet);
    assert_eq!(kem(&deb("3.5.1-1")), Support::Present);
    assert_eq!(support(&deb("3.5.1-1"), Feature::Lms), Support::NotYet);
    assert_eq!(kem(&found(Ecosystem::Rpm, "openssl-libs", "1:3.5.1-4.el10")), Support::Present);
    assert_eq!(kem(&found(Ecosystem::Rpm, "openssl-libs", "1:3.2.2-6.el9_5")), Support::NotYet);
    assert_eq!(kem(&found(Ecosystem::Cargo, "openssl-src", "300.6.1+3.6.3")), Support::Present);
    assert_eq!(kem(&found(Ecosystem::Cargo, "openssl-src", "300.4.2+3.4.1")), Support::NotYet);
    let rustls = |version| support(&found(Ecosystem::Cargo, "rustls", version), Feature::MlDsa);
    assert_eq!(rustls("0.23.9"), Support::NotYet);
    assert_eq!(rustls("0.23.44"), Support::Present);
    let java = |version| {
        support(
            &found(Ecosystem::Maven, "org.bouncycastle:bcprov-jdk18on", version),
            Feature::NtruPlus,
        )
    };
    assert_eq!((java("1.70"), java("1.84")), (Support::NotYet, Support::Present));
    let go = |version| support(&found(Ecosystem::Golang, "std", version), Feature::HybridTls);
    assert_eq!((go("1.23.4"), go("go1.24")), (Support::NotYet, Support::Present));
    // What is known of a later version says nothing of an earlier one.
    assert_eq!(kem(&found(Ecosystem::Cargo, "aws-lc-rs", "1.12.0")), Support::Untold);
    assert_eq!(kem(&found(Ecosystem::Cargo, "aws-lc-rs", "1.19.0")), Support::Present);
    assert_eq!(kem(&deb("what is this")), Support::Untold);
    let ring = registry::library("ring").unwrap();
    assert_eq!(ring.classical_until.map(|(version, _)| version), Some("0.17.14"));
    let openssl = registry::library("openssl").unwrap();
    let of = |version| openssl.readiness(Some(version))[0].support;
    assert_eq!((of("1.1.1w"), of("3.5.0-beta1")), (Support::NotYet, Support::NotYet));
    assert_eq!((of("3.5.0"), of("4.0.1")), (Support::Present, Support::Present));
}

#[test]
fn unmaintained_packages_carry_their_advisory() {
    let advisory = |name: &str| {
        let software = found(Ecosystem::Cargo, name, "0.1.1");
        registry::unmaintained(&software).map(|advisory| advisory.id)
    };
    assert_eq!(advisory("pqcrypto-mlkem"), Some("RUSTSEC-2026-0161"));
    assert_eq!(advisory("pqcrypto"), Some("RUSTSEC-2026-0164"));
    assert_eq!(advisory("ring"), None);
}

#[test]
fn package_urls_name_what_their_packages_name() {
    for (ecosystem, name, version, purl) in [
        (Ecosystem::Cargo, "ring", "0.17.14", "pkg:cargo/ring@0.17.14"),
        (Ecosystem::Npm, "@noble/curves", "1.4.0", "pkg:npm/%40noble/curves@1.4.0"),
        (
            Ecosystem::Maven,
            "org.bouncycastle:bcprov-jdk18on",
            "1.79",
            "pkg:maven/org.bouncycastle/bcprov-jdk18on@1.79",
        ),
        (
            Ecosystem::Golang,
            "golang.org/x/crypto",
            "v0.31.0",
            "pkg:golang/golang.org/x/crypto@v0.31.0",
        ),
        (Ecosystem::Pypi, "PyNaCl", "1.5.0", "pkg:pypi/pynacl@1.5.0"),
        (Ecosystem::Deb, "libssl3", "3.0.17-1", "pkg:deb/debian/libssl3@3.0.17-1"),
    ] {
        let software = found(ecosystem, name, version);
        assert_eq!(software.purl.as_deref(), Some(purl));
        let read = registry::package(purl).unwrap();
        assert_eq!(read.id(), software.id(), "{purl}");
        assert_eq!((read.library, read.version), (software.library, software.version));
    }
    let without_vendor = registry::software(Ecosystem::Deb, "libssl3", Some("3"), None).unwrap();
    assert_eq!(without_vendor.purl, None);
    for other in ["pkg:cargo/serde@1.0.0", "pkg:npm/left-pad", "libssl3", "", "pkg:", "pkg:deb"] {
        assert_eq!(registry::package(other), None, "{other}");
    }
}
