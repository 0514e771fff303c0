package lantern;

import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;

public class Settings {
    protected String curve() { return "secp384r1"; }
    public String algorithm() { return "EC"; }
    public AlgorithmParameterSpec spec() { return new ECGenParameterSpec(curve()); }
    public String hash() { return "sha384"; }
}
