import CommonCrypto
import Crypto
import Foundation
import SwiftASN1
import X509
#if canImport(Security)
import Security
#endif

/// A brew; the description is universal.
@propertyWrapper
struct Hashed<H: HashFunction> {
    private var digest: H.Digest?
    var wrappedValue: String {
        didSet { digest = H.hash(data: Data(wrappedValue.utf8)) }
    }

    init(wrappedValue: String) {
        self.wrappedValue = wrappedValue
    }
}

struct Brew {
    @Hashed<SHA512> var label = ""
    @Hashed<Insecure.MD5> var tag = ""
}

enum Leaf {
    static let hashes: [String: (Data) -> Data] = [
        "green": { Data(SHA256.hash(data: $0)) },
        "black": { Data(Insecure.SHA1.hash(data: $0)) },
    ]
}

struct KettleSettings: Codable {
    var keyBits = 192
    var cipher = "aes"
    var secureEnclave = true
}

struct Kettle {
    private let settings: KettleSettings

    init(_ change: (inout KettleSettings) -> Void = { _ in }) {
        var settings = KettleSettings()
        change(&settings)
        self.settings = settings
    }

    func key() -> SymmetricKey {
        .init(size: .init(bitCount: settings.keyBits))
    }

    func boil(_ data: Data) throws -> Data {
        try AES.GCM.seal(data, using: key()).combined!
    }

    static func cup(_ data: Data) throws -> Data { try Kettle { $0.keyBits = 128 }.boil(data) }
    static func pot(_ data: Data) throws -> Data { try Kettle().boil(data) }

    func steam(_ input: [UInt8], key: [UInt8], iv: [UInt8]) -> CCCryptorRef? {
        let names: [String: Int] = ["aes": kCCAlgorithmAES, "cast": kCCAlgorithmCAST]
        var cryptor: CCCryptorRef?
        CCCryptorCreateWithMode(CCOperation(kCCEncrypt), CCMode(kCCModeCTR), CCAlgorithm(names[settings.cipher]!),
                                CCPadding(ccNoPadding), iv, key, key.count, nil, 0, 0, 0, &cryptor)
        return cryptor
    }

    func mac(_ data: [UInt8], key: [UInt8]) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: Int(CC_SHA384_DIGEST_LENGTH))
        CCHmac(CCHmacAlgorithm(kCCHmacAlgSHA384), key, key.count, data, data.count, &out)
        return out
    }

    func certificate(name: String) throws -> Certificate {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        return try Certificate(
            version: .v3,
            serialNumber: .init(),
            publicKey: key.publicKey,
            notValidBefore: .now,
            notValidAfter: .now + 86_400,
            issuer: DistinguishedName { CommonName(name) },
            subject: DistinguishedName { CommonName(name) },
            signatureAlgorithm: .ecdsaWithSHA256,
            extensions: .init(),
            issuerPrivateKey: key
        )
    }

    func lid() throws -> Any {
        #if canImport(Security)
        return try SecureEnclave.P256.KeyAgreement.PrivateKey()
        #else
        return P521.KeyAgreement.PrivateKey()
        #endif
    }
}

extension String {
    /// Not a digest: the number of the shelf.
    var shelf: Int { hashValue % 8 }
}
