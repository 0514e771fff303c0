//! Types whose objects are read from documents: settings that `decode(Settings.self, from: data)`,
//! `section.Get<Settings>()` and the like fill.

use tree_sitter::Node as Tree;

use super::Lowering;
use crate::detect::code::syntax::{Argument, Binding, Id, Kind, Module};

/// What stands before the name of a type of this kind in the name that it is bound to in the file.
pub const DECODED: &str = "decoded ";
/// The same of a type that may be decoded: what is sent and received is, as well as settings.
pub const DECODABLE: &str = "decodable ";

/// Functions whose type argument is the algorithm: `text.hash[SHA512]`.
const HASHING: &[&str] = &["hash", "hashPure"];

/// Functions that make an object of the type that they get out of a document.
pub const DECODING: &[&str] = &[
    "decode",
    "decodeFromString",
    "decodeFromStream",
    "decodeFromJsonElement",
    "loadConfigOrThrow",
    "loadConfig",
    "readValue",
    "fromJson",
    "convertValue",
    "loadAs",
    "loadOrThrow",
    "GetRequiredService",
    "GetService",
    "load",
    "as",
    "Get",
    "Deserialize",
    "DeserializeAsync",
    "DeserializeObject",
    "Configure",
    "AddOptions",
    "Bind",
];

/// How they are written where the type is told, by language.
const WRITTEN: &[(&str, &[&str])] = &[
    (
        "csharp",
        &[
            "Get<",
            "Configure<",
            "AddOptions<",
            "Deserialize<",
            "DeserializeAsync<",
            "DeserializeObject<",
        ],
    ),
    ("java", &["readValue(", "fromJson(", "loadAs(", "convertValue("]),
    (
        "kotlin",
        &[
            "decodeFromString<",
            "decodeFromStream<",
            "readValue<",
            "readValue(",
            "fromJson(",
            "loadConfigOrThrow<",
            "loadConfig<",
        ],
    ),
    ("scala", &["load[", "loadOrThrow[", "decode[", "as["]),
    ("swift", &["decode("]),
];
/// Types that are noted in one file.
const NOTED: usize = 64;
/// Bytes after a function's name in which the type is looked for.
const NEAR: usize = 120;

/// Marks of a type that say the same of it, by language, or that it may be decoded.
const MARKS: &[(&str, &str, &str)] = &[
    ("java", "@ConfigurationProperties", DECODED),
    ("java", "@ConfigMapping", DECODED),
    ("kotlin", "@ConfigurationProperties", DECODED),
    ("kotlin", "@Serializable", DECODABLE),
    ("scala", "derives ConfigReader", DECODED),
    ("scala", "derives Decoder", DECODABLE),
    ("swift", "Codable", DECODABLE),
    ("swift", "Decodable", DECODABLE),
];

/// Notes the types that the text of a file decodes.
pub(super) fn note(language: &str, source: &str, module: &mut Module) {
    let Some((_, written)) = WRITTEN.iter().find(|(of, _)| *of == language) else { return };
    let mut all: Vec<(&str, &str)> = Vec::new();
    for start in *written {
        let found = memchr::memmem::find_iter(source.as_bytes(), start.as_bytes());
        for at in found.take(NOTED) {
            // The last sign is the bracket.
            let name = type_after(&source[at + start.len() - 1..]);
            all.extend(name.map(|name| (DECODED, name)));
        }
    }
    for (_, mark, says) in MARKS.iter().filter(|(of, ..)| *of == language) {
        let found = memchr::memmem::find_iter(source.as_bytes(), mark.as_bytes());
        for at in found.take(NOTED) {
            let name = match language {
                "java" | "kotlin" => type_declared(&source[at..]),
                _ => type_before(&source[..at]),
            };
            all.extend(name.map(|name| (*says, name)));
        }
    }
    all.sort_unstable();
    all.dedup();
    module.bindings.extend(all.into_iter().take(NOTED).map(|(says, name)| Binding {
        scope: 0,
        name: format!("{says}{name}"),
        value: None,
        type_name: None,
        at: 0,
        block: (0, source.len()),
    }));
}

impl<'a> Lowering<'a> {
    /// The text that `nameof(a.b)` of C# is: it names what it gets, and uses it for nothing.
    pub fn last_name(&mut self, list: Tree<'a>) -> Id {
        let named = self.text(list).trim_matches(['(', ')', ' ']);
        let last = named.rsplit('.').next().unwrap_or_default().to_owned();
        self.add(Kind::Text(last), list)
    }

    /// Notes with a call that makes an object of a type out of a document which type that is, and with a function that
    /// takes its algorithm as a type.
    pub fn decodes(&mut self, call: Id, list: Option<Tree<'a>>) {
        let asks = |name: &str| matches!(name, "GetRequiredService" | "GetService");
        let is_typed = |name: &str| DECODING.contains(&name) || HASHING.contains(&name);
        let is_decoding =
            self.module.called(call).is_some_and(|name| is_typed(name) && !asks(name));
        // `Enum.Parse<Level>(name)`
        let is_parsing = || match &self.module.nodes[call].kind {
            Kind::Call { callee, .. } => match &self.module.nodes[*callee].kind {
                Kind::Member { of, name } if name == "Parse" => {
                    matches!(&self.module.nodes[*of].kind, Kind::Name(of) if of == "Enum")
                }
                _ => false,
            },
            _ => false,
        };
        let is_meant = is_decoding
            || is_parsing()
            || self.makes_of_type(call)
            || self.gets_options(call, list);
        let Some(only) = list.filter(|list| is_meant && list.named_child_count() == 1) else {
            return;
        };
        let Some(mut written) = only.named_child(0) else { return };
        // `GetRequiredService<IOptions<ReceiptOptions>>()`
        if self.gets_options(call, list)
            && let Some(inner) = inner_type(written)
        {
            written = inner;
        }
        let name = self.type_of(written).trim_end_matches('?').to_owned();
        let value = self.add(Kind::Name(name), written);
        if let Kind::Call { arguments, .. } = &mut self.module.nodes[call].kind {
            arguments.push(Argument { name: Some("<0>".to_owned()), value });
        }
    }

    /// Whether a call of C# gets nothing but a type, of which it makes something.
    fn makes_of_type(&self, call: Id) -> bool {
        let is_making = |name: &str| {
            ["New", "Make", "Create", "Build"].iter().any(|start| name.starts_with(start))
        };
        let is_bare = matches!(&self.module.nodes[call].kind, Kind::Call { arguments, .. } if arguments.is_empty());
        is_bare && self.module.called(call).is_some_and(is_making)
    }

    /// Whether a call of C# gets options from the services of a host.
    fn gets_options(&self, call: Id, list: Option<Tree<'a>>) -> bool {
        let is_asking = matches!(
            self.module.called(call),
            Some("GetRequiredService" | "GetService" | "GetOptions")
        );
        is_asking && list.is_some_and(|list| self.text(list).starts_with("<IOptions"))
    }
}

/// The type that stands in another: `IOptions<T>`.
fn inner_type(written: Tree<'_>) -> Option<Tree<'_>> {
    let mut cursor = written.walk();
    let list =
        written.named_children(&mut cursor).find(|one| one.kind() == "type_argument_list")?;
    list.named_child(0)
}

/// A name of a type at the beginning of a text.
fn type_name(text: &str) -> Option<&str> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    let name = &text[..end];
    name.starts_with(|c: char| c.is_ascii_uppercase()).then_some(name)
}

/// The type in `<T>`, `[T]`, `(T.self`, `(…, T.class`, `(T::class` after the name of a function.
fn type_after(rest: &str) -> Option<&str> {
    match rest.chars().next()? {
        '<' | '[' => type_name(&rest[1..]),
        '(' => {
            let end = rest.char_indices().nth(NEAR).map_or(rest.len(), |(at, _)| at);
            let near = &rest[..end];
            let at = [".self", ".class", "::class"].iter().find_map(|mark| near.find(mark))?;
            type_name(near[..at].rsplit(|c: char| !c.is_alphanumeric() && c != '_').next()?)
        }
        _ => None,
    }
}

/// The class that is declared next.
fn type_declared(text: &str) -> Option<&str> {
    let end = text.char_indices().nth(2 * NEAR).map_or(text.len(), |(at, _)| at);
    let text = &text[..end];
    let after = |word: &str| text.find(word).map(|at| at + word.len());
    type_name(
        &text[["class ", "record ", "interface "].iter().filter_map(|word| after(word)).min()?..],
    )
}

/// The class that is declared last.
fn type_before(text: &str) -> Option<&str> {
    let start = text.char_indices().rev().nth(4 * NEAR).map_or(0, |(at, _)| at);
    let text = &text[start..];
    let at = ["struct ", "class ", "enum "]
        .iter()
        .filter_map(|word| text.rfind(word).map(|at| at + word.len()));
    type_name(&text[at.max()?..])
}
