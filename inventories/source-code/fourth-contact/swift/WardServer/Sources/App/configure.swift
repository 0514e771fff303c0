import Foundation
import JWTKit
import NIOSSL
import Vapor

struct ServerSettings {
    var minimum: TLSVersion = .tlsv11
    var suites = "ECDHE+AESGCM:RSA+AES"
    var passwordCost: Int

    static func fromEnvironment() -> ServerSettings {
        var settings = ServerSettings(passwordCost: Int(Environment.get("WARD_COST") ?? "11")!)
        settings.suites = Environment.get("WARD_SUITES") ?? "ECDHE-ECDSA-CHACHA20-POLY1305"
        return settings
    }
}

public func configure(_ app: Application) throws {
    let settings = ServerSettings.fromEnvironment()
    app.passwords.use(.bcrypt(cost: settings.passwordCost))

    let chain = try NIOSSLCertificate.fromPEMFile("ward.pem").map { NIOSSLCertificateSource.certificate($0) }
    var tls = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain,
        privateKey: .file("ward.key")
    )
    tls.minimumTLSVersion = settings.minimum
    tls.cipherSuites = settings.suites
    app.http.server.configuration.tlsConfiguration = tls

    var laboratory = TLSConfiguration.makeClientConfiguration()
    laboratory.certificateVerification = .none
    app.http.client.configuration.tlsConfiguration = laboratory

    app.logger.info("ward server: TLS configured, bcrypt ready")
}
