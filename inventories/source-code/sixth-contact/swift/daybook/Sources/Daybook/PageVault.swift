import CommonCrypto
import CryptoKit
import Foundation
import Security
import os

final class PageVault {
    private let binding: Binding
    private let log = Logger(subsystem: "com.example.daybook", category: "vault")

    init(binding: Binding = .standard) {
        self.binding = binding
    }

    private lazy var pageKey = SymmetricKey(size: binding.keySize)

    func seal(_ page: Data) throws -> Data {
        log.info("page sealed with AES-GCM")
        return try AES.GCM.seal(page, using: pageKey).combined!
    }

    func mark(_ page: Data) -> Data {
        var hasher = PageDigest()
        hasher.update(data: page)
        return Data(hasher.finalize())
    }

    func archiveKey(bits: Int = 3072) throws -> SecKey {
        let attributes: [CFString: Any] = [
            kSecAttrKeyType: kSecAttrKeyTypeRSA,
            kSecAttrKeySizeInBits: bits,
        ]
        guard let key = SecKeyCreateRandomKey(attributes as CFDictionary, nil) else { throw CocoaError(.featureUnsupported) }
        return key
    }

    func signArchive(_ archive: Data) throws -> Data? {
        let algorithm: SecKeyAlgorithm = .rsaSignatureMessagePSSSHA256
        return SecKeyCreateSignature(try archiveKey(), algorithm, archive as CFData, nil) as Data?
    }

    func phraseKey(_ phrase: String, salt: [UInt8]) -> [UInt8] {
        var key = [UInt8](repeating: 0, count: kCCKeySizeAES192)
        let prf = CCPseudoRandomAlgorithm(kCCPRFHmacAlgSHA256)
        CCKeyDerivationPBKDF(CCPBKDFAlgorithm(kCCPBKDF2), phrase, phrase.utf8.count, salt, salt.count, prf, 150_000, &key, key.count)
        return key
    }

    func salt() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 16)
        _ = SecRandomCopyBytes(kSecRandomDefault, bytes.count, &bytes)
        return bytes
    }

    func share(with peer: Curve25519.KeyAgreement.PublicKey) throws -> SymmetricKey {
        let mine = Curve25519.KeyAgreement.PrivateKey()
        return try mine.sharedSecretFromKeyAgreement(with: peer)
            .hkdfDerivedSymmetricKey(using: SHA256.self, salt: Data(), sharedInfo: Data(), outputByteCount: 32)
    }
}
