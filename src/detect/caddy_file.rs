//! The form of a Caddyfile ("Caddyfile Concepts" in Caddy's documentation): directives of one line, blocks that a brace at
//! the end of a line opens, quotes, backticks, `#` comments.

/// A directive, or the head of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Directive {
    /// Its words; none for the block of global options.
    pub words: Vec<String>,
    /// 1-based line.
    pub line: u32,
    /// Byte offset of the line.
    pub offset: u64,
    /// Index of the block that it stands in.
    pub parent: Option<usize>,
    /// Whether it opens a block.
    pub is_block: bool,
}

const MOST: usize = 50_000;
const DEEPEST: usize = 32;

/// The directives of `text` in order, a block before what it holds; `None` when braces do not match or a bound is passed.
pub fn directives(text: &str) -> Option<Vec<Directive>> {
    let mut all: Vec<Directive> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut offset = 0;
    let mut quote: Option<char> = None;
    for (number, raw) in (1_u32..).zip(text.split_inclusive('\n')) {
        let at = offset;
        offset += raw.len() as u64;
        let goes_on = quote.is_some();
        let words = words(raw.trim_start_matches('\u{feff}'), &mut quote);
        // What a quote carries over from the line before belongs to its directive.
        if goes_on || words.is_empty() {
            continue;
        }
        if words.len() == 1 && words[0] == Word::Bare("}".to_owned()) {
            open.pop()?;
            continue;
        }
        let is_block = words.last() == Some(&Word::Bare("{".to_owned()));
        if all.len() == MOST || open.len() == DEEPEST {
            return None;
        }
        let count = words.len() - usize::from(is_block);
        let words = words.into_iter().take(count).map(Word::text).collect();
        all.push(Directive {
            words,
            line: number,
            offset: at,
            parent: open.last().copied(),
            is_block,
        });
        if is_block {
            open.push(all.len() - 1);
        }
    }
    (open.is_empty() && quote.is_none()).then_some(all)
}

#[derive(PartialEq, Eq)]
enum Word {
    Bare(String),
    Quoted(String),
}

impl Word {
    fn text(self) -> String {
        match self {
            Self::Bare(text) | Self::Quoted(text) => text,
        }
    }
}

/// The words of a line; an open quote goes on in the next one.
fn words(line: &str, quote: &mut Option<char>) -> Vec<Word> {
    let mut all = Vec::new();
    let mut current: Option<Word> = quote.map(|_| Word::Quoted(String::new()));
    let mut chars = line.chars();
    while let Some(char) = chars.next() {
        match (char, *quote) {
            ('\\', Some('"') | None) => {
                let (Word::Bare(text) | Word::Quoted(text)) =
                    current.get_or_insert(Word::Bare(String::new()));
                text.extend(chars.next());
            }
            (_, Some(close)) if char == close => *quote = None,
            ('#', None) if current.is_none() => break,
            ('"' | '`', None) if current.is_none() => {
                *quote = Some(char);
                current = Some(Word::Quoted(String::new()));
            }
            (space, None) if space.is_whitespace() => all.extend(current.take()),
            _ => {
                let (Word::Bare(text) | Word::Quoted(text)) =
                    current.get_or_insert(Word::Bare(String::new()));
                text.push(char);
            }
        }
    }
    all.extend(current);
    all
}
