//! Tables of an `SQLite` database in memory and their rows (the database file format, sections 1 and 2).
//!
//! Every page is visited once at most, so that time and memory are bounded by the input and a circle
//! of pages ends. The write-ahead log beside a database is not seen.

/// First bytes of a database.
pub(super) const MAGIC: &[u8] = b"SQLite format 3\0";

/// A database whose header holds.
pub(super) struct Database<'a> {
    bytes: &'a [u8],
    page_size: usize,
    /// Bytes of a page that content may use.
    usable: usize,
}

/// A table of the schema.
pub(super) struct Table {
    /// Name as it was created.
    pub(super) name: String,
    /// Columns in order, in lower case.
    pub(super) columns: Vec<String>,
    root: usize,
}

/// A row's values, in the order of the columns.
pub(super) type Row<'a> = [Value<'a>];

/// One value; text and blobs alike are bytes, other numbers than integers are `Other`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value<'a> {
    Integer(i64),
    Bytes(&'a [u8]),
    Other,
}

/// The bytes are not what the format says.
#[derive(Debug)]
pub(super) struct Broken;

impl<'a> Database<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let page_size = match u16::from_be_bytes([*rest.first()?, *rest.get(1)?]) {
            1 => 65_536,
            size => usize::from(size),
        };
        let usable = page_size.checked_sub(usize::from(*bytes.get(20)?))?;
        // Text in UTF-16 is not read; 0 is a database without any text (section 1.3.13).
        let is_utf8 = u32_at(bytes, 56).is_ok_and(|encoding| encoding <= 1);
        let is_valid = page_size.is_power_of_two() && page_size >= 512 && usable >= 480 && is_utf8;
        is_valid.then_some(Self { bytes, page_size, usable })
    }

    /// Whether the file has the pages that its header counts, where the count is valid (section 1.3.8).
    pub(super) fn is_whole(&self) -> bool {
        let is_valid = self.bytes.get(24..28) == self.bytes.get(92..96);
        let pages = u32_at(self.bytes, 28).unwrap_or(usize::MAX);
        !is_valid || pages.checked_mul(self.page_size).is_some_and(|size| size <= self.bytes.len())
    }

    /// The tables of the schema (section 2.6): { type, name, tbl_name, rootpage, sql }.
    pub(super) fn tables(&self) -> Result<Vec<Table>, Broken> {
        let mut tables = Vec::new();
        Walk::new(self).rows(1, &mut |row| {
            if let [
                Value::Bytes(b"table"),
                Value::Bytes(name),
                _,
                Value::Integer(root),
                Value::Bytes(sql),
                ..,
            ] = row
                && let Ok(root) = usize::try_from(*root)
            {
                let name = String::from_utf8_lossy(name).into_owned();
                tables.push(Table { name, columns: columns(&String::from_utf8_lossy(sql)), root });
            }
        })?;
        Ok(tables)
    }

    /// Calls `each` with every row of `table` in order.
    pub(super) fn each_row(
        &self,
        table: &Table,
        each: &mut dyn FnMut(&Row<'_>),
    ) -> Result<(), Broken> {
        Walk::new(self).rows(table.root, each)
    }

    /// A page by its number, counted from 1.
    fn page(&self, number: usize) -> Result<&'a [u8], Broken> {
        let start = number.checked_sub(1).and_then(|index| index.checked_mul(self.page_size));
        let page = start.and_then(|start| self.bytes.get(start..start.checked_add(self.usable)?));
        page.ok_or(Broken)
    }
}

struct Walk<'d, 'a> {
    database: &'d Database<'a>,
    seen: Vec<bool>,
    /// Octets that may still be copied: hostile cells can share their octets.
    budget: usize,
}

impl<'d, 'a> Walk<'d, 'a> {
    fn new(database: &'d Database<'a>) -> Self {
        let pages = database.bytes.len() / database.page_size;
        let budget = database.bytes.len().saturating_mul(2);
        Self { database, seen: vec![false; pages + 1], budget }
    }

    /// A page that was not visited yet.
    fn visit(&mut self, number: usize) -> Result<&'a [u8], Broken> {
        let seen = self.seen.get_mut(number).ok_or(Broken)?;
        if std::mem::replace(seen, true) {
            return Err(Broken);
        }
        self.database.page(number)
    }

    /// Rows of the table whose b-tree has its root on page `root` (section 1.6).
    fn rows(&mut self, root: usize, each: &mut dyn FnMut(&Row<'_>)) -> Result<(), Broken> {
        let mut open = vec![root];
        while let Some(number) = open.pop() {
            let page = self.visit(number)?;
            let header = if number == 1 { 100 } else { 0 };
            let cells = usize::from(u16_at(page, header + 3)?);
            let pointers = match page.get(header) {
                Some(0x0D) => header + 8,
                Some(0x05) => {
                    open.push(u32_at(page, header + 8)?);
                    header + 12
                }
                _ => return Err(Broken),
            };
            let is_leaf = pointers == header + 8;
            for index in 0..cells {
                // What is pushed first is visited last.
                let index = if is_leaf { index } else { cells - 1 - index };
                let cell = usize::from(u16_at(page, pointers + 2 * index)?);
                if is_leaf {
                    let payload = self.payload(page, cell)?;
                    each(&row(&payload)?);
                } else {
                    open.push(u32_at(page, cell)?);
                }
            }
        }
        Ok(())
    }

    /// What a leaf's cell holds, with what lies on overflow pages.
    fn payload(&mut self, page: &'a [u8], cell: usize) -> Result<Vec<u8>, Broken> {
        let (length, after) = varint(page, cell)?;
        let (_, start) = varint(page, after)?;
        let length = usize::try_from(length).map_err(|_| Broken)?;
        self.budget = self.budget.checked_sub(length).ok_or(Broken)?;
        let usable = self.database.usable;
        let most = usable - 35;
        let least = (usable - 12) * 32 / 255 - 23;
        let spilled = least + (length.saturating_sub(least)) % (usable - 4);
        let local = match length {
            length if length <= most => length,
            _ if spilled <= most => spilled,
            _ => least,
        };
        let mut payload = page.get(start..start + local).ok_or(Broken)?.to_vec();
        let mut next = if local < length { u32_at(page, start + local)? } else { 0 };
        while payload.len() < length {
            let page = self.visit(next)?;
            next = u32_at(page, 0)?;
            let part = page.get(4..).ok_or(Broken)?;
            payload.extend_from_slice(&part[..part.len().min(length - payload.len())]);
        }
        Ok(payload)
    }
}

/// The record format (section 2.1).
fn row(payload: &[u8]) -> Result<Vec<Value<'_>>, Broken> {
    let (header, mut at) = varint(payload, 0)?;
    let header = usize::try_from(header).map_err(|_| Broken)?;
    let mut body = header;
    let mut values = Vec::new();
    while at < header {
        let (serial, after) = varint(payload, at)?;
        at = after;
        let length = match serial {
            0 | 8 | 9 => 0,
            1..=4 => usize::try_from(serial).map_err(|_| Broken)?,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return Err(Broken),
            longer => usize::try_from((longer - 12) / 2).map_err(|_| Broken)?,
        };
        let end = body.checked_add(length).ok_or(Broken)?;
        let bytes = payload.get(body..end).ok_or(Broken)?;
        body = end;
        values.push(match serial {
            8 => Value::Integer(0),
            9 => Value::Integer(1),
            1..=6 => Value::Integer(signed(bytes)),
            0 | 7 => Value::Other,
            _ => Value::Bytes(bytes),
        });
    }
    Ok(values)
}

/// First word of each column in `CREATE TABLE name (a, b TEXT, …)`.
fn columns(sql: &str) -> Vec<String> {
    let inner = sql.split_once('(').map_or("", |(_, inner)| inner);
    let first = |column: &str| {
        column.split_whitespace().next().map(|word| word.trim_matches(['"', ')']).to_lowercase())
    };
    inner.split(',').filter_map(first).collect()
}

fn signed(bytes: &[u8]) -> i64 {
    let sign = if bytes.first().is_some_and(|first| first & 0x80 != 0) { -1 } else { 0 };
    bytes.iter().fold(sign, |value, byte| value << 8 | i64::from(*byte))
}

/// Seven bits a byte, eight in the ninth.
fn varint(bytes: &[u8], at: usize) -> Result<(u64, usize), Broken> {
    let mut value = 0_u64;
    for position in 0..9 {
        let byte = *bytes.get(at + position).ok_or(Broken)?;
        if position == 8 {
            return Ok((value << 8 | u64::from(byte), at + 9));
        }
        value = value << 7 | u64::from(byte & 0x7F);
        if byte & 0x80 == 0 {
            return Ok((value, at + position + 1));
        }
    }
    Err(Broken)
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Broken> {
    let pair = bytes.get(at..at + 2).and_then(|pair| pair.try_into().ok());
    pair.map(u16::from_be_bytes).ok_or(Broken)
}

fn u32_at(bytes: &[u8], at: usize) -> Result<usize, Broken> {
    let four = bytes.get(at..at + 4).and_then(|four| four.try_into().ok());
    four.map(u32::from_be_bytes).and_then(|number| usize::try_from(number).ok()).ok_or(Broken)
}
