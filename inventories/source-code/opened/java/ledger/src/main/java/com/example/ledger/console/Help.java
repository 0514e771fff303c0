package com.example.ledger.console;

import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** Help pages of the console. */
public final class Help {

    private static final String USAGE = """
        usage: ledger [options] command
          --hash NAME     hash of the leaves: SHA-256, SHA3-256 (MD5 and SHA-1 are refused)
          --cipher NAME   AES/GCM/NoPadding, ChaCha20-Poly1305
          describe NODE   prints a node
        """;

    private static final String[][] OIDS = {
        {"1.2.840.113549.1.1.1", "rsaEncryption"},
        {"1.2.840.113549.2.5", "md5"},
        {"1.3.14.3.2.7", "desCBC"},
    };

    private Help() {
    }

    public static String usage() {
        return USAGE;
    }

    public static String nameOf(String oid) {
        for (String[] row : OIDS) {
            if (row[0].equals(oid)) {
                return row[1];
            }
        }
        return oid;
    }

    public static String money(long cents) {
        NumberFormat format = NumberFormat.getCurrencyInstance(Locale.KOREA);
        format.setCurrency(Currency.getInstance("KRW"));
        return format.format(cents);
    }
}
