//! Numbers that are computed of others: `Bytes * 8`, `1 << 11`.

use crate::detect::code::resolve::Resolver;
use crate::detect::code::syntax::{Id, Kind};
use crate::detect::code::value::{Candidate, Resolved, Site, Value, go_together};

/// Values of one computation that are kept.
const WAYS: usize = 8;

impl Resolver<'_> {
    /// Every combination of the operands' numbers that may be those of one run.
    pub(in crate::detect::code) fn arithmetic(
        &mut self,
        site: &Site,
        operator: &str,
        operands: &[Id],
    ) -> Resolved {
        if is_comparison(operator) {
            return self.compared(site, operator, operands);
        }
        let resolved: Vec<Resolved> =
            operands.iter().map(|id| self.resolve(&site.at(*id))).collect();
        let computed = combined(operator, &resolved);
        if !computed.candidates.is_empty() {
            return computed;
        }
        let is_table = |operand: &Resolved| {
            operand.candidates.iter().any(
                |one| matches!(&one.value, Value::Made(made) if matches!(made.kind(), Kind::Map(_))),
            )
        };
        if let ("*", [text, times]) = (operator, operands)
            && let Some(repeated) = self.repeated(&site.at(*text), &site.at(*times))
        {
            return repeated;
        }
        if operator == "+" && self.around.language().id == "php" && resolved.iter().any(is_table) {
            return Resolved::of(Value::Made(site.clone()));
        }
        computed
    }
}

/// Whether an operator gives a truth value.
pub fn is_comparison(operator: &str) -> bool {
    matches!(
        operator,
        "==" | "===" | "!=" | "!==" | "<" | "<=" | ">" | ">=" | "&&" | "||" | "and" | "or"
    )
}

/// What an operator makes of two numbers.
fn apply(operator: &str, left: i64, right: i64) -> Option<i64> {
    match operator {
        "*" => left.checked_mul(right),
        "+" => left.checked_add(right),
        "-" => left.checked_sub(right),
        "/" | "//" => left.checked_div(right),
        "<<" => left.checked_shl(u32::try_from(right).ok()?),
        ">>" => left.checked_shr(u32::try_from(right).ok()?),
        "**" => left.checked_pow(u32::try_from(right).ok()?),
        _ => None,
    }
}

/// The operator over all numbers that go together; what is no number leaves the rest open.
fn combined(operator: &str, operands: &[Resolved]) -> Resolved {
    const OPEN: &str = "a computed number";
    let Some((first, rest)) = operands.split_first() else { return Resolved::missing(OPEN) };
    let mut missing = operands.iter().find_map(|operand| operand.missing.clone());
    let mut all: Vec<Candidate> = Vec::new();
    for one in &first.candidates {
        match number(one) {
            Some(number) => {
                let value = Value::Number(number);
                all.push(Candidate { value, steps: one.steps.clone() });
            }
            None => missing = missing.or_else(|| Some(OPEN.to_owned())),
        }
    }
    for operand in rest {
        let mut next = Vec::new();
        for (left, right) in
            all.iter().flat_map(|left| operand.candidates.iter().map(move |right| (left, right)))
        {
            if !go_together(left.steps.iter(), right.steps.iter()) {
                continue;
            }
            let value = match (&left.value, number(right)) {
                (Value::Number(left), Some(right)) => apply(operator, *left, right),
                _ => None,
            };
            let Some(value) = value else {
                missing = missing.or_else(|| Some(OPEN.to_owned()));
                continue;
            };
            let steps = left.steps.iter().chain(&right.steps).cloned().collect();
            next.push(Candidate { value: Value::Number(value), steps });
        }
        next.truncate(WAYS);
        all = next;
    }
    if all.is_empty() {
        missing = missing.or_else(|| Some(OPEN.to_owned()));
    }
    Resolved { candidates: all, missing }
}

fn number(candidate: &Candidate) -> Option<i64> {
    match &candidate.value {
        Value::Number(number) => Some(*number),
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}
