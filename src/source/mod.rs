//! Where inputs come from. Sources record and never interpret.

pub mod buffer;
mod capture;
pub mod cbom;
pub mod container;
pub mod endpoint;
pub mod filesystem;
pub mod folders;
pub mod git;
mod log;
mod shares;
pub mod tree;

use std::path::Path;

/// A path as text: UTF-8 kept, bytes that are not UTF-8 and control characters as `\xNN`, `/`-separated.
#[must_use]
pub fn path_text(path: &Path) -> String {
    name_text(path.as_os_str().as_encoded_bytes(), |character| {
        if character == std::path::MAIN_SEPARATOR { Some('/') } else { Some(character) }
    })
}

/// Bytes of a name as text; a character for which `map` has nothing is escaped too.
fn name_text(bytes: &[u8], map: impl Fn(char) -> Option<char>) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        for character in chunk.valid().chars() {
            match map(character).filter(|mapped| !mapped.is_control()) {
                Some(mapped) => text.push(mapped),
                None => push_escaped(&mut text, character.to_string().as_bytes()),
            }
        }
        push_escaped(&mut text, chunk.invalid());
    }
    text
}

fn push_escaped(text: &mut String, bytes: &[u8]) {
    use std::fmt::Write as _;
    for byte in bytes {
        // Writing to a String cannot fail.
        let _ = write!(text, "\\x{byte:02X}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn hostile_names_stay_readable_and_distinct() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let text = |bytes: &[u8]| path_text(Path::new(OsStr::from_bytes(bytes)));
        assert_eq!(text(b"a/b.pem"), "a/b.pem");
        assert_eq!(text("한글.pem".as_bytes()), "한글.pem");
        assert_eq!(text(b"a\xFF\xFE.pem"), "a\\xFF\\xFE.pem");
        assert_eq!(text(b"a\n\x1b[31m"), "a\\x0A\\x1B[31m");
    }
}
