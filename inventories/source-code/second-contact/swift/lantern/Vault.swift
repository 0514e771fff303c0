import Foundation
import CryptoKit
import Security
import CommonCrypto

// MD5 only in old archives
typealias Tag = HMAC<SHA512>
typealias Fingerprint = SHA384

enum Level: Int, CaseIterable {
    case low = 2048
    case high = 4096

    var type: CFString { self == .high ? kSecAttrKeyTypeRSA : kSecAttrKeyTypeECSECPrimeRandom }
}

protocol KeySource {
    associatedtype Key
    func make() -> Key
}

struct CurveSource: KeySource {
    typealias Key = P384.Signing.PrivateKey
    func make() -> Key { Key() }
}

struct Configuration {
    var bits: Int = 3072
    var algorithm: SecKeyAlgorithm = .rsaSignatureMessagePSSSHA256
    static let shared = Configuration()
}

final class Vault {
    private let configuration: Configuration
    private lazy var attributes: [CFString: Any] = [
        kSecAttrKeyType: kSecAttrKeyTypeRSA,
        kSecAttrKeySizeInBits: configuration.bits,
    ]

    init(configuration: Configuration = .shared) { self.configuration = configuration }

    func key() throws -> SecKey? {
        SecKeyCreateRandomKey(attributes as CFDictionary, nil)
    }

    func root() -> SecKey? {
        var query: [String: Any] = [:]
        query[kSecAttrKeyType as String] = kSecAttrKeyTypeRSA
        query[kSecAttrKeySizeInBits as String] = Level.high.rawValue
        return SecKeyCreateRandomKey(query as CFDictionary, nil)
    }

    func sign(_ key: SecKey, _ data: Data) -> CFData? {
        SecKeyCreateSignature(key, configuration.algorithm, data as CFData, nil)
    }

    func tag(_ data: Data, key: SymmetricKey) -> Data {
        Data(Tag.authenticationCode(for: data, using: key))
    }

    func fingerprint(_ data: Data) -> String {
        Fingerprint.hash(data: data).description
    }

    func digest<H: HashFunction>(_ data: Data, with type: H.Type = SHA256.self) -> H.Digest {
        type.hash(data: data)
    }

    func seal(_ text: Data) throws -> Data? {
        let key = SymmetricKey(size: .bits256)
        return try AES.GCM.seal(text, using: key).combined
    }

    func archive(_ data: Data, key: Data, iv: Data, algorithm: CCAlgorithm = CCAlgorithm(kCCAlgorithm3DES)) -> Int32 {
        var moved = 0
        return CCCrypt(CCOperation(kCCEncrypt), algorithm, CCOptions(kCCOptionPKCS7Padding), Array(key), 24, Array(iv), Array(data), data.count, nil, 0, &moved)
    }

    func stretch(_ password: String, salt: Data, prf: Int = kCCPRFHmacAlgSHA512) -> Int32 {
        var out = [UInt8](repeating: 0, count: 32)
        return CCKeyDerivationPBKDF(CCPBKDFAlgorithm(kCCPBKDF2), password, password.utf8.count, Array(salt), salt.count, CCPseudoRandomAlgorithm(prf), 100_000, &out, out.count)
    }

    func agree() throws -> SharedSecret {
        let make = Curve25519.KeyAgreement.PrivateKey.init
        let mine = make()
        return try mine.sharedSecretFromKeyAgreement(with: make().publicKey)
    }

    func sum(_ data: Data) -> some Digest {
        Insecure.MD5.hash(data: data)
    }

    func design() { print("MD5 and DES by design") }
}
