//! Texts of which a function says which letters are kept: `name.takeWhile(_ != '/')`, `name.filter(_.isLetterOrDigit)`.

use super::Resolver;
use crate::detect::code::syntax::{Argument, Id, Kind, Module};
use crate::detect::code::value::{Resolved, Site};

/// What is asked of a letter.
enum Asked {
    /// Whether it is this one.
    Is(char),
    /// Whether it is another.
    IsNot(char),
    /// Whether it is one of a kind.
    Kind(fn(char) -> bool),
}

impl Asked {
    fn holds(&self, letter: char) -> bool {
        match self {
            Self::Is(one) => letter == *one,
            Self::IsNot(one) => letter != *one,
            Self::Kind(is_one) => is_one(letter),
        }
    }
}

impl Resolver<'_> {
    /// What a method leaves of a text.
    pub(super) fn by_letters(
        &mut self,
        site: &Site,
        of: Id,
        name: &str,
        arguments: &[Argument],
    ) -> Option<Resolved> {
        let [only] = arguments else { return None };
        if !matches!(name, "takeWhile" | "dropWhile" | "filter" | "filterNot") {
            return None;
        }
        let asked = asked(&site.module, only.value)?;
        let text = self.texts_only(&site.at(of))?;
        let holds = |letter: &char| asked.holds(*letter);
        Some(text.texts(|text| match name {
            "takeWhile" => text.chars().take_while(holds).collect(),
            "dropWhile" => text.chars().skip_while(holds).collect(),
            "filter" => text.chars().filter(holds).collect(),
            _ => text.chars().filter(|letter| !holds(letter)).collect(),
        }))
    }
}

/// What a function asks of its parameter, where that is a letter.
fn asked(module: &Module, function: Id) -> Option<Asked> {
    let Kind::Closure(scope) = module.nodes[function].kind else { return None };
    let scope = &module.scopes[scope];
    let [returned] = scope.returns[..] else { return None };
    let is_parameter = |id: Id| match &module.nodes[id].kind {
        Kind::Name(name) => name == "it" || scope.parameters.iter().any(|one| one.name == *name),
        _ => false,
    };
    let asked = |of: Id, name: &str| -> Option<Asked> {
        let is_one: fn(char) -> bool = match name {
            "isLetterOrDigit" => char::is_alphanumeric,
            "isLetter" => char::is_alphabetic,
            "isDigit" => |letter| letter.is_ascii_digit(),
            "isUpperCase" | "isUpper" => char::is_uppercase,
            "isLowerCase" | "isLower" => char::is_lowercase,
            _ => return None,
        };
        is_parameter(of).then_some(Asked::Kind(is_one))
    };
    match &module.nodes[returned].kind {
        Kind::Arithmetic(sum) => {
            let (operator, operands) = &**sum;
            let [left, right] = operands[..] else { return None };
            let Kind::Text(text) = &module.nodes[right].kind else { return None };
            let mut letters = text.chars();
            let (Some(letter), None) = (letters.next(), letters.next()) else { return None };
            match operator.as_str() {
                "==" if is_parameter(left) => Some(Asked::Is(letter)),
                "!=" if is_parameter(left) => Some(Asked::IsNot(letter)),
                _ => None,
            }
        }
        Kind::Member { of, name } => asked(*of, name),
        Kind::Call { callee, arguments } if arguments.is_empty() => {
            match &module.nodes[*callee].kind {
                Kind::Member { of, name } => asked(*of, name),
                _ => None,
            }
        }
        _ => None,
    }
}
