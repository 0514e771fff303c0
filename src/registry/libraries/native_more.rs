//! Further libraries in C and C++, of whose readiness nothing is known here.

use super::row::{Library, Soname};
use crate::model::Ecosystem::{Apk, Cargo, Cocoapods, Conan, Conda, Deb, Rpm, Vcpkg};

#[rustfmt::skip] // many a line
pub(super) const LIBRARIES: &[Library] = &[
    Library::new("libgcrypt", "Libgcrypt")
        .packages(&[(Deb, &["libgcrypt#"]), (Rpm, &["libgcrypt", "libgcrypt#"]), (Apk, &["libgcrypt"]), (Conan, &["libgcrypt"]), (Conda, &["libgcrypt", "libgcrypt-lib"]), (Vcpkg, &["libgcrypt"])])
        .sonames(&[Soname::any("libgcrypt")]),
    Library::new("nettle", "Nettle")
        .packages(&[(Deb, &["libnettle#", "libhogweed#"]), (Rpm, &["nettle", "libnettle#", "libhogweed#"]), (Apk, &["nettle"]), (Conan, &["nettle"]), (Conda, &["nettle"]), (Vcpkg, &["nettle"])])
        .sonames(&[Soname::any("libnettle"), Soname::any("libhogweed")]),
    Library::new("libsodium", "libsodium")
        .packages(&[
            (Deb, &["libsodium#"]), (Rpm, &["libsodium", "libsodium#"]), (Apk, &["libsodium"]), (Conan, &["libsodium"]), (Conda, &["libsodium"]), (Vcpkg, &["libsodium"]),
            (Cargo, &["libsodium-sys", "libsodium-sys-stable", "sodiumoxide", "libsodium-rs"]), (Cocoapods, &["libsodium", "Sodium"]),
        ])
        .sonames(&[Soname::any("libsodium")]),
    Library::new("cryptopp", "Crypto++")
        .packages(&[(Deb, &["libcrypto++#"]), (Rpm, &["cryptopp", "libcryptopp#"]), (Apk, &["crypto++"]), (Conan, &["cryptopp"]), (Conda, &["cryptopp"]), (Vcpkg, &["cryptopp"])])
        .sonames(&[Soname::any("libcryptopp"), Soname::any("libcrypto++"), Soname::any("cryptopp")]),
    Library::new("libtomcrypt", "LibTomCrypt")
        .packages(&[(Deb, &["libtomcrypt#"]), (Rpm, &["libtomcrypt"]), (Apk, &["libtomcrypt"]), (Conan, &["libtomcrypt"]), (Vcpkg, &["libtomcrypt"])])
        .sonames(&[Soname::any("libtomcrypt")]),
    Library::new("libssh2", "libssh2")
        .packages(&[(Deb, &["libssh2-1", "libssh2-1t64"]), (Rpm, &["libssh2", "libssh2-1"]), (Apk, &["libssh2"]), (Conan, &["libssh2"]), (Conda, &["libssh2"]), (Vcpkg, &["libssh2"]), (Cargo, &["libssh2-sys", "ssh2"])])
        .sonames(&[Soname::any("libssh2")]),
    Library::new("dropbear", "Dropbear")
        .packages(&[(Deb, &["dropbear", "dropbear-bin"]), (Rpm, &["dropbear"]), (Apk, &["dropbear", "dropbear-ssh"])]),
    Library::new("gnupg", "GnuPG")
        .packages(&[(Deb, &["gnupg", "gpg", "gpgv", "gpgsm", "gpg-agent"]), (Rpm, &["gnupg2", "gpg2"]), (Apk, &["gnupg", "gpg", "gpgv"]), (Conda, &["gnupg"])]),
    Library::new("gpgme", "GPGME")
        .packages(&[(Deb, &["libgpgme#", "libgpgmepp#"]), (Rpm, &["gpgme", "libgpgme#"]), (Apk, &["gpgme"]), (Conda, &["gpgme"]), (Vcpkg, &["gpgme"])])
        .sonames(&[Soname::any("libgpgme")]),
    Library::new("libksba", "Libksba")
        .packages(&[(Deb, &["libksba#"]), (Rpm, &["libksba", "libksba#"]), (Apk, &["libksba"])])
        .sonames(&[Soname::any("libksba")]),
    Library::new("krb5", "MIT Kerberos")
        .packages(&[(Deb, &["libkrb5-3", "libk5crypto3", "libgssapi-krb5-2"]), (Rpm, &["krb5-libs", "krb5"]), (Apk, &["krb5-libs"]), (Conan, &["krb5"]), (Conda, &["krb5"]), (Vcpkg, &["krb5"])])
        .sonames(&[Soname::any("libk5crypto"), Soname::majors("libkrb5", 3, 3), Soname::any("libgssapi_krb5")]),
    Library::new("heimdal", "Heimdal Kerberos")
        .packages(&[(Deb, &["libhcrypto#-heimdal", "libkrb5-#-heimdal", "libhx509-#-heimdal", "libgssapi#-heimdal"]), (Rpm, &["heimdal-libs"]), (Apk, &["heimdal-libs"])])
        .sonames(&[Soname::any("libhcrypto"), Soname::any("libhx509"), Soname::majors("libkrb5", 26, 26), Soname::any("libgssapi")]),
    Library::new("s2n-tls", "s2n-tls")
        .packages(&[(Deb, &["libs2n#"]), (Conan, &["s2n"]), (Conda, &["s2n"]), (Vcpkg, &["s2n"]), (Cargo, &["s2n-tls", "s2n-tls-sys", "s2n-tls-tokio"])])
        .sonames(&[Soname::any("libs2n")]),
    Library::new("bearssl", "BearSSL")
        .packages(&[(Deb, &["libbearssl#"]), (Apk, &["bearssl"]), (Conan, &["bearssl"])])
        .sonames(&[Soname::any("libbearssl")]),
    Library::new("monocypher", "Monocypher")
        .packages(&[(Deb, &["libmonocypher#"]), (Apk, &["monocypher"]), (Conan, &["monocypher"]), (Vcpkg, &["monocypher"])])
        .sonames(&[Soname::any("libmonocypher")]),
    Library::new("leancrypto", "leancrypto")
        .packages(&[(Deb, &["libleancrypto#"]), (Rpm, &["leancrypto"]), (Apk, &["leancrypto"])])
        .sonames(&[Soname::any("libleancrypto")]),
    Library::new("gmssl", "GmSSL")
        .packages(&[(Conan, &["gmssl"]), (Vcpkg, &["gmssl"])])
        .sonames(&[Soname::any("libgmssl")]),
    Library::new("libsecp256k1", "libsecp256k1")
        .packages(&[(Deb, &["libsecp256k1-#"]), (Rpm, &["libsecp256k1"]), (Apk, &["libsecp256k1"]), (Conan, &["libsecp256k1"]), (Conda, &["libsecp256k1"]), (Vcpkg, &["secp256k1"]), (Cargo, &["secp256k1", "secp256k1-sys"])])
        .sonames(&[Soname::any("libsecp256k1")]),
    Library::new("argon2", "Argon2 reference library")
        .packages(&[(Deb, &["libargon2-#"]), (Rpm, &["libargon2"]), (Apk, &["argon2-libs"]), (Conan, &["argon2"]), (Vcpkg, &["argon2"])])
        .sonames(&[Soname::any("libargon2")]),
    Library::new("xmlsec", "XML Security Library")
        .packages(&[(Deb, &["libxmlsec#", "libxmlsec1-openssl", "libxmlsec1-gnutls", "libxmlsec1-nss", "libxmlsec1-gcrypt"]), (Rpm, &["xmlsec1", "xmlsec1-openssl"]), (Apk, &["xmlsec"]), (Vcpkg, &["xmlsec"])])
        .sonames(&[Soname::any("libxmlsec1"), Soname::any("libxmlsec1-openssl")]),
    Library::new("cryptsetup", "cryptsetup")
        .packages(&[(Deb, &["libcryptsetup#", "cryptsetup-bin"]), (Rpm, &["cryptsetup", "cryptsetup-libs", "libcryptsetup#"]), (Apk, &["cryptsetup", "cryptsetup-libs"])])
        .sonames(&[Soname::any("libcryptsetup")]),
    Library::new("softhsm", "SoftHSM")
        .packages(&[(Deb, &["libsofthsm#", "softhsm2"]), (Rpm, &["softhsm"]), (Apk, &["softhsm"]), (Conda, &["softhsm"])])
        .sonames(&[Soname::any("libsofthsm2")]),
    Library::new("wireguard", "WireGuard")
        .packages(&[(Deb, &["wireguard-tools", "wireguard-go"]), (Rpm, &["wireguard-tools"]), (Apk, &["wireguard-tools", "wireguard-go"])]),
    Library::new("openvpn", "OpenVPN")
        .packages(&[(Deb, &["openvpn"]), (Rpm, &["openvpn"]), (Apk, &["openvpn"])]),
    // crypt(3): hashes of passwords (yescrypt, SHA-512, bcrypt ...); glibc brought the same name up to 2.37.
    Library::new("libxcrypt", "libxcrypt, crypt(3)")
        .packages(&[(Deb, &["libcrypt#"]), (Rpm, &["libxcrypt", "libxcrypt-compat", "libcrypt#"]), (Apk, &["libxcrypt"]), (Conan, &["libxcrypt"]), (Conda, &["libxcrypt"])])
        .sonames(&[Soname::majors("libcrypt", 1, 2)]),
    // Digests of BSD: MD2, MD4, MD5, RIPEMD-160, SHA-1, SHA-2 (mdX(3) of its manual).
    Library::new("libmd", "libmd, digests of BSD")
        .packages(&[(Deb, &["libmd#"]), (Rpm, &["libmd"]), (Apk, &["libmd"]), (Conan, &["libmd"])])
        .sonames(&[Soname::any("libmd")]),
    Library::new("p11-kit", "p11-kit, loader of PKCS#11 modules")
        .packages(&[(Deb, &["libp11-kit#", "p11-kit-modules"]), (Rpm, &["p11-kit", "libp11-kit#"]), (Apk, &["p11-kit"]), (Conda, &["p11-kit"])])
        .sonames(&[Soname::any("libp11-kit")]),
    Library::new("tpm2-tss", "TPM 2.0 software stack")
        .packages(&[(Deb, &["libtss2-esys-#", "libtss2-fapi#", "libtss2-mu-#"]), (Rpm, &["tpm2-tss"]), (Apk, &["tpm2-tss"])])
        .sonames(&[Soname::any("libtss2-esys"), Soname::any("libtss2-fapi"), Soname::any("libtss2-sys")]),
    Library::new("libfido2", "libfido2")
        .packages(&[(Deb, &["libfido2-#"]), (Rpm, &["libfido2"]), (Apk, &["libfido2"]), (Conda, &["libfido2"]), (Vcpkg, &["libfido2"])])
        .sonames(&[Soname::any("libfido2")]),
    Library::new("windows-cng", "Windows cryptography")
        .sonames(&[Soname::any("bcrypt"), Soname::any("ncrypt"), Soname::any("crypt32"), Soname::any("secur32"), Soname::any("schannel"), Soname::any("bcryptprimitives"), Soname::any("rsaenh"), Soname::any("cryptsp")]),
    // macOS and iOS; named by the path of a framework.
    Library::new("apple-security", "Apple Security and CryptoKit frameworks"),
];
