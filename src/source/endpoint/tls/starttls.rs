//! Services that begin in the clear and turn to TLS on request.

use super::asker::{Introduction, Manner};
use super::run;
use crate::source::endpoint::{Conversation, Probe};
use crate::wire::transcript::{End, Service};

/// FTP, upgraded.
pub const FTP: Probe =
    Probe { service: Service::Ftp, port: 21, run: |dial| run(dial, Manner::Stream(Some(ftp))) };
/// IMAP, upgraded.
pub const IMAP: Probe =
    Probe { service: Service::Imap, port: 143, run: |dial| run(dial, Manner::Stream(Some(imap))) };
/// LDAP, upgraded.
pub const LDAP: Probe =
    Probe { service: Service::Ldap, port: 389, run: |dial| run(dial, Manner::Stream(Some(ldap))) };
/// MYSQL, upgraded.
pub const MYSQL: Probe = Probe {
    service: Service::Mysql,
    port: 3306,
    run: |dial| run(dial, Manner::Stream(Some(mysql))),
};
/// NNTP, upgraded.
pub const NNTP: Probe =
    Probe { service: Service::Nntp, port: 119, run: |dial| run(dial, Manner::Stream(Some(nntp))) };
/// POP3, upgraded.
pub const POP3: Probe =
    Probe { service: Service::Pop3, port: 110, run: |dial| run(dial, Manner::Stream(Some(pop3))) };
/// POSTGRESQL, upgraded.
pub const POSTGRESQL: Probe = Probe {
    service: Service::Postgresql,
    port: 5432,
    run: |dial| run(dial, Manner::Stream(Some(postgresql))),
};
/// RDP, upgraded.
pub const RDP: Probe =
    Probe { service: Service::Rdp, port: 3389, run: |dial| run(dial, Manner::Stream(Some(rdp))) };
/// ManageSieve, upgraded.
pub const SIEVE: Probe = Probe {
    service: Service::Sieve,
    port: 4190,
    run: |dial| run(dial, Manner::Stream(Some(sieve))),
};
/// SMTP, upgraded.
pub const SMTP: Probe =
    Probe { service: Service::Smtp, port: 25, run: |dial| run(dial, Manner::Stream(Some(smtp))) };
/// XMPP, upgraded.
pub const XMPP: Probe =
    Probe { service: Service::Xmpp, port: 5222, run: |dial| run(dial, Manner::Stream(Some(xmpp))) };

/// Longest answer before TLS.
const LONGEST: usize = 64 << 10;

type Said = Result<(), End>;

/// RFC 3207.
fn smtp(conversation: &mut Conversation, introduction: &Introduction) -> Said {
    replied(conversation, 0, "220")?;
    let name = introduction.identification.split_whitespace().next().unwrap_or("y2q");
    let name = name.split('/').next().unwrap_or(name);
    let from = said(conversation, &format!("EHLO {name}\r\n"))?;
    let offer = replied(conversation, from, "250")?;
    if !offer.to_ascii_uppercase().contains("STARTTLS") {
        return Err(refused());
    }
    let from = said(conversation, "STARTTLS\r\n")?;
    replied(conversation, from, "220").map(drop)
}

/// RFC 4217.
fn ftp(conversation: &mut Conversation, _: &Introduction) -> Said {
    replied(conversation, 0, "220")?;
    let from = said(conversation, "AUTH TLS\r\n")?;
    replied(conversation, from, "234").map(drop)
}

/// RFC 4642.
fn nntp(conversation: &mut Conversation, _: &Introduction) -> Said {
    replied(conversation, 0, "20")?;
    let from = said(conversation, "STARTTLS\r\n")?;
    replied(conversation, from, "382").map(drop)
}

/// RFC 9051 §6.2.1.
fn imap(conversation: &mut Conversation, _: &Introduction) -> Said {
    line(conversation, 0, |line| line.starts_with("* OK").then_some(true))?;
    let from = said(conversation, "y STARTTLS\r\n")?;
    line(conversation, from, |line| line.strip_prefix("y ").map(|rest| rest.starts_with("OK")))
}

/// RFC 2595 §4.
fn pop3(conversation: &mut Conversation, _: &Introduction) -> Said {
    line(conversation, 0, |line| Some(line.starts_with("+OK")))?;
    let from = said(conversation, "STLS\r\n")?;
    line(conversation, from, |line| Some(line.starts_with("+OK")))
}

/// RFC 5804 §2.2.
fn sieve(conversation: &mut Conversation, _: &Introduction) -> Said {
    let status = |line: &str| {
        let line = line.to_ascii_uppercase();
        let is = |word: &str| line.starts_with(word);
        if is("OK") { Some(true) } else { (is("NO") || is("BYE")).then_some(false) }
    };
    line(conversation, 0, status)?;
    let from = said(conversation, "STARTTLS\r\n")?;
    line(conversation, from, status)
}

/// RFC 6120 §5.4.2.
fn xmpp(conversation: &mut Conversation, introduction: &Introduction) -> Said {
    let host: String = introduction
        .host
        .chars()
        .filter(|char| char.is_alphanumeric() || ".-:".contains(*char))
        .collect();
    let header = format!(
        "<?xml version='1.0'?><stream:stream xmlns='jabber:client' \
         xmlns:stream='http://etherx.jabber.org/streams' to='{host}' version='1.0'>"
    );
    let from = said(conversation, &header)?;
    text(conversation, from, |text| {
        let is_whole = text.contains("</stream:features>") || text.contains("<stream:error");
        (is_whole || text.contains("</stream:stream>"))
            .then(|| text.contains("urn:ietf:params:xml:ns:xmpp-tls"))
    })?;
    let from = said(conversation, "<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")?;
    text(conversation, from, |text| {
        let is_yes = text.contains("<proceed") && text.contains('>');
        if is_yes { Some(true) } else { text.contains("<failure").then_some(false) }
    })
}

/// RFC 4511 §4.14: an extended request with the name of the operation.
fn ldap(conversation: &mut Conversation, _: &Introduction) -> Said {
    const NAME: &[u8] = b"1.3.6.1.4.1.1466.20037";
    let request = [&[0x30, 0x1D, 2, 1, 1, 0x77, 0x18, 0x80, 0x16][..], NAME].concat();
    conversation.send(&request)?;
    binary(conversation, |heard| {
        // LDAPMessage, its id, ExtendedResponse [APPLICATION 24] with a resultCode in front.
        let length = usize::from(*heard.get(1)?);
        let header = if length & 0x80 == 0 { 2 } else { 2 + (length & 0x7F) };
        let id = usize::from(*heard.get(header + 1)?);
        let response = heard.get(header + 2 + id..)?;
        let length = usize::from(*response.get(1)?);
        let inner = if length & 0x80 == 0 { 2 } else { 2 + (length & 0x7F) };
        let code = response.get(inner..inner + 3)?;
        let is_whole = length & 0x80 != 0 || response.len() >= inner + length;
        is_whole.then(|| response[0] == 0x78 && code == [0x0A, 1, 0])
    })
}

/// `SSLRequest` of the frontend protocol; one octet answers.
fn postgresql(conversation: &mut Conversation, _: &Introduction) -> Said {
    conversation.send(&[0, 0, 0, 8, 4, 0xD2, 0x16, 0x2F])?;
    binary(conversation, |heard| heard.first().map(|octet| *octet == b'S'))
}

/// `Protocol::SSLRequest` after the server's first packet, if that has the capability; nothing answers it.
fn mysql(conversation: &mut Conversation, _: &Introduction) -> Said {
    const CLIENT_SSL: u32 = 0x0800;
    /// `CLIENT_PROTOCOL_41` and `CLIENT_SECURE_CONNECTION`.
    const OTHERS: u32 = 0x8200;
    binary(conversation, |heard| {
        let length = usize::from(*heard.first()?) | usize::from(*heard.get(1)?) << 8;
        let packet = heard.get(4..4 + length)?;
        let after_version = packet.iter().skip(1).position(|octet| *octet == 0)? + 2;
        // Thread id, eight octets of salt, a filler.
        let low = packet.get(after_version + 13..after_version + 15);
        let capabilities = low.map_or(0, |low| u32::from(low[0]) | u32::from(low[1]) << 8);
        Some(packet.first() == Some(&10) && capabilities & CLIENT_SSL != 0)
    })?;
    let mut packet = vec![32, 0, 0, 1];
    packet.extend_from_slice(&(CLIENT_SSL | OTHERS).to_le_bytes());
    packet.extend_from_slice(&(1_u32 << 24).to_le_bytes());
    // utf8mb3, and 23 reserved octets.
    packet.push(33);
    packet.extend_from_slice(&[0; 23]);
    conversation.send(&packet)
}

/// X.224 connection request with `RDP_NEG_REQ` (MS-RDPBCGR §2.2.1.1), asking for TLS or CredSSP over TLS.
fn rdp(conversation: &mut Conversation, _: &Introduction) -> Said {
    let request = [3, 0, 0, 19, 14, 0xE0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0];
    conversation.send(&request)?;
    binary(conversation, |heard| {
        let length = usize::from(*heard.get(2)?) << 8 | usize::from(*heard.get(3)?);
        let packet = heard.get(..length)?;
        // TYPE_RDP_NEG_RSP with a protocol other than RDP's own.
        let is_confirmed = packet.get(5) == Some(&0xD0) && packet.get(11) == Some(&2);
        Some(is_confirmed && packet.get(15).is_some_and(|protocol| *protocol != 0))
    })
}

/// Says `text`; where the answer to it begins.
fn said(conversation: &mut Conversation, text: &str) -> Result<usize, End> {
    let from = conversation.heard().len();
    conversation.send(text.as_bytes())?;
    Ok(from)
}

/// A reply of one or several lines with a three-digit code (RFC 959 §4.2, RFC 5321 §4.2.1) that begins with `code`.
fn replied(conversation: &mut Conversation, from: usize, code: &str) -> Result<String, End> {
    let reply = heard_as(conversation, from, |text| {
        let is_last = |line: &str| {
            line.ends_with('\n') && line.as_bytes().get(3) != Some(&b'-') && {
                line.len() > 3 && line.as_bytes()[..3].iter().all(u8::is_ascii_digit)
            }
        };
        text.split_inclusive('\n').any(is_last).then(|| text.to_owned())
    })?;
    if reply.starts_with(code) { Ok(reply) } else { Err(refused()) }
}

/// Waits for a whole line about which `says` has something to say.
fn line(conversation: &mut Conversation, from: usize, says: impl Fn(&str) -> Option<bool>) -> Said {
    text(conversation, from, |text| {
        let mut lines = text.split_inclusive('\n').filter(|line| line.ends_with('\n'));
        lines.find_map(&says)
    })
}

fn text(conversation: &mut Conversation, from: usize, says: impl Fn(&str) -> Option<bool>) -> Said {
    agreed(heard_as(conversation, from, says)?)
}

fn heard_as<T>(
    conversation: &mut Conversation,
    from: usize,
    says: impl Fn(&str) -> Option<T>,
) -> Result<T, End> {
    let found = conversation.until(|heard| {
        let text = String::from_utf8_lossy(heard.get(from..).unwrap_or_default());
        says(&text).map(Some).or_else(|| (text.len() > LONGEST).then_some(None))
    })?;
    found.ok_or(End::Bounded)
}

fn binary(conversation: &mut Conversation, says: impl Fn(&[u8]) -> Option<bool>) -> Said {
    let found = conversation
        .until(|heard| says(heard).or_else(|| (heard.len() > LONGEST).then_some(false)))?;
    agreed(found)
}

fn agreed(yes: bool) -> Said {
    if yes { Ok(()) } else { Err(refused()) }
}

fn refused() -> End {
    End::Failed("the server does not turn to TLS".to_owned())
}
