use super::opening::Opening;
use crate::source::endpoint::Conversation;
use crate::wire::ssh::encoding::put_string;
use crate::wire::ssh::{Ending, Group, HostKey, Identification, Method, Said, number, packet};
use crate::wire::transcript::End;

/// `SSH_DISCONNECT_BY_APPLICATION` (RFC 4253 §11.1).
const BY_APPLICATION: u32 = 11;

/// Exchanges identification strings and waits for the server's offer: the content of its message.
pub fn offer(conversation: &mut Conversation, own: &str) -> Result<Vec<u8>, End> {
    // The server's string comes first: one that turns connections away says so, and closes.
    let identification = conversation.until(|heard| match Identification::read(heard) {
        Ok(None) => None,
        Ok(Some(identification)) => Some(Some(identification)),
        Err(_) => Some(None),
    })?;
    match identification {
        Some(identification) if identification.is_version_2() => {}
        Some(_) => return Err(End::Done),
        None => return Err(End::Failed("what answers does not speak SSH".to_owned())),
    }
    conversation.send(format!("{own}\r\n").as_bytes())?;
    wait(conversation, |said| said.content(number::KEXINIT).map(<[u8]>::to_vec))
}

/// Makes the server send its host key.
pub fn host_key(conversation: &mut Conversation, opening: &Opening) -> Result<(), End> {
    match opening.method {
        Method::GroupExchange => {
            let length = group(conversation, opening)?;
            conversation.send(&opening.after_group(length))?;
        }
        _ => conversation.send(&opening.packets)?,
    }
    let method = opening.method;
    wait(conversation, |said| {
        said.packets
            .iter()
            .find_map(|packet| HostKey::read(packet, method).ok().flatten().map(|_| ()))
    })?;
    goodbye(conversation)
}

/// Makes the server pick a group: the bytes of its prime.
pub fn group(conversation: &mut Conversation, opening: &Opening) -> Result<usize, End> {
    conversation.send(&opening.packets)?;
    wait(conversation, |said| {
        let group = said.content(number::KEX_DH_GEX_GROUP)?;
        Group::read(group).ok().map(|group| group.prime.len())
    })
}

/// Waits for what `find` finds, as long as the server goes on.
fn wait<T>(
    conversation: &mut Conversation,
    find: impl Fn(&Said<'_>) -> Option<T>,
) -> Result<T, End> {
    conversation.until(|heard| {
        let said = Said::read(heard);
        match find(&said) {
            Some(found) => Some(Ok(found)),
            None if said.disconnect().is_some() => Some(Err(End::Closed)),
            None => match said.ending {
                Ending::Open => None,
                Ending::Bounded => Some(Err(End::Bounded)),
                Ending::NewKeys => Some(Err(End::Failed("keys without an exchange".to_owned()))),
                Ending::VersionOne => Some(Err(End::Done)),
                Ending::Broken(_) => Some(Err(End::Failed("a broken packet".to_owned()))),
            },
        }
    })?
}

/// Says that no more follows, so that the server's log has no broken connection.
fn goodbye(conversation: &mut Conversation) -> Result<(), End> {
    let mut content = BY_APPLICATION.to_be_bytes().to_vec();
    put_string(&mut content, b"inventory of algorithms");
    put_string(&mut content, b"");
    // What was wanted was seen: a server that closes first is no failure.
    let _ = conversation.send(&packet(number::DISCONNECT, &content));
    Ok(())
}
