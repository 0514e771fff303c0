use globset::{Candidate, GlobBuilder, GlobSet, GlobSetBuilder};

use crate::model::{Context, System};

/// Decides which system a path or a host belongs to.
///
/// A path pattern matches the path relative to its root or the absolute path, from its beginning:
/// `*.pem` matches in the root only, `**/*.pem` everywhere. `*` and `?` stop at `/`. A pattern also
/// matches everything below what it names: `etc/nginx` is `etc/nginx` and `etc/nginx/**`.
/// Host patterns ignore case.
#[derive(Clone, Debug)]
pub struct Assigner {
    systems: Vec<String>,
    paths: Patterns,
    hosts: Patterns,
}

impl Assigner {
    /// Compiles the systems' patterns. A pattern that is no glob counts literally: [`super::parse`]
    /// accepts none, a context made by a program may hold one.
    #[must_use]
    pub fn new(context: &Context) -> Self {
        Self {
            systems: context.systems.iter().map(|system| system.id.clone()).collect(),
            paths: Patterns::of(&context.systems, |system| &system.paths, path_globs),
            hosts: Patterns::of(&context.systems, |system| &system.hosts, host_globs),
        }
    }

    /// Id of the first system (in file order) with a pattern that matches the path relative to its
    /// root or the absolute path; `unassigned` otherwise. An absolute path that is a URL
    /// (`tls://host:443`) is matched by its host against the host patterns too.
    #[must_use]
    pub fn system_of(&self, relative: &str, absolute: &str) -> &str {
        let by_path = [relative, absolute].map(|path| self.paths.first(path));
        let by_host = host(absolute).map(|host| self.hosts.first(host));
        let first = by_path.into_iter().chain(by_host).flatten().min();
        first.and_then(|index| self.systems.get(index)).map_or(Context::UNASSIGNED, String::as_str)
    }

    /// Id of the first system with a pattern that matches `host`; `unassigned` otherwise.
    #[must_use]
    pub fn system_of_host(&self, host: &str) -> &str {
        let first = self.hosts.first(host);
        first.and_then(|index| self.systems.get(index)).map_or(Context::UNASSIGNED, String::as_str)
    }
}

/// The host of a URL; brackets of an IPv6 address are taken off (RFC 3986 §3.2.2).
fn host(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    match host.strip_prefix('[') {
        Some(address) => address.split(']').next(),
        None => host.split(':').next(),
    }
}

/// The globs of all systems in one set, with the system that each belongs to.
#[derive(Clone, Debug)]
struct Patterns {
    set: GlobSet,
    owners: Vec<usize>,
}

impl Patterns {
    fn of(
        systems: &[System],
        patterns: fn(&System) -> &Vec<String>,
        globs: fn(&str) -> Result<Vec<globset::Glob>, globset::Error>,
    ) -> Self {
        let mut set = GlobSetBuilder::new();
        let mut owners = Vec::new();
        for (index, system) in systems.iter().enumerate() {
            for pattern in patterns(system) {
                let literal = || globs(&globset::escape(pattern));
                for glob in globs(pattern).or_else(|_| literal()).unwrap_or_default() {
                    set.add(glob);
                    owners.push(index);
                }
            }
        }
        // A set fails to compile only past a size limit, which `check` reports to the user.
        Self { set: set.build().unwrap_or_default(), owners }
    }

    /// Index of the first system with a match.
    fn first(&self, text: &str) -> Option<usize> {
        if self.owners.is_empty() {
            return None;
        }
        let matches = self.set.matches_candidate(&Candidate::new(text));
        // Globs were added in file order: the least match belongs to the first system.
        matches.into_iter().min().and_then(|index| self.owners.get(index).copied())
    }
}

/// A path pattern and what lies below it, or inside it behind a `!` where it names an archive.
pub(super) fn path_globs(pattern: &str) -> Result<Vec<globset::Glob>, globset::Error> {
    let named = pattern.strip_prefix("./").unwrap_or(pattern);
    let named = named.strip_suffix('/').filter(|rest| !rest.is_empty()).unwrap_or(named);
    let mut globs = vec![glob(named)?];
    if !named.ends_with("**") {
        let named = named.trim_end_matches('/');
        for inside in ["/**", "!*", "!*/**"] {
            globs.push(glob(&format!("{named}{inside}"))?);
        }
    }
    Ok(globs)
}

fn host_globs(pattern: &str) -> Result<Vec<globset::Glob>, globset::Error> {
    Ok(vec![GlobBuilder::new(pattern).case_insensitive(true).build()?])
}

/// One pattern, compiled: `*` and `?` do not match `/`.
pub(super) fn glob(pattern: &str) -> Result<globset::Glob, globset::Error> {
    GlobBuilder::new(pattern).literal_separator(true).backslash_escape(true).build()
}

/// Whether all patterns fit into one matcher.
pub(super) fn check(systems: &[System]) -> Result<(), String> {
    let mut set = GlobSetBuilder::new();
    let paths = systems.iter().flat_map(|system| &system.paths).map(|pattern| path_globs(pattern));
    let hosts = systems.iter().flat_map(|system| &system.hosts).map(|pattern| host_globs(pattern));
    for globs in paths.chain(hosts) {
        for glob in globs.map_err(|error| error.to_string())? {
            set.add(glob);
        }
    }
    set.build().map(|_| ()).map_err(|error| format!("the patterns together are too large: {error}"))
}
