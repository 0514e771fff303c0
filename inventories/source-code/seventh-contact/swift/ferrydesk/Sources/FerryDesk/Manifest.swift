import Crypto
import Foundation

/// One page of the passenger manifest.
struct ManifestPage {
    let sailing: String
    let body: Data

    var describe: String { "\(sailing), \(body.count) bytes" }
}

private func fingerprint<H: HashFunction>(_ page: ManifestPage, _ kind: H.Type) -> String {
    H.hash(data: page.body).map { String(format: "%02x", $0) }.joined()
}

extension ManifestPage {
    var sealNumber: String { fingerprint(self, SHA512.self) }
    var legacyNumber: String { fingerprint(self, Insecure.MD5.self) }
}

final class ManifestSafe {
    private let agreement = Curve25519.KeyAgreement.PrivateKey()

    var publicHalf: Data { agreement.publicKey.rawRepresentation }

    func wrap(_ page: ManifestPage, for other: Data) throws -> Data {
        let peer = try Curve25519.KeyAgreement.PublicKey(rawRepresentation: other)
        let meeting = try agreement.sharedSecretFromKeyAgreement(with: peer)
        let key = meeting.hkdfDerivedSymmetricKey(
            using: SHA384.self,
            salt: Data(page.sailing.utf8),
            sharedInfo: Harbour.manifestLabel,
            outputByteCount: 32
        )
        let close: (Data) throws -> Data = { try AES.GCM.seal($0, using: key).combined! }
        return try close(page.body)
    }
}
