use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A civil date (proleptic Gregorian), printed `YYYY-MM-DD`.
pub type Date = jiff::civil::Date;
/// An instant in UTC, printed as RFC 3339.
pub type Timestamp = jiff::Timestamp;

/// A calendar quarter, printed `2027-Q3`. Ordered by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: i16,
    /// 0 to 3.
    index: u8,
}

impl Quarter {
    /// The quarter that contains `date`.
    #[must_use]
    pub fn containing(date: Date) -> Self {
        let index = u8::try_from((date.month() - 1) / 3).unwrap_or_default();
        Self { year: date.year(), index }
    }

    /// The quarter `count` quarters after this one (before it, when negative), within years -9999 to 9999.
    #[must_use]
    pub fn plus(self, count: i32) -> Self {
        let serial = (i32::from(self.year) * 4 + i32::from(self.index))
            .saturating_add(count)
            .clamp(-9999 * 4, 9999 * 4 + 3);
        Self {
            year: i16::try_from(serial.div_euclid(4)).unwrap_or_default(),
            index: u8::try_from(serial.rem_euclid(4)).unwrap_or_default(),
        }
    }

    /// How many quarters lie between `earlier` and this one; negative when this one is earlier.
    #[must_use]
    pub fn since(self, earlier: Self) -> i32 {
        (i32::from(self.year) - i32::from(earlier.year)) * 4 + i32::from(self.index)
            - i32::from(earlier.index)
    }

    /// First day of the quarter.
    #[must_use]
    pub fn first_day(self) -> Date {
        let month = i8::try_from(self.index * 3 + 1).unwrap_or(1);
        Date::new(self.year, month, 1).unwrap_or(Date::MIN)
    }

    /// Last day of the quarter.
    #[must_use]
    pub fn last_day(self) -> Date {
        let month = i8::try_from(self.index * 3 + 3).unwrap_or(12);
        Date::new(self.year, month, 1).map_or(Date::MAX, Date::last_of_month)
    }

    /// The calendar year.
    #[must_use]
    pub const fn year(self) -> i16 {
        self.year
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-Q{}", self.year, self.index + 1))
    }
}

/// Text that is not `YYYY-Qn`.
#[derive(Debug, thiserror::Error)]
#[error("a quarter is written YYYY-Qn with n from 1 to 4, as in 2027-Q3")]
pub struct QuarterError;

impl FromStr for Quarter {
    type Err = QuarterError;

    fn from_str(text: &str) -> Result<Self, QuarterError> {
        let (year, index) = text.split_once("-Q").ok_or(QuarterError)?;
        let year = year.parse().map_err(|_| QuarterError)?;
        match index {
            "1" | "2" | "3" | "4" if (1900..=9999).contains(&year) => {
                Ok(Self { year, index: index.as_bytes()[0] - b'1' })
            }
            _ => Err(QuarterError),
        }
    }
}

impl Serialize for Quarter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Quarter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_count_and_round_trip() {
        let quarter: Quarter = "2027-Q3".parse().unwrap();
        assert_eq!(quarter.plus(2).to_string(), "2028-Q1");
        assert_eq!(quarter.plus(-3).to_string(), "2026-Q4");
        assert_eq!(quarter.plus(7).since(quarter), 7);
        assert_eq!(quarter.first_day().to_string(), "2027-07-01");
        assert_eq!(quarter.last_day().to_string(), "2027-09-30");
        assert_eq!(Quarter::containing(quarter.last_day()), quarter);
        for wrong in ["2027Q3", "2027-Q5", "27-Q1", "", "2027-Q"] {
            assert!(wrong.parse::<Quarter>().is_err(), "{wrong}");
        }
    }
}
