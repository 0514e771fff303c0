use std::collections::BTreeMap;

use super::protocol_tally::transcript;
use super::tls_session::{agreed, is_13, offered, refusal};
use super::tls_transcript::speaks_tls;
use super::x509_certificate;
use super::{Detector, Input, Peek, Sink};
use crate::model::{Asset, AssetId, Evidence, Finding, UnknownReason};
use crate::registry;
use crate::wire::overheard::Overheard;
use crate::wire::tls::Speech;
use crate::wire::traffic::Traffic;
use crate::wire::transcript::{
    End, Endpoint, Exchange, Origin, Service, Transcript, says_captured,
};

/// TLS, SSL, DTLS and QUIC in captured traffic.
pub const DETECTOR: Detector = Detector {
    id: "captured-tls",
    title: "TLS, SSL, DTLS and QUIC sessions in captured traffic",
    about: "Reads what was recorded with one server in a packet capture: TLS 1.0 to 1.3 and SSL 2.0 and 3.0, also behind STARTTLS \
            and proxies, DTLS (RFC 6347, RFC 9147) and QUIC, whose Initial packets open with published keys (RFC 9001 \u{a7}5.2, \
            RFC 9369). Reports what clients offered, what both sides agreed on (version, cipher suite, group or size of the \
            key exchange, signature scheme), and the certificates that were sent in the clear, which are the same assets as in \
            files. Sessions that agreed on the same are one finding, with their number and bytes. A handshake that the capture \
            has with gaps is an unknown; TLS 1.3 encrypts its certificates.",
    anchors: &[],
    wants,
    detect,
};

fn wants(peek: &Peek<'_>) -> bool {
    Transcript::service(peek.head).is_some_and(speaks_tls) && says_captured(peek.head)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(transcript) = transcript(input, DETECTOR.id, sink) else { return };
    let is_other =
        matches!(transcript.endpoint.service, Service::Ssh | Service::Ike | Service::Unknown);
    if transcript.origin != Origin::Captured || is_other {
        return;
    }
    let mut report = Report::default();
    for exchange in &transcript.exchanges {
        report.exchange(&transcript.endpoint, exchange, sink);
    }
    report.hand_on(sink);
}

/// What all exchanges with one server show, equal things together.
#[derive(Default)]
struct Report {
    /// In order of their first exchange.
    order: Vec<AssetId>,
    found: BTreeMap<AssetId, (Finding, Option<Traffic>)>,
    torn: Torn,
}

/// Handshakes that the capture has not as a whole.
#[derive(Default)]
struct Torn {
    answers: u64,
    certificates: u64,
    closed: u64,
}

impl Report {
    fn exchange(&mut self, endpoint: &Endpoint, exchange: &Exchange, sink: &mut Sink) {
        let service = endpoint.service;
        let overheard = Overheard::of(service, exchange);
        let traffic = Traffic::of(exchange);
        let refused = refusal(&overheard);
        if let Some(offer) = offered(&overheard, service) {
            let finding = Finding::new(DETECTOR.id, Asset::Protocol(offer), 0, None);
            let from = traffic.as_ref().map(|traffic| format!("offered by {}", traffic.client));
            let notes = [from, refused.clone()].into_iter().flatten().collect::<Vec<_>>();
            self.add(finding.evidence(Evidence::Configured).note(notes.join("; ")), None);
        } else if service == Service::Quic && overheard.client.encrypted > 0 {
            self.torn.closed += 1;
        }
        let is_cut = matches!(exchange.end, End::Torn | End::Bounded);
        match agreed(&overheard, service) {
            Some(session) => {
                let finding = Finding::new(DETECTOR.id, Asset::Protocol(session), 0, None);
                self.add(finding.evidence(Evidence::Negotiated), traffic);
            }
            None if is_cut && refused.is_none() => self.torn.answers += 1,
            None => {}
        }
        self.certificates(&overheard, sink);
        if is_cut && lacks_certificate(&overheard) {
            self.torn.certificates += 1;
        }
    }

    fn certificates(&mut self, overheard: &Overheard, sink: &mut Sink) {
        let chain = |speech: &Speech| {
            Overheard::certificates(speech).into_iter().map(<[u8]>::to_vec).collect::<Vec<_>>()
        };
        let mut of_server = chain(&overheard.server);
        of_server.extend(overheard.answer_2.iter().map(|answer| answer.certificate.clone()));
        for (whose, chain) in [("server", of_server), ("client", chain(&overheard.client))] {
            for (at, der) in chain.iter().enumerate() {
                let mut found = Sink::default();
                x509_certificate::inside(DETECTOR.id, der, 0, &mut found);
                let place = if at == 0 { "own certificate" } else { "certificate" };
                for finding in found.findings {
                    let note =
                        format!("{place} of the {whose}, number {} of {}", at + 1, chain.len());
                    self.add(finding.evidence(Evidence::Negotiated).note(note), None);
                }
                for unknown in found.unknowns {
                    sink.unknown_of(unknown);
                }
            }
        }
    }

    fn add(&mut self, finding: Finding, traffic: Option<Traffic>) {
        let id = finding.asset.id();
        let entry = self.found.entry(id).or_insert_with(|| {
            self.order.push(id);
            (finding, None)
        });
        match (&mut entry.1, traffic) {
            (Some(sum), Some(more)) => sum.add(&more),
            (sum @ None, more) => *sum = more,
            (Some(_), None) => {}
        }
    }

    fn hand_on(mut self, sink: &mut Sink) {
        for id in self.order {
            if let Some((mut finding, traffic)) = self.found.remove(&id) {
                if let Some(traffic) = traffic {
                    finding.occurrence.note = traffic.note();
                }
                sink.found(finding);
            }
        }
        let mut tell = |count: u64, reason, detail: &str| {
            if count > 0 {
                sink.unknown(DETECTOR.id, reason, 0, None, format!("{count} {detail}"));
            }
        };
        let malformed = UnknownReason::Malformed;
        tell(
            self.torn.answers,
            malformed,
            "handshakes without the server's hello: the capture cuts packets off or has gaps; capture whole packets, and both directions",
        );
        tell(
            self.torn.certificates,
            malformed,
            "handshakes without all of the server's certificate: the capture cuts packets off or has gaps; capture whole packets",
        );
        tell(
            self.torn.closed,
            malformed,
            "QUIC handshakes whose Initial packets the keys of their version do not open",
        );
    }
}

/// Whether the server sent a certificate in the clear that was not seen.
fn lacks_certificate(overheard: &Overheard) -> bool {
    let Some(answer) = overheard.answer() else { return false };
    let exchange = registry::tls_cipher_suite(answer.suite);
    let exchange = exchange.and_then(|suite| suite.name.split("_WITH_").next());
    let has_none = exchange
        .is_none_or(|name| name.contains("anon") || name == "TLS_PSK" || name.ends_with("HE_PSK"));
    !is_13(&answer)
        && !has_none
        && !overheard.is_resumed()
        && Overheard::certificates(&overheard.server).is_empty()
}
