//! SQL of all dialects, as calls.
//!
//! Function bodies in dollar quotes and in quoted texts, T-SQL's statements and the clients' commands fit no one
//! grammar; names, texts, numbers and parentheses are the same in all of them, and calls are read from these.

mod function;
mod package;
mod spoken;
mod table;
mod token;

use token::{Token, scan};
use tree_sitter::Node;

use crate::detect::code::language::{Language, Shape};
use crate::detect::code::lower::Lowering;
use crate::detect::code::syntax::{Argument, Id, Kind, Node as Expression, Place};

pub static LANGUAGE: Language = Language {
    id: "sql",
    extensions: &["sql", "ddl", "pgsql", "plsql", "pls", "pkb", "pks", "tsql", "mysql"],
    names: &[],
    grammar: || tree_sitter_sequel::LANGUAGE.into(),
    shapes: &[("program", Shape::Own(program)), ("ERROR", Shape::Own(program))],
    own: &[],
    files: |_, _| Vec::new(),
};

/// Settings of servers that fix cryptography.
const SETTINGS: &[&str] = &[
    "ssl_min_protocol_version",
    "tls_version",
    "admin_tls_version",
    "password_encryption",
    "default_authentication_plugin",
];

/// Types of variables.
const TYPES: &[&str] = &[
    "text",
    "varchar",
    "nvarchar",
    "varchar2",
    "nvarchar2",
    "char",
    "nchar",
    "character",
    "integer",
    "int",
    "number",
    "pls_integer",
    "binary_integer",
    "sysname",
    "varbinary",
    "bytea",
    "raw",
    "bit",
    "smallint",
];

/// Deepest nesting of calls that is read.
const DEPTH: usize = 60;

struct Reader<'l, 'a> {
    lowering: &'l mut Lowering<'a>,
    tokens: Vec<(Token, usize, usize)>,
    lines: Vec<usize>,
    at: usize,
    /// Ends of dollar quotes so far.
    quotes: usize,
    /// Statements so far that put rows into tables.
    inserts: usize,
}

fn program<'a>(lowering: &mut Lowering<'a>, _: Node<'a>) -> Option<Id> {
    let text = lowering.whole();
    let mut lines = vec![0];
    lines.extend(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1));
    let mut tokens = Vec::new();
    scan(text, 0, &mut tokens);
    let tokens = spoken::opened(text, tokens);
    let mut reader = Reader { lowering, tokens, lines, at: 0, quotes: 0, inserts: 0 };
    while reader.at < reader.tokens.len() {
        reader.statement();
    }
    None
}

impl Reader<'_, '_> {
    fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead).map(|(token, ..)| token)
    }

    fn is_sign(&self, ahead: usize, sign: char) -> bool {
        self.peek(ahead) == Some(&Token::Sign(sign))
    }

    fn is_word(&self, ahead: usize, words: &[&str]) -> bool {
        matches!(self.peek(ahead), Some(Token::Word(word)) if words.iter().any(|known| word.eq_ignore_ascii_case(known)))
    }

    fn add(&mut self, kind: Kind, index: usize) -> Id {
        let (_, start, end) = self.tokens[index.min(self.tokens.len() - 1)];
        let line = self.lines.partition_point(|line| *line <= start).max(1);
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        let column = number(start - self.lines[line - 1] + 1);
        let place = Place { start, end, line: number(line), column };
        let scope = self.lowering.scope;
        self.lowering.module.nodes.push(Expression { kind, place, scope });
        self.lowering.module.nodes.len() - 1
    }

    /// `SET name = value`, `name := value`, `WITH ALGORITHM = name`, or anything else.
    fn statement(&mut self) {
        while matches!(self.peek(0), Some(Token::Word(word)) if word.starts_with("@@"))
            && self.is_sign(1, '.')
        {
            self.at += 2;
        }
        if self.is_word(0, &["require"])
            && self.is_word(1, &["ssl", "x509", "subject", "issuer", "cipher"])
        {
            return self.stands_for("require", 2);
        }
        if let Some(tokens) = self.master_key() {
            return self.stands_for("master key", tokens);
        }
        if self.is_word(0, &["create"])
            && self.is_word(1, &["certificate"])
            && !self.is_word(3, &["from"])
        {
            return self.stands_for("certificate", 3);
        }
        if self.encrypted_using() || self.function() || self.client_variable() {
            return;
        }
        if self.inserted() || self.selects() || self.session_setting() {
            return;
        }
        if self.is_word(0, &["return"]) && self.lowering.scope != 0 {
            self.at += 1;
            let value = self.expression(0);
            return self.lowering.returns(value);
        }
        if let Some(length) = self.declared() {
            let Some(Token::Word(name)) = self.peek(0).cloned() else { return };
            let start = self.tokens[self.at].1;
            self.at += length;
            let value = self.assigned();
            return self.lowering.bind(&name.to_ascii_lowercase(), Some(value), None, start);
        }
        let named = match self.peek(0) {
            Some(Token::Word(word)) => Some(word.to_ascii_lowercase()),
            _ => None,
        };
        // A comparison sets nothing.
        let before = self.at.checked_sub(1).map(|at| &self.tokens[at].0);
        let sets = matches!(before, Some(Token::Word(word)) if ["set", "session", "global", "persist", "local", "with", "declare"].iter().any(|known| word.eq_ignore_ascii_case(known)))
            || named.as_deref().is_some_and(|name| {
                name.starts_with('@') || name == "algorithm" || name == "block_encryption_mode"
            });
        let colon = self.is_sign(1, ':') && self.is_sign(2, '=');
        let is_setting = named.as_deref().is_some_and(|name| SETTINGS.contains(&name));
        let to = is_setting && self.is_word(1, &["to"]);
        let equals = self.is_sign(1, '=') && (sets || is_setting) || to;
        if named.is_none() || !(colon || equals) {
            let value = self.expression(0);
            return self.column(value);
        }
        let Some(Token::Word(name)) = self.peek(0).cloned() else { return };
        let at = self.at;
        self.at += if colon { 3 } else { 2 };
        let is_algorithm = name.eq_ignore_ascii_case("algorithm");
        if is_algorithm && let Some(Token::Word(value) | Token::Text(value)) = self.peek(0).cloned()
        {
            if let Some(key) = self.key_before(at) {
                let id = self.add(Kind::Text(value.clone()), self.at);
                let start = self.tokens[at].1;
                self.lowering.bind(&key, Some(id), None, start);
            }
            self.is_called("algorithm", (Kind::Text(value), self.at), at);
            self.at += 1;
            return;
        }
        // `SET name = md5` gives a text without quotes.
        let bare = match (self.peek(0), is_setting) {
            (Some(Token::Word(word)), true) => Some(word.clone()),
            _ => None,
        };
        let value = match bare {
            Some(word) => {
                self.at += 1;
                self.add(Kind::Text(word), self.at - 1)
            }
            None => self.assigned(),
        };
        let start = self.tokens[at].1;
        if is_setting {
            let callee = self.add(Kind::Name(name.to_ascii_lowercase()), at);
            let arguments = vec![Argument { name: None, value }];
            self.add(Kind::Call { callee, arguments }, at);
            return;
        }
        let name = name.to_ascii_lowercase();
        // What is set for the session holds outside of the procedure, too.
        let is_mode = name.ends_with("encryption_mode");
        let scope = if is_mode { 0 } else { self.lowering.scope };
        let inner = std::mem::replace(&mut self.lowering.scope, scope);
        self.lowering.bind(&name, Some(value), None, start);
        self.lowering.scope = inner;
        if is_mode {
            let callee = self.add(Kind::Name("block_encryption_mode".to_owned()), at);
            let arguments = vec![Argument { name: None, value }];
            self.add(Kind::Call { callee, arguments }, at);
        }
    }

    /// What stands as a call of `name` with one argument.
    fn is_called(&mut self, name: &str, (value, place): (Kind, usize), at: usize) {
        let callee = self.add(Kind::Name(name.to_owned()), at);
        let value = self.add(value, place);
        let arguments = vec![Argument { name: None, value }];
        self.add(Kind::Call { callee, arguments }, at);
    }

    /// Reads `USING 'AES192'` after `ENCRYPT`.
    fn encrypted_using(&mut self) -> bool {
        let is_one = self.is_word(0, &["using"])
            && self.at > 0
            && matches!(&self.tokens[self.at - 1].0, Token::Word(word) if ["encrypt", "encryption"].iter().any(|known| word.eq_ignore_ascii_case(known)));
        let Some(Token::Text(value)) = self.peek(1).filter(|_| is_one).cloned() else {
            return false;
        };
        self.is_called("encrypt using", (Kind::Text(value), self.at + 1), self.at);
        self.at += 2;
        true
    }

    /// Tokens of `name type =`, `name type(20) :=`, `name type DEFAULT`.
    fn declared(&self) -> Option<usize> {
        let Some(Token::Word(_)) = self.peek(0) else { return None };
        let mut at = 1;
        for _ in 0..2 {
            at += usize::from(self.is_word(at, &["constant", "as"]));
        }
        if !self.is_word(at, TYPES) {
            return None;
        }
        at += 1;
        if self.is_sign(at, '(') && self.is_sign(at + 2, ')') {
            at += 3;
        }
        if self.is_sign(at, ':') && self.is_sign(at + 1, '=') {
            return Some(at + 2);
        }
        let is_variable = matches!(self.peek(0), Some(Token::Word(name)) if name.starts_with('@'));
        let equals = self.is_sign(at, '=') && is_variable;
        let default = self.is_word(at, &["default"]) && self.is_variable_block();
        (equals || default).then_some(at + 1)
    }

    /// Whether `DECLARE` stands shortly before.
    fn is_variable_block(&self) -> bool {
        let before = &self.tokens[self.at.saturating_sub(1)..self.at];
        matches!(before.last(), Some((Token::Word(word), ..)) if word.eq_ignore_ascii_case("declare"))
    }

    /// Tokens of `CREATE MASTER KEY`, `ALTER INSTANCE ROTATE INNODB MASTER KEY`.
    fn master_key(&self) -> Option<usize> {
        let is_key = |at: usize| self.is_word(at, &["master"]) && self.is_word(at + 1, &["key"]);
        let rotates = self.is_word(0, &["alter"]) && self.is_word(1, &["instance"]);
        match () {
            () if self.is_word(0, &["create"]) && is_key(1) => Some(3),
            () if rotates && self.is_word(2, &["rotate"]) && is_key(4) => Some(6),
            () => None,
        }
    }

    /// What `KEY_GUID('K')` and the like go by where a statement before says `KEY K WITH ALGORITHM = …`.
    fn key_before(&self, at: usize) -> Option<String> {
        let from = at.saturating_sub(10);
        let words: Vec<&Token> = self.tokens[from..at].iter().map(|(token, ..)| token).collect();
        let key = words.iter().rposition(
            |token| matches!(token, Token::Word(word) if word.eq_ignore_ascii_case("key")),
        )?;
        match words.get(key + 1) {
            Some(Token::Word(name)) => Some(format!("key {}", name.to_ascii_lowercase())),
            _ => None,
        }
    }

    /// A statement as a call without arguments.
    fn stands_for(&mut self, name: &str, tokens: usize) {
        let at = self.at;
        let callee = self.add(Kind::Name(name.to_owned()), at);
        self.add(Kind::Call { callee, arguments: Vec::new() }, at);
        self.at += tokens;
    }

    /// Parts joined by `||` or `+`; flags of a package that are added up are a list.
    fn expression(&mut self, depth: usize) -> Id {
        let at = self.at;
        let first = self.operand(depth);
        let mut parts = vec![self.product(first, at, depth)];
        self.cast();
        loop {
            let bars = self.is_sign(0, '|') && self.is_sign(1, '|');
            if !bars && !self.is_sign(0, '+') {
                break;
            }
            self.at += if bars { 2 } else { 1 };
            parts.push(self.operand(depth));
            self.cast();
        }
        let is_flag = |id: &Id| matches!(&self.lowering.module.nodes[*id].kind, Kind::Name(name) if name.starts_with("dbms_crypto."));
        match parts.as_slice() {
            [only] => *only,
            all if all.iter().all(is_flag) => self.add(Kind::List(parts), at),
            _ => self.add(Kind::Join(parts), at),
        }
    }

    fn operand(&mut self, depth: usize) -> Id {
        let at = self.at;
        if self.encrypted_using() {
            return self.add(Kind::Opaque, at);
        }
        let Some(token) = self.peek(0).cloned() else { return self.add(Kind::Opaque, at) };
        self.at += 1;
        match token {
            Token::Text(text) => {
                let text = self.add(Kind::Text(text), at);
                if depth > 0 {
                    self.column(text);
                }
                text
            }
            Token::Number(number) => self.add(Kind::Number(number), at),
            Token::Sign('(') if depth < DEPTH => {
                if let Some((found, _)) = self.selected(depth) {
                    while self.at < self.tokens.len() && !self.is_sign(0, ')') {
                        self.expression(depth + 1);
                    }
                    self.at += 1;
                    return found;
                }
                let inner = self.expression(depth + 1);
                while self.at < self.tokens.len() && !self.is_sign(0, ')') {
                    self.expression(depth + 1);
                }
                self.at += 1;
                inner
            }
            Token::Sign(_) => self.add(Kind::Opaque, at),
            Token::Word(mut name) => {
                // A name of a schema or package before it is part of a package's function only.
                let mut last = at;
                while self.is_sign(0, '.')
                    && let Some(Token::Word(next)) = self.peek(1).cloned()
                {
                    let package = name.to_ascii_lowercase().starts_with("dbms_");
                    name = if package { format!("{name}.{next}") } else { next };
                    last = self.at + 1;
                    self.at += 2;
                }
                let lower = name.to_ascii_lowercase();
                // `ENCRYPTED WITH (…, ALGORITHM = 'AEAD_AES_256_CBC_HMAC_SHA_256')`
                if lower == "algorithm"
                    && self.is_sign(0, '=')
                    && let Some(Token::Word(value) | Token::Text(value)) = self.peek(1).cloned()
                {
                    self.is_called("algorithm", (Kind::Text(value), self.at + 1), at);
                    self.at += 2;
                    return self.add(Kind::Opaque, at);
                }
                if lower == "case" && depth < DEPTH {
                    return self.cases(at, depth);
                }
                let declares = at > 0
                    && matches!(&self.tokens[at - 1].0, Token::Word(word) if ["function", "procedure", "into", "table", "index", "on", "view"].iter().any(|known| word.eq_ignore_ascii_case(known)));
                if !self.is_sign(0, '(') || declares {
                    return self.add(Kind::Name(lower), last);
                }
                self.call(&lower, last, depth)
            }
        }
    }

    fn call(&mut self, name: &str, at: usize, depth: usize) -> Id {
        let callee = match name.split_once('.') {
            Some((package, function)) => {
                let of = self.add(Kind::Name(package.to_owned()), at);
                self.add(Kind::Member { of, name: function.to_owned() }, at)
            }
            None => self.add(Kind::Name(name.to_owned()), at),
        };
        self.at += 1;
        let mut arguments = Vec::new();
        let mut fresh = true;
        while self.at < self.tokens.len() && !self.is_sign(0, ')') {
            if depth >= DEPTH || self.is_sign(0, ';') {
                break;
            }
            if self.is_sign(0, ',') {
                (self.at, fresh) = (self.at + 1, true);
                continue;
            }
            // `name => value`
            let mut named = None;
            if let Some(Token::Word(word)) = self.peek(0).cloned()
                && self.is_sign(1, '=')
                && self.is_sign(2, '>')
            {
                named = Some(word.to_ascii_lowercase());
                self.at += 3;
            }
            let value = self.expression(depth + 1);
            if std::mem::replace(&mut fresh, false) {
                arguments.push(Argument { name: named, value });
            }
        }
        if self.is_sign(0, ')') {
            self.at += 1;
        }
        if matches!(name, "key_guid" | "asymkey_id")
            && let [only] = arguments.as_slice()
            && let Kind::Text(key) = &self.lowering.module.nodes[only.value].kind
        {
            let key = format!("key {}", key.trim_matches(['[', ']', '"']).to_ascii_lowercase());
            return self.add(Kind::Name(key), at);
        }
        if name == "concat" && !arguments.is_empty() {
            let parts = arguments.iter().map(|one| one.value).collect();
            return self.add(Kind::Join(parts), at);
        }
        if let Some(setting) = self.setting(name, &arguments, at) {
            return setting;
        }
        // The session's mode of these two is an argument that is not written.
        let mode = "block_encryption_mode";
        let is_set = self.lowering.module.bindings.iter().any(|one| one.name == mode);
        if matches!(name, "aes_encrypt" | "aes_decrypt") && is_set {
            let value = self.add(Kind::Name(mode.to_owned()), at);
            let place = &mut self.lowering.module.nodes[value].place;
            place.end = place.start;
            arguments.push(Argument { name: Some("mode".to_owned()), value });
        }
        let is_typed = self.is_word(0, &["returns"]);
        if is_typed {
            self.add(Kind::Opaque, at)
        } else {
            self.add(Kind::Call { callee, arguments }, at)
        }
    }
}
