import CommonCrypto
import Foundation

enum Limits {
    static let rsaBits = 1024
    static let kdfRounds: UInt32 = 150_000
    static let kdfPRF = CCPseudoRandomAlgorithm(kCCPRFHmacAlgSHA512)

    /// Names that the settings screen shows.
    static let shown = ["AES-256", "3DES (withdrawn)", "RC4 (withdrawn)"]
}

struct Item: Hashable {
    let title: String
    var description: String { "Item \(title), universal" }

    func hash(into hasher: inout Hasher) {
        hasher.combine(title)
    }
}
