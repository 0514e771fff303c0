//! The sections of a WebAssembly module that say what it imports, exports and holds (WebAssembly core specification 2.0 §5.5).

use super::image::Function;

const IMPORT: u8 = 2;
const EXPORT: u8 = 7;
const DATA: u8 = 11;
/// Entries of a section that are looked at.
const ENTRIES: u32 = 1_000_000;

/// A module by its sections.
pub struct Module<'a> {
    sections: Vec<Section<'a>>,
}

struct Section<'a> {
    id: u8,
    /// Offset of the content in the module.
    offset: u64,
    content: &'a [u8],
}

impl<'a> Module<'a> {
    /// Reads the list of sections; one that is cut off ends it.
    pub fn parse(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = Bytes(bytes.strip_prefix(b"\0asm\x01\0\0\0")?);
        let mut sections = Vec::new();
        while let Some(id) = rest.byte() {
            let Some(content) = rest.vector() else { break };
            let offset = (bytes.len() - rest.0.len() - content.len()) as u64;
            if matches!(id, IMPORT | EXPORT | DATA) {
                sections.push(Section { id, offset, content });
            }
        }
        Some(Self { sections })
    }

    /// Functions that the module takes from its host.
    pub fn imports(&self) -> impl Iterator<Item = Function<'a>> {
        let of_section = |section: &Section<'a>| {
            let mut rest = Bytes(section.content);
            let count = rest.number().unwrap_or(0).min(ENTRIES);
            (0..count).map_while(move |_| {
                let library = rest.name()?;
                let name = rest.name()?;
                rest.import_kind()?;
                Some(Function { name, library, version: "" })
            })
        };
        self.of(IMPORT).flat_map(of_section)
    }

    /// Names that it gives to its host.
    pub fn exports(&self) -> impl Iterator<Item = &'a str> {
        let of_section = |section: &Section<'a>| {
            let mut rest = Bytes(section.content);
            let count = rest.number().unwrap_or(0).min(ENTRIES);
            (0..count).map_while(move |_| {
                let name = rest.name()?;
                rest.byte()?;
                rest.number()?;
                Some(name)
            })
        };
        self.of(EXPORT).flat_map(of_section)
    }

    /// Its data section, with the offset in the module.
    pub fn data(&self) -> impl Iterator<Item = (u64, &'a [u8])> {
        self.of(DATA).map(|section| (section.offset, section.content))
    }

    fn of(&self, id: u8) -> impl Iterator<Item = &Section<'a>> {
        self.sections.iter().filter(move |section| section.id == id)
    }
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// Unsigned LEB128 of at most 32 bits (§5.2.2).
    fn number(&mut self) -> Option<u32> {
        let mut number = 0_u64;
        for shift in (0..35).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return u32::try_from(number).ok();
            }
        }
        None
    }

    /// As many bytes as the number before them says.
    fn vector(&mut self) -> Option<&'a [u8]> {
        let length = usize::try_from(self.number()?).ok()?;
        let (vector, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(vector)
    }

    fn name(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.vector()?).ok()
    }

    /// Passes over the description of an import (§5.5.5).
    fn import_kind(&mut self) -> Option<()> {
        match self.byte()? {
            0 => self.number().map(drop),
            1 => self.byte().and_then(|_| self.limits()),
            2 => self.limits(),
            3 => self.byte().and_then(|_| self.byte()).map(drop),
            4 => self.byte().and_then(|_| self.number()).map(drop),
            _ => None,
        }
    }

    fn limits(&mut self) -> Option<()> {
        let flags = self.byte()?;
        self.number()?;
        if flags & 1 == 1 { self.number().map(drop) } else { Some(()) }
    }
}
