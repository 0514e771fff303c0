import CryptoKit
import Foundation

struct Sealer {
    enum Failure: Error { case truncated, wrongMagic }

    let key: SymmetricKey

    static func fresh() -> Sealer {
        Sealer(key: SymmetricKey(size: KeepsakeFormat.keySize))
    }

    func seal(_ plain: Data, title: String) throws -> Data {
        let box = try KeepsakeFormat.Cipher.seal(plain, using: key, authenticating: Data(title.utf8))
        guard let combined = box.combined else { throw Failure.truncated }
        return Data(KeepsakeFormat.magic) + combined
    }

    func open(_ stored: Data, title: String) throws -> Data {
        guard stored.starts(with: KeepsakeFormat.magic) else { throw Failure.wrongMagic }
        let body = stored.dropFirst(KeepsakeFormat.magic.count)
        let box = try KeepsakeFormat.Cipher.SealedBox(combined: body)
        return try KeepsakeFormat.Cipher.open(box, using: key, authenticating: Data(title.utf8))
    }

    /// Shown below the title, four groups of four.
    func fingerprint(of plain: Data) -> String {
        KeepsakeFormat.Fingerprint.hash(data: plain)
            .prefix(8)
            .map { String(format: "%02x", $0) }
            .joined()
    }
}

extension Sealer {
    /// The printed recovery phrase opens the same papers on a new phone.
    static func recovered(fromPhrase words: [String], salt: Data) -> Sealer {
        let phrase = SymmetricKey(data: Data(words.joined(separator: " ").utf8))
        let key = HKDF<SHA512>.deriveKey(
            inputKeyMaterial: phrase,
            salt: salt,
            info: KeepsakeFormat.recoveryInfo,
            outputByteCount: KeepsakeFormat.keySize.bitCount / 8
        )
        return Sealer(key: key)
    }
}
