//! What a file in C or C++ says beyond declaring. The headers of a library spell the name of every function that it
//! has and use few of them, and what they use stands in bodies, initializers and macros.

use std::collections::BTreeMap;

/// The text without comments, names of functions that are only declared and types of pointers; `None` where it is not plain enough to
/// tell.
pub(super) fn beyond(text: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader { text, at: 0, ..Reader::default() };
    reader.read()?;
    Some(reader.said())
}

#[derive(Default)]
struct Reader<'t> {
    text: &'t [u8],
    at: usize,
    /// What may be a use.
    said: Vec<u8>,
    /// Bodies of macros without parameters by their names: they happen where they are used.
    constants: BTreeMap<Vec<u8>, Vec<Vec<u8>>>,
    /// Whether there is any code that may use such a macro.
    has_code: bool,
    /// Braces open around declarations: `extern "C" {`, `struct a {`.
    around: usize,
    /// Braces open in a body.
    body: usize,
    /// The declaration so far.
    declaration: Vec<Token<'t>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Token<'t> {
    Word(&'t [u8]),
    Sign(u8),
}

/// Words after which a name is no declared one.
const STATEMENTS: [&[u8]; 8] =
    [b"return", b"else", b"do", b"case", b"throw", b"new", b"sizeof", b"co_return"];
/// What has declarations in its braces.
const AROUND: [&[u8]; 5] = [b"extern", b"namespace", b"struct", b"class", b"union"];

impl<'t> Reader<'t> {
    fn read(&mut self) -> Option<()> {
        let mut is_first = true;
        while let Some(byte) = self.text.get(self.at).copied() {
            match byte {
                b'\n' => is_first = true,
                _ if byte.is_ascii_whitespace() || byte == b'\\' => {}
                b'/' if self.comment() => continue,
                b'#' if is_first => {
                    self.directive();
                    continue;
                }
                _ => {
                    is_first = false;
                    self.token(byte)?;
                    continue;
                }
            }
            self.at += 1;
        }
        self.declared(is_declared);
        Some(())
    }

    fn said(mut self) -> Vec<u8> {
        // Of names that are put together nobody can tell which they are.
        if self.has_code && memchr::memmem::find(&self.said, b"##").is_some() {
            self.said.extend(self.constants.into_values().flatten().flatten());
            return self.said;
        }
        let mut at = 0;
        while self.has_code && at < self.said.len() {
            let rest = &self.said[at..];
            let word = rest.iter().take_while(|byte| is_of_word(**byte)).count();
            if let Some(bodies) = self.constants.remove(&rest[..word]) {
                self.said.extend(bodies.into_iter().flatten());
            }
            at += word.max(1);
        }
        self.said
    }

    /// Skips a comment.
    fn comment(&mut self) -> bool {
        let rest = &self.text[self.at..];
        let length = if rest.starts_with(b"//") {
            line_length(rest)
        } else if rest.starts_with(b"/*") {
            memchr::memmem::find(&rest[2..], b"*/").map_or(rest.len(), |end| end + 4)
        } else {
            return false;
        };
        self.at += length;
        true
    }

    /// Notes what a macro stands for and what a condition or an inclusion names.
    fn directive(&mut self) {
        let start = self.at;
        let mut line = Vec::new();
        while let Some(byte) = self.text.get(self.at).copied() {
            match byte {
                b'\n' if !self.text[start..self.at].trim_ascii_end().ends_with(b"\\") => break,
                b'/' if self.comment() => line.push(b' '),
                _ => {
                    let rest = &self.text[self.at..];
                    let length = if byte == b'"' { quoted(rest) } else { None }.unwrap_or(1);
                    line.extend_from_slice(&rest[..length]);
                    self.at += length;
                }
            }
        }
        let line = line[1..].trim_ascii_start();
        let Some(macro_) = line.strip_prefix(b"define") else {
            let is_prose = line.starts_with(b"error") || line.starts_with(b"warning");
            if !is_prose {
                self.said.extend_from_slice(line);
                self.said.push(b'\n');
            }
            return;
        };
        let macro_ = macro_.trim_ascii_start();
        let name = macro_.iter().take_while(|byte| is_of_word(**byte)).count();
        let value = &macro_[name..];
        let has_parameters = value.starts_with(b"(") && !value[1..].trim_ascii().starts_with(b")");
        self.has_code |= has_parameters;
        let body = [value, b"\n"].concat();
        if has_parameters {
            self.said.extend(body);
        } else {
            // What is used may end where the body of another begins.
            let body = [b"\n", &body[..]].concat();
            self.constants.entry(macro_[..name].to_owned()).or_default().push(body);
        }
    }

    fn token(&mut self, byte: u8) -> Option<()> {
        let rest = &self.text[self.at..];
        let length = match byte {
            b'"' => quoted(rest)?,
            b'\'' => quoted(rest).filter(|length| *length <= 12)?,
            _ if is_of_word(byte) => word_length(rest),
            _ => 1,
        };
        self.at += length;
        let token = &rest[..length];
        let is_raw = token.ends_with(b"R") && rest.get(length) == Some(&b'"');
        match byte {
            _ if is_raw => return None,
            b'{' if self.body > 0 => self.body += 1,
            b'{' if self.is_around() => {
                self.declared(is_declared);
                self.around += 1;
            }
            b'{' => {
                // Who defines a function of a library is that library.
                self.declared(|_, _| false);
                self.body = 1;
                self.has_code = true;
            }
            b'}' if self.body > 0 => self.body -= 1,
            b'}' => {
                self.declared(is_declared);
                self.around = self.around.checked_sub(1)?;
            }
            _ if self.body > 0 => self.say(token),
            b';' => self.declared(is_declared),
            b'"' | b'\'' => self.declaration.push(Token::Sign(byte)),
            _ if is_of_word(byte) => self.declaration.push(Token::Word(token)),
            _ => self.declaration.push(Token::Sign(byte)),
        }
        Some(())
    }

    fn say(&mut self, word: &[u8]) {
        self.said.extend_from_slice(word);
        self.said.push(b' ');
    }

    /// Whether the brace after the declaration so far has declarations in it.
    fn is_around(&self) -> bool {
        let has = |token| self.declaration.contains(&token);
        AROUND.iter().any(|word| has(Token::Word(word)))
            && !has(Token::Word(b"enum"))
            && !has(Token::Sign(b'('))
            && !has(Token::Sign(b'='))
    }

    /// Notes the words of a declaration that is at its end, but those of which `is_declared` says that they are only
    /// declared.
    fn declared(&mut self, is_declared: fn(&[Token<'_>], usize) -> bool) {
        let all = std::mem::take(&mut self.declaration);
        let has_value = all.contains(&Token::Sign(b'='));
        self.has_code |= has_value;
        let mut brackets = 0_usize;
        for (index, token) in all.iter().enumerate() {
            match token {
                Token::Sign(b'[') => brackets += 1,
                Token::Sign(b']') => brackets = brackets.saturating_sub(1),
                Token::Word(word) if has_value || brackets > 0 || !is_declared(&all, index) => {
                    self.say(word);
                }
                _ => {}
            }
        }
        self.declaration = all;
        self.declaration.clear();
    }
}

/// Whether a word is the name of a declared function, a pointer or the type that one points to.
fn is_declared(all: &[Token<'_>], index: usize) -> bool {
    let is_pointed = |token: Option<&Token<'_>>| matches!(token, Some(Token::Sign(b'*' | b'&')));
    let is_name = |token: Option<&Token<'_>>| match token {
        Some(Token::Word(word)) => !STATEMENTS.contains(word),
        Some(Token::Sign(b'*' | b'>')) => true,
        _ => false,
    };
    let before = |steps: usize| index.checked_sub(steps).and_then(|at| all.get(at));
    let after = all.get(index + 1);
    let is_pointer = is_pointed(before(1))
        && (is_name(before(2)) || matches!(before(1), Some(Token::Sign(b'*'))));
    let is_function = after == Some(&Token::Sign(b'(')) && is_name(before(1));
    is_pointer || is_function || is_pointed(after)
}

/// Bytes of a line, with those that `\` joins to it.
fn line_length(text: &[u8]) -> usize {
    let mut ends = memchr::memchr_iter(b'\n', text);
    let is_end = |end: &usize| !text[..*end].trim_ascii_end().ends_with(b"\\");
    ends.find(is_end).unwrap_or(text.len())
}

/// Bytes of a word or number, in which digits may be grouped (`1'000`).
pub(super) fn word_length(text: &[u8]) -> usize {
    let is_number = text[0].is_ascii_digit();
    let is_part = |at: usize| {
        let next = text.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
        is_of_word(text[at]) || is_number && text[at] == b'\'' && next
    };
    (0..text.len()).find(|at| !is_part(*at)).unwrap_or(text.len())
}

/// Bytes of a text in quotes on one line.
pub(super) fn quoted(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        match *text.get(at)? {
            b'\\' => at += 2,
            b'\n' => return None,
            byte if byte == text[0] => return Some(at + 1),
            _ => at += 1,
        }
    }
}

/// Words of Go that begin a declaration.
pub(super) const DECLARING_IN_GO: [&[u8]; 4] = [b"func", b"type", b"var", b"const"];

/// Bytes of the comment or text of Go that begins here.
pub(super) fn apart_in_go(rest: &[u8]) -> Option<usize> {
    let to = |end: Option<usize>, more: usize| Some(end.map_or(rest.len(), |end| end + more));
    match rest.first()? {
        b'/' if rest.starts_with(b"//") => to(memchr::memchr(b'\n', rest), 0),
        b'/' if rest.starts_with(b"/*") => to(memchr::memmem::find(&rest[2..], b"*/"), 4),
        b'`' => to(memchr::memchr(b'`', &rest[1..]), 2),
        b'"' | b'\'' => Some(quoted(rest).unwrap_or(1)),
        _ => None,
    }
}

/// Whether a byte is part of a word.
pub(super) const fn is_of_word(byte: u8) -> bool {
    byte >= 0x80 || byte.is_ascii_alphanumeric() || byte == b'_'
}

#[cfg(test)]
mod tests {
    use super::beyond;

    fn words(text: &str) -> Option<String> {
        let said = String::from_utf8(beyond(text.as_bytes())?).unwrap();
        Some(said.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn what_is_declared_is_not_said() {
        let header = "/* EVP_a() */ extern \"C\" {\n# define EVP_B EVP_c() // EVP_d\n\
            __owur int EVP_e(EVP_F *f, const EVP_G *);\nEVP_H *EVP_i(void);\n\
            typedef struct j_st { EVP_K *k; int (*l)(EVP_M *m); } J;\n}\n";
        assert_eq!(
            words(header).unwrap(),
            "extern __owur int const void typedef struct j_st int J"
        );
    }

    #[test]
    fn bodies_initializers_and_macros_are_said() {
        for (text, said) in [
            (
                "int f(A *a) { return EVP_b(a); } int EVP_c(void);",
                "int f A a return EVP_b ( a ) ; int void",
            ),
            ("const A *a = EVP_b();", "const A a EVP_b"),
            ("A a = { EVP_b };", "A a EVP_b"),
            ("#define f(x) \\\n EVP_b(x)\n", "(x) \\ EVP_b(x)"),
            ("#define A EVP_b()\nint f() { A; }", "int f A ; EVP_b()"),
            ("#define A EVP_b()\nint f() { B; }", "int f B ;"),
            ("#define A EVP_b()\n#define B A\nint f() { B; }", "int f B ; A EVP_b()"),
            ("#define f(x) A_##x\n#define A_B EVP_b()\n", "(x) A_##x EVP_b()"),
            ("EVP_A *EVP_b(EVP_C *c)\n{\n}", "EVP_A EVP_b EVP_C c"),
            ("EVP_add(EVP_b());", "EVP_add EVP_b"),
            ("Hash hash(EVP_b());", "Hash EVP_b"),
            ("char a[EVP_B * 2];", "char a EVP_B 2"),
            ("class A { int b() { return EVP_c(); } };", "class A int b return EVP_c ( ) ;"),
            (
                "int a = 1'000; /* ' */ char b = '\"'; int c() { EVP_d(\"}\"); }",
                "int a 1'000 char b int c EVP_d ( \"}\" ) ;",
            ),
        ] {
            assert_eq!(words(text).unwrap(), said, "{text}");
        }
    }

    #[test]
    fn what_is_not_plain_is_left_alone() {
        for text in ["a = R\"(\")\";", "} EVP_a();", "a = \"b\n\";", "it's EVP_a()"] {
            assert_eq!(words(text), None, "{text}");
        }
    }
}
