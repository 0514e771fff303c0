use std::cmp::Ordering;

/// Debian Policy section 5.6.12; `None` where an epoch is no number or a version begins with no digit.
pub(super) fn compare(one: &str, other: &str) -> Option<Ordering> {
    let (one, other) = (Parts::of(one)?, Parts::of(other)?);
    let upstream = || part(one.upstream, other.upstream);
    let revision = || part(one.revision, other.revision);
    Some(one.epoch.cmp(&other.epoch).then_with(upstream).then_with(revision))
}

struct Parts<'a> {
    epoch: u32,
    upstream: &'a str,
    revision: &'a str,
}

impl<'a> Parts<'a> {
    fn of(version: &'a str) -> Option<Self> {
        let (epoch, rest) = match version.split_once(':') {
            Some((epoch, rest)) => (epoch.parse().ok()?, rest),
            None => (0, version),
        };
        let (upstream, revision) = rest.rsplit_once('-').unwrap_or((rest, ""));
        let is_version = upstream.starts_with(|first: char| first.is_ascii_digit());
        is_version.then_some(Self { epoch, upstream, revision })
    }
}

/// Runs of other characters and of digits in turn; a tilde sorts before everything, even the end.
pub(super) fn part(one: &str, other: &str) -> Ordering {
    let (mut one, mut other) = (one.as_bytes(), other.as_bytes());
    while !one.is_empty() || !other.is_empty() {
        let words = word(&mut one).cmp(word(&mut other));
        if words.is_ne() {
            return words;
        }
        let (own, others) = (number(&mut one), number(&mut other));
        let numbers = own.len().cmp(&others.len()).then_with(|| own.cmp(others));
        if numbers.is_ne() {
            return numbers;
        }
    }
    Ordering::Equal
}

/// Takes the run of characters that are no digits.
fn word<'a>(rest: &mut &'a [u8]) -> impl Iterator<Item = i32> + use<'a> {
    let end = rest.iter().position(u8::is_ascii_digit).unwrap_or(rest.len());
    let (word, after) = rest.split_at(end);
    *rest = after;
    let order = |byte: u8| match byte {
        b'~' => -1,
        letter if letter.is_ascii_alphabetic() => i32::from(letter),
        other => i32::from(other) + 256,
    };
    // The end stands after a tilde and before all else.
    word.iter().copied().map(order).chain(std::iter::once(0))
}

/// Takes the run of digits, without leading zeros.
fn number<'a>(rest: &mut &'a [u8]) -> &'a [u8] {
    let end = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
    let (number, after) = rest.split_at(end);
    *rest = after;
    let zeros = number.iter().position(|byte| *byte != b'0').unwrap_or(number.len());
    &number[zeros..]
}
