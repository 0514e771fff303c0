//! SSH endpoints, from what was said with them.

use std::collections::BTreeSet;

use super::protocol_tally::{Tally, transcript};
use super::ssh_public_blob::Blob;
use super::ssh_server::{PickedGroup, bare, connection, peer, picked};
use super::{Detector, Input, Peek, Sink};
use crate::model::{Evidence, UnknownReason};
use crate::wire::ssh::encoding::Wire;
use crate::wire::ssh::{
    Disconnect, Ending, Group, HostKey, KexInit, Method, Negotiated, Said, is_turned_away,
    key_type, negotiate, number, purpose,
};
use crate::wire::traffic::Traffic;
use crate::wire::transcript::{End, Exchange, Origin, Service, Side, Transcript};

/// Finds what SSH endpoints offer and negotiate.
pub const DETECTOR: Detector = Detector {
    id: "ssh-transcript",
    title: "SSH endpoints: offers, negotiated algorithms, host keys",
    about: "Transcripts of what was said with an SSH server, asked or captured: identification strings and offers (RFC 4253 \
            §4.2, §7.1) with every list in order, what two peers agree on by the rule of §7.1, host keys and host \
            certificates from key-exchange messages (RFC 4253 §8, RFC 4419, RFC 4432, RFC 5656, hybrids) as the assets that \
            they are in files, and the size of the group that a group exchange picks. A server that turns connections \
            away is unknown, and so is a host key that was offered and not seen.",
    anchors: &[],
    wants,
    detect,
};

/// Host keys that one transcript may have.
const MOST: usize = 1_000;

fn wants(peek: &Peek<'_>) -> bool {
    Transcript::is_of(peek.head, Service::Ssh)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let Some(transcript) = transcript(input, DETECTOR.id, sink) else { return };
    let bytes = transcript.sides();
    let talks = transcript.exchanges.iter().zip(&bytes);
    let talks = talks.map(|(exchange, (client, server))| Talk::read(exchange, client, server));
    let endpoint = Server { transcript: &transcript, talks: talks.collect() };
    endpoint.report(sink);
}

/// One connection.
struct Talk<'a> {
    exchange: &'a Exchange,
    client: Said<'a>,
    server: Said<'a>,
    is_turned_away: bool,
}

impl<'a> Talk<'a> {
    fn read(exchange: &'a Exchange, client: &'a [u8], server: &'a [u8]) -> Self {
        Self {
            exchange,
            client: Said::read(client),
            server: Said::read(server),
            is_turned_away: is_turned_away(server),
        }
    }

    fn offers(&self) -> Option<(KexInit<'a>, KexInit<'a>)> {
        Some((self.client.offer()?.ok()?, self.server.offer()?.ok()?))
    }

    fn negotiated(&self) -> Option<Negotiated<'a>> {
        self.offers().map(|(client, server)| negotiate(&client, &server))
    }

    fn method(&self) -> Option<Method> {
        self.negotiated()?.key_exchange.map(Method::of)
    }

    fn host_key(&self) -> Option<HostKey<'a>> {
        let method = self.method()?;
        let read = |packet| HostKey::read(packet, method).ok().flatten();
        self.server.packets.iter().find_map(read)
    }

    fn picked_group(&self) -> Option<PickedGroup> {
        if self.method()? != Method::GroupExchange {
            return None;
        }
        let mut request = Wire::new(self.client.content(number::KEX_DH_GEX_REQUEST)?);
        request.u32().ok()?;
        let asked = request.u32().ok()?;
        let group = Group::read(self.server.content(number::KEX_DH_GEX_GROUP)?).ok()?;
        Some(PickedGroup { asked, bits: group.bits() })
    }
}

/// Everything that was said with one server.
struct Server<'a> {
    transcript: &'a Transcript,
    talks: Vec<Talk<'a>>,
}

impl Server<'_> {
    fn report(&self, sink: &mut Sink) {
        let place = self.transcript.endpoint.to_string();
        let groups = self.talks.iter().filter_map(Talk::picked_group).collect::<Vec<_>>();
        let mut found = Tally::default();
        for talk in &self.talks {
            if let Some(identification) = &talk.server.identification {
                if let Some(Ok(offer)) = talk.server.offer() {
                    let mut server = peer("SSH server", identification, &offer);
                    picked(&mut server, &groups);
                    found.add(server, Evidence::Configured);
                } else if talk.server.ending == Ending::VersionOne {
                    found.add(bare("SSH server", identification), Evidence::Configured);
                }
            }
            // What a probe offers, and what a server makes of it, says nothing of the estate's clients.
            if self.transcript.origin == Origin::Probed {
                continue;
            }
            if let (Some(identification), Some(Ok(offer))) =
                (&talk.client.identification, talk.client.offer())
            {
                found.add(peer("SSH client", identification, &offer), Evidence::Configured);
            }
            if let Some(negotiated) = talk.negotiated() {
                let connection = connection(&negotiated);
                if let Some(traffic) = Traffic::of(talk.exchange) {
                    found.record(connection.id(), traffic);
                }
                found.add(connection, Evidence::Negotiated);
            }
        }
        found.report(DETECTOR.id, &place, sink);
        let seen = self.host_keys(&place, sink);
        if self.transcript.origin == Origin::Probed {
            self.missing(&seen, sink);
        }
    }

    /// Reports each host key once; the types that were seen.
    fn host_keys(&self, place: &str, sink: &mut Sink) -> BTreeSet<String> {
        let mut blobs = BTreeSet::new();
        let mut types = BTreeSet::new();
        for host_key in self.talks.iter().filter_map(Talk::host_key) {
            if !blobs.insert(host_key.blob) || blobs.len() > MOST {
                continue;
            }
            match Blob::read(host_key.blob) {
                Ok((name, blob)) => {
                    types.insert(name);
                    let note = format!("host key of {place}");
                    let finding = blob.finding(DETECTOR.id, 0, None, note);
                    sink.found(finding.evidence(Evidence::Negotiated));
                }
                Err(error) => {
                    let detail = format!("a host key that does not parse: {error}");
                    sink.unknown(DETECTOR.id, UnknownReason::Malformed, 0, None, detail);
                }
            }
        }
        types
    }

    /// What a probe asked and the server did not answer.
    fn missing(&self, seen: &BTreeSet<String>, sink: &mut Sink) {
        let offer = self.talks.iter().find_map(|talk| talk.server.offer()?.ok());
        let Some(offer) = offer else {
            let is_old = |talk: &Talk<'_>| talk.server.ending == Ending::VersionOne;
            if !self.talks.iter().any(is_old) {
                let (reason, detail) = self.silence();
                sink.unknown(DETECTOR.id, reason, 0, None, detail);
            }
            return;
        };
        let types = offer.host_key.iter().map(|name| key_type(name)).collect::<BTreeSet<_>>();
        for kind in types.into_iter().filter(|kind| !seen.contains(*kind)) {
            let is_first = offer.host_key.first().is_some_and(|name| key_type(name) == kind);
            let asked = format!("{}{kind}", purpose::HOST_KEY);
            let asked = if is_first { purpose::OFFER } else { &asked };
            let talk = self.talks.iter().rfind(|talk| talk.exchange.purpose == asked);
            let (reason, why) = talk.map_or_else(
                || (UnknownReason::Unsupported, "not tested".to_owned()),
                |talk| why(talk),
            );
            let known: String = kind.chars().take(64).collect();
            let detail = format!("the host key of type {known} is offered and was not seen: {why}");
            sink.unknown(DETECTOR.id, reason, 0, None, detail);
        }
    }

    /// Why there is no offer.
    fn silence(&self) -> (UnknownReason, String) {
        let turned_away = self.talks.iter().find(|talk| talk.is_turned_away);
        let spoken = self.talks.iter().find(|talk| talk.server.identification.is_some());
        let heard = self.talks.iter().find(|talk| matches!(talk.server.ending, Ending::Broken(_)));
        match turned_away.or(spoken).or(heard).or(self.talks.last()) {
            Some(talk) => why(talk),
            None => (UnknownReason::Unreadable, "the endpoint was not asked".to_owned()),
        }
    }
}

/// Why a connection did not bring what was asked.
fn why(talk: &Talk<'_>) -> (UnknownReason, String) {
    const THROTTLED: &str = "throttled: the server turns connections away; ask again later, more slowly, or from an \
                             address that it exempts (OpenSSH: MaxStartups, PerSourcePenalties)";
    let server = &talk.server;
    let said = server.identification.is_some();
    if talk.is_turned_away {
        return (UnknownReason::Unreadable, THROTTLED.to_owned());
    }
    if let Some(Disconnect { reason, .. }) = server.disconnect() {
        return (UnknownReason::Unreadable, format!("the server disconnects with reason {reason}"));
    }
    if matches!(server.offer(), Some(Err(_))) {
        return (UnknownReason::Malformed, "the server's offer does not parse".to_owned());
    }
    if let Ending::Broken(error) = server.ending {
        let what =
            if said { "a packet of it is broken" } else { "what answers does not speak SSH" };
        return (UnknownReason::Malformed, format!("{what}: {error}"));
    }
    if !said && talk.exchange.messages.iter().any(|message| message.from == Side::Server) {
        let detail = "what answers does not speak SSH";
        return (UnknownReason::Malformed, detail.to_owned());
    }
    let (reason, text) = match &talk.exchange.end {
        End::Done if talk.negotiated().is_some_and(|one| one.key_exchange.is_none()) => {
            (UnknownReason::Unsupported, "no method of key exchange in common")
        }
        End::Done => (UnknownReason::Unsupported, "its answer is not known"),
        End::Closed | End::Reset if !said => (
            UnknownReason::Unreadable,
            "the connection was dropped before an identification string; the server may be throttling",
        ),
        End::Closed => (UnknownReason::Unreadable, "the server closed the connection"),
        End::Reset => (UnknownReason::Unreadable, "the server reset the connection"),
        End::TimedOut => (UnknownReason::TimedOut, "no answer in time"),
        End::Refused => (UnknownReason::Unreadable, "nobody listens there"),
        End::Unreachable => (UnknownReason::Unreadable, "it cannot be reached"),
        End::Bounded => (UnknownReason::TooLarge, "it says more than is read"),
        End::Torn => (UnknownReason::Malformed, "the record has gaps"),
        End::Failed(_) => (UnknownReason::Unreadable, "the connection failed"),
    };
    (reason, text.to_owned())
}
