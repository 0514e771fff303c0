//! Names and times of X.509 structures, readable whatever state they are in.

use std::fmt::Write as _;

use x509_parser::asn1_rs::{Oid, Tag};

use super::ber::{Element, oid_text};
use crate::model::Timestamp;

/// Attributes kept of one name, and characters of one value.
const ATTRIBUTES: usize = 64;
const VALUE: usize = 256;

/// A distinguished name as RFC 4514 text: the last relative name first. What cannot be read says so.
pub fn name_text(name: &Element<'_>) -> String {
    let mut children = name.children();
    let relative = children
        .by_ref()
        .take(ATTRIBUTES)
        .map(|set| relative_name(&set))
        .collect::<Option<Vec<_>>>();
    match relative {
        Some(mut relative) if name.tag() == Some(Tag::Sequence) => {
            if !children.rest().is_empty() {
                relative.push("…".to_owned());
            }
            relative.reverse();
            relative.join(",")
        }
        _ => "unreadable name".to_owned(),
    }
}

/// RelativeDistinguishedName ::= SET OF SEQUENCE { type, value } (RFC 5280 §4.1.2.4), joined by `+` (RFC 4514 §2.2).
fn relative_name(set: &Element<'_>) -> Option<String> {
    let attribute = |attribute: Element<'_>| {
        let (kind, value) = (attribute.child(0)?.oid()?, attribute.child(1)?);
        Some(format!("{}={}", attribute_name(&kind), value_text(&value)))
    };
    let attributes = set.children().take(ATTRIBUTES).map(attribute).collect::<Option<Vec<_>>>()?;
    (!attributes.is_empty()).then(|| attributes.join("+"))
}

/// Short names of RFC 4514 §3, then those of RFC 4519 and PKCS#9 that every tool prints; otherwise the OID.
fn attribute_name(oid: &str) -> &str {
    match oid {
        "2.5.4.3" => "CN",
        "2.5.4.4" => "SN",
        "2.5.4.5" => "serialNumber",
        "2.5.4.6" => "C",
        "2.5.4.7" => "L",
        "2.5.4.8" => "ST",
        "2.5.4.9" => "STREET",
        "2.5.4.10" => "O",
        "2.5.4.11" => "OU",
        "2.5.4.12" => "title",
        "2.5.4.15" => "businessCategory",
        "2.5.4.42" => "givenName",
        "2.5.4.46" => "dnQualifier",
        "2.5.4.97" => "organizationIdentifier",
        "0.9.2342.19200300.100.1.1" => "UID",
        "0.9.2342.19200300.100.1.25" => "DC",
        "1.2.840.113549.1.9.1" => "emailAddress",
        other => other,
    }
}

/// The value as text with the escapes of RFC 4514 §2.4; `#` and hexadecimal where it is no text (§2.4, first case).
fn value_text(value: &Element<'_>) -> String {
    let content = value.content();
    let content = &content[..content.len().min(VALUE * 4)];
    let units = |size: usize| {
        content
            .chunks_exact(size)
            .map(|unit| unit.iter().fold(0, |code, byte| code << 8 | u32::from(*byte)))
    };
    let text = match value.tag() {
        Some(
            Tag::Utf8String
            | Tag::PrintableString
            | Tag::Ia5String
            | Tag::NumericString
            | Tag::VisibleString,
        ) => Some(String::from_utf8_lossy(content).into_owned()),
        Some(Tag::T61String) => Some(content.iter().copied().map(char::from).collect()),
        Some(Tag::BmpString) => units(2).map(char::from_u32).collect(),
        Some(Tag::UniversalString) => units(4).map(char::from_u32).collect(),
        _ => None,
    };
    match text {
        Some(text) => escaped(&text),
        None => format!("#{}", super::hex(&value.whole[..value.whole.len().min(VALUE)])),
    }
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let last = text.chars().count().saturating_sub(1);
    for (at, letter) in text.chars().enumerate().take(VALUE) {
        match letter {
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => escaped.extend(['\\', letter]),
            ' ' if at == 0 || at == last => escaped.push_str("\\ "),
            '#' if at == 0 => escaped.push_str("\\#"),
            letter if letter.is_control() => {
                for byte in letter.encode_utf8(&mut [0; 4]).bytes() {
                    // Writing to a String cannot fail.
                    let _ = write!(escaped, "\\{byte:02X}");
                }
            }
            letter => escaped.push(letter),
        }
    }
    if last >= VALUE {
        escaped.push('…');
    }
    escaped
}

/// Dotted decimal of an OID that the X.509 parser gives.
pub fn oid(oid: &Oid<'_>) -> String {
    oid_text(oid).unwrap_or_else(|| "unreadable OID".to_owned())
}

/// `99991231235959Z`: no well-defined end (RFC 5280 §4.1.2.5).
pub fn is_endless(field: &Element<'_>) -> bool {
    field.tag() == Some(Tag::GeneralizedTime) && field.content() == b"99991231235959Z"
}

/// UTCTime (RFC 5280 §4.1.2.5.1: years 1950 to 2049) or GeneralizedTime; `None` where the date does not exist.
pub fn time(field: &Element<'_>) -> Option<Timestamp> {
    let text = std::str::from_utf8(field.content()).ok()?;
    if !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = match field.tag()? {
        Tag::UtcTime => {
            let (year, rest) = text.split_at_checked(2)?;
            let year = year.parse::<i16>().ok()?;
            (if year < 50 { 2000 + year } else { 1900 + year }, rest)
        }
        Tag::GeneralizedTime => {
            let (year, rest) = text.split_at_checked(4)?;
            (year.parse().ok()?, rest)
        }
        _ => return None,
    };
    let number = |at: usize| {
        rest.get(at..at + 2).filter(|t| t.bytes().all(|b| b.is_ascii_digit()))?.parse().ok()
    };
    let (month, day, hour, minute) = (number(0)?, number(2)?, number(4)?, number(6)?);
    // Seconds may be left out in UTCTime before RFC 5280; fractions and offsets are not allowed there, but are a time.
    let (second, zone) = match number(8) {
        Some(second) => (second, rest.get(10..)?),
        None => (0, rest.get(8..)?),
    };
    let zone = match zone.strip_prefix(['.', ',']) {
        Some(fraction) if field.tag() == Some(Tag::GeneralizedTime) => {
            fraction.trim_start_matches(|digit: char| digit.is_ascii_digit())
        }
        _ => zone,
    };
    let offset = match zone.as_bytes() {
        b"Z" => 0,
        [sign @ (b'+' | b'-'), digits @ ..]
            if digits.len() == 4 && digits.iter().all(u8::is_ascii_digit) =>
        {
            let digits = std::str::from_utf8(digits).ok()?;
            let seconds =
                digits[..2].parse::<i32>().ok()? * 3600 + digits[2..].parse::<i32>().ok()? * 60;
            if *sign == b'+' { seconds } else { -seconds }
        }
        _ => return None,
    };
    let date = jiff::civil::DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    let zone = jiff::tz::Offset::from_seconds(offset).ok()?;
    zone.to_timestamp(date).ok()
}
