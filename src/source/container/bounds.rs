use std::cell::Cell;
use std::fmt;
use std::io::{self, Read};

/// How far containers are opened. Every bound holds for one file of the walk and all that lies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Containers inside one another; 0 opens none.
    pub depth: u32,
    /// Bytes that decompression may make.
    pub expanded: u64,
    /// Bytes that decompression may make of one byte, past the first [`Self::UNQUESTIONED`] of the file and
    /// the first [`Self::UNQUESTIONED_INSIDE`] of a container in it. It holds for every nested
    /// container by itself, so that a bomb costs its neighbours nothing.
    pub ratio: u64,
    /// Members.
    pub entries: u64,
}

impl Bounds {
    /// Default of [`Self::depth`].
    pub const DEPTH: u32 = 8;
    /// Default of [`Self::expanded`]: 64 GiB.
    pub const EXPANDED: u64 = 64 << 30;
    /// Default of [`Self::ratio`].
    pub const RATIO: u64 = 200;
    /// Default of [`Self::entries`].
    pub const ENTRIES: u64 = 5_000_000;
    /// Bytes made of a file of the walk before the ratio counts: 512 MiB, several bombs' worth.
    pub const UNQUESTIONED: u64 = 512 << 20;
    /// Bytes made of a nested container before the ratio counts: 64 MiB.
    pub const UNQUESTIONED_INSIDE: u64 = 64 << 20;
    /// Bytes of a member's name that are kept.
    pub const NAME: usize = 4096;
    /// Memory for dictionaries of decoders and for archives that are read from their end, together for
    /// all levels of nesting: enough for the largest window of `zstd` without `--ultra --long=28`.
    pub const MEMORY: u64 = 136 << 20;
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            depth: Self::DEPTH,
            expanded: Self::EXPANDED,
            ratio: Self::RATIO,
            entries: Self::ENTRIES,
        }
    }
}

/// A bound that was passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// The scan was told to stop.
    Stopped,
    /// [`Bounds::expanded`].
    Expanded(u64),
    /// [`Bounds::ratio`].
    Ratio(u64),
    /// [`Bounds::entries`].
    Entries(u64),
    /// [`Bounds::MEMORY`].
    Memory,
    /// Names and other headers of one member that together pass a mebibyte.
    Header,
    /// Objects of a repository that are deltas upon deltas, in chains longer than any that git makes.
    Deltas,
}

impl fmt::Display for Breach {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopped => write!(out, "the scan was stopped"),
            Self::Expanded(bound) => {
                write!(
                    out,
                    "it expands to more than {bound} bytes; raise --archive-bytes to read on"
                )
            }
            Self::Ratio(bound) => write!(
                out,
                "it expands to more than {bound} times its size; raise --archive-ratio to read on"
            ),
            Self::Entries(bound) => {
                write!(
                    out,
                    "it holds more than {bound} members; raise --archive-entries to read on"
                )
            }
            Self::Memory => write!(
                out,
                "reading it takes more than {} MiB of memory; unpack it and scan what comes out",
                Bounds::MEMORY >> 20
            ),
            Self::Header => write!(out, "the header of a member is too large to be read"),
            Self::Deltas => {
                write!(out, "its deltas are too deep; run git repack -adf on it and scan again")
            }
        }
    }
}

impl std::error::Error for Breach {}

/// Counts what one container takes and makes, and what all containers around it make with it.
pub struct Meter<'a> {
    parent: Option<&'a Meter<'a>>,
    budget: &'a Budget<'a>,
    taken: Cell<u64>,
    made: Cell<u64>,
    breach: Cell<Option<Breach>>,
}

/// What is left for one file of the walk.
pub struct Budget<'a> {
    bounds: Bounds,
    stopped: &'a dyn Fn() -> bool,
    entries: Cell<u64>,
    memory: Cell<u64>,
}

impl<'a> Budget<'a> {
    /// All that `bounds` allow; `stopped` says when to give up.
    #[must_use]
    pub fn new(bounds: Bounds, stopped: &'a dyn Fn() -> bool) -> Self {
        let (entries, memory) = (Cell::new(bounds.entries), Cell::new(Bounds::MEMORY));
        Self { bounds, stopped, entries, memory }
    }
}

impl<'a> Meter<'a> {
    /// Meter of a file of the walk, `size` bytes long.
    #[must_use]
    pub fn outermost(budget: &'a Budget<'a>, size: u64) -> Self {
        Self {
            parent: None,
            budget,
            taken: Cell::new(size),
            made: Cell::new(0),
            breach: Cell::new(None),
        }
    }

    /// Meter of something inside what `self` measures.
    #[must_use]
    pub const fn inner<'b>(&'b self) -> Meter<'b>
    where
        'a: 'b,
    {
        Meter {
            parent: Some(self),
            budget: self.budget,
            taken: Cell::new(0),
            made: Cell::new(0),
            breach: Cell::new(None),
        }
    }

    /// Counts one member.
    ///
    /// # Errors
    /// There were too many, or the scan is to stop.
    pub fn entry(&self) -> io::Result<()> {
        match self.budget.entries.get().checked_sub(1) {
            Some(left) => self.budget.entries.set(left),
            None => return Err(self.outermost_breach(Breach::Entries(self.budget.bounds.entries))),
        }
        self.check()
    }

    /// Counts bytes that were taken from the container.
    pub fn took(&self, count: u64) {
        self.taken.set(self.taken.get().saturating_add(count));
    }

    /// Counts bytes that decompression made.
    ///
    /// # Errors
    /// A bound is passed, here or further out, or the scan is to stop.
    pub fn made(&self, count: u64) -> io::Result<()> {
        let bounds = &self.budget.bounds;
        let mut meter = self;
        loop {
            let made = meter.made.get().saturating_add(count);
            meter.made.set(made);
            let unquestioned = match meter.parent {
                Some(_) => Bounds::UNQUESTIONED_INSIDE,
                None => Bounds::UNQUESTIONED,
            };
            let fair = meter.taken.get().saturating_mul(bounds.ratio);
            if made > fair.max(unquestioned) {
                meter.breach.set(Some(Breach::Ratio(bounds.ratio)));
            }
            match meter.parent {
                Some(parent) => meter = parent,
                None if made > bounds.expanded => {
                    meter.breach.set(Some(Breach::Expanded(bounds.expanded)));
                    break;
                }
                None => break,
            }
        }
        self.check()
    }

    /// # Errors
    /// A bound was passed, here or further out, or the scan is to stop.
    pub fn check(&self) -> io::Result<()> {
        if (self.budget.stopped)() {
            return Err(self.outermost_breach(Breach::Stopped));
        }
        match self.outer_breach().or(self.breach.get()) {
            Some(breach) => Err(io::Error::other(breach)),
            None => Ok(()),
        }
    }

    /// The bound that this container passed by itself, while all around it may be read on.
    #[must_use]
    pub fn breach(&self) -> Option<Breach> {
        self.breach.get()
    }

    /// The bound that a container around this one passed.
    #[must_use]
    pub fn outer_breach(&self) -> Option<Breach> {
        let mut meter = self.parent;
        while let Some(outer) = meter {
            if let Some(breach) = outer.breach.get() {
                return Some(breach);
            }
            meter = outer.parent;
        }
        None
    }

    /// Marks this container as one that passed `breach`.
    pub fn breached(&self, breach: Breach) -> io::Error {
        self.breach.set(Some(breach));
        io::Error::other(breach)
    }

    fn outermost_breach(&self, breach: Breach) -> io::Error {
        let mut meter = self;
        while let Some(outer) = meter.parent {
            meter = outer;
        }
        meter.breached(breach)
    }

    /// Sets `bytes` of memory aside until the guard is dropped.
    ///
    /// # Errors
    /// So much is not left.
    pub fn hold(&self, bytes: u64) -> io::Result<Held<'_>> {
        match self.budget.memory.get().checked_sub(bytes) {
            Some(left) => self.budget.memory.set(left),
            None => return Err(self.breached(Breach::Memory)),
        }
        Ok(Held { memory: &self.budget.memory, bytes })
    }

    /// Memory that is left, in bytes.
    #[must_use]
    pub fn memory_left(&self) -> u64 {
        self.budget.memory.get()
    }
}

/// Memory that is set aside.
pub struct Held<'a> {
    memory: &'a Cell<u64>,
    bytes: u64,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        self.memory.set(self.memory.get() + self.bytes);
    }
}

/// Counts what is read through it as taken.
pub struct Taking<'a, R> {
    /// Where it reads.
    pub source: R,
    /// What counts.
    pub meter: &'a Meter<'a>,
}

impl<R: Read> Read for Taking<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.meter.took(count as u64);
        Ok(count)
    }
}

/// Counts what is read through it as made, and ends with an error at a bound.
pub struct Making<'a, R> {
    /// Where it reads.
    pub source: R,
    /// What counts.
    pub meter: &'a Meter<'a>,
}

impl<R: Read> Read for Making<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.meter.made(count as u64)?;
        Ok(count)
    }
}
