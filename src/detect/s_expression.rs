//! S-expressions of Libgcrypt (draft-rivest-sexp), canonical and advanced, as a tree of lists and octets.

/// Deepest nesting, and the most items of one text.
const DEPTH: usize = 16;
const ITEMS: usize = 4_096;

/// A list or octets.
#[derive(Debug)]
pub enum Item {
    /// `( … )`
    List(Vec<Item>),
    /// `3:abc`, `#616263#`, `"abc"`, `abc`
    Octets(Vec<u8>),
}

impl Item {
    /// The one list that `text` begins with.
    pub fn read(text: &[u8]) -> Option<Self> {
        let mut reader = Reader { rest: text.trim_ascii_start(), items: 0 };
        if !reader.rest.starts_with(b"(") {
            return None;
        }
        reader.item(0)
    }

    /// The items of a list; none of octets.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            Self::Octets(_) => &[],
        }
    }

    /// Octets.
    pub fn octets(&self) -> Option<&[u8]> {
        match self {
            Self::Octets(octets) => Some(octets),
            Self::List(_) => None,
        }
    }

    /// Octets that are printable text.
    pub fn text(&self) -> Option<&str> {
        let text = self.octets().and_then(|octets| std::str::from_utf8(octets).ok());
        text.filter(|text| {
            text.len() <= 128 && text.chars().all(|char| char.is_ascii_graphic() || char == ' ')
        })
    }

    /// The first word of a list.
    pub fn name(&self) -> Option<&str> {
        self.items().first().and_then(Self::text)
    }

    /// The list in this one that begins with `name`.
    pub fn list(&self, name: &str) -> Option<&Self> {
        self.items().iter().find(|item| item.name() == Some(name))
    }

    /// The octets behind the name of the list `name` in this one.
    pub fn value(&self, name: &str) -> Option<&[u8]> {
        self.list(name)?.items().get(1)?.octets()
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    items: usize,
}

impl Reader<'_> {
    fn item(&mut self, depth: usize) -> Option<Item> {
        self.items += 1;
        if depth > DEPTH || self.items > ITEMS {
            return None;
        }
        self.rest = self.rest.trim_ascii_start();
        match self.rest.first()? {
            b'(' => {
                self.rest = &self.rest[1..];
                let mut items = Vec::new();
                loop {
                    self.rest = self.rest.trim_ascii_start();
                    if let Some(rest) = self.rest.strip_prefix(b")") {
                        self.rest = rest;
                        return Some(Item::List(items));
                    }
                    items.push(self.item(depth + 1)?);
                }
            }
            b'#' => self.hexadecimal(),
            b'"' => self.quoted(),
            byte if byte.is_ascii_digit() => self.counted(),
            _ => {
                let length = self.rest.iter().take_while(|byte| is_token(**byte)).count();
                (length > 0).then(|| Item::Octets(self.take(length).to_vec()))
            }
        }
    }

    fn take(&mut self, length: usize) -> &[u8] {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    /// `#…#` with white space between the digits.
    fn hexadecimal(&mut self) -> Option<Item> {
        let length = memchr::memchr(b'#', &self.rest[1..])?;
        let mut digits = self.rest[1..=length].iter().filter(|byte| !byte.is_ascii_whitespace());
        let mut octets = Vec::new();
        while let Some(high) = digits.next() {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let octet = digit(*high)? << 4 | digit(*digits.next()?)?;
            octets.push(u8::try_from(octet).ok()?);
        }
        self.rest = &self.rest[length + 2..];
        Some(Item::Octets(octets))
    }

    /// A quoted text; one with an escape is taken as it stands, for no name or number here has one.
    fn quoted(&mut self) -> Option<Item> {
        let length = memchr::memchr(b'"', &self.rest[1..])?;
        let octets = self.rest[1..=length].to_vec();
        self.rest = &self.rest[length + 2..];
        Some(Item::Octets(octets))
    }

    /// `LENGTH:octets`, or a number as a token.
    fn counted(&mut self) -> Option<Item> {
        let digits = self.rest.iter().take(8).take_while(|byte| byte.is_ascii_digit()).count();
        let (number, rest) = self.rest.split_at(digits);
        let Some(rest) = rest.strip_prefix(b":") else {
            let length = self.rest.iter().take_while(|byte| is_token(**byte)).count();
            return Some(Item::Octets(self.take(length).to_vec()));
        };
        let length = std::str::from_utf8(number).ok()?.parse::<usize>().ok()?;
        let (octets, rest) = rest.split_at_checked(length)?;
        self.rest = rest;
        Some(Item::Octets(octets.to_vec()))
    }
}

const fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
        || matches!(byte, b'-' | b'.' | b'/' | b'_' | b':' | b'*' | b'+' | b'=')
}
