//! Certificates, keys, keystores and messages as base64 inside other text: configuration, secrets, metadata, mail.

use memchr::memmem;
use x509_parser::asn1_rs::{FromDer, Header};

use super::base64_text::{Characters, decoded, is_character};
use super::kind::Kind;
use super::next_run::next_run;
use super::{
    Detector, Input, Peek, Sink, attribute_certificate, cms_message, domain_parameters,
    java_keystore, kubernetes_secret, nested, ocsp_response, openpgp_key, openssh_private_key,
    openssh_public_key, pem, pkcs12_keystore, private_key, public_key, putty_private_key,
    timestamp_message, x509_certificate, x509_crl, x509_request,
};
use crate::model::UnknownReason;

/// Finds objects inside base64.
pub const DETECTOR: Detector = Detector {
    id: "embedded-object",
    title: "Certificates, keys and messages as base64 inside other text",
    about: "A run of base64 anywhere in a text that holds one complete object: DER of a certificate, request, revocation \
            list, key, OCSP response, CMS message or PKCS#12 store, a Java keystore, or PEM. So it is in Kubernetes \
            Secrets and kubeconfig files, Terraform state, cloud-init, SAML metadata, JWK x5c, XML signatures, S/MIME \
            parts, properties and source code. A run may be wrapped, indented, escaped or concatenated. The readers of \
            those objects read what the run decodes to, so that an object is one asset in every wrapping; the place is \
            that of the run. A run that only begins like an object gives nothing, unless at least half of the object \
            is there.",
    anchors: ANCHORS,
    wants,
    detect: |input, sink| {
        let known = sink.findings.len();
        detect(input, sink);
        kubernetes_secret::tell(input.bytes, sink.findings.get_mut(known..).unwrap_or_default());
    },
};

/// What stands before a value and the first characters of a SEQUENCE with a length of two octets; then the algorithm of
/// short keys (Ed25519, X25519, EC, ML-DSA and ML-KEM seeds, RSA-1024) and what is read whole.
const ANCHORS: &[&str] = &[
    "\"MII",
    "'MII",
    " MII",
    "\tMII",
    "\nMII",
    ">MII",
    "=MII",
    ":MII",
    ",MII",
    "(MII",
    "[MII",
    "`MII",
    "|MII",
    "\\nMII",
    "\"MIM",
    "\nMIM",
    " MIM",
    "\"MIG",
    " MIG",
    "=MIG",
    ">MIG",
    "\nMIG",
    "BQYDK2V",
    "KoZIzj0CAQ",
    "MHcCAQEE",
    "MIGkAgEBBD",
    "MIHcAgEBBE",
    "CwYJYIZIAWUDBA",
    PEM[0],
    PEM[1],
    PEM[2],
    WHOLE[0],
    WHOLE[1],
    WHOLE[2],
    WHOLE[3],
];

/// `-----BEGIN ` in base64, at each of the three places that it can have in a group.
const PEM: [&str; 3] = ["LS0tLS1CRUdJTi", "0tLS0tQkVHSU4g", "tLS0tLUJFR0lOI"];
/// JKS and JCEKS of version 2, BER of PKCS#12 and CMS with indefinite lengths: no length says how long they are.
const WHOLE: [&str; 4] = ["/u3+7QAAAAI", "zs7OzgAAAAI", "MIACAQMwgA", "MIAGCSqGSIb3DQEH"];

/// Readers of what a run decodes to.
pub const READERS: &[&Detector] = &[
    &attribute_certificate::DETECTOR,
    &cms_message::DETECTOR,
    &domain_parameters::DETECTOR,
    &java_keystore::DETECTOR,
    &ocsp_response::DETECTOR,
    &openpgp_key::DETECTOR,
    &openssh_private_key::DETECTOR,
    &openssh_public_key::DETECTOR,
    &pkcs12_keystore::DETECTOR,
    &private_key::DETECTOR,
    &public_key::DETECTOR,
    &putty_private_key::DETECTOR,
    &timestamp_message::DETECTOR,
    &x509_certificate::DETECTOR,
    &x509_crl::DETECTOR,
    &x509_request::DETECTOR,
];

/// The namespace of documents whose certificates others verify messages with, or encrypt them to (SAML 2.0 Metadata §1.1).
const SAML_METADATA: &[u8] = b"urn:oasis:names:tc:SAML:2.0:metadata";

/// Shortest run that is looked at, and how much of it decides whether the rest is decoded.
const SHORTEST: usize = 48;
const START: usize = 64;
/// Shortest stretch without a line end that may begin one.
const WORD: usize = 16;
/// Longest object: what a length of four octets can say is more than any input.
const LONGEST: usize = 1 << 30;

fn wants(peek: &Peek<'_>) -> bool {
    let begins = |text: &&str| peek.head.starts_with(text.as_bytes());
    // What two peers said is read by those who know the protocol.
    if peek.head.starts_with(crate::wire::transcript::MARK) {
        return false;
    }
    peek.anchored || pem::starts_bare(peek.head) || PEM.iter().chain(&WHOLE).any(begins)
}

fn detect(input: &Input<'_>, sink: &mut Sink) {
    let bytes = input.bytes;
    if memchr::memchr(0, &bytes[..bytes.len().min(8_192)]).is_some() {
        return;
    }
    // A text that is one run from end to end has its readers already.
    if pem::bare(bytes).is_some_and(|(der, _)| Kind::of(&der, None).is_some()) {
        return;
    }
    let within = memmem::find(bytes, SAML_METADATA).map(|_| " in SAML metadata");
    let mut frames = input.blocks().iter().peekable();
    let mut runs = Runs { text: bytes, at: 0, spent: 0 };
    let (mut line, mut counted) = (1_u32, 0);
    while let Some(run) = runs.next() {
        while frames.peek().is_some_and(|frame| frame.range().end <= run.start) {
            frames.next();
        }
        let frame = frames.peek().filter(|frame| frame.range().contains(&run.start));
        if let Some(frame) = frame {
            // What has a frame is read there; a frame without an end may reach over the rest of the text.
            if frame.is_complete() {
                runs.at = frame.range().end;
                continue;
            }
            if matches!(run.content, Content::CutOff) {
                continue;
            }
        }
        let lines = memchr::memchr_iter(b'\n', &bytes[counted..run.start]).count();
        line = line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        counted = run.start;
        let place = nested::Place { offset: run.start as u64, line: Some(line) };
        match run.content {
            Content::Whole(content) if is_quotation(&content) => {}
            Content::Whole(content) => {
                let inner = nested::content(&content, input.attempts);
                let form = format!("{}{}", run.form, within.unwrap_or_default());
                nested::report(READERS, &inner, &place, &form, sink);
            }
            Content::CutOff => {
                let detail = "base64 of an object whose second part is missing or broken; the whole value is needed";
                sink.unknown(
                    DETECTOR.id,
                    UnknownReason::Malformed,
                    place.offset,
                    Some(line),
                    detail,
                );
            }
        }
    }
    if runs.is_spent() {
        let detail = "more text that looks like base64 of certificates than is decoded; the rest was not read";
        sink.unknown(DETECTOR.id, UnknownReason::TooLarge, runs.at as u64, None, detail);
    }
}

/// A value that breaks off early, as where a manual or a program quotes how such a value begins.
fn is_quotation(content: &[u8]) -> bool {
    // The shortest object, an Ed25519 key, has 44 bytes.
    const OBJECT: usize = 40;
    const PEM: usize = 512;
    let is_pem = memmem::find(content, b"-----BEGIN ").is_some();
    let is_ended = memmem::find(content, b"-----END ").is_some();
    content.len() < if is_pem { PEM } else { OBJECT } && !is_ended
}

/// One run of base64.
struct Run {
    start: usize,
    /// In words, for the note.
    form: &'static str,
    content: Content,
}

enum Content {
    /// What it decodes to.
    Whole(Vec<u8>),
    /// The object goes on where the run does not.
    CutOff,
}

/// The runs of a text that hold an object, in one pass.
struct Runs<'a> {
    text: &'a [u8],
    at: usize,
    /// Characters decoded for nothing: candidates that overlap can repeat the same ones.
    spent: usize,
}

impl Runs<'_> {
    /// What may be decoded in vain; real texts stay far below their own length.
    fn is_spent(&self) -> bool {
        self.spent > 2 * self.text.len() + 100_000
    }

    /// The run whose first character is at `start`: what it decodes to, and where the reading ended.
    fn run(&mut self, start: usize) -> Option<(&'static str, Content)> {
        let rest = &self.text[start..];
        let whole = WHOLE.iter().any(|text| rest.starts_with(text.as_bytes()));
        if whole || rest.starts_with(PEM[0].as_bytes()) {
            let mut characters = Characters::new(self.text, start);
            let content = decoded(&characters.take(usize::MAX));
            self.at = characters.at();
            return Some((if whole { "base64" } else { "base64 of PEM" }, Content::Whole(content)));
        }
        let mut characters = Characters::new(self.text, start);
        let mut taken = characters.take(START);
        if taken.len() < SHORTEST {
            return None;
        }
        let length = object_length(&decoded(&taken))?;
        let needed = (length * 4).div_ceil(3);
        taken.truncate(needed);
        let mut characters = Characters::new(self.text, start);
        let taken = characters.take(needed);
        let mut content = decoded(&taken);
        self.spent += characters.at() - start;
        if content.len() >= length && characters.is_over() {
            content.truncate(length);
            if nested::is_wanted(READERS, &content) {
                self.spent -= characters.at() - start;
                self.at = characters.at();
                return Some(("base64", Content::Whole(content)));
            }
        } else if content.len() < length
            && content.len() >= length / 2
            && Kind::of(&content, None) == Some(Kind::Certificate)
        {
            self.at = characters.at();
            return Some(("base64", Content::CutOff));
        }
        None
    }
}

impl Iterator for Runs<'_> {
    type Item = Run;

    fn next(&mut self) -> Option<Run> {
        while !self.is_spent() {
            let (start, word) = next_run(self.text, self.at, WORD, is_character)?;
            // Beyond this word, unless the run says how far it reaches.
            self.at = start + word.len();
            if let Some((form, content)) = self.run(start) {
                return Some(Run { start, form, content });
            }
            // PEM may lie at another place of what the word stands for.
            if PEM.iter().any(|text| memmem::find(word, text.as_bytes()).is_some()) {
                let content = Content::Whole(decoded(word));
                return Some(Run { start, form: "base64 of text with PEM", content });
            }
        }
        None
    }
}

/// Length in octets of the DER object that begins with `start`, where it begins like one of those that are read:
/// SEQUENCE { SEQUENCE …, INTEGER …, ENUMERATED 0 (OCSP), or the OBJECT IDENTIFIER of a CMS message.
pub fn object_length(start: &[u8]) -> Option<usize> {
    let (tag, header, length) = header(start)?;
    let (inner, inner_header, inner_length) = self::header(start.get(header..)?)?;
    let content = start.get(header + inner_header..)?;
    let is_plausible = match inner {
        0x30 => matches!(content.first(), Some(0xA0 | 0x02 | 0x06 | 0x30)),
        0x02 => inner_length > 0,
        0x0A => inner_length == 1 && content.first() == Some(&0),
        0x06 => cms_message::is_content_info(start),
        _ => false,
    };
    (tag == 0x30 && is_plausible && inner_header + inner_length <= length)
        .then_some(header + length)
        .filter(|length| *length <= LONGEST)
}

/// Tag, octets of the header and of the content of the element at the start of `bytes`.
fn header(bytes: &[u8]) -> Option<(u8, usize, usize)> {
    let (rest, header) = Header::from_der(bytes).ok()?;
    let length = header.length().definite().ok()?;
    Some((*bytes.first()?, bytes.len() - rest.len(), length))
}
