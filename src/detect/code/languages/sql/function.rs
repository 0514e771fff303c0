//! Functions with their parameters, choices, casts, and names of columns.

use super::{DEPTH, Reader, Token};
use crate::detect::code::syntax::{Id, Kind, Parameter, ScopeKind};

/// Parameters of a function that are read.
const PARAMETERS: usize = 64;

impl Reader<'_, '_> {
    /// `CREATE FUNCTION name(a text, b text DEFAULT 'c')`: what comes after stands in the function, up to the next thing
    /// that is created or the end of its dollar quote.
    pub(super) fn function(&mut self) -> bool {
        if self.lowering.scope != 0 && self.ends_quote() {
            self.lowering.scope = 0;
            self.at += 1;
            return true;
        }
        if self.in_package() {
            return true;
        }
        if !self.is_word(0, &["create", "alter", "insert", "update", "grant"]) {
            return false;
        }
        let outermost = !self.is_word(0, &["insert", "update"]) || self.quotes.is_multiple_of(2);
        if outermost {
            self.lowering.scope = 0;
        }
        let at = (1..5).find(|at| self.is_word(*at, &["function", "procedure"]));
        let Some(mut at) = at.filter(|_| self.is_word(0, &["create"])) else { return false };
        at += 1;
        let mut name = String::new();
        while let Some(Token::Word(word)) = self.peek(at).filter(|_| !self.is_word(at, &["as"])) {
            name = word.to_ascii_lowercase();
            at += if self.is_sign(at + 1, '.') { 2 } else { 1 };
        }
        if !self.is_sign(at, '(') {
            return false;
        }
        self.at += at + 1;
        self.quotes = 0;
        self.lowering.enter(ScopeKind::Function, &name, Vec::new());
        let function = self.lowering.scope;
        let parameters = self.parameters();
        self.lowering.module.scopes[function].parameters = parameters;
        true
    }

    /// Whether a dollar quote ends here.
    fn ends_quote(&mut self) -> bool {
        let tag = usize::from(matches!(self.peek(1), Some(Token::Word(_))));
        if self.is_sign(0, '$') && self.is_sign(1 + tag, '$') {
            self.quotes += 1;
            self.at += 1 + tag;
            return self.quotes.is_multiple_of(2);
        }
        false
    }

    pub(super) fn parameters(&mut self) -> Vec<Parameter> {
        let (mut all, mut fresh) = (Vec::new(), true);
        while self.at < self.tokens.len() && !self.is_sign(0, ')') {
            if self.is_sign(0, ',') {
                (self.at, fresh) = (self.at + 1, true);
                continue;
            }
            if fresh && self.is_word(0, &["in", "inout", "out", "variadic"]) {
                self.at += 1;
                continue;
            }
            let first = std::mem::replace(&mut fresh, false);
            match self.peek(0).cloned() {
                Some(Token::Word(name)) if first && all.len() < PARAMETERS => {
                    let name = name.to_ascii_lowercase();
                    all.push(Parameter { name, type_name: None, default: None });
                    self.at += 1;
                }
                _ if self.is_word(0, &["default"]) || self.is_sign(0, '=') => {
                    self.at += 1;
                    let default = self.expression(1);
                    if let Some(last) = all.last_mut() {
                        last.default = Some(default);
                    }
                }
                // `varchar(20)`
                Some(Token::Sign('(')) => {
                    self.expression(1);
                }
                _ => self.at += 1,
            }
        }
        self.at += 1;
        all
    }

    /// `\\set name 'value'` of PostgreSQL's client.
    pub(super) fn client_variable(&mut self) -> bool {
        let sets = self.is_sign(0, '\\') && self.is_word(1, &["set"]);
        let Some(Token::Word(name)) = self.peek(2).filter(|_| sets).cloned() else { return false };
        let start = self.tokens[self.at].1;
        self.at += 3;
        let value = self.expression(0);
        self.lowering.bind(&format!(":{}", name.to_ascii_lowercase()), Some(value), None, start);
        true
    }

    /// `'md5' AS name`: the column is known by that name.
    pub(super) fn column(&mut self, value: Id) {
        if matches!(self.lowering.module.nodes[value].kind, Kind::Text(_))
            && self.is_word(0, &["as"])
            && let Some(Token::Word(name)) = self.peek(1).cloned()
        {
            let start = self.tokens[self.at].1;
            self.at += 2;
            self.lowering.bind(&name.to_ascii_lowercase(), Some(value), None, start);
        }
    }

    /// `1024 * 2`, `4096 / 2`, `1 << 11`
    pub(super) fn product(&mut self, first: Id, at: usize, depth: usize) -> Id {
        const OPERATORS: &[&str] = &["*", "/", "-", "<<"];
        let is_number = matches!(self.lowering.module.nodes[first].kind, Kind::Number(_));
        if !is_number || depth >= DEPTH {
            return first;
        }
        let mut value = first;
        while let Some(operator) = OPERATORS.iter().find(|operator| {
            operator.chars().enumerate().all(|(at, sign)| self.is_sign(at, sign))
                && matches!(self.peek(operator.len()), Some(Token::Number(_) | Token::Word(_)))
        }) {
            self.at += operator.len();
            let second = self.operand(depth + 1);
            value = self.add(Kind::arithmetic(*operator, vec![value, second]), at);
        }
        value
    }

    /// `::text` says nothing of the value.
    pub(super) fn cast(&mut self) {
        while self.is_sign(0, ':') && self.is_sign(1, ':') && self.peek(2).is_some() {
            self.at += 3;
        }
    }

    /// `CASE WHEN a THEN b ELSE c END`: one of `b` and `c`.
    pub(super) fn cases(&mut self, at: usize, depth: usize) -> Id {
        let mut values = Vec::new();
        while self.at < self.tokens.len() && depth < DEPTH {
            if self.is_sign(0, ';') || self.is_sign(0, ')') {
                break;
            }
            if self.is_word(0, &["end"]) {
                self.at += 1;
                break;
            }
            let gives = self.is_word(0, &["then", "else"]);
            self.at += usize::from(gives);
            let value = self.expression(depth + 1);
            if gives {
                values.push(value);
            }
        }
        self.add(Kind::Choice(values), at)
    }
}
