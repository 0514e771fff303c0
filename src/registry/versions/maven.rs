use std::cmp::Ordering;

/// Maven's version order (POM reference, "Version Order Specification").
pub(super) fn compare(one: &str, other: &str) -> Ordering {
    let (one, other) = (tokens(one), tokens(other));
    for position in 0..one.len().max(other.len()) {
        let own = one.get(position);
        let others = other.get(position);
        // The shorter one is padded with what means nothing: zero beside a number, else the word of a release.
        let padding = |beside: Option<&Token>| Token {
            separator: beside.map_or('.', |token| token.separator),
            text: String::new(),
            is_number: beside.is_some_and(|token| token.is_number),
        };
        let (left, right) = (
            own.cloned().unwrap_or_else(|| padding(others)),
            others.cloned().unwrap_or_else(|| padding(own)),
        );
        let order = left.rank().cmp(&right.rank()).then_with(|| left.value(&right));
        if order.is_ne() {
            return order;
        }
    }
    Ordering::Equal
}

#[derive(Clone, Debug)]
struct Token {
    /// `.` or `-`.
    separator: char,
    /// A number without leading zeros, or a word in lower case; empty for nothing.
    text: String,
    is_number: bool,
}

impl Token {
    fn is_nothing(&self) -> bool {
        if self.is_number { self.text.is_empty() } else { word_rank(&self.text) == RELEASE }
    }

    /// `.qualifier` = `-qualifier` < `-number` < `.number`.
    fn rank(&self) -> (u8, u8) {
        match (self.is_number, self.separator) {
            (false, _) => (word_rank(&self.text), 0),
            (true, '-') => (NUMBER, 0),
            (true, _) => (NUMBER, 1),
        }
    }

    fn value(&self, other: &Self) -> Ordering {
        if self.is_number && other.is_number {
            let (own, others) = (&self.text, &other.text);
            return own.len().cmp(&others.len()).then_with(|| own.cmp(others));
        }
        let (own, others) = (word_rank(&self.text), word_rank(&other.text));
        own.cmp(&others)
            .then_with(|| if own == UNKNOWN { self.text.cmp(&other.text) } else { Ordering::Equal })
    }
}

const RELEASE: u8 = 5;
const SP: u8 = 6;
const UNKNOWN: u8 = 7;
const NUMBER: u8 = 8;

fn word_rank(word: &str) -> u8 {
    match word {
        "alpha" => 0,
        "beta" => 1,
        "milestone" => 2,
        "rc" | "cr" => 3,
        "snapshot" => 4,
        "" | "final" | "ga" | "release" => RELEASE,
        "sp" => SP,
        _ => UNKNOWN,
    }
}

/// Tokens between dots, hyphens and changes between digits and letters, without what means nothing
/// at the end and before each hyphen.
fn tokens(version: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut separator = '.';
    let mut text = String::new();
    let lower = version.to_ascii_lowercase();
    let mut characters = lower.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        if matches!(character, '.' | '-') {
            push(&mut tokens, separator, &mut text, None);
            separator = if character == '.' { '.' } else { '-' };
            continue;
        }
        text.push(character);
        let changes = next.is_some_and(|next| {
            !matches!(next, '.' | '-') && next.is_ascii_digit() != character.is_ascii_digit()
        });
        if changes {
            push(&mut tokens, separator, &mut text, next);
            separator = '-';
        }
    }
    push(&mut tokens, separator, &mut text, None);
    trimmed(tokens)
}

fn push(tokens: &mut Vec<Token>, separator: char, text: &mut String, next: Option<char>) {
    let text = std::mem::take(text);
    let is_number = text.is_empty() || text.starts_with(|first: char| first.is_ascii_digit());
    let text = if is_number {
        text.trim_start_matches('0').to_owned()
    } else {
        // `a1`, `b2` and `m3` are short for words when a number follows at once.
        match (text.as_str(), next.is_some_and(|next| next.is_ascii_digit())) {
            ("a", true) => "alpha".to_owned(),
            ("b", true) => "beta".to_owned(),
            ("m", true) => "milestone".to_owned(),
            _ => text,
        }
    };
    tokens.push(Token { separator, text, is_number });
}

fn trimmed(mut tokens: Vec<Token>) -> Vec<Token> {
    let mut kept: Vec<Token> = Vec::with_capacity(tokens.len());
    for token in tokens.drain(..) {
        if token.separator == '-' {
            while kept.last().is_some_and(Token::is_nothing) {
                kept.pop();
            }
        }
        kept.push(token);
    }
    while kept.last().is_some_and(Token::is_nothing) {
        kept.pop();
    }
    kept
}
