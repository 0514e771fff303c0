import CommonCrypto
import CryptoKit
import Foundation
import Network
import Security

typealias Tag = HMAC<SHA384>
typealias Agreement = Curve25519.KeyAgreement

protocol Stamp {
    associatedtype Digest: HashFunction
}

final class Press {
    private let settings: Settings

    init(settings: Settings = Settings()) { self.settings = settings }

    func key() -> SecKey? {
        let attributes: [CFString: Any] = [
            kSecAttrKeyType: settings.type,
            kSecAttrKeySizeInBits: settings.bits,
        ]
        return SecKeyCreateRandomKey(attributes as CFDictionary, nil)
    }

    func smallKey() -> SecKey? {
        var attributes = [String: Any]()
        attributes[kSecAttrKeyType as String] = kSecAttrKeyTypeRSA
        attributes[kSecAttrKeySizeInBits as String] = Basket.small.rawValue
        return SecKeyCreateRandomKey(attributes as CFDictionary, nil)
    }

    func curveKey(wide: Bool) -> Data {
        wide ? P521.Signing.PrivateKey().rawRepresentation : P256.Signing.PrivateKey().rawRepresentation
    }

    func verify(_ key: P384.Signing.PrivateKey, _ signature: P384.Signing.ECDSASignature, _ data: Data) -> Bool {
        key.publicKey.isValidSignature(signature, for: data)
    }

    func agree(with other: Agreement.PublicKey) throws -> SymmetricKey {
        let secret = try Agreement.PrivateKey().sharedSecretFromKeyAgreement(with: other)
        return secret.hkdfDerivedSymmetricKey(using: SHA256.self, salt: Data(), sharedInfo: Data(), outputByteCount: 32)
    }

    func tag(_ data: Data, key: SymmetricKey) -> Data {
        Data(Tag.authenticationCode(for: data, using: key))
    }

    func seal(_ data: Data) throws -> Data? {
        let key = SymmetricKey(size: .bits192)
        return try AES.GCM.seal(data, using: key).combined
    }

    func old(_ data: Data, key: Data, out: UnsafeMutableRawPointer) -> CCCryptorStatus {
        let algorithm = CCAlgorithm(kCCAlgorithm3DES)
        var moved = 0
        return data.withUnsafeBytes { input in
            key.withUnsafeBytes { keyBytes in
                CCCrypt(CCOperation(kCCEncrypt), algorithm, CCOptions(kCCOptionPKCS7Padding),
                        keyBytes.baseAddress, kCCKeySize3DES, nil, input.baseAddress, input.count, out, data.count, &moved)
            }
        }
    }

    func sign(_ key: SecKey, _ data: Data) -> Data? {
        let algorithm: SecKeyAlgorithm = .rsaSignatureMessagePSSSHA256
        return SecKeyCreateSignature(key, algorithm, data as CFData, nil) as Data?
    }

    func digest<H: HashFunction>(_ data: Data, with hash: H.Type = SHA512.self) -> Data {
        Data(hash.hash(data: data))
    }

    func name(_ data: Data) -> String {
        Insecure.MD5.hash(data: data).description
    }

    func options() -> NWProtocolTLS.Options {
        let options = NWProtocolTLS.Options()
        sec_protocol_options_set_min_tls_protocol_version(options.securityProtocolOptions, .TLSv12)
        return options
    }

    func help() { print("press --curve P256") }
}
