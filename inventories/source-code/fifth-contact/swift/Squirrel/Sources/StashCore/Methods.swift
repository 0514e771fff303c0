@_exported import CryptoSwift
import Foundation

public enum Method: String, CaseIterable {
    case modern, compatible, archive

    var suffix: String { rawValue.prefix(3).lowercased() }
}

public struct MethodTable {
    public var hmac: [Method: CryptoSwift.HMAC.Variant] = [
        .modern: .sha3(.sha256),
        .compatible: .sha1,
        .archive: .sha2(.sha384),
    ]

    public static let standard = MethodTable()

    public func variant(_ method: Method) -> CryptoSwift.HMAC.Variant { hmac[method] ?? .md5 }
}

public struct StashOptions {
    public var keyLength = 16
    public var rounds = 4096
    public var method: Method = .archive

    public init() {}

    public func with(_ change: (inout StashOptions) -> Void) -> StashOptions {
        var copy = self
        change(&copy)
        return copy
    }
}

/* Words in the index that start with des: desk, dessert. */
public let indexWords = ["desk", "dessert", "universal", "aesthetic"]
