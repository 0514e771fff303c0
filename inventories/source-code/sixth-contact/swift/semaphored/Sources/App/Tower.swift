import Crypto
import CryptoSwift
import Foundation
import JWTKit
import NIOSSL
import Sodium
import Vapor

struct TowerConfig: Decodable {
    let curve: String
    let hmac: String

    static func load() throws -> TowerConfig {
        try JSONDecoder().decode(TowerConfig.self, from: Data(contentsOf: URL(fileURLWithPath: "Resources/tower.json")))
    }
}

actor Tower {
    private let config: TowerConfig
    private let sodium = Sodium()
    private static let variants: [String: CryptoSwift.HMAC.Variant] = [
        "sha2-512": .sha2(.sha512),
        "sha3-256": .sha3(.sha256),
    ]

    init() throws {
        config = try TowerConfig.load()
    }

    func beacon(_ text: [UInt8], key: [UInt8]) throws -> [UInt8] {
        let variant = Tower.variants[config.hmac] ?? .sha2(.sha512)
        return try CryptoSwift.HMAC(key: key, variant: variant).authenticate(text)
    }

    func flag(_ message: Data) throws -> Data {
        if config.curve == "p521" {
            let key = P521.Signing.PrivateKey()
            return try key.signature(for: message).rawRepresentation
        }
        return try P384.Signing.PrivateKey().signature(for: message).rawRepresentation
    }

    func tokens(secret: String) async -> JWTKeyCollection {
        let keys = JWTKeyCollection()
        await keys.add(hmac: HMACKey(from: secret), digestAlgorithm: Self.tokenDigest)
        return keys
    }

    private static var tokenDigest: JWTKit.DigestAlgorithm { .sha384 }

    func password(_ text: String) throws -> String {
        try Bcrypt.hash(text, cost: 12)
    }

    func oldSignal(_ bytes: [UInt8], key: [UInt8], iv: [UInt8]) throws -> [UInt8] {
        let mode: (([UInt8]) -> BlockMode) = CBC.init(iv:)
        return try CryptoSwift.AES(key: Array(key.prefix(Self.signalKeyBytes)), blockMode: mode(iv)).decrypt(bytes)
    }

    private static let signalKeyBytes = 16

    func box(_ text: Bytes, key: SecretBox.Key) -> Bytes? {
        sodium.secretBox.seal(message: text, secretKey: key)
    }

    func channel(chain: [NIOSSLCertificateSource], key: NIOSSLPrivateKeySource) -> TLSConfiguration {
        var tls = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: key)
        tls.minimumTLSVersion = .tlsv13
        return tls
    }
}

// MD5 sums of the towers are only kept for the museum
