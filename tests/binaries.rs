//! Binaries against what readelf, nm, objdump, llvm-objdump, node, `go version -m` and OpenSSL say of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use y2q::detect::{DETECTORS, Sink};
use y2q::model::{Asset, Confidence, Finding, RelationKind, UnknownReason};
use y2q::registry;
use y2q::scan::examine;

const FIXTURES: &str = "inventories/fixtures/binaries";

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(FIXTURES).join(name)).expect(name)
}

fn look(name: &str) -> Sink {
    examine(DETECTORS, name, &fixture(name))
}

/// The lines of tools.txt that a tool said of a file.
fn said(heading: &str) -> Vec<String> {
    let text = std::fs::read_to_string(Path::new(FIXTURES).join("tools.txt")).unwrap();
    let lines = text.lines().skip_while(|line| *line != format!("== {heading}")).skip(1);
    let lines = lines.take_while(|line| !line.starts_with("== ")).map(str::to_owned);
    let lines = lines.collect::<Vec<_>>();
    assert!(!lines.is_empty() || heading.starts_with("readelf"), "{heading}");
    lines
}

fn of<'a>(sink: &'a Sink, detector: &str) -> Vec<&'a Finding> {
    sink.findings.iter().filter(|finding| finding.occurrence.detector == detector).collect()
}

/// Name, version and note of what `detector` found.
fn told(sink: &Sink, detector: &str) -> Vec<(String, String, String)> {
    let told = of(sink, detector).into_iter().map(|finding| {
        let version = match &finding.asset {
            Asset::Software(software) => software.version.clone().unwrap_or_default(),
            _ => String::new(),
        };
        (finding.asset.name(), version, finding.occurrence.note.clone())
    });
    told.collect()
}

fn names(sink: &Sink, detector: &str) -> BTreeSet<String> {
    told(sink, detector).into_iter().map(|(name, ..)| name).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn every_row_of_functions_names_algorithms_once() {
    let mut seen = BTreeMap::new();
    for api in registry::apis() {
        for name in api.algorithms {
            let known = registry::by_name(name).is_some()
                || registry::families().any(|family| family.name == *name);
            assert!(known, "{name}");
        }
        for function in api.functions {
            let again = seen.insert(*function, api.algorithms);
            assert_eq!(again, None, "{function}");
            let found = registry::function(function.trim_end_matches('*'));
            assert!(found.is_some() || !function.ends_with('*'), "{function}");
        }
    }
    let says = |name: &str| registry::function(name).map(|function| function.algorithms.join(" "));
    for (name, algorithms) in [
        ("EVP_sha3_512", "SHA3-512"),
        ("EVP_aes_192_ctr", "AES-192-CTR"),
        ("EVP_aes_256_wrap_pad", "AES-256-KWP"),
        ("OQS_KEM_ml_kem_768_encaps", "ML-KEM-768"),
        ("OQS_SIG_ml_dsa_65_sign", "ML-DSA-65"),
        ("PQCLEAN_MLKEM512_CLEAN_crypto_kem_keypair", "ML-KEM-512"),
        ("nettle_des3_encrypt", "3DES"),
        ("nettle_des_encrypt", "DES"),
    ] {
        assert_eq!(says(name).as_deref(), Some(algorithms), "{name}");
    }
    for name in [
        "EVP_PKEY_sign",
        "EVP_DigestInit_ex",
        "gcry_md_open",
        "main",
        "",
        "EVP_",
        "OQS_",
        "É",
        "EVP_RSA",
    ] {
        assert_eq!(says(name), None, "{name}");
    }
}

#[test]
fn linked_libraries_and_functions_of_elf() {
    let sink = look("linked-openssl.so");
    assert!(said("readelf -d linked-openssl.so")[0].contains("[libcrypto.so.3]"));
    let built = "3.0.";
    let [(name, version, note)] = &told(&sink, "crypto-library")[..] else { panic!("{sink:?}") };
    assert_eq!((name.as_str(), version.as_str()), ("libcrypto.so.3", ""));
    assert!(note.starts_with("linked (DT_NEEDED); symbol versions OPENSSL_3.0.0; built against "));
    assert!(note.contains(built), "{note}");
    let expected = set(&["AES-256-GCM", "EC", "MD5", "RSA", "SHA-1"]);
    assert_eq!(names(&sink, "crypto-function"), expected);
    let imported = said("nm -D linked-openssl.so").join("\n");
    for finding in of(&sink, "crypto-function") {
        assert_eq!(finding.occurrence.confidence, Confidence::Medium);
        let function = finding.occurrence.note.split(' ').nth(1).unwrap();
        assert!(imported.contains(&format!(" U {function}@")), "{function}");
    }

    let sink = look("linked-mixed.so");
    let linked = names(&sink, "crypto-library");
    assert_eq!(linked, set(&["libgcrypt.so.20", "libgnutls.so.30", "libnettle.so.8"]));
    let needed = said("readelf -d linked-mixed.so").join("\n");
    assert!(linked.iter().all(|name| needed.contains(&format!("[{name}]"))));
    assert_eq!(names(&sink, "crypto-function"), set(&["MD5"]));
}

#[test]
fn words_and_generic_names_are_nothing() {
    let sink = look("plain.so");
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{sink:?}");
    let prose = "The ELF file links libcrypto.so.3 (OpenSSL 3.0.17 1 Jul 2025) and imports EVP_sha1. \x7fELF MZ !<arch>";
    for text in
        [prose.to_owned(), format!("!<arch>{prose}"), format!("MZ{prose}"), format!("\0asm{prose}")]
    {
        let sink = examine(DETECTORS, "notes", text.as_bytes());
        assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{text}: {sink:?}");
    }
    // A Java class has the magic of a fat Mach-O file; a Debian package is an archive.
    let class = [&[0xCA, 0xFE, 0xBA, 0xBE, 0, 0, 0, 65][..], prose.as_bytes()].concat();
    assert!(!y2q::detect::is_executable(&class));
    assert!(!y2q::detect::is_executable(b"!<arch>\ndebian-binary   1410122664"));
    assert!(examine(DETECTORS, "A.class", &class).findings.is_empty());
}

#[test]
fn a_library_is_told_from_its_version_and_its_file() {
    let sink = look("static-openssl.so");
    let expected =
        [("OpenSSL".to_owned(), "3.0.17".to_owned()), ("wolfSSL".to_owned(), "5.7.0".to_owned())];
    let found = told(&sink, "crypto-library").into_iter().map(|(name, version, _)| (name, version));
    assert_eq!(found.collect::<Vec<_>>(), expected);
    assert!(of(&sink, "crypto-function").is_empty(), "what it exports is said of the library");
    for finding in of(&sink, "crypto-library") {
        assert_eq!(finding.occurrence.confidence, Confidence::Medium);
        let place = usize::try_from(finding.occurrence.offset).unwrap();
        assert!(fixture("static-openssl.so")[place..].starts_with(finding.asset.name().as_bytes()));
    }

    let sink = look("libcrypto.so.3");
    let own = of(&sink, "crypto-library")[0];
    let Asset::Software(software) = &own.asset else { panic!("{own:?}") };
    assert_eq!(software.title(), "libcrypto.so.3 3.0.17");
    assert_eq!(software.library.as_deref(), Some("openssl"));
    assert_eq!(own.occurrence.confidence, Confidence::High);
    let provides = own.relations.iter().filter(|edge| edge.kind == RelationKind::Provides).count();
    let provided = own.supporting.iter().map(Asset::name).collect::<BTreeSet<_>>();
    assert_eq!((provides, provided), (2, set(&["MD5", "SHA-512"])));
}

#[test]
fn members_of_an_archive_are_taken_together() {
    let sink = look("members.a");
    let [(rsa, _, taken), (sha, _, given)] = &told(&sink, "crypto-function")[..] else {
        panic!("{sink:?}")
    };
    assert_eq!((rsa.as_str(), sha.as_str()), ("RSA", "SHA-1"));
    assert_eq!(
        (taken.as_str(), given.as_str()),
        ("imports RSA_new (OpenSSL)", "exports SHA1_Init (OpenSSL)")
    );
    assert!(said("nm members.a").join("\n").contains("U SHA1_Init"), "but from the other member");
}

#[test]
fn windows_macos_and_webassembly() {
    let sink = look("windows.exe");
    assert_eq!(names(&sink, "crypto-library"), set(&["CRYPT32.dll", "bcrypt.dll"]));
    let dlls = said("objdump -p windows.exe").join("\n");
    assert!(dlls.contains("DLL Name: bcrypt.dll") && dlls.contains("DLL Name: CRYPT32.dll"));

    for (file, program) in [("macho", "macho"), ("macho-fat", "macho-fat")] {
        let sink = look(file);
        let libraries = told(&sink, "crypto-library");
        let versions = libraries.iter().map(|(name, version, _)| format!("{name} {version}"));
        assert_eq!(
            versions.collect::<Vec<_>>(),
            ["Security 60943.0.163", "libcrypto.3.dylib 3.0.0"]
        );
        let told = said(&format!("llvm-objdump --macho --dylibs-used {program}")).join("\n");
        for (name, version, _) in &libraries {
            assert!(told.contains(&format!(
                "{name} (compatibility version 1.0.0, current version {version})"
            )));
        }
        assert_eq!(names(&sink, "crypto-function"), set(&["SHA-256", "SHA-384"]), "{file}");
    }

    let sink = look("module.wasm");
    let functions =
        told(&sink, "crypto-function").into_iter().map(|(name, _, note)| format!("{name}: {note}"));
    let expected = [
        "Salsa20-Poly1305: imports crypto_secretbox_xsalsa20poly1305 (libsodium)",
        "MD5: exports MD5_Init (OpenSSL)",
    ];
    assert_eq!(functions.collect::<Vec<_>>(), expected);
    assert_eq!(names(&sink, "crypto-constant"), set(&["SHA-256"]));
    let node = said("node module.wasm").join("");
    assert!(node.contains("crypto_secretbox_xsalsa20poly1305") && node.contains("MD5_Init"));
}

#[test]
fn go_agrees_with_go_version() {
    let go = "github.com/golang/crypto v0.32.0";
    for (format, version) in [("inline", "1.24.3"), ("pointer", "1.17.5")] {
        let file = format!("go-{format}");
        let sink = look(&file);
        let found = told(&sink, "go-module");
        let titles = found.iter().map(|(name, version, _)| format!("{name} {version}"));
        let expected = [
            format!("std {version}"),
            "github.com/cloudflare/circl v1.3.7".to_owned(),
            "golang.org/x/crypto ".to_owned(),
        ];
        assert_eq!(titles.collect::<Vec<_>>(), expected);
        assert_eq!(found[2].2, format!("Go module, replaced by {go}"));
        assert!(found[0].2.contains("packages crypto/md5, crypto/rsa, crypto/tls"), "{found:?}");
        assert_eq!(found[0].2.contains("GOEXPERIMENT=boringcrypto"), format == "inline");
        let said = said(&format!("go version -m {file}"));
        assert!(said[0].starts_with(&format!("{file}: go{version}")), "{said:?}");
        assert!(said.contains(&"\tdep\tgithub.com/cloudflare/circl\tv1.3.7\th1:x=".to_owned()));
        assert!(said.iter().any(|line| line.replace('\t', " ").contains(go)));
    }
}

#[test]
fn rust_crates_of_the_list_or_of_paths() {
    let listed = told(&look("rust-auditable"), "rust-crate");
    let titles = |told: &[(String, String, String)]| {
        told.iter().map(|(name, version, _)| format!("{name} {version}")).collect::<Vec<_>>()
    };
    // A build dependency is not linked; serde is no cryptography.
    assert_eq!(titles(&listed), ["ring 0.17.14", "rustls 0.23.37"]);
    let sink = look("rust-paths");
    assert_eq!(titles(&told(&sink, "rust-crate"))[..2], ["ring 0.17.14", "sha2 0.10.8"]);
    assert!(of(&sink, "rust-crate").iter().all(|f| f.occurrence.confidence == Confidence::Medium));

    let mut broken = fixture("rust-auditable");
    let list = memchr::memmem::find(&broken, &[0x78, 0x9C]).expect("zlib");
    broken[list + 20] ^= 0xFF;
    let sink = examine(DETECTORS, "rust-auditable", &broken);
    assert_eq!(sink.unknowns.len(), 1, "{sink:?}");
    assert_eq!(sink.unknowns[0].reason, UnknownReason::Malformed);
}

#[test]
fn tables_in_either_order_of_bytes() {
    let expected = set(&["AES", "ML-DSA", "ML-KEM", "SHA-256", "SHA-512"]);
    for file in ["tables.so", "tables-reversed.so"] {
        let sink = look(file);
        assert_eq!(names(&sink, "crypto-constant"), expected, "{file}");
        assert_eq!(sink.findings.len(), expected.len(), "{file}");
    }
    // A bit of every table changed: nothing is left.
    let mut broken = fixture("tables.so");
    broken.iter_mut().skip(0x200).for_each(|byte| *byte ^= 1);
    assert!(names(&examine(DETECTORS, "tables.so", &broken), "crypto-constant").is_empty());
}

#[test]
fn certificates_and_keys_in_data_are_as_openssl_says() {
    let sink = look("objects");
    let offsets = said("offsets").into_iter().map(|line| {
        let (name, offset) = line.split_once(' ').unwrap();
        (name.to_owned(), offset.parse::<u64>().unwrap())
    });
    let offsets = offsets.collect::<BTreeMap<_, _>>();
    let openssl = said("openssl x509").join("\n").replace(':', "").to_lowercase();
    let mut seen = BTreeSet::new();
    for finding in &sink.findings {
        let (at, note) = (finding.occurrence.offset, finding.occurrence.note.as_str());
        match &finding.asset {
            Asset::Certificate(certificate) => {
                assert!(openssl.contains(&certificate.fingerprint));
                let (part, form) = match certificate.subject.as_str() {
                    "CN=pem.test.invalid" => ("a.pem", "PEM in a binary"),
                    _ => ("b.der", "DER in a binary"),
                };
                assert_eq!((at, note), (offsets[part], form), "{certificate:?}");
                seen.insert(part);
            }
            Asset::RelatedCryptoMaterial(key) if at == offsets["a.p8"] => {
                assert!(
                    said("openssl pkey | sha256sum")[0].starts_with(&key.fingerprint),
                    "{key:?}"
                );
                seen.insert("a.p8");
            }
            Asset::RelatedCryptoMaterial(key) if at == offsets["closed.pem"] => {
                assert!(key.protection.is_some());
                seen.insert("closed.pem");
            }
            other => panic!("{other:?} at {at}"),
        }
    }
    assert_eq!(seen, BTreeSet::from(["a.p8", "a.pem", "b.der", "closed.pem"]));
    let unknowns = sink.unknowns.iter().map(|unknown| (unknown.reason, unknown.offset));
    assert_eq!(unknowns.collect::<Vec<_>>(), [(UnknownReason::Encrypted, offsets["closed.pem"])]);
}

/// Headers that point everywhere, sections that overlap, candidates for DER without end: all are linear.
#[test]
fn hostile_images_are_bounded() {
    let started = std::time::Instant::now();
    let mut elf = fixture("objects");
    elf.resize(200_000, 0x30);
    let candidates = [0x30, 0x82, 0xFF, 0x00].repeat(500_000);
    elf.extend_from_slice(&candidates);
    for name in ["objects", "x.so"] {
        let _ = examine(DETECTORS, name, &elf);
    }
    // Every section of the file is all of the file.
    let count = 2_000_usize;
    let mut all = fixture("objects")[..64].to_vec();
    all.resize(64 + count * 64, 0x30);
    let size = all.len() as u64;
    all[40..48].copy_from_slice(&64_u64.to_le_bytes());
    all[60..62].copy_from_slice(&u16::try_from(count).unwrap().to_le_bytes());
    for section in 0..count {
        let header = &mut all[64 + section * 64..][..64];
        header[4..8].copy_from_slice(&1_u32.to_le_bytes());
        header[8..16].copy_from_slice(&2_u64.to_le_bytes());
        header[24..32].copy_from_slice(&0_u64.to_le_bytes());
        header[32..40].copy_from_slice(&size.to_le_bytes());
    }
    let _ = examine(DETECTORS, "sections", &all);
    // What is cut off says so; it is not silent.
    for (file, keep) in [("linked-openssl.so", 40), ("windows.exe", 200), ("macho", 20)] {
        let sink = examine(DETECTORS, file, &fixture(file)[..keep]);
        let reasons = sink.unknowns.iter().map(|unknown| unknown.reason).collect::<Vec<_>>();
        assert_eq!(reasons, [UnknownReason::Malformed], "{file}");
    }
    // A symbol table whose every entry names the same long string.
    let mut shared = fixture("linked-openssl.so");
    let names = shared.len() as u64;
    shared.resize(shared.len() + 2_000_000, b'x');
    shared.push(0);
    let sections = usize::try_from(u64::from_le_bytes(shared[40..48].try_into().unwrap())).unwrap();
    let count = usize::from(shared[60]);
    let table = shared.len() as u64;
    for section in 0..count {
        let header = sections + section * 64;
        let kind = shared[header + 4];
        let (place, size) = match kind {
            // SHT_STRTAB, SHT_DYNSYM
            3 => (names, 2_000_001_u64),
            11 => (table, 24 * 100_000),
            _ => continue,
        };
        shared[header + 24..header + 32].copy_from_slice(&place.to_le_bytes());
        shared[header + 32..header + 40].copy_from_slice(&size.to_le_bytes());
    }
    for _ in 0..100_000 {
        // st_name 1, STB_GLOBAL STT_FUNC, undefined
        shared.extend_from_slice(&[1, 0, 0, 0, 0x12, 0, 0, 0]);
        shared.extend_from_slice(&[0; 16]);
    }
    let _ = examine(DETECTORS, "names", &shared);
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}
