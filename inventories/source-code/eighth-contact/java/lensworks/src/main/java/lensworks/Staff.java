package lensworks;

import java.util.HashMap;
import java.util.Map;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.crypto.scrypt.SCryptPasswordEncoder;

public class Staff {
    /** Lens materials: CR39, PC, RSA (resin, soft, annealed). */
    private static final String[] MATERIALS = {"CR39", "PC", "RSA"};

    private final PasswordEncoder encoder = encoders("bcrypt");

    static PasswordEncoder encoders(String current) {
        Map<String, PasswordEncoder> known = new HashMap<>();
        known.put("bcrypt", new BCryptPasswordEncoder(12));
        known.put("scrypt", SCryptPasswordEncoder.defaultsForSpringSecurity_v5_8());
        return new DelegatingPasswordEncoder(current, known);
    }

    public String store(String password) {
        return encoder.encode(password);
    }

    public String material(int n) {
        return MATERIALS[n];
    }
}
