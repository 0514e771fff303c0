//! The scalars of a YAML or JSON text with their paths and places. Aliases are not followed, so that no text can grow;
//! depth, number and length are bounded.

use saphyr_parser::{Event, Parser, Span};

use super::tls_settings::Place;

/// A scalar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Keys parted by dots, with `[n]` for the place in a list: `net.tls.mode`, `list[0].name`.
    pub path: String,
    /// The value.
    pub value: String,
    /// 1-based line of the value.
    pub line: u32,
    /// Byte offset of the value.
    pub offset: u64,
    /// Its local tag (`Ref` of `!Ref`), empty for most.
    pub tag: String,
    /// Which document of the text it stands in, from 0.
    pub document: u32,
}

impl Leaf {
    /// Where it stands, under its whole path.
    pub fn place(&self) -> Place {
        Place { keyword: self.path.clone(), line: self.line, offset: self.offset }
    }
}

/// Bytes of a text that is read.
const LARGEST: usize = 4 << 20;
const MOST_LEAVES: usize = 50_000;
const DEEPEST: usize = 64;
const LONGEST_PATH: usize = 1_000;

/// The scalars of `text` in order; `None` when it is no YAML or passes a bound.
pub fn leaves(text: &str) -> Option<Vec<Leaf>> {
    if text.len() > LARGEST {
        return None;
    }
    let starts =
        std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
    let mut reader =
        Reader { text, starts: starts.collect(), open: Vec::new(), all: Vec::new(), documents: 0 };
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        reader.take(&event, span)?;
    }
    Some(reader.all)
}

/// The scalars of every document of `text`, each on its own: keys of one are not those of another. Empty as [`leaves`] is
/// `None`.
pub fn documents(text: &str) -> Vec<Vec<Leaf>> {
    let all = leaves(text).unwrap_or_default();
    all.chunk_by(|one, next| one.document == next.document).map(<[Leaf]>::to_vec).collect()
}

/// A mapping or list that is open.
enum Open {
    /// The path before it, and the key that waits for its value.
    Mapping(String, Option<String>),
    /// The path before it, and how many items there were.
    List(String, usize),
}

struct Reader<'a> {
    text: &'a str,
    starts: Vec<usize>,
    open: Vec<Open>,
    all: Vec<Leaf>,
    documents: u32,
}

impl Reader<'_> {
    fn take(&mut self, event: &Event<'_>, span: Span) -> Option<()> {
        match event {
            Event::DocumentStart(_) => self.documents += 1,
            Event::MappingStart(_, tag) | Event::SequenceStart(_, tag) => {
                let mut path = self.next_path("")?;
                let tag = local(tag.as_deref());
                if !tag.is_empty() {
                    // `!If [a, b]` is how CloudFormation shortens `{"Fn::If": [a, b]}`.
                    path = format!("{path}.!{tag}");
                }
                if self.open.len() == DEEPEST {
                    return None;
                }
                self.open.push(match event {
                    Event::MappingStart(..) => Open::Mapping(path, None),
                    _ => Open::List(path, 0),
                });
            }
            Event::MappingEnd | Event::SequenceEnd => {
                self.open.pop();
            }
            Event::Alias(_) => {
                self.scalar("", None, span)?;
            }
            Event::Scalar(value, _, _, tag) => {
                self.scalar(value, Some(local(tag.as_deref())), span)?;
            }
            _ => {}
        }
        Some(())
    }

    /// A key, or a value with its tag; an alias has none and is not kept.
    fn scalar(&mut self, value: &str, tag: Option<String>, span: Span) -> Option<()> {
        if let Some(Open::Mapping(_, key @ None)) = self.open.last_mut() {
            *key = Some(value.chars().take(200).collect());
            return Some(());
        }
        let path = self.next_path(value)?;
        if self.all.len() == MOST_LEAVES {
            return None;
        }
        if let Some(tag) = tag {
            let (line, offset) = self.position(span);
            let document = self.documents.saturating_sub(1);
            self.all.push(Leaf { path, value: value.to_owned(), line, offset, tag, document });
        }
        Some(())
    }

    /// The path of the value that comes now, and on to the next one.
    fn next_path(&mut self, key: &str) -> Option<String> {
        let path = match self.open.last_mut() {
            None => String::new(),
            Some(Open::List(path, count)) => {
                *count += 1;
                format!("{path}[{}]", *count - 1)
            }
            Some(Open::Mapping(path, waiting)) => {
                // A mapping or list as a key has no name.
                let key = waiting.take().unwrap_or_else(|| key.to_owned());
                if path.is_empty() { key } else { format!("{path}.{key}") }
            }
        };
        (path.len() <= LONGEST_PATH).then_some(path)
    }

    fn position(&self, span: Span) -> (u32, u64) {
        let line = span.start.line().max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let before =
            self.text[start..].chars().take(span.start.col()).map(char::len_utf8).sum::<usize>();
        (u32::try_from(line).unwrap_or(u32::MAX), (start + before) as u64)
    }
}

/// The name of a tag of the document's own, empty for those of YAML.
fn local(tag: Option<&saphyr_parser::Tag>) -> String {
    let name = tag.filter(|tag| tag.handle == "!").map(|tag| tag.suffix.as_str());
    name.unwrap_or_default().chars().take(100).collect()
}
