//! Flipped bits, cut files, hostile counts and depths: an unknown, never a panic, a hang or a secret.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use y2q::model::UnknownReason;

use super::{FIXTURES, Sink, fixture, look, materials};

const DATA: [u8; 11] = [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 13, 1, 7, 1];
const SIGNED_DATA: [u8; 11] = [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 13, 1, 7, 2];
const CERT_BAG: [u8; 13] = [6, 11, 0x2A, 0x86, 0x48, 0x86, 0xF7, 13, 1, 12, 10, 1, 3];
const SAFE_CONTENTS_BAG: [u8; 13] = [6, 11, 0x2A, 0x86, 0x48, 0x86, 0xF7, 13, 1, 12, 10, 1, 6];
const VERSION_3: [u8; 3] = [2, 1, 3];

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

/// Tag, length in three octets, content.
fn element(tag: u8, content: &[&[u8]]) -> Vec<u8> {
    let content = content.concat();
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&[tag, 0x83, length[1], length[2], length[3]][..], &content].concat()
}

/// A PFX without MAC, whose one part in the clear has these bags.
fn pfx(bags: &[&[u8]]) -> Vec<u8> {
    let info = |octets: &[u8]| {
        let octets = element(4, &[octets]);
        element(0x30, &[&DATA, &element(0xA0, &[&octets])])
    };
    let part = info(&element(0x30, bags));
    element(0x30, &[&VERSION_3, &info(&element(0x30, &[&part]))])
}

fn fixtures() -> Vec<String> {
    let mut names = std::fs::read_dir(FIXTURES)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| {
            !["README.md", "generate.sh", "tools.txt", "fingerprints.csv"].contains(&name.as_str())
        })
        .collect::<Vec<_>>();
    names.sort();
    assert!(names.len() > 45);
    names
}

fn quick(name: &str, bytes: &[u8]) -> Sink {
    let started = Instant::now();
    let sink = look(name, bytes);
    assert!(started.elapsed() < Duration::from_secs(10), "{name}: {:?}", started.elapsed());
    sink
}

/// Whether there is such an unknown and it is the only reason besides `Encrypted`.
fn says(sink: &Sink, reason: UnknownReason) -> bool {
    let mut reasons = sink.unknowns.iter().map(|unknown| unknown.reason).collect::<Vec<_>>();
    reasons.retain(|reason| *reason != UnknownReason::Encrypted);
    reasons.dedup();
    reasons == [reason]
}

#[test]
fn flipped_and_cut_fixtures_end() {
    let mut random = Random(0x6B65_7973_746F_7265);
    for name in fixtures() {
        let whole = fixture(&name);
        for round in 0..300 {
            let mut bytes = whole.clone();
            for _ in 0..=random.below(4) {
                let at = random.below(bytes.len());
                bytes[at] = match random.below(4) {
                    0 => 0xFF,
                    1 => 0x80,
                    2 => 0,
                    _ => bytes[at] ^ 1 << random.below(8),
                };
            }
            if round % 3 == 0 {
                bytes.truncate(random.below(bytes.len()) + 1);
            }
            let sink = quick(&name, &bytes);
            assert!(sink.findings.len() + sink.unknowns.len() <= 50, "{name}, round {round}");
        }
    }
}

#[test]
fn cut_stores_and_messages_are_unknown() {
    for name in fixtures() {
        let ending = name.rsplit('.').next().unwrap();
        if !["p12", "pkcs12", "jks", "der", "p7b", "ocsp", "pgp"].contains(&ending) {
            continue;
        }
        let whole = fixture(&name);
        // A JKS or JCEKS digest of 20 octets at the end is not read.
        for keep in [whole.len() - 21, whole.len() / 2, 100] {
            let sink = quick(&name, &whole[..keep]);
            assert!(says(&sink, UnknownReason::Malformed), "{name} to {keep}: {:?}", sink.unknowns);
        }
    }
}

#[test]
fn java_counts_are_checked_against_the_file() {
    for magic in [0xFEED_FEED_u32, 0xCECE_CECE] {
        let head = [magic.to_be_bytes(), 2_u32.to_be_bytes()].concat();
        let alias = [&1_u32.to_be_bytes()[..], &[0, 1, b'a'], &[0; 8]].concat();
        let endless = u32::MAX.to_be_bytes();
        let empty_key = 0_u32.to_be_bytes();
        let cases: [&[&[u8]]; 6] = [
            &[&head, &endless],
            &[&head, &endless, &[0; 40]],
            &[&head, &1_u32.to_be_bytes(), &alias, &endless],
            &[&head, &1_u32.to_be_bytes(), &alias, &empty_key, &(1_u32 << 31).to_be_bytes()],
            &[&head, &1_u32.to_be_bytes(), &alias, &empty_key, &endless, &[0; 600]],
            &[&head, &1_u32.to_be_bytes(), &alias[..5]],
        ];
        for (at, case) in cases.iter().enumerate() {
            let sink = quick("a.jks", &case.concat());
            assert!(says(&sink, UnknownReason::Malformed), "{at}: {:?}", sink.unknowns);
            // A chain of empty certificates costs six octets each.
            assert!(sink.unknowns.len() <= 102, "{at}: {}", sink.unknowns.len());
        }
    }
    // A sealed key that is made of objects without end: a class above the class, an array in an array, counts that nothing holds.
    let secret =
        [&0xCECE_CECE_u32.to_be_bytes()[..], &[0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3]].concat();
    let secret = [&secret[..], &[0, 1, b'a'], &[0; 8], &[0xAC, 0xED, 0, 5]].concat();
    let class = |name: &[u8], rest: &[u8]| {
        [&[0x72, 0, name.len() as u8][..], name, &[0; 8], &[2], rest].concat()
    };
    let above = [&[0x73][..], &class(b"A", &[0, 0, 0x78]).repeat(5_000)].concat();
    let arrays = [&[0x75][..], &class(b"[L", &[0, 0, 0x78, 0x70]), &[0x7F; 4]].concat();
    let nested = [arrays, [0x75, 0x71, 0, 0x7E, 0, 0, 0, 0, 0, 9].repeat(5_000)].concat();
    let long = [&[0x75][..], &class(b"[J", &[0, 0, 0x78, 0x70]), &[0xFF; 4]].concat();
    let fields = [&[0x73][..], &class(b"A", &[0xFF, 0xFF]), &b"I\x00\x01a".repeat(70_000)].concat();
    for case in [above, nested, long, fields, vec![0x73, 0x71, 0, 0x7E, 0, 0]] {
        let sink = quick("a.jceks", &[&secret[..], &case].concat());
        assert!(says(&sink, UnknownReason::Unsupported), "{:?}", sink.unknowns);
    }
    // Salt of 20 octets, 1000 iterations, a certificate entry whose chain never ends.
    let alias = [&[1, 0, 1, b'a'][..], &[0; 8], &u32::MAX.to_be_bytes()].concat();
    let salt: [u8; 20] = std::array::from_fn(|at| u8::try_from(at).unwrap());
    let bks = [&[0, 0, 0, 2, 0, 0, 0, 20][..], &salt, &1000_u32.to_be_bytes(), &alias].concat();
    assert!(says(&quick("a.bks", &bks), UnknownReason::Malformed));
}

#[test]
fn nested_bags_end_at_a_bound_that_is_told() {
    let nest = |depth| {
        let innermost = element(0x30, &[]);
        let bags = (0..depth).fold(innermost, |inner, _| {
            let bag = element(0x30, &[&SAFE_CONTENTS_BAG, &element(0xA0, &[&inner])]);
            element(0x30, &[&bag])
        });
        // The outermost SEQUENCE is the part's own.
        pfx(&[&bags[5..]])
    };
    let sink = quick("a.p12", &nest(3));
    assert!(sink.unknowns.is_empty() && sink.findings.len() == 1, "{:?}", sink.unknowns);
    for depth in [50, 2_000] {
        let sink = quick("a.p12", &nest(depth));
        assert!(says(&sink, UnknownReason::TooLarge), "{depth}: {:?}", sink.unknowns);
        assert_eq!(materials(&sink).len(), 1);
    }
}

#[test]
fn a_bag_that_breaks_off_costs_neither_its_neighbours_nor_the_truth() {
    let leaf = fixture("leaf.pem");
    let text = std::str::from_utf8(&leaf).unwrap();
    let der = STANDARD.decode(text.lines().filter(|l| !l.starts_with('-')).collect::<String>());
    let x509 = [6, 10, 0x2A, 0x86, 0x48, 0x86, 0xF7, 13, 1, 9, 22, 1];
    let octets = element(0xA0, &[&element(4, &[&der.unwrap()])]);
    let value = element(0xA0, &[&element(0x30, &[&x509, &octets])]);
    let bag = element(0x30, &[&CERT_BAG, &value]);
    let whole = quick("a.p12", &pfx(&[&bag, &bag]));
    assert_eq!((whole.findings.len(), whole.unknowns.len()), (3, 0), "{:?}", whole.unknowns);
    // A second bag that promises more than there is.
    let sink = quick("a.p12", &pfx(&[&bag, &[0x30, 0x82, 0x40, 0, 1, 2, 3]]));
    assert_eq!(sink.findings.len(), 2);
    assert!(says(&sink, UnknownReason::Malformed), "{:?}", sink.unknowns);
    // More bags than are looked at.
    let empty = element(0x30, &[&[6, 1, 42], &element(0xA0, &[&[5, 0]])]);
    let sink = quick("a.p12", &pfx(&[&empty.repeat(10_001)]));
    let reasons = sink.unknowns.iter().map(|unknown| unknown.reason).collect::<Vec<_>>();
    assert_eq!(reasons, [UnknownReason::TooLarge, UnknownReason::Unsupported]);
}

#[test]
fn indefinite_lengths_without_end_are_unknown() {
    for depth in [0, 1, 50, 20_000] {
        let open = [0x30, 0x80].repeat(depth);
        let head = [&[0x30, 0x80][..], &VERSION_3, &[0x30, 0x80], &DATA, &[0xA0, 0x80, 0x24, 0x80]];
        let sink = quick("a.p12", &[head.concat(), open.clone()].concat());
        assert!(says(&sink, UnknownReason::Malformed), "{depth}: {:?}", sink.unknowns);
        let head = [&[0x30, 0x80][..], &SIGNED_DATA, &[0xA0, 0x80, 0x30, 0x80]].concat();
        let sink = quick("a.p7s", &[head, open].concat());
        assert!(says(&sink, UnknownReason::Malformed), "{depth}: {:?}", sink.unknowns);
        assert!(sink.findings.is_empty());
    }
}

#[test]
fn openpgp_lengths_are_checked_against_the_file() {
    let body = &fixture("curve25519.pgp")[2..40];
    for head in [&[0xC6, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF][..], &[0x9A, 0xFF, 0xFF, 0xFF, 0xFF]] {
        let sink = quick("a.pgp", &[head, body].concat());
        assert!(sink.findings.is_empty());
        assert!(says(&sink, UnknownReason::Malformed), "{:?}", sink.unknowns);
        let after = [&fixture("curve25519.pgp"), head, body].concat();
        let sink = quick("a.pgp", &after);
        assert_eq!(sink.findings.len(), 2);
        assert!(says(&sink, UnknownReason::Malformed), "{:?}", sink.unknowns);
    }
}

/// Every run of eight octets of `whole` that `public` does not have.
fn secrets(whole: &[u8], public: &[u8]) -> Vec<Vec<u8>> {
    let known = public.windows(8).collect::<HashSet<_>>();
    whole.windows(8).filter(|run| !known.contains(run)).map(<[u8]>::to_vec).collect()
}

#[test]
fn no_secret_is_told() {
    let der = |name: &str| {
        let bytes = fixture(name);
        let text = String::from_utf8(bytes).unwrap();
        let base64 = text.lines().filter(|l| !l.starts_with('-')).collect::<String>();
        STANDARD.decode(base64).unwrap()
    };
    let public = [fixture("clear.p12"), der("root.pem")].concat();
    // The P-256 scalar begins behind the header of `ECPrivateKey`; its public half lies behind it.
    let leaf = der("leaf.key")[36..68].to_vec();
    assert!(public.windows(32).any(|run| run == leaf), "the key bag of clear.p12 has the scalar");
    let mut runs = secrets(&der("root.key"), &der("root.pem"));
    runs.extend(secrets(&leaf, &[]));
    for name in ["rsa", "curve25519", "nistp256", "unprotected"] {
        let (whole, public) = (format!("{name}-secret.pgp"), format!("{name}.pgp"));
        runs.extend(secrets(&fixture(&whole), &fixture(&public)));
    }
    assert!(runs.len() > 2_000);
    // Lower-case hexadecimal, base64 at each of three alignments, decimal lists.
    let hex = |run: &[u8]| run.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    for name in fixtures() {
        let sink = look(&name, &fixture(&name));
        let mut told = format!("{sink:?}");
        for finding in &sink.findings {
            told += &serde_json::to_string(&finding.asset).unwrap();
            told += &serde_json::to_string(&finding.occurrence).unwrap();
        }
        let told_hex = told.to_lowercase().replace(':', "");
        let (raw, folded) = (told.as_bytes(), told_hex.as_bytes());
        let eights = raw.windows(8).collect::<HashSet<_>>();
        let sixteens = folded.windows(16).collect::<HashSet<_>>();
        for run in &runs {
            assert!(!eights.contains(&run[..]), "{name}");
            assert!(!sixteens.contains(hex(run).as_bytes()), "{name}: hexadecimal");
            for skip in 0..3 {
                // Six octets are eight whole characters.
                let text = STANDARD.encode(&run[skip.min(2)..][..6]);
                assert!(!eights.contains(text.as_bytes()), "{name}: base64");
            }
        }
        for run in runs.iter().step_by(7) {
            assert!(!told.contains(format!("{run:?}").trim_matches(['[', ']'])), "{name}: list");
        }
    }
}

/// RFC 9629 §3, written by hand: no released OpenSSL writes it yet.
#[test]
fn a_kem_recipient_is_named() {
    let kem_oid = [6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 4, 2];
    let ori_kem = [6, 11, 0x2A, 0x86, 0x48, 0x86, 0xF7, 13, 1, 9, 16, 13, 3];
    let enveloped = [6, 9, 0x2A, 0x86, 0x48, 0x86, 0xF7, 13, 1, 7, 3];
    let aes_256_cbc = [6, 9, 0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1, 42];
    let kem = element(0x30, &[&kem_oid]);
    let recipient = element(0x30, &[&[2, 1, 0], &[0x80, 1, 7], &kem, &[4, 1, 0]]);
    let recipients = element(0x31, &[&element(0xA4, &[&ori_kem, &recipient])]);
    let encrypted = element(0x30, &[&DATA, &element(0x30, &[&aes_256_cbc]), &[0x80, 1, 0]]);
    let content = element(0x30, &[&[2, 1, 3], &recipients, &encrypted]);
    let sink = quick("a.p7m", &element(0x30, &[&enveloped, &element(0xA0, &[&content])]));
    assert!(sink.unknowns.is_empty(), "{:?}", sink.unknowns);
    let found = materials(&sink);
    assert_eq!(super::detail(found[0].1, "key encapsulation"), ["ML-KEM-768"]);
    assert_eq!(super::detail(found[0].1, "content encryption"), ["AES-256-CBC"]);
    assert_eq!(found[0].1.algorithm.as_ref().unwrap().name, "ML-KEM-768");
}
