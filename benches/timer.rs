//! What the timer of `y2q bench` adds: its median beside that of a bare loop around the same call of the library,
//! slice by slice in turn, for ML-KEM-768 encapsulation and ML-DSA-65 verification of every backend of this build.
//!
//! Both have many keys, new ones for every few slices: expanding one takes some per cent longer than another, since
//! its matrix is sampled until it is full. The figure is the median over all keys, and the bar 2 %.
//!
//! `cargo bench --bench timer --features bench-all` prints one line a backend.
#![allow(clippy::unwrap_used, reason = "a benchmark that fails may panic")]
#![cfg_attr(
    not(any(
        feature = "bench-pqcrypto",
        feature = "bench-rustcrypto",
        feature = "bench-aws-lc-rs",
        feature = "bench-libcrux",
        feature = "bench-graviola",
        feature = "bench-handshake"
    )),
    allow(dead_code, unused_imports, reason = "a build without libraries has nothing to time")
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use y2q::bench::action::Action;
use y2q::bench::correctness::Subject;
use y2q::bench::harness::{Bounds, Lane, measure, monotonic};
use y2q::bench::report::Figure;
use y2q::bench::selection::Selection;
use y2q::bench::statistics::{Samples, quantile};

/// Keys of either side.
const KEYS: usize = 81;
/// Slices of every key.
const ROUNDS: usize = 6;
const SLICE: Duration = Duration::from_millis(1);
/// How much more than the bare loop the timer may take.
const BAR: f64 = 0.02;

/// Samples of one slice of a bare loop with so many operations a sample: nanoseconds of one operation.
type Bare = Box<dyn FnMut(u64) -> Vec<f64>>;

/// `operation` in a loop without anything between.
fn bare(mut operation: impl FnMut() + 'static) -> Bare {
    Box::new(move |batch| {
        let begin = Instant::now();
        let mut samples = Vec::new();
        while begin.elapsed() < SLICE {
            let start = Instant::now();
            for _ in 0..batch {
                operation();
            }
            samples.push(start.elapsed().as_nanos() as f64 / batch as f64);
        }
        samples
    })
}

#[cfg(feature = "bench-pqcrypto")]
fn pqcrypto() -> [Option<Bare>; 2] {
    use pqcrypto::{kem::mlkem768, sign::mldsa65};
    let (public, _) = mlkem768::keypair();
    let (verifying, signing) = mldsa65::keypair();
    let message = [0x59; 64];
    let signature = mldsa65::detached_sign(&message, &signing);
    [
        Some(bare(move || {
            black_box(mlkem768::encapsulate(black_box(&public)));
        })),
        Some(bare(move || {
            let (signature, message, key) = black_box((&signature, &message, &verifying));
            black_box(mldsa65::verify_detached_signature(signature, message, key)).unwrap();
        })),
    ]
}

#[cfg(feature = "bench-rustcrypto")]
fn rustcrypto() -> [Option<Bare>; 2] {
    use ml_dsa::signature::{Signer as _, Verifier as _};
    use ml_kem::kem::{Encapsulate as _, Kem as _};
    let (_, public) = ml_kem::MlKem768::generate_keypair();
    let signing = ml_dsa::ExpandedSigningKey::<ml_dsa::MlDsa65>::from_seed(&[7; 32].into());
    let verifying = signing.verifying_key();
    let message = [0x59; 64];
    let signature = signing.try_sign(&message).unwrap();
    [
        Some(bare(move || {
            black_box(black_box(&public).encapsulate());
        })),
        Some(bare(move || {
            let (signature, message, key) = black_box((&signature, &message, &verifying));
            black_box(key.verify(message, signature)).unwrap();
        })),
    ]
}

#[cfg(feature = "bench-aws-lc-rs")]
fn aws_lc_rs() -> [Option<Bare>; 2] {
    use aws_lc_rs::kem::{DecapsulationKey, ML_KEM_768};
    use aws_lc_rs::signature::{
        KeyPair as _, ML_DSA_65, ML_DSA_65_SIGNING, ParsedPublicKey, PqdsaKeyPair,
    };
    let public = DecapsulationKey::generate(&ML_KEM_768).unwrap().encapsulation_key().unwrap();
    let pair = PqdsaKeyPair::generate(&ML_DSA_65_SIGNING).unwrap();
    let verifying = ParsedPublicKey::new(&ML_DSA_65, pair.public_key().as_ref()).unwrap();
    let message = [0x59; 64];
    let mut signature = vec![0; pair.algorithm().signature_len()];
    pair.sign(&message, &mut signature).unwrap();
    [
        Some(bare(move || {
            black_box(black_box(&public).encapsulate()).unwrap();
        })),
        Some(bare(move || {
            let (signature, message, key) = black_box((&signature, &message, &verifying));
            black_box(key.verify_sig(message, signature)).unwrap();
        })),
    ]
}

#[cfg(feature = "bench-libcrux")]
fn libcrux() -> [Option<Bare>; 2] {
    use libcrux_ml_dsa::ml_dsa_65;
    use libcrux_ml_kem::mlkem768;
    fn random<const N: usize>() -> [u8; N] {
        use ring::rand::SecureRandom as _;
        let mut bytes = [0; N];
        ring::rand::SystemRandom::new().fill(&mut bytes).unwrap();
        bytes
    }
    let (_, public) = mlkem768::generate_key_pair(random()).into_parts();
    let pair = ml_dsa_65::generate_key_pair(random());
    let message = [0x59; 64];
    let Ok(signature) = ml_dsa_65::sign(&pair.signing_key, &message, &[], random()) else {
        return [None, None];
    };
    [
        Some(bare(move || {
            black_box(mlkem768::encapsulate(black_box(&public), random()));
        })),
        Some(bare(move || {
            let (signature, message, pair) = black_box((&signature, &message, &pair));
            assert!(
                black_box(ml_dsa_65::verify(&pair.verification_key, message, &[], signature))
                    .is_ok()
            );
        })),
    ]
}

#[cfg(feature = "bench-graviola")]
fn graviola() -> [Option<Bare>; 2] {
    use graviola::key_agreement::mlkem768::DecapKey;
    let public = DecapKey::generate().unwrap().encapsulation_key();
    let encapsulate = bare(move || {
        black_box(black_box(&public).clone().encaps()).unwrap();
    });
    [Some(encapsulate), None]
}

#[cfg(feature = "bench-handshake")]
fn rustls() -> [Option<Bare>; 2] {
    use rustls::crypto::aws_lc_rs::kx_group::MLKEM768;
    let public = MLKEM768.start().unwrap().pub_key().to_vec();
    let encapsulate = bare(move || {
        black_box(MLKEM768.start_and_complete(black_box(&public))).unwrap();
    });
    [Some(encapsulate), None]
}

/// The bare loops of a backend.
fn loops(backend: &str) -> [Option<Bare>; 2] {
    match backend {
        #[cfg(feature = "bench-pqcrypto")]
        "pqcrypto" => pqcrypto(),
        #[cfg(feature = "bench-rustcrypto")]
        "rustcrypto" => rustcrypto(),
        #[cfg(feature = "bench-aws-lc-rs")]
        "aws-lc-rs" => aws_lc_rs(),
        #[cfg(feature = "bench-libcrux")]
        "libcrux" => libcrux(),
        #[cfg(feature = "bench-graviola")]
        "graviola" => graviola(),
        #[cfg(feature = "bench-handshake")]
        "rustls" => rustls(),
        _ => [None, None],
    }
}

fn subjects(scheme: &str) -> Vec<Subject<'static>> {
    let selection = Selection { schemes: vec![scheme.to_owned()], ..Selection::default() };
    selection.subjects().unwrap_or_default()
}

/// Medians of the timer and of the bare loop with a new key each.
fn with_new_keys(subject: &Subject<'_>, action: Action, bare: &mut Bare) -> (f64, f64) {
    let bounds =
        Bounds { rounds: 1, slice: SLICE, share: SLICE, least: 1, more: 0, end: Duration::MAX };
    let operation = subject.candidate.code.prepare(action, 64).unwrap();
    let mut lanes = [Lane::new(operation, Figure::Median, &bounds, monotonic)];
    let batch = lanes[0].batch();
    let mut own = Samples::default();
    // Caches and the clock's first call belong to neither.
    bare(batch);
    for round in 0..ROUNDS {
        if round % 2 == 0 {
            own.add(bare(batch), batch);
        }
        measure(&mut lanes, &bounds, monotonic, &mut |_, _, _| true);
        if round % 2 == 1 {
            own.add(bare(batch), batch);
        }
    }
    let median = |samples: &Samples| samples.time(Figure::Median).unwrap().median;
    (median(&lanes[0].samples), median(&own))
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    quantile(&values, 0.5).unwrap()
}

fn main() {
    // The test harness asks benchmarks whether they are there.
    if std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        return;
    }
    println!(
        "{:<12}{:<14}{:>12}{:>12}{:>9}",
        "backend", "operation", "timer ns", "bare ns", "ratio"
    );
    let cases = [("ml-kem-768", Action::Encapsulate), ("ml-dsa-65", Action::Verify)];
    for (index, (scheme, action)) in cases.into_iter().enumerate() {
        for subject in subjects(scheme) {
            let (mut timer, mut bare) = (Vec::new(), Vec::new());
            for _ in 0..KEYS {
                let Some(mut own) = loops(subject.backend.id)[index].take() else { break };
                let (one, other) = with_new_keys(&subject, action, &mut own);
                timer.push(one);
                bare.push(other);
            }
            if bare.is_empty() {
                continue;
            }
            let (timer, bare) = (median(timer), median(bare));
            let ratio = timer / bare;
            println!(
                "{:<12}{:<14}{timer:>12.0}{bare:>12.0}{ratio:>9.4}{}",
                subject.backend.id,
                action.name(),
                if ratio > 1.0 + BAR { "  above the bar" } else { "" }
            );
        }
    }
}
