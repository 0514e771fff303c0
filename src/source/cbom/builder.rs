//! From the pieces of a document to the list of its assets.

use std::borrow::Cow;
use std::collections::HashMap;

use serde_json::value::RawValue;

use super::component::{Property, SOFTWARE};
use super::document::{Dependency, Item, Place, Reference, key, said, shown};
use super::list::Bounded;
use super::split::{self, Piece};
use crate::model::{Unknown, UnknownReason};
use crate::registry;

/// Components inside components inside components.
const DEEPEST: usize = 32;

/// What is kept of every piece.
#[derive(Default)]
pub(super) struct Builder {
    pub(super) items: Vec<Item>,
    pub(super) by_reference: HashMap<Reference, usize>,
    pub(super) dependencies: HashMap<Reference, Place>,
    pub(super) listed: usize,
    pub(super) faults: Vec<Unknown>,
    pub(super) nested: HashMap<usize, Box<str>>,
}

/// Faults of the document's form that are listed one by one.
const MOST_FAULTS: usize = 10_000;

impl Builder {
    pub(super) fn piece(&mut self, piece: &Piece, text: &str) {
        match piece.list {
            split::List::Components => {
                let mut lines = Lines { text, line: piece.line, counted: 0 };
                self.component(piece, &mut lines, text, &mut Vec::new());
            }
            split::List::Dependencies => self.dependency(piece, text),
        }
    }

    fn component(
        &mut self,
        piece: &Piece,
        lines: &mut Lines<'_>,
        text: &str,
        inside: &mut Vec<usize>,
    ) {
        let start = lines.offset(text);
        let (offset, line) = (piece.offset + start as u64, lines.line(start));
        let place = Place { offset, length: u32::try_from(text.len()).unwrap_or(u32::MAX) };
        let path = || {
            let steps: String = inside.iter().map(|at| format!(".components[{at}]")).collect();
            steps
        };
        let position = piece.position;
        self.listed += 1;
        let head: Head<'_> = match serde_json::from_str(text) {
            Ok(head) => head,
            Err(error) => {
                let detail = format!(
                    "components[{position}]{}: a component cannot be read: {}",
                    path(),
                    said(&error)
                );
                self.fault(UnknownReason::Malformed, Some(line), offset, detail);
                return;
            }
        };
        if head.is_asset() {
            let reference = head.bom_ref.as_deref().map(key);
            if let Some(reference) = reference {
                use std::collections::hash_map::Entry;
                match self.by_reference.entry(reference) {
                    Entry::Vacant(entry) => {
                        entry.insert(self.items.len());
                    }
                    Entry::Occupied(_) => {
                        let detail = format!(
                            "components[{position}]{}.bom-ref: {} is borne by an earlier component too, references \
                             mean that one; give every component a bom-ref of its own",
                            path(),
                            shown(head.bom_ref.as_deref().unwrap_or_default())
                        );
                        self.fault(UnknownReason::Malformed, Some(line), offset, detail);
                    }
                }
            }
            if !inside.is_empty() {
                self.nested.insert(self.items.len(), path().into());
            }
            self.items.push(Item { place, line, position, reference });
        }
        if inside.len() >= DEEPEST && !head.components.0.is_empty() {
            let detail = format!(
                "components[{position}]: components are nested more than {DEEPEST} deep, those below are not read"
            );
            self.fault(UnknownReason::TooLarge, Some(line), offset, detail);
            return;
        }
        for (index, inner) in head.components.0.iter().enumerate() {
            inside.push(index);
            self.component(piece, lines, inner.get(), inside);
            inside.pop();
        }
    }

    fn dependency(&mut self, piece: &Piece, text: &str) {
        match serde_json::from_str::<Dependency<'_>>(text) {
            // Most dependencies of a bill of materials are none of an asset; what names none of its own is dropped.
            Ok(dependency) if dependency.depends_on.0.is_empty() => {}
            Ok(dependency) => {
                let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
                self.dependencies
                    .insert(key(&dependency.r#ref), Place { offset: piece.offset, length });
            }
            Err(error) => {
                let position = piece.position;
                let detail = format!(
                    "dependencies[{position}]: a dependency cannot be read: {}",
                    said(&error)
                );
                self.fault(UnknownReason::Malformed, Some(piece.line), piece.offset, detail);
            }
        }
    }

    fn fault(&mut self, reason: UnknownReason, line: Option<u32>, offset: u64, detail: String) {
        if self.faults.len() == MOST_FAULTS {
            return;
        }
        let detail = if self.faults.len() + 1 == MOST_FAULTS {
            "the document has more faults of form, which are not listed".to_owned()
        } else {
            detail
        };
        let detector = Some(super::DETECTOR.to_owned());
        self.faults.push(Unknown { reason, detector, line, offset, detail });
    }
}

/// Where inner pieces lie in a piece.
struct Lines<'a> {
    text: &'a str,
    /// Line of the byte up to which lines were counted.
    line: u32,
    counted: usize,
}

impl Lines<'_> {
    fn offset(&self, inner: &str) -> usize {
        // An inner piece is a slice of the piece.
        (inner.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
    }

    /// Pieces come in order, so that every line is counted once.
    fn line(&mut self, offset: usize) -> u32 {
        let passed = self.text.as_bytes().get(self.counted..offset).unwrap_or_default();
        let lines = memchr::memchr_iter(b'\n', passed).count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.counted = self.counted.max(offset);
        self.line
    }
}

#[derive(serde::Deserialize)]
struct Head<'a> {
    #[serde(borrow, default)]
    r#type: Loose<'a>,
    #[serde(rename = "bom-ref", borrow, default)]
    bom_ref: Loose<'a>,
    #[serde(borrow, default)]
    purl: Loose<'a>,
    #[serde(borrow, default)]
    properties: Option<&'a RawValue>,
    #[serde(rename = "cryptoProperties", borrow, default)]
    crypto_properties: Option<&'a RawValue>,
    #[serde(borrow, default)]
    components: Bounded<&'a RawValue>,
}

/// Text, or whatever stands in its place: what is wrong with it is told when the component is read.
#[derive(Default)]
struct Loose<'a>(Option<Cow<'a, str>>);

impl Loose<'_> {
    fn as_deref(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl<'de: 'a, 'a> serde::Deserialize<'de> for Loose<'a> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Text<'a>(#[serde(borrow)] Cow<'a, str>);
        let raw = <&'a RawValue>::deserialize(deserializer)?.get();
        if raw.starts_with('"') {
            let text: Text<'a> = serde_json::from_str(raw).map_err(serde::de::Error::custom)?;
            return Ok(Self(Some(text.0)));
        }
        let is_scalar = !raw.starts_with(['{', '[']) && raw != "null";
        Ok(Self(is_scalar.then_some(Cow::Borrowed(raw))))
    }
}

impl Head<'_> {
    fn is_asset(&self) -> bool {
        match self.r#type.as_deref() {
            // `crypto-asset` in the extension of 1.4.
            Some("cryptographic-asset" | "crypto-asset") => true,
            Some(word) if SOFTWARE.contains(&word) => self.is_own() || self.is_known(),
            // What has the properties of one is one, whatever it calls itself.
            _ => self.crypto_properties.is_some_and(|raw| raw.get().starts_with('{')),
        }
    }

    /// Software that y2q listed.
    fn is_own(&self) -> bool {
        let Some(raw) = self.properties else { return false };
        // Few components are, and their properties may be long.
        let Ok(properties) = serde_json::from_str::<Bounded<Property>>(raw.get()) else {
            return false;
        };
        let says =
            |own: &Property| own.name == "y2q:properties" && own.value.as_deref() == Some("1");
        properties.0.iter().any(says)
    }

    /// Software that the registry knows to bring cryptography.
    fn is_known(&self) -> bool {
        self.purl.as_deref().is_some_and(|purl| registry::package(purl).is_some())
    }
}
