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

/// The port whose messages have no marker in front; those of port 4500 have one (RFC 3948 §2.2), and at ports of one's
/// own strongSwan wants it.
const PLAIN_PORT: u16 = 500;
/// How often a request is sent; RFC 7296 §2.1 leaves timers to the implementation.
const SENDINGS: u32 = 3;
/// Requests in a row that may go unanswered once something was answered.
const MOST_SILENT: usize = 4;

fn run(dial: &mut Dial<'_>) {
    let is_marked = dial.endpoint.port != PLAIN_PORT;
    let mut probe =
        Asking { has_answered: false, silent: 0, is_marked, unmatched: 1, accepted: Vec::new() };
    probe.whole(dial, 31, None);
    if !probe.has_answered && is_marked && timed_out(dial) {
        probe = Asking { is_marked: false, ..probe };
        probe.whole(dial, 31, None);
    }
    if probe.has_answered {
        probe.transforms(dial);
    }
    if probe.silent < MOST_SILENT && (probe.has_answered || timed_out(dial)) {
        probe.version_one(dial);
    }
}

/// Every registered transform of a type but the choice of none.
fn all(kind: u8) -> impl Iterator<Item = Transform> {
    let ids = registry::ike_numbers(kind).into_iter().filter(|id| *id != 0);
    ids.map(move |id| Transform { kind, id, key_bits: None })
}

fn timed_out(dial: &Dial<'_>) -> bool {
    dial.last().is_some_and(|exchange| exchange.end == End::TimedOut)
}

/// What is known while a responder is asked.
struct Asking {
    has_answered: bool,
    /// Requests in a row without an answer.
    silent: usize,
    /// Messages have the marker of port 4500.
    is_marked: bool,
    /// A method for key exchange payloads that is in no proposal.
    unmatched: u16,
    /// What the responder accepted so far: of these types nothing else is proposed any more, so that messages are short.
    accepted: Vec<Transform>,
}

impl Asking {
    /// An `IKE_SA_INIT` that offers everything, until the responder's method is the one of the payload.
    fn whole(&mut self, dial: &mut Dial<'_>, first: u16, additional: Option<u16>) {
        let mut method = first;
        for _ in 0..3 {
            let Some(value) = method_value(method) else { return };
            let request = Request::everything(method, additional).with_value(method, value);
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

    /// Every registered transform by itself, with everything of the other types beside it. What is refused is asked again
    /// with each additional key exchange that is taken: a responder may insist on one (RFC 9370 §2.2.1).
    fn transforms(&mut self, dial: &mut Dial<'_>) {
        let methods = all(kind::KE).collect::<Vec<_>>();
        let mut refused = self.refused(dial, &methods, None);
        // A payload that cannot match: of a method that is refused, the oldest or the one with the shortest value.
        let length =
            |one: &&Transform| method_value(one.id).map_or(usize::MAX, |value| value.len());
        let oldest = refused.iter().find(|one| one.id == 1);
        let Some(other) = oldest.or(refused.iter().min_by_key(length)).map(|one| one.id) else {
            return;
        };
        self.unmatched = other;
        let mut additional = Vec::new();
        for one in all(kind::ADDKE1).filter(|one| one.id >= 14) {
            if self.transform(dial, one, None) == Some(true) {
                additional.push(one.id);
            }
        }
        refused.retain(|one| one.id != other);
        for id in &additional {
            self.refused(dial, &refused, Some(*id));
        }
        if let Some(id) = additional.first() {
            self.whole(dial, 31, Some(*id));
        }
        let ciphers = registry::ike_ciphers();
        let ciphers = ciphers.map(|(id, key_bits)| Transform { kind: kind::ENCR, id, key_bits });
        let others = ciphers.chain(all(kind::PRF)).chain(all(kind::INTEG)).collect::<Vec<_>>();
        let mut refused = self.refused(dial, &others, None);
        for id in additional {
            refused = self.refused(dial, &refused, Some(id));
        }
    }

    /// Those of `transforms` that the responder refuses.
    fn refused(
        &mut self,
        dial: &mut Dial<'_>,
        transforms: &[Transform],
        additional: Option<u16>,
    ) -> Vec<Transform> {
        let is_refused = |one: &&Transform| self.transform(dial, **one, additional) == Some(false);
        transforms.iter().filter(is_refused).copied().collect()
    }

    /// Whether the responder accepts `one`; `None` without an answer.
    fn transform(
        &mut self,
        dial: &mut Dial<'_>,
        one: Transform,
        additional: Option<u16>,
    ) -> Option<bool> {
        if self.silent >= MOST_SILENT {
            return None;
        }
        // Of another method than the only one that is proposed, or of one that is refused.
        let method = match one.kind {
            kind::KE if one.id == 31 => 32,
            kind::KE => 31,
            _ => self.unmatched,
        };
        // What goes with an additional key exchange may be accepted in no other proposal.
        let is_free = additional.is_some() || matches!(one.kind, kind::KE | kind::ADDKE1);
        let known = if is_free { &[][..] } else { &self.accepted[..] };
        let is_cipher = |one: &&Transform| one.kind == kind::ENCR;
        let mut ciphers = known.iter().filter(is_cipher).peekable();
        let needs_integrity = ciphers.peek().is_none()
            || ciphers.any(|one| !registry::ike_cipher_authenticates(one.id));
        if one.kind == kind::INTEG && !needs_integrity {
            return None;
        }
        let request = Request::only(one, method, additional, known);
        let request = request.with_value(method, method_value(method)?);
        let purpose = format!("{}{}", purpose::TRANSFORM, one.kind);
        let answer = self.ask(dial, &purpose, &request)?;
        let is_accepted = read(&answer, |message| {
            let wants_other = message.notification(notify::INVALID_KE_PAYLOAD).is_some();
            Some(wants_other || !message.proposals().ok()?.is_empty())
        });
        if is_accepted == Some(true) {
            self.accepted.push(one);
        }
        is_accepted
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
        let is_marked = self.is_marked;
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
        let is_own = read(&datagram, |message| {
            let header = &message.header;
            Some(header.is_response() && Some(&header.initiator[..]) == spi)
        });
        if is_own == Some(true) {
            return Ok(datagram);
        }
    }
    Err(End::Failed("what answers does not speak IKE".to_owned()))
}

fn read<T>(datagram: &[u8], find: impl Fn(&Message<'_>) -> Option<T>) -> Option<T> {
    Message::read(datagram).ok().and_then(|message| find(&message))
}
