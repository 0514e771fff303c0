//! X.509 certificates (RFC 5280), PEM or DER, any number in one file, with any name or none.

use std::collections::BTreeSet;

use x509_parser::asn1_rs::Oid;
use x509_parser::certificate::X509CertificateParser;
use x509_parser::extensions::{
    ExtendedKeyUsage, GeneralName, KeyUsage, ParsedExtension, X509Extension,
};
use x509_parser::nom::{self, Parser as _};
use x509_parser::prelude::FromDer;

use super::ber::Element;
use super::kind::Kind;
use super::objects::{Object, Search};
use super::signature_algorithm::signature_algorithm;
use super::spki::PublicKey;
use super::x509_companions::Companions;
use super::x509_fields::{is_endless, name_text, oid, time};
use super::{Detector, PEM_ANCHOR, Sink, kubernetes_secret};
use crate::model::{Asset, AssetId, Certificate, Finding, RelationKind, UnknownReason};

/// Finds certificates.
pub const DETECTOR: Detector = Detector {
    id: "x509-certificate",
    title: "X.509 certificates",
    about: "Certificates of RFC 5280 in PEM (under any label, in any text), DER (by structure, one or several in a row) and bare \
            base64: subject, issuer, validity, key algorithm with exact size or curve, signature algorithm with its \
            parameters, names, key usage, CA flag, key identifiers, fingerprint. Post-quantum, composite and unknown \
            algorithms are named by OID. A second key and signature (X.509 §9.8), a related or delta certificate and the \
            timestamps of transparency logs are noted, and the second key is an asset. Fields are read one by one, so that a certificate with a fault is still \
            inventoried; the fault is recorded beside it.",
    anchors: &[PEM_ANCHOR],
    wants: |peek| SEARCH.wants(peek),
    detect: |input, sink| {
        let known = sink.findings.len();
        SEARCH.run(input, sink);
        kubernetes_secret::tell(input.bytes, sink.findings.get_mut(known..).unwrap_or_default());
    },
};

const SEARCH: Search = Search {
    detector: DETECTOR.id,
    kind: Kind::Certificate,
    words: "a certificate",
    extensions: &["cer", "crt", "der"],
    read: |object, _, sink| {
        let (finding, faults) =
            Read::new(&object.element)?.finding(DETECTOR.id, object.offset, object.line);
        sink.found(object.noted(finding, ""));
        record(DETECTOR.id, &faults, object, sink);
        Some(())
    },
    closed: None,
};

fn record(detector: &'static str, faults: &[String], object: &Object<'_>, sink: &mut Sink) {
    if !faults.is_empty() {
        let detail = format!(
            "a certificate with faults ({}); what is legible was recorded",
            faults.join("; ")
        );
        sink.unknown(detector, UnknownReason::Malformed, object.offset, object.line, detail);
    }
}

/// Reports a certificate that another structure holds; its id when it is one.
pub fn inside(detector: &'static str, der: &[u8], offset: u64, sink: &mut Sink) -> Option<AssetId> {
    let element = Element::read(der);
    let Some((element, read)) =
        element.and_then(|element| Some((element.clone(), Read::new(&element)?)))
    else {
        sink.unknown(
            detector,
            UnknownReason::Malformed,
            offset,
            None,
            "a certificate inside it cannot be read",
        );
        return None;
    };
    let (finding, faults) = read.finding(detector, offset, None);
    let object = Object { element, label: "", offset, line: None, note: String::new() };
    record(detector, &faults, &object, sink);
    let id = finding.asset.id();
    sink.found(finding);
    Some(id)
}

/// A certificate with what is wrong with it.
struct Read {
    certificate: Certificate,
    key: PublicKey,
    companions: Companions,
    is_open: bool,
    faults: Vec<String>,
}

impl Read {
    /// Reads the fields one by one, without judging them; `None` where one that the asset needs is missing.
    fn new(element: &Element<'_>) -> Option<Self> {
        let tbs = element.child(0)?;
        let mut fields = tbs.children().skip_while(|field| field.context() == Some(0));
        let (serial, signature, issuer) = (fields.next()?, fields.next()?, fields.next()?);
        let (validity, subject, spki) = (fields.next()?, fields.next()?, fields.next()?);
        let key = PublicKey::read(&spki)?;
        let mut faults = strict_fault(element).into_iter().collect::<Vec<_>>();
        let mut date = |index, name| {
            let field = validity.child(index);
            let read = field.as_ref().and_then(time);
            if read.is_none() && !field.as_ref().is_some_and(is_endless) {
                faults.push(format!("{name} is no date that exists"));
            }
            read
        };
        let (not_before, not_after) = (date(0, "notBefore"), date(1, "notAfter"));
        let outer = element.child(1);
        if outer.as_ref().map(|outer| outer.whole) != Some(signature.whole) {
            // RFC 5280 §4.1.1.2: the two must be equal.
            faults.push("the signature algorithms inside and outside differ".to_owned());
        }
        let mut certificate = Certificate {
            format: "X.509".to_owned(),
            subject: name_text(&subject),
            issuer: name_text(&issuer),
            serial: serial_text(serial.content()),
            not_before,
            not_after,
            is_ca: false,
            self_signed: subject.whole == issuer.whole,
            key_usage: BTreeSet::new(),
            extended_key_usage: BTreeSet::new(),
            subject_alternative_names: Vec::new(),
            fingerprint: super::sha256(element.whole),
            key_fingerprint: key.fingerprint.clone(),
            key_algorithm: key.algorithm.clone(),
            signature_algorithm: signature_algorithm(outer.as_ref().unwrap_or(&signature)),
            subject_key_id: None,
            authority_key_id: None,
        };
        let wrapper = fields.find(|field| field.context() == Some(3));
        let mut companions = Companions::default();
        extensions(wrapper.as_ref(), &mut certificate, &mut companions, &mut faults);
        let is_open = validity.child(1).as_ref().is_some_and(is_endless);
        Some(Self { certificate, key, companions, is_open, faults })
    }

    fn finding(
        self,
        detector: &'static str,
        offset: u64,
        line: Option<u32>,
    ) -> (Finding, Vec<String>) {
        let (mut notes, companions) = self.companions.finish();
        if self.is_open {
            notes.insert(0, "no end of validity (99991231235959Z)".to_owned());
        }
        let finding = Finding::new(detector, Asset::Certificate(self.certificate), offset, line)
            .note(notes.join("; "))
            .refers_to(RelationKind::SubjectPublicKey, self.key.asset());
        let finding = companions
            .into_iter()
            .fold(finding, |finding, asset| finding.refers_to(RelationKind::Contains, asset));
        (finding, self.faults)
    }
}

/// What the strict parser says against it.
fn strict_fault(element: &Element<'_>) -> Option<String> {
    let mut parser = X509CertificateParser::new().with_deep_parse_extensions(false);
    match parser.parse(element.whole) {
        Ok(_) => None,
        Err(nom::Err::Error(fault) | nom::Err::Failure(fault)) => Some(fault.to_string()),
        Err(nom::Err::Incomplete(_)) => Some("it is cut off".to_owned()),
    }
}

/// Longest serial number that is written out; RFC 5280 §4.1.2.2 allows 20 octets.
const SERIAL: usize = 64;

/// Two's complement content octets as hexadecimal; a negative number keeps its sign.
fn serial_text(content: &[u8]) -> String {
    if content.len() > SERIAL {
        return format!("{}…", super::hex(&content[..SERIAL]));
    }
    let negative = content.first().is_some_and(|byte| byte & 0x80 != 0);
    let mut magnitude = content.to_vec();
    if negative {
        let mut carry = true;
        for byte in magnitude.iter_mut().rev() {
            (*byte, carry) = (!*byte).overflowing_add(u8::from(carry));
        }
    }
    let digits = super::hex(&magnitude);
    let digits = match digits.trim_start_matches('0') {
        "" => "0",
        trimmed => trimmed,
    };
    format!("{}{digits}", if negative { "-" } else { "" })
}

/// Extensions looked at; real certificates have about ten.
const EXTENSIONS: usize = 1_000;
/// Alternative names kept of one certificate.
const NAMES: usize = 10_000;

/// Extensions ::= [3] SEQUENCE OF Extension (RFC 5280 §4.1), each read on its own.
fn extensions(
    wrapper: Option<&Element<'_>>,
    certificate: &mut Certificate,
    companions: &mut Companions,
    faults: &mut Vec<String>,
) {
    let list = wrapper.and_then(Element::explicit);
    let mut children = list.iter().flat_map(Element::children);
    for element in children.by_ref().take(EXTENSIONS) {
        match X509Extension::from_der(element.whole) {
            Ok((_, extension)) => {
                let id = oid(&extension.oid);
                if companions.extension(&id, extension.value).is_none() {
                    faults.push(format!("extension {id} is unreadable"));
                }
                self::extension(&extension, certificate, faults);
            }
            Err(_) => faults.push("an extension is unreadable".to_owned()),
        }
    }
    if children.next().is_some() {
        faults.push(format!("more than {EXTENSIONS} extensions"));
    }
    faults.dedup();
    // Equal names and another key's identifier: a re-issued authority, not a self-signed certificate.
    if let (Some(own), Some(signer)) = (&certificate.subject_key_id, &certificate.authority_key_id)
    {
        certificate.self_signed &= own == signer;
    }
}

fn extension(
    extension: &X509Extension<'_>,
    certificate: &mut Certificate,
    faults: &mut Vec<String>,
) {
    match extension.parsed_extension() {
        ParsedExtension::BasicConstraints(constraints) => certificate.is_ca = constraints.ca,
        ParsedExtension::KeyUsage(usage) => certificate.key_usage = key_usage(usage),
        ParsedExtension::ExtendedKeyUsage(usage) => {
            certificate.extended_key_usage = extended_key_usage(usage)
        }
        ParsedExtension::SubjectAlternativeName(names) => {
            let names = &names.general_names;
            certificate.subject_alternative_names =
                names.iter().take(NAMES).map(general_name).collect();
            if names.len() > NAMES {
                faults.push(format!(
                    "{} alternative names beyond the first {NAMES}",
                    names.len() - NAMES
                ));
            }
        }
        ParsedExtension::SubjectKeyIdentifier(id) => {
            certificate.subject_key_id = Some(identifier(id.0))
        }
        ParsedExtension::AuthorityKeyIdentifier(id) => {
            certificate.authority_key_id = id.key_identifier.as_ref().map(|id| identifier(id.0));
        }
        ParsedExtension::ParseError { .. } if is_read(&extension.oid) => {
            faults.push(format!("extension {} is unreadable", oid(&extension.oid)));
        }
        _ => {}
    }
}

/// Whether the inventory takes something from the extension; a fault in another loses nothing (RFC 5280 §4.2.1).
fn is_read(id: &Oid<'_>) -> bool {
    // subjectKeyIdentifier, keyUsage, subjectAltName, basicConstraints, authorityKeyIdentifier, extKeyUsage
    ["2.5.29.14", "2.5.29.15", "2.5.29.17", "2.5.29.19", "2.5.29.35", "2.5.29.37"]
        .contains(&oid(id).as_str())
}

/// Key identifiers are digests; a longer one is cut.
fn identifier(bytes: &[u8]) -> String {
    super::hex(&bytes[..bytes.len().min(SERIAL)])
}

fn key_usage(usage: &KeyUsage) -> BTreeSet<String> {
    let named = [
        (usage.digital_signature(), "digitalSignature"),
        (usage.non_repudiation(), "nonRepudiation"),
        (usage.key_encipherment(), "keyEncipherment"),
        (usage.data_encipherment(), "dataEncipherment"),
        (usage.key_agreement(), "keyAgreement"),
        (usage.key_cert_sign(), "keyCertSign"),
        (usage.crl_sign(), "cRLSign"),
        (usage.encipher_only(), "encipherOnly"),
        (usage.decipher_only(), "decipherOnly"),
    ];
    named.into_iter().filter(|(is_set, _)| *is_set).map(|(_, name)| name.to_owned()).collect()
}

fn extended_key_usage(usage: &ExtendedKeyUsage<'_>) -> BTreeSet<String> {
    let named = [
        (usage.any, "anyExtendedKeyUsage"),
        (usage.server_auth, "serverAuth"),
        (usage.client_auth, "clientAuth"),
        (usage.code_signing, "codeSigning"),
        (usage.email_protection, "emailProtection"),
        (usage.time_stamping, "timeStamping"),
        (usage.ocsp_signing, "OCSPSigning"),
    ];
    let known = named.into_iter().filter(|(is_set, _)| *is_set).map(|(_, name)| name.to_owned());
    known.chain(usage.other.iter().take(EXTENSIONS).map(oid)).collect()
}

fn general_name(name: &GeneralName<'_>) -> String {
    match name {
        GeneralName::DNSName(name) => format!("DNS:{name}"),
        GeneralName::RFC822Name(name) => format!("email:{name}"),
        GeneralName::URI(uri) => format!("URI:{uri}"),
        GeneralName::IPAddress(bytes) => match <[u8; 4]>::try_from(*bytes) {
            Ok(four) => format!("IP:{}", core::net::Ipv4Addr::from(four)),
            Err(_) => match <[u8; 16]>::try_from(*bytes) {
                Ok(sixteen) => format!("IP:{}", core::net::Ipv6Addr::from(sixteen)),
                Err(_) => format!("IP:{}", identifier(bytes)),
            },
        },
        GeneralName::DirectoryName(name) => {
            let text = Element::read(name.as_raw()).map(|name| name_text(&name));
            format!("DN:{}", text.unwrap_or_default())
        }
        GeneralName::RegisteredID(id) => format!("RID:{}", oid(id)),
        GeneralName::OtherName(id, _) => format!("other:{}", oid(id)),
        _ => "other".to_owned(),
    }
}
