//! What holds nothing that a quantum computer breaks, and nothing to find out, asks for no work.

use super::whose::planned;

#[test]
fn random_bits_shared_keys_and_protocols_without_key_exchange_leave_nothing_to_find_out() {
    let shared = "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"a\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr0\"}]}\n";
    let files = [
        ("go/main.go", "package main\n\nimport \"crypto/rand\"\n\nfunc main() {\n\tb := make([]byte, 32)\n\t_, _ = rand.Read(b)\n}\n"),
        ("py/a.py", "import os, secrets\nx = os.urandom(32)\ny = secrets.token_bytes(32)\n"),
        ("java/A.java", "import java.security.SecureRandom;\nclass A {\n  byte[] f() {\n    byte[] b = new byte[32];\n    new SecureRandom().nextBytes(b);\n    return b;\n  }\n}\n"),
        ("db/pg_hba.conf", "hostssl all all 0.0.0.0/0 scram-sha-256\nlocal all all peer\n"),
        ("krb/krb5.conf", "[libdefaults]\n default_realm = X.EXAMPLE\n permitted_enctypes = aes256-cts-hmac-sha384-192\n"),
        ("smb/smb.conf", "[global]\n smb encrypt = required\n server min protocol = SMB3_11\n"),
        ("jwk/jwks.json", shared),
    ]
    .map(|(path, text)| (path, text.to_owned()));
    let systems = ["go", "py", "java", "db", "krb", "smb", "jwk"].map(|system| (system, ""));
    let plan = planned(&systems, &files);
    assert_eq!(plan.ids(), [""; 0]);
    let found = &plan.0["totals"]["by_exposure"];
    assert!(found["grover"].as_u64() >= Some(4) && found["indeterminate"].is_null(), "{found}");
}

#[test]
fn a_wireguard_preshared_key_is_no_unknown_and_its_exchange_is_work() {
    let text = "[Interface]\nPrivateKey = YAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=\nListenPort = 51820\n\n[Peer]\nPublicKey = \
                xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=\nPresharedKey = /UwcSPg38hW/D9Y3tcS1FOV0K1wuURMbS0sesJEP5ak=\nAllowedIPs = \
                10.0.0.2/32\n";
    let plan = planned(&[("wg", "")], &[("wg/wg0.conf", text.to_owned())]);
    assert!(!plan.has("wg/discovery"), "{:?}", plan.ids());
    assert!(plan.has("wg/configuration/other-key-establishment"), "{:?}", plan.ids());
}
