//! SSH: one connection for the offer and a host key, one more for each other type of host key, and one for the group
//! of a group exchange. No key exchange is finished.

mod opening;
mod talk;

use std::collections::BTreeSet;

use super::{Dial, Probe};
use crate::wire::ssh::{KexInit, Method, is_turned_away, key_type, purpose};
use crate::wire::transcript::{End, Service, Side};
use opening::Opening;

/// Asks SSH servers.
pub const PROBE: Probe = Probe { service: Service::Ssh, port: 22, run };

/// Types of host keys that are asked for. OpenSSH (9.8 and later) blocks an address for a while after about fifteen
/// connections without authentication (`PerSourcePenalties`).
const MOST_TYPES: usize = 8;
/// How often a server that turns connections away is asked again, with pauses that grow.
const MOST_PAUSES: u32 = 2;

fn run(dial: &mut Dial<'_>) {
    let own = identification(dial.identification);
    let Some(content) = patiently(dial, |dial| first(dial, &own)) else { return };
    // It was read before.
    let Ok(offer) = KexInit::read(&content) else { return };
    let kinds = offer.host_key.iter().map(|name| key_type(name)).collect::<BTreeSet<_>>();
    let is_other = |kind: &&str| Some(*kind) != first_type(&offer);
    for kind in kinds.into_iter().filter(is_other).take(MOST_TYPES) {
        let Some(opening) = Opening::best(&offer, kind) else { break };
        let purpose = format!("{}{kind}", purpose::HOST_KEY);
        let ask = |dial: &mut Dial<'_>| {
            dial.converse(&purpose, |conversation| {
                talk::offer(conversation, &own)?;
                talk::host_key(conversation, &opening)
            })
        };
        if patiently(dial, ask).is_none() && was_dropped(dial) {
            return;
        }
    }
    let is_group_exchange = |name: &&&str| Method::of(name) == Method::GroupExchange;
    if let Some(method) = offer.key_exchange.iter().find(is_group_exchange) {
        let opening = Opening::with(&offer, method, offer.host_key.clone());
        let ask = |dial: &mut Dial<'_>| {
            dial.converse(purpose::GROUP, |conversation| {
                talk::offer(conversation, &own)?;
                talk::group(conversation, &opening).map(|_| ())
            })
        };
        let _ = patiently(dial, ask);
    }
}

/// The server's offer, as the content of its message; and, on the same connection, its first host key.
fn first(dial: &mut Dial<'_>, own: &str) -> Option<Vec<u8>> {
    let mut found = None;
    dial.converse(purpose::OFFER, |conversation| {
        let content = found.insert(talk::offer(conversation, own)?);
        let Ok(offer) = KexInit::read(content) else { return Ok(()) };
        match first_type(&offer).and_then(|kind| Opening::best(&offer, kind)) {
            Some(opening) => talk::host_key(conversation, &opening),
            None => Ok(()),
        }
    });
    found
}

fn first_type<'a>(offer: &KexInit<'a>) -> Option<&'a str> {
    offer.host_key.first().map(|name| key_type(name))
}

/// `SSH-2.0-y2q_VERSION` and who asks.
fn identification(of: &str) -> String {
    const LONGEST: usize = 200;
    let is_plain = |one: &char| one.is_ascii_graphic() || *one == ' ';
    let comment: String = of.chars().filter(is_plain).take(LONGEST).collect();
    let version = env!("CARGO_PKG_VERSION");
    format!("SSH-2.0-y2q_{version} {}", comment.trim()).trim_end().to_owned()
}

/// Asks, and asks again after a pause where the server drops connections.
fn patiently<T>(dial: &mut Dial<'_>, mut ask: impl FnMut(&mut Dial<'_>) -> Option<T>) -> Option<T> {
    let mut pauses = 0;
    loop {
        let found = ask(dial);
        if found.is_some() || pauses == MOST_PAUSES || !was_dropped(dial) || !dial.goes_on() {
            return found;
        }
        pauses += 1;
        dial.pause(pauses);
    }
}

/// Whether the server did not let the last connection begin.
fn was_dropped(dial: &Dial<'_>) -> bool {
    dial.last().is_some_and(|exchange| {
        let heard = exchange.sent_by(Side::Server);
        let is_closed = matches!(exchange.end, End::Closed | End::Reset);
        is_turned_away(&heard) || (is_closed && heard.is_empty())
    })
}
