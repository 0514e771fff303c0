//! Hostile input, and secrets.

use std::collections::HashSet;

use super::*;

/// Output must not hold eight bytes in a row of any private section, in base64 or hexadecimal.
#[test]
fn no_private_bytes_reach_the_findings() {
    let mut output = String::new();
    for path in fixtures() {
        let sink = fixture(&path);
        output += &format!("{sink:?}");
        for finding in &sink.findings {
            output += &serde_json::to_string(&finding.asset).unwrap();
            output += &serde_json::to_string(&finding.occurrence).unwrap();
            output += &serde_json::to_string(&finding.supporting).unwrap();
        }
    }
    let digits = output.to_lowercase();
    let hexadecimal = digits.as_bytes().windows(16).collect::<HashSet<_>>();
    let tens = output.as_bytes().windows(10).collect::<HashSet<_>>();
    let (mut windows, mut public) = (0, BTreeSet::new());
    for path in PAIRS {
        let text = String::from_utf8(read(&format!("{path}.pub"))).unwrap();
        let blob = STANDARD.decode(text.split(' ').nth(1).unwrap()).unwrap();
        public.extend(blob.windows(8).map(<[u8]>::to_vec));
    }
    for path in PAIRS {
        // Everything after the public key's blob is the private section.
        let key = private_section(&read(path));
        for window in key.windows(8).filter(|window| !public.contains(*window)) {
            let hex = window.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
            assert!(!hexadecimal.contains(hex.as_bytes()), "{path}");
            // Ten characters that depend on the eight bytes alone, at each of the three alignments.
            for (pad, from) in [(0, 0), (1, 2), (2, 3)] {
                let padded = [&[0; 2][..pad], window].concat();
                let base64 = STANDARD_NO_PAD.encode(&padded);
                assert!(!tens.contains(&base64.as_bytes()[from..from + 10]), "{path}");
            }
            windows += 1;
        }
    }
    assert!(windows > 4_000, "{windows}");
    for path in ["rsa_v3.ppk", "ed25519_v3_plain.ppk", "ecdsa_v2.ppk"] {
        let text = String::from_utf8(read(path)).unwrap();
        let private =
            text.split("Private-Lines: ").nth(1).unwrap().split("Private-MAC").next().unwrap();
        for line in private.lines().skip(1) {
            assert!(!line.as_bytes().windows(10).any(|part| tens.contains(part)), "{path}");
        }
    }
    assert!(!output.contains("fixture.invalid"), "comments are not recorded");
    assert!(!output.contains("/usr/bin/rsync"), "option values are not recorded");
}

/// Bytes of an `openssh-key-v1` file after the public keys, without the padding at the end.
fn private_section(pem: &[u8]) -> Vec<u8> {
    let text = String::from_utf8(pem.to_vec()).unwrap();
    let base64 = text.lines().filter(|line| !line.starts_with('-')).collect::<String>();
    let bytes = STANDARD.decode(base64).unwrap();
    let mut at = 15;
    let mut skip = |count: usize| {
        for _ in 0..count {
            at += 4 + u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        }
    };
    skip(3);
    at += 4;
    at += 4 + u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    bytes[at + 4..bytes.len() - 8].to_vec()
}

/// A generator that is the same on every machine (xorshift64*).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33;
        usize::try_from(high).unwrap() % bound.max(1)
    }
}

#[test]
fn mutations_never_panic() {
    let mut random = Random(0x0C0F_FEE0_DDBA_11ED);
    for path in fixtures() {
        let original = read(&path);
        for round in 0..120 {
            let mut bytes = original.clone();
            match round % 4 {
                0 => bytes.truncate(random.below(original.len())),
                1 => {
                    let at = random.below(bytes.len());
                    bytes[at] ^= 1 << random.below(8);
                }
                2 => {
                    let at = random.below(bytes.len());
                    let end = (at + random.below(40)).min(bytes.len());
                    bytes.drain(at..end);
                }
                _ => {
                    let at = random.below(bytes.len());
                    let piece = bytes[at..(at + 60).min(bytes.len())].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
            let sink = look(&path, &bytes);
            for finding in &sink.findings {
                assert!(finding.occurrence.offset <= bytes.len() as u64, "{path}");
            }
        }
    }
}

/// Flips inside the decoded private key file: whatever parses has the shape of a key.
#[test]
fn mutations_of_the_wire_encoding_never_panic() {
    let mut random = Random(0x5EED);
    for path in PAIRS {
        let text = String::from_utf8(read(path)).unwrap();
        let base64 = text.lines().filter(|line| !line.starts_with('-')).collect::<String>();
        let bytes = STANDARD.decode(base64).unwrap();
        for _ in 0..200 {
            let mut bytes = bytes.clone();
            let at = random.below(bytes.len().min(120));
            bytes[at] ^= 1 << random.below(8);
            let armoured = format!(
                "-----BEGIN OPENSSH PRIVATE KEY-----\n{}\n-----END OPENSSH PRIVATE KEY-----\n",
                STANDARD.encode(&bytes)
            );
            let sink = look("id", armoured.as_bytes());
            assert_eq!(sink.findings.len() + sink.unknowns.len(), 1, "{path}: never silent");
        }
    }
}

#[test]
fn hostile_sizes_stay_cheap() {
    let begin = "-----BEGIN OPENSSH PRIVATE KEY-----\n".repeat(200_000);
    assert!(look("a", begin.as_bytes()).findings.is_empty());
    let runs = format!("ssh-rsa AAAAB3NzaC1yc2E{}", "A".repeat(4_000_000));
    assert!(look("b.txt", runs.as_bytes()).findings.is_empty());
    let many = "AAAAB3NzaC1yc2E ".repeat(500_000);
    assert!(look("c.txt", many.as_bytes()).findings.is_empty());
    let stars = format!("CASignatureAlgorithms {}\n", "*a".repeat(50_000));
    assert_eq!(look("sshd_config", stars.as_bytes()).findings.len(), 1);
    let blocks = "Match User a\nPubkeyAcceptedAlgorithms a,b,c\n".repeat(4_000);
    let names = (0..900).map(|name| format!("n{name}")).collect::<Vec<_>>().join(",");
    let sink = look("sshd_config", format!("KexAlgorithms {names}\n{blocks}").as_bytes());
    assert_eq!(sink.unknowns[0].reason, UnknownReason::TooLarge);
    let lines = look("sshd_config", "Port 22\n".repeat(20_000).as_bytes());
    assert_eq!(lines.unknowns[0].reason, UnknownReason::TooLarge);
}
