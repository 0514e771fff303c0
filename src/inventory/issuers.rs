use rusqlite::Connection;

use super::InventoryError;
use super::scope::RootKeys;

/// Interchangeable issuers (same name, same key: cross-signed or renewed) that one certificate is
/// linked to. A bound, so that a directory of look-alikes does not give a square of edges.
const LINKED: i64 = 4;

/// Makes the edges from certificates to the certificates that issued them anew, over all that is current.
///
/// The names must be equal and the authority key identifier must name the issuer's subject key
/// identifier (RFC 5280 section 4.2.1.1). Where one of the two is missing, the name must leave
/// exactly one candidate. A self-signed certificate has no issuer but itself.
pub(super) fn resolve(connection: &Connection) -> Result<(), InventoryError> {
    connection.execute_batch("DELETE FROM relation WHERE input = 0")?;
    let current = RootKeys::ALL.reachable();
    connection.execute_batch(&format!(
        "DROP TABLE IF EXISTS temp.current_certificate;
         DROP TABLE IF EXISTS temp.named_key;
         DROP TABLE IF EXISTS temp.issuer_group;
         DROP TABLE IF EXISTS temp.name_group;

         CREATE TEMP TABLE current_certificate AS
             SELECT c.*, a.id AS id FROM certificate c JOIN asset a ON a.key = c.asset
             WHERE c.asset IN ({current});

         -- Certificates of one name and key, the first few of them.
         CREATE TEMP TABLE named_key AS
             SELECT subject, skid, asset FROM (
                 SELECT subject, skid, asset,
                     row_number() OVER (PARTITION BY subject, skid ORDER BY id) AS rank
                 FROM current_certificate WHERE skid IS NOT NULL AND subject <> '')
             WHERE rank <= {LINKED};
         CREATE INDEX temp.named_key_order ON named_key (subject, skid);

         -- Candidates by name alone: how many there are, and two of them.
         CREATE TEMP TABLE name_group AS
             SELECT subject, count(*) AS count, min(asset) AS one, max(asset) AS other
             FROM current_certificate WHERE subject <> '' GROUP BY subject;
         CREATE INDEX temp.name_group_order ON name_group (subject);
         CREATE TEMP TABLE issuer_group AS
             SELECT subject, count(*) AS count, min(asset) AS one, max(asset) AS other
             FROM current_certificate WHERE subject <> '' AND skid IS NULL GROUP BY subject;
         CREATE INDEX temp.issuer_group_order ON issuer_group (subject);

         INSERT OR IGNORE INTO relation (source, target, kind, input, last_scan)
             SELECT c.asset, i.asset, 'issuer', 0, 0
             FROM current_certificate c
             JOIN named_key i ON i.subject = c.issuer AND i.skid = c.akid
             WHERE NOT c.self_signed AND i.asset <> c.asset;

         INSERT OR IGNORE INTO relation (source, target, kind, input, last_scan)
             SELECT c.asset, iif(g.one = c.asset, g.other, g.one), 'issuer', 0, 0
             FROM current_certificate c JOIN name_group g ON g.subject = c.issuer
             WHERE NOT c.self_signed AND c.akid IS NULL
             AND g.count = 1 + (c.subject = c.issuer)
             AND iif(g.one = c.asset, g.other, g.one) <> c.asset;

         INSERT OR IGNORE INTO relation (source, target, kind, input, last_scan)
             SELECT c.asset, iif(g.one = c.asset, g.other, g.one), 'issuer', 0, 0
             FROM current_certificate c JOIN issuer_group g ON g.subject = c.issuer
             WHERE NOT c.self_signed AND c.akid IS NOT NULL
             AND g.count = 1 + (c.subject = c.issuer AND c.skid IS NULL)
             AND iif(g.one = c.asset, g.other, g.one) <> c.asset
             AND NOT EXISTS (SELECT 1 FROM named_key k
                 WHERE k.subject = c.issuer AND k.skid = c.akid);

         DROP TABLE temp.current_certificate;
         DROP TABLE temp.named_key;
         DROP TABLE temp.issuer_group;
         DROP TABLE temp.name_group;"
    ))?;
    Ok(())
}
