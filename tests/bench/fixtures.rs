//! Made rows, made code, and a clock that does as it is told.

use std::cell::Cell;
use std::time::Duration;

use y2q::bench::action::Action;
use y2q::bench::backends::{Backend, Candidate};
use y2q::bench::code::{Code, Prepared};
use y2q::bench::kem::{Kem, KemPair};
use y2q::bench::report::{
    Checked, Environment, Figure, Implementation, Operation, Report, Time, VERSION,
};

pub const BACKEND: Backend = Backend {
    id: "made",
    features: &[],
    standing: "made for a test",
    advisories: &[],
    candidates: &[],
};

/// A candidate with `kem` as its code.
pub const fn candidate(kem: Kem) -> Candidate {
    Candidate {
        scheme: "made-1",
        version: "made 1.0.0",
        implementation: || Implementation::PortableRust,
        code: Code::Kem(kem),
        actions: Action::KEM,
        rejecting: &[],
        parts: &[],
        slow: false,
        note: "",
    }
}

/// A KEM whose ciphertext is the public key and whose secret is that with every byte changed.
pub const SOUND: Kem = Kem {
    generate: || {
        let decapsulate = |bytes: &[u8]| Ok(changed(bytes));
        Ok(KemPair { public: vec![7; 8], decapsulate: Box::new(decapsulate) })
    },
    with_secret: |_| Some(Box::new(|bytes: &[u8]| Ok(changed(bytes)))),
    encapsulate: |public| Ok((public.to_vec(), changed(public))),
    prepare: |_| Ok(Prepared::new(8, || true)),
};

/// The same, with a decapsulation that forgets to change the last byte.
pub const BROKEN: Kem = Kem {
    generate: || {
        Ok(KemPair {
            public: vec![7; 8],
            decapsulate: Box::new(|bytes: &[u8]| Ok(forgotten(bytes))),
        })
    },
    with_secret: |_| Some(Box::new(|bytes: &[u8]| Ok(forgotten(bytes)))),
    encapsulate: SOUND.encapsulate,
    prepare: |_| panic!("what is broken is not timed"),
};

pub fn changed(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().map(|byte| byte ^ 0xff).collect()
}

fn forgotten(bytes: &[u8]) -> Vec<u8> {
    let mut secret = changed(bytes);
    *secret.last_mut().unwrap() ^= 0xff;
    secret
}

pub fn time(median: f64, spread: f64) -> Time {
    Time {
        median,
        lowest: median * 0.9,
        p95: median * 1.2,
        mean: median * 1.1,
        spread,
        samples: 1000,
        noisy: spread > 0.2,
    }
}

pub fn row(scheme: &str, operation: &str, median: f64) -> Operation {
    Operation {
        scheme: scheme.to_owned(),
        backend: "made".to_owned(),
        version: "made 1.0.0".to_owned(),
        implementation: Implementation::Vectorised,
        operation: operation.to_owned(),
        message: matches!(operation, "sign" | "verify").then_some(64),
        time: time(median, 0.01),
        ratio: Some(1.5),
        baseline: Some("x25519 (ring)".to_owned()),
        cycles: None,
        bytes: 1000,
        stack: None,
        heap: None,
        figure: Figure::Median,
        checked: Checked::KnownAnswer,
        sum_of_parts: None,
        note: String::new(),
    }
}

pub fn report(operations: Vec<Operation>) -> Report {
    Report {
        version: VERSION,
        environment: Environment {
            y2q: "0.1.0".to_owned(),
            started: "2026-11-27T00:00:00Z".to_owned(),
            target: "x86_64-linux".to_owned(),
            cpu: "A Processor".to_owned(),
            cpus: 2,
            cpu_features: vec!["avx2".to_owned()],
            governor: None,
            load: (0.1, 0.2),
            compiler: "rustc 1.90.0".to_owned(),
            effort: "quick".to_owned(),
        },
        backends: Vec::new(),
        operations,
        handshakes: Vec::new(),
        omitted: Vec::new(),
        complete: true,
    }
}

thread_local! {
    static NOW: Cell<Duration> = const { Cell::new(Duration::ZERO) };
    static STEP: Cell<i64> = const { Cell::new(1_000) };
}

/// A clock of this thread that goes on by a step whenever it is read.
pub fn clock() -> Duration {
    let step = STEP.get();
    let size = Duration::from_nanos(step.unsigned_abs());
    NOW.set(if step < 0 { NOW.get().saturating_sub(size) } else { NOW.get() + size });
    NOW.get()
}

/// Sets that clock, and the nanoseconds of its step.
pub fn set_clock(now: Duration, step: i64) {
    NOW.set(now);
    STEP.set(step);
}
