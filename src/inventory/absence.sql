-- When what is there now was away: rows of the history that a thing which has come back would take with it.
CREATE TABLE absence (
    asset     INTEGER NOT NULL,              -- asset.key; 0: something that could not be told
    input     INTEGER NOT NULL REFERENCES input (key),
    line      INTEGER NOT NULL,              -- as of the occurrence or the unknown
    offset    INTEGER NOT NULL,
    detector  TEXT NOT NULL,
    last_scan INTEGER NOT NULL,              -- that saw it before
    gone_scan INTEGER NOT NULL,              -- the finished scan that missed it first
    back_scan INTEGER NOT NULL,              -- that found it again
    PRIMARY KEY (asset, input, line, offset, detector, gone_scan)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER occurrence_back AFTER UPDATE OF gone_scan ON occurrence
WHEN OLD.gone_scan < NEW.last_scan AND NEW.gone_scan IS NULL BEGIN
    INSERT OR IGNORE INTO absence
    VALUES (OLD.asset, OLD.input, OLD.line, OLD.offset, OLD.detector, OLD.last_scan, OLD.gone_scan, NEW.last_scan);
END;

CREATE TRIGGER unknown_back AFTER UPDATE OF gone_scan ON unknown
WHEN OLD.gone_scan < NEW.last_scan AND NEW.gone_scan IS NULL BEGIN
    INSERT OR IGNORE INTO absence
    VALUES (0, OLD.input, OLD.line, OLD.offset, OLD.detector, OLD.last_scan, OLD.gone_scan, NEW.last_scan);
END;
