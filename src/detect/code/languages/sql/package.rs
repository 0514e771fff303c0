//! Functions inside of packages of PL/SQL, which no `CREATE` stands before.

use super::{Reader, Token};
use crate::detect::code::syntax::ScopeKind;

/// Tokens between a function's parameters and its body that are read: `RETURN RAW DETERMINISTIC`.
const HEAD: usize = 12;

impl Reader<'_, '_> {
    /// `FUNCTION name(a RAW, b RAW DEFAULT c) RETURN RAW IS`, and the `END name` that ends it. What only announces a
    /// function has no body.
    pub(super) fn in_package(&mut self) -> bool {
        if self.ends_body() {
            self.lowering.scope = 0;
            self.at += 2;
            return true;
        }
        let begins = match self.at.checked_sub(1).map(|at| &self.tokens[at].0) {
            Some(Token::Sign(sign)) => *sign == ';',
            Some(Token::Word(word)) => {
                ["is", "as"].iter().any(|known| word.eq_ignore_ascii_case(known))
                    || self.is_body_before()
            }
            _ => false,
        };
        if !begins || !self.is_word(0, &["function", "procedure"]) || !self.is_sign(2, '(') {
            return false;
        }
        let Some(Token::Word(name)) = self.peek(1).cloned() else { return false };
        self.at += 3;
        self.lowering.scope = 0;
        self.lowering.enter(ScopeKind::Function, &name.to_ascii_lowercase(), Vec::new());
        let function = self.lowering.scope;
        let parameters = self.parameters();
        self.lowering.module.scopes[function].parameters = parameters;
        let end = (0..HEAD).find(|at| self.is_sign(*at, ';') || self.is_word(*at, &["is", "as"]));
        if end.is_none_or(|end| self.is_sign(end, ';')) {
            self.lowering.scope = 0;
        }
        true
    }

    /// `PACKAGE name` or `PACKAGE BODY name` right before.
    fn is_body_before(&self) -> bool {
        let before = self.tokens[..self.at].iter().rev().skip(1).take(2);
        before.into_iter().any(
            |(token, ..)| matches!(token, Token::Word(word) if word.eq_ignore_ascii_case("body")),
        )
    }

    /// `END name` of the function around.
    fn ends_body(&self) -> bool {
        let scope = &self.lowering.module.scopes[self.lowering.scope];
        self.lowering.scope != 0
            && self.is_word(0, &["end"])
            && self.is_word(1, &[scope.name.as_str()])
    }
}
