//! What a recorded handshake of TLS, DTLS or QUIC shows to somebody who listens.

use super::tls::{
    ClientHello, Handshake, ServerHello, ServerKeyExchange, Speech, Ssl2ClientHello,
    Ssl2ServerHello, Version, certificates, kind, verified, what,
};
use super::transcript::{Exchange, Service, Side};
use super::{dtls, quic};

/// Both sides of one handshake, as far as it is in the clear.
#[derive(Clone, Debug, Default)]
pub struct Overheard {
    /// What the client said.
    pub client: Speech,
    /// What the server said.
    pub server: Speech,
    /// The client's first hello, in the form of SSL 2.0 where it had that.
    pub hello_2: Option<Ssl2ClientHello>,
    /// The server's hello of SSL 2.0.
    pub answer_2: Option<Ssl2ServerHello>,
}

impl Overheard {
    /// Reads an exchange.
    #[must_use]
    pub fn of(service: Service, exchange: &Exchange) -> Self {
        let datagrams = |side: Side| {
            let sent = exchange.messages.iter().filter(move |message| message.from == side);
            dtls::speech(sent.map(|message| message.bytes.as_slice()))
        };
        match service {
            Service::Dtls => Self {
                client: datagrams(Side::Client),
                server: datagrams(Side::Server),
                ..Self::default()
            },
            Service::Quic => {
                let (client, server) = quic::speeches(&exchange.messages);
                Self { client, server, ..Self::default() }
            }
            _ => {
                let [client, server] =
                    [Side::Client, Side::Server].map(|side| exchange.sent_by(side));
                let hello_2 = Ssl2ClientHello::read(&client);
                let answer_2 = hello_2.as_ref().and_then(|_| Ssl2ServerHello::read(&server));
                // A hello in the old form has a length of its own, and records follow it.
                let behind = match (&hello_2, client.as_slice()) {
                    (Some(_), [high, low, ..]) => {
                        2 + usize::from(u16::from_be_bytes([high & 0x7F, *low]))
                    }
                    _ => 0,
                };
                let client = Speech::read(client.get(behind..).unwrap_or_default());
                let server =
                    if answer_2.is_some() { Speech::default() } else { Speech::read(&server) };
                Self { client, server, hello_2, answer_2 }
            }
        }
    }

    /// The client's first hello.
    #[must_use]
    pub fn offer(&self) -> Option<ClientHello> {
        self.client.client_hellos().next()
    }

    /// The server's last hello; a request to try again where no other is there.
    #[must_use]
    pub fn answer(&self) -> Option<ServerHello> {
        self.server.server_hellos().last()
    }

    /// The certificates that `speech` shows, the peer's own first; none in TLS 1.3, which encrypts them.
    #[must_use]
    pub fn certificates(speech: &Speech) -> Vec<&[u8]> {
        let message = speech.first(what::CERTIFICATE);
        message.and_then(|message| certificates(&message.body)).unwrap_or_default()
    }

    /// The server's part of the key exchange, for a suite with this IANA name.
    #[must_use]
    pub fn key_exchange(&self, suite: &str, version: Version) -> Option<ServerKeyExchange> {
        let message = self.server.first(what::SERVER_KEY_EXCHANGE)?;
        ServerKeyExchange::read(&message.body, suite, version.in_stream())
    }

    /// The scheme of the client's proof that it has the key of its certificate.
    #[must_use]
    pub fn client_scheme(&self) -> Option<u16> {
        let message = self.client.first(what::CERTIFICATE_VERIFY)?;
        let is_12 = self.answer().is_some_and(|answer| {
            matches!(answer.selected_version(), Version::TLS_1_2 | Version(0xFEFD))
        });
        if is_12 { verified(&message.body) } else { None }
    }

    /// Whether an earlier session goes on (RFC 5246 §7.3, RFC 5077 §3.1): the server changes the cipher at once.
    #[must_use]
    pub fn is_resumed(&self) -> bool {
        let Some(answer) = self.answer() else { return false };
        if answer.selected_version() >= Version::TLS_1_3 && answer.version < Version(0xFE00) {
            return answer.extension(kind::PRE_SHARED_KEY).is_some();
        }
        let is_short = |message: &&Handshake| {
            matches!(message.kind, what::SERVER_HELLO_DONE | what::CERTIFICATE)
        };
        self.server.changed_cipher && self.server.handshakes.iter().find(is_short).is_none()
    }

    /// What tells handshakes apart that differ in more than random bytes: versions, suites, groups, schemes, certificates,
    /// protocols, refusals, and what was `exchanged`.
    #[must_use]
    pub fn likeness(&self, exchanged: Option<&ServerKeyExchange>) -> String {
        let offer = self.offer().map(|hello| {
            let groups = hello.groups();
            let shares = hello.key_shares().into_iter().map(|(group, _)| group).collect::<Vec<_>>();
            let lists = [hello.suites.clone(), groups, shares, hello.signature_schemes()];
            let lists = lists
                .map(|list| list.into_iter().filter(|code| !is_grease(*code)).collect::<Vec<_>>());
            let versions = hello.versions().into_iter().filter(|version| !is_grease(version.0));
            (versions.collect::<Vec<_>>(), lists, hello.protocols())
        });
        let answer = self.answer().map(|hello| {
            let version = hello.selected_version();
            let suite = hello.suite;
            (version, suite, hello.group(), hello.is_retry(), self.is_resumed())
        });
        let shown = [&self.client, &self.server].map(|speech| {
            let digest = |der: &[u8]| ring::digest::digest(&ring::digest::SHA256, der);
            let certificates = Self::certificates(speech).into_iter().map(digest);
            let certificates =
                certificates.map(|digest| digest.as_ref().to_vec()).collect::<Vec<_>>();
            (certificates, speech.fatal())
        });
        let old = (&self.hello_2, &self.answer_2);
        format!("{offer:?} {answer:?} {shown:?} {exchanged:?} {old:?}")
    }
}

/// Reserved values without a meaning (RFC 8701).
#[must_use]
pub const fn is_grease(code: u16) -> bool {
    code & 0x0F0F == 0x0A0A && code >> 8 == code & 0xFF
}
