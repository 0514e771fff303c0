//! Every DER object of an input: from PEM blocks, from DER files with one object or several in a row, and from files
//! that are base64 of DER without a frame. What an object is follows from its content; a label only decides who
//! reports what cannot be read.

use super::ber::Element;
use super::definite::{in_definite_lengths, is_indefinite};
use super::kind::Kind;
use super::{Attempts, Input, Peek, Sink, pem};
use crate::model::{Finding, UnknownReason};

/// One object and its place.
pub struct Object<'a> {
    /// Its encoding, without what follows it.
    pub element: Element<'a>,
    /// PEM label; empty in DER.
    pub label: &'a str,
    /// Offset in the input: of the object, or of the BEGIN line.
    pub offset: u64,
    /// 1-based line of the BEGIN line.
    pub line: Option<u32>,
    /// What is odd about the frame.
    pub note: String,
}

impl Object<'_> {
    /// Adds to a finding's note what is odd about the frame, and `more`.
    pub fn noted(&self, finding: Finding, more: &str) -> Finding {
        let notes = [self.note.as_str(), finding.occurrence.note.as_str(), more];
        let note = notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join("; ");
        finding.note(note)
    }
}

/// Reports a PEM block whose content, given beside it, is closed.
pub type Closed = fn(&pem::Block<'_>, &[u8], &Attempts<'_>, &mut Sink);

/// What a detector looks for.
pub struct Search {
    /// Its id.
    pub detector: &'static str,
    /// What it finds.
    pub kind: Kind,
    /// In words, with the article: `a certificate`.
    pub words: &'static str,
    /// File extensions that promise such an object in DER.
    pub extensions: &'static [&'static str],
    /// Reports an object of the kind; `None` where it is too broken for that.
    pub read: fn(&Object<'_>, &Attempts<'_>, &mut Sink) -> Option<()>,
    /// Reports a PEM block whose content is closed by `DEK-Info`.
    pub closed: Option<Closed>,
}

impl Search {
    /// Cheap test: the PEM anchor, a first object of any of the kinds, a file name that promises one, or base64.
    pub fn wants(&self, peek: &Peek<'_>) -> bool {
        peek.anchored
            || Kind::of(peek.head, None).is_some()
            || is_indefinite(peek.head)
            || (peek.head.first() == Some(&0x30) && self.is_promised(peek.name))
            || pem::starts_bare(peek.head)
    }

    /// Reports every object of the kind in `input`.
    pub fn run(&self, input: &Input<'_>, sink: &mut Sink) {
        let mut faults = Faults { search: self, count: 0, attempts: input.attempts };
        let bytes = &*in_definite_lengths(input.bytes, self.kind);
        if Kind::of(bytes, None).is_some() {
            self.series(bytes, None, &mut faults, sink);
        } else if memchr::memmem::find(bytes, b"-----BEGIN ").is_some() {
            let mut blocks = input.blocks().iter().peekable();
            while let Some(block) = blocks.next() {
                // OpenSSL writes the parameters before the key that repeats them.
                let belongs = blocks.peek().is_some_and(|next| next.label == "EC PRIVATE KEY");
                if block.label != "EC PARAMETERS" || !belongs {
                    self.block(block, &mut faults, sink);
                }
            }
        } else if bytes.first() == Some(&0x30) {
            if self.is_promised(input.name) && !is_other_structure(bytes) {
                faults.report(
                    sink,
                    0,
                    None,
                    "the file name promises it, and its structure is broken or cut off",
                );
            }
        } else if let Some((der, start)) = pem::bare(bytes) {
            let line = memchr::memchr_iter(b'\n', &bytes[..start]).count() + 1;
            let place = (start as u64, u32::try_from(line).unwrap_or(u32::MAX));
            let der = in_definite_lengths(&der, self.kind);
            self.series(&der, Some(place), &mut faults, sink);
        }
        faults.finish(sink);
    }

    /// Objects in DER, one after the other; `place` is that of the text that holds them.
    fn series(
        &self,
        bytes: &[u8],
        place: Option<(u64, u32)>,
        faults: &mut Faults<'_>,
        sink: &mut Sink,
    ) {
        let (mut at, mut last) = (0, None);
        while let rest @ [_, ..] = &bytes[at..] {
            let kind = Kind::of(rest, None);
            let offset = place.map_or(at as u64, |(offset, _)| offset);
            let line = place.map(|(_, line)| line);
            let (Some(found), Some(element)) = (kind, Element::read(rest)) else {
                let is_padding =
                    || rest.iter().all(|byte| *byte == 0 || byte.is_ascii_whitespace());
                match kind {
                    Some(kind) if kind == self.kind => faults.report(
                        sink,
                        offset,
                        line,
                        "it is cut off, or its lengths do not add up",
                    ),
                    None if last == Some(self.kind) && !is_padding() => {
                        faults.report(
                            sink,
                            offset,
                            line,
                            "what follows it in the same file is none",
                        );
                    }
                    _ => {}
                }
                return;
            };
            at += element.whole.len();
            last = kind;
            if found == self.kind {
                let note = if place.is_some() {
                    "base64 without a PEM frame".to_owned()
                } else {
                    String::new()
                };
                self.object(&Object { element, label: "", offset, line, note }, faults, sink);
            }
        }
    }

    fn block(&self, block: &pem::Block<'_>, faults: &mut Faults<'_>, sink: &mut Sink) {
        if is_foreign(block.label) {
            return;
        }
        let stated = kind_of_label(block.label);
        let is_own = stated == Some(self.kind);
        let (offset, line) = (block.offset, Some(block.line));
        let Some(der) = block.der() else {
            if is_own && block.is_meant() {
                let fault =
                    if block.is_complete() { "its base64 is broken" } else { "it has no END line" };
                faults.report(sink, offset, line, fault);
            }
            return;
        };
        let is_closed = is_own
            && self.closed.is_some()
            && block.header("Proc-Type").is_some_and(|value| value.ends_with("ENCRYPTED"));
        if let (true, Some(closed)) = (is_closed, self.closed) {
            return closed(block, der, faults.attempts, sink);
        }
        let der = &*in_definite_lengths(der, self.kind);
        let kind = Kind::of(der, stated);
        let Some(element) = Element::read(der) else {
            // The label's owner speaks for what is no object at all.
            if kind == Some(self.kind) || (kind.is_none() && is_own && block.is_meant()) {
                faults.report(sink, offset, line, "it is cut off, or its lengths do not add up");
            }
            return;
        };
        match kind {
            Some(kind) if kind == self.kind => {
                let mut notes = block.oddity().into_iter().map(str::to_owned).collect::<Vec<_>>();
                if !is_own {
                    notes.push(format!("labelled {}", block.label));
                }
                let extra = der.len() - element.whole.len();
                // OpenSSL appends its trust settings to a TRUSTED CERTIFICATE.
                if extra > 0 && block.label != "TRUSTED CERTIFICATE" {
                    notes.push(format!("{extra} bytes follow it inside the block"));
                }
                let note = notes.join("; ");
                self.object(
                    &Object { element, label: block.label, offset, line, note },
                    faults,
                    sink,
                );
            }
            None if is_own && block.is_meant() => {
                faults.report(sink, offset, line, "its content is something else")
            }
            _ => {}
        }
    }

    fn object(&self, object: &Object<'_>, faults: &mut Faults<'_>, sink: &mut Sink) {
        if (self.read)(object, faults.attempts, sink).is_none() {
            faults.report(
                sink,
                object.offset,
                object.line,
                "a field that it cannot do without is broken",
            );
        }
    }

    fn is_promised(&self, name: &str) -> bool {
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        self.extensions.iter().any(|own| extension.eq_ignore_ascii_case(own))
    }
}

/// Malformed objects of one input: the first ones one by one, the rest as a number.
struct Faults<'s> {
    search: &'s Search,
    count: usize,
    attempts: &'s Attempts<'s>,
}

impl Faults<'_> {
    const LIMIT: usize = 100;

    fn report(&mut self, sink: &mut Sink, offset: u64, line: Option<u32>, fault: &str) {
        self.count += 1;
        if self.count <= Self::LIMIT {
            let detail = format!("{} that cannot be read: {fault}", self.search.words);
            sink.unknown(self.search.detector, UnknownReason::Malformed, offset, line, detail);
        }
    }

    fn finish(&self, sink: &mut Sink) {
        if let Some(more @ 1..) = self.count.checked_sub(Self::LIMIT) {
            let detail = format!(
                "{more} more like {} that cannot be read, in the same input",
                self.search.words
            );
            sink.unknown(self.search.detector, UnknownReason::Malformed, 0, None, detail);
        }
    }
}

/// What a label promises; `None` for labels that promise nothing here.
fn kind_of_label(label: &str) -> Option<Kind> {
    match label {
        "CERTIFICATE" | "X509 CERTIFICATE" | "X.509 CERTIFICATE" | "TRUSTED CERTIFICATE" => {
            Some(Kind::Certificate)
        }
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => Some(Kind::Request),
        "X509 CRL" | "CRL" => Some(Kind::RevocationList),
        "DH PARAMETERS" | "X9.42 DH PARAMETERS" | "EC PARAMETERS" | "DSA PARAMETERS" => {
            Some(Kind::Parameters)
        }
        _ if label == "PRIVATE KEY" || label.ends_with(" PRIVATE KEY") => Some(Kind::PrivateKey),
        _ if label == "PUBLIC KEY" || label.ends_with(" PUBLIC KEY") => Some(Kind::PublicKey),
        _ => None,
    }
}

/// Labels of other formats, whose content is not looked at: OpenSSH and SSH.com, OpenPGP, CMS, PKCS#12, attribute
/// certificates, age, cosign, TPM.
fn is_foreign(label: &str) -> bool {
    const WORDS: &[&str] = &[
        "OPENSSH",
        "SSH",
        "SSH2",
        "PGP",
        "PKCS7",
        "CMS",
        "PKCS12",
        "ATTRIBUTE",
        "AGE",
        "COSIGN",
        "SIGSTORE",
        "TSS2",
    ];
    label.split([' ', '#']).any(|word| WORDS.contains(&word))
}

/// A whole structure of another kind fills the file: a keystore or message behind a certificate's file name.
fn is_other_structure(bytes: &[u8]) -> bool {
    Element::read(bytes).is_some_and(|element| {
        let mut children = element.children();
        let fields = children.by_ref().take(1_000).count();
        element.whole.len() == bytes.len() && fields > 0 && children.rest().is_empty()
    })
}
