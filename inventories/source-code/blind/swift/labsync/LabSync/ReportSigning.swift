//  ReportSigning.swift
//  LabSync

import CommonCrypto
import Foundation
import Security

private let kTag = "org.example.labsync.report".data(using: .utf8)!

/// Object identifiers as they appear in the reports of the old signing card.
let cardMechanisms = [
    "1.2.840.113549.1.1.5": "sha1WithRSAEncryption",
    "1.2.840.113549.1.1.11": "sha256WithRSAEncryption",
]

class ReportSigning: NSObject {

    let bits: Int

    init(bits: Int = 2048) {
        self.bits = bits
    }

    private var attributes: [String: Any] {
        [
            kSecAttrKeyType as String: kSecAttrKeyTypeRSA,
            kSecAttrKeySizeInBits as String: bits,
            kSecPrivateKeyAttrs as String: [
                kSecAttrIsPermanent as String: true,
                kSecAttrApplicationTag as String: kTag,
            ] as [String: Any],
        ]
    }

    func makeKey() -> SecKey? {
        var error: Unmanaged<CFError>?
        let key = SecKeyCreateRandomKey(attributes as CFDictionary, &error)
        if key == nil { NSLog("RSA key could not be made: %@", error!.takeRetainedValue() as Error as NSError) }
        return key
    }

    func sign(_ report: Data, with key: SecKey) -> Data? {
        var error: Unmanaged<CFError>?
        return SecKeyCreateSignature(key, .rsaSignatureMessagePKCS1v15SHA256, report as CFData, &error) as Data?
    }

    func isGenuine(_ report: Data, signature: Data, from key: SecKey) -> Bool {
        let algorithm: SecKeyAlgorithm = .rsaSignatureMessagePKCS1v15SHA256
        guard SecKeyIsAlgorithmSupported(key, .verify, algorithm) else { return false }
        return SecKeyVerifySignature(key, algorithm, report as CFData, signature as CFData, nil)
    }

    /// Name of the report in the archive.
    func digestName(_ report: Data) -> String {
        var digest = [UInt8](repeating: 0, count: Int(CC_SHA256_DIGEST_LENGTH))
        report.withUnsafeBytes { _ = CC_SHA256($0.baseAddress, CC_LONG(report.count), &digest) }
        return digest.map { String(format: "%02hhx", $0) }.joined()
    }

    func seal(_ report: Data, secret: Data) -> Data {
        var mac = [UInt8](repeating: 0, count: Int(CC_SHA512_DIGEST_LENGTH))
        CCHmac(CCHmacAlgorithm(kCCHmacAlgSHA512), [UInt8](secret), secret.count, [UInt8](report), report.count, &mac)
        return Data(mac)
    }
}
