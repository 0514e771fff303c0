package com.example.payments;

import java.security.Principal;
import java.util.Calendar;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.logging.Logger;

/**
 * Registry of card terminals.
 *
 * <p>Terminals used to be registered with {@code MessageDigest.getInstance("MD5")} over the serial
 * number; since release 4 the serial number itself is the key.
 */
public class TerminalRegistry {

    private static final Logger LOG = Logger.getLogger("des.terminal");

    private final Map<String, String> universal = new HashMap<>();

    public void register(Principal principal, String serial) {
        Calendar now = Calendar.getInstance(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        // TODO: drop Cipher.getInstance("DES/ECB/PKCS5Padding") from the terminal firmware as well
        universal.put(serial, principal.getName());
        LOG.info("terminal " + serial + " registered at " + now.getTimeInMillis() + ", RSA 1024 keys are refused");
    }

    public String describe(String serial) {
        return universal.getOrDefault(serial, "unknown");
    }
}
