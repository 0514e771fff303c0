//! Options of command lines: what holds where a program is called without them.

use super::Resolver;
use crate::detect::code::syntax::{Argument, Id, Kind, Node, Place};
use crate::detect::code::value::{Resolved, Site};

/// Functions of Go's `flag` and of packages like it, whose second argument is the default.
const FLAGS: &[&str] =
    &["Int", "Int64", "Uint", "Uint64", "String", "Bool", "IntP", "UintP", "StringP", "BoolP"];

impl Resolver<'_> {
    /// The default of the option that a call defines: `flag.Int("bits", 2048, "…")`, `typer.Option(2048)`.
    pub(super) fn of_option(
        &mut self,
        site: &Site,
        callee: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let Kind::Member { of, .. } = &site.module.nodes[callee].kind else { return None };
        let Kind::Name(object) = &site.module.nodes[*of].kind else { return None };
        let default = match (self.around.language().id, object.as_str(), name) {
            ("go", _, name) if FLAGS.contains(&name) => {
                let first = site.module.nodes.get(arguments.first()?.value)?;
                let at = if name.ends_with('P') { 2 } else { 1 };
                let is_named = matches!(first.kind, Kind::Text(_)) && arguments.len() == at + 2;
                arguments.get(at).filter(|_| is_named)?
            }
            ("python", "typer", "Option" | "Argument") => {
                let named = arguments.iter().find(|one| one.name.as_deref() == Some("default"));
                named.or_else(|| arguments.first().filter(|one| one.name.is_none()))?
            }
            _ => return None,
        };
        Some(self.resolve(&site.at(default.value)))
    }

    /// The options that a function gets which is run where a command line of Scala is parsed: those that it begins with,
    /// `OParser.parse(parser, args, Options()).foreach { options => … }`.
    pub(super) fn parsed_options(&mut self, parsed: &Site) -> Option<Resolved> {
        if self.around.language().id != "scala" {
            return None;
        }
        let made = self.resolve(parsed).into_made()?;
        let Kind::Call { arguments, .. } = made.kind() else { return None };
        let ([_, _, first] | [_, first]) = arguments.as_slice() else { return None };
        let first = made.at(first.value);
        let is_object =
            matches!(first.kind(), Kind::Call { .. }) && self.class_of(&first).is_some();
        (made.module.called(made.id) == Some("parse") && is_object).then(|| self.resolve(&first))
    }

    /// The default of the option of a C++ program that `parsed["name"]` is, by Boost's or cxxopts' declaration of it:
    /// `("name", po::value<std::string>()->default_value("x"))`.
    pub(in crate::detect::code) fn default_of_option(
        &mut self,
        site: &Site,
        key: Id,
    ) -> Option<Resolved> {
        let module = &site.module;
        let Kind::Text(name) = &module.nodes[key].kind else { return None };
        if self.around.language().id != "cpp" {
            return None;
        }
        let is_name = |one: &Argument| match &module.nodes[one.value].kind {
            Kind::Text(text) => text.split(',').any(|one| one == name),
            _ => false,
        };
        // What stands behind the name in the calls that declare it.
        let declares = |node: &Node| match &node.kind {
            Kind::Call { arguments, .. } if arguments.first().is_some_and(is_name) => {
                arguments.iter().skip(1).map(|one| module.nodes[one.value].place).collect()
            }
            _ => Vec::new(),
        };
        let behind: Vec<Place> = module.nodes.iter().flat_map(declares).take(16).collect();
        let default = module.calls_of("default_value").iter().take(OPTIONS).find_map(|call| {
            let Kind::Call { arguments, .. } = &module.nodes[*call].kind else { return None };
            let place = module.nodes[*call].place;
            let holds = |one: &Place| one.start <= place.start && place.end <= one.end;
            arguments.first().filter(|_| behind.iter().any(holds)).map(|one| one.value)
        })?;
        Some(self.resolve(&site.at(default)))
    }

    /// Whether another option is that of a section: what a file says of `vpn.curve` it does not say of `curve`.
    pub(in crate::detect::code) fn has_longer_option(&self, site: &Site, key: Id) -> bool {
        let module = &site.module;
        let Kind::Text(name) = &module.nodes[key].kind else { return false };
        let is_longer =
            |text: &str| text.strip_suffix(name.as_str()).is_some_and(|rest| rest.ends_with('.'));
        let is_one = |node: &Node| matches!(&node.kind, Kind::Text(text) if is_longer(text));
        self.around.language().id == "cpp" && module.nodes.iter().any(is_one)
    }
}

/// Declarations of options of one file that are looked at.
const OPTIONS: usize = 256;
