import CryptoKit
import Foundation

enum BackupError: Error {
    case unknownHash(String)
}

struct Backup {
    typealias Digester = (Data) -> [UInt8]

    private static let digesters: [String: Digester] = [
        "sha1": { Array(Insecure.SHA1.hash(data: $0)) },
        "sha256": { Array(SHA256.hash(data: $0)) },
    ]

    let key: SymmetricKey

    init(bits: Int = 128) {
        key = SymmetricKey(size: SymmetricKeySize(bitCount: bits))
    }

    static func nightly() -> Backup { Backup(bits: 3 * 64) }

    func name(of data: Data) throws -> [UInt8] {
        let hash = Preferences.shared.backupHash ?? Defaults.backupHash
        guard let digester = Self.digesters[hash] else { throw BackupError.unknownHash(hash) }
        return digester(data)
    }

    func seal(_ data: Data, nonce: AES.GCM.Nonce? = nil) throws -> Data {
        try AES.GCM.seal(data, using: key, nonce: nonce ?? AES.GCM.Nonce()).combined!
    }

    func authenticate<D: DataProtocol, H: HashFunction>(_ data: D, using hash: H.Type = SHA384.self) -> Data {
        Data(HMAC<H>.authenticationCode(for: data, using: key))
    }

    func postQuantum() throws -> XWingMLKEM768X25519.PrivateKey {
        try XWingMLKEM768X25519.PrivateKey()
    }

    func witness(_ data: Data) throws -> Data {
        let key = try MLDSA87.PrivateKey()
        return try key.signature(for: data)
    }
}

extension Backup: CustomStringConvertible {
    var description: String { "backup, sealed with AES" }
}
