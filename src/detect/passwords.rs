//! The passwords that a user gives to a scan, and the bounded trying of them.

use std::cell::Cell;
use std::fmt;

use zeroize::Zeroizing;

/// Passwords for what is encrypted. They are wiped from memory when dropped, and nothing prints them.
#[derive(Clone, Default)]
pub struct Passwords {
    list: Vec<Zeroizing<String>>,
}

impl Passwords {
    /// Most passwords of one list.
    pub const MOST: usize = 10_000;
    /// Longest password, in octets.
    pub const LONGEST: usize = 1_024;

    /// No passwords.
    #[must_use]
    pub const fn none() -> Self {
        Self { list: Vec::new() }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// One password a line, with every space that it has; an empty line is the empty password.
    ///
    /// # Errors
    /// A list beyond [`Self::MOST`] or [`Self::LONGEST`]. The error names the line and quotes nothing.
    pub fn from_lines(text: &str) -> Result<Self, PasswordsError> {
        let mut list = Vec::new();
        for (index, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
            let number = index + 1;
            if number > Self::MOST {
                return Err(PasswordsError::TooMany);
            }
            if line.len() > Self::LONGEST {
                return Err(PasswordsError::TooLong { line: number });
            }
            list.push(Zeroizing::new(line.to_owned()));
        }
        Ok(Self { list })
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.list.len()
    }
}

impl fmt::Debug for Passwords {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Passwords({})", self.list.len())
    }
}

/// A list of passwords that is not used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordsError {
    /// More lines than [`Passwords::MOST`].
    #[error("more than {} passwords, one a line", Passwords::MOST)]
    TooMany,
    /// A line longer than [`Passwords::LONGEST`].
    #[error("line {line} is longer than {} octets", Passwords::LONGEST)]
    TooLong {
        /// 1-based.
        line: usize,
    },
}

/// Why something that is encrypted stays so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum StillClosed {
    /// No password was given.
    Unasked,
    /// None of the passwords fits.
    Refused,
    /// Its iterations or memory pass what is tried.
    TooCostly,
    /// Its scheme is not one that is computed.
    OtherScheme,
}

impl StillClosed {
    /// What would resolve it, in words.
    pub(crate) const fn words(self) -> &'static str {
        match self {
            Self::Unasked => "a password would open it",
            Self::Refused => "none of the given passwords opens it",
            Self::TooCostly => "more iterations than are tried; open it with its own program",
            Self::OtherScheme => "a scheme that is not opened; open it with its own program",
        }
    }
}

/// Passwords tried on one input, within a bound that holds for the whole of it.
///
/// Cost is counted in iterations of a hash or in equal work, not in time, so that two runs agree.
#[derive(Debug)]
pub struct Attempts<'p> {
    passwords: &'p Passwords,
    left: Cell<u64>,
    /// The password that opened something last: the parts of a keystore mostly share theirs.
    last: Cell<usize>,
}

impl<'p> Attempts<'p> {
    /// Most iterations of one derivation; OWASP's advice for PBKDF2 of 2023 is 1.3 million at most.
    pub(crate) const DERIVATION: u64 = 2_000_000;
    /// Iterations that one input may cost: seconds.
    const INPUT: u64 = 5 * Self::DERIVATION;

    /// Of `passwords`, on one input.
    #[must_use]
    pub const fn new(passwords: &'p Passwords) -> Self {
        Self { passwords, left: Cell::new(Self::INPUT), last: Cell::new(0) }
    }

    /// What is said of a scheme that is not computed.
    pub(crate) fn unable<T>(&self) -> Result<T, StillClosed> {
        let unasked = self.passwords.list.is_empty();
        Err(if unasked { StillClosed::Unasked } else { StillClosed::OtherScheme })
    }

    /// What `open` makes of the first password that fits; one call of it costs `cost` iterations.
    pub(crate) fn open<T>(
        &self,
        cost: u64,
        open: impl Fn(&str) -> Option<T>,
    ) -> Result<T, StillClosed> {
        let list = &self.passwords.list;
        if list.is_empty() {
            return Err(StillClosed::Unasked);
        }
        if cost > Self::DERIVATION {
            return Err(StillClosed::TooCostly);
        }
        let last = self.last.get();
        for index in std::iter::once(last).chain((0..list.len()).filter(|index| *index != last)) {
            let left = self.left.get().checked_sub(cost).ok_or(StillClosed::TooCostly)?;
            self.left.set(left);
            if let Some(opened) = open(&list[index]) {
                self.last.set(index);
                return Ok(opened);
            }
        }
        Err(StillClosed::Refused)
    }
}

#[cfg(test)]
mod tests {
    use super::{Attempts, Passwords, PasswordsError, StillClosed};

    #[test]
    fn lines_are_passwords_and_nothing_prints_them() {
        let passwords = Passwords::from_lines("\u{FEFF}one\r\n two \n\nthree").unwrap();
        assert_eq!(passwords.count(), 4);
        let attempts = Attempts::new(&passwords);
        for wanted in ["one", " two ", "", "three"] {
            assert_eq!(attempts.open(1, |given| (given == wanted).then_some(())), Ok(()));
        }
        let printed = format!("{passwords:?} {attempts:?}");
        assert!(!printed.contains("one") && !printed.contains("three"), "{printed}");
        assert_eq!(Passwords::from_lines("").unwrap().count(), 0);
        let long = format!("a\n{}", "b".repeat(Passwords::LONGEST + 1));
        assert_eq!(Passwords::from_lines(&long).unwrap_err(), PasswordsError::TooLong { line: 2 });
        let many = "a\n".repeat(Passwords::MOST + 1);
        assert_eq!(Passwords::from_lines(&many).unwrap_err(), PasswordsError::TooMany);
    }

    #[test]
    fn the_cost_of_an_input_is_bounded() {
        let refuse = |_: &str| None::<()>;
        let none = Passwords::none();
        assert_eq!(Attempts::new(&none).open(1, refuse), Err(StillClosed::Unasked));
        let passwords = Passwords::from_lines("one\ntwo").unwrap();
        let attempts = Attempts::new(&passwords);
        assert_eq!(attempts.open(u64::MAX, refuse), Err(StillClosed::TooCostly));
        for _ in 0..2 {
            assert_eq!(attempts.open(Attempts::DERIVATION, refuse), Err(StillClosed::Refused));
        }
        // One more for the first password, and none for the second.
        assert_eq!(attempts.open(Attempts::DERIVATION, refuse), Err(StillClosed::TooCostly));
        assert_eq!(attempts.open(1, refuse), Err(StillClosed::TooCostly));
    }
}
