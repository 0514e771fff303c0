import Crypto
import CryptoSwift

enum Defaults {
    static let size: SymmetricKeySize = .bits192
    static let variant: HMAC.Variant = .sha2(.sha384)
    static let staticIV: [UInt8] = Array(repeating: 7, count: 16)
    static let blockMode: ([UInt8]) -> BlockMode = { CFB(iv: $0) }

    static var digests: [any HashFunction.Type] = [SHA256.self, Insecure.MD5.self]
}

func fingerprints(_ bytes: [UInt8]) -> [String] {
    Defaults.digests.map { digest in
        var hash = digest.init()
        hash.update(data: bytes)
        return String(describing: hash.finalize())
    }
}
