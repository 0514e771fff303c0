use std::cmp::Ordering;

/// `[epoch:]version[-release]`, compared as RPM does (rpm-version(7)). The release counts only where
/// both have one.
pub(super) fn compare(one: &str, other: &str) -> Option<Ordering> {
    let (one, other) = (Parts::of(one)?, Parts::of(other)?);
    let version = || part(one.version, other.version);
    let release = || match (one.release, other.release) {
        (Some(one), Some(other)) => part(one, other),
        _ => Ordering::Equal,
    };
    Some(one.epoch.cmp(&other.epoch).then_with(version).then_with(release))
}

struct Parts<'a> {
    epoch: u32,
    version: &'a str,
    release: Option<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Option<Self> {
        let (epoch, rest) = match text.split_once(':') {
            Some((epoch, rest)) => (epoch.parse().ok()?, rest),
            None => (0, text),
        };
        let (version, release) = match rest.split_once('-') {
            Some((version, release)) => (version, Some(release)),
            None => (rest, None),
        };
        Some(Self { epoch, version, release })
    }
}

/// Runs of digits or of letters in turn, separated by anything else. A tilde sorts before everything,
/// a caret after the end and before everything else; a number is newer than a word.
fn part(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    loop {
        skip_separators(&mut one);
        skip_separators(&mut other);
        match (one.first(), other.first()) {
            (Some(b'~'), Some(b'~')) | (Some(b'^'), Some(b'^')) => {
                (one, other) = (&one[1..], &other[1..]);
            }
            (Some(b'~'), _) => return Ordering::Less,
            (_, Some(b'~')) => return Ordering::Greater,
            (None, None) => return Ordering::Equal,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some(b'^'), _) => return Ordering::Less,
            (_, Some(b'^')) => return Ordering::Greater,
            (Some(own), Some(others)) => {
                let order = match (own.is_ascii_digit(), others.is_ascii_digit()) {
                    (true, false) => Ordering::Greater,
                    (false, true) => Ordering::Less,
                    (true, true) => {
                        let own = run(&mut one, u8::is_ascii_digit);
                        let others = run(&mut other, u8::is_ascii_digit);
                        let (own, others) = (without_zeros(own), without_zeros(others));
                        own.len().cmp(&others.len()).then_with(|| own.cmp(others))
                    }
                    (false, false) => run(&mut one, u8::is_ascii_alphabetic)
                        .cmp(run(&mut other, u8::is_ascii_alphabetic)),
                };
                if order.is_ne() {
                    return order;
                }
            }
        }
    }
}

fn skip_separators(rest: &mut &[u8]) {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'~' | b'^');
    *rest = &rest[rest.iter().position(is_part).unwrap_or(rest.len())..];
}

fn run<'a>(rest: &mut &'a [u8], of: fn(&u8) -> bool) -> &'a [u8] {
    let (run, after) = rest.split_at(rest.iter().position(|byte| !of(byte)).unwrap_or(rest.len()));
    *rest = after;
    run
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    &digits[digits.iter().position(|byte| *byte != b'0').unwrap_or(digits.len())..]
}
