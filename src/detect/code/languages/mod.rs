//! The languages that are analysed, one file each.

#[cfg(feature = "lang-c")]
mod c;
#[cfg(feature = "lang-cpp")]
mod cpp;
#[cfg(feature = "lang-csharp")]
mod csharp;
#[cfg(feature = "lang-dart")]
mod dart;
#[cfg(feature = "lang-elixir")]
mod elixir;
#[cfg(feature = "lang-erlang")]
mod erlang;
#[cfg(feature = "lang-go")]
mod go;
#[cfg(feature = "lang-java")]
mod java;
#[cfg(feature = "lang-javascript")]
mod javascript;
#[cfg(feature = "lang-kotlin")]
mod kotlin;
#[cfg(feature = "lang-php")]
mod php;
#[cfg(feature = "lang-python")]
mod python;
#[cfg(feature = "lang-ruby")]
mod ruby;
#[cfg(feature = "lang-rust")]
mod rust;
#[cfg(feature = "lang-scala")]
mod scala;
#[cfg(feature = "lang-shell")]
mod shell;
#[cfg(feature = "lang-solidity")]
mod solidity;
#[cfg(feature = "lang-sql")]
mod sql;
#[cfg(feature = "lang-swift")]
mod swift;
#[cfg(feature = "lang-tsx")]
mod tsx;
#[cfg(feature = "lang-typescript")]
mod typescript;

use tree_sitter::Node;

use super::language::Language;
use super::lower::Lowering;
use super::syntax::{Argument, Id, Kind};

/// Every language that was compiled in, sorted by id.
pub static LANGUAGES: &[&Language] = &[
    // begin generated: languages
    #[cfg(feature = "lang-c")]
    &c::LANGUAGE,
    #[cfg(feature = "lang-cpp")]
    &cpp::LANGUAGE,
    #[cfg(feature = "lang-csharp")]
    &csharp::LANGUAGE,
    #[cfg(feature = "lang-dart")]
    &dart::LANGUAGE,
    #[cfg(feature = "lang-elixir")]
    &elixir::LANGUAGE,
    #[cfg(feature = "lang-erlang")]
    &erlang::LANGUAGE,
    #[cfg(feature = "lang-go")]
    &go::LANGUAGE,
    #[cfg(feature = "lang-java")]
    &java::LANGUAGE,
    #[cfg(feature = "lang-javascript")]
    &javascript::LANGUAGE,
    #[cfg(feature = "lang-kotlin")]
    &kotlin::LANGUAGE,
    #[cfg(feature = "lang-php")]
    &php::LANGUAGE,
    #[cfg(feature = "lang-python")]
    &python::LANGUAGE,
    #[cfg(feature = "lang-ruby")]
    &ruby::LANGUAGE,
    #[cfg(feature = "lang-rust")]
    &rust::LANGUAGE,
    #[cfg(feature = "lang-scala")]
    &scala::LANGUAGE,
    #[cfg(feature = "lang-shell")]
    &shell::LANGUAGE,
    #[cfg(feature = "lang-solidity")]
    &solidity::LANGUAGE,
    #[cfg(feature = "lang-sql")]
    &sql::LANGUAGE,
    #[cfg(feature = "lang-swift")]
    &swift::LANGUAGE,
    #[cfg(feature = "lang-tsx")]
    &tsx::LANGUAGE,
    #[cfg(feature = "lang-typescript")]
    &typescript::LANGUAGE,
    // end generated: languages
];

/// Whether a language's own reader goes through the whole text, whatever the tree.
pub fn reads_itself(language: &str) -> bool {
    language == "sql"
}

/// A text as its grammar reads most of it, every byte where it was.
pub fn readable<'t>(language: &str, text: &'t str) -> std::borrow::Cow<'t, str> {
    match language {
        #[cfg(feature = "lang-rust")]
        "rust" => rust::readable(text),
        // A no-break space is no space to the grammar; it has two bytes.
        #[cfg(feature = "lang-kotlin")]
        "kotlin" if text.contains('\u{a0}') => text.replace('\u{a0}', "  ").into(),
        _ => text.into(),
    }
}

/// A text that a grammar could not read, as it may do better, every byte where it was.
pub fn spaced(language: &str, text: &str) -> Option<String> {
    match language {
        #[cfg(feature = "lang-kotlin")]
        "kotlin" => Some(kotlin::spaced(text)),
        _ => {
            let _ = text;
            None
        }
    }
}

/// A path with `.` and `..` worked out; `None` when it leaves the tree.
pub fn normal(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The other files of a folder, in which a plain name may be defined that is not imported.
#[cfg_attr(not(feature = "languages"), allow(dead_code, reason = "not every language needs it"))]
fn beside(container: &str, path: &str, ending: &str) -> Vec<String> {
    if container.contains(['.', '/']) {
        return Vec::new();
    }
    let folder = path.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    vec![format!("{folder}*{ending}")]
}

/// The files of the folder that a package of the project lies in, which may hold what has no file of its own: functions,
/// constants, further classes. Only what begins like the file's own package is a project's own.
#[cfg_attr(not(feature = "languages"), allow(dead_code, reason = "not every language needs it"))]
fn in_package(container: &str, path: &str, ending: &str) -> Option<String> {
    let is_package = |part: &&str| part.starts_with(|c: char| c.is_ascii_lowercase());
    let parts: Vec<&str> = container.split('.').take_while(is_package).collect();
    let folder = path.rsplit_once('/')?.0;
    let (first, _) = parts.split_first().filter(|(_, rest)| !rest.is_empty())?;
    let begin = format!("/{first}/");
    let below = format!("/{folder}/");
    let root = &below[..below.find(&begin)?];
    let package = format!("{root}/{}", parts.join("/"));
    let is_own = below.starts_with(&format!("{root}/{}/{}/", parts[0], parts[1]))
        || parts.len() == 2 && below.starts_with(&format!("{root}/{}/", parts[0]));
    let package = package.trim_start_matches('/');
    (is_own && package != folder).then(|| format!("{package}/*{ending}"))
}

/// `name` in the folder of `path` and in every folder above it.
#[cfg_attr(not(feature = "languages"), allow(dead_code, reason = "not every language needs it"))]
fn upwards(path: &str, name: &str) -> Vec<String> {
    let mut folder = path.rsplit_once('/').map(|(folder, _)| folder);
    let mut all = Vec::new();
    while let Some(current) = folder {
        all.push([current, "/", name].concat());
        folder = current.rsplit_once('/').map(|(folder, _)| folder);
    }
    all.push(name.to_owned());
    all
}

/// The file `name` of a package in the modules of a build that lie beside that of `path`: those called like a part of
/// the package, and those that modules share mostly. Only what begins like the file's own package is a project's own.
#[cfg_attr(not(feature = "languages"), allow(dead_code, reason = "not every language needs it"))]
fn in_modules(path: &str, name: &str, kind: &str) -> Vec<String> {
    const SHARED: &[&str] =
        &["core", "common", "commons", "shared", "api", "domain", "model", "config", "lib", "util"];
    let root = ["/src/main/", "/src/test/"].iter().find_map(|root| path.split_once(root));
    let Some((module, (_, own))) =
        root.and_then(|(module, rest)| Some((module, rest.split_once('/')?)))
    else {
        return Vec::new();
    };
    let parts: Vec<&str> = name.split('/').collect();
    let is_own = parts.len() > 3 && own.split('/').zip(&parts).take(2).all(|(a, b)| a == *b);
    if !is_own {
        return Vec::new();
    }
    let (around, module) = match module.rsplit_once('/') {
        Some((around, module)) => (format!("{around}/"), module),
        None => (String::new(), module),
    };
    let prefix = module.rsplit_once('-').map(|(prefix, _)| prefix);
    let named = parts[2..parts.len() - 1].iter().chain(SHARED);
    let mut all = Vec::new();
    for one in named.filter(|one| **one != module) {
        all.push(format!("{around}{one}/src/main/{kind}/{name}"));
        all.extend(prefix.map(|prefix| format!("{around}{prefix}-{one}/src/main/{kind}/{name}")));
    }
    all
}

/// A literal `true` or `false` of a grammar that has one kind for both.
#[cfg_attr(not(feature = "languages"), allow(dead_code, reason = "not every language needs it"))]
fn truth<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let truth = lowering.text(node) == "true";
    Some(lowering.add(Kind::Truth(truth), node))
}

/// `i++`: the variable may have any value from then on, and where a loop comes back to.
#[cfg_attr(not(feature = "languages"), allow(dead_code, reason = "not every language needs it"))]
fn counted<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let operand = node.child_by_field_name("argument").or_else(|| node.named_child(0))?;
    let written = lowering.text(node);
    if !written.starts_with(['+', '-']) && !written.ends_with(['+', '-']) {
        return Some(lowering.value(operand));
    }
    if operand.kind() == "identifier" && (written.contains("++") || written.contains("--")) {
        let open = lowering.add(Kind::Opaque, node);
        let at = lowering.parent(node).filter(|outer| outer.kind() == "for_statement");
        let body = at.and_then(|outer| outer.child_by_field_name("body"));
        let start = body.map_or(node.start_byte(), |body| body.start_byte());
        lowering.bind(lowering.text(operand), Some(open), None, start);
        return None;
    }
    lowering.later(operand);
    None
}

/// A name of several parts that the grammar has as one node.
#[cfg_attr(not(feature = "languages"), allow(dead_code, reason = "not every language needs it"))]
fn dotted<'a>(lowering: &mut Lowering<'a>, node: Node<'a>) -> Option<Id> {
    let written = lowering.type_of(node);
    let mut parts = written.split('.');
    let mut id = lowering.add(Kind::Name(parts.next()?.to_owned()), node);
    for part in parts {
        id = lowering.add(Kind::Member { of: id, name: part.to_owned() }, node);
    }
    Some(id)
}

/// `apply(module, function, [argument])` of Erlang and Elixir calls that function of the module.
#[cfg_attr(not(feature = "languages"), allow(dead_code, reason = "not every language needs it"))]
fn applied(lowering: &mut Lowering<'_>, callee: Id, arguments: &mut Vec<Argument>) {
    let nodes = &lowering.module.nodes;
    if !matches!(&nodes[callee].kind, Kind::Name(name) | Kind::Member { name, .. } if name == "apply")
    {
        return;
    }
    let [module, function, list] = arguments.as_slice() else { return };
    let (Kind::Text(name), Kind::List(items)) =
        (nodes[function.value].kind.clone(), nodes[list.value].kind.clone())
    else {
        return;
    };
    let (of, written) = (module.value, nodes[module.value].kind.clone());
    if let Kind::Text(text) = written {
        lowering.module.nodes[of].kind = Kind::Name(text);
    }
    lowering.module.nodes[callee].kind = Kind::Member { of, name };
    *arguments = items.into_iter().map(|value| Argument { name: None, value }).collect();
}
