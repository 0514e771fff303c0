CREATE OR REPLACE PACKAGE ledger_crypto AS
  -- Everything that the ledger seals; see the description in the handbook.
  c_seal    CONSTANT PLS_INTEGER := DBMS_CRYPTO.ENCRYPT_AES192 + DBMS_CRYPTO.CHAIN_CFB + DBMS_CRYPTO.PAD_NONE;
  c_old     CONSTANT PLS_INTEGER := DBMS_CRYPTO.DES3_CBC_PKCS5;
  c_mac     CONSTANT PLS_INTEGER := DBMS_CRYPTO.HMAC_SH512;

  FUNCTION seal(p_row RAW, p_key RAW) RETURN RAW;
  FUNCTION tag(p_row RAW, p_key RAW, p_type PLS_INTEGER DEFAULT c_mac) RETURN RAW;
  FUNCTION endorse(p_row RAW, p_private RAW) RETURN RAW;
END ledger_crypto;
/
