//! Which schemes, backends and operations are timed.

use super::action::Action;
use super::backends::{BACKENDS, Backend};
use super::correctness::Subject;

/// What was asked for; an empty list asks for all.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Scheme ids, or the beginnings of some (`ml-kem`).
    pub schemes: Vec<String>,
    /// Backends.
    pub backends: Vec<String>,
    /// Operations.
    pub actions: Vec<Action>,
}

/// A name that nothing has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SelectionError {
    /// No scheme.
    #[error("no scheme `{name}` in this build{}", meant(.like))]
    Scheme {
        /// As it was written.
        name: String,
        /// A scheme that may have been meant.
        like: Option<String>,
    },
    /// No backend.
    #[error("no backend `{name}`{}", meant(.like))]
    Backend {
        /// As it was written.
        name: String,
        /// A backend that may have been meant.
        like: Option<String>,
    },
    /// A backend that was left out of this build.
    #[error("this build has no {backend}: build it with --features {feature}")]
    NotBuilt {
        /// The backend.
        backend: String,
        /// The feature that brings it.
        feature: String,
    },
    /// No operation.
    #[error("no operation `{name}`: {}", Action::ALL.iter().map(|action| action.id()).collect::<Vec<_>>().join(", "))]
    Action {
        /// As it was written.
        name: String,
    },
    /// Nothing is left.
    #[error("none of these backends has one of these schemes")]
    Nothing,
}

fn meant(like: &Option<String>) -> String {
    like.as_ref().map_or_else(
        || "; y2q bench --list names what there is".to_owned(),
        |like| format!("; did you mean `{like}`?"),
    )
}

impl Selection {
    /// Whether nothing is left out.
    #[must_use]
    pub const fn is_all(&self) -> bool {
        self.schemes.is_empty() && self.backends.is_empty() && self.actions.is_empty()
    }

    /// The operation that a person named.
    ///
    /// # Errors
    /// There is none.
    pub fn action(name: &str) -> Result<Action, SelectionError> {
        let named = |action: &&Action| action.id() == name || action.name() == name;
        let found = Action::ALL.iter().find(named).copied();
        found.ok_or_else(|| SelectionError::Action { name: name.to_owned() })
    }

    /// What of this build was asked for, by scheme as the backends list them.
    ///
    /// # Errors
    /// A name is unknown, or nothing is left.
    pub fn subjects(&self) -> Result<Vec<Subject<'static>>, SelectionError> {
        let backends = self.chosen_backends()?;
        for name in &self.schemes {
            if !all().any(|subject| is_named(name, subject.candidate.scheme)) {
                let schemes = all().map(|subject| subject.candidate.scheme);
                return Err(SelectionError::Scheme {
                    name: name.clone(),
                    like: like(name, schemes),
                });
            }
        }
        let asked = |subject: &Subject<'_>| {
            let scheme = subject.candidate.scheme;
            (self.schemes.is_empty() || self.schemes.iter().any(|name| is_named(name, scheme)))
                && backends.iter().any(|backend| backend.id == subject.backend.id)
                && subject.candidate.actions.iter().any(|action| self.has(*action))
        };
        let subjects = all().filter(asked).collect::<Vec<_>>();
        if subjects.is_empty() { Err(SelectionError::Nothing) } else { Ok(subjects) }
    }

    /// Whether `action` was asked for.
    #[must_use]
    pub fn has(&self, action: Action) -> bool {
        self.actions.is_empty() || self.actions.contains(&action)
    }

    /// Whether `scheme` was asked for by its whole name.
    #[must_use]
    pub fn names(&self, scheme: &str) -> bool {
        self.schemes.iter().any(|name| name.eq_ignore_ascii_case(scheme))
    }

    fn chosen_backends(&self) -> Result<Vec<&'static Backend>, SelectionError> {
        if self.backends.is_empty() {
            return Ok(BACKENDS.iter().collect());
        }
        let one = |name: &String| {
            let backend = BACKENDS.iter().find(|backend| backend.id.eq_ignore_ascii_case(name));
            let backend = backend.ok_or_else(|| SelectionError::Backend {
                name: name.clone(),
                like: like(name, BACKENDS.iter().map(|backend| backend.id)),
            })?;
            match (backend.all().next(), backend.features.first()) {
                (None, Some(feature)) => Err(SelectionError::NotBuilt {
                    backend: backend.id.to_owned(),
                    feature: (*feature).to_owned(),
                }),
                _ => Ok(backend),
            }
        };
        self.backends.iter().map(one).collect()
    }
}

/// Everything that this build can time.
fn all() -> impl Iterator<Item = Subject<'static>> {
    BACKENDS
        .iter()
        .flat_map(|backend| backend.all().map(move |candidate| Subject { backend, candidate }))
}

/// `name` is `scheme`, or begins it up to a hyphen (`ml-kem` of `ml-kem-768`).
fn is_named(name: &str, scheme: &str) -> bool {
    let name = name.to_ascii_lowercase();
    scheme.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
}

fn like<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let name = name.to_ascii_lowercase();
    known
        .map(|known| (strsim::jaro_winkler(&name, known), known))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, known)| known.to_owned())
}
