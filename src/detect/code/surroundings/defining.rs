//! Where a name may be defined, called or extended, by what stands beside it: most files that spell a name do something
//! else with it, and to parse one is a hundred times the work of a look at the line.

mod go;

use crate::detect::code::declared::is_of_word;
use crate::detect::code::language::Language;

/// Bytes in which `define(` stands before the name of a constant, with what is between them.
const DEFINE: usize = 200;

/// What is looked for in another file.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sought {
    /// Any place of the name.
    Anything,
    /// A call of a method, function or constructor.
    Call,
    /// A field of an object that gets a value.
    Field,
    /// A type that extends one.
    Subclass,
    /// A constant, or the type that one is in.
    Value,
    /// A function.
    Function,
    /// The body of a function of C.
    Body,
    /// A type.
    Class,
}

impl Sought {
    /// The word that a file must hold to define what `symbols` name, if there is one: the default of a module goes by
    /// no name of its own.
    pub(super) fn word<'s>(self, symbols: &[&'s str]) -> Option<&'s str> {
        let word = if self == Self::Value { symbols.first() } else { symbols.last() };
        word.copied().filter(|word| *word != "default")
    }
}

/// Whether a file can define what goes by a name: some word of the name stands in it. A name gets signs before it
/// (`$name`, `@name`) that its declaration does not have.
pub(super) fn may_define(language: &Language, text: &[u8], name: &str, sought: Sought) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let word = name.rsplit(|c| !is_part(c)).find(|run| !run.is_empty());
    // Keys that are numbers, and languages in which letters of both cases are the same.
    let is_open =
        |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) || language.id == "sql";
    let is_whole = |at: usize, word: &str| {
        let edge = |byte: Option<&u8>| byte.is_none_or(|byte| !is_part(char::from(*byte)));
        edge(at.checked_sub(1).and_then(|before| text.get(before)))
            && edge(text.get(at + word.len()))
    };
    let is_declared = |word: &str| match (language.id, sought) {
        ("go", Sought::Class | Sought::Function | Sought::Value) => {
            go::declares(text, word, sought)
        }
        _ => true,
    };
    let is_signed = name.starts_with('$');
    // What a file of PHP returns goes by that.
    let is_returned = language.id == "php" && name == "return";
    let stands = |word: &str| {
        let mut all = memchr::memmem::find_iter(text, word.as_bytes());
        let is_it = |at: usize| {
            let place = (at, at + word.len());
            is_whole(at, word)
                && (is_returned || may_be((language, is_signed), sought, text, place))
        };
        all.any(is_it) && is_declared(word)
    };
    word.is_none_or(|word| is_open(word) || stands(word))
}

/// Whether the name at `start..end` may be defined there; of languages that are not told apart, every place may. A name
/// with a sign before it is a variable of PHP.
fn may_be(
    (language, is_signed): (&Language, bool),
    sought: Sought,
    text: &[u8],
    (start, end): (usize, usize),
) -> bool {
    let line = memchr::memrchr(b'\n', &text[..start]).map_or(0, |newline| newline + 1);
    let before = text[line..start].trim_ascii();
    let after = &text[end..];
    match language.id {
        _ if sought == Sought::Anything => true,
        "java" | "php" | "dart" | "javascript" | "typescript" | "tsx"
            if sought == Sought::Subclass =>
        {
            is_extended(&text[..start]) || language.id == "php" && ends_in(before, &["use"])
        }
        "python" if sought == Sought::Subclass => {
            before.starts_with(b"class ") && before.contains(&b'(')
        }
        // A namespace is extended by nothing.
        "ruby" if sought == Sought::Subclass => {
            !after.starts_with(b"::")
                && (before.starts_with(b"class ") && before.contains(&b'<')
                    || ends_in(before, &["include", "extend", "prepend"]))
        }
        _ if sought == Sought::Subclass => true,
        "java" if sought == Sought::Call => {
            let of_object = before.ends_with(b".") || before.ends_with(b">");
            (of_object || ends_in(before, &["new"])) && is_called(after)
        }
        "go" | "python" if sought == Sought::Call => is_called(after),
        "c" | "csharp" | "dart" | "javascript" | "php" | "tsx" | "typescript"
            if sought == Sought::Call =>
        {
            // Also a template, an optional call, and `new A;` or `new A { … }`.
            let next = after.trim_ascii_start();
            is_called(after)
                || next.starts_with(b"?.(")
                || next.first().is_some_and(|byte| b"`;{".contains(byte))
        }
        "c" if sought == Sought::Body => has_body(before, after),
        _ if sought == Sought::Call => true,
        "c" | "go" if sought == Sought::Field => is_field(before, after),
        _ if sought == Sought::Field => true,
        "java" => in_java(sought, before, after),
        "javascript" | "typescript" | "tsx" => !before.ends_with(b".") || is_set(after),
        "php" if sought == Sought::Value && is_signed => is_variable(before, after),
        "php" if sought == Sought::Value => is_constant(&text[..start], after),
        "php" => in_php(sought, before, after),
        "python" => in_python(sought, before, after),
        "ruby" => in_ruby(sought, before, after),
        _ => true,
    }
}

/// Whether a function of C has its body there: what it gives stands before its name, and `{` behind what it gets.
fn has_body(before: &[u8], after: &[u8]) -> bool {
    let is_of_type = |byte: &u8| byte.is_ascii_alphanumeric() || b"_* \t".contains(byte);
    let Some(list) = after.trim_ascii_start().strip_prefix(b"(") else { return false };
    let Some(end) = memchr::memchr(b'{', &list[..list.len().min(DEFINE)]) else { return false };
    before.iter().all(is_of_type)
        && !before.starts_with(b"return")
        && list[..end].trim_ascii_end().ends_with(b")")
        && !list[..end].contains(&b';')
}

/// Whether a name of C or Go may be a field that gets a value: `a.it = b`, `A{it: b}`, `A{{"it", b}}`, one of several.
fn is_field(before: &[u8], after: &[u8]) -> bool {
    let mut next = after.trim_ascii_start();
    while let Some(rest) = next.strip_prefix(b")") {
        next = rest.trim_ascii_start();
    }
    let is_quoted = before.last().is_some_and(|byte| b"\"`".contains(byte));
    let adds = next.get(1) == Some(&b'=') && b"+-*/|&^%".contains(&next[0])
        || next.starts_with(b"<<=")
        || next.starts_with(b">>=");
    is_quoted || adds || is_set(next) || next.first().is_none_or(|byte| b",/".contains(byte))
}

fn in_java(sought: Sought, before: &[u8], after: &[u8]) -> bool {
    let is_member = before.ends_with(b".");
    match sought {
        Sought::Class => {
            before.is_empty() || ends_in(before, &["class", "interface", "enum", "record"])
        }
        Sought::Function => {
            let other = ["new", "return", "throw", "else", "assert", "case"];
            let is_typed =
                before.last().is_none_or(|last| is_of_word(*last) || b">]".contains(last));
            is_typed && !ends_in(before, &other) || is_set(after)
        }
        Sought::Value => is_set(after) || !is_member && !after.starts_with(b"."),
        _ => true,
    }
}

fn in_php(sought: Sought, before: &[u8], after: &[u8]) -> bool {
    let has = |word: &[u8]| memchr::memmem::find(before, word).is_some();
    match sought {
        Sought::Class => {
            ends_in(before, &["class", "interface", "trait", "enum"]) || has(b"class_alias")
        }
        // Also as one of a trait that is given another name.
        Sought::Function => {
            ends_in(
                before.strip_suffix(b"&").unwrap_or(before).trim_ascii_end(),
                &["function", "as"],
            ) || is_set(after)
        }
        _ => true,
    }
}

/// Whether a name of PHP may be a variable or property that gets a value, alone or as one of several.
fn is_variable(before: &[u8], after: &[u8]) -> bool {
    let is_named = [&b"$"[..], b">", b":", b"{", b"/"].iter().any(|sign| before.ends_with(sign));
    let next = after.trim_ascii_start();
    let next = next.strip_prefix(b"}").unwrap_or(next).trim_ascii_start();
    let adds = next.starts_with(b"??=")
        || next.starts_with(b"**=")
        || next.get(1) == Some(&b'=') && b".+-*/%|&^".contains(&next[0]);
    let is_one = next.first().is_none_or(|byte| b",])/#".contains(byte));
    is_named && (adds || is_one || is_set(next))
}

/// Whether a name of PHP may be a constant that gets a value, a type that has some, or what a file returns.
fn is_constant(text: &[u8], after: &[u8]) -> bool {
    let before = text.trim_ascii_end();
    let next = after.trim_ascii_start();
    let types = ["class", "interface", "trait", "enum"];
    // What is a name comes behind its sign; a comment may stand between.
    let is_apart = next.first().is_none_or(|byte| b"/#".contains(byte)) || before.ends_with(b"*/");
    let defines = || {
        let Some((b'"' | b'\'', inner)) = before.split_last() else { return false };
        let near = &inner[inner.len().saturating_sub(DEFINE)..];
        let follows = next.strip_prefix(b"\"").or_else(|| next.strip_prefix(b"'"));
        let follows = follows.map(<[u8]>::trim_ascii_start).and_then(|rest| rest.first());
        near.windows(6).any(|word| word.eq_ignore_ascii_case(b"define"))
            && follows.is_none_or(|byte| b",/#".contains(byte))
    };
    is_apart || ends_in(before, &types) || is_set(next) && !next.starts_with(b"=>") || defines()
}

fn in_ruby(sought: Sought, before: &[u8], after: &[u8]) -> bool {
    let has = |word: &[u8]| memchr::memmem::find(before, word).is_some();
    match sought {
        Sought::Class => {
            ends_in(before, &["class", "module"])
                || before.starts_with(b"class ")
                || before.starts_with(b"module ")
                || is_set(after) && !after.starts_with(b"::")
        }
        // What defines a method has a name of that kind: `define_method`, `attr_reader`, `alias`, `delegate`.
        Sought::Function => {
            let words: [&[u8]; 6] = [b"def", b"attr", b"alias", b"delegate", b"scope", b"let"];
            is_set(after) || words.iter().any(|word| has(word))
        }
        _ => true,
    }
}

fn in_python(sought: Sought, before: &[u8], after: &[u8]) -> bool {
    let is_defined = ends_in(before, &["class", "def"]);
    match sought {
        Sought::Class | Sought::Function => is_defined || is_set(after),
        Sought::Value if is_defined || is_set(after) => true,
        Sought::Value => {
            !before.ends_with(b".") && !after.starts_with(b"(") && !after.starts_with(b".")
        }
        _ => true,
    }
}

/// Whether a name after `before` is among the types that another is declared to extend.
fn is_extended(before: &[u8]) -> bool {
    let start = before.iter().rposition(|byte| b"{};".contains(byte)).map_or(0, |at| at + 1);
    memchr::memmem::find(&before[start..], b"extends").is_some()
}

/// Whether arguments follow, of types first.
fn is_called(after: &[u8]) -> bool {
    after.trim_ascii_start().first().is_some_and(|byte| b"(<[".contains(byte))
}

/// Whether an assignment follows.
fn is_set(after: &[u8]) -> bool {
    let after = after.trim_ascii_start();
    after.starts_with(b":") || after.starts_with(b"=") && !after.starts_with(b"==")
}

/// Whether the last word is one of `words`.
fn ends_in(before: &[u8], words: &[&str]) -> bool {
    words.iter().any(|word| {
        let rest = before.strip_suffix(word.as_bytes());
        rest.is_some_and(|rest| rest.last().is_none_or(|last| !is_of_word(*last)))
    })
}

#[cfg(test)]
mod tests {
    use super::{Sought, may_be};
    use crate::detect::code::LANGUAGES;

    fn is_there(language: &str, sought: Sought, text: &str) -> bool {
        let language = LANGUAGES.iter().find(|known| known.id == language).unwrap();
        let start = text.find("it").unwrap();
        may_be((language, text.contains('$')), sought, text.as_bytes(), (start, start + 2))
    }

    #[test]
    fn definitions_are_seen_and_uses_are_not() {
        use Sought::{Call, Class, Field, Function, Subclass, Value};
        for (language, sought, defined, used) in [
            (
                "java",
                Value,
                &["static final int it = 1;", "it(\"a\"),", "this.it = a;"][..],
                &["a.it()", "it.b()"][..],
            ),
            (
                "java",
                Function,
                &["public static byte[] it(int a) {", "    it(int a)"],
                &["a.it(b)", "return it(b)", "= it(b)"],
            ),
            ("java", Class, &["public class it {", "enum it {"], &["new it()", "import a.it;"]),
            (
                "python",
                Value,
                &["it = 1", "it: int = 1", "class it(A):", "self.it = 1", "a, it = b"],
                &["a.it", "it(a)", "it.b"],
            ),
            ("python", Function, &["def it(a):", "it = lambda: 1"], &["it(a)", "import it"]),
            ("python", Class, &["class it(A):"], &["a.it()", "from a import it"]),
            (
                "javascript",
                Value,
                &["const it = 1", "exports.it = 1", "{ it: 1 }"],
                &["a.it()", "a.it"],
            ),
            (
                "php",
                Function,
                &["function it($a)", "function &it()", "b as it;"],
                &["$a->it()", "it($a)"],
            ),
            (
                "php",
                Class,
                &["final class it {", "class_alias('A', 'it')"],
                &["new it()", "use A\\it;"],
            ),
            (
                "ruby",
                Function,
                &["def self.it(a)", "define_method(:it)", "it = ->"],
                &["a.it", "it(b)"],
            ),
            (
                "ruby",
                Class,
                &["class it < B", "module A::it", "it = Struct.new"],
                &["it.new", "it::B"],
            ),
            ("ruby", Subclass, &["class A < it", "include it"], &["class A < it::B", "it.new"]),
            ("java", Call, &["a.it(b)", "new it<>(b)", "a.<B>it (b)"], &["int it(B b)", "A::it"]),
            ("java", Subclass, &["class A extends it {", "extends B<\nit> {"], &["it a = b;"]),
            ("go", Call, &["a.it(b)", "it[B](b)"], &["it: b", "*it"]),
            (
                "go",
                Field,
                &[
                    "a.it = b",
                    "a.it, c = b, d",
                    "(a.it) = b",
                    "a.it += b",
                    "A{it: b}",
                    "A{it /* c */ : b}",
                    "A{{\"it\", b}}",
                ],
                &["a.it()", "a.it == b", "if a.it {", "a.it[0]", "{ return a.it }"],
            ),
            (
                "c",
                Field,
                &["a->it = b;", "a.it |= b;", "a->it <<= 1;", "{ .it = b }", "(a->it) = b;"],
                &["a->it == b", "a->it->b", "a->it(b)", "return a->it;"],
            ),
            (
                "php",
                Value,
                &[
                    "const it = 1;",
                    "const A = 1, it = 2;",
                    "const string it = 1;",
                    "const /* a */ it /* b */ = 1;",
                    "const\nit\n= 1;",
                    "define('it', 1);",
                    "DEFINE ( \"it\" /* a */, 1);",
                    "define(\n    // a\n    'it',\n    1\n);",
                    "final class it {",
                    "enum it: string",
                    "case it = 'a';",
                ],
                &["a(it)", "['it' => 1]", "f('it', 1)", "$a->it()", "it == 1"],
            ),
            (
                "php",
                Value,
                &[
                    "$it = 1;",
                    "$it /* a */ = 1;",
                    "$it\n= 1;",
                    "$this->it = 1;",
                    "$this?->it ??= 1;",
                    "self::$it .= 1;",
                    "foreach ($a as $it) {",
                    "foreach ($a as $b => $it) {",
                    "[$a, $it] = $b;",
                    "list($a, $it, $b) = $c;",
                    "['a' => $it, 'b' => $c] = $d;",
                ],
                &["$it->a()", "$it == 1", "$it;", "$it['a']", "$it . $b"],
            ),
            ("c", Value, &["it"], &[]),
        ] {
            assert!(
                defined.iter().all(|text| is_there(language, sought, text)),
                "{language} {defined:?}"
            );
            assert!(
                !used.iter().any(|text| is_there(language, sought, text)),
                "{language} {used:?}"
            );
        }
    }
}
