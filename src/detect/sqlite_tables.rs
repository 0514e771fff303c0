//! Rows of ordinary tables in an SQLite 3 file (<https://sqlite.org/fileformat2.html>), read from bytes alone: nothing is
//! executed, and pages, rows and copied bytes are bounded by the file. A write-ahead log beside the file is not seen.

/// One value of a row; numbers with a fraction do not occur here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// NULL, or a number with a fraction.
    Nothing,
    /// INTEGER
    Number(i64),
    /// BLOB or TEXT.
    Bytes(Vec<u8>),
}

impl Value {
    /// Octets of a blob or text.
    pub fn bytes(&self) -> Option<&[u8]> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// A row; values that an older row lacks are missing at its end.
pub type Row = Vec<Value>;

/// A table: column names in lower case, and the page of its root.
pub struct Table {
    /// Name as it was created.
    pub name: String,
    /// Columns in order.
    pub columns: Vec<String>,
    root: usize,
}

/// A file with its page size.
pub struct Database<'a> {
    bytes: &'a [u8],
    page: usize,
    /// Page size without what is reserved at the end of each.
    usable: usize,
    /// Octets that may still be copied: hostile cells can share their overflow pages.
    budget: usize,
}

/// Beginning of every file.
pub const MAGIC: &[u8] = b"SQLite format 3\0";
const HEADER: usize = 100;
const INTERIOR: u8 = 0x05;
const LEAF: u8 = 0x0D;
/// Depth of a tree, of which real ones have three or four levels.
const DEPTH: usize = 20;
/// Values of one row; NSS has some hundred columns, SQLite allows 2000.
const COLUMNS: usize = 2_000;

impl<'a> Database<'a> {
    /// Reads the header (§1.3).
    pub fn open(bytes: &'a [u8]) -> Option<Self> {
        let header = bytes.get(..HEADER).filter(|header| header.starts_with(MAGIC))?;
        let page = match number(&header[16..18]) {
            1 => 65_536,
            size => size,
        };
        let usable = page.checked_sub(usize::from(header[20])).filter(|usable| *usable >= 480)?;
        let is_utf8 = number(&header[56..60]) <= 1;
        (page.is_power_of_two() && is_utf8).then_some(Self {
            bytes,
            page,
            usable,
            budget: bytes.len().saturating_mul(2),
        })
    }

    /// Whether the file has the pages that its header counts, where the count is valid (§1.3.8).
    pub fn is_whole(&self) -> bool {
        let pages = number(&self.bytes[28..32]);
        let is_valid = self.bytes[24..28] == self.bytes[92..96];
        !is_valid || pages.checked_mul(self.page).is_some_and(|size| size <= self.bytes.len())
    }

    /// Tables by the schema (§2.6): { type, name, tbl_name, rootpage, sql }.
    pub fn tables(&mut self) -> Option<Vec<Table>> {
        let mut tables = Vec::new();
        for row in self.rows(1)? {
            let [kind, name, _, Value::Number(root), sql, ..] = &row[..] else { continue };
            if kind.bytes() != Some(b"table") {
                continue;
            }
            let text = |value: &Value| Some(String::from_utf8_lossy(value.bytes()?).into_owned());
            let (Some(name), Some(sql)) = (text(name), text(sql)) else { continue };
            let Ok(root) = usize::try_from(*root) else { continue };
            tables.push(Table { name, columns: columns(&sql), root });
        }
        Some(tables)
    }

    /// Rows of a table in order; `None` where its pages do not add up.
    pub fn read(&mut self, table: &Table) -> Option<Vec<Row>> {
        self.rows(table.root)
    }

    fn rows(&mut self, root: usize) -> Option<Vec<Row>> {
        let mut seen = vec![false; self.bytes.len() / self.page + 1];
        let mut rows = Vec::new();
        self.tree(root, DEPTH, &mut seen, &mut rows)?;
        Some(rows)
    }

    /// A page of a table tree with all below it (§1.6).
    fn tree(
        &mut self,
        number_of_page: usize,
        depth: usize,
        seen: &mut [bool],
        rows: &mut Vec<Row>,
    ) -> Option<()> {
        let visited = seen.get_mut(number_of_page)?;
        if depth == 0 || std::mem::replace(visited, true) {
            return None;
        }
        let page = self.page(number_of_page)?;
        let start = if number_of_page == 1 { HEADER } else { 0 };
        let kind = *page.get(start)?;
        let count = number(page.get(start + 3..start + 5)?);
        let pointers = start + if kind == INTERIOR { 12 } else { 8 };
        for index in 0..count {
            let at = pointers + 2 * index;
            let cell = page.get(number(page.get(at..at + 2)?)..)?;
            match kind {
                INTERIOR => self.tree(number(cell.get(..4)?), depth - 1, seen, rows)?,
                LEAF => rows.push(self.cell(cell)?),
                _ => return None,
            }
        }
        match kind {
            INTERIOR => {
                let right = number(page.get(start + 8..start + 12)?);
                self.tree(right, depth - 1, seen, rows)
            }
            LEAF => Some(()),
            _ => None,
        }
    }

    /// Payload size, row number, payload and the first overflow page (§1.6, §1.7).
    fn cell(&mut self, cell: &[u8]) -> Option<Row> {
        let mut rest = cell;
        let size = usize::try_from(varint(&mut rest)?).ok()?;
        varint(&mut rest)?;
        self.budget = self.budget.checked_sub(size)?;
        let most = self.usable - 35;
        if size <= most {
            return record(rest.get(..size)?);
        }
        let least = (self.usable - 12) * 32 / 255 - 23;
        let kept = least + (size - least) % (self.usable - 4);
        let kept = if kept <= most { kept } else { least };
        let mut payload = rest.get(..kept)?.to_vec();
        let mut next = number(rest.get(kept..kept + 4)?);
        while payload.len() < size {
            let page = self.page(next)?;
            let wanted = (size - payload.len()).min(self.usable - 4);
            payload.extend_from_slice(page.get(4..4 + wanted)?);
            next = number(&page[..4]);
        }
        record(&payload)
    }

    fn page(&self, number: usize) -> Option<&'a [u8]> {
        let start = number.checked_sub(1)?.checked_mul(self.page)?;
        self.bytes.get(start..start.checked_add(self.page)?)
    }
}

/// Header of serial types, then the values (§2.1).
fn record(payload: &[u8]) -> Option<Row> {
    let mut header = payload;
    let size = usize::try_from(varint(&mut header)?).ok()?;
    let mut types = payload.get(payload.len() - header.len()..size)?;
    let mut rest = payload.get(size..)?;
    let mut row = Vec::new();
    while !types.is_empty() {
        if row.len() == COLUMNS {
            return None;
        }
        let kind = varint(&mut types)?;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(kind).ok()?,
            5 => 6,
            6 | 7 => 8,
            12.. => usize::try_from((kind - 12) / 2).ok()?,
            _ => return None,
        };
        let (value, after) = rest.split_at_checked(length)?;
        rest = after;
        row.push(match kind {
            0 | 7 => Value::Nothing,
            8 => Value::Number(0),
            9 => Value::Number(1),
            1..=6 => Value::Number(signed(value)),
            _ => Value::Bytes(value.to_vec()),
        });
    }
    Some(row)
}

/// Seven bits an octet, most significant first, all eight of the ninth.
fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for index in 0..9 {
        let (first, rest) = bytes.split_first()?;
        *bytes = rest;
        if index == 8 {
            return Some(value << 8 | u64::from(*first));
        }
        value = value << 7 | u64::from(first & 0x7F);
        if first & 0x80 == 0 {
            break;
        }
    }
    Some(value)
}

/// An unsigned number of at most four octets.
fn number(bytes: &[u8]) -> usize {
    bytes.iter().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// A number of at most eight octets in two's complement.
fn signed(bytes: &[u8]) -> i64 {
    let first = bytes.first().map_or(0, |first| if first & 0x80 == 0 { 0 } else { -1 });
    bytes.iter().fold(first, |number, byte| number << 8 | i64::from(*byte))
}

/// First word of each column in `CREATE TABLE name (a, b TEXT, …)`.
fn columns(sql: &str) -> Vec<String> {
    let inner = sql.split_once('(').map_or("", |(_, inner)| inner);
    let first = |column: &str| {
        column.split_whitespace().next().map(|word| word.trim_matches(['"', ')']).to_lowercase())
    };
    inner.split(',').filter_map(first).collect()
}
