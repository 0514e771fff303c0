import CryptoKit
import Foundation

typealias PageDigest = SHA512

enum Binding: String, CaseIterable {
    case paper
    case leather

    var keySize: SymmetricKeySize {
        switch self {
        case .paper: return .bits128
        case .leather: return .bits256
        }
    }

    static let standard: Binding = .leather

    /// Text of the menu: AES or ChaCha.
    static let titles = ["Camellia cloth", "Twofish skin", "Aria linen"]
}

protocol Clasp {
    associatedtype Digest: HashFunction
    var label: String { get }
}

extension Clasp {
    func tag(_ page: Data, key: SymmetricKey) -> Data {
        Data(HMAC<Digest>.authenticationCode(for: page, using: key))
    }
}

struct BrassClasp: Clasp {
    typealias Digest = SHA384
    let label = "brass"
}
