use rusqlite::Connection;

use super::InventoryError;

/// Certificates of one key that it is linked to. A bound, so that a key that was certified again and again does not
/// give a square of edges.
const LINKED: i64 = 16;

/// Makes the edges from keys and requests to the certificates of the same public key anew, over all that is current;
/// [`super::issuers`] has dropped the old ones. A private key has the certificates of its public half.
pub(super) fn resolve(connection: &Connection) -> Result<(), InventoryError> {
    let is_found = |column: &str| {
        format!(
            "EXISTS (SELECT 1 FROM occurrence o WHERE o.asset = {column} AND o.gone_scan IS NULL)"
        )
    };
    let (certificate, public, key) =
        (is_found("c.asset"), is_found("k.public"), is_found("r.source"));
    connection.execute_batch(&format!(
        "DROP TABLE IF EXISTS temp.key_certificate;

         CREATE TEMP TABLE key_certificate AS
             SELECT public, certificate FROM (
                 SELECT r.target AS public, r.source AS certificate,
                     row_number() OVER (PARTITION BY r.target ORDER BY a.id) AS rank
                 FROM (SELECT DISTINCT source, target FROM relation
                     WHERE kind = 'subject-public-key' AND gone_scan IS NULL) r
                 JOIN certificate c ON c.asset = r.source JOIN asset a ON a.key = c.asset
                 WHERE {certificate})
             WHERE rank <= {LINKED};
         CREATE INDEX temp.key_certificate_order ON key_certificate (public);

         INSERT OR IGNORE INTO relation (source, target, kind, input, last_scan)
             SELECT k.public, k.certificate, 'certified-by', 0, 0 FROM key_certificate k WHERE {public};

         INSERT OR IGNORE INTO relation (source, target, kind, input, last_scan)
             SELECT r.source, k.certificate, 'certified-by', 0, 0
             FROM relation r JOIN key_certificate k ON k.public = r.target
             WHERE r.kind IN ('public-half', 'subject-public-key') AND r.gone_scan IS NULL
             AND r.source NOT IN (SELECT asset FROM certificate) AND {key};

         DROP TABLE temp.key_certificate;"
    ))?;
    Ok(())
}
