//! Java, .NET, Go, Swift and Dart.

use super::row::{Capability, Feature, Library};
use crate::model::Ecosystem::{Cocoapods, Golang, Maven, Nuget, Pub, Swift};

const BOUNCY_CASTLE: &str = "Bouncy Castle release notes, bc-java of 2026-08-22";

#[rustfmt::skip] // many a line
pub(super) const LIBRARIES: &[Library] = &[
    Library::new("bouncy-castle-java", "Bouncy Castle for Java")
        .packages(&[(Maven, &[
            "org.bouncycastle:bcprov-jdk18on", "org.bouncycastle:bcprov-jdk15to18", "org.bouncycastle:bcprov-jdk14", "org.bouncycastle:bcprov-jdk15on",
            "org.bouncycastle:bcprov-jdk16", "org.bouncycastle:bcprov-ext-jdk15on", "org.bouncycastle:bcprov-ext-jdk18on", "org.bouncycastle:bcprov-lts8on", "org.bouncycastle:bcprov-debug-jdk18on",
            "org.bouncycastle:bcpkix-jdk18on", "org.bouncycastle:bcpkix-jdk15to18", "org.bouncycastle:bcpkix-jdk15on", "org.bouncycastle:bcpkix-lts8on",
            "org.bouncycastle:bctls-jdk18on", "org.bouncycastle:bctls-jdk15to18", "org.bouncycastle:bctls-jdk15on",
            "org.bouncycastle:bcpg-jdk18on", "org.bouncycastle:bcpg-jdk15to18", "org.bouncycastle:bcpg-jdk15on",
            "org.bouncycastle:bcmail-jdk18on", "org.bouncycastle:bcutil-jdk18on", "org.bouncycastle:bcutil-jdk15on", "org.bouncycastle:bcutil-jdk15to18",
            "com.madgag.spongycastle:core", "com.madgag.spongycastle:prov", "bouncycastle:bcprov-jdk14", "bouncycastle:bcprov-jdk15",
        ])])
        .has(&[
            Capability::from(Feature::MlKem, "1.79", BOUNCY_CASTLE).recalled().detail("under its final name"),
            Capability::from(Feature::MlDsa, "1.79", BOUNCY_CASTLE).recalled().detail("under its final name"),
            Capability::from(Feature::SlhDsa, "1.79", BOUNCY_CASTLE).recalled().detail("under its final name"),
            Capability::from(Feature::NtruPlus, "1.84", BOUNCY_CASTLE).primary(),
            Capability::from(Feature::Haetae, "1.85", BOUNCY_CASTLE).primary(),
            Capability::from(Feature::Aimer, "1.85", BOUNCY_CASTLE).primary().detail("AIM2"),
            Capability::from(Feature::SmaugT, "1.86", BOUNCY_CASTLE).primary().detail("version 1.2.0"),
        ]),
    Library::new("bouncy-castle-fips", "Bouncy Castle FIPS for Java")
        .packages(&[(Maven, &["org.bouncycastle:bc-fips", "org.bouncycastle:bcpkix-fips", "org.bouncycastle:bctls-fips", "org.bouncycastle:bcpg-fips", "org.bouncycastle:bcutil-fips"])]),
    Library::new("tink", "Tink")
        .packages(&[(Maven, &["com.google.crypto.tink:tink", "com.google.crypto.tink:tink-android"]), (Golang, &["github.com/google/tink/go", "github.com/tink-crypto/tink-go"]), (Cocoapods, &["Tink"])]),
    Library::new("conscrypt", "Conscrypt")
        .packages(&[(Maven, &["org.conscrypt:conscrypt-openjdk", "org.conscrypt:conscrypt-openjdk-uber", "org.conscrypt:conscrypt-android"])]),
    Library::new("corretto-crypto-provider", "Amazon Corretto Crypto Provider")
        .packages(&[(Maven, &["software.amazon.cryptools:AmazonCorrettoCryptoProvider"])]),
    Library::new("java-jose", "JOSE for Java")
        .packages(&[(Maven, &[
            "com.nimbusds:nimbus-jose-jwt", "io.jsonwebtoken:jjwt", "io.jsonwebtoken:jjwt-api", "io.jsonwebtoken:jjwt-impl", "org.bitbucket.b_c:jose4j", "com.auth0:java-jwt",
            "org.springframework.security:spring-security-oauth2-jose",
        ])]),
    Library::new("java-ssh", "SSH for Java")
        .packages(&[(Maven, &["com.jcraft:jsch", "com.github.mwiede:jsch", "org.apache.sshd:sshd-core", "org.apache.sshd:sshd-common", "com.hierynomus:sshj", "org.connectbot:sshlib"])]),
    Library::new("java-password-hash", "Password hashing for Java")
        .packages(&[(Maven, &["org.mindrot:jbcrypt", "at.favre.lib:bcrypt", "de.mkammerer:argon2-jvm", "com.lambdaworks:scrypt", "org.springframework.security:spring-security-crypto"])]),
    Library::new("jasypt", "Jasypt").packages(&[(Maven, &["org.jasypt:jasypt", "com.github.ulisesbocchio:jasypt-spring-boot-starter"])]),
    Library::new("xml-security-java", "XML security for Java")
        .packages(&[(Maven, &["org.apache.santuario:xmlsec", "org.apache.wss4j:wss4j-ws-security-common", "org.apache.wss4j:wss4j-ws-security-dom", "org.opensaml:opensaml-xmlsec-api", "org.opensaml:opensaml-security-api"])]),
    Library::new("netty-tcnative", "OpenSSL or BoringSSL for Netty")
        .packages(&[(Maven, &["io.netty:netty-tcnative", "io.netty:netty-tcnative-boringssl-static", "io.netty:netty-tcnative-classes", "org.wildfly.openssl:wildfly-openssl"])]),
    Library::new("java-curves", "Curves for Java")
        .packages(&[(Maven, &["net.i2p.crypto:eddsa", "com.goterl:lazysodium-java", "com.goterl:lazysodium-android", "org.whispersystems:curve25519-java", "org.web3j:crypto", "cash.z.ecc.android:zcash-android-sdk", "org.bitcoinj:bitcoinj-core"])]),

    Library::new("bouncy-castle-csharp", "Bouncy Castle for C#")
        .packages(&[(Nuget, &["BouncyCastle.Cryptography", "Portable.BouncyCastle", "BouncyCastle", "BouncyCastle.NetCore", "BouncyCastle.NetCoreSdk"])]),
    Library::new("dotnet-cryptography", ".NET cryptography packages")
        .packages(&[(Nuget, &[
            "System.Security.Cryptography.Algorithms", "System.Security.Cryptography.Cng", "System.Security.Cryptography.Csp", "System.Security.Cryptography.OpenSsl",
            "System.Security.Cryptography.Pkcs", "System.Security.Cryptography.Primitives", "System.Security.Cryptography.X509Certificates", "System.Security.Cryptography.Xml",
            "System.Security.Cryptography.Cose", "System.Security.Cryptography.ProtectedData", "Microsoft.Bcl.Cryptography", "Microsoft.AspNetCore.DataProtection",
        ])]),
    Library::new("dotnet-sodium", "libsodium for .NET").packages(&[(Nuget, &["libsodium", "Sodium.Core", "libsodium-net", "NSec.Cryptography", "Geralt"])]),
    Library::new("dotnet-jose", "JOSE for .NET").packages(&[(Nuget, &["jose-jwt", "System.IdentityModel.Tokens.Jwt", "Microsoft.IdentityModel.JsonWebTokens", "Microsoft.IdentityModel.Tokens", "JWT"])]),
    Library::new("dotnet-ssh", "SSH for .NET").packages(&[(Nuget, &["SSH.NET", "Renci.SshNet.Async", "Tmds.Ssh"])]),
    Library::new("dotnet-password-hash", "Password hashing for .NET").packages(&[(Nuget, &["BCrypt.Net-Next", "BCrypt.Net", "Konscious.Security.Cryptography.Argon2", "Isopoh.Cryptography.Argon2", "Scrypt.NET"])]),
    Library::new("dotnet-curves", "Curves for .NET").packages(&[(Nuget, &["NBitcoin", "NBitcoin.Secp256k1", "Nethereum.Signer", "Chaos.NaCl.Standard", "PgpCore", "Inferno"])]),

    Library::new("x-crypto", "Go supplementary cryptography").packages(&[(Golang, &["golang.org/x/crypto"])]),
    Library::new("circl", "CIRCL").packages(&[(Golang, &["github.com/cloudflare/circl"])]),
    Library::new("filippo", "Go cryptography by Filippo Valsorda").packages(&[(Golang, &["filippo.io/age", "filippo.io/edwards25519", "filippo.io/mlkem768", "filippo.io/nistec", "filippo.io/bigmod", "filippo.io/mldsa", "filippo.io/hpke"])]),
    Library::new("go-jose", "JOSE for Go")
        .packages(&[(Golang, &["github.com/golang-jwt/jwt", "github.com/dgrijalva/jwt-go", "github.com/go-jose/go-jose", "gopkg.in/go-jose/go-jose.v2", "gopkg.in/square/go-jose.v2", "github.com/square/go-jose", "github.com/lestrrat-go/jwx", "github.com/cristalhq/jwt"])]),
    Library::new("go-openpgp", "OpenPGP for Go").packages(&[(Golang, &["github.com/ProtonMail/go-crypto", "github.com/ProtonMail/gopenpgp", "github.com/keybase/go-crypto"])]),
    Library::new("go-curves", "Curves for Go")
        .packages(&[(Golang, &["github.com/decred/dcrd/dcrec/secp256k1", "github.com/btcsuite/btcd/btcec", "github.com/btcsuite/btcec", "github.com/ethereum/go-ethereum", "github.com/consensys/gnark-crypto", "github.com/gtank/ristretto255", "github.com/oasisprotocol/curve25519-voi", "github.com/supranational/blst", "github.com/agl/ed25519", "go.dedis.ch/kyber"])]),
    Library::new("go-tls", "TLS and PKI for Go").packages(&[(Golang, &["github.com/refraction-networking/utls", "github.com/smallstep/crypto", "go.step.sm/crypto", "github.com/cloudflare/cfssl", "github.com/pion/dtls", "github.com/quic-go/quic-go", "github.com/zmap/zcrypto"])]),
    Library::new("go-native", "Go bindings to native cryptography").packages(&[(Golang, &["github.com/miekg/pkcs11", "github.com/ThalesIgnite/crypto11", "github.com/ThalesGroup/crypto11", "github.com/spacemonkeygo/openssl", "github.com/golang-fips/openssl", "github.com/microsoft/go-crypto-openssl", "github.com/jamesruan/sodium", "github.com/google/go-tpm"])]),
    Library::new("go-gm", "SM algorithms for Go").packages(&[(Golang, &["github.com/tjfoc/gmsm", "github.com/emmansun/gmsm"])]),
    Library::new("go-noise", "Noise framework for Go").packages(&[(Golang, &["github.com/flynn/noise", "golang.zx2c4.com/wireguard", "github.com/minio/sio", "github.com/awnumar/memguard"])]),

    Library::new("swift-crypto", "Swift Crypto").packages(&[(Swift, &["github.com/apple/swift-crypto", "github.com/apple/swift-certificates", "github.com/apple/swift-nio-ssl", "github.com/apple/swift-nio-ssh"])]),
    Library::new("cryptoswift", "CryptoSwift").packages(&[(Swift, &["github.com/krzyzanowskim/CryptoSwift"]), (Cocoapods, &["CryptoSwift"])]),
    Library::new("swift-others", "Further Swift cryptography")
        .packages(&[
            (Swift, &["github.com/jedisct1/swift-sodium", "github.com/vapor/jwt-kit", "github.com/TakeScoop/SwiftyRSA", "github.com/krzyzanowskim/OpenSSL", "github.com/GigaBitcoin/secp256k1.swift", "github.com/21-DOT-DEV/swift-secp256k1", "github.com/RNCryptor/RNCryptor", "github.com/leif-ibsen/SwiftKyber", "github.com/leif-ibsen/SwiftDilithium", "github.com/leif-ibsen/SwiftSPHINCS"]),
            (Cocoapods, &["SwiftyRSA", "RNCryptor", "IDZSwiftCommonCrypto", "SwCrypt", "JOSESwift", "ObjectivePGP", "secp256k1.swift", "NMSSH", "JSONWebToken"]),
        ]),

    Library::new("dart-crypto", "Dart cryptography")
        .packages(&[(Pub, &["crypto", "cryptography", "cryptography_flutter", "cryptography_plus", "pointycastle", "encrypt", "sodium", "sodium_libs", "webcrypto", "elliptic", "ed25519_edwards", "secp256k1_ecdsa", "basic_utils", "x509", "fast_rsa", "rsa_encrypt", "openpgp", "dargon2", "bcrypt", "steel_crypt"])]),
    Library::new("dart-jose", "JOSE for Dart").packages(&[(Pub, &["jose", "dart_jsonwebtoken", "jose_plus"])]),
    Library::new("dart-ssh", "SSH for Dart").packages(&[(Pub, &["dartssh2", "dartssh"])]),
];
