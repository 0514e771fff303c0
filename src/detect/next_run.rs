//! Long runs of one kind of characters in a text, without a look at every byte of what lies between them.

/// The next run of at least `shortest` bytes that are of the kind, from `at` on, and where it begins.
pub fn next_run(
    text: &[u8],
    mut at: usize,
    shortest: usize,
    is_kind: impl Fn(u8) -> bool,
) -> Option<(usize, &[u8])> {
    loop {
        let window = text.get(at..at.checked_add(shortest)?)?;
        // A run that begins here fills the window; the last byte that is of another kind says where one may begin.
        if let Some(last) = window.iter().rposition(|byte| !is_kind(*byte)) {
            at += last + 1;
            continue;
        }
        let rest = &text[at..];
        let length = rest.iter().position(|byte| !is_kind(*byte)).unwrap_or(rest.len());
        return Some((at, &rest[..length]));
    }
}

#[cfg(test)]
mod tests {
    use super::next_run;

    #[test]
    fn runs_are_as_long_as_they_can_be() {
        let runs = |text: &'static str, from| {
            let mut at = from;
            std::iter::from_fn(move || {
                let (start, run) = next_run(text.as_bytes(), at, 3, |byte| byte == b'a')?;
                at = start + run.len();
                Some((start, run.len()))
            })
            .collect::<Vec<_>>()
        };
        assert_eq!(runs("aaa", 0), [(0, 3)]);
        assert_eq!(runs("aa.aaaa.aa.aaa", 0), [(3, 4), (11, 3)]);
        assert_eq!(runs("..aaaaa", 3), [(3, 4)]);
        assert_eq!(runs("aaa.", 1), []);
        assert_eq!(runs("", 0), []);
        assert_eq!(runs("aaa", 9), []);
    }
}
