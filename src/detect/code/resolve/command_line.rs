//! Options of command lines in scripting languages, by what defines them: commander, yargs, minimist and `parseArgs` of
//! JavaScript, argparse and click of Python, Thor and Optimist of Ruby, commands of Symfony and Laravel.

use std::rc::Rc;

use super::shell::UNSET;
use super::{CALL_SITES, Resolver};
use crate::detect::code::syntax::{Argument, Id, Kind, Module, ScopeId, ScopeKind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value};

/// How [`Resolved::missing`] begins where nothing but the command line gives a value.
pub(super) const OPTION: &str = "option ";

/// How a step begins that gives the default of an option of Rust.
pub(super) const STATED: &str = "default of option ";

/// Whether a value is what holds where the command line says nothing else, which decides no branch.
pub(super) fn is_default(value: &Candidate) -> bool {
    value.steps.iter().any(|step| step.what.starts_with(STATED) || step.what.starts_with(UNSET))
}

/// Calls that give the options of a command line, or are part of the chain that reads them.
const PARSED: &[&str] = &[
    "opts",
    "optsWithGlobals",
    "parse",
    "parseSync",
    "parseAsync",
    "option",
    "options",
    "strict",
    "help",
    "alias",
    "default",
    "demandOption",
    "usage",
    "version",
    "minimist",
    "mri",
    "parseArgs",
    "meow",
    "action",
    "command",
    "commandLineArgs",
    "parse_args",
    "parse_known_args",
    "parse_intermixed_args",
    "getopts",
];
/// Members that give the options of what reads them.
const HELD: &[&str] = &["argv", "values", "flags"];
/// Calls that hand the options on to the function that they get.
const HANDING: &[&str] = &["action", "command", "handler"];

/// What defines an option: its default, if it has one.
type Defined = Option<Site>;

impl Resolver<'_> {
    /// Whether a member of this name gives the options that an object reads.
    pub(super) fn is_parsed(&self, object: &Resolved, name: &str) -> bool {
        let is_script = matches!(self.around.language().id, "javascript" | "typescript" | "tsx");
        let is_one =
            |made: &Site| made.module.called(made.id).is_some_and(|name| PARSED.contains(&name));
        is_script
            && HELD.contains(&name)
            && matches!(object.candidates.as_slice(), [one] if matches!(&one.value, Value::Made(made) if is_one(made)))
    }

    /// The default of the option that a member of parsed arguments is: `parser.parse_args().bits`,
    /// `program.opts().keyBits`.
    pub(super) fn parsed_option(&mut self, made: &Site, name: &str) -> Option<Resolved> {
        let called = made.module.called(made.id)?;
        if !PARSED.contains(&called) {
            return None;
        }
        let defined = match self.around.language().id {
            "python" => defined_by(made, &["add_argument", "add_option", "option"], name)?,
            "javascript" | "typescript" | "tsx" => {
                let own = self.option_of_table(made, called, name);
                own.or_else(|| option_of_script(made, name))?
            }
            _ => return None,
        };
        Some(self.defined(defined, name))
    }

    /// The default of the option that a parameter of a command is: `@click.option("--bits", default=2048)`.
    pub(super) fn option_of_parameter(&mut self, file: &Site, name: &str) -> Option<Resolved> {
        let defined = defined_by(file, &["option", "argument"], name)?;
        Some(self.defined(defined, name))
    }

    /// The default that the attribute of a field of Rust states, which holds the options of a command line.
    pub(in crate::detect::code) fn option_of_field(
        &mut self,
        module: &Rc<Module>,
        class: ScopeId,
        name: &str,
    ) -> Option<Resolved> {
        let default = module.bound(class, name).iter().find_map(|bound| bound.value);
        let default = default.filter(|_| self.around.language().id == "rust")?;
        let default = Site { module: Rc::clone(module), id: default };
        let step = super::step(&default, &format!("{STATED}{name}"));
        Some(self.resolve(&default).by(&step))
    }

    /// What an option of a command of PHP is by default: `$input->getOption('bits')` of Symfony, `$this->option('bits')` of
    /// Laravel.
    pub(super) fn of_command(
        &mut self,
        site: &Site,
        callee: Id,
        called: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let module = &site.module;
        let Kind::Member { .. } = module.nodes[callee].kind else { return None };
        let (is_option, [only]) =
            (matches!(called, "getOption" | "getArgument" | "option" | "argument"), arguments)
        else {
            return None;
        };
        let name =
            text(module, only.value).filter(|_| is_option && self.around.language().id == "php")?;
        if matches!(called, "option" | "argument") {
            let class = module.enclosing(module.nodes[callee].scope, ScopeKind::Type)?;
            let signature = module.bound(class, "$signature").last()?.value?;
            let text = text(module, signature)?;
            let default = in_signature(text, name)?;
            let step = super::step(&site.at(signature), &format!("default of option {name}"));
            return Some(Resolved::of(Value::Text(default.to_owned())).by(&step));
        }
        let (defining, place) =
            if called == "getOption" { ("addOption", 4) } else { ("addArgument", 3) };
        let default = module.calls_of(defining).iter().find_map(|call| {
            let Kind::Call { arguments, .. } = &module.nodes[*call].kind else { return None };
            let is_it = text(module, arguments.first()?.value) == Some(name);
            is_it.then(|| super::argument(arguments, place, "default"))?
        })?;
        Some(self.resolve(&site.at(default)))
    }

    fn defined(&mut self, default: Defined, name: &str) -> Resolved {
        match default {
            Some(default) => self.resolve(&default),
            None => Resolved::missing(format!("{OPTION}{name}")),
        }
    }

    /// What a function gets from a parser of command lines that it is handed to: `.action((options) => …)`,
    /// `parser.set_defaults(run=command)`.
    pub(super) fn handed_options(&self, module: &Site, function: ScopeId) -> Option<Resolved> {
        let home = &module.module;
        let language = self.around.language().id;
        let made = |id: Id| Some(Resolved::of(Value::Made(module.at(id))));
        if language == "python" {
            let name = home.scopes[function].name.as_str();
            let is_it = |one: &Argument| matches!(&home.nodes[one.value].kind, Kind::Name(own) if own == name);
            let mut all = home.calls_of("set_defaults").iter().take(CALL_SITES);
            let sets = all.any(|id| matches!(&home.nodes[*id].kind, Kind::Call { arguments, .. } if arguments.iter().any(is_it)));
            return home.calls_of("parse_args").first().filter(|_| sets).and_then(|id| made(*id));
        }
        if !matches!(language, "javascript" | "typescript" | "tsx") {
            return None;
        }
        if let Some(call) = home.handed_to(function) {
            return home
                .called(call)
                .filter(|name| HANDING.contains(name))
                .and_then(|_| made(call));
        }
        let name = home.scopes[function].name.as_str();
        let holder = if name.is_empty() { home.holder(function)? } else { name };
        let is_it = |id: Id| matches!(&home.nodes[id].kind, Kind::Name(own) if own == holder);
        let calls = HANDING.iter().flat_map(|name| home.calls_of(name)).take(2 * CALL_SITES);
        let mut given = calls.filter(|id| {
            matches!(&home.nodes[**id].kind, Kind::Call { arguments, .. } if arguments.iter().any(|one| is_it(one.value)))
        });
        given.next().and_then(|id| made(*id))
    }

    /// `minimist(args, { default: { bits: 2048 } })`, `parseArgs({ options: { bits: { default: "2048" } } })`,
    /// `meow(help, { flags: { bits: { default: 2048 } } })`.
    fn option_of_table(&mut self, made: &Site, called: &str, name: &str) -> Option<Defined> {
        let Kind::Call { arguments, .. } = made.kind() else { return None };
        let (place, path): (usize, &[&str]) = match called {
            "minimist" | "mri" | "getopts" => (1, &["default"]),
            "parseArgs" => (0, &["options"]),
            "meow" => (1, &["flags"]),
            _ => return None,
        };
        let table = made.at(arguments.get(place)?.value);
        let table = self.field_along(table, path.iter().copied())?;
        let table = self.made(&table)?;
        let field = spellings(name).into_iter().find_map(|name| self.field_of(&table, &name))?;
        if path == ["default"] {
            return Some(Some(field));
        }
        let option = self.made(&field)?;
        Some(self.field_of(&option, "default"))
    }
}

/// How an option may be spelled where it is defined: `keyBits`, `key-bits`, `key_bits`.
fn spellings(name: &str) -> Vec<String> {
    let mut all = vec![name.to_owned()];
    for parting in ['-', '_'] {
        let mut parted = String::new();
        for character in name.chars() {
            if character.is_ascii_uppercase() {
                parted.push(parting);
            }
            parted.push(character.to_ascii_lowercase());
        }
        all.push(parted);
    }
    all.push(name.replace('-', "_"));
    all
}

/// Whether the words of a definition name an option: `-b, --key-bits <n>`, `--key-bits`, `key-bits`.
fn is_named(written: &str, name: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
    };
    let words = written.split([' ', ',', '|', '=', '[', '<', '/']);
    let mut flags = words.filter(|word| word.starts_with('-') || *word == written);
    flags.any(|word| plain(word) == plain(name))
}

fn text(module: &Module, id: Id) -> Option<&str> {
    match &module.nodes[id].kind {
        Kind::Text(text) => Some(text),
        _ => None,
    }
}

/// What a call that defines the option of a name gives as its default, by that name.
fn defined_by(file: &Site, defining: &[&str], name: &str) -> Option<Defined> {
    let module = &file.module;
    let calls = defining.iter().flat_map(|called| module.calls_of(called));
    calls.into_iter().find_map(|call| {
        let Kind::Call { arguments, .. } = &module.nodes[*call].kind else { return None };
        let dest = arguments.iter().find(|one| one.name.as_deref() == Some("dest"));
        let plain =
            |one: &Argument| text(module, one.value).is_some_and(|text| is_named(text, name));
        let is_it = match dest {
            Some(dest) => plain(dest),
            None => arguments.iter().any(|one| one.name.is_none() && plain(one)),
        };
        let default = arguments.iter().find(|one| one.name.as_deref() == Some("default"));
        is_it.then(|| default.map(|one| file.at(one.value)))
    })
}

/// The default of an option in a file of JavaScript: of commander, yargs and the like.
fn option_of_script(file: &Site, name: &str) -> Option<Defined> {
    let module = &file.module;
    let calls =
        ["option", "requiredOption", "positional", "argument", "options", "default", "Option"];
    let calls = calls
        .iter()
        .flat_map(|called| module.calls_of(called).iter().map(move |id| (*called, *id)));
    let mut found = None;
    for (called, call) in calls {
        let Kind::Call { arguments, .. } = &module.nodes[call].kind else { continue };
        let Some(first) = arguments.first() else { continue };
        let rest = &arguments[1..];
        let is_it = text(module, first.value).is_some_and(|text| is_named(text, name));
        match called {
            "options" | "default" if !is_it => {
                let Some(value) = entry(module, first.value, name) else { continue };
                let value =
                    if called == "default" { Some(value) } else { entry(module, value, "default") };
                found = Some(value.map(|id| file.at(id)));
            }
            _ if !is_it => {}
            "default" => found = Some(rest.first().map(|one| file.at(one.value))),
            "Option" => found = Some(chained_default(module, call).map(|id| file.at(id))),
            _ => {
                let stated = rest.first().and_then(|one| entry(module, one.value, "default"));
                let placed = || rest.get(1..)?.iter().rev().find(|one| is_plain(module, one.value));
                let placed = || {
                    let last = placed()?.value;
                    Some(entry(module, last, "default").unwrap_or(last))
                };
                found = Some(stated.or_else(placed).map(|id| file.at(id)));
            }
        }
        if found.is_some() {
            break;
        }
    }
    found
}

/// Whether an argument may be a default rather than a function that reads what is given.
fn is_plain(module: &Module, id: Id) -> bool {
    match &module.nodes[id].kind {
        Kind::Closure(_) => false,
        Kind::Name(name) => {
            !matches!(name.as_str(), "parseInt" | "parseFloat" | "Number" | "String")
                && module.scopes_named(name, ScopeKind::Function).next().is_none()
        }
        _ => true,
    }
}

fn entry(module: &Module, table: Id, name: &str) -> Option<Id> {
    let Kind::Map(pairs) = &module.nodes[table].kind else { return None };
    let names = spellings(name);
    let is_it = |key: Id| module.key(key).is_some_and(|key| names.iter().any(|one| one == key));
    pairs.iter().find(|(key, _)| is_it(*key)).map(|(_, value)| *value)
}

/// What `.default(value)` says that is called on an option, or on what was called on it.
fn chained_default(module: &Module, option: Id) -> Option<Id> {
    module.calls_of("default").iter().find_map(|call| {
        let Kind::Call { callee, arguments } = &module.nodes[*call].kind else { return None };
        let mut callee = *callee;
        for _ in 0..8 {
            let Kind::Member { of, .. } = module.nodes[callee].kind else { return None };
            if of == option {
                return arguments.first().map(|one| one.value);
            }
            let Kind::Call { callee: next, .. } = module.nodes[of].kind else { return None };
            callee = next;
        }
        None
    })
}

/// The default of an option or argument in the signature of a command of Laravel: `{--bits=2048 : how many} {curve=P-256}`.
fn in_signature<'t>(signature: &'t str, name: &str) -> Option<&'t str> {
    signature.split('{').skip(1).find_map(|part| {
        let inner = part.split(['}', ' ']).next()?.trim();
        let (own, default) = inner.split_once('=')?;
        let own = own.trim_start_matches('-').rsplit('|').next()?;
        (own == name && !default.is_empty()).then_some(default)
    })
}
