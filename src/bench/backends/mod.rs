//! Libraries that have runnable code of schemes, one file each.
//!
//! A backend that was not compiled in is listed with no candidates, so that a person who asks for it is told
//! which feature has it.

use crate::bench::action::Action;
use crate::bench::code::Code;
use crate::bench::kem::{Kem, KemTypes};
use crate::bench::report::Implementation;
use crate::bench::signature::{Signature, SignatureTypes};

// One line a file of this folder. `BLESS=1 cargo test` writes both blocks again.
// begin generated modules
mod aws_lc_rs;
mod fn_dsa;
mod graviola;
mod hbs_lms;
mod kpqc;
mod libcrux;
mod pqcrypto;
mod ring;
mod rustcrypto;
mod rustls;
mod xmss;
// end generated modules

/// Every backend, by name.
pub const BACKENDS: &[Backend] = &[
    // begin generated backends
    aws_lc_rs::BACKEND,
    fn_dsa::BACKEND,
    graviola::BACKEND,
    hbs_lms::BACKEND,
    kpqc::BACKEND,
    libcrux::BACKEND,
    pqcrypto::BACKEND,
    ring::BACKEND,
    rustcrypto::BACKEND,
    rustls::BACKEND,
    xmss::BACKEND,
    // end generated backends
];

/// A library, or a family of libraries by the same people.
#[derive(Clone, Copy, Debug)]
pub struct Backend {
    /// What it is called in rows (`aws-lc-rs`).
    pub id: &'static str,
    /// Cargo features that bring it, the smallest first; empty: it is always there.
    pub features: &'static [&'static str],
    /// How it stands: maintenance, and advisories against it.
    pub standing: &'static str,
    /// Advisories that say it is unmaintained.
    pub advisories: &'static [&'static str],
    /// What it can do in this build.
    pub candidates: &'static [&'static [Candidate]],
}

impl Backend {
    /// The candidates of this build.
    pub fn all(&self) -> impl Iterator<Item = &'static Candidate> {
        self.candidates.iter().copied().flatten()
    }
}

/// A scheme in a library.
#[derive(Clone, Copy, Debug)]
pub struct Candidate {
    /// Scheme id (`ml-kem-768`), or the classical algorithm in the same spelling.
    pub scheme: &'static str,
    /// Crate and version that has the code.
    pub version: &'static str,
    /// What kind of code it is on this machine.
    pub implementation: fn() -> Implementation,
    /// The code.
    pub code: Code,
    /// What is timed of it.
    pub actions: &'static [Action],
    /// Operations that sample until a sample is accepted: their time varies from one to the next.
    pub rejecting: &'static [Action],
    /// Schemes that it is made of, in this or another row.
    pub parts: &'static [&'static str],
    /// Some operation takes a good part of a second: a short run leaves it out unless it is named.
    pub slow: bool,
    /// What to know of it.
    pub note: &'static str,
}

impl Candidate {
    /// A KEM, with all its operations timed.
    #[must_use]
    pub const fn kem<T: KemTypes + 'static>(
        scheme: &'static str,
        version: &'static str,
        implementation: fn() -> Implementation,
    ) -> Self {
        Self::all_of(scheme, version, implementation, Code::Kem(Kem::of::<T>()), Action::KEM)
    }

    /// A signature scheme, with all its operations timed.
    #[must_use]
    pub const fn signature<T: SignatureTypes + 'static>(
        scheme: &'static str,
        version: &'static str,
        implementation: fn() -> Implementation,
    ) -> Self {
        Self::all_of(
            scheme,
            version,
            implementation,
            Code::Signature(Signature::of::<T>()),
            Action::SIGNATURE,
        )
    }

    const fn all_of(
        scheme: &'static str,
        version: &'static str,
        implementation: fn() -> Implementation,
        code: Code,
        actions: &'static [Action],
    ) -> Self {
        let (rejecting, parts, slow, note): (&[Action], &[&str], _, _) = (&[], &[], false, "");
        Self { scheme, version, implementation, code, actions, rejecting, parts, slow, note }
    }

    /// With what to know of it.
    #[must_use]
    pub const fn noted(self, note: &'static str) -> Self {
        Self { note, ..self }
    }

    /// With operations that sample until a sample is accepted.
    #[must_use]
    pub const fn rejecting(self, rejecting: &'static [Action]) -> Self {
        Self { rejecting, ..self }
    }

    /// With some operations timed only.
    #[must_use]
    pub const fn only(self, actions: &'static [Action]) -> Self {
        Self { actions, ..self }
    }

    /// Some operation takes a good part of a second.
    #[must_use]
    pub const fn slow(self) -> Self {
        Self { slow: true, ..self }
    }

    /// Made of other schemes.
    #[must_use]
    pub const fn of_parts(self, parts: &'static [&'static str]) -> Self {
        Self { parts, ..self }
    }
}

/// Code that is the same on every machine.
#[must_use]
pub const fn portable() -> Implementation {
    Implementation::PortableRust
}

/// C as it was submitted.
#[must_use]
pub const fn reference() -> Implementation {
    Implementation::ReferenceC
}

/// Vector code where the processor has what it needs, reference C elsewhere.
#[must_use]
pub fn vectorised_or_reference() -> Implementation {
    class(vectors(), Implementation::ReferenceC)
}

/// Vector code where the processor has what it needs, optimised C elsewhere.
#[must_use]
pub fn vectorised_or_optimised() -> Implementation {
    class(vectors(), Implementation::OptimisedC)
}

/// Vector code where the processor has what it needs, portable Rust elsewhere.
#[must_use]
pub fn vectorised_or_portable() -> Implementation {
    class(vectors(), Implementation::PortableRust)
}

/// Vector code where the processor has the instructions, `otherwise` elsewhere.
#[must_use]
pub const fn class(vectors: bool, otherwise: Implementation) -> Implementation {
    if vectors { Implementation::Vectorised } else { otherwise }
}

/// AVX2, or NEON, which every 64-bit Arm has.
fn vectors() -> bool {
    #[cfg(target_arch = "x86_64")]
    return std::arch::is_x86_feature_detected!("avx2");
    #[cfg(not(target_arch = "x86_64"))]
    return cfg!(target_arch = "aarch64");
}

/// `bytes` filled from the system.
fn random<const N: usize>() -> Result<[u8; N], crate::bench::code::Fault> {
    use ::ring::rand::SecureRandom as _;
    let mut bytes = [0; N];
    ::ring::rand::SystemRandom::new().fill(&mut bytes).map_err(crate::bench::code::Fault::of)?;
    Ok(bytes)
}
