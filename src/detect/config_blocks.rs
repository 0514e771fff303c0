//! Text of blocks in braces, as nginx writes it: words, `;` after a statement, `{` and `}`, `#` comments, quotes.

/// A statement, or the head of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Its words without quotes; never empty.
    pub words: Vec<String>,
    /// 1-based line.
    pub line: u32,
    /// Offset of the first word.
    pub offset: u64,
    /// Index of the block that it stands in.
    pub parent: Option<usize>,
    /// Whether it heads a block.
    pub is_block: bool,
}

/// Why a text is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is not of this form.
    OtherForm,
    /// It has more than [`MOST_STATEMENTS`] statements or blocks deeper than [`DEEPEST`].
    TooLarge,
}

/// Statements that one text may have.
pub const MOST_STATEMENTS: usize = 50_000;
/// Blocks within each other.
pub const DEEPEST: usize = 32;
/// Words of one statement.
const MOST_WORDS: usize = 2_000;

/// The statements of a text in order. A block comes before what it holds.
pub fn statements(text: &str) -> Result<Vec<Statement>, Fault> {
    let mut reader = Reader { text, at: 0, line: 1 };
    let mut all: Vec<Statement> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut words: Vec<String> = Vec::new();
    let (mut line, mut offset) = (1, 0);
    while let Some(token) = reader.next() {
        match token {
            Token::Word { text, at, on } => {
                if words.is_empty() {
                    (line, offset) = (on, at as u64);
                }
                if words.len() == MOST_WORDS {
                    return Err(Fault::TooLarge);
                }
                words.push(text);
            }
            Token::End if words.is_empty() => return Err(Fault::OtherForm),
            Token::End | Token::Open => {
                let is_block = matches!(token, Token::Open);
                if words.is_empty() {
                    return Err(Fault::OtherForm);
                }
                if all.len() == MOST_STATEMENTS || open.len() == DEEPEST {
                    return Err(Fault::TooLarge);
                }
                let words = std::mem::take(&mut words);
                let is_code = words.last().is_some_and(|word| word.ends_with("_by_lua_block"));
                all.push(Statement { words, line, offset, parent: open.last().copied(), is_block });
                if is_block && is_code {
                    reader.skip_code()?;
                } else if is_block {
                    open.push(all.len() - 1);
                }
            }
            Token::Close => {
                if !words.is_empty() || open.pop().is_none() {
                    return Err(Fault::OtherForm);
                }
            }
            Token::Broken => return Err(Fault::OtherForm),
        }
    }
    if words.is_empty() && open.is_empty() { Ok(all) } else { Err(Fault::OtherForm) }
}

enum Token {
    Word { text: String, at: usize, on: u32 },
    End,
    Open,
    Close,
    Broken,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    line: u32,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.at += char.len_utf8();
        self.line += u32::from(char == '\n');
        Some(char)
    }

    fn next(&mut self) -> Option<Token> {
        loop {
            let char = self.peek()?;
            if char == '#' {
                while self.peek().is_some_and(|char| char != '\n') {
                    self.take();
                }
            } else if char.is_ascii_whitespace() || char == '\u{feff}' {
                self.take();
            } else {
                break;
            }
        }
        let (at, on) = (self.at, self.line);
        match self.peek()? {
            ';' => self.single(Token::End),
            '{' => self.single(Token::Open),
            '}' => self.single(Token::Close),
            quote @ ('"' | '\'') => self.quoted(quote, at, on),
            _ => Some(self.bare(at, on)),
        }
    }

    fn single(&mut self, token: Token) -> Option<Token> {
        self.take();
        Some(token)
    }

    fn quoted(&mut self, quote: char, at: usize, on: u32) -> Option<Token> {
        self.take();
        let mut text = String::new();
        loop {
            match self.take() {
                None => return Some(Token::Broken),
                Some(char) if char == quote => return Some(Token::Word { text, at, on }),
                Some('\\') => text.extend(self.take()),
                Some(char) => text.push(char),
            }
        }
    }

    fn bare(&mut self, at: usize, on: u32) -> Token {
        let mut text = String::new();
        while let Some(char) = self.peek() {
            let ends = char.is_ascii_whitespace() || matches!(char, ';' | '}');
            // `${name}` is a variable in a word.
            let opens = char == '{' && !text.ends_with('$');
            if ends && !(char == '}' && text.contains("${") && !text.ends_with('}')) || opens {
                break;
            }
            self.take();
            text.push(char);
            if char == '\\' {
                text.extend(self.take());
            }
        }
        Token::Word { text, at, on }
    }

    /// Passes over a block of another language up to the brace that closes it.
    fn skip_code(&mut self) -> Result<(), Fault> {
        let mut depth = 1_usize;
        while let Some(char) = self.take() {
            depth = match char {
                '{' => depth + 1,
                '}' => depth - 1,
                _ => depth,
            };
            if depth == 0 {
                return Ok(());
            }
        }
        Err(Fault::OtherForm)
    }
}
