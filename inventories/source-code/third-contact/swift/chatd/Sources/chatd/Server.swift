import Crypto
import Foundation
import JWTKit
import NIOSSL
import Vapor
import CryptoSwift
import Sodium
import _CryptoExtras

enum Wire: String {
    case modern = "tls13"
    case legacy = "tls1"
}

func tls(_ chain: [NIOSSLCertificateSource], _ key: NIOSSLPrivateKeySource) -> TLSConfiguration {
    let wire = Wire(rawValue: ProcessInfo.processInfo.environment["CHATD_TLS"] ?? "tls13") ?? .legacy
    var config = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: key)
    config.minimumTLSVersion = wire == .modern ? .tlsv13 : .tlsv1
    return config
}

func peerTLS() -> TLSConfiguration {
    var config = TLSConfiguration.makeClientConfiguration()
    config.certificateVerification = .none
    return config
}

func configure(_ app: Application) throws {
    app.passwords.use(.bcrypt(cost: 12))
    app.get("digest") { _ in "weekly digest, RSA branch" }
}

func exportKey() throws -> _RSA.Signing.PrivateKey {
    try _RSA.Signing.PrivateKey(keySize: .bits3072)
}

func mediaBlock(_ key: [UInt8], _ iv: [UInt8], _ data: [UInt8]) throws -> [UInt8] {
    try CryptoSwift.AES(key: key, blockMode: CTR(iv: iv), padding: .noPadding).encrypt(data)
}

func roomId(_ name: String) -> String {
    name.sha3(.keccak256)
}

func identity() -> Sign.KeyPair? {
    Sodium().sign.keyPair()
}
