//! Values in tables: what a script inserts into one, and what it selects from it; settings of the session by name.

use super::{Argument, DEPTH, Id, Kind, Reader, Token};

/// Rows of one statement that are kept.
const ROWS: usize = 200;
/// Columns of one statement that are kept.
const COLUMNS: usize = 6;
/// Statements of one file whose rows are kept: a script that sets something has few.
const STATEMENTS: usize = 100;
/// Words among which the end of a name is looked for.
const NAME: usize = 8;

/// What a column of a table goes by, for each value of another column.
fn by_key(table: &str, key: &str, column: &str) -> String {
    format!("table {table}.{key}.{column}")
}

/// What all values of a column of a table go by.
fn all(table: &str, column: &str) -> String {
    format!("table {table}.{column}")
}

impl Reader<'_, '_> {
    /// The last part of a dotted name, and how many tokens it has.
    fn dotted(&self, mut at: usize) -> Option<(String, usize)> {
        let Some(Token::Word(mut name)) = self.peek(at).cloned() else { return None };
        for _ in 0..NAME {
            let Some(Token::Word(next)) = self.peek(at + 2).filter(|_| self.is_sign(at + 1, '.'))
            else {
                break;
            };
            name.clone_from(next);
            at += 2;
        }
        Some((name.to_ascii_lowercase(), at + 1))
    }

    /// `INSERT INTO t (a, b) VALUES ('x', 'y'), …`: the values by the columns beside them.
    pub(super) fn inserted(&mut self) -> bool {
        if !self.is_word(0, &["insert"]) || !self.is_word(1, &["into"]) {
            return false;
        }
        let Some((table, mut at)) = self.dotted(2) else { return false };
        if !self.is_sign(at, '(') {
            return false;
        }
        let mut columns = Vec::new();
        at += 1;
        while let Some(Token::Word(column)) = self.peek(at) {
            columns.push(column.to_ascii_lowercase());
            at += 1;
            if !self.is_sign(at, ',') {
                break;
            }
            at += 1;
        }
        let is_plain = self.is_sign(at, ')') && self.is_word(at + 1, &["values"]);
        if !is_plain || columns.len() > COLUMNS || self.inserts >= STATEMENTS {
            return false;
        }
        self.inserts += 1;
        let start = self.tokens[self.at].1;
        self.at += at + 2;
        let mut rows: Vec<Vec<Id>> = Vec::new();
        while self.is_sign(0, '(') && rows.len() < ROWS {
            self.at += 1;
            let mut row = Vec::new();
            while self.at < self.tokens.len() && !self.is_sign(0, ')') && !self.is_sign(0, ';') {
                if self.is_sign(0, ',') {
                    self.at += 1;
                    continue;
                }
                row.push(self.expression(1));
            }
            self.at += 1;
            rows.push(row);
            self.at += usize::from(self.is_sign(0, ','));
        }
        rows.retain(|row| row.len() == columns.len());
        let first = self.at.saturating_sub(1);
        for (of, column) in columns.iter().enumerate() {
            let values: Vec<Id> = rows.iter().map(|row| row[of]).collect();
            let is_text = |id: &Id| matches!(self.lowering.module.nodes[*id].kind, Kind::Text(_));
            let is_told = !values.is_empty() && values.iter().all(is_text);
            if !is_told {
                continue;
            }
            for (by, key) in columns.iter().enumerate().filter(|(by, _)| *by != of) {
                let mut pairs: Vec<(Id, Id)> = rows.iter().map(|row| (row[by], row[of])).collect();
                let name = by_key(&table, key, column);
                if let Some(before) = self.pairs_of(&name) {
                    pairs.splice(0..0, before);
                }
                let map = self.add(Kind::Map(pairs), first);
                self.lowering.bind(&name, Some(map), None, start);
            }
            let any = self.add(Kind::Choice(values), first);
            self.lowering.bind(&all(&table, column), Some(any), None, start);
        }
        true
    }

    /// The pairs that statements before have put under a name.
    fn pairs_of(&self, name: &str) -> Option<Vec<(Id, Id)>> {
        let module = &self.lowering.module;
        let bound = module.bindings.iter().rev().find(|one| one.name == name)?;
        match &module.nodes[bound.value?].kind {
            Kind::Map(pairs) if pairs.len() < ROWS => Some(pairs.clone()),
            _ => None,
        }
    }

    /// `SELECT a FROM t WHERE b = c`, and the variable behind `INTO`.
    pub(super) fn selected(&mut self, depth: usize) -> Option<(Id, Option<String>)> {
        if !self.is_word(0, &["select"]) || depth >= DEPTH {
            return None;
        }
        let from = self.at;
        let (column, mut at) = self.dotted(1)?;
        let mut into = None;
        if self.is_word(at, &["into"]) {
            at += 1 + usize::from(self.is_word(at + 1, &["strict"]));
            let Some(Token::Word(name)) = self.peek(at) else { return None };
            into = Some(name.to_ascii_lowercase());
            at += 1;
        }
        let found = self.of_table(from, at, &column, depth)?;
        if into.is_none()
            && self.is_word(0, &["into"])
            && let Some(Token::Word(name)) = self.peek(1).cloned()
        {
            into = Some(name.to_ascii_lowercase());
            self.at += 2;
        }
        Some((found, into))
    }

    /// `FROM t WHERE b = c` at a place ahead: the column of that row.
    pub(super) fn of_table(
        &mut self,
        start: usize,
        mut at: usize,
        column: &str,
        depth: usize,
    ) -> Option<Id> {
        if !self.is_word(at, &["from"]) {
            return None;
        }
        let (table, next) = self.dotted(at + 1)?;
        at = next + usize::from(self.is_word(next, &["as"]));
        let is_alias = matches!(self.peek(at), Some(Token::Word(_)))
            && !self.is_word(at, &["where", "limit", "order", "fetch", "into", "for", "group"]);
        at += usize::from(is_alias);
        let mut key = None;
        if self.is_word(at, &["where"])
            && let Some((name, next)) = self.dotted(at + 1)
            && self.is_sign(next, '=')
        {
            key = Some(name);
            at = next + 1;
        }
        self.at += at;
        let Some(key) = key else {
            return Some(self.add(Kind::Name(all(&table, column)), start));
        };
        let of = self.add(Kind::Name(by_key(&table, &key, column)), start);
        let key = self.expression(depth + 1);
        Some(self.add(Kind::Index { of, key }, start))
    }

    /// The value of a variable; `@name = column FROM t WHERE b = c` takes it from a table.
    pub(super) fn assigned(&mut self) -> Id {
        let start = self.at;
        if let Some((column, at)) = self.dotted(0)
            && let Some(found) = self.of_table(start, at, &column, 0)
        {
            return found;
        }
        self.expression(0)
    }

    /// What a statement selects from a table: into a variable, or as what the function around gives.
    pub(super) fn selects(&mut self) -> bool {
        let Some((value, into)) = self.selected(0) else { return false };
        let start = self.lowering.module.nodes[value].place.start;
        match into {
            Some(name) => self.lowering.bind(&name, Some(value), None, start),
            None if self.lowering.scope != 0 => self.lowering.returns(value),
            None => {}
        }
        true
    }

    /// `SET a.b = 'x'`, `ALTER DATABASE d SET a.b TO 'x'`: a setting that `current_setting('a.b')` gives.
    pub(super) fn session_setting(&mut self) -> bool {
        let Some(Token::Word(first)) = self.peek(0).cloned() else { return false };
        let before = self.at.checked_sub(1).map(|at| &self.tokens[at].0);
        let sets = matches!(before, Some(Token::Word(word)) if ["set", "local", "session"].iter().any(|known| word.eq_ignore_ascii_case(known)));
        let Some(Token::Word(second)) =
            self.peek(2).filter(|_| sets && self.is_sign(1, '.')).cloned()
        else {
            return false;
        };
        if !self.is_sign(3, '=') && !self.is_word(3, &["to"]) {
            return false;
        }
        let start = self.tokens[self.at].1;
        self.at += 4;
        let value = match self.peek(0).cloned() {
            // A word stands for its text.
            Some(Token::Word(word)) => {
                self.at += 1;
                self.add(Kind::Text(word), self.at - 1)
            }
            _ => self.expression(0),
        };
        let name = format!("setting {first}.{second}").to_ascii_lowercase();
        self.lowering.bind(&name, Some(value), None, start);
        true
    }

    /// `current_setting('a.b')` and `set_config('a.b', 'x', false)`.
    pub(super) fn setting(&mut self, name: &str, arguments: &[Argument], at: usize) -> Option<Id> {
        let first = arguments.first()?.value;
        let Kind::Text(key) = &self.lowering.module.nodes[first].kind else { return None };
        let key = format!("setting {}", key.to_ascii_lowercase());
        match (name, arguments) {
            ("current_setting", _) => Some(self.add(Kind::Name(key), at)),
            ("set_config", [_, value, ..]) => {
                let start = self.tokens[at].1;
                self.lowering.bind(&key, Some(value.value), None, start);
                Some(value.value)
            }
            _ => None,
        }
    }
}
