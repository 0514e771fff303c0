//! Whether what a generator of random numbers gives may be a secret in a text of Go: the function around the place, or a
//! variable that holds it, must sound like one, and most files that have such a word have it elsewhere.

use super::{is_of_word, words_of};
use crate::detect::code::declared::{DECLARING_IN_GO, apart_in_go, word_length};

/// Places of generators that are looked at.
const ASKED: usize = 200;
/// Bytes behind a name in which it gets its value.
const BEHIND: usize = 1000;

/// Whether one of the places of a generator may give a secret; `is_generator` says of a place that it is one, and
/// `is_secret` of a word that it sounds like a secret.
pub(super) fn may_be_given(
    text: &[u8],
    is_generator: impl Fn((usize, usize)) -> bool,
    is_secret: impl Fn(&[u8]) -> bool,
) -> bool {
    if !words_of(text).any(|(_, word)| is_secret(word)) {
        return false;
    }
    let mut asked = 0;
    let mut reader = Reader { text, at: 0, depth: 0, function: None, holder: None };
    while let Some(word) = reader.next_word() {
        let (start, end) = (word.start, word.end);
        let word = &text[start..end];
        if is_generator((start, end)) {
            let is_called = text.get(end).is_none_or(|next| b"([".contains(next));
            let is_here = reader.function == Some(true) || reader.holder.is_some();
            asked += 1;
            if is_here || !is_called || asked > ASKED || is_asked_later(text, start, word) {
                return true;
            }
        } else if is_secret(word) {
            reader.met(start, end);
        }
    }
    false
}

/// Where a text is read.
struct Reader<'t> {
    text: &'t [u8],
    at: usize,
    /// Brackets that are open.
    depth: usize,
    /// Whether the name of the function around sounds like a secret; none where no function is around.
    function: Option<bool>,
    /// The brackets open around a variable that sounds so and gets its value here.
    holder: Option<usize>,
}

impl Reader<'_> {
    /// The next word that is no declaring one, not in a text or comment.
    fn next_word(&mut self) -> Option<std::ops::Range<usize>> {
        while let Some(byte) = self.text.get(self.at).copied() {
            let (start, rest) = (self.at, &self.text[self.at..]);
            let word = if is_of_word(u32::from(byte)) { word_length(rest) } else { 0 };
            if word == 0 {
                self.at += self.sign(rest);
                continue;
            }
            self.at += word;
            let begins_line = start == 0 || self.text[start - 1] == b'\n';
            if DECLARING_IN_GO.contains(&&rest[..word]) && (begins_line || self.depth == 0) {
                let is_function = rest.starts_with(b"func");
                (self.depth, self.holder) = (0, None);
                self.function = is_function.then_some(false);
                continue;
            }
            return Some(start..self.at);
        }
        None
    }

    /// Reads what is no word, and gives its bytes.
    fn sign(&mut self, rest: &[u8]) -> usize {
        if let Some(apart) = apart_in_go(rest) {
            return apart;
        }
        match rest[0] {
            b'(' | b'[' | b'{' => self.depth += 1,
            b')' | b']' | b'}' => self.depth = self.depth.saturating_sub(1),
            b';' => self.ended(),
            b'\n' if !self.goes_on() => self.ended(),
            _ => {}
        }
        if self.holder.is_some_and(|depth| self.depth < depth) {
            self.holder = None;
        }
        1
    }

    /// Notes that a statement is at its end.
    fn ended(&mut self) {
        if self.holder.is_some_and(|depth| self.depth <= depth) {
            self.holder = None;
        }
    }

    /// Whether a statement goes on in the next line: it ends in an operator, in an open bracket or in a comment.
    fn goes_on(&self) -> bool {
        let before = &self.text[..self.at];
        let line = memchr::memrchr(b'\n', before).map_or(before, |newline| &before[newline + 1..]);
        let last = line.trim_ascii_end().last();
        last.is_none_or(|last| b",=+-*/&|^%<>!:.([{~".contains(last))
            || memchr::memmem::find(line, b"//").is_some()
            || memchr::memmem::find(line, b"*/").is_some()
    }

    /// Notes a word that sounds like a secret: the name of a function, or that of a variable where a value follows.
    fn met(&mut self, start: usize, end: usize) {
        if self.depth == 0 && self.function.is_some() {
            self.function = Some(true);
        }
        let is_member = self.text[..start].ends_with(b".");
        if !is_member && self.holder.is_none() && gets_value(&self.text[end..]) {
            self.holder = Some(self.depth);
        }
    }
}

/// Whether a name gets a value, alone or as one of several: `=` comes before anything that is no part of a declaration.
fn gets_value(after: &[u8]) -> bool {
    let mut at = 0;
    while let Some(byte) = after.get(at) {
        if at > BEHIND {
            return true;
        }
        match byte {
            b'=' => {
                let is_compared = at > 0 && b"!<>".contains(&after[at - 1]);
                return !is_compared && after.get(at + 1) != Some(&b'=');
            }
            b'.' if at == 0 => return false,
            b'/' if after[at..].starts_with(b"/*") => {
                at += memchr::memmem::find(&after[at..], b"*/").unwrap_or(after.len());
            }
            b'+' | b'-' | b'|' | b'^' | b'%' if after.get(at + 1) == Some(&b'=') => return true,
            b'\n' if !after[..at].trim_ascii_end().ends_with(b",") => return false,
            b'(' | b')' | b'{' | b'}' | b';' | b'"' | b'`' | b'\'' => {
                // Types have brackets, too: `var key func(int) (string, error) = f`.
                let line = after[at..].split(|byte| *byte == b'\n').next().unwrap_or_default();
                let is_typed = memchr::memmem::find(&after[..at], b"func").is_some()
                    || memchr::memmem::find(&after[..at], b"struct").is_some()
                    || memchr::memmem::find(&after[..at], b"interface").is_some();
                return is_typed && (line.contains(&b'=') || line.ends_with(b"{"));
            }
            _ => {}
        }
        at += 1;
    }
    false
}

/// Whether what is called here is held by a variable whose methods are called elsewhere, or may be.
fn is_asked_later(text: &[u8], start: usize, word: &[u8]) -> bool {
    let mut before = &text[..start];
    // The name of its package.
    if let Some(rest) = before.trim_ascii_end().strip_suffix(b".") {
        let rest = rest.trim_ascii_end();
        let package = rest.iter().rev().take_while(|byte| is_of_word(u32::from(**byte))).count();
        before = &rest[..rest.len() - package];
    }
    let blank = |byte: &u8| byte.is_ascii_whitespace() || b"(&*".contains(byte);
    let end = before.iter().rposition(|byte| !blank(byte)).map_or(0, |last| last + 1);
    let before = &before[..end];
    let line = memchr::memrchr(b'\n', before).map_or(0, |newline| newline + 1);
    if before.ends_with(b"*/") || memchr::memmem::find(&before[line..], b"//").is_some() {
        return true;
    }
    if !before.ends_with(b"=") {
        return before.ends_with(b",") && word.starts_with(b"New");
    }
    let line = before.iter().rposition(|byte| b"\n;{}".contains(byte)).map_or(0, |end| end + 1);
    let is_asked = |name: &[u8]| {
        words_of(text).any(|(at, other)| other == name && text[at + name.len()..].starts_with(b"."))
    };
    words_of(&before[line..]).any(|(_, name)| is_asked(name))
}

#[cfg(test)]
mod tests {
    use super::may_be_given;
    use crate::detect::code::names_secret::sounds_secret;

    fn is_given(text: &str) -> bool {
        let is_generator = |(start, end): (usize, usize)| {
            matches!(&text[start..end], "Intn" | "Read" | "NewSource")
        };
        let is_secret = |word: &[u8]| sounds_secret(&String::from_utf8_lossy(word));
        may_be_given(text.as_bytes(), is_generator, is_secret)
    }

    #[test]
    fn what_sounds_like_a_secret_stands_around_the_generator() {
        for text in [
            "func newToken() int { return rand.Intn(9) }",
            "func (a *B) Token() int {\n\treturn rand.Intn(9)\n}",
            "func (\n\ta *B,\n) Token(b []int) int {\n\treturn rand.Intn(9)\n}",
            "func f() {\n\ttoken := rand.Intn(9)\n}",
            "func f() {\n\ttoken, err := g(),\n\t\trand.Intn(9)\n}",
            "func f() {\n\ta,\n\t\ttoken = 1, rand.Intn(9)\n}",
            "func f() {\n\tvar token int = rand.Intn(9)\n}",
            "var token = rand.Intn(9)",
            "var (\n\ta = 1\n\ttoken = rand.Intn(9)\n)",
            "func f() {\n\ttoken /* a */ := /* b */ rand.Intn(9)\n}",
            "func f() {\n\ttoken := 1 + // a\n\t\trand.Intn(9)\n}",
            "func f() {\n\ttoken := func() int {\n\t\ta := 1\n\t\treturn a + rand.Intn(9)\n\t}\n}",
            "func f() {\n\ttoken := a{\n\t\tb: 1,\n\t\tc: rand.Intn(9),\n\t}\n}",
            "func f() {\n\ttoken := g(\n\t\t\"a;\\\"{\",\n\t\t'{',\n\t\t`\n`, rand.Intn(9))\n}",
            "func f() {\n\tif token := rand.Intn(9); token > 1 {\n\t}\n}",
            "func f() {\n\tvar token func() int = func() int { return rand.Intn(9) }\n}",
            "func f() {\n\t// A token.\n\ttoken := rand.Intn(9)\n}",
            "func f() {\n\ttoken += rand.Intn(9)\n}",
            "func f() {\n\ttoken := rand.\n\t\tIntn(9)\n}",
            // Called by another name, or asked by a method elsewhere.
            "var pick = rand.Intn\nfunc token() int { return pick(9) }",
            "var src = rand.NewSource(1)\nfunc token() int { return src.Int63() }",
            "var src =\n\t// A source.\n\trand.NewSource(1)\nfunc token() int { return src.Int63() }",
            "var a, src = 1, rand.NewSource(1)\nfunc token() int { return src.Int63() }",
            "var src rand.Source = (rand.NewSource(1))\nfunc token() int { return src.Int63() }",
        ] {
            assert!(is_given(text), "{text}");
        }
        for text in [
            "func f() { rand.Seed(1); a := rand.Intn(9) }",
            "func token() {}\nfunc f() { a := rand.Intn(9) }",
            "func f() {\n\ttoken := 1\n\ta := rand.Intn(9)\n}",
            "func f() {\n\ttoken := g(b{\n\t\tc: 1,\n\t})\n\ta := rand.Intn(9)\n}",
            "func f(token int) { a := rand.Intn(9) }",
            "func (token *B) f() { a := rand.Intn(9) }",
            "// token =\nfunc f() { a := rand.Intn(9) }",
            "func f() {\n\tif token == 1 {\n\t\ta := rand.Intn(9)\n\t}\n}",
            "type token struct{}\nvar a = rand.Intn(9)",
            "func f() {\n\tr := rand.New(rand.NewSource(1))\n\ttoken := 1\n\tr.Shuffle(token)\n}",
        ] {
            assert!(!is_given(text), "{text}");
        }
    }
}
