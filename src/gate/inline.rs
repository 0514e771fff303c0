use super::item::Item;
use super::level::named;
use crate::model::Date;

/// Permission that stands beside the code: `y2q: allow(broken/md5) until 2027-03-31 because it is a cache key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inline {
    /// What is permitted.
    pub rules: Vec<String>,
    /// Last day.
    pub until: Date,
    /// Why.
    pub because: String,
}

/// A permission that says too little.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{fault}; write `y2q: allow(RULE) until YEAR-MONTH-DAY because REASON`")]
pub struct InlineError {
    /// What is wrong.
    pub fault: &'static str,
}

impl Inline {
    const MARK: &str = "y2q: allow";

    /// Whether any line of a file may say something.
    #[must_use]
    pub fn may_stand_in(file: &[u8]) -> bool {
        memchr::memmem::find(file, Self::MARK.as_bytes()).is_some()
    }

    /// What a line says, if it says anything.
    ///
    /// # Errors
    /// A permission without a rule, a last day or a reason.
    pub fn parse(line: &str) -> Result<Option<Self>, InlineError> {
        let Some(at) = line.find(Self::MARK) else { return Ok(None) };
        let rest = line[at + Self::MARK.len()..].trim_start();
        let fault = |fault| InlineError { fault };
        let inside = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
        let (rules, rest) = inside.ok_or(fault("a permission without a rule in parentheses"))?;
        let rules: Vec<String> = rules
            .split(',')
            .map(str::trim)
            .filter(|rule| !rule.is_empty())
            .map(str::to_owned)
            .collect();
        if rules.is_empty() {
            return Err(fault("a permission of nothing"));
        }
        let until = rest.trim_start().strip_prefix("until ").map(str::trim_start);
        let until = until.ok_or(fault("a permission without an end"))?;
        let (day, rest) = until.split_once(char::is_whitespace).unwrap_or((until, ""));
        let until = day.parse().map_err(|_| fault("a permission whose end is no day"))?;
        let because = rest.trim_start().strip_prefix("because").map(str::trim);
        // What closes a comment is no part of the reason.
        let because = because.map(|why| why.trim_end_matches(['*', '/', '-', '>', '#']).trim());
        let because = because.filter(|why| !why.is_empty());
        let because = because.ok_or(fault("a permission without a reason"))?.to_owned();
        Ok(Some(Self { rules, until, because }))
    }

    pub(super) fn covers(&self, item: &Item, today: Date) -> bool {
        today <= self.until && self.rules.iter().any(|rule| named(rule, item))
    }
}
