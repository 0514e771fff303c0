//! Which flows of one server are alike: those in which the same was offered and agreed, whatever random bytes they had.

use ring::digest::{Context, SHA256};

use crate::registry;
use crate::wire::ike::{Message, payload};
use crate::wire::overheard::Overheard;
use crate::wire::ssh::{HostKey, Method, Said, number};
use crate::wire::transcript::{Exchange, Service, Side};

/// What tells flows of one server apart.
pub(super) type Likeness = [u8; 32];

/// A digest of what was offered and agreed.
pub(super) fn likeness(service: Service, exchange: &Exchange) -> Likeness {
    let mut digest = Context::new(&SHA256);
    // A handshake that breaks off is not the like of one that does not.
    digest.update(format!("{:?}", exchange.end).as_bytes());
    match service {
        Service::Ssh => of_ssh(exchange, &mut digest),
        Service::Ike => of_ike(exchange, &mut digest),
        _ => of_tls(&Overheard::of(service, exchange), &mut digest),
    }
    // A digest of SHA-256 is as long as that.
    digest.finish().as_ref().try_into().unwrap_or_default()
}

/// Hellos, certificates, parameters of the exchange.
fn of_tls(overheard: &Overheard, digest: &mut Context) {
    let exchanged = overheard.answer().and_then(|answer| {
        let suite = registry::tls_cipher_suite(answer.suite)?;
        overheard.key_exchange(suite.name, answer.selected_version())
    });
    digest.update(overheard.likeness(exchanged.as_ref()).as_bytes());
}

/// Identification strings, lists without their cookie, host key.
fn of_ssh(exchange: &Exchange, digest: &mut Context) {
    const COOKIE: usize = 16;
    for side in [Side::Client, Side::Server] {
        let sent = exchange.sent_by(side);
        let said = Said::read(&sent);
        digest.update(format!("{:?}", said.identification).as_bytes());
        let lists = said.content(number::KEXINIT).and_then(|content| content.get(COOKIE..));
        digest.update(lists.unwrap_or_default());
        for packet in &said.packets {
            for method in [Method::OneReply, Method::GroupExchange] {
                if let Ok(Some(key)) = HostKey::read(packet, method) {
                    digest.update(key.blob);
                }
            }
        }
    }
}

/// Types of the payloads, and the contents of proposals and notifications.
fn of_ike(exchange: &Exchange, digest: &mut Context) {
    for message in &exchange.messages {
        let Ok(read) = Message::read(&message.bytes) else { continue };
        digest.update(format!("{:?} {}", message.from, read.header.exchange).as_bytes());
        for part in &read.payloads {
            digest.update(&[part.kind]);
            if matches!(part.kind, payload::SA | payload::SA_ONE) {
                digest.update(part.body);
            }
        }
    }
}
