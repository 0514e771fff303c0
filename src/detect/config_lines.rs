//! Configurations of one directive a line: sections, comments, continued lines, quotes. One pass, bounded.

/// A directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Name of the section that it stands in; empty before the first one.
    pub section: String,
    /// As written.
    pub key: String,
    /// Without quotes around it and without a comment after it.
    pub value: String,
    /// 1-based line.
    pub line: u32,
    /// Byte offset of the key.
    pub offset: u64,
    /// Whether white space stands before the key.
    pub is_indented: bool,
}

impl Line {
    /// Where it stands.
    pub fn place(&self) -> super::tls_settings::Place {
        super::tls_settings::Place {
            keyword: self.key.clone(),
            line: self.line,
            offset: self.offset,
        }
    }

    /// Whether its key is `name`, in any case.
    pub fn is(&self, name: &str) -> bool {
        self.key.eq_ignore_ascii_case(name)
    }
}

/// What ends a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `=` must stand after it; a line without is no directive.
    Equals,
    /// White space, with one `=` allowed.
    Space,
    /// `:` must stand after it.
    Colon,
    /// `=` or `:` or white space (`java.util.Properties`).
    Properties,
}

/// How a line goes on in the next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continuation {
    /// It does not.
    Never,
    /// After a backslash at its end.
    Backslash,
    /// When the next one begins with white space (Postfix).
    Indent,
}

/// The form of a file.
#[derive(Clone, Copy, Debug)]
pub struct Dialect {
    /// What ends a key.
    pub separator: Separator,
    /// How a line goes on.
    pub continuation: Continuation,
    /// Characters that begin a comment line.
    pub comments: &'static str,
    /// Characters that begin a comment after white space in a value; none for most.
    pub inline: &'static str,
    /// Whether `[name]` begins a section.
    pub sections: Sections,
}

/// Whether and how there are sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sections {
    /// None.
    None,
    /// `[name]`.
    Brackets,
}

/// `key = value` with `#` comments.
pub const EQUALS: Dialect = Dialect {
    separator: Separator::Equals,
    continuation: Continuation::Never,
    comments: "#",
    inline: "#",
    sections: Sections::None,
};

/// `key value` with `#` comments.
pub const SPACE: Dialect = Dialect { separator: Separator::Space, inline: "", ..EQUALS };

/// INI files with `#` and `;` comments.
pub const INI: Dialect = Dialect { comments: "#;", sections: Sections::Brackets, ..EQUALS };

/// Java properties.
pub const PROPERTIES: Dialect = Dialect {
    separator: Separator::Properties,
    continuation: Continuation::Backslash,
    comments: "#!",
    inline: "",
    sections: Sections::None,
};

/// Directives that one file may have.
pub const MOST_LINES: usize = 50_000;
/// Bytes of one value.
const LONGEST: usize = 65_536;

/// The directives of `text`, in order; those beyond [`MOST_LINES`] are not read.
pub fn lines(text: &str, dialect: &Dialect) -> Vec<Line> {
    let mut all: Vec<Line> = Vec::new();
    let mut section = String::new();
    let mut offset = 0;
    let mut goes_on = false;
    for (number, raw) in (1_u32..).zip(text.split_inclusive('\n')) {
        let start = offset;
        offset += raw.len() as u64;
        let line = raw.trim_end();
        let body = line.trim_start().trim_start_matches('\u{feff}');
        let is_comment = body.starts_with(|char| dialect.comments.contains(char));
        let is_indented = raw.starts_with([' ', '\t']);
        if std::mem::take(&mut goes_on)
            || dialect.continuation == Continuation::Indent
                && is_indented
                && !body.is_empty()
                && !is_comment
        {
            let (part, more) = continued(body, dialect);
            goes_on = more;
            if let Some(last) = all.last_mut()
                && last.value.len() + part.len() < LONGEST
            {
                last.value.push_str(if dialect.continuation == Continuation::Indent {
                    " "
                } else {
                    ""
                });
                last.value.push_str(part);
            }
            continue;
        }
        if body.is_empty() || is_comment {
            continue;
        }
        if dialect.sections == Sections::Brackets
            && let Some(name) = body.strip_prefix('[')
        {
            name.split(']').next().unwrap_or_default().trim().clone_into(&mut section);
            continue;
        }
        if all.len() == MOST_LINES {
            break;
        }
        let (body, more) = continued(body, dialect);
        if let Some((key, value)) = split(body, dialect.separator) {
            goes_on = more;
            let at = start + (line.len() - line.trim_start().len()) as u64;
            all.push(Line {
                section: section.clone(),
                key: key.to_owned(),
                value: value.to_owned(),
                line: number,
                offset: at,
                is_indented,
            });
        }
    }
    for line in &mut all {
        line.value = plain(&line.value, dialect.inline);
    }
    all
}

fn continued<'a>(body: &'a str, dialect: &Dialect) -> (&'a str, bool) {
    match body.strip_suffix('\\') {
        Some(before) if dialect.continuation == Continuation::Backslash => (before, true),
        _ => (body, false),
    }
}

fn split(body: &str, separator: Separator) -> Option<(&str, &str)> {
    let (key, value) = match separator {
        Separator::Equals => body.split_once('=')?,
        Separator::Colon => body.split_once(':')?,
        Separator::Space => {
            let end =
                body.find(|char: char| char.is_whitespace() || char == '=').unwrap_or(body.len());
            let rest = body[end..].trim_start();
            (&body[..end], rest.strip_prefix('=').unwrap_or(rest))
        }
        Separator::Properties => {
            let end = body.find(|char: char| char.is_whitespace() || "=:".contains(char));
            let end = end.unwrap_or(body.len());
            let rest = body[end..].trim_start();
            (&body[..end], rest.strip_prefix(['=', ':']).unwrap_or(rest))
        }
    };
    let key = key.trim();
    let fits = !key.is_empty() && key.len() < 200 && !key.contains(char::is_whitespace);
    // White space before a backslash at the end belongs to the value.
    fits.then(|| (key, value.trim_start()))
}

/// A value without quotes and without the comment after it.
fn plain(value: &str, inline: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some(rest) = value.strip_prefix(quote)
            && let Some((inner, after)) = rest.split_once(quote)
            && (after.is_empty() || after.trim_start().starts_with(|char| inline.contains(char)))
        {
            return inner.to_owned();
        }
    }
    let mut previous = ' ';
    for (at, char) in value.char_indices() {
        if inline.contains(char) && previous.is_whitespace() {
            return value[..at].trim_end().to_owned();
        }
        previous = char;
    }
    value.to_owned()
}

/// The words of a value: white space parts, quotes keep together, a backslash keeps the next character.
pub fn words(value: &str) -> Vec<String> {
    const MOST: usize = 2_000;
    let mut all: Vec<String> = Vec::new();
    let mut current: Option<String> = None;
    let mut quote = None;
    let mut chars = value.chars();
    while let Some(char) = chars.next() {
        match (char, quote) {
            ('\\', _) => current.get_or_insert_default().extend(chars.next()),
            (_, Some(open)) if char == open => quote = None,
            (_, Some(_)) => current.get_or_insert_default().push(char),
            ('"' | '\'', None) => {
                quote = Some(char);
                current.get_or_insert_default();
            }
            (space, None) if space.is_whitespace() => all.extend(current.take()),
            _ => current.get_or_insert_default().push(char),
        }
        if all.len() == MOST {
            break;
        }
    }
    all.extend(current);
    all
}
