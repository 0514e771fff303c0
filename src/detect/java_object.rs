//! Java's serialised objects, as far as keystores have them: the Java Object Serialization Specification, chapter 6.
//!
//! They have no length, so what follows one is only found by reading it. Bounds: objects in objects, and how many
//! strings, classes and objects a stream may have. A class that writes its own bytes in a form of its own ends reading.

use super::java_keystore::Reader;

/// Objects in objects, and classes above classes, at most.
const DEPTH: usize = 16;
/// What can be referred to again, at most; a sealed key has ten.
const HANDLES: usize = 200;
/// Values of one object or array at most, of bytes but their number.
const VALUES: usize = 1_000;

const MAGIC: u32 = 0xACED_0005;
const FIRST_HANDLE: u32 = 0x007E_0000;

/// A value.
#[derive(Clone, Debug)]
pub enum Value<'a> {
    /// A string, in Java's UTF-8.
    Text(&'a [u8]),
    /// An array of bytes.
    Bytes(&'a [u8]),
    /// An object: its fields by name, those of the class above first.
    Object(Vec<(&'a [u8], Self)>),
    /// Nothing, a number, another array, or an object that was there before.
    Other,
}

impl<'a> Value<'a> {
    /// Reads a stream of one object; `reader` is behind it afterwards. `None` for what is no such stream.
    pub fn read(reader: &mut Reader<'a>) -> Option<Self> {
        if reader.u32()? != MAGIC {
            return None;
        }
        Stream { reader, handles: Vec::new() }.content(0)
    }

    /// The field `name` of an object.
    pub fn field(&self, name: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { return None };
        fields.iter().rev().find(|(known, _)| *known == name.as_bytes()).map(|(_, value)| value)
    }

    /// A string.
    pub fn text(&self) -> Option<&'a str> {
        let Self::Text(text) = self else { return None };
        std::str::from_utf8(text).ok()
    }

    /// An array of bytes.
    pub const fn bytes(&self) -> Option<&'a [u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// A class: its fields with the letters of their types, what it says of how it is written, and the class above.
#[derive(Clone)]
struct Class<'a> {
    name: &'a [u8],
    flags: u8,
    fields: Vec<(u8, &'a [u8])>,
    above: Option<usize>,
}

/// What can be referred to again.
#[derive(Clone)]
enum Handle<'a> {
    Class(Class<'a>),
    Value(Value<'a>),
}

struct Stream<'r, 'a> {
    reader: &'r mut Reader<'a>,
    handles: Vec<Handle<'a>>,
}

impl<'a> Stream<'_, 'a> {
    fn content(&mut self, depth: usize) -> Option<Value<'a>> {
        let tag = self.reader.u8()?;
        self.tagged(tag, depth)
    }

    fn tagged(&mut self, tag: u8, depth: usize) -> Option<Value<'a>> {
        if depth > DEPTH {
            return None;
        }
        match tag {
            // TC_NULL
            0x70 => Some(Value::Other),
            // TC_REFERENCE
            0x71 => {
                let at = self.referred()?;
                match &self.handles[at] {
                    Handle::Value(value) => Some(value.clone()),
                    Handle::Class(_) => Some(Value::Other),
                }
            }
            // TC_OBJECT
            0x73 => self.object(depth),
            // TC_STRING
            0x74 => {
                let text = Value::Text(self.reader.text()?);
                self.handle(Handle::Value(text.clone()))?;
                Some(text)
            }
            // TC_ARRAY
            0x75 => self.array(depth),
            // TC_BLOCKDATA
            0x77 => {
                let length = usize::from(self.reader.u8()?);
                self.reader.take(length).map(|_| Value::Other)
            }
            // TC_ENUM
            0x7E => {
                self.class(depth)?;
                self.handle(Handle::Value(Value::Other))?;
                self.content(depth + 1)?;
                Some(Value::Other)
            }
            _ => None,
        }
    }

    fn handle(&mut self, handle: Handle<'a>) -> Option<usize> {
        (self.handles.len() < HANDLES).then(|| self.handles.push(handle))?;
        Some(self.handles.len() - 1)
    }

    fn referred(&mut self) -> Option<usize> {
        let at = usize::try_from(self.reader.u32()?.checked_sub(FIRST_HANDLE)?).ok()?;
        (at < self.handles.len()).then_some(at)
    }

    /// A class, described or referred to; `None` for none, too.
    fn class(&mut self, depth: usize) -> Option<usize> {
        let tag = self.reader.u8()?;
        self.class_of(tag, depth)
    }

    fn class_of(&mut self, tag: u8, depth: usize) -> Option<usize> {
        match tag {
            0x71 => {
                let at = self.referred()?;
                matches!(self.handles[at], Handle::Class(_)).then_some(at)
            }
            // TC_CLASSDESC
            0x72 if depth < DEPTH => self.described(depth),
            _ => None,
        }
    }

    fn described(&mut self, depth: usize) -> Option<usize> {
        let name = self.reader.text()?;
        self.reader.take(8)?;
        let class = Class { name, flags: 0, fields: Vec::new(), above: None };
        let at = self.handle(Handle::Class(class.clone()))?;
        let flags = self.reader.u8()?;
        let count = usize::from(self.reader.u16()?);
        let mut fields = Vec::new();
        for _ in 0..count.min(VALUES) {
            let letter = self.reader.u8()?;
            fields.push((letter, self.reader.text()?));
            if matches!(letter, b'L' | b'[') {
                self.content(depth + 1)?;
            }
        }
        self.annotation(depth)?;
        let above = match self.reader.u8()? {
            0x70 => None,
            tag => Some(self.class_of(tag, depth + 1)?),
        };
        self.handles[at] = Handle::Class(Class { flags, fields, above, ..class });
        (count <= VALUES).then_some(at)
    }

    /// What a class or an object has written beside its fields, up to its end.
    fn annotation(&mut self, depth: usize) -> Option<()> {
        for _ in 0..VALUES {
            match self.reader.u8()? {
                // TC_ENDBLOCKDATA
                0x78 => return Some(()),
                tag => self.tagged(tag, depth + 1)?,
            };
        }
        None
    }

    fn object(&mut self, depth: usize) -> Option<Value<'a>> {
        let mut class = Some(self.class(depth)?);
        // Not kept: objects that refer to objects would grow without bounds.
        self.handle(Handle::Value(Value::Other))?;
        let mut classes = Vec::new();
        while let Some(at) = class {
            let Handle::Class(described) = &self.handles[at] else { return None };
            class = described.above;
            classes.push(described.clone());
            if classes.len() > DEPTH {
                return None;
            }
        }
        let mut fields = Vec::new();
        for class in classes.into_iter().rev() {
            // SC_SERIALIZABLE; SC_EXTERNALIZABLE writes what only it can read.
            if class.flags & 0x02 == 0 {
                return None;
            }
            for (letter, name) in class.fields {
                fields.push((name, self.value(letter, depth)?));
            }
            // SC_WRITE_METHOD
            if class.flags & 0x01 != 0 {
                self.annotation(depth)?;
            }
        }
        Some(Value::Object(fields))
    }

    fn value(&mut self, letter: u8, depth: usize) -> Option<Value<'a>> {
        match letter {
            b'L' | b'[' => self.content(depth + 1),
            _ => self.reader.take(width(letter)?).map(|_| Value::Other),
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value<'a>> {
        let at = self.class(depth)?;
        let Handle::Class(class) = &self.handles[at] else { return None };
        let letter = *class.name.get(1)?;
        let own = self.handle(Handle::Value(Value::Other))?;
        let count = usize::try_from(self.reader.u32()?).ok()?;
        if letter == b'B' {
            let bytes = Value::Bytes(self.reader.take(count)?);
            self.handles[own] = Handle::Value(bytes.clone());
            return Some(bytes);
        }
        if let Some(width) = width(letter) {
            return self.reader.take(count.checked_mul(width)?).map(|_| Value::Other);
        }
        for _ in 0..count.min(VALUES) {
            self.content(depth + 1)?;
        }
        (count <= VALUES).then_some(Value::Other)
    }
}

/// Octets of a plain value by the letter of its type.
const fn width(letter: u8) -> Option<usize> {
    match letter {
        b'B' | b'Z' => Some(1),
        b'C' | b'S' => Some(2),
        b'F' | b'I' => Some(4),
        b'D' | b'J' => Some(8),
        _ => None,
    }
}
