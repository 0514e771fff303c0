import Crypto
import Foundation
import _CryptoExtras

/// Merchants verify our callbacks with the public half, see /docs/webhooks.
struct WebhookSigner {
    private let key: _RSA.Signing.PrivateKey

    init(path: String?) throws {
        if let path, let pem = try? String(contentsOfFile: path) {
            key = try _RSA.Signing.PrivateKey(pemRepresentation: pem)
        } else {
            key = try _RSA.Signing.PrivateKey(keySize: .bits3072)
        }
    }

    func headers(for body: Data) throws -> [String: String] {
        let signature = try key.signature(for: body, padding: .PSS)
        return [
            "X-Parcel-Signature": "rsa-pss " + signature.rawRepresentation.base64EncodedString(),
            "X-Parcel-Body": Data(SHA384.hash(data: body)).base64EncodedString(),
        ]
    }
}

/// Merchants of the first generation had shared secrets.
struct LegacySigner {
    let secret: SymmetricKey

    func header(for body: Data) -> String {
        let mac = HMAC<Insecure.SHA1>.authenticationCode(for: body, using: secret)
        return "sha1=" + Data(mac).map { String(format: "%02x", $0) }.joined()
    }
}
