//! Bodies of the macros of C: constants and calls, parsed from their text, which the grammar leaves as it is.

use tree_sitter::Node as Tree;

use super::Lowering;
use super::notes::Defined;
use crate::detect::code::literal::{integer, unescaped, unquoted};
use crate::detect::code::syntax::{Argument, Id, Kind, Parameter, ScopeKind};

/// Longest body that is read, in bytes.
const LONGEST: usize = 2_000;
/// Deepest nesting of a body.
const DEPTH: usize = 12;

/// Mark of the scope of a macro without parameters: what it calls is called where it is used.
pub const MACRO: &str = "#define";

/// The member of a joined text that is what goes by that name, and mark of a macro that makes such.
pub const PASTE: &str = "##";

impl<'a> Lowering<'a> {
    /// Binds a macro to what it stands for; a body that is no expression binds nothing.
    pub fn define_macro(
        &mut self,
        name: &'a str,
        parameters: Option<Vec<Parameter>>,
        body: Tree<'a>,
    ) {
        let text = self.text(body);
        if text.len() > LONGEST {
            return;
        }
        let tokens = tokens(text);
        let (outer, called) = (self.scope, parameters.is_some());
        let name_of_scope = if called { name } else { "" };
        let scope = self.enter(ScopeKind::Function, name_of_scope, parameters.unwrap_or_default());
        // One with `()` is used by its name alone, too.
        if tokens.contains(&PASTE) {
            self.module.scopes[scope].marks.push(PASTE.to_owned());
        }
        let is_fixed = self.module.scopes[scope].parameters.is_empty();
        if is_fixed {
            self.module.scopes[scope].marks.push(MACRO.to_owned());
        }
        let mut reader = Reader { lowering: self, tokens: &tokens, at: 0, body };
        let value = reader.expression(0).filter(|_| reader.at == tokens.len());
        self.scope = outer;
        match value {
            Some(value) if called => self.module.scopes[scope].returns.push(value),
            Some(value) => self.define_value(name, value, body),
            None if !called => self.define_name(name),
            None => {}
        }
    }

    /// Notes a macro that stands for nothing that is read.
    pub fn define_name(&mut self, name: &'a str) {
        let is_certain = self.is_unconditional() || self.is_certain(name);
        self.notes.defined.insert(name, Defined { is_certain, number: None, binding: None });
    }

    /// Binds a macro, beside what it stands for where other conditions hold.
    fn define_value(&mut self, name: &'a str, value: Id, body: Tree<'a>) {
        let number = match self.module.nodes[value].kind {
            Kind::Number(number) => Some(number),
            _ => None,
        };
        let is_unconditional = self.is_unconditional();
        let before = self.notes.defined.get(name).and_then(|known| known.binding);
        let before = before.filter(|_| !is_unconditional).and_then(|index| {
            let binding = &self.module.bindings[index];
            Some((index, binding.value?)).filter(|_| binding.block != self.block)
        });
        let is_certain = is_unconditional || self.is_certain(name);
        let Some((index, other)) = before else {
            self.bind_in(0, name, Some(value), None, body.start_byte());
            let last = self.module.bindings.len().checked_sub(1);
            let binding = last.filter(|last| self.module.bindings[*last].name == name);
            self.notes.defined.insert(name, Defined { is_certain, number, binding });
            return;
        };
        let either = self.add(Kind::Choice(vec![other, value]), body);
        self.module.bindings[index].value = Some(either);
        self.module.bindings[index].block = (0, self.source.len());
        let binding = Some(index);
        self.notes.defined.insert(name, Defined { is_certain, number: None, binding });
    }

    /// Whether what stands here counts whatever conditions of the preprocessor hold.
    const fn is_unconditional(&self) -> bool {
        self.block.0 == 0 && self.block.1 == self.source.len()
    }

    fn is_certain(&self, name: &str) -> bool {
        self.notes.defined.get(name).is_some_and(|known| known.is_certain)
    }
}

struct Reader<'r, 'l, 'a> {
    lowering: &'l mut Lowering<'a>,
    tokens: &'r [&'r str],
    at: usize,
    body: Tree<'a>,
}

impl Reader<'_, '_, '_> {
    fn peek(&self) -> &str {
        self.tokens.get(self.at).copied().unwrap_or_default()
    }

    fn add(&mut self, kind: Kind) -> Id {
        self.lowering.add(kind, self.body)
    }

    /// Operands with operators between, from left to right: rank does not matter for the sums that macros are.
    fn expression(&mut self, depth: usize) -> Option<Id> {
        let mut left = self.operand(depth)?;
        while let operator @ ("+" | "-" | "*" | "/" | "<<" | "|") = self.peek() {
            let operator = operator.to_owned();
            self.at += 1;
            let right = self.operand(depth)?;
            left = self.add(match operator.as_str() {
                "|" => Kind::Choice(vec![left, right]),
                "+" => Kind::Join(vec![left, right]),
                _ => Kind::arithmetic(operator.clone(), vec![left, right]),
            });
            if operator == "|" {
                self.lowering.module.joined.insert(left);
            }
        }
        if self.peek() == "?" {
            self.at += 1;
            return self.either(left, depth);
        }
        Some(left)
    }

    /// `asked ? a : b`
    fn either(&mut self, asked: Id, depth: usize) -> Option<Id> {
        let first = self.expression(depth + 1)?;
        if depth > DEPTH || self.peek() != ":" {
            return None;
        }
        self.at += 1;
        let second = self.expression(depth + 1)?;
        let truth = self.add(Kind::Truth(true));
        for (value, holds) in [(first, true), (second, false)] {
            let asks = [(asked, vec![truth], holds)];
            self.lowering.module.guards.insert(value, asks.into());
        }
        Some(self.add(Kind::Choice(vec![first, second])))
    }

    fn operand(&mut self, depth: usize) -> Option<Id> {
        if depth > DEPTH {
            return None;
        }
        let token = self.tokens.get(self.at).copied()?;
        self.at += 1;
        let first = token.chars().next()?;
        let mut value = match first {
            '&' | '*' => return self.operand(depth + 1),
            '(' => {
                let inner = self.enclosed(depth)?;
                // `(type) value`
                let next = self.peek().chars().next();
                if next
                    .is_some_and(|next| next.is_alphanumeric() || matches!(next, '_' | '"' | '('))
                {
                    return self.operand(depth + 1);
                }
                inner?
            }
            '0'..='9' => {
                let kind = integer(token).map_or(Kind::Opaque, Kind::Number);
                self.add(kind)
            }
            _ if token.ends_with('"') => {
                let text = self.texts(token);
                self.joined(text, true)
            }
            _ if first.is_alphabetic() || first == '_' => {
                let token = token.to_owned();
                let name = self.named(&token)?;
                self.joined(name, false)
            }
            _ => return None,
        };
        loop {
            match self.peek() {
                "(" => {
                    self.at += 1;
                    let arguments = self.arguments(depth)?;
                    value = self.add(Kind::Call { callee: value, arguments });
                }
                "." | "->" | "::" => {
                    let name = self.tokens.get(self.at + 1).copied()?.to_owned();
                    self.at += 2;
                    value = self.add(Kind::Member { of: value, name });
                }
                _ => return Some(value),
            }
        }
    }

    /// Texts that stand side by side, by themselves or by names of macros: `"SHA" BITS`.
    fn joined(&mut self, first: Id, mut is_text: bool) -> Id {
        let mut parts = vec![first];
        loop {
            let next = self.peek().to_owned();
            if next.ends_with('"') {
                self.at += 1;
                parts.push(self.texts(&next));
                is_text = true;
            } else if is_text && next.starts_with(|c: char| c.is_ascii_uppercase() || c == '_') {
                self.at += 1;
                parts.push(self.add(Kind::Name(next)));
            } else if parts.len() == 1 {
                return first;
            } else {
                return self.add(Kind::Join(parts));
            }
        }
    }

    /// A name, or one that is pasted together of several.
    fn named(&mut self, first: &str) -> Option<Id> {
        if self.peek() != PASTE {
            return Some(self.add(Kind::Name(first.to_owned())));
        }
        let mut words = vec![first.to_owned()];
        while self.peek() == PASTE {
            words.push(self.tokens.get(self.at + 1).copied()?.to_owned());
            self.at += 2;
        }
        let scope = self.lowering.scope;
        let parts = words.into_iter().map(|word| {
            let parameters = &self.lowering.module.scopes[scope].parameters;
            let is_given = parameters.iter().any(|one| one.name == word);
            self.add(if is_given { Kind::Name(word) } else { Kind::Text(word) })
        });
        let parts = parts.collect();
        let of = self.add(Kind::Join(parts));
        Some(self.add(Kind::Member { of, name: PASTE.to_owned() }))
    }

    /// The expression up to the closing parenthesis; `Some(None)` for a type with `*`.
    fn enclosed(&mut self, depth: usize) -> Option<Option<Id>> {
        let start = self.at;
        let inner = self.expression(depth + 1);
        if self.peek() == ")" {
            self.at += 1;
            return Some(inner);
        }
        // A type of several words.
        self.at = start;
        while !matches!(self.peek(), ")" | "" | "(") {
            self.at += 1;
        }
        (self.peek() == ")").then(|| {
            self.at += 1;
            None
        })
    }

    fn arguments(&mut self, depth: usize) -> Option<Vec<Argument>> {
        let mut all = Vec::new();
        while self.peek() != ")" {
            all.push(Argument { name: None, value: self.expression(depth + 1)? });
            if self.peek() == "," {
                self.at += 1;
            }
        }
        self.at += 1;
        Some(all)
    }

    fn texts(&mut self, first: &str) -> Id {
        let mut text = unescaped(unquoted(first));
        while self.peek().ends_with('"') {
            text.push_str(&unescaped(unquoted(self.peek())));
            self.at += 1;
        }
        self.add(Kind::Text(text))
    }
}

/// Words, numbers, strings and signs, without comments.
fn tokens(text: &str) -> Vec<&str> {
    let (mut all, mut rest) = (Vec::new(), text);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\\');
        let Some(first) = rest.chars().next() else { return all };
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        if rest.starts_with("//") {
            return all;
        }
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let length = match first {
            _ if rest[word..].starts_with('"') && word <= 2 => word + quoted(&rest[word..]),
            _ if is_word(first) => word,
            _ if ["<<", "->", "::", "##"].iter().any(|sign| rest.starts_with(sign)) => 2,
            _ => first.len_utf8(),
        };
        all.push(&rest[..length]);
        rest = &rest[length..];
    }
}

/// Bytes of the string literal at the beginning.
fn quoted(text: &str) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}
