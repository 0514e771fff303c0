import CommonCrypto
import CryptoSwift
import Foundation

/// The locker keeps the germination records.
final class Locker {
    private let secret: [UInt8]
    private let start: [UInt8]

    init(passphrase: String, salt: [UInt8]) throws {
        let turns = UserDefaults.standard.object(forKey: "locker.turns") as? Int ?? 210_000
        secret = try PKCS5.PBKDF2(
            password: Array(passphrase.utf8),
            salt: salt,
            iterations: turns,
            keyLength: Guarding.cellar.bits / 8,
            variant: .sha2(.sha512)
        ).calculate()
        var fresh = [UInt8](repeating: 0, count: 16)
        _ = SecRandomCopyBytes(kSecRandomDefault, fresh.count, &fresh)
        start = fresh
    }

    func put(_ record: Accession) throws -> [UInt8] {
        let plain = Array(try JSONEncoder().encode(record))
        return try AES(key: secret, blockMode: CBC(iv: start), padding: .pkcs7).encrypt(plain)
    }

    /// Sheets of the years before 2009 came on diskettes.
    func oldSheet(_ sheet: Data, key: Data) -> Data? {
        let (method, size) = (CCAlgorithm(kCCAlgorithm3DES), kCCKeySize3DES)
        var out = Data(count: sheet.count + kCCBlockSize3DES)
        let room = out.count
        var moved = 0
        let status = out.withUnsafeMutableBytes { o in
            sheet.withUnsafeBytes { s in
                key.withUnsafeBytes { k in
                    CCCrypt(CCOperation(kCCDecrypt), method, CCOptions(kCCOptionPKCS7Padding),
                            k.baseAddress, size, nil, s.baseAddress, sheet.count,
                            o.baseAddress, room, &moved)
                }
            }
        }
        return status == kCCSuccess ? out.prefix(moved) : nil
    }
}
