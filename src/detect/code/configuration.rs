//! Values that code takes from a configuration: which key a call asks for, and what the files say.

mod container;
mod formats;
mod getter;
mod markup;
mod section;

pub use container::sets_variables;
use formats::{atoms, hocon, spaced};
use getter::{asked_by_getter, is_getter, is_of_c};
use markup::markup;
use section::{in_sections, section};

use super::syntax::{Argument, Id, Kind, Module};
use crate::detect::config_lines::{INI, Line, PROPERTIES, lines};
use crate::detect::yaml_leaves::leaves;

/// A call that asks a configuration.
pub struct Asked {
    /// The key, or the expression that gives it.
    pub key: Key,
    /// What holds where the key is not set.
    pub default: Option<Default>,
}

/// Which key.
pub enum Key {
    /// As written.
    Known(String),
    /// An expression.
    Given(Id),
}

/// What holds where a key is not set.
pub enum Default {
    /// As written.
    Known(String),
    /// An expression.
    Given(Id),
}

/// Methods that ask a configuration whatever they are called on.
const PLAIN: &[&str] = &[
    "getProperty",
    "getenv",
    "Getenv",
    "LookupEnv",
    "GetEnvironmentVariable",
    "env::var",
    "getRequiredProperty",
    "fetch_env",
    "fetch_env!",
    "get_env",
    "getConfigValue",
    "get_config",
    "getSetting",
    "fromEnvironment",
    "compile_env",
    "compile_env!",
    "env",
    "getEnv",
    "config",
];
/// Methods that do so on an object that sounds like one.
const ON_OBJECT: &[&str] = &[
    "get",
    "getString",
    "getInt",
    "getInteger",
    "GetString",
    "GetInt",
    "GetValue",
    "fetch",
    "var",
    "getOrDefault",
    "getint",
    "getfloat",
    "getboolean",
    "get_string",
    "get_str",
    "str",
    "getOrElse",
    "getOptional",
    "getStringOrNull",
    "getStringList",
    "Get",
    "Read",
    "property",
    "propertyOrNull",
    "value",
    "string",
    "int",
];
const OBJECTS: &[&str] = &[
    "config",
    "conf",
    "cfg",
    "configuration",
    "settings",
    "setting",
    "props",
    "prop",
    "properties",
    "env",
    "environ",
    "environment",
    "getenv",
    "viper",
    "options",
    "opts",
    "preferences",
    "registry",
    "bundle",
    "prefs",
    "ini",
    "configparser",
];

/// The key that a call asks for, and the default that it gives.
pub fn asked(module: &Module, callee: Id, name: &str, arguments: &[Argument]) -> Option<Asked> {
    let first = arguments.first()?;
    if name == "@Value" {
        let mut asked = placeholder(module, first.value)?;
        if let Some(stated) = arguments.get(1) {
            asked.default = Some(Default::Given(stated.value));
        }
        return Some(asked);
    }
    let object = match &module.nodes[callee].kind {
        Kind::Member { of, .. } => {
            if let Some(key) = in_sections(module, *of, name, arguments) {
                let default = arguments.get(1).filter(|_| name != "dig");
                let default = default.map(|argument| Default::Given(argument.value));
                return Some(Asked { key: Key::Known(key), default });
            }
            sounds_like_one(module, *of)
        }
        _ => false,
    };
    if is_of_c(&module.path) && is_getter(name) {
        return asked_by_getter(module, arguments);
    }
    if !(PLAIN.contains(&name) || ON_OBJECT.contains(&name) && object) {
        return None;
    }
    let is_named = |one: &&Argument| {
        matches!(one.name.as_deref(), Some("default" | "fallback" | "defaultValue"))
    };
    // A type argument is no default, nor is any other that has a name.
    let placed = || arguments.get(1).filter(|one| one.name.is_none());
    let default = arguments.iter().find(is_named).or_else(placed);
    let default = default.map(|argument| Default::Given(argument.value));
    Some(Asked { key: Key::Given(first.value), default })
}

/// The key of `environ["X"]`, `process.env["X"]`, `config['x']`.
pub fn asked_by_index(module: &Module, of: Id, key: Id) -> Option<String> {
    let Kind::Text(text) = &module.nodes[key].kind else { return None };
    if are_options(module, of) {
        return None;
    }
    if sounds_like_one(module, of) {
        return Some(text.clone());
    }
    let section = section(module, of)?;
    Some(format!("{section}.{text}"))
}

/// The key of `process.env.X`.
pub fn asked_by_name(names: &[String]) -> Option<&str> {
    names.iter().find_map(|name| name.strip_prefix("process.env."))
}

/// The key of `config.a.b`: a structure that a configuration file fills.
pub fn asked_by_member(module: &Module, id: Id) -> Option<String> {
    let (mut key, mut id) = (Vec::new(), id);
    while let Kind::Member { of, name } = &module.nodes[id].kind {
        key.insert(0, name.as_str());
        if sounds_like_one(module, *of) {
            return Some(key.join("."));
        }
        id = *of;
    }
    None
}

/// The key of `settings.signing.bits`, where members are read by calls without parentheses.
pub fn asked_by_reader(module: &Module, call: Id) -> Option<String> {
    let (mut key, mut id) = (Vec::new(), call);
    while let Kind::Call { callee, arguments } = &module.nodes[id].kind {
        let Kind::Member { of, name } = &module.nodes[*callee].kind else { return None };
        if !arguments.is_empty() {
            return None;
        }
        key.insert(0, name.as_str());
        if sounds_like_one(module, *of) {
            return Some(key.join("."));
        }
        id = *of;
    }
    None
}

/// `${key:default}` of Spring.
fn placeholder(module: &Module, id: Id) -> Option<Asked> {
    let Kind::Text(text) = &module.nodes[id].kind else { return None };
    let inner = text.trim().strip_prefix("${")?.strip_suffix('}')?;
    let (key, default) = match inner.split_once(':') {
        Some((key, default)) => (key, Some(Default::Known(default.to_owned()))),
        None => (inner, None),
    };
    Some(Asked { key: Key::Known(key.to_owned()), default })
}

/// The document and the key in it that a name stands for: `../config/default.json.cart.cipher`.
pub fn in_document(names: &[String]) -> Option<(&str, &str)> {
    names.iter().find_map(|name| {
        DOCUMENTS.iter().find_map(|ending| {
            // A part of the document follows the ending.
            let mut dots = memchr::memchr_iter(b'.', name.as_bytes());
            let at = dots.find_map(|at| {
                let rest = name[at..].strip_prefix(ending)?;
                rest.starts_with('.').then_some(at + ending.len())
            })?;
            Some((&name[..at], &name[at + 1..]))
        })
    })
}

/// The document that an expression reads: `JSON.parse(readFileSync("config/a.json"))`.
pub fn document(module: &Module, name: &str, arguments: &[Argument]) -> Option<String> {
    let reads = [
        "parse",
        "load",
        "loads",
        "safe_load",
        "jsonDecode",
        "decode",
        "safeLoad",
        "decode!",
        "load_file",
        "safe_load_file",
        "json_decode",
    ];
    reads
        .contains(&name)
        .then(|| arguments.first())
        .flatten()
        .and_then(|first| file(module, first.value, 6))
}

fn file(module: &Module, id: Id, left: usize) -> Option<String> {
    let left = left.checked_sub(1)?;
    match &module.nodes[id].kind {
        Kind::Text(text) => DOCUMENTS
            .iter()
            .any(|ending| text.ends_with(ending))
            .then(|| text.trim_start_matches("./").to_owned()),
        Kind::Call { callee, arguments } => arguments
            .iter()
            .rev()
            .map(|argument| argument.value)
            .chain([*callee])
            .find_map(|id| file(module, id, left)),
        Kind::Member { of, .. } => file(module, *of, left),
        // `${__dirname}/../settings.yaml`
        Kind::Join(parts) => {
            let is_here = matches!(&module.nodes[*parts.first()?].kind, Kind::Name(name) if name == "__dirname");
            let name = file(module, *parts.last()?, left).filter(|_| is_here)?;
            Some(name.trim_start_matches('/').to_owned())
        }
        Kind::Name(name) => {
            let bound = super::names::bindings(module, module.nodes[id].scope, name);
            file(module, bound.last().filter(|_| bound.iter().count() == 1)?.value?, left)
        }
        _ => None,
    }
}

/// Whether a text names a document.
pub fn is_document(text: &str) -> bool {
    DOCUMENTS.iter().any(|ending| text.ends_with(ending))
}

const DOCUMENTS: &[&str] = &[".json", ".yaml", ".yml", ".json5", ".toml", ".plist", ".ini", ".cfg"];

/// Whether a variable holds what a function got or made for itself, whatever files of settings say of its keys.
fn are_options(module: &Module, id: Id) -> bool {
    let Kind::Name(name) = &module.nodes[id].kind else { return false };
    let bound = super::names::bindings(module, module.nodes[id].scope, name);
    let is_own = bound.iter().any(|one| one.scope != 0 && one.value.is_some());
    matches!(name.as_str(), "opts" | "options" | "$opts" | "$options") && is_own
}

fn sounds_like_one(module: &Module, id: Id) -> bool {
    let written = match &module.nodes[id].kind {
        Kind::Name(name) | Kind::Member { name, .. } => name,
        Kind::Call { callee, .. } => return sounds_like_one(module, *callee),
        _ => return false,
    };
    let name = written.trim_start_matches(['$', '@', '_']);
    let last_word = name
        .rfind(|c: char| c.is_ascii_uppercase())
        .filter(|_| name.contains(|c: char| c.is_ascii_lowercase()));
    let last_word = last_word.map_or(name, |at| &name[at..]);
    let last_word = last_word.rsplit('_').next().unwrap_or(last_word);
    OBJECTS.contains(&last_word.to_ascii_lowercase().as_str())
        || OBJECTS.contains(&name.to_ascii_lowercase().as_str())
        || is_declared_as_one(module, id)
        || is_made_as_one(module, id, written)
}

/// Functions of C++ that read a document: `nlohmann::json::parse`, `YAML::LoadFile`, `toml::parse_file`.
const READ: &[&str] = &["parse", "LoadFile", "parse_file", "load_file", "QSettings"];

/// Whether a variable holds what a constructor of configurations gives.
fn is_made_as_one(module: &Module, id: Id, name: &str) -> bool {
    const MADE: &[&str] = &["ConfigParser", "RawConfigParser", "SafeConfigParser", "ConfigService"];
    let Kind::Name(_) = module.nodes[id].kind else { return false };
    let bound = super::names::bindings(module, module.nodes[id].scope, name);
    let is_section_or_factory = |id: Id| match &module.nodes[id].kind {
        Kind::Index { of, .. } => match &module.nodes[*of].kind {
            Kind::Name(parser) => parser != name && is_made_as_one(module, *of, parser),
            _ => false,
        },
        Kind::Call { callee, .. } => match &module.nodes[*callee].kind {
            // A part of a document: `document.at("archive")` of C++.
            Kind::Member { of, name: part } if is_of_c(&module.path) && part == "at" => {
                matches!(&module.nodes[*of].kind, Kind::Name(whole)
                    if whole != name && is_made_as_one(module, *of, whole))
            }
            Kind::Member { of, .. } => {
                let is_factory = |id: Id| matches!(&module.nodes[id].kind, Kind::Name(of) if of == "ConfigFactory");
                // `ConfigFactory.load().getConfig("tool")`
                let made = match &module.nodes[*of].kind {
                    Kind::Call { callee, .. } => match module.nodes[*callee].kind {
                        Kind::Member { of, .. } => Some(of),
                        _ => None,
                    },
                    _ => None,
                };
                is_factory(*of) || made.is_some_and(is_factory)
            }
            _ => false,
        },
        _ => false,
    };
    let is_of_c = is_of_c(&module.path);
    let is_made = |called: &str| MADE.contains(&called) || is_of_c && READ.contains(&called);
    let mut made = bound.iter().filter_map(|one| one.value);
    made.any(|id| module.called(id).is_some_and(is_made) || is_section_or_factory(id))
}

/// Types of what gives the values of a configuration.
const TYPES: &[&str] = &[
    "IConfiguration",
    "IConfigurationRoot",
    "IConfigurationSection",
    "Environment",
    "Config",
    "Properties",
    "ResourceBundle",
    "PropertyResolver",
    "ApplicationConfig",
    "QSettings",
    "variables_map",
    "ptree",
    "INIReader",
    "ParseResult",
];

/// Types of documents that were read, of C++.
const DOCUMENTS_OF_C: &[&str] = &["json", "ordered_json", "QJsonObject", "Node"];

/// Whether a variable, parameter or field is declared as something that gives the values of a configuration.
fn is_declared_as_one(module: &Module, id: Id) -> bool {
    let is_variable = match &module.nodes[id].kind {
        Kind::Name(_) => true,
        Kind::Member { of, .. } => {
            matches!(&module.nodes[*of].kind, Kind::Name(own) if own == "this" || own == "self")
        }
        _ => false,
    };
    let is_of_c = is_of_c(&module.path);
    let is_one = |name: &String| {
        let last = name.strip_suffix("()").and_then(|name| name.rsplit('.').next());
        last.is_some_and(|last| TYPES.contains(&last) || is_of_c && DOCUMENTS_OF_C.contains(&last))
    };
    is_variable && super::names::qualified(module, id).iter().any(is_one)
}

/// What stands in a way into a document for each of the keys there.
pub const EACH_KEY: &str = "*";

/// A key's value in a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key, its parts joined by `.`.
    pub key: String,
    /// The value.
    pub value: String,
    /// 1-based line.
    pub line: u32,
}

/// Whether a file of this name may hold configuration.
pub fn is_configuration(name: &str) -> bool {
    let ends = ["properties", "yml", "yaml", "json", "toml", "ini", "cfg", "conf", "env", "plist"];
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    ends.contains(&extension)
        || matches!(extension, "exs" | "config")
        || name.ends_with(".app.src")
        || name == ".env"
        || name.starts_with(".env.")
        || name.ends_with(".env")
}

/// The entries of a configuration file.
pub fn entries(name: &str, text: &str) -> Vec<Entry> {
    if sets_variables(name) {
        return container::variables(name, text);
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    if matches!(extension, "yml" | "yaml" | "json") {
        let all = leaves(text).unwrap_or_default();
        return all
            .into_iter()
            .map(|leaf| Entry { key: leaf.path, value: leaf.value, line: leaf.line })
            .collect();
    }
    if extension == "plist" || extension == "config" && text.trim_start().starts_with('<') {
        return markup(text);
    }
    if matches!(extension, "exs" | "config" | "src") {
        return atoms(text);
    }
    if extension == "conf" && text.contains('{') {
        return hocon(text);
    }
    if matches!(extension, "conf" | "cfg") && !text.contains('=') {
        return spaced(text);
    }
    // Parameters of GnuPG for a key stand behind colons, as properties may.
    let has_colons = extension == "properties" || text.contains("\nKey-Type:");
    let dialect = if has_colons || text.starts_with("Key-Type:") { &PROPERTIES } else { &INI };
    let entry = |line: Line| {
        let key = line.key.strip_prefix("export ").unwrap_or(&line.key).trim().to_owned();
        let key = if line.section.is_empty() { key } else { format!("{}.{key}", line.section) };
        Entry { key, value: line.value.trim_matches(['"', '\'']).to_owned(), line: line.line }
    };
    lines(text, dialect).into_iter().map(entry).collect()
}

/// The entries of a file that a key asks for; where none has it in full, the only one that ends in it, as code often
/// holds a section.
pub fn entries_for<'e>(key: &str, entries: &'e [Entry]) -> Vec<&'e Entry> {
    // A variable of the environment is spelled as it is asked for, and never with dots.
    let is_variable = key.contains(|c: char| c.is_ascii_uppercase())
        && !key.contains(|c: char| c.is_ascii_lowercase());
    let is_other = |entry: &Entry| is_variable && !key.contains('.') && entry.key.contains('.');
    let same = entries.iter().filter(|entry| is_same_key(key, &entry.key) && !is_other(entry));
    let same: Vec<&Entry> = same.collect();
    if !same.is_empty() {
        return same;
    }
    let is_it = |last: &str| if is_variable { key == last } else { is_same_key(key, last) };
    let below = format!(".{key}");
    let ends = |entry: &&Entry| {
        entry.key.rsplit_once('.').is_some_and(|(_, last)| is_it(last))
            || entry.key.ends_with(&below)
    };
    let mut ending: Vec<&Entry> = entries.iter().filter(ends).collect();
    // Sections of environments, of which the one that counts is where a program runs in earnest.
    let is_live = |entry: &&Entry| {
        matches!(entry.key.split('.').next(), Some("production" | "prod" | "default" | "shared"))
    };
    if ending.len() > 1 && ending.iter().any(is_live) {
        ending.retain(is_live);
    }
    ending.dedup_by(|one, other| one.value == other.value);
    if ending.len() == 1 { ending } else { Vec::new() }
}

/// Whether a key in a file is the one that is asked for; Spring and others bind loosely.
pub fn is_same_key(asked: &str, found: &str) -> bool {
    let plain = |key: &str| -> String {
        key.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
    };
    asked == found || plain(asked) == plain(found)
}
