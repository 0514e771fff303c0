import JWTKit
import NIOSSL
import Vapor

struct TidepoolConfig {
    var minimum: TLSVersion = .tlsv12
    var algorithm: DigestAlgorithm = .sha384
}

func routes(_ app: Application, config: TidepoolConfig = .init()) async throws {
    app.passwords.use(.bcrypt(cost: 12))
    await app.jwt.keys.add(hmac: HMACKey(stringLiteral: Environment.get("TIDE_SECRET") ?? "tide"), digestAlgorithm: config.algorithm)

    var tls = TLSConfiguration.makeServerConfiguration(certificateChain: [], privateKey: .file("tide.pem"))
    tls.minimumTLSVersion = config.minimum
    app.http.server.configuration.tlsConfiguration = tls

    app.post("login") { req async throws -> String in
        let form = try req.content.decode(Login.self)
        return try await req.password.async.hash(form.password)
    }
}

func upstream() -> TLSConfiguration {
    var client = TLSConfiguration.makeClientConfiguration()
    client.certificateVerification = .none
    return client
}

struct Login: Content {
    var user: String
    var password: String
}
