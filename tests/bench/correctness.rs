use y2q::bench::code::Code;
use y2q::bench::correctness::{Subject, check};
use y2q::bench::front::category;
use y2q::bench::kem::Kem;
use y2q::bench::report::Checked;
use y2q::bench::run::{Effort, Stage, Watch, run};
use y2q::bench::selection::Selection;
use y2q::bench::vectors::KnownAnswer;
use y2q::bench::{environment, harness};
use y2q::scheme;

use super::fixtures::{BACKEND, BROKEN, SOUND, candidate, changed};

/// What a short run has time for: the others take minutes without optimisation.
fn quick() -> Vec<Subject<'static>> {
    let all = Selection::default().subjects().unwrap();
    all.into_iter().filter(|subject| !subject.candidate.slow).collect()
}

/// Every scheme of every library of this build, on a stack as large as a run's.
#[test]
fn everything_is_right_and_agrees() {
    let subjects = quick();
    let work = || check(&subjects, KnownAnswer::of, || true);
    let (right, wrong) = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(256 << 20);
        thread.spawn_scoped(scope, work).unwrap().join().unwrap()
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(right.len(), subjects.len());
    for (subject, checked) in right {
        let (scheme, backend) = (subject.candidate.scheme, subject.backend.id);
        let takes = match (subject.candidate.code, KnownAnswer::of(scheme)) {
            (Code::Kem(kem), Some(KnownAnswer::Decapsulation { secret, .. })) => {
                (kem.with_secret)(&secret).is_some()
            }
            (_, answer) => answer.is_some(),
        };
        assert_eq!(checked == Checked::KnownAnswer, takes, "{scheme} of {backend}");
        // Of what the catalogue has, every one but the hybrids and the keys that a library keeps to itself.
        let standard = ["ml-kem", "ml-dsa", "slh-dsa", "aimer", "haetae", "ntruplus", "smaug"];
        let keeps_keys = ["graviola", "rustls"].contains(&backend);
        if standard.iter().any(|family| scheme.starts_with(family)) && !keeps_keys {
            assert_eq!(checked, Checked::KnownAnswer, "{scheme} of {backend}");
        }
    }
}

/// What is published of a scheme's sizes is what its code makes.
#[test]
fn sizes_are_those_of_the_catalogue() {
    let mut compared = 0;
    for subject in quick() {
        let named = scheme::all().iter().find(|known| known.id == subject.candidate.scheme);
        let Some(known) = named else { continue };
        let (public, output) = match subject.candidate.code {
            Code::Kem(kem) => {
                let public = (kem.generate)().unwrap().public;
                let ciphertext = (kem.encapsulate)(&public).unwrap().0;
                (public, ciphertext)
            }
            Code::Signature(code) => {
                let mut pair = (code.generate)().unwrap();
                let signature = (pair.sign)(b"a message").unwrap();
                (pair.public, signature)
            }
        };
        let what = format!("{} of {}", known.id, subject.backend.id);
        assert_eq!(public.len(), known.public_key as usize, "{what}");
        // The DER of an ECDSA signature is as long as its numbers happen to be.
        let shorter = if known.id.contains("ecdsa") { 6 } else { 0 };
        let most = known.output as usize;
        assert!((most - shorter..=most).contains(&output.len()), "{what}: {}", output.len());
        assert_eq!(category(known.id), known.nist_category);
        compared += 1;
    }
    assert!(compared >= 14, "{compared}");
}

fn answer() -> KnownAnswer {
    KnownAnswer::Decapsulation { secret: vec![1], ciphertext: vec![9; 8], shared: changed(&[9; 8]) }
}

#[test]
fn a_wrong_answer_is_told_and_never_timed() {
    let broken = candidate(BROKEN);
    let subject = Subject { backend: &BACKEND, candidate: &broken };
    let (right, wrong) = check(&[subject], |_| Some(answer()), || true);
    assert!(right.is_empty());
    assert!(wrong[0].reason.contains("known answer"), "{}", wrong[0].reason);
    // Without a known answer it does not agree with itself.
    let (right, wrong) = check(&[subject], |_| None, || true);
    assert!(right.is_empty());
    assert!(wrong[0].reason.contains("different secrets"), "{}", wrong[0].reason);
    // Its `prepare` panics: a run that timed it would end here.
    let report = a_run(&[subject], &mut All);
    assert!(report.operations.is_empty() && report.complete);
    assert_eq!(report.omitted.len(), 1);
}

#[test]
fn a_library_that_panics_is_left_out() {
    let panicking = candidate(Kem { generate: || panic!("no"), ..SOUND });
    let subject = Subject { backend: &BACKEND, candidate: &panicking };
    let (right, wrong) = check(&[subject], |_| None, || true);
    assert!(right.is_empty() && wrong[0].reason.contains("panicked"));
}

/// Two that disagree: what gave the known answer stays; if neither did, both go.
#[test]
fn who_disagrees_with_the_known_answer_goes() {
    let other = Kem {
        // Agrees with itself only, and takes no encoded key.
        generate: || {
            let decapsulate = |bytes: &[u8]| Ok(bytes.to_vec());
            Ok(y2q::bench::kem::KemPair { public: vec![7; 8], decapsulate: Box::new(decapsulate) })
        },
        with_secret: |_| None,
        encapsulate: |public| Ok((public.to_vec(), public.to_vec())),
        prepare: SOUND.prepare,
    };
    let (one, other) = (candidate(SOUND), candidate(other));
    let subjects = [&one, &other].map(|candidate| Subject { backend: &BACKEND, candidate });
    let (right, wrong) = check(&subjects, |_| Some(answer()), || true);
    assert_eq!((right.len(), wrong.len()), (1, 1));
    assert_eq!(right[0].1, Checked::KnownAnswer);
    assert!(wrong[0].reason.contains("does not agree"), "{}", wrong[0].reason);
    let (right, wrong) = check(&subjects, |_| None, || true);
    assert_eq!((right.len(), wrong.len()), (0, 2));
}

/// The representative that both parts of a composite sign: the draft's own example.
#[test]
fn composites_sign_the_drafts_representative() {
    use y2q::bench::pair::{Composition as _, representative};
    use y2q::bench::pairs::MlDsa65EcdsaP256;
    let message = (0..10).collect::<Vec<u8>>();
    let made = representative::<MlDsa65EcdsaP256>(&message);
    let hex = made.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert!(hex.starts_with("436f6d706f73697465416c676f726974686d5369676e61747572657332303235"));
    assert!(hex.contains(
        &MlDsa65EcdsaP256::LABEL.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    ));
    assert!(hex.ends_with(
        "0f89ee1fcb7b0a4f7809d1267a029719004c5a5e5ec323a7c3523a20974f9a3f\
         202f56fadba4cd9e8d654ab9f2e96dc5c795ea176fa20ede8d854c342f903533"
    ));
}

struct All;

impl Watch for All {
    fn go_on(&mut self, _: Stage) -> bool {
        true
    }

    fn so_far(&mut self, _: &dyn Fn() -> y2q::bench::report::Report) {}
}

/// Says no after so many slices.
struct Until(u64);

impl Watch for Until {
    fn go_on(&mut self, stage: Stage) -> bool {
        !matches!(stage, Stage::Timing(done, _) if done >= self.0)
    }

    fn so_far(&mut self, report: &dyn Fn() -> y2q::bench::report::Report) {
        assert!(!report().complete, "what there is so far is not the whole");
    }
}

const SHORT: Effort = Effort {
    limit: std::time::Duration::from_millis(300),
    rounds: 3,
    slice: std::time::Duration::from_micros(300),
    ..Effort::QUICK
};

fn a_run(subjects: &[Subject<'_>], watch: &mut (dyn Watch + Send)) -> y2q::bench::report::Report {
    let environment = environment::of_this_machine("2026-11-27T00:00:00Z".into(), "test");
    run(subjects, &Selection::default(), &SHORT, environment, harness::monotonic, watch)
}

#[test]
fn rows_stand_beside_their_baseline() {
    let selection = Selection {
        schemes: ["x25519", "ecdsa-p-256", "ed25519"].map(str::to_owned).to_vec(),
        backends: vec!["ring".to_owned()],
        ..Selection::default()
    };
    let report = a_run(&selection.subjects().unwrap(), &mut All);
    assert!(report.complete && report.omitted.is_empty(), "{:#?}", report.omitted);
    assert_eq!(report.operations.len(), 9);
    for row in &report.operations {
        let own = row.baseline.as_deref().unwrap().starts_with(row.scheme.as_str());
        assert_eq!(own, row.scheme != "ed25519", "{}", row.scheme);
        assert!(!own || row.ratio == Some(1.0), "{row:?}");
        assert!(row.time.samples > 0 && row.time.lowest <= row.time.median);
    }
    assert!(report.environment.compiler.starts_with("rustc"));
}

#[test]
fn a_run_that_is_stopped_says_so_and_keeps_its_rows() {
    let selection = Selection { backends: vec!["ring".to_owned()], ..Selection::default() };
    let report = a_run(&selection.subjects().unwrap(), &mut Until(10));
    assert!(!report.complete);
    assert!((1..=10).contains(&report.operations.len()), "{}", report.operations.len());
    let text = serde_json::to_string(&report).unwrap();
    assert_eq!(serde_json::from_str::<y2q::bench::report::Report>(&text).unwrap(), report);
}

#[cfg(feature = "bench-pqcrypto")]
#[test]
fn hybrids_stand_beside_the_sum_of_their_parts() {
    let selection = Selection {
        schemes: ["x25519", "ml-kem-768", "x25519mlkem768"].map(str::to_owned).to_vec(),
        backends: ["ring", "pqcrypto"].map(str::to_owned).to_vec(),
        ..Selection::default()
    };
    let report = a_run(&selection.subjects().unwrap(), &mut All);
    let find = |scheme: &str| {
        report
            .operations
            .iter()
            .find(|row| row.scheme == scheme && row.operation == "encapsulate")
            .unwrap()
    };
    let sum = find("x25519").time.median + find("ml-kem-768").time.median;
    let hybrid = find("x25519mlkem768");
    assert!((hybrid.sum_of_parts.unwrap() - sum).abs() < 1e-6);
    assert_eq!(find("x25519").sum_of_parts, None);
    assert_eq!(hybrid.bytes, 1120);
}
