//! QUIC as far as the server's proof: a greeting in Initial packets, what comes back in them, and the Handshake packets behind
//! them, whose keys follow from the own handshake (RFC 9001 §5). It is broken off there.

use super::handshake::Messages;
use super::key_pair::KeyPair;
use super::secrets::Suite;
use crate::source::endpoint::Conversation;
use crate::wire::quic::{
    Heard, Initial, Kind, Packet, Protection, RESERVED, Secrecy, VERSION_1, closing, crypto,
    packets, received, version_name,
};
use crate::wire::tls::{Extension, Greeting, Speech, kind, what};
use crate::wire::transcript::{End, Side};

/// How often a greeting is sent, with the times that a server asks for it in another form.
const SENDINGS: u32 = 4;
/// Octets of a message in one packet.
const PART: usize = 1_100;
/// Octets that datagrams of a client have at least (RFC 9000 §14.1).
const LEAST: usize = 1_200;
/// Datagrams of a server that are taken.
const MOST: u32 = 200;

/// Connection ids of both sides, as the client chooses them.
pub type Ids = [u8; 16];

/// Greets, and waits until the server has chosen or said no.
pub fn ask(conversation: &mut Conversation, greeting: &Greeting, ids: Ids) -> Result<Speech, End> {
    let mut line = Line::new(ids)?;
    let outcome = line.greet(conversation, &line.greeting(greeting));
    line.close(conversation);
    outcome
}

/// Asks in a version that nobody has, which a server answers with those that it has (RFC 9000 §6).
pub fn versions(conversation: &mut Conversation, ids: Ids) -> Result<(), End> {
    conversation.keep_apart();
    let mut datagram = Packet::initial(RESERVED, &ids[..8], &ids[8..], &[]);
    datagram.resize(LEAST, 0);
    let patience = conversation.patience().read;
    for within in [patience / 4, patience] {
        conversation.send(&datagram)?;
        for _ in 0..MOST {
            let answer = match conversation.receive_within(within) {
                Ok(answer) => answer,
                Err(End::TimedOut) => break,
                Err(end) => return Err(end),
            };
            if packets(answer).any(|packet| packet.kind == Kind::VersionNegotiation) {
                return Ok(());
            }
        }
    }
    Err(End::TimedOut)
}

/// Greets with one key share, and reads up to the server's `CertificateVerify`, which is revealed in the conversation with what
/// stands before it; the signature scheme.
pub fn shake(
    conversation: &mut Conversation,
    mut greeting: Greeting,
    group: u16,
    ids: Ids,
) -> Result<u16, End> {
    let pair = KeyPair::generate(group).ok_or_else(|| failed("no key share of this group"))?;
    greeting.groups = vec![group];
    greeting.shares = vec![(group, pair.share.clone())];
    let mut line = Line::new(ids)?;
    let greeting = line.greeting(&greeting);
    let outcome = line.flight(conversation, &greeting, pair);
    line.close(conversation);
    let messages = outcome?;
    for (what, bytes) in &messages.revealed {
        conversation.reveal(what, bytes);
    }
    messages.scheme.ok_or_else(|| failed("the server's flight cannot be read"))
}

/// One connection.
struct Line {
    version: u32,
    /// The client's id, and the server's as far as it is known.
    source: Vec<u8>,
    destination: Vec<u8>,
    token: Vec<u8>,
    initial: Initial,
    /// Packets sent so far, each with a number of its own.
    sent: u32,
    heard: Heard,
    numbers: Vec<u32>,
    /// Handshake packets, which may come before they can be opened.
    kept: Vec<Vec<u8>>,
    own: Option<Protection>,
}

/// What a datagram asks for.
#[derive(PartialEq, Eq)]
enum Step {
    On,
    Again,
}

impl Line {
    fn new(ids: Ids) -> Result<Self, End> {
        let (destination, source) = (ids[..8].to_vec(), ids[8..].to_vec());
        let initial = Initial::new(VERSION_1, destination.clone());
        Ok(Self {
            version: VERSION_1,
            source,
            destination,
            token: Vec::new(),
            initial: initial.ok_or_else(|| failed("no keys of this version"))?,
            sent: 0,
            heard: Heard::default(),
            numbers: Vec::new(),
            kept: Vec::new(),
            own: None,
        })
    }

    /// The greeting with the parameters that the client must send (RFC 9000 §18.2): its connection id, and room for what the
    /// server sends first.
    fn greeting(&self, greeting: &Greeting) -> Greeting {
        let mut parameters = vec![0x0F, 8];
        parameters.extend_from_slice(&self.source);
        // initial_max_data, initial_max_stream_data_uni, initial_max_streams_uni.
        parameters.extend_from_slice(&[4, 4, 0x80, 1, 0, 0, 7, 4, 0x80, 1, 0, 0, 9, 1, 3]);
        let mut greeting = greeting.clone();
        greeting.further.push(Extension::new(kind::QUIC_TRANSPORT_PARAMETERS, parameters));
        greeting
    }

    /// Sends the greeting until the server's hello or its no is there.
    fn greet(
        &mut self,
        conversation: &mut Conversation,
        greeting: &Greeting,
    ) -> Result<Speech, End> {
        conversation.keep_apart();
        let message = greeting.message();
        let patience = conversation.patience().read;
        for sending in 0..SENDINGS {
            for (at, part) in message.chunks(PART).enumerate() {
                self.send(conversation, &crypto(at * PART, part))?;
            }
            // The first soon, the last with what is left of the patience.
            let within = match SENDINGS - sending {
                1 | 2 => patience,
                3 => patience / 2,
                _ => patience / 4,
            };
            for _ in 0..MOST {
                let datagram = match conversation.receive_within(within) {
                    Ok(datagram) => datagram.to_vec(),
                    Err(End::TimedOut) => break,
                    Err(end) => return Err(end),
                };
                if self.take(&datagram)? == Step::Again {
                    break;
                }
                let speech = self.heard.speech();
                if speech.fatal().is_some() || speech.first(what::SERVER_HELLO).is_some() {
                    return Ok(speech);
                }
                if let Some(error) = self.heard.error {
                    return Err(End::Failed(format!(
                        "the server closes with error 0x{error:x} of QUIC"
                    )));
                }
            }
        }
        Err(End::TimedOut)
    }

    /// Takes what a datagram has: packets, or the wish for another form of the greeting, which may come once.
    fn take(&mut self, datagram: &[u8]) -> Result<Step, End> {
        for packet in packets(datagram) {
            match packet.kind {
                Kind::VersionNegotiation if self.numbers.is_empty() => {
                    return self.other_version(&packet);
                }
                Kind::Retry if self.token.is_empty() && self.numbers.is_empty() => {
                    let fresh = Initial::new(self.version, packet.source.to_vec());
                    if let (Some(token), Some(fresh)) = (packet.retry_token(), fresh) {
                        self.token = token.to_vec();
                        self.destination = packet.source.to_vec();
                        self.initial = fresh;
                        return Ok(Step::Again);
                    }
                }
                Kind::Initial => {
                    if let Some((number, frames)) = self.initial.of(Side::Server).open(&packet) {
                        self.destination = packet.source.to_vec();
                        self.heard.frames(&frames);
                        if self.numbers.len() < MOST as usize {
                            self.numbers.push(number);
                        }
                    }
                }
                Kind::Handshake if self.kept.len() < MOST as usize => {
                    self.kept.push(packet.bytes.to_vec());
                }
                _ => {}
            }
        }
        Ok(Step::On)
    }

    /// RFC 9000 §6.2: the first of the server's versions whose keys are known.
    fn other_version(&mut self, packet: &Packet<'_>) -> Result<Step, End> {
        let octets = packet.bytes.get(packet.number..).unwrap_or_default().chunks_exact(4);
        let listed = octets.map(|four| u32::from_be_bytes([four[0], four[1], four[2], four[3]]));
        let listed = listed.collect::<Vec<_>>();
        if listed.contains(&self.version) {
            return Ok(Step::On);
        }
        let fresh = |version: &u32| Initial::new(*version, self.initial.destination.clone());
        let known = listed.iter().find_map(|version| Some((*version, fresh(version)?)));
        let Some((version, initial)) = known.filter(|_| self.version == VERSION_1) else {
            let names = listed.iter().take(20).map(|version| version_name(*version));
            let names = names.collect::<Vec<_>>().join(", ");
            return Err(End::Failed(format!(
                "QUIC in versions that are none that y2q computes: {names}"
            )));
        };
        (self.version, self.initial) = (version, initial);
        Ok(Step::Again)
    }

    /// The server's flight behind its hello.
    fn flight(
        &mut self,
        conversation: &mut Conversation,
        greeting: &Greeting,
        pair: KeyPair,
    ) -> Result<Messages, End> {
        let speech = self.greet(conversation, greeting)?;
        let hello = speech.server_hellos().next().ok_or(End::Closed)?;
        let share = hello.share().filter(|_| !hello.is_retry());
        let shared = share.and_then(|share| pair.agree(share));
        let shared = shared.ok_or_else(|| failed("no key share of the server"))?;
        let message = speech.first(what::SERVER_HELLO).map(|message| message.bytes());
        let said = [greeting.message(), message.unwrap_or_default()].concat();
        let protection =
            Suite::new(hello.suite).zip(Secrecy::of(hello.suite)).and_then(|(suite, secrecy)| {
                let [client, server] = suite.traffic_secrets(&shared, &said);
                let of = |secret: &[u8]| Protection::new(self.version, secrecy, secret);
                Some((of(&client)?, of(&server)?))
            });
        let (client, server) = protection.ok_or_else(|| failed("a suite that is not computed"))?;
        self.own = Some(client);
        let (mut heard, mut numbers, mut sent) = (Heard::default(), Vec::new(), 0);
        for _ in 0..MOST {
            for bytes in std::mem::take(&mut self.kept) {
                let open = packets(&bytes).next().and_then(|packet| server.open(&packet));
                if let Some((number, frames)) = open {
                    heard.frames(&frames);
                    if numbers.len() < MOST as usize {
                        numbers.push(number);
                    }
                }
            }
            let mut messages = Messages::default();
            messages.read(&mut heard.joined().0);
            if messages.is_over || heard.error.is_some() {
                return Ok(messages);
            }
            // Without a word from here a server sends three times what it got, and no more (RFC 9000 §8.1).
            if sent == 0 {
                self.acknowledge(conversation)?;
            }
            let header = Packet::handshake(self.version, &self.destination, &self.source);
            let own = self.own.as_ref().zip(latest(&numbers));
            let packet = own.and_then(|(own, frame)| own.seal(&header, sent, &frame, 0));
            if let Some(packet) = packet {
                sent += 1;
                conversation.send(&packet)?;
            }
            let datagram = conversation.receive()?.to_vec();
            self.take(&datagram)?;
        }
        Err(End::Bounded)
    }

    fn acknowledge(&mut self, conversation: &mut Conversation) -> Result<(), End> {
        match latest(&self.numbers) {
            Some(frame) => self.send(conversation, &frame),
            None => Ok(()),
        }
    }

    /// Sends frames in an Initial packet.
    fn send(&mut self, conversation: &mut Conversation, frames: &[u8]) -> Result<(), End> {
        let header = Packet::initial(self.version, &self.destination, &self.source, &self.token);
        let sealed = self.initial.of(Side::Client).seal(&header, self.sent, frames, LEAST);
        self.sent += 1;
        conversation.send(&sealed.ok_or_else(|| failed("a packet that is too long"))?)
    }

    /// Tells the server that it is over, so that it forgets; whether that arrives does not count.
    fn close(&mut self, conversation: &mut Conversation) {
        if self.numbers.is_empty() {
            return;
        }
        let header = Packet::handshake(self.version, &self.destination, &self.source);
        let number = u32::MAX >> 8;
        if let Some(packet) =
            self.own.as_ref().and_then(|own| own.seal(&header, number, &closing(), 0))
        {
            let _ = conversation.send(&packet);
        }
        let _ = self.send(conversation, &closing());
    }
}

/// An acknowledgement of the last packets that came without a gap.
fn latest(numbers: &[u32]) -> Option<Vec<u8>> {
    let largest = *numbers.iter().max()?;
    let count = (0..=largest).take_while(|back| numbers.contains(&(largest - back))).count();
    Some(received(largest, u32::try_from(count).ok()?))
}

fn failed(why: &str) -> End {
    End::Failed(why.to_owned())
}
