//! What the transcript of a probe shows of a TLS server, question by question.

use std::collections::BTreeMap;

use crate::registry;
use crate::wire::dtls;
use crate::wire::overheard::Overheard;
use crate::wire::tls::{
    CertificateRequest, ClientHello, ExplicitDh, Fault, ServerHello, ServerKeyExchange, Share,
    Speech, Ssl2ClientHello, Ssl2ServerHello, Version, alert_name, certificates, kind, what,
};
use crate::wire::transcript::{End, Exchange, Service, Side, Transcript};

/// Chains that are kept of one endpoint.
const MOST_CHAINS: usize = 100;

/// Versions that a service may have.
pub struct Family {
    /// Oldest first.
    pub versions: &'static [Version],
    /// The one with encrypted certificates.
    pub newest: Version,
    /// The one before it.
    pub older: Version,
}

impl Family {
    const STREAM: Self =
        Self { versions: &Version::ALL, newest: Version::TLS_1_3, older: Version::TLS_1_2 };
    const DATAGRAMS: Self = Self {
        versions: &[Version::DTLS_1_0, Version::DTLS_1_2, Version::DTLS_1_3],
        newest: Version::DTLS_1_3,
        older: Version::DTLS_1_2,
    };
    const QUIC: Self = Self { versions: &[Version::TLS_1_3], ..Self::STREAM };

    const fn of(service: Service) -> Self {
        match service {
            Service::Dtls => Self::DATAGRAMS,
            Service::Quic => Self::QUIC,
            _ => Self::STREAM,
        }
    }
}

/// What a server made of one greeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It chose.
    Chose(Box<ServerHello>),
    /// It spoke SSL 2.0.
    Ssl2(Ssl2ServerHello),
    /// It said no, with an alert or without a word.
    Refused(Option<u8>),
    /// Not told, and why.
    Unknown(String),
}

/// One question.
pub struct Question<'a> {
    /// The exchange.
    pub exchange: &'a Exchange,
    /// The greeting; `None` where it never came to one.
    pub hello: Option<ClientHello>,
    /// What the server said from then on.
    pub speech: Speech,
    /// What it made of it.
    pub outcome: Outcome,
}

impl<'a> Question<'a> {
    pub fn read(service: Service, exchange: &'a Exchange) -> Self {
        match service {
            Service::Dtls | Service::Quic => Self::in_datagrams(service, exchange),
            _ => Self::on_stream(exchange),
        }
    }

    fn in_datagrams(service: Service, exchange: &'a Exchange) -> Self {
        let Overheard { client, server, .. } = Overheard::of(service, exchange);
        let outcome = match (server.server_hellos().next(), server.fatal()) {
            (Some(hello), _) => Outcome::Chose(Box::new(hello)),
            (None, Some(alert)) => Outcome::Refused(Some(alert.description)),
            (None, None) => {
                Outcome::Unknown(silence(exchange, &exchange.sent_by(Side::Server), &server))
            }
        };
        Self { exchange, hello: client.client_hellos().last(), speech: server, outcome }
    }

    /// Some servers of DTLS drop what they do not take, instead of an alert (RFC 6347 §4.1.2.7). One that talks, and that
    /// gave out a cookie for the very greeting, heard it.
    fn taken_for_a_no(&mut self) {
        let is_dropped = self.exchange.end == End::TimedOut && dtls::cookie(&self.speech).is_some();
        if is_dropped && matches!(self.outcome, Outcome::Unknown(_)) {
            self.outcome = Outcome::Refused(None);
        }
    }

    fn on_stream(exchange: &'a Exchange) -> Self {
        let messages = &exchange.messages;
        let is_greeting =
            |bytes: &[u8]| bytes.starts_with(&[22, 3]) || Ssl2ClientHello::read(bytes).is_some();
        let at = messages
            .iter()
            .position(|message| message.from == Side::Client && is_greeting(&message.bytes));
        let Some(at) = at else {
            let speech = Speech::default();
            let outcome = Outcome::Unknown(silence(exchange, &[], &speech));
            return Self { exchange, hello: None, speech, outcome };
        };
        let said = Speech::read(&messages[at].bytes);
        let answers = messages[at..].iter().filter(|message| message.from == Side::Server);
        let answer = answers.flat_map(|message| message.bytes.iter().copied()).collect::<Vec<_>>();
        let speech = Speech::read(&answer);
        let outcome = outcome(exchange, &answer, &speech);
        Self { exchange, hello: said.client_hellos().next(), speech, outcome }
    }

    /// The hello that was chosen with.
    pub fn chosen(&self) -> Option<&ServerHello> {
        match &self.outcome {
            Outcome::Chose(hello) => Some(hello),
            _ => None,
        }
    }

    /// Ephemeral half of the key exchange before TLS 1.3, and its signature scheme.
    pub fn exchanged(&self) -> Option<ServerKeyExchange> {
        let hello = self.chosen()?;
        let body = &self.speech.first(what::SERVER_KEY_EXCHANGE)?.body;
        let suite = registry::tls_cipher_suite(hello.suite)?;
        ServerKeyExchange::read(body, suite.name, hello.selected_version().in_stream())
    }

    /// The chain that was sent, the server's own certificate first.
    pub fn chain(&self) -> Vec<&[u8]> {
        if let Outcome::Ssl2(hello) = &self.outcome {
            return vec![&hello.certificate];
        }
        let revealed = self.revealed("certificate").collect::<Vec<_>>();
        if !revealed.is_empty() {
            return revealed;
        }
        let message = self.speech.first(what::CERTIFICATE);
        message.and_then(|message| certificates(&message.body)).unwrap_or_default()
    }

    /// Signature scheme of the server's proof.
    pub fn scheme(&self) -> Option<u16> {
        let revealed = self.revealed("signature").next();
        let revealed = revealed.and_then(|bytes| Some(u16::from_be_bytes(bytes.try_into().ok()?)));
        revealed.or_else(|| self.exchanged()?.scheme)
    }

    pub fn revealed(&self, what: &str) -> impl Iterator<Item = &'a [u8]> {
        let all = self.exchange.revealed.iter();
        all.filter(move |revealed| revealed.what == what).map(|revealed| revealed.bytes.as_slice())
    }

    /// Whether the server asks for a client's certificate.
    pub fn asks_for_certificate(&self) -> bool {
        let before_13 = || {
            let message = self.speech.first(what::CERTIFICATE_REQUEST)?;
            CertificateRequest::read(&message.body, self.chosen()?.selected_version().in_stream())
        };
        self.revealed("certificate request").next().is_some() || before_13().is_some()
    }
}

fn outcome(exchange: &Exchange, answer: &[u8], speech: &Speech) -> Outcome {
    if let Some(hello) = Ssl2ServerHello::read(answer) {
        return Outcome::Ssl2(hello);
    }
    if let Some(hello) = speech.server_hellos().next() {
        return Outcome::Chose(Box::new(hello));
    }
    if let Some(alert) = speech.fatal() {
        return Outcome::Refused(Some(alert.description));
    }
    match exchange.end {
        // Some servers hang up instead of an alert.
        End::Closed | End::Reset if answer.is_empty() => Outcome::Refused(None),
        // An error of SSL 2.0 has no type of its own.
        _ if answer.len() >= 5 && answer[0] & 0x80 != 0 && answer[2] == 0 => Outcome::Refused(None),
        _ => Outcome::Unknown(silence(exchange, answer, speech)),
    }
}

/// Why a question has no answer.
fn silence(exchange: &Exchange, answer: &[u8], speech: &Speech) -> String {
    if let Some(other) = other_protocol(answer) {
        return format!("what answers is not TLS but {other}");
    }
    if matches!(speech.fault, Some(Fault::NotRecord | Fault::TooLong)) {
        return "what answers is not TLS".to_owned();
    }
    let partly = if answer.is_empty() { "" } else { " within its answer" };
    match &exchange.end {
        End::Done => "the answer cannot be read".to_owned(),
        End::Closed => format!("the connection was closed{partly}"),
        End::Reset => format!("the connection was reset{partly}"),
        End::TimedOut if exchange.messages.is_empty() => {
            "no connection, or no word on it, in time".to_owned()
        }
        End::TimedOut => format!("no answer in time{partly}"),
        End::Refused => "nobody listens (connection refused)".to_owned(),
        End::Unreachable => "the host cannot be reached".to_owned(),
        End::Bounded => "the answer passes a bound".to_owned(),
        End::Torn => "the record breaks off".to_owned(),
        End::Failed(why) => why.chars().take(200).collect(),
    }
}

/// Protocols that speak in the clear, by their first words.
fn other_protocol(answer: &[u8]) -> Option<&'static str> {
    const WORDS: &[(&[u8], &str)] = &[
        (b"SSH-", "SSH"),
        (b"HTTP/", "HTTP"),
        (b"220", "a service in the clear (SMTP or FTP)"),
        (b"* OK", "IMAP"),
        (b"+OK", "POP3"),
        (b"RFB ", "VNC"),
        (b"<", "a document in the clear"),
    ];
    WORDS.iter().find(|(word, _)| answer.starts_with(word)).map(|(_, name)| *name)
}

/// What a property was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked<T> {
    /// Nobody asked.
    NotTested,
    /// Values in the order of the server's answers; why there may be more, where the last answer was no plain no.
    Answers(Vec<T>, Option<String>),
}

impl<T: PartialEq> Asked<T> {
    /// Of questions that were asked until the server said no.
    pub fn until_no<'q>(
        questions: impl Iterator<Item = &'q Question<'q>>,
        value: impl Fn(&Question<'q>) -> Option<T>,
    ) -> Self {
        let mut found = Vec::new();
        let (mut open, mut missing) = (Some("not asked to the end".to_owned()), None);
        let mut any = false;
        for question in questions {
            any = true;
            match (&question.outcome, value(question)) {
                (Outcome::Unknown(why), _) => missing = Some(why.clone()),
                (Outcome::Refused(_), _) => open = None,
                (_, Some(value)) if !found.contains(&value) => found.push(value),
                // The same again, or another version: what is left is not taken.
                (_, _) => open = None,
            }
        }
        if any { Self::Answers(found, missing.or(open)) } else { Self::NotTested }
    }

    pub fn values(&self) -> &[T] {
        match self {
            Self::NotTested => &[],
            Self::Answers(values, _) => values,
        }
    }

    pub fn open(&self) -> Option<&str> {
        match self {
            Self::NotTested => None,
            Self::Answers(_, open) => open.as_deref(),
        }
    }
}

/// All that was asked.
pub struct Observation<'a> {
    /// Versions that there may be.
    pub family: Family,
    /// Question by question.
    pub questions: Vec<Question<'a>>,
}

impl<'a> Observation<'a> {
    pub fn read(transcript: &'a Transcript) -> Self {
        let service = transcript.endpoint.service;
        let questions = transcript.exchanges.iter();
        let mut questions =
            questions.map(|exchange| Question::read(service, exchange)).collect::<Vec<_>>();
        if questions.iter().any(|question| question.chosen().is_some()) {
            questions.iter_mut().for_each(Question::taken_for_a_no);
        }
        Self { family: Family::of(service), questions }
    }

    pub fn of(&self, purpose: impl AsRef<str>) -> impl Iterator<Item = &Question<'a>> {
        self.questions.iter().filter(move |question| question.exchange.purpose == purpose.as_ref())
    }

    /// Whether the server spoke TLS or SSL at all.
    pub fn has_spoken(&self) -> bool {
        let speaks = |question: &Question<'_>| match question.outcome {
            Outcome::Chose(_) | Outcome::Ssl2(_) => true,
            Outcome::Refused(alert) => alert.is_some_and(|alert| alert_name(alert).is_some()),
            Outcome::Unknown(_) => false,
        };
        self.questions.iter().any(speaks)
    }

    /// Whether a version is offered: yes, no, or why that is not known.
    pub fn version(&self, version: Version) -> Option<Result<bool, String>> {
        let chose = |question: &Question<'_>| match &question.outcome {
            Outcome::Chose(hello) => hello.selected_version() == version,
            Outcome::Ssl2(_) => version == Version::SSL_2,
            _ => false,
        };
        if self.questions.iter().any(chose) {
            return Some(Ok(true));
        }
        let purpose = match version {
            Version::SSL_2 => "ssl2 hello".to_owned(),
            version => format!("tls version {version}"),
        };
        let question = self.of(purpose).next()?;
        Some(match &question.outcome {
            // A server that hangs up on everything has not said anything of versions.
            Outcome::Refused(None) if !self.has_spoken() => {
                Err("the connection was closed".to_owned())
            }
            // Garbage where SSL 2.0 was offered: whatever it is, a hello of SSL 2.0 it is not.
            Outcome::Unknown(_)
                if version == Version::SSL_2 && question.exchange.end == End::Done =>
            {
                Ok(false)
            }
            Outcome::Unknown(why) => Err(why.clone()),
            // There is no other version that it could have.
            Outcome::Refused(_) if self.family.versions.len() == 1 => {
                Err("every greeting was refused".to_owned())
            }
            _ => Ok(false),
        })
    }

    /// Chains that differ, in the order in which they came.
    pub fn chains(&self) -> Vec<Vec<&[u8]>> {
        let mut found: Vec<Vec<&[u8]>> = Vec::new();
        for chain in self.questions.iter().map(Question::chain) {
            if !chain.is_empty() && !found.contains(&chain) && found.len() < MOST_CHAINS {
                found.push(chain);
            }
        }
        found
    }

    /// Application protocol that was chosen.
    pub fn application_protocols(&self) -> Vec<String> {
        let mut found = Vec::new();
        for question in self.of("tls application protocols") {
            let hidden = question.revealed("encrypted extensions").find_map(|body| {
                let mut cursor = crate::wire::tls::Cursor::new(body);
                let list = crate::wire::tls::Extension::list(cursor.vector16()?)?;
                list.iter().find(|extension| extension.kind == kind::ALPN)?.protocols().pop()
            });
            let open = || question.chosen().and_then(ServerHello::protocol);
            found.extend(hidden.or_else(open));
        }
        found.sort();
        found.dedup();
        found
    }

    /// Parameters of finite-field Diffie-Hellman that the server used.
    pub fn finite_fields(&self) -> Vec<ExplicitDh> {
        let mut found = BTreeMap::new();
        for question in &self.questions {
            if let Some(ServerKeyExchange { share: Share::FiniteField(dh), .. }) =
                question.exchanged()
            {
                found.insert(dh.prime.clone(), dh);
            }
        }
        found.into_values().collect()
    }
}
