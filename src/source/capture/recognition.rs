//! What a TCP connection is about, by what is said in it and not by its port: TLS and SSL from its first record, also
//! after a plain-text beginning (STARTTLS, proxies), and SSH.

use crate::wire::transcript::Service;

/// Whether to go on watching.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    More,
    /// All that is in clear was seen, or more will not come.
    Done,
    /// It is something else.
    Not,
}

/// What is known so far.
#[derive(Debug)]
pub(super) struct Recognition {
    kind: Kind,
    opener: Option<usize>,
    /// Where the last piece that is long enough to be told began.
    piece: [usize; 2],
    walks: [Walk; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Undecided,
    /// Its client, and where on either side it begins.
    Tls(usize, [usize; 2]),
    Ssl2(usize),
    Ssh,
}

/// How far one side's records or packets were followed.
#[derive(Clone, Copy, Debug, Default)]
struct Walk {
    at: usize,
    has_changed: bool,
    is_done: bool,
}

/// Plain text before a handshake.
const PRELUDE: usize = 8 << 10;
/// Bytes that show whether a record holds a hello.
const TELLING: usize = 6;

impl Recognition {
    pub(super) fn new(opener: Option<usize>) -> Self {
        Self { kind: Kind::Undecided, opener, piece: [0; 2], walks: [Walk::default(); 2] }
    }

    /// Looks at what is new of `side`.
    pub(super) fn hear(&mut self, side: usize, said: &[Vec<u8>; 2]) -> Step {
        if self.kind == Kind::Undecided {
            let step = self.decide(side, said);
            if self.kind == Kind::Undecided {
                return step;
            }
        }
        match self.kind {
            Kind::Undecided => return Step::More,
            Kind::Tls(..) => {
                for (walk, bytes) in self.walks.iter_mut().zip(said) {
                    if walk.records(bytes) == Ended::Refused {
                        return Step::Done;
                    }
                }
            }
            // All of it is in clear until the server has said hello.
            Kind::Ssl2(client) => {
                let server = &said[1 - client];
                let length = ssl2_length(server).unwrap_or(usize::MAX);
                if server.len() >= length || server.first().is_some_and(|byte| byte & 0x80 == 0) {
                    // A server of SSL 3.0 or later answers in records.
                    if server.starts_with(&[22, 3]) || server.starts_with(&[21, 3]) {
                        self.walks[client].is_done = true;
                        self.walks[1 - client].records(server);
                    } else {
                        self.walks = [Walk { is_done: true, ..Walk::default() }; 2];
                    }
                }
            }
            Kind::Ssh => {
                for (walk, bytes) in self.walks.iter_mut().zip(said) {
                    walk.packets(bytes);
                }
            }
        }
        if self.is_complete() { Step::Done } else { Step::More }
    }

    /// Whether both sides went on to what is encrypted.
    pub(super) fn is_complete(&self) -> bool {
        self.walks.iter().all(|walk| walk.is_done)
    }

    /// Service, client and where the handshake begins on either side; `None` where there is none.
    pub(super) fn verdict(&self, said: &[Vec<u8>; 2]) -> Option<(Service, usize, [usize; 2])> {
        match self.kind {
            Kind::Undecided => None,
            Kind::Tls(client, starts) => {
                let before = |side: usize| &said[side][..starts[side].min(said[side].len())];
                Some((upgraded(before(client), before(1 - client)), client, starts))
            }
            Kind::Ssl2(client) => Some((Service::Tls, client, [0; 2])),
            Kind::Ssh => {
                // Both sides begin alike; who did not open the connection is taken from who spoke last.
                let client = self.opener.unwrap_or_else(|| {
                    usize::from(said[0].starts_with(b"SSH-") && !said[1].starts_with(b"SSH-"))
                });
                Some((Service::Ssh, client, [0; 2]))
            }
        }
    }

    fn decide(&mut self, side: usize, said: &[Vec<u8>; 2]) -> Step {
        let (bytes, other) = (&said[side], said[1 - side].len());
        let piece = &bytes[self.piece[side]..];
        if piece.len() < TELLING {
            return Step::More;
        }
        let begin = self.piece[side];
        self.piece[side] = bytes.len();
        let mut starts = [0; 2];
        starts[side] = begin;
        starts[1 - side] = other;
        if is_hello(piece, 1) || is_hello(piece, 2) {
            let client = if piece[5] == 1 { side } else { 1 - side };
            self.kind = Kind::Tls(client, starts);
            for (walk, start) in self.walks.iter_mut().zip(starts) {
                walk.at = start;
            }
        } else if begin == 0 && is_ssl2_hello(piece) {
            self.kind = Kind::Ssl2(side);
        } else if begin == 0 && piece.starts_with(b"SSH-") {
            self.kind = Kind::Ssh;
        } else if bytes.len() > PRELUDE || (begin == 0 && !may_lead_to_tls(piece)) {
            return Step::Not;
        }
        Step::More
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Ended {
    Not,
    Refused,
}

impl Walk {
    /// Follows TLS records (RFC 8446 §5.1) up to the first that is encrypted: application data, or a handshake message
    /// after a change of the cipher. After a HelloRetryRequest the latter is a second hello, in clear, and by then all
    /// of it was seen.
    fn records(&mut self, bytes: &[u8]) -> Ended {
        while !self.is_done {
            let Some([kind, major, _, high, low]) = bytes.get(self.at..self.at + 5) else { break };
            let end = self.at + 5 + usize::from(u16::from_be_bytes([*high, *low]));
            if *major != 3 || !(20..=24).contains(kind) || *kind == 23 {
                self.is_done = true;
            }
            let Some(record) = bytes.get(self.at + 5..end) else { break };
            match (*kind, record) {
                (20, _) => self.has_changed = true,
                (22, _) if self.has_changed => self.is_done = true,
                (21, [2, _]) if !self.has_changed => return Ended::Refused,
                _ => {}
            }
            self.at = end;
        }
        Ended::Not
    }

    /// Follows SSH's lines and packets (RFC 4253 §4.2, §6) up to `SSH_MSG_NEWKEYS`.
    fn packets(&mut self, bytes: &[u8]) {
        const NEWKEYS: u8 = 21;
        const LONGEST: usize = 256 << 10;
        if self.at == 0 {
            let banner = bytes.windows(4).position(|four| four == b"SSH-");
            let end = banner.and_then(|at| Some(at + memchr::memchr(b'\n', &bytes[at..])? + 1));
            let Some(end) = end else { return };
            self.at = end;
        }
        while !self.is_done {
            let Some(header) = bytes.get(self.at..self.at + 6) else { return };
            let length = u32::from_be_bytes([header[0], header[1], header[2], header[3]]) as usize;
            if length > LONGEST {
                self.is_done = true;
                return;
            }
            if bytes.len() < self.at + 4 + length {
                return;
            }
            self.is_done = header[5] == NEWKEYS;
            self.at += 4 + length;
        }
    }
}

/// A handshake record that begins with a ClientHello (1) or ServerHello (2).
fn is_hello(piece: &[u8], message: u8) -> bool {
    matches!(piece, [22, 3, minor, high, low, kind, ..]
        if *minor <= 4 && *kind == message && (4..=16_640).contains(&u16::from_be_bytes([*high, *low])))
}

/// Length of a record of SSL 2.0 with a header of two bytes, header and all.
fn ssl2_length(bytes: &[u8]) -> Option<usize> {
    match bytes {
        [high, low, ..] if high & 0x80 != 0 => {
            Some(2 + usize::from(u16::from_be_bytes([high & 0x7F, *low])))
        }
        _ => None,
    }
}

/// A CLIENT-HELLO of SSL 2.0, or of a later version in its form (RFC 5246 appendix E.2): the lengths have to add up.
fn is_ssl2_hello(bytes: &[u8]) -> bool {
    let (Some(length), Some(fields)) = (ssl2_length(bytes), bytes.get(2..11)) else { return false };
    let number = |at: usize| usize::from(u16::from_be_bytes([fields[at], fields[at + 1]]));
    let (suites, session, challenge) = (number(3), number(5), number(7));
    fields[0] == 1
        && matches!((fields[1], fields[2]), (0, 2) | (3, 0..=4))
        && suites > 0
        && suites.is_multiple_of(3)
        && matches!(session, 0 | 16)
        && (16..=32).contains(&challenge)
        && length == 11 + suites + session + challenge
}

/// Whether a connection that begins like this may go on to TLS: lines of text, but not those of plain HTTP, and the first
/// messages of protocols that ask for it.
fn may_lead_to_tls(piece: &[u8]) -> bool {
    let is_text = |bytes: &[u8]| {
        bytes
            .iter()
            .all(|byte| byte.is_ascii_graphic() || matches!(byte, b' ' | b'\r' | b'\n' | b'\t'))
    };
    const HTTP: [&[u8]; 7] =
        [b"GET ", b"POST ", b"HEAD ", b"PUT ", b"OPTIONS ", b"DELETE ", b"PATCH "];
    match piece {
        // PostgreSQL's SSLRequest; RDP in TPKT; LDAP; SOCKS 5; PROXY 2; a packet of MySQL that is its first.
        [0, 0, 0, 8, 4, 0xD2, ..] | [3, 0, 0, ..] | [0x30, ..] | [5, 1..=8, ..] => true,
        [0x0D, 0x0A, 0x0D, 0x0A, 0, 0x0D, ..] | [_, _, 0, 0, 10, ..] => true,
        _ => {
            is_text(&piece[..piece.len().min(16)])
                && !HTTP.iter().any(|verb| piece.starts_with(verb))
        }
    }
}

/// The service that was upgraded to TLS, by what was said before.
fn upgraded(client: &[u8], server: &[u8]) -> Service {
    let asked =
        |word: &[u8]| client.windows(word.len()).any(|part| part.eq_ignore_ascii_case(word));
    match (client, server) {
        ([0, 0, 0, 8, 4, 0xD2, ..], _) => Service::Postgresql,
        (_, [_, _, 0, 0, 10, ..]) => Service::Mysql,
        ([3, 0, 0, ..], _) => Service::Rdp,
        ([0x30, ..], _) => Service::Ldap,
        (_, [b'2', b'2', b'0', ..]) if asked(b"AUTH TLS") || asked(b"AUTH SSL") => Service::Ftp,
        (_, [b'2', b'2', b'0', ..]) if asked(b"STARTTLS") => Service::Smtp,
        (_, [b'2', b'0', b'0' | b'1', ..]) if asked(b"STARTTLS") => Service::Nntp,
        (_, [b'+', b'O', b'K', ..]) => Service::Pop3,
        (_, [b'*', b' ', ..]) => Service::Imap,
        (_, [b'"', ..]) if asked(b"STARTTLS") => Service::Sieve,
        _ if asked(b"<starttls") => Service::Xmpp,
        _ => Service::Tls,
    }
}
