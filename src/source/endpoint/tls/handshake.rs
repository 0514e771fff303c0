//! A handshake of TLS 1.3 as far as the server's proof, which shows certificates and signature scheme. It is broken off
//! there, but for one, which goes on to the first session ticket. Nothing is authenticated to the server, and nothing but
//! the end of the handshake is sent under keys.

use super::key_pair::KeyPair;
use super::secrets::{Flight, Suite};
use crate::source::endpoint::Conversation;
use crate::wire::tls::{
    Cursor, Extension, Greeting, Handshake, Records, ServerHello, SessionTicket, Speech,
    certificates_of_13, content, kind, what,
};
use crate::wire::transcript::End;

/// Most bytes of the server's flight.
const MOST: usize = 512 << 10;

/// What a handshake showed.
pub struct Shown {
    /// Signature scheme of the server's proof.
    pub scheme: u16,
}

/// Greets with one key share, and reads up to the server's `CertificateVerify`. What is encrypted is revealed in the
/// conversation: certificates, signature scheme, extensions.
pub fn shake(
    conversation: &mut Conversation,
    greeting: Greeting,
    group: u16,
) -> Result<Shown, End> {
    let mut begun = Begun::new(conversation, greeting, group)?;
    begun.flight(conversation, |messages| messages.is_over)?.reveal(conversation)
}

/// The same, and goes on to the first session ticket, which comes only after the client's `Finished` (RFC 8446 §4.6.1).
pub fn shake_to_the_end(
    conversation: &mut Conversation,
    mut greeting: Greeting,
    group: u16,
) -> Result<Shown, End> {
    // psk_dhe_ke and psk_ke (§4.2.9), without which a server has no reason to give one.
    greeting.further.push(Extension::new(kind::PSK_KEY_EXCHANGE_MODES, vec![2, 1, 0]));
    let mut begun = Begun::new(conversation, greeting, group)?;
    let messages = begun.flight(conversation, |messages| messages.is_finished)?;
    let shown = messages.reveal(conversation)?;
    // A client without a certificate is not let in, or only to be told so. What was shown counts in any case.
    if !messages.revealed.iter().any(|(what, _)| *what == "certificate request") {
        let ticket = begun.ticket(conversation, &messages.said);
        match ticket {
            Ok(Some(ticket)) => conversation.reveal("session ticket", &ticket),
            Err(End::TimedOut) => conversation.reveal("session ticket", &[]),
            _ => {}
        }
    }
    Ok(shown)
}

/// A handshake up to the server's hello.
struct Begun {
    suite: Suite,
    shared: Vec<u8>,
    /// Messages of both sides.
    said: Vec<u8>,
    /// Where in what was heard the next record begins.
    at: usize,
}

impl Begun {
    fn new(
        conversation: &mut Conversation,
        mut greeting: Greeting,
        group: u16,
    ) -> Result<Self, End> {
        let pair = KeyPair::generate(group).ok_or_else(|| failed("no key share of this group"))?;
        greeting.groups = vec![group];
        greeting.shares = vec![(group, pair.share.clone())];
        let at = conversation.heard().len();
        conversation.send(&greeting.records())?;
        let (mut hello, mut message) = hello(conversation, at, 0)?;
        let mut said = greeting.message();
        if hello.is_retry() {
            said = replaced(&hello, &said)?;
            said.extend_from_slice(&message);
            if hello.group().is_some_and(|asked| asked != group) {
                return Err(failed("the server asks for a group that was not offered"));
            }
            greeting.further.extend(hello.extension(kind::COOKIE).cloned());
            conversation.send(&greeting.records())?;
            said.extend_from_slice(&greeting.message());
            (hello, message) = self::hello(conversation, at, 1)?;
        }
        said.extend_from_slice(&message);
        let suite =
            Suite::new(hello.suite).ok_or_else(|| failed("a suite that is not computed"))?;
        let share = hello.share().filter(|_| hello.group() == Some(group));
        let shared = share.and_then(|share| pair.agree(share));
        let shared = shared.ok_or_else(|| failed("no key share of the server"))?;
        Ok(Self { suite, shared, said, at })
    }

    /// What the server says next, until it `is_enough`.
    fn flight(
        &mut self,
        conversation: &mut Conversation,
        is_enough: fn(&Messages) -> bool,
    ) -> Result<Messages, End> {
        let mut flight = self.suite.server_flight(&self.shared, &self.said);
        let (mut messages, mut opened) = (Messages::default(), Vec::new());
        conversation.until(|heard| {
            while let Some(record) = next(heard, &mut self.at, &mut flight) {
                match record {
                    Some((content::HANDSHAKE, content)) => opened.extend_from_slice(&content),
                    _ => return Some(()),
                }
                messages.read(&mut opened);
                if is_enough(&messages) || opened.len() > MOST {
                    return Some(());
                }
            }
            None
        })?;
        Ok(messages)
    }

    /// Ends the handshake, behind `messages` of the server, and waits for a ticket: four octets of its lifetime in seconds
    /// and four of the early data that it allows.
    fn ticket(
        mut self,
        conversation: &mut Conversation,
        messages: &[u8],
    ) -> Result<Option<Vec<u8>>, End> {
        let said = [&self.said, messages].concat();
        let finished = self.suite.finished(&self.shared, &self.said, &said);
        conversation.send(&finished.ok_or_else(|| failed("a proof that is too long"))?)?;
        let mut flight = self.suite.server_data(&self.shared, &said);
        let (mut opened, within) = (Vec::new(), conversation.patience().read / 4);
        loop {
            while let Some(record) = next(conversation.heard(), &mut self.at, &mut flight) {
                match record {
                    Some((content::HANDSHAKE, content)) => opened.extend_from_slice(&content),
                    // What a server says of its own accord.
                    Some((content::APPLICATION_DATA, _)) => {}
                    _ => return Ok(None),
                }
                let message = Handshake::read(&opened, 0).map(|(message, _)| message);
                if let Some(message) = message {
                    let is_ticket = message.kind == what::NEW_SESSION_TICKET;
                    let ticket = SessionTicket::read(&message.body).filter(|_| is_ticket);
                    return Ok(ticket.map(|ticket| {
                        [ticket.lifetime, ticket.early_data].map(u32::to_be_bytes).concat()
                    }));
                }
            }
            conversation.receive_within(within)?;
        }
    }
}

/// The next encrypted record, where it is whole: its content type and content, or `None` where it cannot be opened.
fn next(heard: &[u8], at: &mut usize, flight: &mut Flight) -> Option<Option<(u8, Vec<u8>)>> {
    loop {
        let bytes = &heard[*at..];
        let mut records = Records::new(bytes);
        let record = records.next()?;
        *at += records.at();
        if record.content == content::APPLICATION_DATA {
            let header = &bytes[record.offset..][..5];
            return Some(flight.open(header, record.fragment));
        }
    }
}

/// What stands for the first hello where a second one is asked for: its digest (RFC 8446 §4.4.1).
pub fn replaced(hello: &ServerHello, said: &[u8]) -> Result<Vec<u8>, End> {
    let suite = Suite::new(hello.suite).ok_or_else(|| failed("a suite that is not computed"))?;
    let digest = suite.digest(said);
    let head = [0xFE, 0, 0, u8::try_from(digest.len()).unwrap_or_default()];
    Ok([&head[..], &digest].concat())
}

/// The server's hello after `skipped` others, with its message.
fn hello(
    conversation: &mut Conversation,
    from: usize,
    skipped: usize,
) -> Result<(ServerHello, Vec<u8>), End> {
    let found = conversation.until(|heard| {
        let speech = Speech::read(&heard[from..]);
        let mut hellos =
            speech.handshakes.iter().filter(|message| message.kind == what::SERVER_HELLO);
        if let Some(message) = hellos.nth(skipped) {
            return Some(ServerHello::read(&message.body).map(|hello| (hello, message.bytes())));
        }
        speech.fatal().is_some().then_some(None)
    })?;
    found.ok_or(End::Closed)
}

/// What the messages of a flight show.
pub fn shown(conversation: &mut Conversation, opened: &mut Vec<u8>) -> Result<Shown, End> {
    let mut messages = Messages::default();
    messages.read(opened);
    messages.reveal(conversation)
}

/// What stands in the flight.
#[derive(Default)]
pub struct Messages {
    /// What is revealed of them.
    pub revealed: Vec<(&'static str, Vec<u8>)>,
    /// Signature scheme of the server's proof.
    pub scheme: Option<u16>,
    /// Whether nothing more is wanted.
    pub is_over: bool,
    /// Whether the server said its `Finished`.
    is_finished: bool,
    /// All of them, as they are.
    said: Vec<u8>,
}

impl Messages {
    fn reveal(&self, conversation: &mut Conversation) -> Result<Shown, End> {
        for (what, bytes) in &self.revealed {
            conversation.reveal(what, bytes);
        }
        let scheme = self.scheme.ok_or_else(|| failed("the server's flight cannot be read"))?;
        Ok(Shown { scheme })
    }

    /// Takes whole messages from the front of what was opened.
    pub fn read(&mut self, opened: &mut Vec<u8>) {
        let mut rest = opened.as_slice();
        while let Some((message, after)) = Handshake::read(rest, 0) {
            rest = after;
            match message.kind {
                what::ENCRYPTED_EXTENSIONS => {
                    self.revealed.push(("encrypted extensions", message.body));
                }
                what::CERTIFICATE_REQUEST => {
                    self.revealed.push(("certificate request", message.body));
                }
                what::CERTIFICATE => {
                    let entries = certificates_of_13(&message.body).unwrap_or_default();
                    let ders = entries.iter().map(|entry| entry.certificate.to_vec());
                    self.revealed.extend(ders.map(|der| ("certificate", der)));
                }
                what::CERTIFICATE_VERIFY => {
                    self.scheme = Cursor::new(&message.body).u16();
                    let scheme = self.scheme.unwrap_or_default().to_be_bytes().to_vec();
                    self.revealed.push(("signature", scheme));
                    self.is_over = true;
                }
                // A session that is resumed, or a flight without certificates.
                what::FINISHED => (self.is_over, self.is_finished) = (true, true),
                _ => {}
            }
        }
        let read = opened.len() - rest.len();
        self.said.extend(opened.drain(..read));
    }
}

pub fn failed(why: &str) -> End {
    End::Failed(why.to_owned())
}
