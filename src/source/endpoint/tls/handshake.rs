//! A handshake of TLS 1.3 as far as the server's proof, which shows certificates and signature scheme. It is broken off
//! there: nothing is authenticated to the server and nothing is sent under keys.

use super::key_pair::KeyPair;
use super::secrets::{Flight, Suite};
use crate::source::endpoint::Conversation;
use crate::wire::tls::{
    Cursor, Greeting, Handshake, Records, ServerHello, Speech, certificates_of_13, content, kind,
    what,
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
    mut greeting: Greeting,
    group: u16,
) -> Result<Shown, End> {
    let pair = KeyPair::generate(group).ok_or_else(|| failed("no key share of this group"))?;
    greeting.groups = vec![group];
    greeting.shares = vec![(group, pair.share.clone())];
    let from = conversation.heard().len();
    conversation.send(&greeting.records())?;
    let (mut hello, mut message) = hello(conversation, from, 0)?;
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
        (hello, message) = self::hello(conversation, from, 1)?;
    }
    said.extend_from_slice(&message);
    let suite = Suite::new(hello.suite).ok_or_else(|| failed("a suite that is not computed"))?;
    let share = hello.share().filter(|_| hello.group() == Some(group));
    let shared = share.and_then(|share| pair.agree(share));
    let shared = shared.ok_or_else(|| failed("no key share of the server"))?;
    let flight = suite.server_flight(&shared, &said);
    read_flight(conversation, from, flight)
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

fn read_flight(
    conversation: &mut Conversation,
    from: usize,
    mut flight: Flight,
) -> Result<Shown, End> {
    let mut opened = Vec::new();
    let mut done = 0;
    let mut messages = Messages::default();
    conversation.until(|heard| {
        let bytes = &heard[from..];
        for record in Records::new(&bytes[done..]) {
            let header = &bytes[done + record.offset..][..5];
            if record.content == content::APPLICATION_DATA {
                match flight.open(header, record.fragment) {
                    Some((content::HANDSHAKE, content)) => opened.extend_from_slice(&content),
                    Some((content::ALERT, _)) => return Some(()),
                    _ => messages.is_over = true,
                }
            }
        }
        let mut records = Records::new(&bytes[done..]);
        records.by_ref().for_each(drop);
        done += records.at();
        messages.read(&mut opened);
        (messages.is_over || opened.len() > MOST).then_some(())
    })?;
    messages.reveal(conversation)
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
                what::FINISHED => self.is_over = true,
                _ => {}
            }
        }
        let read = opened.len() - rest.len();
        opened.drain(..read);
    }
}

pub fn failed(why: &str) -> End {
    End::Failed(why.to_owned())
}
