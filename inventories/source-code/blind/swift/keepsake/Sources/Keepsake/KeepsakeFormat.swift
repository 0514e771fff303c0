import CryptoKit
import Foundation

/// On-disk layout of a keepsake, version 3. Do not reorder.
enum KeepsakeFormat {
    typealias Cipher = AES.GCM
    typealias Fingerprint = SHA256

    static let magic: [UInt8] = [0x4B, 0x50, 0x53, 0x33]
    static let keySize: SymmetricKeySize = .bits256
    static let shareInfo = Data("keepsake/share/3".utf8)
    static let recoveryInfo = Data("keepsake/recovery/3".utf8)
}

/// What kind of paper it is. The raw values are shown in the list.
enum PaperKind: String, CaseIterable, Hashable {
    case passport, deed
    case des = "description"
    case principal = "loan principal"
}
