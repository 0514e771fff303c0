CREATE OR REPLACE PACKAGE BODY ledger_crypto AS
  FUNCTION seal(p_row RAW, p_key RAW) RETURN RAW IS
    l_iv RAW(16) := DBMS_CRYPTO.RANDOMBYTES(16);
  BEGIN
    RETURN UTL_RAW.CONCAT(l_iv, DBMS_CRYPTO.ENCRYPT(p_row, c_seal, p_key, l_iv));
  END seal;

  FUNCTION open_old(p_row RAW, p_key RAW) RETURN RAW IS
  BEGIN
    RETURN DBMS_CRYPTO.DECRYPT(src => p_row, typ => c_old, key => p_key);
  END open_old;

  FUNCTION tag(p_row RAW, p_key RAW, p_type PLS_INTEGER DEFAULT c_mac) RETURN RAW IS
  BEGIN
    RETURN DBMS_CRYPTO.MAC(p_row, p_type, p_key);
  END tag;

  FUNCTION endorse(p_row RAW, p_private RAW) RETURN RAW IS
  BEGIN
    DBMS_OUTPUT.PUT_LINE('endorse: signature and hash follow');
    RETURN DBMS_CRYPTO.SIGN(p_row, p_private, DBMS_CRYPTO.KEY_TYPE_RSA, DBMS_CRYPTO.SIGN_SHA384_RSA);
  END endorse;
END ledger_crypto;
/
ALTER TABLE ledger_row MODIFY (account ENCRYPT USING 'AES128' NO SALT);
SELECT STANDARD_HASH(account || period, 'SHA1') AS row_id, ORA_HASH(account, 63) AS bucket FROM ledger_row;
