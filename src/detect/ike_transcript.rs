//! IKE endpoints, from what was said with them.

use super::ike_proposals::Proposals;
use super::ike_responder::{Accepted, announce, proposed, protocol, say, suite};
use super::protocol_tally::{Tally, transcript};
use super::quantum_property::Property;
use super::{Detector, Input, Peek, Sink};
use crate::model::{Evidence, UnknownReason};
use crate::wire::ike::{Message, Transform, Version, datagrams, exchange, kind, notify, purpose};
use crate::wire::traffic::Traffic;
use crate::wire::transcript::{End, Exchange, Origin, Service, Transcript};

/// Finds what IKE endpoints propose, accept and negotiate.
pub const DETECTOR: Detector = Detector {
    id: "ike-transcript",
    title: "IKE endpoints: proposals, accepted transforms, additional key exchanges",
    about: "Transcripts of what was said with an IKE responder, asked or captured: proposals and choices of IKE_SA_INIT \
            (RFC 7296 §3.3) with the additional key exchanges of RFC 9370, which with the first are one hybrid, and of Main \
            and Aggressive Mode of version 1 (RFC 2409); transforms that a responder accepts and refuses when each is \
            asked by itself; announced extensions (RFC 7383, RFC 7427, RFC 8784, RFC 9242). A silent port is unknown, and \
            so is what is asked and not answered. Identities and certificates are encrypted and are not seen.",
    anchors: &[],
    wants,
    detect,
};

/// Datagrams of one side of an exchange that are read.
const MOST: usize = 2_000;

fn wants(peek: &Peek<'_>) -> bool {
    Transcript::is_of(peek.head, Service::Ike)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(transcript) = transcript(input, DETECTOR.id, sink) else { return };
    let bytes = transcript.sides();
    let talks = transcript.exchanges.iter().zip(&bytes);
    let talks = talks.map(|(exchange, (client, server))| Talk::read(exchange, client, server));
    let talks = talks.collect::<Vec<_>>();
    let mut found = Tally::default();
    match transcript.origin {
        Origin::Probed => Probe { talks: &talks }.report(&mut found, sink),
        Origin::Captured => talks.iter().for_each(|talk| talk.captured(&mut found, sink)),
    }
    found.report(DETECTOR.id, &transcript.endpoint.to_string(), sink);
}

/// The datagrams of one exchange.
struct Talk<'a> {
    exchange: &'a Exchange,
    asked: Vec<Message<'a>>,
    answered: Vec<Message<'a>>,
    /// Something came that is no IKE.
    is_broken: bool,
}

/// What became of a proposal.
enum Answer {
    Accepted { method: Option<u16> },
    Refused,
    Other,
}

impl<'a> Talk<'a> {
    fn read(exchange: &'a Exchange, client: &'a [u8], server: &'a [u8]) -> Self {
        let read = |bytes| datagrams(bytes).take(MOST).filter_map(|one| Message::read(one).ok());
        // Whoever sends back what it gets is no responder.
        let answered = read(server).filter(|one| one.header.is_response()).collect::<Vec<_>>();
        let is_broken = answered.is_empty() && !server.is_empty();
        Self { exchange, asked: read(client).collect(), answered, is_broken }
    }

    /// The request that has a proposal, and what was answered to it.
    fn outcome(&self) -> Option<(&Message<'a>, Answer)> {
        let request =
            self.asked.iter().rfind(|one| one.header.exchange == exchange::IKE_SA_INIT)?;
        let of = |one: &&Message<'_>| one.header.initiator == request.header.initiator;
        let mut answers = self.answered.iter().filter(of).map(answer);
        let answer = answers.find(|answer| !matches!(answer, Answer::Other));
        answer.map(|answer| (request, answer))
    }

    /// Reports what others said to each other.
    fn captured(&self, found: &mut Tally, sink: &mut Sink) {
        for message in self.asked.iter().chain(&self.answered) {
            let is_first = matches!(
                message.header.exchange,
                exchange::IKE_SA_INIT | exchange::MAIN_MODE | exchange::AGGRESSIVE_MODE
            );
            if !is_first {
                continue;
            }
            let is_answer = message.header.is_response();
            let (name, evidence) = if is_answer {
                ("IKE connection", Evidence::Negotiated)
            } else {
                ("IKE initiator", Evidence::Configured)
            };
            let proposals = match message.header.version {
                Version::Two => message.proposals().map(|all| proposed(&all)),
                Version::One => message.proposals_one().map(|all| {
                    let mut proposals = Proposals::default();
                    for attributes in all.iter().flat_map(|one| &one.suites) {
                        proposals.add_transforms(suite(attributes).0);
                    }
                    proposals
                }),
            };
            match proposals {
                Ok(proposals) if proposals.offers.is_empty() => {}
                Ok(proposals) => {
                    let mut protocol = protocol(name, message.header.version, proposals);
                    announce(&mut protocol, message);
                    if let Some(traffic) = Traffic::of(self.exchange).filter(|_| is_answer) {
                        found.record(protocol.id(), traffic);
                    }
                    found.add(protocol, evidence);
                }
                Err(error) => {
                    let detail = format!("proposals that do not parse: {error}");
                    sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
                }
            }
        }
    }
}

/// What a response of version 2 says of the proposal.
fn answer(message: &Message<'_>) -> Answer {
    if let Some(wanted) = message.notification(notify::INVALID_KE_PAYLOAD) {
        // The proposal is chosen, and its method is not that of the key exchange payload (RFC 7296 §1.3).
        return Answer::Accepted { method: wanted.numbers().first().copied() };
    }
    if message.notification(notify::NO_PROPOSAL_CHOSEN).is_some() {
        return Answer::Refused;
    }
    let chosen = message.proposals().ok().and_then(|all| all.into_iter().next());
    chosen.map_or(Answer::Other, |chosen| {
        let method = chosen.transforms.iter().find(|one| one.kind == kind::KE);
        Answer::Accepted { method: method.map(|one| one.id) }
    })
}

/// The exchanges of a probe.
struct Probe<'a> {
    talks: &'a [Talk<'a>],
}

impl Probe<'_> {
    fn report(&self, found: &mut Tally, sink: &mut Sink) {
        let two = self.version_two(found, sink);
        let one = self.version_one(found);
        if !two && !one {
            let (reason, detail) = self.silence();
            sink.unknown(DETECTOR.id, reason, 0, None, detail);
        }
    }

    fn version_two(&self, found: &mut Tally, sink: &mut Sink) -> bool {
        let accepted = self.accepted();
        let of = |one: &&Talk<'_>| one.exchange.purpose == purpose::WHOLE;
        let mut whole = self.talks.iter().filter(of).flat_map(|talk| &talk.answered);
        let whole = whole.rfind(|one| one.header.version == Version::Two);
        let speaks = whole.is_some() || !accepted.transforms.is_empty() || accepted.refused > 0;
        if !speaks {
            return false;
        }
        let mut responder = protocol("IKE responder", Version::Two, accepted.proposals());
        let asked = self.talks.iter().any(|talk| kind_asked(talk) == Some(kind::ADDKE1));
        let additional = if asked { accepted.additional_property() } else { Property::NotTested };
        say(&mut responder, "additional key exchanges", &additional.to_string());
        say(
            &mut responder,
            "order of the offers",
            "by number: a responder is asked for each by itself",
        );
        if let Some(message) = whole {
            announce(&mut responder, message);
        }
        responder.settings.sort();
        found.add(responder, Evidence::Configured);
        if accepted.unanswered > 0 {
            let detail = format!(
                "{} of the transforms asked were not answered: the responder may be limiting its answers",
                accepted.unanswered
            );
            sink.unknown(DETECTOR.id, UnknownReason::TimedOut, 0, None, detail);
        }
        if accepted.transforms.is_empty() {
            let detail = "a responder that speaks IKEv2 and accepts none of the transforms asked: it may know the \
                          peers that it answers by address";
            sink.unknown(DETECTOR.id, UnknownReason::Unsupported, 0, None, detail);
        }
        true
    }

    /// Transforms that were asked for by themselves.
    fn accepted(&self) -> Accepted {
        let mut accepted = Accepted::default();
        for talk in self.talks {
            let Some(kind) = kind_asked(talk) else { continue };
            let Some((request, answer)) = talk.outcome() else {
                accepted.unanswered += 1;
                continue;
            };
            let Some(transform) = only(request, kind) else { continue };
            match answer {
                Answer::Accepted { method } if kind == kind::ADDKE1 => {
                    accepted.additional.push((transform, method));
                }
                Answer::Accepted { .. } => match only(request, kind::ADDKE1) {
                    // Accepted with an additional key exchange, and refused without one.
                    Some(additional) if kind == kind::KE => {
                        accepted.additional.push((additional, Some(transform.id)));
                    }
                    _ => accepted.transforms.push(transform),
                },
                Answer::Refused => accepted.refused += 1,
                Answer::Other => {}
            }
        }
        accepted
    }

    fn version_one(&self, found: &mut Tally) -> bool {
        let asked = self.talks.iter().filter(|talk| talk.exchange.purpose == purpose::VERSION_ONE);
        let answers = asked.flat_map(|talk| &talk.answered);
        let chosen = answers.filter_map(|one| one.proposals_one().ok()).flatten();
        let chosen = chosen.flat_map(|proposal| proposal.suites).collect::<Vec<_>>();
        if chosen.is_empty() {
            return false;
        }
        let mut proposals = Proposals::default();
        let mut authentications = Vec::new();
        for attributes in chosen.iter().take(MOST) {
            let (transforms, authentication) = suite(attributes);
            proposals.add_transforms(transforms);
            authentications.extend(authentication);
        }
        authentications.sort();
        authentications.dedup();
        let mut responder = protocol("IKE responder, version 1", Version::One, proposals);
        say(&mut responder, "authentication", &authentications.join(", "));
        responder.settings.sort();
        found.add(responder, Evidence::Configured);
        true
    }

    /// Why nothing is known.
    fn silence(&self) -> (UnknownReason, String) {
        let broken = self.talks.iter().find(|talk| talk.is_broken);
        let Some(talk) = broken.or(self.talks.first()) else {
            return (UnknownReason::Unreadable, "the endpoint was not asked".to_owned());
        };
        let (reason, text) = match &talk.exchange.end {
            _ if talk.is_broken => (UnknownReason::Malformed, "what answers does not speak IKE"),
            End::Refused => (UnknownReason::Unreadable, "nobody listens there"),
            End::Unreachable => (UnknownReason::Unreadable, "it cannot be reached"),
            End::TimedOut => (
                UnknownReason::TimedOut,
                "no answer in time; a responder may also be silent to peers that it does not know",
            ),
            _ => (UnknownReason::Unreadable, "the exchange failed"),
        };
        (reason, text.to_owned())
    }
}

/// The type of the transform that an exchange of a probe asks for.
fn kind_asked(talk: &Talk<'_>) -> Option<u8> {
    talk.exchange.purpose.strip_prefix(purpose::TRANSFORM)?.parse().ok()
}

/// The one transform of `kind` in the proposals of a request.
fn only(request: &Message<'_>, kind: u8) -> Option<Transform> {
    let proposals = request.proposals().ok()?;
    let mut of = proposals.iter().flat_map(|one| &one.transforms).filter(|one| one.kind == kind);
    let first = of.next().copied()?;
    of.all(|other| *other == first).then_some(first)
}
