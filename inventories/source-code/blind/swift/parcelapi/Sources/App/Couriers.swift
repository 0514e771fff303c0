import Crypto
import Vapor

struct Courier: Content {
    var id: UUID?
    var name: String
    var passwordHash: String
    var bankAccount: Data
}

struct CourierService {
    let app: Application
    let fieldKey: SymmetricKey
    let webhooks: WebhookSigner

    init(_ app: Application) throws {
        self.app = app
        webhooks = try WebhookSigner(path: Environment.get("WEBHOOK_KEY_FILE"))
        guard let hex = Environment.get("FIELD_KEY"), let raw = Data(hexEncoded: hex), raw.count == 32 else {
            throw Abort(.internalServerError, reason: "FIELD_KEY must be 64 hex digits")
        }
        fieldKey = SymmetricKey(data: raw)
    }

    func register(name: String, password: String, iban: String) throws -> Courier {
        Courier(
            id: nil,
            name: name,
            passwordHash: try app.password.hash(password),
            bankAccount: try AES.GCM.seal(Data(iban.utf8), using: fieldKey).combined!
        )
    }

    func resetToken() -> (plain: String, stored: String) {
        let plain = [UInt8].random(count: 24).base64
        return (plain, SHA256.hash(data: Data(plain.utf8)).hex)
    }
}

private extension Data {
    init?(hexEncoded hex: String) {
        guard hex.count % 2 == 0 else { return nil }
        var out = Data()
        var i = hex.startIndex
        while i < hex.endIndex {
            let j = hex.index(i, offsetBy: 2)
            guard let b = UInt8(hex[i..<j], radix: 16) else { return nil }
            out.append(b)
            i = j
        }
        self = out
    }
}
