//! IKE over UDP: what a responder accepts, one transform after the other, and one whole `IKE_SA_INIT`.
//!
//! A proposal is asked with a key exchange payload of a method that is not in it. A responder that accepts the proposal
//! says so with `INVALID_KE_PAYLOAD` (RFC 7296 §1.3), and neither side makes a key or keeps a half-open IKE SA.

mod request;

use std::time::Duration;

use super::{Conversation, Dial, Probe, public_value};
use crate::registry;
use crate::wire::ike::{Datagram, Message, Transform, kind, notify, purpose};
use crate::wire::transcript::{End, Service};
use request::{Request, method_value};

/// Asks IKE responders.
pub const PROBE: Probe = Probe { service: Service::Ike, port: 500, run };

/// The port whose messages have a marker in front (RFC 3948 §2.2).
const NAT_PORT: u16 = 4500;
/// How often a request is sent; RFC 7296 §2.1 leaves timers to the implementation.
const SENDINGS: u32 = 3;
/// Requests in a row that may go unanswered once something was answered.
const MOST_SILENT: usize = 4;

fn run(dial: &mut Dial<'_>) {
    let mut probe = Asking { has_answered: false, silent: 0, refused_method: 31 };
    probe.whole(dial);
    if probe.has_answered {
        probe.transforms(dial);
    }
    if probe.silent < MOST_SILENT {
        probe.version_one(dial);
    }
}

/// What is known while a responder is asked.
struct Asking {
    has_answered: bool,
    /// Requests in a row without an answer.
    silent: usize,
    /// A method for key exchange payloads that is in no proposal.
    refused_method: u16,
}

impl Asking {
    /// An `IKE_SA_INIT` that offers everything, until the responder's method is the one of the payload.
    fn whole(&mut self, dial: &mut Dial<'_>) {
        let mut method = 31;
        for _ in 0..3 {
            let Some(value) = method_value(method) else { return };
            let request = Request::everything(method).with_value(method, value);
            let Some(answer) = self.ask(dial, purpose::WHOLE, &request) else { return };
            let wanted = read(&answer, |message| {
                message.notification(notify::INVALID_KE_PAYLOAD)?.numbers().first().copied()
            });
            match wanted {
                Some(wanted) if wanted != method => method = wanted,
                _ => return,
            }
        }
    }

    /// Every registered transform by itself, with everything of the other types beside it.
    fn transforms(&mut self, dial: &mut Dial<'_>) {
        let mut refused = Vec::new();
        for id in registry::ike_numbers(kind::KE).into_iter().filter(|id| *id != 0) {
            // A payload that cannot match: of another method than the only one that is proposed.
            let other = if id == 31 { 32 } else { 31 };
            let one = Transform { kind: kind::KE, id, key_bits: None };
            let accepted = self.transform(dial, one, other);
            if accepted == Some(false) && method_value(id).is_some() {
                refused.push(id);
            }
        }
        // The shortest value of a method that is refused.
        let shortest =
            refused.into_iter().min_by_key(|id| method_value(*id).map(|value| value.len()));
        let Some(other) = shortest else { return };
        self.refused_method = other;
        let of = |kind: u8| {
            let ids = registry::ike_numbers(kind).into_iter();
            ids.filter(|id| *id != 0).map(move |id| Transform { kind, id, key_bits: None })
        };
        let ciphers = registry::ike_ciphers();
        let ciphers = ciphers.map(|(id, key_bits)| Transform { kind: kind::ENCR, id, key_bits });
        let additional = of(kind::ADDKE1).filter(|one| one.id >= 14);
        for one in ciphers.chain(of(kind::PRF)).chain(of(kind::INTEG)).chain(additional) {
            self.transform(dial, one, other);
        }
    }

    /// Whether the responder accepts `one`; `None` without an answer.
    fn transform(&mut self, dial: &mut Dial<'_>, one: Transform, method: u16) -> Option<bool> {
        if self.silent >= MOST_SILENT {
            return None;
        }
        let request = Request::only(one, method).with_value(method, method_value(method)?);
        let purpose = format!("{}{}", purpose::TRANSFORM, one.kind);
        let answer = self.ask(dial, &purpose, &request)?;
        read(&answer, |message| {
            Some(
                message.notification(notify::INVALID_KE_PAYLOAD).is_some()
                    || !message.proposals().ok()?.is_empty(),
            )
        })
    }

    /// Main Mode of version 1: what it takes at all, then the weaker groups. Each answer costs the responder state, so
    /// there are few.
    fn version_one(&mut self, dial: &mut Dial<'_>) {
        for suites in request::suites_of_version_one() {
            let cookie = public_value::octets(8).try_into().unwrap_or([1; 8]);
            let bytes = Datagram::main_mode(cookie, &suites).to_bytes();
            let request = Request::raw(bytes);
            if self.ask(dial, purpose::VERSION_ONE, &request).is_none() {
                return;
            }
        }
    }

    /// Sends `request` until an answer comes; asks again with the cookie that a responder wants to see first.
    fn ask(&mut self, dial: &mut Dial<'_>, purpose: &str, request: &Request) -> Option<Vec<u8>> {
        let is_marked = dial.endpoint.port == NAT_PORT;
        let answer = dial.converse(purpose, |conversation| {
            let answer = exchange(conversation, &request.to_bytes(is_marked))?;
            let cookie = read(&answer, |one| Some(one.notification(notify::COOKIE)?.data.to_vec()));
            match cookie {
                Some(cookie) => {
                    exchange(conversation, &request.with_cookie(&cookie).to_bytes(is_marked))
                }
                None => Ok(answer),
            }
        });
        self.has_answered |= answer.is_some();
        self.silent = if answer.is_some() { 0 } else { self.silent + 1 };
        answer
    }
}

/// Sends a datagram until an IKE message to it comes back.
fn exchange(conversation: &mut Conversation, datagram: &[u8]) -> Result<Vec<u8>, End> {
    let spi = datagram.strip_prefix(&[0; 4]).unwrap_or(datagram).get(..8).map(<[u8]>::to_vec);
    let patience = conversation.patience().read;
    for sending in 0..SENDINGS {
        conversation.send(datagram)?;
        // The first soon, the last with what is left of the patience: 1/8, 1/4, all.
        let within = match SENDINGS - sending {
            1 => patience,
            2 => patience / 4,
            _ => patience / 8,
        };
        match answer(conversation, spi.as_deref(), within) {
            Err(End::TimedOut) => {}
            other => return other,
        }
    }
    Err(End::TimedOut)
}

/// The next datagram that belongs to `spi`; others are passed over, a few at most.
fn answer(
    conversation: &mut Conversation,
    spi: Option<&[u8]>,
    within: Duration,
) -> Result<Vec<u8>, End> {
    const MOST_OTHERS: usize = 16;
    for _ in 0..MOST_OTHERS {
        let datagram = conversation.receive_within(within)?.to_vec();
        let is_own = Message::read(&datagram)
            .is_ok_and(|message| Some(&message.header.initiator[..]) == spi);
        if is_own {
            return Ok(datagram);
        }
    }
    Err(End::Failed("what answers does not speak IKE".to_owned()))
}

fn read<T>(datagram: &[u8], find: impl Fn(&Message<'_>) -> Option<T>) -> Option<T> {
    Message::read(datagram).ok().and_then(|message| find(&message))
}
