//! One question in DTLS: the greeting, once more with the cookie that the server wants to see (RFC 6347 §4.2.1), and again
//! where nothing comes back (§4.2.4). A handshake of DTLS 1.3 goes on to the server's proof.

use super::asker::is_decided;
use super::handshake::{self, Shown, failed};
use super::key_pair::KeyPair;
use super::secrets::Suite;
use crate::source::endpoint::Conversation;
use crate::wire::dtls::{Messages, Writer, cookie, sealed, speech};
use crate::wire::tls::{Carriage, Greeting, ServerHello, Speech, Version, content, kind, what};
use crate::wire::transcript::End;

/// How often a greeting is sent.
const SENDINGS: u32 = 3;
/// Datagrams of a server that are taken.
const MOST: usize = 500;
/// How often a server may ask for another cookie.
const MOST_COOKIES: u16 = 3;

/// Greets, and waits until the server has said all that it says in the clear. A server that chose is told that it is over: it
/// would say everything again. One that did not is told nothing, which it would take for somebody else's beginning.
pub fn ask(conversation: &mut Conversation, greeting: &Greeting) -> Result<Speech, End> {
    conversation.keep_apart();
    let version = match greeting.version {
        Version::TLS_1_3 | Version::TLS_1_2 => Version::DTLS_1_2,
        _ => Version::DTLS_1_0,
    };
    let mut asking = Asking { writer: Writer::default(), version, heard: Vec::new() };
    let mut greeting = greeting.clone();
    let mut outcome = Err(End::Failed("the server asks for a cookie again and again".to_owned()));
    for number in 0..=MOST_COOKIES {
        match asking.greet(conversation, &greeting, number) {
            Ok((_, Some(cookie))) => greeting.carriage = Carriage::Datagrams(cookie),
            other => {
                outcome = other.map(|(speech, _)| speech);
                break;
            }
        }
    }
    if outcome.as_ref().is_ok_and(|speech| speech.fatal().is_none()) {
        // What was heard counts, whether or not this arrives.
        let _ = conversation.send(&asking.writer.end(version));
    }
    outcome
}

/// Greets with one key share, and reads up to the server's `CertificateVerify`, as on a connection.
pub fn shake(
    conversation: &mut Conversation,
    mut greeting: Greeting,
    group: u16,
) -> Result<Shown, End> {
    conversation.keep_apart();
    let pair = KeyPair::generate(group).ok_or_else(|| failed("no key share of this group"))?;
    greeting.groups = vec![group];
    greeting.shares = vec![(group, pair.share.clone())];
    let version = Version::DTLS_1_2;
    let mut asking = Asking { writer: Writer::default(), version, heard: Vec::new() };
    let (mut hello, mut message) = asking.hello(conversation, &greeting, 0)?;
    let mut said = greeting.message();
    if hello.is_retry() {
        said = handshake::replaced(&hello, &said)?;
        said.extend_from_slice(&message);
        greeting.further.extend(hello.extension(kind::COOKIE).cloned());
        asking.heard.clear();
        (hello, message) = asking.hello(conversation, &greeting, 1)?;
        said.extend_from_slice(&greeting.message());
    }
    said.extend_from_slice(&message);
    let suite = Suite::new(hello.suite).ok_or_else(|| failed("a suite that is not computed"))?;
    let share = hello.share().filter(|_| hello.group() == Some(group));
    let shared = share.and_then(|share| pair.agree(share));
    let shared = shared.ok_or_else(|| failed("no key share of the server"))?;
    let flight = suite.in_datagrams().server_flight(&shared, &said);
    let (mut messages, mut done) = (Messages::default(), 0);
    loop {
        for datagram in &asking.heard[done..] {
            for record in sealed(datagram) {
                match flight.open_datagram(&record) {
                    Some((content::HANDSHAKE, content)) => messages.add(&content),
                    Some((content::ALERT, _)) => return Err(failed("the server breaks off")),
                    _ => {}
                }
            }
        }
        done = asking.heard.len();
        let whole = messages.whole();
        let is_over = |kind: u8| kind == what::CERTIFICATE_VERIFY || kind == what::FINISHED;
        if whole.iter().any(|message| is_over(message.kind)) {
            let mut opened = whole.iter().flat_map(|message| message.bytes()).collect();
            return handshake::shown(conversation, &mut opened);
        }
        if done >= MOST {
            return Err(End::Bounded);
        }
        asking.heard.push(conversation.receive()?.to_vec());
    }
}

struct Asking {
    writer: Writer,
    /// Of records.
    version: Version,
    /// Datagrams.
    heard: Vec<Vec<u8>>,
}

impl Asking {
    /// The server's hello to a greeting, with its message.
    fn hello(
        &mut self,
        conversation: &mut Conversation,
        greeting: &Greeting,
        number: u16,
    ) -> Result<(ServerHello, Vec<u8>), End> {
        let (speech, _) = self.greet(conversation, greeting, number)?;
        let message = speech.first(what::SERVER_HELLO).ok_or(End::Closed)?;
        let hello = ServerHello::read(&message.body).ok_or(End::Closed)?;
        Ok((hello, message.bytes()))
    }

    /// Sends the greeting until it is answered: with all that there is to say, or with another cookie.
    fn greet(
        &mut self,
        conversation: &mut Conversation,
        greeting: &Greeting,
        number: u16,
    ) -> Result<(Speech, Option<Vec<u8>>), End> {
        let Carriage::Datagrams(known) = &greeting.carriage else {
            return Err(End::Failed("a greeting of another protocol".to_owned()));
        };
        let patience = conversation.patience().read;
        let is_verified = !known.is_empty() || number > 0;
        for sending in 0..SENDINGS {
            for datagram in self.writer.message(self.version, number, &greeting.message()) {
                conversation.send(&datagram)?;
            }
            // The first soon, the last with what is left of the patience: 1/8, 1/4, all. A server that gave a cookie is there.
            let within = match SENDINGS - sending {
                1 if !is_verified => patience,
                1 | 2 => patience / 4,
                _ => patience / 8,
            };
            loop {
                match conversation.receive_within(within) {
                    // Nobody has that much to say before the keys.
                    Ok(_) if self.heard.len() >= MOST => return Err(End::Bounded),
                    Ok(datagram) => self.heard.push(datagram.to_vec()),
                    Err(End::TimedOut) => break,
                    // A server that serves one peer at a time has no port for others until it is done with the last.
                    Err(End::Refused) if sending + 1 < SENDINGS => {
                        std::thread::sleep(within / 2);
                        break;
                    }
                    Err(end) => return Err(end),
                }
                let speech = speech(self.heard.iter().map(Vec::as_slice));
                if is_decided(&speech) {
                    return Ok((speech, None));
                }
                let asked = cookie(&speech).filter(|cookie| cookie != known);
                if asked.is_some() {
                    return Ok((speech, asked));
                }
            }
        }
        Err(End::TimedOut)
    }
}
