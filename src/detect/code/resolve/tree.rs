//! Documents that a program reads as a tree: what stands under a key of one, of a part of it, and of each of its parts.

use super::decoded::KEY;
use super::{CALL_SITES, Resolver};
use crate::detect::code::configuration::{self, EACH_KEY};
use crate::detect::code::names::bindings;
use crate::detect::code::syntax::{Argument, Id, Kind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

/// Languages in which documents are asked for what stands under a key.
const TREES: &[&str] = &["csharp", "dart", "java", "kotlin", "python", "ruby", "scala", "swift"];
/// Functions that read a document as a tree.
const READING: &[&str] = &[
    "jsonDecode",
    "decode",
    "loadYaml",
    "loadYamlDocument",
    "parse",
    "Parse",
    "ParseAsync",
    "readTree",
    "parseToJsonElement",
    "parseString",
    "parseReader",
    "parseFile",
    "jsonObject",
    "readValue",
    "load",
    "contentsOf",
    "NSDictionary",
    "JSONObject",
    "Deserialize",
    "ReadFrom",
    "read",
    "loads",
    "load_file",
    "load_file!",
    "safe_load",
    "safe_load_file",
    "unsafe_load",
];
/// Members and methods that give the tree or leaf that they are called on, in another type.
const SAME: &[&str] = &[
    "jsonObject",
    "jsonPrimitive",
    "jsonArray",
    "content",
    "int",
    "RootElement",
    "root",
    "GetString",
    "GetInt32",
    "asText",
    "textValue",
    "asInt",
    "intValue",
    "asString",
    "getAsString",
    "getAsInt",
    "getAsJsonObject",
    "toString",
    "ToString",
    "str",
    "num",
];
/// Methods that give what stands under a key.
const UNDER: &[&str] = &[
    "get",
    "path",
    "at",
    "getValue",
    "getString",
    "getInt",
    "optString",
    "optInt",
    "getJSONObject",
    "getAsJsonObject",
    "getAsJsonPrimitive",
    "GetProperty",
    "GetValue",
    "Value",
    "apply",
    "fetch",
    "pop",
    "dig",
    "__getitem__",
];
/// Methods and members that give all parts of a tree, each with its key: an element of them is a key and what stands there.
const ENTRIES: &[&str] = &["items", "entries", "entrySet", "obj", "each_pair", "toList", "toSeq"];
/// The same without the keys.
const PARTS: &[&str] = &["values", "arr", "each_value"];

/// Calls within calls in which the name of a document is looked for.
const DEEP: usize = 6;

impl Resolver<'_> {
    /// What a document says under a key, of a call that reads it or of a part of it.
    pub(in crate::detect::code) fn in_tree(
        &mut self,
        candidate: &Candidate,
        key: &str,
        asked: &Site,
    ) -> Option<Resolved> {
        if !TREES.contains(&self.around.language().id) {
            return None;
        }
        let (document, path) = match &candidate.value {
            Value::Made(made) => {
                let read = self.document_read(made).or_else(|| self.read_by_parser(made));
                (read?, String::new())
            }
            Value::Named(names) => {
                let (document, path) = configuration::in_document(names)?;
                (document.to_owned(), format!("{path}."))
            }
            _ => return None,
        };
        let key = format!("{path}{key}");
        let path = &asked.module.path;
        let part = self.around.document_part(path, &document, &key);
        let found = part.unwrap_or_else(|| self.around.documented(path, &document, &key));
        Some(found.within(&candidate.steps))
    }

    /// Key and value of one of all parts of a tree: `(name, spec)`.
    pub(in crate::detect::code) fn part_of_any(
        &self,
        any: &Candidate,
        keys: &Resolved,
    ) -> Option<Resolved> {
        let Value::Named(names) = &any.value else { return None };
        let [Candidate { value: Value::Number(at), .. }] = keys.candidates.as_slice() else {
            return None;
        };
        let (_, path) = configuration::in_document(names)?;
        let is_any =
            TREES.contains(&self.around.language().id) && path.rsplit('.').next() == Some(EACH_KEY);
        is_any.then(|| match at {
            1 => Resolved { candidates: vec![any.clone()], missing: None },
            _ => Resolved::missing("a key of a document"),
        })
    }

    /// Whether a value may be a document or a part of one.
    pub(super) fn may_be_tree(&mut self, object: &Resolved) -> bool {
        object.candidates.iter().any(|one| match &one.value {
            Value::Made(made) => self.document_read(made).is_some(),
            Value::Named(names) => configuration::in_document(names).is_some(),
            _ => false,
        })
    }

    /// The document that a call reads as a tree.
    fn document_read(&mut self, made: &Site) -> Option<String> {
        let name = made.module.called(made.id)?;
        READING.contains(&name).then(|| self.document_in(made, DEEP))?
    }

    /// The file that a parser of Python reads: `parser = ConfigParser()`, `parser.read("app.ini")`.
    fn read_by_parser(&mut self, made: &Site) -> Option<String> {
        const PARSERS: &[&str] = &["ConfigParser", "RawConfigParser", "SafeConfigParser"];
        let module = &made.module;
        if self.around.language().id != "python" || !PARSERS.contains(&module.called(made.id)?) {
            return None;
        }
        let file = module.calls_of("read").iter().take(CALL_SITES).find_map(|call| {
            let Kind::Call { callee, arguments } = &module.nodes[*call].kind else { return None };
            let Kind::Member { of, .. } = module.nodes[*callee].kind else { return None };
            let Kind::Name(name) = &module.nodes[of].kind else { return None };
            let bound = bindings(module, module.nodes[of].scope, name);
            let is_it = bound.iter().any(|one| one.value == Some(made.id));
            arguments.first().filter(|_| is_it).map(|one| one.value)
        })?;
        self.document_in(&made.at(file), DEEP)
    }

    /// The name of a document in what a call gets.
    fn document_in(&mut self, site: &Site, left: usize) -> Option<String> {
        let left = left.checked_sub(1)?;
        match site.kind().clone() {
            Kind::Text(text) => document_name(&text),
            Kind::Call { callee, arguments } => {
                let texts: Vec<Option<&str>> = arguments
                    .iter()
                    .map(|one| match &site.module.nodes[one.value].kind {
                        Kind::Text(text) => Some(text.as_str()),
                        _ => None,
                    })
                    .collect();
                // `url(forResource: "trip", withExtension: "json")`
                if let [Some(name), Some(ending), ..] = texts.as_slice()
                    && !ending.contains('.')
                    && configuration::is_document(&format!("{name}.{ending}"))
                {
                    return Some(format!("{name}.{ending}"));
                }
                let mut all = arguments.iter().rev().map(|one| one.value).chain([callee]);
                all.find_map(|id| self.document_in(&site.at(id), left))
            }
            Kind::Member { of, .. } => self
                .document_in(&site.at(of), left)
                .or_else(|| self.resolve(site).candidates.iter().find_map(named_document)),
            // `folder / "gate.toml"` of Python.
            Kind::Arithmetic(sum) if sum.0 == "/" => {
                let operands = &sum.1;
                operands.iter().rev().find_map(|id| self.document_in(&site.at(*id), left))
            }
            Kind::Name(_) | Kind::Choice(_) | Kind::Join(_) => {
                let candidates = self.resolve(site).candidates;
                let named = candidates.into_iter().find_map(|one| match one.value {
                    Value::Text(text) => document_name(&text),
                    Value::Made(made) if made.id != site.id => self.document_in(&made, left),
                    _ => None,
                });
                // A path that is put together of parts of which not all are known.
                let Kind::Name(name) = site.kind() else { return named };
                named.or_else(|| {
                    let bound = bindings(&site.module, site.module.nodes[site.id].scope, name);
                    let (one, None) = (bound.iter().next()?, bound.iter().nth(1)) else {
                        return None;
                    };
                    let path = one.value?;
                    matches!(site.module.nodes[path].kind, Kind::Arithmetic(_))
                        .then(|| self.document_in(&site.at(path), left))?
                })
            }
            _ => None,
        }
    }

    /// What a method gives that is called on a document or a part of it.
    pub(super) fn asked_of_tree(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let key = arguments.first().map(|one| one.value);
        let Kind::Member { of, .. } = site.module.nodes[callee].kind else { return None };
        let is_stated = key.is_some() && matches!(name, "asText" | "asInt" | "asString");
        let key = key.filter(|_| !is_stated);
        let is_key = key.is_some() && UNDER.contains(&name);
        if !TREES.contains(&self.around.language().id)
            || !is_key && (key.is_some() || !SAME.contains(&name))
        {
            return None;
        }
        let object = self.resolve(&site.at(of));
        let Some(key) = key else {
            return self.is_of_tree(&object).then_some(object);
        };
        let is_open = |one: &Candidate| matches!(one.value, Value::Made(_) | Value::Named(_));
        let parts: Vec<Candidate> = object.candidates.into_iter().filter(is_open).collect();
        if parts.is_empty() {
            return None;
        }
        let Some(Value::Text(key)) =
            self.resolve(&site.at(key)).candidates.into_iter().next().map(|one| one.value)
        else {
            return None;
        };
        // `parser.get(section, key)` of Python.
        let is_parser = |own: &mut Self, part: &Candidate| matches!(&part.value, Value::Made(made) if own.read_by_parser(made).is_some());
        if let [_, inner, ..] = arguments
            && name == "get"
            && parts.iter().all(|part| is_parser(self, part))
        {
            let Some(Value::Text(inner)) = self
                .resolve(&site.at(inner.value))
                .candidates
                .into_iter()
                .next()
                .map(|one| one.value)
            else {
                return None;
            };
            let key = format!("{key}.{inner}");
            let found = parts.iter().find_map(|part| self.in_tree(part, &key, site));
            return found.filter(|found| !found.candidates.is_empty());
        }
        let found = parts.iter().find_map(|part| self.in_tree(part, &key, site))?;
        // What the call states for a key that the document has not.
        let stated = arguments.get(1).filter(|one| one.name.is_none() && name != "dig");
        match stated.filter(|_| found.candidates.is_empty()) {
            Some(stated) => Some(self.resolve(&site.at(stated.value))),
            None => Some(found),
        }
    }

    /// Any part of a tree, as loops over all of them have it: `for name, spec in tree["keys"].items()`.
    pub(in crate::detect::code) fn any_of_tree(&mut self, all: &Site) -> Option<Resolved> {
        if !TREES.contains(&self.around.language().id) {
            return None;
        }
        let of = match all.kind() {
            Kind::Call { callee, arguments } if arguments.is_empty() => *callee,
            Kind::Member { .. } => all.id,
            _ => return None,
        };
        let Kind::Member { of, name } = &all.module.nodes[of].kind else { return None };
        if !ENTRIES.contains(&name.as_str()) && !PARTS.contains(&name.as_str()) {
            return None;
        }
        let tree = self.resolve(&all.at(*of));
        let parts = tree.candidates.iter().find_map(|one| self.in_tree(one, EACH_KEY, all))?;
        (!parts.candidates.is_empty()).then_some(parts)
    }

    /// Whether all that a value may be is a document, a part of one, or stands in one.
    fn is_of_tree(&mut self, object: &Resolved) -> bool {
        let mut all = object.candidates.iter();
        !object.candidates.is_empty()
            && all.all(|one| match &one.value {
                Value::Made(made) => self.document_read(made).is_some(),
                Value::Named(names) => configuration::in_document(names).is_some(),
                _ => one.steps.iter().any(|step| step.what.starts_with(KEY)),
            })
    }

    /// The object itself, where a member gives it in another type: `element.jsonPrimitive`.
    pub(super) fn same_of_tree(&mut self, object: &Resolved, name: &str) -> Option<Resolved> {
        let may = SAME.contains(&name) && TREES.contains(&self.around.language().id);
        (may && self.is_of_tree(object)).then(|| object.clone())
    }
}

/// The document that a value names.
fn named_document(value: &Candidate) -> Option<String> {
    match &value.value {
        Value::Text(text) => document_name(text),
        _ => None,
    }
}

/// The document that a text names, without the way to it from here.
fn document_name(text: &str) -> Option<String> {
    configuration::is_document(text).then(|| text.trim_start_matches(['/', '.']).to_owned())
}
