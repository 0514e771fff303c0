use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{Cursor, Read, Seek, SeekFrom};

use serde_json::value::RawValue;

use super::component::{Component, Property, SOFTWARE};
use super::list::Bounded;
use super::lookup::Memory;
use super::shape;
use super::split::{Piece, Top};
use super::{CbomError, split, xml};
use crate::model::{AssetId, Unknown, UnknownReason};
use crate::registry;

/// Components inside components inside components.
const DEEPEST: usize = 32;

/// What a document is read from.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// A document, split into components that are read one at a time.
pub struct Document<'a> {
    source: RefCell<Box<dyn Source + 'a>>,
    pub(super) items: Vec<Item>,
    /// From `bom-ref` to the first component that bears it.
    by_reference: HashMap<Reference, usize>,
    /// `dependencies` by the component that depends.
    dependencies: HashMap<Reference, Place>,
    pub(super) properties: Vec<Property>,
    pub(super) is_incomplete: bool,
    pub(super) has_several_roots: bool,
    /// Offsets are those of the document; of XML they are not known.
    has_offsets: bool,
    /// Components of every kind.
    pub(super) listed: usize,
    /// What was noticed while splitting.
    pub(super) faults: Vec<Unknown>,
    /// What came before the components that are nested in others: their place in the document.
    nested: HashMap<usize, Box<str>>,
    pub(super) memory: RefCell<Memory>,
}

/// A digest instead of the text: every component has one, and the text may be long.
type Reference = AssetId;

fn key(reference: &str) -> Reference {
    AssetId::of("bom-ref", &[reference.as_bytes()])
}

/// Where a piece lies.
#[derive(Clone, Copy)]
pub(super) struct Place {
    offset: u64,
    length: u32,
}

/// A component of type `cryptographic-asset`, or a cryptographic library, not read yet.
#[derive(Clone, Copy)]
pub(super) struct Item {
    place: Place,
    pub(super) line: u32,
    /// Position in `components`, its own or that of the outermost component around it.
    position: u32,
    reference: Option<Reference>,
}

impl<'a> Document<'a> {
    /// Splits a document that is in memory.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn parse(bytes: &'a [u8]) -> Result<Self, CbomError> {
        Self::read(Cursor::new(bytes))
    }

    /// Splits a document, JSON or XML. JSON is never held as a whole: memory grows with the number of
    /// components (about 100 bytes for each), and a component is read when it is asked for.
    ///
    /// # Errors
    /// It cannot be read, is not JSON or XML, not `CycloneDX`, or of another version.
    pub fn read(mut source: impl Source + 'a) -> Result<Self, CbomError> {
        if xml::is_xml(&mut source)? {
            let json = xml::converted(source)?;
            return Ok(Self { has_offsets: false, ..Self::split(Cursor::new(json))? });
        }
        Self::split(source)
    }

    fn split(mut source: impl Source + 'a) -> Result<Self, CbomError> {
        let mut builder = Builder::default();
        let top = split::pieces(&mut source, &mut |piece, text| builder.piece(&piece, text))?;
        let Builder { items, by_reference, dependencies, listed, faults, nested } = builder;
        let Top { properties, is_incomplete, roots } = top;
        Ok(Self {
            source: RefCell::new(Box::new(source)),
            items,
            by_reference,
            dependencies,
            properties,
            is_incomplete,
            has_several_roots: roots > 1,
            has_offsets: true,
            listed,
            faults,
            nested,
            memory: RefCell::default(),
        })
    }

    /// Index of the component that `reference` names.
    pub(super) fn find(&self, reference: &str) -> Option<usize> {
        self.by_reference.get(&key(reference)).copied()
    }

    /// Reads a component.
    pub(super) fn component(&self, index: usize) -> Result<Component, String> {
        self.repaired(index).map(|(component, _)| component)
    }

    /// Reads a component, with remarks on what had to be read leniently.
    pub(super) fn repaired(&self, index: usize) -> Result<(Component, Vec<String>), String> {
        let item = self.items.get(index).ok_or("there is no such component")?;
        let text = self.text(item.place)?;
        if let Ok(component) = serde_json::from_str(&text) {
            return Ok((component, Vec::new()));
        }
        let path = self.path(index);
        shape::repaired(&text)
            .map(|(component, remarks)| {
                let named = remarks.into_iter().map(|remark| format!("{path}{remark}")).collect();
                (component, named)
            })
            .map_err(|error| format!("{path}: a component cannot be read: {}", said(&error)))
    }

    /// Where a component stands: `components[3].components[0]`.
    pub(super) fn path(&self, index: usize) -> String {
        let position = self.items.get(index).map_or(0, |item| item.position);
        match self.nested.get(&index) {
            Some(inside) => format!("components[{position}]{inside}"),
            None => format!("components[{position}]"),
        }
    }

    /// Where a component begins in the document.
    pub(super) fn offset(&self, item: &Item) -> u64 {
        if self.has_offsets { item.place.offset } else { 0 }
    }

    fn text(&self, place: Place) -> Result<String, String> {
        let mut source = self.source.borrow_mut();
        let mut bytes = vec![0; place.length as usize];
        let read =
            source.seek(SeekFrom::Start(place.offset)).and_then(|_| source.read_exact(&mut bytes));
        read.map_err(|error| format!("the document cannot be read again: {error}"))?;
        String::from_utf8(bytes).map_err(|_| "the document changed while it was read".to_owned())
    }

    /// The cryptographic assets that `index` depends on, without itself.
    pub(super) fn targets(&self, index: usize) -> Vec<usize> {
        let reference = self.items.get(index).and_then(|item| item.reference);
        // Of several components that bear one reference, the first is meant.
        let reference = reference.filter(|own| self.by_reference.get(own) == Some(&index));
        let place = reference.and_then(|own| self.dependencies.get(&own));
        let Some(text) = place.and_then(|place| self.text(*place).ok()) else { return Vec::new() };
        let dependency = serde_json::from_str::<Dependency<'_>>(&text).ok();
        let references = dependency.map(|found| found.depends_on.0).unwrap_or_default();
        let mut targets: Vec<_> =
            references.iter().filter_map(|reference| self.find(reference)).collect();
        targets.sort_unstable();
        targets.dedup();
        targets.retain(|target| *target != index);
        targets
    }
}

#[derive(Default)]
struct Builder {
    items: Vec<Item>,
    by_reference: HashMap<Reference, usize>,
    dependencies: HashMap<Reference, Place>,
    listed: usize,
    faults: Vec<Unknown>,
    nested: HashMap<usize, Box<str>>,
}

/// Faults of the document's form that are listed one by one.
const MOST_FAULTS: usize = 10_000;

impl Builder {
    fn piece(&mut self, piece: &Piece, text: &str) {
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

/// What an error says, without its position: that is told elsewhere, or counts from the piece's start.
pub(super) fn said(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let position = format!(" at line {} column {}", error.line(), error.column());
    let message = text.strip_suffix(&position).unwrap_or(&text);
    message.chars().take(200).collect()
}

/// Text of a document in a message: bounded.
pub(super) fn shown(text: &str) -> String {
    let short: String = text.chars().take(80).collect();
    if short.len() < text.len() { format!("{short:?}…") } else { format!("{short:?}") }
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

#[derive(serde::Deserialize)]
struct Dependency<'a> {
    #[serde(borrow)]
    r#ref: Cow<'a, str>,
    #[serde(rename = "dependsOn", borrow, default)]
    depends_on: Bounded<Cow<'a, str>>,
}
