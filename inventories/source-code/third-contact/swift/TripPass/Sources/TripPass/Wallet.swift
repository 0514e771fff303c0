import CommonCrypto
import CryptoKit
import Foundation
import Network

struct Wallet {
    let key: SymmetricKey
    private let agreement: Curve25519.KeyAgreement.PrivateKey

    init(grade: Grade = .standard) {
        key = SymmetricKey(size: grade.keySize)
        agreement = .init()
    }

    func seal(_ ticket: Data) throws -> Data? {
        try AES.GCM.seal(ticket, using: key).combined
    }

    func shared(with peer: Curve25519.KeyAgreement.PublicKey) throws -> SymmetricKey {
        let secret = try agreement.sharedSecretFromKeyAgreement(with: peer)
        return secret.hkdfDerivedSymmetricKey(using: SHA256.self, salt: Data(), sharedInfo: Data("trip".utf8), outputByteCount: 32)
    }

    func pinKey(_ pin: String, salt: [UInt8], prf: Int = kCCPRFHmacAlgSHA256) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: 32)
        CCKeyDerivationPBKDF(CCPBKDFAlgorithm(kCCPBKDF2), pin, pin.utf8.count, salt, salt.count,
                             CCPseudoRandomAlgorithm(prf), 100_000, &out, out.count)
        return out
    }

    func readOld(_ blob: Data, key: Data) -> Int32 {
        var moved = 0
        var out = [UInt8](repeating: 0, count: blob.count + 8)
        return crypt(CCOperation(kCCDecrypt), CCAlgorithm(kCCAlgorithmDES), key, blob, &out, &moved)
    }

    private func crypt(_ op: CCOperation, _ alg: CCAlgorithm, _ key: Data, _ blob: Data, _ out: inout [UInt8], _ moved: inout Int) -> Int32 {
        key.withUnsafeBytes { k in
            blob.withUnsafeBytes { b in
                CCCrypt(op, alg, CCOptions(kCCOptionPKCS7Padding), k.baseAddress, key.count, nil,
                        b.baseAddress, blob.count, &out, out.count, &moved)
            }
        }
    }

    // description of the trip, sorted descending
    func describe(_ stops: [String]) -> String { stops.sorted(by: >).joined(separator: " – ") }
}
