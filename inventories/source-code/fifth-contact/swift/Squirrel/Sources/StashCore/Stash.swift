import CommonCrypto
import CryptoSwift
import Foundation
import Sodium

public struct Stash {
    let options: StashOptions
    private let sodium = Sodium()

    public init(_ options: StashOptions = StashOptions()) { self.options = options }

    public func key(_ password: String, salt: [UInt8]) throws -> [UInt8] {
        try PKCS5.PBKDF2(password: Array(password.utf8), salt: salt, iterations: options.rounds,
                         keyLength: options.keyLength, variant: MethodTable.standard.variant(options.method)).calculate()
    }

    public func tag(_ bytes: [UInt8], key: [UInt8]) throws -> [UInt8] {
        try CryptoSwift.HMAC(key: key, variant: MethodTable.standard.variant(.modern)).authenticate(bytes)
    }

    public func pack(_ bytes: [UInt8], password: String, salt: [UInt8], iv: [UInt8]) throws -> [UInt8] {
        let key = try key(password, salt: salt)
        return try AES(key: key, blockMode: CTR(iv: iv), padding: .noPadding).encrypt(bytes)
    }

    public static func bundled(_ bytes: [UInt8], password: String, salt: [UInt8], iv: [UInt8]) throws -> [UInt8] {
        let options = StashOptions().with { $0.keyLength *= 2 }
        return try Stash(options).pack(bytes, password: password, salt: salt, iv: iv)
    }

    public func unpackOld(_ bytes: [UInt8], key: [UInt8]) throws -> [UInt8] {
        try Blowfish(key: key, blockMode: ECB(), padding: .pkcs7).decrypt(bytes)
    }

    public func leafName(_ bytes: [UInt8]) -> String {
        Data(bytes).sha3(.keccak256).toHexString()
    }

    public func send(_ bytes: Bytes, to peer: Box.PublicKey) -> Bytes? {
        guard let pair = sodium.box.keyPair() else { return nil }
        return sodium.box.seal(message: bytes, recipientPublicKey: peer, senderSecretKey: pair.secretKey)
    }

    public func stretch(_ password: String) -> String? {
        sodium.pwHash.str(passwd: password.bytes, opsLimit: sodium.pwHash.OpsLimitModerate,
                          memLimit: sodium.pwHash.MemLimitModerate)
    }

    public func lottery() -> Int {
        srand48(Int(Date().timeIntervalSince1970))
        return Int(drand48() * 1_000_000)
    }
}

struct CommonDigest {
    let length: Int32
    let function: (UnsafeRawPointer?, CC_LONG, UnsafeMutablePointer<UInt8>?) -> UnsafeMutablePointer<UInt8>?

    static let short = CommonDigest(length: CC_SHA224_DIGEST_LENGTH, function: CC_SHA224)
    static let old = CommonDigest(length: CC_MD5_DIGEST_LENGTH, function: CC_MD5)

    func callAsFunction(_ data: Data) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: Int(length))
        data.withUnsafeBytes { _ = function($0.baseAddress, CC_LONG(data.count), &out) }
        return out
    }
}

func crypt(_ operation: Int, _ algorithm: Int, _ data: [UInt8], key: [UInt8], options: Int = 0) -> [UInt8] {
    var out = [UInt8](repeating: 0, count: data.count + 16)
    var moved = 0
    CCCrypt(CCOperation(operation), CCAlgorithm(algorithm), CCOptions(options),
            key, key.count, nil, data, data.count, &out, out.count, &moved)
    return Array(out.prefix(moved))
}

public func readTape(_ data: [UInt8], key: [UInt8]) -> [UInt8] {
    crypt(kCCDecrypt, kCCAlgorithmRC4, data, key: key)
}
