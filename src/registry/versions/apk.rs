use std::cmp::Ordering;

/// `digits{.digits}[letter]{_suffix[digits]}[-rdigits]` of apk-tools (`src/version.c`); `None` where a
/// version has another form.
pub(super) fn compare(one: &str, other: &str) -> Option<Ordering> {
    let (one, other) = (tokens(one)?, tokens(other)?);
    for (own, others) in one.iter().zip(&other) {
        let order = if own.0 == others.0 { own.1.cmp(&others.1) } else { unlike(*own, *others) };
        if order.is_ne() {
            return Some(order);
        }
    }
    Some(Ordering::Equal)
}

/// What stands at a place, in the order of the grammar.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Number,
    Letter,
    Suffix,
    SuffixNumber,
    Revision,
    End,
}

type Token = (Kind, i64);

/// Two versions that go on differently: the one that goes on with the earlier kind is newer, unless
/// that is the suffix of something before a release.
fn unlike(one: Token, other: Token) -> Ordering {
    if one.0 == Kind::Suffix && one.1 < 0 {
        return Ordering::Less;
    }
    if other.0 == Kind::Suffix && other.1 < 0 {
        return Ordering::Greater;
    }
    other.0.cmp(&one.0)
}

/// Before the release in order, then after it.
const SUFFIXES: [(&str, i64); 9] = [
    ("alpha", -4),
    ("beta", -3),
    ("pre", -2),
    ("rc", -1),
    ("cvs", 0),
    ("svn", 1),
    ("git", 2),
    ("hg", 3),
    ("p", 4),
];

fn tokens(version: &str) -> Option<Vec<Token>> {
    let (body, revision) = match version.split_once("-r") {
        Some((body, revision)) => (body, Some(digits(revision)?)),
        None => (version, None),
    };
    let mut parts = body.split('_');
    let mut numbers = parts.next()?;
    let mut tokens = Vec::new();
    let letter = numbers.as_bytes().last().copied().filter(u8::is_ascii_lowercase);
    if letter.is_some() {
        numbers = &numbers[..numbers.len() - 1];
    }
    for (position, number) in numbers.split('.').enumerate() {
        let value = digits(number)?;
        let zeros = number.len() - number.trim_start_matches('0').len();
        // From the second number on, leading zeros make a fraction: 1.03 is older than 1.1.
        if position > 0 && zeros > 0 {
            tokens.push((Kind::Number, -i64::try_from(zeros).ok()?));
            if zeros < number.len() {
                tokens.push((Kind::Number, value));
            }
        } else {
            tokens.push((Kind::Number, value));
        }
    }
    tokens.extend(letter.map(|letter| (Kind::Letter, i64::from(letter))));
    for suffix in parts {
        let word = suffix.trim_end_matches(|c: char| c.is_ascii_digit());
        let (_, rank) = SUFFIXES.iter().find(|(name, _)| *name == word)?;
        tokens.push((Kind::Suffix, *rank));
        if word.len() < suffix.len() {
            tokens.push((Kind::SuffixNumber, digits(&suffix[word.len()..])?));
        }
    }
    tokens.extend(revision.map(|revision| (Kind::Revision, revision)));
    tokens.push((Kind::End, 0));
    Some(tokens)
}

fn digits(text: &str) -> Option<i64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().ok())?
}
