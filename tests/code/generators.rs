//! Generators that are no cryptographic ones: what they are for decides whether they count.

use super::flows::found;

#[test]
fn a_generator_counts_where_what_it_makes_is_a_secret() {
    const RESET: &str = "import java.util.Random;\nimport javax.crypto.Cipher;\nclass Mail {\n  private final Random dice = new Random();\n\
         \x20 String resetCode() { return \"\" + dice.nextInt(9999); }\n}\n";
    assert_eq!(found(&[("Mail.java", RESET)]), ["PRNG"]);
    assert_eq!(found(&[("Mail.java", &RESET.replace("resetCode", "weather"))]), [""; 0]);
    const PIN: &str = "using System;\nusing System.Security.Cryptography;\nclass Door {\n  readonly Random source = new Random();\n\
         \x20 string Next() { var pin = source.Next(10000); return pin.ToString(); }\n}\n";
    assert_eq!(found(&[("Door.cs", PIN)]), ["PRNG"]);
    assert_eq!(found(&[("Door.cs", &PIN.replace("pin", "wave"))]), [""; 0]);
    const LOTS: &str = "use rand::rngs::SmallRng;\nuse rand::SeedableRng;\n\
         fn lots(mut names: Vec<String>) { names.shuffle(&mut SmallRng::seed_from_u64(7)); }\n";
    assert_eq!(found(&[("lots.rs", LOTS)]), [""; 0]);
    assert_eq!(found(&[("lots.rs", &LOTS.replace("fn lots", "fn pairing_code"))]), ["PRNG"]);
}

#[test]
fn the_web_crypto_api_is_not_what_the_file_calls_so_itself() {
    const OWN: &str = "namespace Fair { export const subtle = { digest(meal: string) { return meal.length; } }; }\n\
         export const a = Fair.subtle.digest('SHA-256');\n";
    assert_eq!(found(&[("toys.ts", OWN)]), [""; 0]);
    assert_eq!(
        found(&[("toys.ts", "export const a = window.crypto.subtle.digest('SHA-256', b);\n")]),
        ["SHA-256"]
    );
}
