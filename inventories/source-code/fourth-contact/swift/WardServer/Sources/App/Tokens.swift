import _CryptoExtras
import Crypto
import Foundation
import JWTKit
import Vapor

struct VisitPayload: JWTPayload {
    var subject: SubjectClaim
    var expiration: ExpirationClaim

    func verify(using signer: JWTSigner) throws {
        try expiration.verifyNotExpired()
    }
}

enum TokenKind {
    case visit, device, legacy
}

struct TokenFactory {
    let pem: String
    let shared: String

    private func signer(for kind: TokenKind) throws -> JWTSigner {
        switch kind {
        case .visit:
            return try .es384(key: .private(pem: pem))
        case .device:
            return try .rs512(key: .private(pem: pem))
        case .legacy:
            return .hs256(key: shared)
        }
    }

    func token(for payload: VisitPayload, kind: TokenKind = .visit) throws -> String {
        try signer(for: kind).sign(payload)
    }
}

final class PrescriptionSigner {
    private let key: _RSA.Signing.PrivateKey
    private let padding: _RSA.Signing.Padding

    init(size: _RSA.Signing.KeySize = .bits3072, padding: _RSA.Signing.Padding = .PSS) throws {
        key = try _RSA.Signing.PrivateKey(keySize: size)
        self.padding = padding
    }

    func sign(_ prescription: Data) throws -> Data {
        let digest = SHA512.hash(data: prescription)
        return try key.signature(for: digest, padding: padding).rawRepresentation
    }
}

extension Request {
    func nurse(_ password: String, matches stored: String) throws -> Bool {
        try Bcrypt.verify(password, created: stored)
    }

    func resetCode() -> String {
        [UInt8].random(count: 16).hex
    }
}
