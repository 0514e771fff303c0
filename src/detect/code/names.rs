//! What a name in a file stands for: imports, aliases, declared types and chains of calls.
//!
//! A qualified name has its parts joined by `.`; an object that a call gave or a type declares is written `Type()`,
//! whatever was called on it since.

mod readings;

pub use readings::{Readings, Serial};

use super::syntax::{Bound, Id, Kind, Module, ScopeId, ScopeKind};

/// Methods whose name tells the type of what they give.
const GIVES: &[(&str, &str)] = &[
    ("GetRSAPrivateKey", "System.Security.Cryptography.RSA()"),
    ("GetRSAPublicKey", "System.Security.Cryptography.RSA()"),
    ("GetECDsaPrivateKey", "System.Security.Cryptography.ECDsa()"),
    ("GetECDsaPublicKey", "System.Security.Cryptography.ECDsa()"),
    ("GetECDiffieHellmanPrivateKey", "System.Security.Cryptography.ECDiffieHellman()"),
    ("GetECDiffieHellmanPublicKey", "System.Security.Cryptography.ECDiffieHellman()"),
];
/// Steps that one name is followed.
const STEPS: usize = 12;
/// Values of one function that are looked at.
const RETURNS: usize = 4;
/// Readings of one name that are kept: one for each whole-package import, at most.
const READINGS: usize = 48;

/// The names that an expression may stand for, the likeliest first; empty where it is no name.
pub fn qualified(module: &Module, id: Id) -> Readings {
    readings::of_expression(&module.serial, id, || Names { module, left: STEPS }.of(id))
}

/// The names that a type, as written in `scope`, may stand for.
pub fn qualified_type(module: &Module, written: &str) -> Readings {
    readings::of_type(&module.serial, written, || type_names(module, written))
}

fn type_names(module: &Module, written: &str) -> Vec<String> {
    let written = held(written);
    let plain = written.split(['<', '[', '?', '*', '&', '!']).next().unwrap_or_default();
    let plain = plain.trim_start_matches("const");
    // The type of a function or of several values has no name: `(([UInt8]) -> BlockMode)`.
    if plain.starts_with('(') {
        return Vec::new();
    }
    let names = Names { module, left: STEPS };
    match plain.contains(['\\', ':']) {
        true => names.dotted(&plain.replace("::", ".").replace('\\', ".")),
        false => names.dotted(plain),
    }
}

/// The type of what a box of one holds: `Lazy<RSA>` is used as an `RSA`.
fn held(written: &str) -> &str {
    const BOXES: &[&str] = &[
        "Lazy",
        "AsyncLazy",
        "Task",
        "ValueTask",
        "ThreadLocal",
        "Optional",
        "Supplier",
        "Provider",
        "Future",
        "Promise",
        "Option",
        "Func",
        "Readonly",
        "Required",
        "IOptions",
        "IOptionsMonitor",
        "IOptionsSnapshot",
    ];
    let inner = written.split_once('<').filter(|(name, _)| BOXES.contains(name));
    inner
        .and_then(|(_, rest)| rest.strip_suffix('>'))
        .filter(|rest| !rest.contains(','))
        .unwrap_or(written)
}

/// The names that a plain name may stand for by the imports of a file.
pub fn global(module: &Module, name: &str) -> Vec<String> {
    Names { module, left: STEPS }.global(name)
}

/// Packages imported whole of which on a name has so many readings that it is worth while to see first whether it has
/// others.
const MANY: usize = 4;

/// Whether all readings of a plain name end in it, of many that it has: it is not bound, declared or imported here.
pub fn is_itself(module: &Module, id: Id) -> bool {
    let node = &module.nodes[id];
    let Kind::Name(name) = &node.kind else { return false };
    module.wildcards.len() >= MANY
        && !name.contains('.')
        && !module.narrowed.iter().any(|one| one.name == *name)
        && !module.imports.iter().any(|import| import.local == *name)
        && Names { module, left: STEPS - 1 }.local(name, node.scope, node.place.start).is_none()
}

/// Endings of files of JavaScript and TypeScript.
const SCRIPTS: &[&str] = &[".js", ".mjs", ".cjs", ".jsx", ".ts", ".mts", ".cts", ".tsx"];

/// Bindings of a name that are visible from `scope`, those of the innermost scope that has any.
pub fn bindings<'m>(module: &'m Module, scope: ScopeId, name: &str) -> Bound<'m> {
    // A field of JavaScript is no name of its own in the methods of its class.
    let has_bare_fields = !SCRIPTS.iter().any(|ending| module.path.ends_with(ending));
    for (level, scope) in module.scopes_from(scope).enumerate() {
        if !has_bare_fields && level > 0 && module.scopes[scope].kind == ScopeKind::Type {
            continue;
        }
        let found = module.bound(scope, name);
        let is_parameter =
            module.scopes[scope].parameters.iter().any(|parameter| parameter.name == name);
        if !found.is_empty() || is_parameter {
            return found;
        }
    }
    Bound::NONE
}

/// The type arguments that calls in this file give for a type parameter of the function or type around.
pub fn type_arguments<'m>(
    module: &'m Module,
    name: &'m str,
    scope: ScopeId,
) -> impl Iterator<Item = Id> + 'm {
    let place = module.scopes_from(scope).find_map(|scope| {
        let index = module.scopes[scope].generics.iter().position(|one| one == name)?;
        Some((scope, index))
    });
    let taken =
        place.map(|(scope, index)| (module.scopes[scope].name.as_str(), format!("<{index}>")));
    // What an implementation of Rust is of stands before the path of a call.
    let is_type = |scope: ScopeId| module.scopes[scope].kind == ScopeKind::Type;
    let made = place.filter(|(class, _)| is_type(*class) && module.path.ends_with(".rs"));
    let method = module.enclosing(scope, ScopeKind::Function);
    let made = made.map(|(class, index)| super::resolve::instances(module, class, method, index));
    let by_call = taken.into_iter().flat_map(move |(called, key)| {
        module.calls_of(called).iter().filter_map(move |call| {
            let Kind::Call { arguments, .. } = &module.nodes[*call].kind else { return None };
            let given = arguments.iter().find(|one| one.name.as_deref() == Some(key.as_str()));
            given.map(|one| one.value)
        })
    });
    by_call.chain(made.into_iter().flatten())
}

struct Names<'m> {
    module: &'m Module,
    left: usize,
}

impl<'m> Names<'m> {
    fn of(&mut self, id: Id) -> Vec<String> {
        if self.left == 0 {
            return Vec::new();
        }
        self.left -= 1;
        let node = &self.module.nodes[id];
        match &node.kind {
            Kind::Name(name) => {
                let at = node.place.start;
                let holds = self
                    .module
                    .narrowed
                    .iter()
                    .rev()
                    .find(|one| one.name == *name && one.within.0 <= at && at < one.within.1);
                let mut names = holds.map(|one| self.instance(&one.type_name)).unwrap_or_default();
                names.extend(self.name(name, node.scope, at));
                names
            }
            // The Web Crypto API has one name, however its object is reached.
            Kind::Member { of, name } if name == "subtle" && !self.is_own_type(*of) => {
                vec!["crypto.subtle".to_owned()]
            }
            Kind::Member { of, name } => {
                if let Some(id) = self.own_field(*of, name, node.scope) {
                    return self.of(id);
                }
                if let Some(names) = self.own_type(*of, name, node.scope) {
                    return names;
                }
                let mut names = self.of(*of);
                // What a box holds: `options.Value` of `IOptions<T>`.
                if matches!(name.as_str(), "Value" | "CurrentValue")
                    && self.module.path.ends_with(".cs")
                    && names.iter().any(|one| one.ends_with("()"))
                {
                    return names;
                }
                let declared = self.declared_field(*of, &names, name);
                names.iter_mut().for_each(|base| {
                    // What is called on an object gives no new name: `Type().init` stays `Type().init`.
                    if base.len() < 300 {
                        base.push('.');
                        base.push_str(name);
                    }
                });
                names.extend(declared);
                names
            }
            Kind::Call { callee, arguments } => {
                if let Some(path) = self.loaded(*callee, arguments) {
                    return vec![path];
                }
                let called = self.module.called(id).unwrap_or_default();
                // `promisify(f)` and `partial(f, key=value)` are called like `f`.
                if matches!(called, "promisify" | "partial")
                    && let [function, rest @ ..] = arguments.as_slice()
                    && rest.iter().all(|one| one.name.is_some())
                {
                    return self.of(function.value);
                }
                if let Some((_, given)) = GIVES.iter().find(|(method, _)| *method == called) {
                    return vec![(*given).to_owned()];
                }
                if let Some(path) = super::configuration::document(self.module, called, arguments) {
                    return vec![path];
                }
                let mut names = self.of(*callee);
                names.iter_mut().for_each(|name| {
                    if let Some(end) = name.find("()") {
                        name.truncate(end);
                    }
                    name.push_str("()");
                });
                names.extend(self.returned(*callee));
                names
            }
            Kind::Index { of, .. } => match &self.module.nodes[*of].kind {
                // A table that is written out and asked at once may give any of its values.
                Kind::Map(pairs) => {
                    let mut names: Vec<String> =
                        pairs.iter().take(RETURNS).flat_map(|(_, id)| self.of(*id)).collect();
                    names.truncate(READINGS);
                    names
                }
                _ => self.of(*of),
            },
            Kind::Choice(all) => {
                let mut names: Vec<String> = all.iter().flat_map(|id| self.of(*id)).collect();
                names.truncate(READINGS);
                names
            }
            _ => Vec::new(),
        }
    }

    /// Whether an expression is the name of a type or namespace of this file.
    fn is_own_type(&self, id: Id) -> bool {
        let Kind::Name(name) = &self.module.nodes[id].kind else { return false };
        self.module.scopes_named(name, ScopeKind::Type).next().is_some()
    }

    /// The last value that a field of the object itself gets.
    fn own_field(&self, of: Id, name: &str, scope: ScopeId) -> Option<Id> {
        let Kind::Name(object) = &self.module.nodes[of].kind else { return None };
        if !matches!(object.as_str(), "this" | "self") {
            return None;
        }
        let class = self.module.enclosing(scope, ScopeKind::Type)?;
        self.module.bound(class, name).iter().rev().find_map(|binding| binding.value)
    }

    /// What a field of an object of a type of this file is declared as.
    fn declared_field(&self, of: Id, objects: &[String], name: &str) -> Vec<String> {
        let module = self.module;
        let scope = module.nodes[of].scope;
        let is_own = matches!(&module.nodes[of].kind, Kind::Name(object) if matches!(object.as_str(), "this" | "self"));
        let around = module.enclosing(scope, ScopeKind::Type).filter(|_| is_own);
        let around = around.map(|class| module.scopes[class].name.as_str());
        let classes = objects.iter().filter_map(|object| object.strip_suffix("()"));
        let classes = classes.filter(|class| !class.contains('(')).take(READINGS).chain(around);
        for class in classes {
            let class = class.rsplit('.').next().unwrap_or(class);
            let types = module.scopes_named(class, ScopeKind::Type);
            let written = types
                .flat_map(|scope| module.bound(scope, name).iter())
                .filter_map(|binding| binding.type_name.as_deref())
                .find(|written| !is_inferred(written));
            if let Some(written) = written {
                return self.instance(written);
            }
        }
        Vec::new()
    }

    /// The declared type of a field of the object itself, or of the parameter of a constructor that is one.
    fn own_type(&mut self, of: Id, name: &str, scope: ScopeId) -> Option<Vec<String>> {
        let Kind::Name(object) = &self.module.nodes[of].kind else { return None };
        if !matches!(object.as_str(), "this" | "$this") {
            return None;
        }
        let module = self.module;
        let class = module.enclosing(scope, ScopeKind::Type)?;
        let by_field = module.bound(class, name).iter().find_map(|one| one.type_name.clone());
        let written = by_field.or_else(|| {
            let of_class =
                module.functions_of(class).iter().map(|function| &module.scopes[*function]);
            let constructors = of_class
                .filter(|scope| matches!(scope.name.as_str(), "constructor" | "__construct"));
            let mut all = constructors.flat_map(|scope| &scope.parameters);
            all.find(|parameter| parameter.name == name)?.type_name.clone()
        })?;
        let names = self.instance(&written);
        (!is_inferred(&written)).then_some(names)
    }

    /// What a function of this file returns.
    fn returned(&mut self, callee: Id) -> Vec<String> {
        let module = self.module;
        let name = match &module.nodes[callee].kind {
            Kind::Name(name) => name,
            Kind::Member { of, name } => match &module.nodes[*of].kind {
                Kind::Name(object)
                    if matches!(object.as_str(), "this" | "self" | "$this")
                        || module.scopes_named(object, ScopeKind::Type).next().is_some() =>
                {
                    name
                }
                _ => return Vec::new(),
            },
            _ => return Vec::new(),
        };
        self.of_returns(name)
    }

    fn of_returns(&mut self, name: &str) -> Vec<String> {
        let module = self.module;
        let Some(function) = module.scopes_named(name, ScopeKind::Function).next() else {
            return Vec::new();
        };
        let returns = &module.scopes[function].returns;
        returns.iter().take(RETURNS).flat_map(|id| self.of(*id)).collect()
    }

    /// `require("crypto")`, `import("crypto")`: the module itself.
    fn loaded(&self, callee: Id, arguments: &[super::syntax::Argument]) -> Option<String> {
        let Kind::Name(name) = &self.module.nodes[callee].kind else { return None };
        let [argument] = arguments else { return None };
        let Kind::Text(path) = &self.module.nodes[argument.value].kind else { return None };
        matches!(name.as_str(), "require" | "import" | "__import__")
            .then(|| module_path(path).to_owned())
    }

    fn name(&mut self, name: &str, scope: ScopeId, at: usize) -> Vec<String> {
        if let Some(names) = self.local(name, scope, at) {
            return names;
        }
        self.global(name)
    }

    /// A variable, parameter, function or type of this file.
    fn local(&mut self, name: &str, scope: ScopeId, at: usize) -> Option<Vec<String>> {
        let module = self.module;
        let found = bindings(module, scope, name);
        if let Some(binding) = found
            .iter()
            .rev()
            .filter(|binding| !module.is_within(binding, at))
            .find(|binding| binding.value.is_some() || binding.type_name.is_some())
        {
            let declared_as = |one: &'m super::syntax::Binding| -> Option<&'m str> {
                one.type_name.as_deref().filter(|written| !is_inferred(written))
            };
            // What is assigned later is still of the type that the declaration says.
            let declared =
                declared_as(binding).or_else(|| found.iter().take(RETURNS).find_map(declared_as));
            let by_value = binding.value.map(|value| self.of(value)).unwrap_or_default();
            let mut names = by_value;
            names.extend(declared.into_iter().flat_map(|written| self.instance(written)));
            return Some(names);
        }
        for scope in module.scopes_from(scope) {
            let parameter =
                module.scopes[scope].parameters.iter().find(|parameter| parameter.name == name);
            if let Some(parameter) = parameter {
                return Some(
                    parameter
                        .type_name
                        .as_deref()
                        .map(|written| self.instance(written))
                        .unwrap_or_default(),
                );
            }
        }
        if let Some(given) = self.type_argument(name, scope) {
            return Some(given);
        }
        if module.scopes_named(name, ScopeKind::Type).next().is_some() {
            // A module that other files of the project open too.
            let files = module.wildcards.iter().filter(|whole| whole.starts_with("./"));
            let others = files.map(|file| format!("{file}.{name}")).take(READINGS);
            return Some(std::iter::once(format!("this.{name}")).chain(others).collect());
        }
        // What a function gives that is called without parentheses.
        let names = self.of_returns(name);
        let objects: Vec<String> = names.into_iter().filter(|name| name.ends_with("()")).collect();
        (!objects.is_empty()).then(|| {
            let own = self.global(name);
            own.into_iter().chain(objects).collect()
        })
    }

    /// What the calls of a function of this file give for a type parameter of it.
    fn type_argument(&mut self, name: &str, scope: ScopeId) -> Option<Vec<String>> {
        let given: Vec<Id> = type_arguments(self.module, name, scope).take(RETURNS).collect();
        let names: Vec<String> = given.into_iter().flat_map(|id| self.of(id)).collect();
        (!names.is_empty()).then_some(names)
    }

    fn instance(&self, written: &str) -> Vec<String> {
        if written == "SubtleCrypto" {
            return vec!["crypto.subtle".to_owned()];
        }
        qualified_type(self.module, written).iter().map(|name| format!("{name}()")).collect()
    }

    /// A name that is imported, or known everywhere.
    fn global(&self, name: &str) -> Vec<String> {
        if let Some(known) = name.strip_prefix("globalThis.") {
            return vec![known.to_owned()];
        }
        let imported = self.module.imports.iter().filter(|import| import.local == name);
        let mut names: Vec<String> = imported.map(|import| import.path.clone()).collect();
        if names.is_empty() {
            names.push(name.to_owned());
            let whole = self.module.wildcards.iter().take(READINGS);
            names.reserve_exact(whole.len());
            names.extend(whole.map(|package| [package.as_str(), ".", name].concat()));
        }
        names
    }

    fn dotted(&self, path: &str) -> Vec<String> {
        let (first, rest) =
            path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
        let mut names = self.global(first);
        if let Some(rest) = rest {
            names.iter_mut().for_each(|name| {
                name.push('.');
                name.push_str(rest);
            });
        }
        names
    }
}

/// Words that leave the type to the value.
fn is_inferred(written: &str) -> bool {
    matches!(
        written,
        "var" | "auto" | "let" | "const" | "val" | "dynamic" | "final" | "auto*" | "void*"
    )
}

/// Packages of JavaScript that have the functions of another, by their names.
const SAME: &[(&str, &str)] = &[
    ("crypto-browserify", "crypto"),
    ("crypto-es", "crypto-js"),
    ("react-native-crypto", "crypto"),
    ("react-native-quick-crypto", "crypto"),
];

/// A path of a module of JavaScript without what says no more: `node:`, `npm:`, the ending of a source file.
pub fn module_path(path: &str) -> &str {
    let path = path.strip_prefix("node:").or_else(|| path.strip_prefix("npm:")).unwrap_or(path);
    if let Some((_, as_in)) = SAME.iter().find(|(package, _)| *package == path) {
        return as_in;
    }
    // A package may be called like a file: `hash.js`.
    if !path.contains('/') {
        return path;
    }
    let ending = [".js", ".mjs", ".cjs", ".ts", ".mts", ".cts", ".jsx", ".tsx"];
    ending.iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path)
}

/// The words of a name in lower case: `resetToken`, `RESET_TOKEN`, `reset-token` have `reset` and `token`.
pub fn words(name: &str) -> impl Iterator<Item = String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for character in name.chars() {
        if !character.is_alphanumeric() || character.is_uppercase() && was_lower {
            words.push(String::new());
        }
        was_lower = character.is_lowercase();
        if character.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(character.to_lowercase());
        }
    }
    words.into_iter().filter(|word| !word.is_empty())
}
