import CommonCrypto
import CryptoKit
import Foundation

struct ExportConfig: Decodable {
    var summary: String
    var wrapKeyBits: Int

    static func load() -> ExportConfig {
        let url = Bundle.module.url(forResource: "Lockbox", withExtension: "json")
        let data = url.flatMap { try? Data(contentsOf: $0) } ?? Data()
        return (try? JSONDecoder().decode(Self.self, from: data)) ?? ExportConfig(summary: "sha512", wrapKeyBits: 256)
    }
}

final class Export {
    private let config = ExportConfig.load()

    func wrapKey() -> SymmetricKey {
        SymmetricKey(size: .init(bitCount: config.wrapKeyBits))
    }

    func summary(_ data: Data) -> String {
        var hasher: any HashFunction = config.summary == "sha256" ? SHA256() : SHA512()
        hasher.update(data: data)
        return String(describing: hasher.finalize())
    }

    private func run(_ algorithm: Int, _ key: [UInt8], _ iv: [UInt8], _ data: [UInt8]) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: data.count + 16)
        var n = 0
        CCCrypt(CCOperation(kCCEncrypt), CCAlgorithm(algorithm), CCOptions(kCCOptionPKCS7Padding), key, key.count, iv, data, data.count, &out, out.count, &n)
        return Array(out.prefix(n))
    }

    func exportOld(_ key: [UInt8], _ iv: [UInt8], _ data: [UInt8]) -> [UInt8] {
        run(kCCAlgorithmBlowfish, key, iv, data)
    }

    func tag(_ key: [UInt8], _ data: [UInt8]) -> [UInt8] {
        let algorithm = kCCHmacAlgSHA384
        var out = [UInt8](repeating: 0, count: 48)
        CCHmac(.init(algorithm), key, key.count, data, data.count, &out)
        return out
    }

    func identity() throws -> P256.Signing.PrivateKey { try .init(rawRepresentation: Data(repeating: 1, count: 32)) }
}
