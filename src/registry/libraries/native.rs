//! TLS and general-purpose libraries in C and C++, and what ships with an operating system.

use super::row::{Capability, Feature, Library, Soname};
use crate::model::Ecosystem::{Apk, Cargo, Cocoapods, Conan, Conda, Deb, Golang, Rpm, Vcpkg};

const OPENSSL: &str = "OpenSSL release notes 3.5, 3.6, 4.0";
const OPENSSH: &str = "OpenSSH source tree, tags up to V_10_5_P1";
const GNUTLS: &str = "GnuTLS NEWS";
const BOTAN: &str = "Botan news.rst";
const SURVEY: &str = "survey of library support, May and June 2026";
const JDK: &str = "OpenJDK JEP 496, 497, 527";
const GO: &str = "Go release notes 1.24, 1.27";

/// What OpenSSL has, installed or bundled.
#[rustfmt::skip] // a row a fact
const OPENSSL_HAS: &[Capability] = &[
    Capability::from(Feature::MlKem, "3.5.0", OPENSSL).detail("ML-KEM-512, -768, -1024"),
    Capability::from(Feature::HybridTls, "3.5.0", OPENSSL).default_from("3.5.0").detail("X25519MLKEM768"),
    Capability::from(Feature::MlDsa, "3.5.0", OPENSSL),
    Capability::from(Feature::SlhDsa, "3.5.0", OPENSSL),
    Capability::from(Feature::Lms, "3.6.0", OPENSSL).detail("verification"),
];

#[rustfmt::skip] // a row a fact
pub(super) const LIBRARIES: &[Library] = &[
    Library::new("openssl", "OpenSSL")
        .packages(&[
            (Deb, &["libssl#", "openssl", "openssl-provider-legacy"]),
            (Rpm, &["openssl", "openssl-libs", "openssl#", "openssl#-libs", "libopenssl#", "compat-openssl#", "compat-openssl#-libs", "openssl-fips-provider", "openssl-fips-provider-so"]),
            (Apk, &["openssl", "libssl#", "libcrypto#", "libssl3", "libcrypto3"]),
            (Conan, &["openssl"]), (Conda, &["openssl"]), (Vcpkg, &["openssl"]),
            (Cocoapods, &["OpenSSL-Universal", "OpenSSL-Apple", "GRKOpenSSLFramework"]),
        ])
        .sonames(&[
            Soname::majors("libcrypto", 0, 10), Soname::majors("libssl", 0, 10),
            Soname::any("libeay32"), Soname::any("ssleay32"),
        ])
        .has(OPENSSL_HAS),
    Library::new("openssl-src", "OpenSSL, bundled as a crate")
        .packages(&[(Cargo, &["openssl-src"])])
        .has(OPENSSL_HAS),
    Library::new("libressl", "LibreSSL")
        .packages(&[
            (Deb, &["libtls#"]),
            (Rpm, &["libressl", "libressl-libs"]),
            (Apk, &["libressl", "libressl#-libcrypto", "libressl#-libssl", "libressl#-libtls", "libtls-standalone"]),
            (Conan, &["libressl"]), (Vcpkg, &["libressl"]),
        ])
        .sonames(&[Soname::majors("libcrypto", 30, 99), Soname::majors("libssl", 30, 99), Soname::any("libtls")])
        .has(&[Capability::from(Feature::MlKem, "4.2.0", SURVEY)]),
    Library::new("boringssl", "BoringSSL")
        .packages(&[
            (Cargo, &["boring", "boring-sys", "bssl-sys", "bssl-crypto", "tokio-boring"]),
            (Conan, &["boringssl"]), (Vcpkg, &["boringssl"]), (Cocoapods, &["BoringSSL", "BoringSSL-GRPC"]),
        ])
        .has(&[
            Capability::unstated(Feature::MlKem, SURVEY),
            Capability::unstated(Feature::HybridTls, SURVEY).use_unstated(),
            Capability::unstated(Feature::MlDsa, SURVEY),
        ]),
    Library::new("aws-lc", "AWS-LC")
        .packages(&[(Conan, &["aws-lc"]), (Vcpkg, &["aws-lc"]), (Conda, &["aws-lc"]), (Apk, &["aws-lc"])])
        .sonames(&[Soname::any("libcrypto-awslc"), Soname::any("libssl-awslc")])
        .has(&[
            Capability::unstated(Feature::MlKem, "AWS-LC headers, 2026-08-21").primary(),
            Capability::from(Feature::HybridTls, "1.68.0", SURVEY).default_from("1.68.0"),
            Capability::unstated(Feature::MlDsa, "AWS-LC headers, 2026-08-21").primary(),
        ]),
    Library::new("gnutls", "GnuTLS")
        .packages(&[
            (Deb, &["libgnutls#", "libgnutls-dane#", "gnutls-bin"]),
            (Rpm, &["gnutls", "gnutls-utils", "gnutls-dane", "libgnutls#"]),
            (Apk, &["gnutls", "gnutls-utils"]),
            (Conan, &["gnutls"]), (Conda, &["gnutls"]), (Vcpkg, &["gnutls", "libgnutls"]),
        ])
        .sonames(&[Soname::any("libgnutls")])
        .has(&[
            Capability::from(Feature::HybridTls, "3.8.8", GNUTLS).use_unstated().primary().detail("X25519MLKEM768, SecP256r1MLKEM768; SecP384r1MLKEM1024 from 3.8.9"),
            Capability::from(Feature::MlDsa, "3.8.10", GNUTLS).primary().detail("in TLS; experimental from 3.8.9"),
        ]),
    Library::new("nss", "Network Security Services")
        .packages(&[
            (Deb, &["libnss3", "libnss3-tools"]),
            (Rpm, &["nss", "nss-softokn", "nss-softokn-freebl", "nss-util", "mozilla-nss", "libfreebl3", "libsoftokn3"]),
            (Apk, &["nss"]), (Conan, &["nss"]), (Conda, &["nss"]), (Vcpkg, &["nss"]),
        ])
        .sonames(&[Soname::any("libnss3"), Soname::any("libnssutil3"), Soname::any("libsmime3"), Soname::any("libssl3"), Soname::any("libsoftokn3"), Soname::any("libfreebl3"), Soname::any("libfreeblpriv3"), Soname::any("nss3"), Soname::any("softokn3"), Soname::any("freebl3")])
        .has(&[
            Capability::at_latest(Feature::MlKem, "3.105", SURVEY).detail("ML-KEM-768"),
            Capability::at_latest(Feature::HybridTls, "3.105", SURVEY).use_unstated(),
            Capability::unstated(Feature::MlDsa, SURVEY),
        ]),
    Library::new("wolfssl", "wolfSSL")
        .packages(&[
            (Deb, &["libwolfssl#"]), (Rpm, &["wolfssl"]), (Apk, &["wolfssl", "wolfssl-fast", "wolfssl-jni"]),
            (Conan, &["wolfssl"]), (Vcpkg, &["wolfssl"]), (Cargo, &["wolfssl", "wolfssl-sys", "wolfcrypt-rs"]),
        ])
        .sonames(&[Soname::any("libwolfssl"), Soname::any("wolfssl"), Soname::any("libwolfcrypt")])
        .has(&[
            Capability::at_latest(Feature::MlKem, "5.9", SURVEY).detail("build option"),
            Capability::at_latest(Feature::MlDsa, "5.9", SURVEY).detail("build option"),
            Capability::at_latest(Feature::SlhDsa, "5.9", SURVEY).detail("build option"),
            Capability::at_latest(Feature::Lms, "5.9", SURVEY).detail("build option"),
            Capability::at_latest(Feature::Xmss, "5.9", SURVEY).detail("build option"),
        ]),
    Library::new("mbedtls", "Mbed TLS")
        .packages(&[
            (Deb, &["libmbedtls#", "libmbedcrypto#", "libmbedx509-#"]),
            (Rpm, &["mbedtls", "mbedtls#", "libmbedtls#", "libmbedcrypto#", "libmbedx509-#"]),
            (Apk, &["mbedtls", "mbedtls#", "mbedtls-utils"]),
            (Conan, &["mbedtls"]), (Conda, &["mbedtls"]), (Vcpkg, &["mbedtls"]),
            (Cargo, &["mbedtls", "mbedtls-sys-auto", "mbedtls-platform-support"]),
        ])
        .sonames(&[Soname::any("libmbedtls"), Soname::any("libmbedcrypto"), Soname::any("libmbedx509")])
        .has(&[Capability::at_latest(Feature::Lms, "4.0.0", "TF-PSA-Crypto ChangeLog 1.0.0").primary().detail("verification")]),
    Library::new("tf-psa-crypto", "TF-PSA-Crypto")
        .packages(&[(Conan, &["tf-psa-crypto"]), (Vcpkg, &["tf-psa-crypto"])])
        .sonames(&[Soname::any("libtfpsacrypto")])
        .has(&[Capability::at_latest(Feature::Lms, "1.0.0", "TF-PSA-Crypto ChangeLog 1.0.0").primary().detail("verification")]),
    Library::new("botan", "Botan")
        .packages(&[
            (Deb, &["libbotan-#", "botan"]), (Rpm, &["botan", "botan#", "libbotan-#"]), (Apk, &["botan", "botan#", "botan-libs", "botan#-libs"]),
            (Conan, &["botan"]), (Conda, &["botan"]), (Vcpkg, &["botan"]), (Cargo, &["botan", "botan-sys", "botan-src"]),
        ])
        .sonames(&[Soname::any("libbotan-1"), Soname::any("libbotan-2"), Soname::any("libbotan-3"), Soname::any("botan")])
        .has(&[
            Capability::from(Feature::MlKem, "3.6.0", BOTAN).primary(),
            Capability::from(Feature::MlDsa, "3.6.0", BOTAN).primary(),
            Capability::from(Feature::SlhDsa, "3.6.0", BOTAN).primary(),
            Capability::at_latest(Feature::HybridTls, "3.7.0", BOTAN).default_from("3.7.0").primary().detail("secp384r1MLKEM1024 from 3.8.0"),
            Capability::from(Feature::ClassicMcEliece, "3.7.0", BOTAN).primary(),
            Capability::unstated(Feature::FrodoKem, BOTAN).primary(),
            Capability::unstated(Feature::Lms, BOTAN).primary(),
            Capability::unstated(Feature::Xmss, BOTAN).primary(),
        ]),
    Library::new("liboqs", "liboqs")
        .packages(&[
            (Deb, &["liboqs#"]), (Rpm, &["liboqs", "liboqs#"]), (Apk, &["liboqs"]),
            (Conan, &["liboqs"]), (Conda, &["liboqs"]), (Vcpkg, &["liboqs"]),
            (Golang, &["github.com/open-quantum-safe/liboqs-go"]),
        ])
        .sonames(&[Soname::any("liboqs"), Soname::any("oqs")])
        .has(&[
            Capability::unstated(Feature::MlKem, "liboqs 0.16.0 source tree").primary().detail("not for production, say its authors"),
            Capability::unstated(Feature::MlDsa, "liboqs 0.16.0 source tree").primary().detail("not for production, say its authors"),
            Capability::at_latest(Feature::SlhDsa, "0.16.0", "liboqs 0.16.0 source tree").primary().detail("in place of SPHINCS+, which 0.16.0 removed"),
        ]),
    Library::new("oqs-provider", "OQS provider for OpenSSL")
        .packages(&[(Deb, &["oqs-provider", "oqsprovider"]), (Rpm, &["oqsprovider"]), (Apk, &["oqs-provider"]), (Vcpkg, &["oqs-provider"])])
        .sonames(&[Soname::any("oqsprovider")]),
    Library::new("openssh", "OpenSSH")
        .packages(&[
            (Deb, &["openssh-client", "openssh-server", "openssh-sftp-server"]),
            (Rpm, &["openssh", "openssh-clients", "openssh-server", "openssh-common"]),
            (Apk, &["openssh", "openssh-client", "openssh-client-common", "openssh-client-default", "openssh-server", "openssh-server-common", "openssh-keygen", "openssh-sftp-server"]),
            (Conda, &["openssh"]),
        ])
        .has(&[
            Capability::from(Feature::HybridSsh, "9.0", OPENSSH).default_from("9.0").primary().detail("sntrup761x25519; mlkem768x25519 from 9.9 and first choice from 10.0"),
            Capability::from(Feature::MlDsa, "10.4", OPENSSH).primary().detail("ML-DSA-44 with Ed25519, experimental"),
        ]),
    Library::new("openjdk", "Java cryptography of OpenJDK")
        .packages(&[
            (Deb, &["openjdk-#-jre-headless", "openjdk-#-jdk-headless"]),
            (Rpm, &["java-#-openjdk-headless", "java-#-openjdk", "java-latest-openjdk-headless"]),
            (Apk, &["openjdk#-jre-headless", "openjdk#-jre-base", "openjdk#-jre"]),
            (Conda, &["openjdk"]),
        ])
        .has(&[
            Capability::from(Feature::MlKem, "24", JDK),
            Capability::from(Feature::MlDsa, "24", JDK),
            Capability::from(Feature::HybridTls, "27", JDK).default_from("27").detail("X25519MLKEM768"),
        ]),
    Library::new("go-crypto", "Go standard library cryptography")
        .packages(&[(Golang, &["std", "stdlib"])])
        .has(&[
            Capability::from(Feature::MlKem, "1.24", GO).detail("crypto/mlkem"),
            Capability::from(Feature::HybridTls, "1.24", GO).default_from("1.24").detail("X25519MLKEM768"),
            Capability::from(Feature::MlDsa, "1.27", GO).detail("crypto/mldsa and TLS"),
        ]),
    Library::new("strongswan", "strongSwan")
        .packages(&[
            (Deb, &["libstrongswan", "libcharon-extra-plugins", "strongswan-libcharon"]),
            (Rpm, &["strongswan", "strongswan-libs", "strongswan-ipsec"]), (Apk, &["strongswan"]),
        ])
        .sonames(&[Soname::any("libstrongswan")])
        .has(&[
            Capability::from(Feature::MlKem, "6.0.0", "strongSwan NEWS").primary(),
            Capability::from(Feature::MultipleIke, "6.0.0", "strongSwan NEWS").primary().detail("RFC 9370"),
        ]),
    Library::new("libssh", "libssh")
        .packages(&[(Deb, &["libssh-4", "libssh-gcrypt-4"]), (Rpm, &["libssh", "libssh4"]), (Apk, &["libssh"]), (Conan, &["libssh"]), (Conda, &["libssh"]), (Vcpkg, &["libssh"])])
        .sonames(&[Soname::any("libssh"), Soname::any("libssh-gcrypt")])
        .has(&[Capability::at_latest(Feature::HybridSsh, "0.12", SURVEY).use_unstated()]),
    Library::new("putty", "PuTTY")
        .packages(&[(Deb, &["putty", "putty-tools"]), (Rpm, &["putty"]), (Apk, &["putty"])])
        .has(&[Capability::at_latest(Feature::HybridSsh, "0.83", SURVEY).use_unstated()]),
];
