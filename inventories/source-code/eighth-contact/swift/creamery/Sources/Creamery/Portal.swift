import CryptoSwift
import Foundation
import JWTKit

struct FarmClaims: JWTPayload {
    var sub: SubjectClaim
    var exp: ExpirationClaim
    func verify(using signer: JWTSigner) throws { try exp.verifyNotExpired() }
}

enum Counterparty: String, CaseIterable {
    case bank, coop

    func signer(pem: String) throws -> JWTSigner {
        switch self {
        case .bank: return try .rs384(key: .private(pem: pem))
        case .coop: return try .es512(key: .private(pem: pem))
        }
    }
}

func passwordKey(_ password: String, salt: [UInt8]) throws -> [UInt8] {
    try PKCS5.PBKDF2(
        password: Array(password.utf8),
        salt: salt,
        iterations: Wire.slipIterations,
        keyLength: 32,
        variant: .sha2(.sha256)
    ).calculate()
}

func portalHelp() -> String {
    "Sign the slip with a pen. AES (Annual Expected Supply) is shown on page 2."
}
