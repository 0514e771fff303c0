//! What the detectors of package databases and lock files share: a package becomes a finding when
//! the registry knows that it brings a cryptographic library, and is nothing otherwise.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use super::Sink;
use crate::model::{Asset, Confidence, Ecosystem, Finding, Software, UnknownReason};
use crate::registry;

/// Longest name or version that is taken over, in bytes.
const LONGEST: usize = 512;

/// Packages of one input, on their way to the sink.
pub(super) struct Packages<'a> {
    detector: &'static str,
    text: &'a [u8],
    /// Offsets of the line ends, once a line was asked for.
    ends: Option<Vec<usize>>,
    sink: &'a mut Sink,
}

/// One package as a record names it.
#[derive(Clone, Copy, Default)]
pub(super) struct Package<'a> {
    pub(super) name: &'a str,
    pub(super) version: Option<&'a str>,
    /// Distribution of an operating system's package.
    pub(super) vendor: Option<&'a str>,
    /// What more an auditor needs.
    pub(super) note: &'a str,
    /// Where it stands.
    pub(super) offset: usize,
}

impl<'a> Packages<'a> {
    pub(super) fn new(detector: &'static str, text: &'a [u8], sink: &'a mut Sink) -> Self {
        Self { detector, text, ends: None, sink }
    }

    /// Reports a package that a lock file or database pins.
    pub(super) fn pinned(&mut self, ecosystem: Ecosystem, package: Package<'_>) {
        self.add(ecosystem, package, Confidence::High);
    }

    /// Reports a package that a person asked for: what was resolved may differ.
    pub(super) fn requested(&mut self, ecosystem: Ecosystem, package: Package<'_>) {
        self.add(ecosystem, package, Confidence::Medium);
    }

    /// Reports a package that a bill of materials lists by its URL.
    pub(super) fn listed(&mut self, purl: &str, offset: usize) {
        if let Some(software) = registry::package(purl).filter(|_| fits(purl)) {
            self.report(software, Confidence::Medium, "bill of materials", offset);
        }
    }

    fn add(&mut self, ecosystem: Ecosystem, package: Package<'_>, confidence: Confidence) {
        let Package { name, version, vendor, note, offset } = package;
        let version = version.map(str::trim).filter(|version| !version.is_empty());
        if !fits(name) || !version.is_none_or(fits) {
            return;
        }
        if let Some(software) = registry::software(ecosystem, name, version, vendor) {
            self.report(software, confidence, note, offset);
        }
    }

    fn report(&mut self, software: Software, confidence: Confidence, note: &str, offset: usize) {
        let line = self.line(offset);
        let finding = Finding::new(self.detector, Asset::Software(software), offset as u64, line);
        self.sink.found(finding.confidence(confidence).note(note));
    }

    /// Reports that the input is not what its name says.
    pub(super) fn malformed(&mut self, offset: usize, detail: &str) {
        let line = self.line(offset);
        self.sink.unknown(self.detector, UnknownReason::Malformed, offset as u64, line, detail);
    }

    /// Reports a form of the format that is not read.
    pub(super) fn unsupported(&mut self, detail: &str) {
        self.sink.unknown(self.detector, UnknownReason::Unsupported, 0, None, detail);
    }

    /// 1-based; `None` in what is no text.
    fn line(&mut self, offset: usize) -> Option<u32> {
        if memchr::memchr(0, &self.text[..self.text.len().min(8192)]).is_some() {
            return None;
        }
        let text = self.text;
        let ends = self.ends.get_or_insert_with(|| memchr::memchr_iter(b'\n', text).collect());
        u32::try_from(ends.partition_point(|end| *end < offset) + 1).ok()
    }
}

/// A name or version that a person can have given.
fn fits(text: &str) -> bool {
    text.len() <= LONGEST && !text.chars().any(char::is_control)
}

/// Lines of a text with their offsets, without their ends.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut offset = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = offset;
        offset += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

/// Offset of `part` in `text`, of which it is a slice; 0 where it is none.
pub(super) fn offset_in(text: &str, part: &str) -> usize {
    let start = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
    if start <= text.len() { start } else { 0 }
}

/// The entries of a JSON object in their order, doubled ones too, each value unread. Anything but an
/// object has none.
#[derive(Default)]
pub(super) struct Entries<'a>(pub(super) Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Entries<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntriesVisitor(PhantomData))
    }
}

struct EntriesVisitor<'a>(PhantomData<&'a ()>);

impl<'de: 'a, 'a> Visitor<'de> for EntriesVisitor<'a> {
    type Value = Entries<'a>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            entries.push((key, map.next_value()?));
        }
        Ok(Entries(entries))
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Entries::default())
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Entries::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Entries::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Entries::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Entries::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Entries::default())
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Entries::default())
    }
}

#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);

/// An XML document; the offset of the fault where it is none. Entities are not expanded beyond what the
/// parser bounds, and there are at most a million nodes.
pub(super) fn xml(text: &str) -> Result<roxmltree::Document<'_>, usize> {
    let options = roxmltree::ParsingOptions {
        allow_dtd: false,
        nodes_limit: 1_000_000,
        ..roxmltree::ParsingOptions::default()
    };
    roxmltree::Document::parse_with_options(text, options).map_err(|error| {
        let row = usize::try_from(error.pos().row).unwrap_or(1).saturating_sub(1);
        lines(text).nth(row).map_or(0, |(offset, _)| offset)
    })
}
