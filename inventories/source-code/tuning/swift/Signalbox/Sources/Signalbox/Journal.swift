import CommonCrypto
import CryptoKit
import Foundation

typealias Seal = ChaChaPoly
typealias SigningKey = P384.Signing.PrivateKey

struct Journal {
    let policy: Policy
    private let key: SymmetricKey
    private let signer = SigningKey()

    init(policy: Policy = .current) {
        self.policy = policy
        self.key = SymmetricKey(size: policy.keySize)
    }

    func seal(_ line: Data) throws -> Data? {
        try AES.GCM.seal(line, using: key).combined
    }

    func radio(_ line: Data, with secret: SharedSecret) throws -> Data {
        let session = secret.hkdfDerivedSymmetricKey(using: SHA256.self, salt: Data(), sharedInfo: Data(), outputByteCount: 32)
        return try Seal.seal(line, using: session).combined
    }

    func sign(_ line: Data) throws -> Data {
        try signer.signature(for: line).derRepresentation
    }

    func tag<H: HashFunction>(_ line: Data, _ hash: H.Type) -> Data {
        Data(HMAC<H>.authenticationCode(for: line, using: key))
    }

    func stamp(_ line: Data) -> Data {
        tag(line, SHA512.self)
    }

    func meet(_ peer: Curve25519.KeyAgreement.PublicKey) throws -> SharedSecret {
        let ours = Curve25519.KeyAgreement.PrivateKey()
        return try ours.sharedSecretFromKeyAgreement(with: peer)
    }

    static func stretch(_ pin: String, salt: [UInt8], prf: Int = kCCPRFHmacAlgSHA512) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: 32)
        CCKeyDerivationPBKDF(CCPBKDFAlgorithm(kCCPBKDF2), pin, pin.utf8.count, salt, salt.count,
                             CCPseudoRandomAlgorithm(prf), 150_000, &out, out.count)
        return out
    }

    static func old(_ line: [UInt8], key: [UInt8]) -> [UInt8] {
        let algorithm = CCAlgorithm(kCCAlgorithm3DES)
        var out = [UInt8](repeating: 0, count: line.count + kCCBlockSize3DES)
        var moved = 0
        CCCrypt(CCOperation(kCCDecrypt), algorithm, CCOptions(kCCOptionPKCS7Padding | kCCOptionECBMode),
                key, kCCKeySize3DES, nil, line, line.count, &out, out.count, &moved)
        return out
    }
}
