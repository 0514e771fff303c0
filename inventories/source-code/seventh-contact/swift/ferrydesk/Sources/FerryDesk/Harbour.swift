import Crypto
import CryptoExtras
import Foundation

/// Figures that the harbour board has fixed for the season.
enum Harbour {
    static let name = "Skarvik"
    static let stampBits = 3 * 1024
    static let manifestLabel = Data("skarvik/manifest/v2".utf8)
}

/// The boarding passes are checked by hand-held readers.
typealias BoardingPass = P384.Signing

/// Lowest protocol that the quay readers may speak.
var quayFloor: String {
    ProcessInfo.processInfo.environment["QUAY_FLOOR"] ?? "1.2"
}

// Names as the port authority prints them in its yearly report.
let reportLegend: [String: String] = [
    "1.2.840.113549.1.1.11": "sha256WithRSAEncryption",
    "1.2.840.10045.4.3.2": "ecdsa-with-SHA256",
    "1.3.101.112": "Ed25519",
]
