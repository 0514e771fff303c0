//! Values that a resolution gives.

use std::rc::Rc;

use super::syntax::{Id, Kind, Module, Place};

/// An expression in a file.
#[derive(Clone, Debug)]
pub struct Site {
    /// The file.
    pub module: Rc<Module>,
    /// The expression.
    pub id: Id,
}

impl Site {
    /// What the expression is.
    pub fn kind(&self) -> &Kind {
        &self.module.nodes[self.id].kind
    }

    /// Where it stands.
    pub fn place(&self) -> Place {
        self.module.nodes[self.id].place
    }

    /// Another expression of the same file.
    pub fn at(&self, id: Id) -> Self {
        Self { module: Rc::clone(&self.module), id }
    }
}

/// What an expression is worth.
#[derive(Clone, Debug)]
pub enum Value {
    /// A string.
    Text(String),
    /// A number.
    Number(i64),
    /// A truth value.
    Truth(bool),
    /// A name from elsewhere (`ssl.PROTOCOL_TLSv1`), with its qualified readings.
    Named(Vec<String>),
    /// A call, list or map, to be looked into.
    Made(Site),
}

/// One step of the way from where a value is used to where it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// File.
    pub path: String,
    /// 1-based line.
    pub line: u32,
    /// What happens there, in a word or two and the name: `constant ALGORITHM`.
    pub what: String,
    /// Which of several ways the program takes there.
    pub choice: Option<Choice>,
}

/// One way of several: a call of a function, a branch, a row of a table. Values of different ways do not go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Choice {
    /// Where the ways part.
    pub of: u64,
    /// The way.
    pub which: usize,
}

/// Whether two ways of values may be those of one run.
pub fn go_together<'s>(
    one: impl Iterator<Item = &'s Step>,
    other: impl Iterator<Item = &'s Step> + Clone,
) -> bool {
    let chosen = |step: &Step| step.choice;
    choices_go_together(one.filter_map(chosen), other.filter_map(chosen))
}

/// The same of what was chosen on them.
pub fn choices_go_together(
    mut one: impl Iterator<Item = Choice>,
    other: impl Iterator<Item = Choice> + Clone,
) -> bool {
    one.all(|own| other.clone().all(|other| own.of != other.of || own.which == other.which))
}

/// How [`Step::what`] begins where a value is one of a subclass, whose name follows.
pub const SUBCLASS: &str = "in the subclass ";

/// One value that an expression may have.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The value.
    pub value: Value,
    /// How it came there.
    pub steps: Vec<Step>,
}

/// All that is known of an expression's value.
#[derive(Clone, Debug, Default)]
pub struct Resolved {
    /// Values that it may have.
    pub candidates: Vec<Candidate>,
    /// What would have to be known for the rest: `parameter alg of hash()`, `configuration key ssl.protocol`.
    pub missing: Option<String>,
}

impl Resolved {
    /// Values kept of one expression.
    pub(in crate::detect::code) const LIMIT: usize = 8;

    /// One value, where it stands.
    pub fn of(value: Value) -> Self {
        Self { candidates: vec![Candidate { value, steps: Vec::new() }], missing: None }
    }

    /// Nothing but what would have to be known.
    pub fn missing(what: impl Into<String>) -> Self {
        Self { candidates: Vec::new(), missing: Some(what.into()) }
    }

    /// Whether nothing is known of it because its way is too long.
    pub fn is_unfollowed(&self) -> bool {
        let is_call = |one: &Candidate| matches!(&one.value, Value::Made(made) if matches!(made.kind(), Kind::Call { .. }));
        self.candidates.iter().all(is_call)
            && self.missing.as_deref() == Some(super::resolve::TOO_LONG)
    }

    /// The first expression that makes an object which it may be.
    pub fn into_made(self) -> Option<Site> {
        self.candidates.into_iter().find_map(|one| match one.value {
            Value::Made(made) => Some(made),
            _ => None,
        })
    }

    /// Adds what another way gives.
    pub fn or(mut self, other: Self) -> Self {
        self.candidates.extend(other.candidates);
        self.candidates.truncate(Self::LIMIT);
        self.missing = self.missing.or(other.missing);
        self
    }

    /// The union of many.
    pub fn any(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().fold(Self::default(), Self::or)
    }

    /// Puts a step in front of every value's way.
    pub fn by(mut self, step: &Step) -> Self {
        self.candidates.iter_mut().for_each(|candidate| candidate.steps.insert(0, step.clone()));
        self
    }

    /// Notes of every value that it is one of several ways.
    pub fn chosen(mut self, choice: Choice) -> Self {
        for candidate in &mut self.candidates {
            let noted = candidate.steps.iter_mut().find(|step| step.choice.is_none());
            if let Some(step) = noted {
                step.choice = Some(choice);
            } else {
                let (path, line, what) = (String::new(), 0, String::new());
                candidate.steps.insert(0, Step { path, line, what, choice: Some(choice) });
            }
        }
        self
    }

    /// Puts the choices of another value's way in front, which this one is a part of, and whose class it is of.
    pub fn within(mut self, outer: &[Step]) -> Self {
        let counts = |step: &&Step| step.choice.is_some() || step.what.starts_with(SUBCLASS);
        let chosen: Vec<&Step> = outer.iter().filter(counts).collect();
        if !chosen.is_empty() {
            for candidate in &mut self.candidates {
                candidate.steps.splice(0..0, chosen.iter().map(|step| (*step).clone()));
            }
        }
        self
    }

    /// Every text among the values, changed.
    pub fn texts(self, change: impl Fn(&str) -> String) -> Self {
        let candidates = self.candidates.into_iter().map(|mut candidate| {
            if let Value::Text(text) = &candidate.value {
                candidate.value = Value::Text(change(text));
            }
            candidate
        });
        Self { candidates: candidates.collect(), missing: self.missing }
    }
}
