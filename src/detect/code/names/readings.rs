//! Names that were told before: each question about a call asks for its names anew, and a file that imports packages
//! whole has dozens of readings of each.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::{AtomicU64, Ordering};

use foldhash::HashMap;

use crate::detect::code::syntax::Id;

/// Bytes of names that are kept for a thread.
const KEPT: usize = 256 << 10;
/// Bytes that a name takes beside its letters.
const NAME: usize = 24;

/// The readings of one name, the likeliest first.
pub type Readings = Rc<[String]>;

/// Tells a module from all others; none before it is complete.
#[derive(Debug, Default)]
pub struct Serial(Option<u64>);

impl Serial {
    /// A new one.
    pub fn new() -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self(Some(NEXT.fetch_add(1, Ordering::Relaxed)))
    }

    /// No other module ever has it.
    pub const fn number(&self) -> Option<u64> {
        self.0
    }
}

impl Clone for Serial {
    /// What a copy is called may differ: its path does.
    fn clone(&self) -> Self {
        if self.0.is_some() { Self::new() } else { Self(None) }
    }
}

#[derive(Default)]
struct Told {
    expressions: HashMap<(u64, Id), Readings>,
    types: HashMap<u64, HashMap<String, Readings>>,
    weight: usize,
}

impl Told {
    /// Makes room for names.
    fn weigh(&mut self, names: &[String]) {
        let own: usize = names.iter().map(|name| name.len() + NAME).sum();
        self.weight += own + 2 * NAME;
        if self.weight > KEPT {
            self.expressions.clear();
            self.types.clear();
            self.weight = own;
        }
    }
}

thread_local! {
    static TOLD: RefCell<Told> = RefCell::default();
}

/// The readings of an expression of a module, told once.
pub(super) fn of_expression(
    serial: &Serial,
    id: Id,
    tell: impl FnOnce() -> Vec<String>,
) -> Readings {
    let Some(module) = serial.0 else { return tell().into() };
    let key = (module, id);
    if let Some(known) = TOLD.with_borrow(|told| told.expressions.get(&key).map(Rc::clone)) {
        return known;
    }
    let names: Readings = tell().into();
    TOLD.with_borrow_mut(|told| {
        told.weigh(&names);
        told.expressions.insert(key, Rc::clone(&names));
    });
    names
}

/// The same of a type as it is written there.
pub(super) fn of_type(
    serial: &Serial,
    written: &str,
    tell: impl FnOnce() -> Vec<String>,
) -> Readings {
    let Some(module) = serial.0 else { return tell().into() };
    let known = TOLD.with_borrow(|told| told.types.get(&module)?.get(written).map(Rc::clone));
    if let Some(known) = known {
        return known;
    }
    let names: Readings = tell().into();
    TOLD.with_borrow_mut(|told| {
        told.weigh(&names);
        told.types.entry(module).or_default().insert(written.to_owned(), Rc::clone(&names));
    });
    names
}
