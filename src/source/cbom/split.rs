//! The document's outermost object: the pieces of its lists, one at a time, and the little that is kept of the rest.

use std::fmt;
use std::io::{Read, Seek, SeekFrom};
use std::rc::Rc;

use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor,
};
use serde_json::value::RawValue;

use super::CbomError;
use super::component::Property;
use super::document::said;
use super::list::{Bounded, LONGEST};
use super::stream::{Counted, LARGEST_PIECE, Position, Stop};

/// A list that is split.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum List {
    Components,
    Dependencies,
}

/// Where an item of a list lies.
pub(super) struct Piece {
    pub(super) list: List,
    /// 0-based, in its list.
    pub(super) position: u32,
    pub(super) offset: u64,
    pub(super) line: u32,
}

/// What is kept of the rest.
#[derive(Default)]
pub(super) struct Top {
    pub(super) properties: Vec<Property>,
    pub(super) is_incomplete: bool,
    /// Roots that y2q scanned.
    pub(super) roots: usize,
}

type Each<'e> = &'e mut dyn FnMut(Piece, &str);

/// Calls `each` with every item of the lists, in the document's order.
pub(super) fn pieces(source: &mut (impl Read + Seek), each: Each<'_>) -> Result<Top, CbomError> {
    let position = Rc::<Position>::default();
    let begin = skip_byte_order_mark(source)?;
    let mut counted = Counted::new(source, Rc::clone(&position));
    let mut found = Found::default();
    let visit = Whole { position: &position, begin, each, found: &mut found };
    let mut json = serde_json::Deserializer::from_reader(&mut counted);
    let read = json.deserialize_any(visit).and_then(|()| json.end());
    if let Err(error) = read {
        return Err(match position.stopped.get() {
            Some(Stop::NotText(offset)) => CbomError::NotText { offset: (begin + offset) as usize },
            Some(Stop::Piece(line)) => CbomError::Malformed {
                line: line as usize,
                column: 1,
                message: format!("a piece of more than {} MiB", LARGEST_PIECE >> 20),
            },
            None if error.is_io() => CbomError::Io(error.into()),
            None => CbomError::Malformed {
                line: error.line(),
                column: error.column(),
                message: message(&error),
            },
        });
    }
    if found.format.as_deref() != Some("CycloneDX") {
        return Err(CbomError::NotCycloneDx);
    }
    // `1.4-cbom-1.0` is the extension that cryptographic assets came from.
    let version = found.version.unwrap_or_default();
    if !matches!(version.split('-').next(), Some("1.4" | "1.5" | "1.6" | "1.7")) {
        return Err(CbomError::Version(version));
    }
    Ok(found.top)
}

/// What to do is said where people can do something.
fn message(error: &serde_json::Error) -> String {
    let said = said(error);
    if error.is_eof() { format!("{said}: the document is cut off") } else { said }
}

fn skip_byte_order_mark(source: &mut (impl Read + Seek)) -> Result<u64, CbomError> {
    let mut begin = Vec::new();
    source.by_ref().take(3).read_to_end(&mut begin)?;
    let skipped = if begin == b"\xef\xbb\xbf" { 3 } else { 0 };
    source.seek(SeekFrom::Start(skipped))?;
    Ok(skipped)
}

#[derive(Default)]
struct Found {
    format: Option<String>,
    version: Option<String>,
    top: Top,
}

struct Whole<'p, 'e> {
    position: &'p Position,
    begin: u64,
    each: Each<'e>,
    found: &'p mut Found,
}

impl<'de> Visitor<'de> for Whole<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a CycloneDX document, which is an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self { position, begin, each, found } = self;
        position.bounded();
        while let Some(name) = map.next_key::<String>()? {
            match name.as_str() {
                "bomFormat" => found.format = scalar(&map.next_value::<Box<RawValue>>()?),
                "specVersion" => found.version = scalar(&map.next_value::<Box<RawValue>>()?),
                "components" | "dependencies" => {
                    let list =
                        if name == "components" { List::Components } else { List::Dependencies };
                    map.next_value_seed(Items { position, begin, list, each: &mut *each })?;
                }
                "properties" => found.top.properties = map.next_value::<Bounded<Property>>()?.0,
                "metadata" => {
                    let metadata = map.next_value::<Option<Metadata>>()?.unwrap_or_default();
                    let is_root = |property: &&Property| property.name == "y2q:root";
                    found.top.roots = metadata.properties.0.iter().filter(is_root).count();
                }
                "compositions" => {
                    let compositions = map.next_value::<Bounded<Composition>>()?.0;
                    found.top.is_incomplete = compositions.iter().any(|one| {
                        one.aggregate.as_deref().is_some_and(|word| word.starts_with("incomplete"))
                    });
                }
                _ => {
                    // Passed over without being kept, however long.
                    position.unbounded();
                    map.next_value::<IgnoredAny>()?;
                }
            }
            position.bounded();
        }
        position.unbounded();
        Ok(())
    }
}

/// Text, or a number as it stands, for the message that says that it is none.
fn scalar(raw: &RawValue) -> Option<String> {
    let text = raw.get();
    if text.starts_with('"') {
        return serde_json::from_str(text).ok();
    }
    Some(text.chars().take(20).collect())
}

struct Items<'p, 'e> {
    position: &'p Position,
    begin: u64,
    list: List,
    each: Each<'e>,
}

impl<'de> DeserializeSeed<'de> for Items<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a list of at most {LONGEST} items")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        let mut number = 0_u32;
        self.position.bounded();
        while let Some(raw) = list.next_element::<Box<RawValue>>()? {
            if number as usize == LONGEST {
                return Err(A::Error::invalid_length(LONGEST + 1, &self));
            }
            let text = raw.get();
            // Of a number or a word the byte behind it was looked at to find its end.
            let ahead = u64::from(!text.ends_with(['}', ']', '"']));
            let offset = self.position.offset() - ahead - text.len() as u64;
            let lines = memchr::memchr_iter(b'\n', text.as_bytes()).count();
            let lines = u32::try_from(lines).unwrap_or(u32::MAX);
            let line = self.position.line().saturating_sub(lines);
            let piece =
                Piece { list: self.list, position: number, offset: self.begin + offset, line };
            (self.each)(piece, text);
            number += 1;
            self.position.bounded();
        }
        Ok(())
    }
}

#[derive(Default, serde::Deserialize)]
struct Metadata {
    #[serde(default)]
    properties: Bounded<Property>,
}

#[derive(serde::Deserialize)]
struct Composition {
    aggregate: Option<String>,
}
