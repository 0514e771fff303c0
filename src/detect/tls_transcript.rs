//! TLS servers, from what a probe said with them.

use super::protocol_tally::transcript;
use super::tls_endpoint::endpoint;
use super::tls_observation::{Observation, Outcome};
use super::{Detector, Input, Peek, Sink, x509_certificate};
use crate::model::{Algorithm, Asset, Evidence, Finding, Relation, RelationKind, UnknownReason};
use crate::wire::transcript::{End, Origin, Service, Transcript, says_captured};

/// Finds TLS servers.
pub const DETECTOR: Detector = Detector {
    id: "tls-transcript",
    title: "TLS, DTLS and QUIC servers that were asked",
    about: "Transcripts of y2q's probes (`--save-transcripts`): every greeting and every answer, byte for byte. Versions from \
            SSL 2.0 to TLS 1.3 and of DTLS, cipher suites, named groups and signature schemes in the order in which the server takes \
            them, whose order counts, certificates of every chain that it has, parameters of Diffie-Hellman, session \
            tickets, renegotiation, compression, the application protocol, what it makes of a fallback (RFC 5246, 8446, \
            7507). For key exchange and authentication one word each: hybrid, pq, classical only, legacy draft, or unknown and \
            why. An endpoint that did not answer, or not to the end, is an unknown. What stands under the keys of a TLS \
            1.3 handshake is in the transcript as it was revealed; the keys are not.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    Transcript::service(peek.head).is_some_and(speaks_tls) && !says_captured(peek.head)
}

/// Services that speak TLS or what is made from it, at once or on request.
pub const fn speaks_tls(service: Service) -> bool {
    !matches!(service, Service::Ssh | Service::Ike | Service::Unknown)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(transcript) = transcript(input, DETECTOR.id, sink) else { return };
    if transcript.origin != Origin::Probed || !speaks_tls(transcript.endpoint.service) {
        return;
    }
    let seen = Observation::read(&transcript);
    if !seen.has_spoken() {
        return silent(&transcript, &seen, sink);
    }
    let own = certificates(&seen, sink);
    let leaves: Vec<Algorithm> = own.iter().filter_map(|at| key_of(&sink.findings[*at])).collect();
    let drawn = endpoint(transcript.endpoint.service, &seen, &leaves);
    let to = drawn.protocol.id();
    for at in own {
        let finding = &mut sink.findings[at];
        let from = finding.asset.id();
        finding.relations.push(Relation { from, to, kind: RelationKind::PresentedBy });
    }
    let finding = Finding::new(DETECTOR.id, Asset::Protocol(drawn.protocol), 0, None)
        .evidence(Evidence::Negotiated)
        .note(asked_as(&transcript));
    sink.found(finding);
    for (property, why) in drawn.unknown {
        let reason = reason(&why);
        sink.unknown(DETECTOR.id, reason, 0, None, format!("{property}: {why}; ask again"));
    }
}

fn asked_as(transcript: &Transcript) -> String {
    let name = transcript.endpoint.server_name.as_ref();
    let name =
        name.map_or_else(|| "no server name".to_owned(), |name| format!("server name {name}"));
    format!("asked with {name}, {} connections", transcript.exchanges.len())
}

fn key_of(finding: &Finding) -> Option<Algorithm> {
    match &finding.asset {
        Asset::Certificate(certificate) => Some(certificate.key_algorithm.clone()),
        _ => None,
    }
}

/// The certificates, once each; which findings of the sink are those of the server itself.
fn certificates(seen: &Observation<'_>, sink: &mut Sink) -> Vec<usize> {
    let mut own = Vec::new();
    let mut known: Vec<&[u8]> = Vec::new();
    let chains = seen.chains();
    for (number, chain) in chains.iter().enumerate() {
        for (position, der) in chain.iter().enumerate() {
            if known.contains(der) {
                continue;
            }
            known.push(der);
            let first = sink.findings.len();
            // Certificates of one endpoint are told apart by the order in which they came.
            let place = u64::try_from(known.len()).unwrap_or(u64::MAX);
            x509_certificate::inside(DETECTOR.id, der, place, sink);
            for (at, finding) in sink.findings.iter_mut().enumerate().skip(first) {
                let occurrence = &mut finding.occurrence;
                occurrence.evidence = Evidence::Negotiated;
                let note =
                    format!("chain {} of {}, position {}", number + 1, chains.len(), position + 1);
                let before = std::mem::take(&mut occurrence.note);
                occurrence.note =
                    if before.is_empty() { note } else { format!("{note}; {before}") };
                if let (0, Asset::Certificate(_)) = (position, &finding.asset) {
                    own.push(at);
                }
            }
        }
    }
    own
}

/// An endpoint of which nothing is known.
fn silent(transcript: &Transcript, seen: &Observation<'_>, sink: &mut Sink) {
    let told = seen.questions.iter().find_map(|question| match &question.outcome {
        Outcome::Unknown(why) => Some(why.clone()),
        Outcome::Refused(_) => {
            let how = if question.exchange.end == End::Reset { "reset" } else { "closed" };
            Some(format!("the connection is {how} without a word"))
        }
        _ => None,
    });
    let why = told.unwrap_or_else(|| "nothing was asked".to_owned());
    let reason = match transcript.exchanges.last().map(|exchange| &exchange.end) {
        Some(End::TimedOut) => UnknownReason::TimedOut,
        _ => reason(&why),
    };
    let detail = format!("{why}: nothing is known of this endpoint; ask again when it answers");
    sink.unknown(DETECTOR.id, reason, 0, None, detail);
}

fn reason(why: &str) -> UnknownReason {
    if why.contains("in time") {
        UnknownReason::TimedOut
    } else if why.contains("bound") {
        UnknownReason::TooLarge
    } else if why.contains("is not TLS") || why.contains("y2q computes") {
        UnknownReason::Unsupported
    } else {
        UnknownReason::Unreadable
    }
}
