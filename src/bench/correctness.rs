//! What may be timed: a backend's scheme that gives the published answers, agrees with itself, and agrees with
//! the other backends, on this machine and now.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::backends::{Backend, Candidate};
use super::code::{Code, Fault};
use super::kem::Kem;
use super::report::{Checked, Omission};
use super::signature::Signature;
use super::vectors::KnownAnswer;

/// A scheme in a backend.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The backend.
    pub backend: &'a Backend,
    /// The scheme in it.
    pub candidate: &'a Candidate,
}

impl Subject<'_> {
    /// It has no figure, because of `fault`.
    #[must_use]
    pub fn omitted(&self, reason: impl Into<String>) -> Omission {
        Omission {
            subject: self.candidate.scheme.to_owned(),
            backend: self.backend.id.to_owned(),
            reason: reason.into(),
        }
    }
}

/// The subjects that may be timed, each with what was right, and those that may not.
pub fn check<'a>(
    subjects: &[Subject<'a>],
    answer: impl Fn(&str) -> Option<KnownAnswer>,
    mut go_on: impl FnMut() -> bool,
) -> (Vec<(Subject<'a>, Checked)>, Vec<Omission>) {
    let (mut right, mut omitted) = (Vec::new(), Vec::new());
    for subject in subjects {
        if !go_on() {
            break;
        }
        let known = answer(subject.candidate.scheme);
        match guarded(|| alone(&subject.candidate.code, known.as_ref())) {
            Ok(checked) => right.push((*subject, checked)),
            Err(fault) => omitted.push(subject.omitted(format!("not timed: {fault}"))),
        }
    }
    compare(&mut right, &mut omitted);
    (right, omitted)
}

/// Compares the backends of one scheme with each other. Where two disagree, the one that gave the published
/// answers stays; where both or neither did, nobody knows which is wrong and both go.
fn compare(right: &mut Vec<(Subject<'_>, Checked)>, omitted: &mut Vec<Omission>) {
    let mut wrong = Vec::new();
    let mut agreed = Vec::new();
    for (first, (one, one_checked)) in right.iter().enumerate() {
        for (second, (other, other_checked)) in right.iter().enumerate() {
            if first == second || one.candidate.scheme != other.candidate.scheme {
                continue;
            }
            match guarded(|| together(&one.candidate.code, &other.candidate.code)) {
                Ok(()) => agreed.push(first),
                Err(fault) => {
                    let reason = |with: &Subject<'_>| {
                        format!("not timed: does not agree with {}: {fault}", with.backend.id)
                    };
                    let known = Checked::KnownAnswer;
                    if *one_checked != known || *other_checked == known {
                        wrong.push((first, reason(other)));
                    }
                    if *other_checked != known || *one_checked == known {
                        wrong.push((second, reason(one)));
                    }
                }
            }
        }
    }
    for index in agreed {
        let checked = &mut right[index].1;
        *checked = (*checked).max(Checked::Interoperable);
    }
    wrong.sort();
    wrong.dedup_by_key(|(index, _)| *index);
    for (index, reason) in wrong.into_iter().rev() {
        let (subject, _) = right.remove(index);
        omitted.push(subject.omitted(reason));
    }
}

/// A library that panics fails; it does not end the run.
fn guarded<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(Fault::new("it panicked")))
}

fn alone(code: &Code, known: Option<&KnownAnswer>) -> Result<Checked, Fault> {
    let answered = match (code, known) {
        (Code::Kem(kem), Some(answer)) => kem_answers(kem, answer)?,
        (Code::Signature(signature), Some(answer)) => signature_answers(signature, answer)?,
        (_, None) => false,
    };
    together(code, code)?;
    Ok(if answered { Checked::KnownAnswer } else { Checked::RoundTrip })
}

/// Whether the KEM could be asked; a wrong answer is a fault.
fn kem_answers(kem: &Kem, answer: &KnownAnswer) -> Result<bool, Fault> {
    let KnownAnswer::Decapsulation { secret, ciphertext, shared } = answer else {
        return Err(Fault::new("its known answer is of a signature"));
    };
    let Some(mut decapsulate) = (kem.with_secret)(secret) else { return Ok(false) };
    if decapsulate(ciphertext)? != *shared {
        return Err(Fault::new("another shared secret than the known answer"));
    }
    Ok(true)
}

fn signature_answers(code: &Signature, answer: &KnownAnswer) -> Result<bool, Fault> {
    let KnownAnswer::Verification { public, message, context, signature } = answer else {
        return Err(Fault::new("its known answer is of a KEM"));
    };
    match (code.verify_within)(public, message, context, signature) {
        None => return Ok(false),
        Some(false) => return Err(Fault::new("the signature of the known answer refused")),
        Some(true) => {}
    }
    let verify = |message: &[u8], signature: &[u8]| {
        (code.verify_within)(public, message, context, signature) == Some(true)
    };
    refuses_others(verify, message, signature)?;
    // Under another context it is another signature.
    let other = [context.as_slice(), b"!"].concat();
    if (code.verify_within)(public, message, &other, signature) == Some(true) {
        return Err(Fault::new("a signature under another context accepted"));
    }
    Ok(true)
}

/// `one`'s key with what `other` makes for it, or `one`'s signature for `other` to verify.
fn together(one: &Code, other: &Code) -> Result<(), Fault> {
    match (one, other) {
        (Code::Kem(one), Code::Kem(other)) => kems(one, other),
        (Code::Signature(one), Code::Signature(other)) => signatures(one, other),
        _ => Err(Fault::new("one is a KEM and the other a signature scheme")),
    }
}

fn kems(one: &Kem, other: &Kem) -> Result<(), Fault> {
    let mut pair = (one.generate)()?;
    let (ciphertext, shared) = (other.encapsulate)(&pair.public)?;
    if (pair.decapsulate)(&ciphertext)? != shared {
        return Err(Fault::new("both sides have different secrets"));
    }
    // Rejected, or answered with another secret.
    let mut changed = ciphertext;
    if let Some(byte) = changed.first_mut() {
        *byte ^= 1;
    }
    if (pair.decapsulate)(&changed).is_ok_and(|answer| answer == shared) {
        return Err(Fault::new("a changed ciphertext gives the same secret"));
    }
    Ok(())
}

fn signatures(one: &Signature, other: &Signature) -> Result<(), Fault> {
    let message = b"a message that both have";
    let mut pair = (one.generate)()?;
    let signature = (pair.sign)(message)?;
    if !(other.verify)(&pair.public, message, &signature) {
        return Err(Fault::new("a fresh signature refused"));
    }
    let verify =
        |message: &[u8], signature: &[u8]| (other.verify)(&pair.public, message, signature);
    refuses_others(verify, message, &signature)
}

/// What was changed does not verify.
fn refuses_others(
    verify: impl Fn(&[u8], &[u8]) -> bool,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Fault> {
    let longer = [message, b"!"].concat();
    if verify(&longer, signature) {
        return Err(Fault::new("a signature on another message accepted"));
    }
    let mut changed = signature.to_vec();
    let middle = changed.len() / 2;
    if let Some(byte) = changed.get_mut(middle) {
        *byte ^= 1;
    }
    if verify(message, &changed) {
        return Err(Fault::new("a changed signature accepted"));
    }
    Ok(())
}
