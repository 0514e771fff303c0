//! Microsoft's key blobs and PVK files against what OpenSSL says of them.

use std::path::Path;

use y2q::model::{MaterialKind, RelationKind, UnknownReason};

use super::{look, materials};

const FIXTURES: &str = "inventories/fixtures/microsoft-keys";

fn read(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(FIXTURES).join(name)).expect(name)
}

#[test]
fn blobs_agree_with_openssl() {
    let transcript = String::from_utf8(read("tools.txt")).unwrap();
    let prints = String::from_utf8(read("fingerprints.csv")).unwrap();
    for (file, algorithm, bits, is_private) in [
        ("rsa-private.blob", "RSA-2048", 2048, true),
        ("rsa-public.blob", "RSA-2048", 2048, false),
        ("rsa.pvk", "RSA-2048", 2048, true),
        ("dsa-private.blob", "DSA-1024", 1024, true),
        ("dsa-public.blob", "DSA-1024", 1024, false),
        ("dsa.pvk", "DSA-1024", 1024, true),
    ] {
        let words = if is_private { "Private-Key: (" } else { "Public-Key: (" };
        let line = transcript.lines().skip_while(|line| !line.ends_with(file)).nth(1).unwrap();
        assert!(line.contains(words) && line.contains(&format!("{bits} bit")), "{file}: {line}");
        let sink = look("key", &read(file));
        let found = materials(&sink);
        let [(finding, key)] = &found[..] else { panic!("{file}: {found:?}") };
        let kind = if is_private { MaterialKind::PrivateKey } else { MaterialKind::PublicKey };
        assert_eq!(key.material, kind, "{file}");
        assert_eq!(key.algorithm.as_ref().unwrap().name, algorithm, "{file}");
        assert_eq!(key.size_bits, Some(bits), "{file}");
        if algorithm.starts_with("RSA") {
            assert!(prints.contains(&format!("rsa,{}\n", key.fingerprint)), "{file}");
            let halves = finding.relations.iter().filter(|r| r.kind == RelationKind::PublicHalf);
            assert_eq!(halves.count(), usize::from(is_private), "{file}");
        }
        assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    }
}

#[test]
fn a_closed_pvk_shows_its_algorithm_only() {
    let sink = look("closed.pvk", &read("closed.pvk"));
    let key = materials(&sink)[0].1.clone();
    assert_eq!((key.algorithm.unwrap().name.as_str(), key.size_bits), ("RSA", None));
    assert_eq!(key.protection.unwrap().scheme, "RC4 with SHA-1 of salt and password");
    assert_eq!(sink.unknowns[0].reason, UnknownReason::Encrypted);
}

#[test]
fn lengths_must_be_exact() {
    for file in ["rsa-private.blob", "rsa-public.blob", "dsa-public.blob", "rsa.pvk", "closed.pvk"]
    {
        let whole = read(file);
        for bytes in [&whole[..whole.len() - 1], &[&whole[..], b"x"].concat()] {
            let sink = look(file, bytes);
            assert!(sink.findings.is_empty() && sink.unknowns.is_empty(), "{file}: {sink:?}");
        }
    }
    let mut broken = read("rsa.pvk");
    broken[24] = 0;
    let sink = look("rsa.pvk", &broken);
    assert_eq!(sink.unknowns[0].reason, UnknownReason::Malformed);
    let text =
        "A PRIVATEKEYBLOB holds RSA2, a PUBLICKEYBLOB RSA1; PVK files begin with b0b5f11e.\n";
    let sink = look("README.md", text.as_bytes());
    assert!(sink.findings.is_empty() && sink.unknowns.is_empty());
}
