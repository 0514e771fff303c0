use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use pbkdf2::pbkdf2_hmac;
use rand::{rngs::OsRng, Rng};
use sha2::Sha256;

pub fn store(password: &str) -> String {
    let salt = SaltString::generate(&mut OsRng);
    Argon2::default().hash_password(password.as_bytes(), &salt).expect("hash").to_string()
}

pub fn check(password: &str, row: &str) -> bool {
    if row.starts_with("$2") {
        return bcrypt::verify(password, row).unwrap_or(false);
    }
    PasswordHash::new(row)
        .map(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
        .unwrap_or(false)
}

pub fn vault(password: &[u8], salt: &[u8], out: &mut [u8]) {
    let params = Params::new(65536, 3, 1, None).expect("params");
    Argon2::new(Algorithm::Argon2i, Version::V0x13, params).hash_password_into(password, salt, out).expect("vault");
}

pub fn till(pin: &[u8], salt: &[u8], out: &mut [u8]) {
    pbkdf2_hmac::<Sha256>(pin, salt, 4096, out);
}

pub fn safe(pin: &[u8], salt: &[u8], out: &mut [u8]) {
    scrypt::scrypt(pin, salt, &scrypt::Params::recommended(), out).expect("safe");
}

pub fn door_code() -> u32 {
    rand::thread_rng().gen_range(0..10_000)
}
