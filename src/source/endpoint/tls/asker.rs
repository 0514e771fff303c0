//! One question to a TLS server: a greeting, and what is said to it.

use std::sync::LazyLock;

use super::{datagrams, handshake, quic};
use crate::model::Maturity;
use crate::registry::{self, CodePoint};
use crate::source::endpoint::{Conversation, Dial};
use crate::wire::tls::{
    Carriage, Extension, Fault, Greeting, ServerHello, Speech, Ssl2ClientHello, Ssl2ServerHello,
    Version, kind, what,
};
use crate::wire::transcript::End;

/// What comes before TLS on a connection (STARTTLS).
pub type Prelude = fn(&mut Conversation, &Introduction) -> Result<(), End>;

/// How greetings reach a server.
#[derive(Clone, Copy)]
pub enum Manner {
    /// On a connection, behind what has to come before TLS.
    Stream(Option<Prelude>),
    /// DTLS.
    Datagrams,
    /// QUIC.
    Quic,
}

/// What a prelude may say.
pub struct Introduction {
    /// The server's name or address.
    pub host: String,
    /// Who asks.
    pub identification: String,
}

/// Asks one endpoint.
pub struct Asker<'d, 'a> {
    dial: &'d mut Dial<'a>,
    manner: Manner,
    introduction: Introduction,
}

/// What a server made of a greeting.
pub enum Answer {
    /// It chose.
    Hello(ServerHello, Speech),
    /// It said no: an alert, or the end of the connection.
    No,
    /// Neither: silence, or something else than TLS.
    Nothing,
}

impl<'d, 'a> Asker<'d, 'a> {
    pub fn new(dial: &'d mut Dial<'a>, manner: Manner) -> Self {
        let introduction = Introduction {
            host: dial.endpoint.server_name.clone().unwrap_or_else(|| dial.endpoint.host.clone()),
            identification: dial.identification.to_owned(),
        };
        Self { dial, manner, introduction }
    }

    pub fn goes_on(&self) -> bool {
        self.dial.goes_on()
    }

    /// Whether nobody listens for datagrams.
    pub fn is_refused(&self) -> bool {
        self.dial.last().is_some_and(|exchange| exchange.end == End::Refused)
    }

    /// A version as it is called here.
    pub const fn named(&self, version: Version) -> Version {
        match self.manner {
            Manner::Datagrams => version.in_datagrams(),
            Manner::Stream(_) | Manner::Quic => version,
        }
    }

    /// A greeting that offers all that a version has.
    pub fn greeting(&self, version: Version) -> Greeting {
        let is_13 = version >= Version::TLS_1_3;
        let mut greeting = Greeting::new(version, self.dial.random());
        greeting.suites = suites(version);
        if matches!(self.manner, Manner::Datagrams) {
            greeting.carriage = Carriage::Datagrams(Vec::new());
            // RC4 needs its records in order (RFC 6347 §4.1.2.2).
            let is_rc4 = |name: &str| name.contains("_RC4_");
            greeting.suites.retain(|code| {
                registry::tls_cipher_suite(*code).is_none_or(|suite| !is_rc4(suite.name))
            });
        }
        if matches!(self.manner, Manner::Quic) {
            greeting.carriage = Carriage::Quic;
            // Without one of theirs, servers refuse (RFC 9001 §8.1).
            greeting.protocols = vec!["h3", "doq", "smb", "hq-interop"];
        }
        greeting.server_name = self.dial.endpoint.server_name.clone();
        greeting.groups.clone_from(&GROUPS);
        greeting.schemes = registry::tls_signature_schemes().map(|scheme| scheme.code).collect();
        if is_13 {
            greeting.certificate_schemes.clone_from(&greeting.schemes);
        } else {
            let empty = |kind| Extension::new(kind, Vec::new());
            greeting.further =
                [kind::EXTENDED_MASTER_SECRET, kind::ENCRYPT_THEN_MAC, kind::SESSION_TICKET]
                    .map(empty)
                    .into();
        }
        greeting
    }

    /// Greets, and waits until the server has said all that it says in the clear.
    pub fn ask(&mut self, purpose: &str, greeting: &Greeting) -> Answer {
        let found = match self.manner {
            Manner::Datagrams => {
                self.dial.converse(purpose, |conversation| datagrams::ask(conversation, greeting))
            }
            Manner::Quic => {
                let ids = self.dial.random();
                self.dial.converse(purpose, |conversation| quic::ask(conversation, greeting, ids))
            }
            Manner::Stream(_) => self.on_connection(purpose, |conversation, from| {
                // Put together only now: thousands may wait for a connection.
                conversation.send(&greeting.records())?;
                conversation.until(|heard| {
                    let speech = Speech::read(&heard[from..]);
                    is_decided(&speech).then_some(speech)
                })
            }),
        };
        match found {
            Some(speech) => {
                let hello = speech.server_hellos().next();
                match hello {
                    Some(hello) => Answer::Hello(hello, speech),
                    None if speech.fatal().is_some() => Answer::No,
                    None => Answer::Nothing,
                }
            }
            // Some servers hang up instead of an alert.
            None if self.was_closed() => Answer::No,
            None => Answer::Nothing,
        }
    }

    /// Greets in SSL 2.0.
    pub fn ask_ssl2(&mut self, purpose: &str) {
        let greeting = Ssl2ClientHello::greeting(self.dial.random());
        self.on_connection(purpose, |conversation, from| {
            conversation.send(&greeting)?;
            conversation.until(|heard| {
                let heard = &heard[from..];
                let is_whole = Ssl2ServerHello::read(heard).is_some();
                // An alert, or an error of SSL 2.0: two octets of length, 0, and two of the error.
                let is_no =
                    Speech::read(heard).fatal().is_some() || heard.len() >= 5 && heard[2] == 0;
                let is_other = heard.len() > 64 << 10;
                (is_whole || is_no || is_other).then_some(())
            })
        });
    }

    /// Asks which versions of QUIC there are.
    pub fn ask_quic_versions(&mut self, purpose: &str) {
        let ids = self.dial.random();
        self.dial.converse(purpose, |conversation| quic::versions(conversation, ids));
    }

    /// Shakes hands in TLS 1.3, as far as the certificate; the signature scheme.
    pub fn shake(&mut self, purpose: &str, greeting: Greeting, group: u16) -> Option<u16> {
        if matches!(self.manner, Manner::Quic) {
            let ids = self.dial.random();
            let talk =
                |conversation: &mut Conversation| quic::shake(conversation, greeting, group, ids);
            return self.dial.converse(purpose, talk);
        }
        let shown = if matches!(self.manner, Manner::Datagrams) {
            let talk =
                |conversation: &mut Conversation| datagrams::shake(conversation, greeting, group);
            self.dial.converse(purpose, talk)
        } else {
            self.on_connection(purpose, |conversation, _| {
                handshake::shake(conversation, greeting, group)
            })
        };
        shown.map(|shown| shown.scheme)
    }

    /// The same, and on a connection up to the first session ticket.
    pub fn shake_to_the_end(&mut self, purpose: &str, greeting: Greeting, group: u16) {
        if matches!(self.manner, Manner::Stream(_)) {
            self.on_connection(purpose, |conversation, _| {
                handshake::shake_to_the_end(conversation, greeting, group)
            });
        } else {
            self.shake(purpose, greeting, group);
        }
    }

    fn on_connection<T>(
        &mut self,
        purpose: &str,
        talk: impl FnOnce(&mut Conversation, usize) -> Result<T, End>,
    ) -> Option<T> {
        let (manner, introduction) = (self.manner, &self.introduction);
        self.dial.converse(purpose, |conversation| {
            if let Manner::Stream(Some(prelude)) = manner {
                prelude(conversation, introduction)?;
            }
            let from = conversation.heard().len();
            talk(conversation, from)
        })
    }

    fn was_closed(&self) -> bool {
        let last = self.dial.last();
        last.is_some_and(|exchange| {
            matches!(exchange.end, End::Closed | End::Reset) && !exchange.messages.is_empty()
        })
    }
}

/// Whether the server has said all that it says in the clear.
pub fn is_decided(speech: &Speech) -> bool {
    let is_13 = |hello: ServerHello| {
        hello.is_retry() || hello.selected_version().in_stream() >= Version::TLS_1_3
    };
    speech.fatal().is_some()
        || speech.first(what::SERVER_HELLO_DONE).is_some()
        || speech.server_hellos().any(is_13)
        || speech.fault.is_some_and(|fault| !matches!(fault, Fault::CutOff | Fault::CutOffMessage))
}

/// Groups in the order in which a client of today prefers them, for servers that take the client's first choice: hybrids,
/// post-quantum ones, those of drafts, and then the others.
static GROUPS: LazyLock<Vec<u16>> = LazyLock::new(|| {
    let rank = |group: &&CodePoint| {
        let Some(algorithm) = registry::tls_group(group.code) else { return 4 };
        let facts = registry::facts(&algorithm);
        match (facts.problem.falls_to_shor(), facts.maturity) {
            (true, _) => 3,
            (false, Maturity::PreStandard | Maturity::Withdrawn) => 2,
            (false, _) => u8::from(algorithm.components.is_empty()),
        }
    };
    let mut groups = registry::tls_groups().collect::<Vec<_>>();
    groups.sort_by_key(rank);
    groups.into_iter().map(|group| group.code).collect()
});

/// Suites that are registered, and some more.
const MOST_SUITES: usize = 1_000;

/// Suites that a version may have, in the registry's order.
pub fn suites(version: Version) -> Vec<u16> {
    let fits = |suite: &&registry::Suite| {
        let is_13 = version >= Version::TLS_1_3;
        suite.is_tls13() == is_13
            && (version >= Version::TLS_1_2 || !suite.needs_tls12())
            && suite.code != 0
    };
    // In one piece: a list that grows leaves one of each size behind for the thread that frees them.
    let mut suites = Vec::with_capacity(MOST_SUITES);
    suites.extend(registry::tls_cipher_suites().filter(fits).map(|suite| suite.code));
    suites
}
