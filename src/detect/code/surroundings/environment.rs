//! Variables that pipelines, container files and files of variables set for the scripts beside and below them.

use super::*;

/// Where files that set variables lie below a folder.
const BELOW: &[&str] =
    &["", "config", "conf", "env", "etc", "ci", ".github/workflows", ".circleci"];

impl Surroundings<'_> {
    /// What the nearest files around the one at `path` say of a variable of exactly this name.
    pub fn exported(&self, path: &str, name: &str) -> Resolved {
        let key = (path.to_owned(), name.to_owned());
        if let Some(known) = self.exported.borrow().get(&key) {
            return known.clone();
        }
        let found = self.export(path, name);
        self.exported.borrow_mut().insert(key, found.clone());
        found
    }

    fn export(&self, path: &str, name: &str) -> Resolved {
        let mut folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for _ in 0..LEVELS {
            let found = Resolved::any(
                BELOW.iter().map(|below| self.exported_in(&join(folder, below), name)),
            );
            if !found.candidates.is_empty() || folder.is_empty() {
                return found;
            }
            folder = folder.rsplit_once('/').map_or("", |(folder, _)| folder);
        }
        Resolved::default()
    }

    fn exported_in(&self, folder: &str, name: &str) -> Resolved {
        let list = self.list(folder);
        let is_one = |file: &&String| {
            configuration::is_configuration(file) || configuration::sets_variables(file)
        };
        let files = list.iter().filter(is_one);
        Resolved::any(files.map(|file| {
            let path = join(folder, file);
            let entries = self.entries_of(&path, file);
            let same = entries.iter().filter(|one| one.key.rsplit('.').next() == Some(name));
            Resolved::any(same.map(|entry| {
                let what = format!("variable {name}");
                let step = Step { path: path.clone(), line: entry.line, what, choice: None };
                Resolved::of(Value::Text(entry.value.clone())).by(&step)
            }))
        }))
    }
}
