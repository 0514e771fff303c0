//! What analysing a file gave, for copies of it elsewhere: the same text below a folder of another name, among the same
//! files. Vendored libraries, several checkouts and the layers of an image hold most of their files more than once.
//!
//! What is found in a file follows from its text, from what was given of the paths that were asked for, and from the
//! names of its folders. A copy is known where all of this is the same but for names that mean nothing. Whatever was
//! found around the file must lie below the folders that are called otherwise; what was missing elsewhere must be missing
//! for the copy, too.

mod moved;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use foldhash::{HashMap, HashSet};
use serde::{Deserialize, Serialize};

use super::language::Language;
use super::surroundings::Tree;
use crate::detect::{Input, Sink, digest_of};
use crate::model::{CodePlace, Finding, Occurrence, Unknown};
use moved::{Around, Moved, stands_in};

/// Bytes of what is kept, and files of one text that are kept because what lies around them differs.
const MOST: usize = 3 << 20;
const EACH: u8 = 4;
/// Most findings of a file that is kept.
const FOUND: usize = 1_000;
/// Bytes that a finding and a file take, about, beside themselves.
const FINDING: usize = 512;
const ENTRY: usize = 96;

/// Texts that are remembered which were not looked at.
const CLOSED: usize = 28_000;

/// What files gave that were analysed.
#[derive(Default)]
pub struct Copies {
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    /// [`Analysed`] in JSON, compressed: that is a tenth of it.
    files: HashMap<Key, Arc<[u8]>>,
    /// What was found, without its place: it is the same in many files.
    findings: Vec<Arc<Finding>>,
    /// Places of findings in that list, by the names of assets.
    named: HashMap<String, Vec<usize>>,
    size: usize,
    /// Texts that no rule is about.
    closed: HashSet<u128>,
}

/// Digest of the digest of a text and a number.
type Key = [u8; 32];

/// A file that was analysed.
#[derive(Serialize, Deserialize)]
struct Analysed {
    path: String,
    around: Around,
    found: Vec<Found>,
    unknowns: Vec<Unknown>,
}

/// Something that was found.
#[derive(Serialize, Deserialize)]
struct Found {
    finding: usize,
    line: Option<u32>,
    offset: u64,
    code: CodePlace,
}

impl Copies {
    /// Whether a copy of the input was analysed; then what it gave is given again.
    pub fn know(&self, input: &Input<'_>, sink: &mut Sink) -> bool {
        (0..EACH).map_while(|number| self.known().analysed(input, number)).any(|one| {
            Moved::new(&one.path, input.path, input.bytes).is_some_and(|moved| {
                moved.has_around(&one.around, input.tree) && self.again(&one, &moved, sink)
            })
        })
    }

    /// Keeps what analysing the input gave, from these findings and unknowns of a sink on.
    pub fn keep(&self, input: &Input<'_>, sink: &Sink, (findings, unknowns): (usize, usize)) {
        let asked = match input.tree.map(Tree::asked) {
            None => Vec::new(),
            // A line is a path.
            Some(Some(asked)) if !asked.iter().any(|(path, _)| path.contains('\n')) => asked,
            Some(_) => return,
        };
        if sink.findings.len() - findings > FOUND {
            return;
        }
        let mut known = self.known();
        let free = (0..EACH).find(|number| !known.files.contains_key(&key(input, *number)));
        let Some(free) = free.filter(|_| known.size < MOST) else { return };
        let analysed = Analysed {
            path: input.path.to_owned(),
            around: Around::new(input.path, &asked),
            found: sink.findings[findings..].iter().map(|one| known.found(one)).collect(),
            unknowns: sink.unknowns[unknowns..].to_vec(),
        };
        let Ok(text) = serde_json::to_vec(&analysed) else { return };
        let text: Arc<[u8]> = lz4_flex::block::compress_prepend_size(&text).into();
        known.size += ENTRY + text.len();
        known.files.insert(key(input, free), text);
    }

    /// Whether it is known of the text that no rule of its language is about it.
    pub fn is_closed(&self, input: &Input<'_>, language: &Language) -> bool {
        self.known().closed.contains(&closed_key(input, language))
    }

    /// Remembers that no rule is about the text. Of C, that depends on headers, too.
    pub fn close(&self, input: &Input<'_>, language: &Language) {
        let mut known = self.known();
        if !matches!(language.id, "c" | "cpp") && known.closed.len() < CLOSED {
            known.closed.insert(closed_key(input, language));
        }
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reports what was found, where the copy is; false where a text in it tells of a name that the copy has not.
    fn again(&self, analysed: &Analysed, moved: &Moved<'_>, sink: &mut Sink) -> bool {
        if analysed.found.iter().any(|one| one.tells_of(moved)) {
            return false;
        }
        for one in &analysed.found {
            let finding = self.known().findings.get(one.finding).cloned();
            let Some(finding) = finding else { return false };
            sink.found(one.again(&finding, moved));
        }
        analysed.unknowns.iter().for_each(|unknown| sink.unknown_of(unknown.clone()));
        true
    }
}

impl Known {
    fn analysed(&self, input: &Input<'_>, number: u8) -> Option<Analysed> {
        let text = self.files.get(&key(input, number))?;
        serde_json::from_slice(&lz4_flex::block::decompress_size_prepended(text).ok()?).ok()
    }

    fn found(&mut self, finding: &Finding) -> Found {
        let Occurrence { line, offset, .. } = finding.occurrence;
        let code = finding.occurrence.code.as_deref().cloned().unwrap_or_default();
        let mut alone = finding.clone();
        alone.occurrence = Occurrence { line: None, offset: 0, code: None, ..alone.occurrence };
        let named = self.named.entry(alone.asset.name()).or_default();
        let known = named.iter().copied().find(|at| *self.findings[*at] == alone);
        let finding = known.unwrap_or_else(|| {
            named.push(self.findings.len());
            self.findings.push(Arc::new(alone));
            self.size += size_of::<Finding>() + FINDING;
            self.findings.len() - 1
        });
        Found { finding, line, offset, code }
    }
}

impl Found {
    /// Whether a text in it tells of a folder that is called otherwise.
    fn tells_of(&self, moved: &Moved<'_>) -> bool {
        let code = &self.code;
        let steps = code.steps.iter().map(|step| &step.what);
        [&code.symbol, &code.function, &code.missing]
            .into_iter()
            .chain(steps)
            .any(|text| moved.differing().any(|(name, _)| stands_in(text.as_bytes(), name)))
    }

    /// The finding, where the copy is.
    fn again(&self, finding: &Finding, moved: &Moved<'_>) -> Finding {
        let mut code = self.code.clone();
        for step in &mut code.steps {
            step.path = moved.path(&step.path);
        }
        let mut finding = finding.clone();
        finding.occurrence.line = self.line;
        finding.occurrence.offset = self.offset;
        finding.code(code)
    }
}

fn key(input: &Input<'_>, number: u8) -> Key {
    digest_of(&[input.digest().as_bytes(), &[number]].concat())
}

fn closed_key(input: &Input<'_>, language: &Language) -> u128 {
    let digest = digest_of(&[input.digest(), language.id].concat().into_bytes());
    digest.first_chunk().map_or(0, |first| u128::from_le_bytes(*first))
}
