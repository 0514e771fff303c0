use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::CbomError;
use super::component::{Component, Property, SOFTWARE};
use super::lookup::Memory;
use crate::model::{Unknown, UnknownReason};
use crate::registry;

/// Items that one list may have.
const LONGEST: usize = 4_000_000;
/// Components inside components inside components.
const DEEPEST: usize = 32;

/// A document, split into components that are read one at a time.
pub struct Document<'a> {
    pub(super) items: Vec<Item<'a>>,
    /// From `bom-ref` to the first component that bears it.
    by_reference: HashMap<Cow<'a, str>, usize>,
    /// `dependencies` by the component that depends.
    dependencies: HashMap<usize, &'a RawValue>,
    pub(super) properties: Vec<Property>,
    pub(super) is_incomplete: bool,
    pub(super) has_several_roots: bool,
    /// What was noticed while splitting.
    pub(super) faults: Vec<Unknown>,
    pub(super) memory: RefCell<Memory>,
}

/// A component of type `cryptographic-asset`, or a cryptographic library, not read yet.
pub(super) struct Item<'a> {
    pub(super) raw: &'a RawValue,
    pub(super) offset: u64,
    pub(super) line: u32,
}

impl<'a> Document<'a> {
    /// Splits a document.
    ///
    /// # Errors
    /// It is not JSON, not `CycloneDX`, or of another version.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, CbomError> {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let text = std::str::from_utf8(bytes)
            .map_err(|error| CbomError::NotText { offset: error.valid_up_to() })?;
        let bom: Bom<'a> = serde_json::from_str(text).map_err(|error| CbomError::Malformed {
            line: error.line(),
            column: error.column(),
            message: said(&error),
        })?;
        if bom.bom_format.as_deref() != Some("CycloneDX") {
            return Err(CbomError::NotCycloneDx);
        }
        // `1.4-cbom-1.0` is the extension that cryptographic assets came from.
        let version = bom.spec_version.unwrap_or_default();
        if !matches!(version.split('-').next(), Some("1.4" | "1.5" | "1.6" | "1.7")) {
            return Err(CbomError::Version(version));
        }
        let mut document = Self {
            items: Vec::new(),
            by_reference: HashMap::new(),
            dependencies: HashMap::new(),
            properties: bom.properties.0,
            is_incomplete: bom.compositions.0.iter().any(|composition| {
                composition.aggregate.as_deref().is_some_and(|word| word.starts_with("incomplete"))
            }),
            has_several_roots: bom.metadata.unwrap_or_default().roots() > 1,
            faults: Vec::new(),
            memory: RefCell::default(),
        };
        let mut splitter = Splitter { text, line: 1, counted: 0 };
        for raw in bom.components.0 {
            document.add(&mut splitter, raw, 0);
        }
        for raw in bom.dependencies.0 {
            document.add_dependency(&splitter, raw);
        }
        Ok(document)
    }

    /// Index of the component that `reference` names.
    pub(super) fn find(&self, reference: &str) -> Option<usize> {
        self.by_reference.get(reference).copied()
    }

    /// Reads a component.
    pub(super) fn component(&self, index: usize) -> Result<Component, String> {
        let item = self.items.get(index).ok_or("there is no such component")?;
        serde_json::from_str(item.raw.get())
            .map_err(|error| format!("a component cannot be read: {}", said(&error)))
    }

    /// The cryptographic assets that `index` depends on, without itself.
    pub(super) fn targets(&self, index: usize) -> Vec<usize> {
        let Some(raw) = self.dependencies.get(&index) else { return Vec::new() };
        let dependency = serde_json::from_str::<Dependency<'_>>(raw.get()).ok();
        let references = dependency.map(|found| found.depends_on.0).unwrap_or_default();
        let mut targets: Vec<_> =
            references.iter().filter_map(|reference| self.find(reference)).collect();
        targets.sort_unstable();
        targets.dedup();
        targets.retain(|target| *target != index);
        targets
    }

    fn add(&mut self, splitter: &mut Splitter<'a>, raw: &'a RawValue, depth: usize) {
        let offset = splitter.offset(raw);
        let line = splitter.line(offset);
        let fault = |reason, detail: String| Unknown {
            reason,
            detector: Some(super::DETECTOR.to_owned()),
            line: Some(line),
            offset: offset as u64,
            detail,
        };
        let head: Head<'a> = match serde_json::from_str(raw.get()) {
            Ok(head) => head,
            Err(error) => {
                let detail = format!("a component cannot be read: {}", said(&error));
                self.faults.push(fault(UnknownReason::Malformed, detail));
                return;
            }
        };
        if head.is_asset() {
            if let Some(reference) = head.bom_ref {
                match self.by_reference.entry(reference) {
                    std::collections::hash_map::Entry::Vacant(entry) => {
                        entry.insert(self.items.len());
                    }
                    std::collections::hash_map::Entry::Occupied(entry) => {
                        let detail = format!(
                            "bom-ref {} is borne by an earlier component too: references mean that one",
                            shown(entry.key())
                        );
                        self.faults.push(fault(UnknownReason::Malformed, detail));
                    }
                }
            }
            self.items.push(Item { raw, offset: offset as u64, line });
        }
        if depth >= DEEPEST && !head.components.0.is_empty() {
            let detail = format!("components are nested more than {DEEPEST} deep");
            self.faults.push(fault(UnknownReason::TooLarge, detail));
            return;
        }
        for inner in head.components.0 {
            self.add(splitter, inner, depth + 1);
        }
    }

    fn add_dependency(&mut self, splitter: &Splitter<'a>, raw: &'a RawValue) {
        match serde_json::from_str::<Dependency<'a>>(raw.get()) {
            Ok(dependency) => {
                if let Some(index) = self.find(&dependency.r#ref) {
                    self.dependencies.insert(index, raw);
                }
            }
            Err(error) => self.faults.push(Unknown {
                reason: UnknownReason::Malformed,
                detector: Some(super::DETECTOR.to_owned()),
                line: None,
                offset: splitter.offset(raw) as u64,
                detail: format!("a dependency cannot be read: {}", said(&error)),
            }),
        }
    }
}

/// What an error says, without its position: that is told elsewhere, or counts from the piece's start.
fn said(error: &serde_json::Error) -> String {
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

/// Where pieces lie in the text.
struct Splitter<'a> {
    text: &'a str,
    /// Line of the byte up to which lines were counted.
    line: u32,
    counted: usize,
}

impl Splitter<'_> {
    fn offset(&self, raw: &RawValue) -> usize {
        // A raw value is a slice of the text that it was read from.
        (raw.get().as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize)
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
#[serde(rename_all = "camelCase")]
struct Bom<'a> {
    bom_format: Option<String>,
    spec_version: Option<String>,
    metadata: Option<Metadata>,
    #[serde(borrow, default)]
    components: Bounded<&'a RawValue>,
    #[serde(borrow, default)]
    dependencies: Bounded<&'a RawValue>,
    #[serde(default)]
    compositions: Bounded<Composition>,
    #[serde(default)]
    properties: Bounded<Property>,
}

#[derive(Default, serde::Deserialize)]
struct Metadata {
    #[serde(default)]
    properties: Bounded<Property>,
}

impl Metadata {
    fn roots(&self) -> usize {
        self.properties.0.iter().filter(|property| property.name == "y2q:root").count()
    }
}

#[derive(serde::Deserialize)]
struct Composition {
    aggregate: Option<String>,
}

#[derive(serde::Deserialize)]
struct Head<'a> {
    r#type: Option<Cow<'a, str>>,
    #[serde(rename = "bom-ref", borrow)]
    bom_ref: Option<Cow<'a, str>>,
    #[serde(borrow)]
    purl: Option<Cow<'a, str>>,
    #[serde(default)]
    properties: Bounded<Property>,
    #[serde(borrow, default)]
    components: Bounded<&'a RawValue>,
}

impl Head<'_> {
    fn is_asset(&self) -> bool {
        match self.r#type.as_deref() {
            // `crypto-asset` in the extension of 1.4.
            Some("cryptographic-asset" | "crypto-asset") => true,
            Some(word) => SOFTWARE.contains(&word) && (self.is_own() || self.is_known()),
            None => false,
        }
    }

    /// Software that y2q listed.
    fn is_own(&self) -> bool {
        let says =
            |own: &Property| own.name == "y2q:properties" && own.value.as_deref() == Some("1");
        self.properties.0.iter().any(says)
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

/// A list with a bound on its length; `null` is an empty one.
pub(super) struct Bounded<T>(pub(super) Vec<T>);

impl<T> Default for Bounded<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Bounded<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Items(PhantomData))
    }
}

struct Items<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Items<T> {
    type Value = Bounded<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {LONGEST} items")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Bounded(Vec::new()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            if items.len() == LONGEST {
                return Err(serde::de::Error::invalid_length(LONGEST + 1, &self));
            }
            items.push(item);
        }
        Ok(Bounded(items))
    }
}
