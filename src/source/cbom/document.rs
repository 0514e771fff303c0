use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::io::{Cursor, Read, Seek, SeekFrom};

use super::builder::Builder;
use super::component::{Component, Property};
use super::list::Bounded;
use super::lookup::Memory;
use super::shape;
use super::split::Top;
use super::{CbomError, split, xml};
use crate::model::{AssetId, Unknown};

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
pub(super) type Reference = AssetId;

pub(super) fn key(reference: &str) -> Reference {
    AssetId::of("bom-ref", &[reference.as_bytes()])
}

/// Where a piece lies.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub(super) offset: u64,
    pub(super) length: u32,
}

/// A component of type `cryptographic-asset`, or a cryptographic library, not read yet.
#[derive(Clone, Copy)]
pub(super) struct Item {
    pub(super) place: Place,
    pub(super) line: u32,
    /// Position in `components`, its own or that of the outermost component around it.
    pub(super) position: u32,
    pub(super) reference: Option<Reference>,
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

#[derive(serde::Deserialize)]
pub(super) struct Dependency<'a> {
    #[serde(borrow)]
    pub(super) r#ref: Cow<'a, str>,
    #[serde(rename = "dependsOn", borrow, default)]
    pub(super) depends_on: Bounded<Cow<'a, str>>,
}
