import CryptoKit
import Foundation

/// Policies of the signal boxes; `description` goes to the log.
enum Policy: String, CaseIterable {
    case branch
    case main
    case yard

    var keySize: SymmetricKeySize {
        switch self {
        case .branch: return .bits128
        case .main: return .bits256
        case .yard: return SymmetricKeySize(bitCount: 192)
        }
    }

    var rsaBits: Int { self == .yard ? 1024 : 3072 }

    static let current: Policy = .main
}

protocol Summing {
    associatedtype Digest: HashFunction
}

struct PageSum: Summing {
    typealias Digest = SHA384
}

struct OldSum: Summing {
    typealias Digest = Insecure.SHA1
}

extension Summing {
    static func sum(_ data: Data) -> String {
        Digest.hash(data: data).map { String(format: "%02x", $0) }.joined()
    }
}

let labels = ["des", "rsa", "md5"]
