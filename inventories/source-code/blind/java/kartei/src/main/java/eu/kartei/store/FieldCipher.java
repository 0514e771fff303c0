package eu.kartei.store;

/** Protection of one column of the record tables. */
public interface FieldCipher {
    byte[] seal(byte[] key, byte[] iv, byte[] field) throws Exception;

    String describe();
}
