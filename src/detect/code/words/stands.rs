//! How a name has to stand in a text to be what a rule calls.
//!
//! Many files of Java import a class and get its objects from elsewhere, or have a method of the same name as another
//! class: those use nothing that a constructor or a static method is, and need not be read.

/// How a name stands where a rule may see a use.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Stands {
    /// As anything.
    Anyhow,
    /// As a constructor: `new T(…)`, `T::new`, or a supertype whose constructor is called.
    Made,
    /// As a method of this class: `T.name(…)`, `T::name`, or a plain name that is called.
    Of(Vec<u8>),
}

impl Stands {
    /// How what a rule calls by `name` stands in files of a language.
    pub(super) fn of_call(language: &str, name: &str) -> Self {
        if language != "java" || name.contains(['*', '(', '{']) {
            return Self::Anyhow;
        }
        let mut parts = name.rsplit('.');
        let (last, container) =
            (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if is_class(last) {
            return Self::Made;
        }
        if is_class(container) { Self::Of(container.as_bytes().to_owned()) } else { Self::Anyhow }
    }

    /// Whether the name at `start..end` stands so.
    pub(super) fn at(&self, text: &[u8], (start, end): (usize, usize)) -> bool {
        if *self == Self::Anyhow {
            return true;
        }
        let before = text[..start].trim_ascii_end();
        // What is between the parts of a name is blank, a comment, or type arguments.
        if before.ends_with(b"*/") || before.ends_with(b">") || is_after_comment(&text[..start]) {
            return true;
        }
        let after = text[end..].trim_ascii_start();
        match self {
            Self::Anyhow => true,
            Self::Made if after.starts_with(b"::") => true,
            Self::Made if before.ends_with(b".") => {
                after.first().is_some_and(|byte| b"(<{/".contains(byte))
            }
            Self::Made => {
                before.ends_with(b"@") || ends_in(before, b"new") || ends_in(before, b"extends")
            }
            Self::Of(class) => match before.strip_suffix(b".").or(before.strip_suffix(b"::")) {
                Some(object) => {
                    let object = object.trim_ascii_end();
                    object.ends_with(b"*/")
                        || object.ends_with(b">")
                        || is_after_comment(object)
                        || ends_in(object, class)
                }
                None => !is_declared(before),
            },
        }
    }
}

/// Whether a word is called like a class.
fn is_class(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_uppercase())
        && word.contains(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Whether a plain name after `before` is one that is declared: a type stands before it.
fn is_declared(before: &[u8]) -> bool {
    const SPOKEN: &[&[u8]] = &[b"return", b"else", b"throw", b"case", b"assert", b"yield", b"do"];
    before.last().is_some_and(|last| is_of_word(*last) || *last == b']')
        && !SPOKEN.iter().any(|word| ends_in(before, word))
}

/// Whether what comes next is the first in its line, after one with a comment.
fn is_after_comment(before: &[u8]) -> bool {
    let mut lines = before.rsplit(|byte| *byte == b'\n');
    lines.next().is_some_and(|line| line.trim_ascii().is_empty())
        && lines.next().is_some_and(|line| memchr::memmem::find(line, b"//").is_some())
}

/// Whether the last word is this one.
fn ends_in(before: &[u8], word: &[u8]) -> bool {
    before.strip_suffix(word).is_some_and(|rest| rest.last().is_none_or(|last| !is_of_word(*last)))
}

fn is_of_word(byte: u8) -> bool {
    super::is_of_word(u32::from(byte))
}

#[cfg(test)]
mod tests {
    use super::Stands;

    fn is_there(name: &str, text: &str) -> bool {
        let word = name.rsplit('.').next().unwrap();
        let start = text.find(word).unwrap();
        Stands::of_call("java", name).at(text.as_bytes(), (start, start + word.len()))
    }

    #[test]
    fn calls_are_seen_and_other_places_of_the_name_are_not() {
        for (name, calls, others) in [
            (
                "java.security.SecureRandom",
                &[
                    "a = new SecureRandom();",
                    "new java.security.SecureRandom ()",
                    "f(SecureRandom::new)",
                    "class A extends SecureRandom {",
                    "new // seeded\n    SecureRandom()",
                    "new /* seeded */ SecureRandom()",
                ][..],
                &[
                    "import java.security.SecureRandom;",
                    "void init(SecureRandom random) {",
                    "(SecureRandom)given",
                    "    SecureRandom random;",
                    "public SecureRandom(byte[] seed) {",
                ][..],
            ),
            (
                "javax.crypto.Cipher.getInstance",
                &[
                    "Cipher.getInstance(a)",
                    "javax.crypto.Cipher\n    .getInstance(a)",
                    "f(Cipher::getInstance)",
                    "import static javax.crypto.Cipher.getInstance;",
                    "return getInstance(a);",
                    "f(getInstance(a))",
                    "Cipher. // of the provider\n  getInstance(a)",
                ],
                &[
                    "ASN1Sequence.getInstance(a)",
                    "MyCipher.getInstance(a)",
                    "public static Key getInstance(Object o)",
                    "static Key[] getInstance(Object o)",
                ],
            ),
            ("java.util.UUID.randomUUID", &["a.randomUUID()"], &[]),
        ] {
            for text in calls {
                assert!(is_there(name, text), "{text}");
            }
            for text in others {
                assert!(!is_there(name, text), "{text}");
            }
        }
        let kotlin = Stands::of_call("kotlin", "java.security.SecureRandom");
        assert!(kotlin.at(b"SecureRandom()", (0, 12)));
    }
}
