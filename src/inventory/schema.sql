-- The y2q inventory, schema 9. One file is one estate.
--
-- Assets are told apart by content (16-byte id, see model::AssetId); where they were seen is an occurrence.
-- Nothing that was seen is deleted: what a finished scan no longer finds gets `gone_scan` and stays as history.
-- Text stands for itself, JSON columns hold the serialisation of y2q's model, 0 or '' stands for "none" where
-- a column is part of a key.

-- Where scans start, as the user named it.
CREATE TABLE root (
    key  INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- One run over some roots. Times are RFC 3339 text in UTC.
CREATE TABLE scan (
    key         INTEGER PRIMARY KEY AUTOINCREMENT,
    started     TEXT NOT NULL,
    finished    TEXT,                        -- NULL: it runs, or it died
    end         TEXT CHECK (end IN ('finished', 'interrupted')),
    inputs      INTEGER NOT NULL DEFAULT 0,  -- records that were handed in
    occurrences INTEGER NOT NULL DEFAULT 0,
    unknowns    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE scan_root (
    scan INTEGER NOT NULL REFERENCES scan (key),
    root INTEGER NOT NULL REFERENCES root (key),
    PRIMARY KEY (scan, root)
) STRICT, WITHOUT ROWID;

-- A file, endpoint or archive member that gave something.
CREATE TABLE input (
    key       INTEGER PRIMARY KEY,
    root      INTEGER NOT NULL REFERENCES root (key),
    path      TEXT NOT NULL,
    digest    TEXT,                          -- SHA-256 in hexadecimal, where the last scan read it whole
    last_scan INTEGER NOT NULL REFERENCES scan (key),
    -- The last scan that met it as it was, and so saw all that is current of it.
    unchanged_scan INTEGER NOT NULL DEFAULT 0,
    UNIQUE (root, path)
) STRICT;

-- A finished look at a file of the walk: one that is met as it was is not read again.
CREATE TABLE look (
    root    INTEGER NOT NULL REFERENCES root (key),
    path    TEXT NOT NULL,
    stamp   INTEGER,                         -- of the file, of what was looked at beside it, of the way of looking
    content BLOB,                            -- the same of what was read, in 16 octets; NULL: not known
    around  BLOB NOT NULL,                   -- keys of what was looked at beside it, four octets each, little end first
    PRIMARY KEY (root, path)
) STRICT, WITHOUT ROWID;

-- A path that was looked at beside files; many files look at the same.
CREATE TABLE beside (
    key  INTEGER PRIMARY KEY,
    root INTEGER NOT NULL REFERENCES root (key),
    path TEXT NOT NULL,                      -- of a folder with a / behind
    UNIQUE (root, path)
) STRICT;

-- A cryptographic asset. A row without kind is only the target of an edge: no finding has brought it yet.
CREATE TABLE asset (
    key        INTEGER PRIMARY KEY,
    id         BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind       TEXT,
    name       TEXT,
    properties TEXT                          -- model::Asset as JSON
) STRICT;

-- The order in which everything is read.
CREATE INDEX asset_order ON asset (kind, id);

-- Another reading of the same asset: one key in two formats, one algorithm under two spellings of its OID.
-- What is shown is chosen from the readings that are current, whichever came first.
CREATE TABLE form (
    key        INTEGER PRIMARY KEY,
    asset      INTEGER NOT NULL REFERENCES asset (key),
    properties TEXT NOT NULL,
    UNIQUE (asset, properties)
) STRICT;

-- What issuer resolution looks up (RFC 5280 section 4.1.2.4, 4.2.1.1, 4.2.1.2).
CREATE TABLE certificate (
    asset       INTEGER PRIMARY KEY REFERENCES asset (key),
    subject     TEXT NOT NULL,
    issuer      TEXT NOT NULL,
    skid        TEXT,
    akid        TEXT,
    self_signed INTEGER NOT NULL
) STRICT;

CREATE INDEX certificate_subject ON certificate (subject, skid);

-- An asset at a place.
CREATE TABLE occurrence (
    asset      INTEGER NOT NULL REFERENCES asset (key),
    input      INTEGER NOT NULL REFERENCES input (key),
    line       INTEGER NOT NULL,             -- 1-based, 0 for none
    offset     INTEGER NOT NULL,             -- bytes; two's complement above 2^63
    detector   TEXT NOT NULL,
    evidence   TEXT NOT NULL,
    confidence TEXT NOT NULL,
    note       TEXT NOT NULL,
    code       TEXT NOT NULL DEFAULT '',     -- model::CodePlace as JSON, '' outside of source code
    form       INTEGER NOT NULL,             -- 0: asset.properties, else form.key
    first_scan INTEGER NOT NULL REFERENCES scan (key),
    last_scan  INTEGER NOT NULL REFERENCES scan (key), -- that read it there; see input.unchanged_scan
    gone_scan  INTEGER REFERENCES scan (key), -- the finished scan that missed it; NULL: current; see absence.sql
    PRIMARY KEY (asset, input, line, offset, detector)
) STRICT, WITHOUT ROWID;

-- Edges between assets, each with every input that states it.
CREATE TABLE relation (
    source    INTEGER NOT NULL REFERENCES asset (key),
    target    INTEGER NOT NULL REFERENCES asset (key),
    kind      TEXT NOT NULL,
    input     INTEGER NOT NULL,              -- input.key; 0: found by the store across inputs, made anew after every scan
    last_scan INTEGER NOT NULL,              -- the last scan that read it there; one that met the input unchanged leaves it
    gone_scan INTEGER REFERENCES scan (key), -- as of an occurrence
    PRIMARY KEY (source, target, kind, input)
) STRICT, WITHOUT ROWID;

CREATE INDEX relation_resolved ON relation (source) WHERE input = 0;

-- What could not be told, and where.
CREATE TABLE unknown (
    input      INTEGER NOT NULL REFERENCES input (key),
    offset     INTEGER NOT NULL,
    line       INTEGER NOT NULL,
    reason     TEXT NOT NULL,
    detector   TEXT NOT NULL,                -- '' when the source gave up
    detail     TEXT NOT NULL,
    first_scan INTEGER NOT NULL REFERENCES scan (key),
    last_scan  INTEGER NOT NULL REFERENCES scan (key),
    gone_scan  INTEGER REFERENCES scan (key),
    PRIMARY KEY (input, offset, line, reason, detector, detail)
) STRICT, WITHOUT ROWID;
