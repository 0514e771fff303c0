import JWT
import NIOSSL
import Vapor

enum Knob {
    static func string(_ name: String, or fallback: String) -> String {
        Environment.get(name) ?? fallback
    }
}

public func configure(_ app: Application) throws {
    try configureTLS(app)
    try configureTokens(app)
    app.passwords.use(.bcrypt(cost: 13))
    app.caches.use(.memory)
    try routes(app)
}

private func configureTLS(_ app: Application) throws {
    let chain = try NIOSSLCertificate.fromPEMFile(Knob.string("TLS_CERT", or: "cert.pem"))
    let key = try NIOSSLPrivateKey(file: Knob.string("TLS_KEY", or: "key.pem"), format: .pem)
    var tls = TLSConfiguration.makeServerConfiguration(
        certificateChain: chain.map { .certificate($0) },
        privateKey: .privateKey(key)
    )
    tls.minimumTLSVersion = .tlsv12
    app.http.server.configuration.tlsConfiguration = tls
}

private func configureTokens(_ app: Application) throws {
    let secret = Knob.string("JWT_SECRET", or: "only-for-development")
    switch Knob.string("JWT_ALG", or: "HS256") {
    case "HS512":
        app.jwt.signers.use(.hs512(key: secret))
    default:
        app.jwt.signers.use(.hs256(key: secret))
    }
    // tokens of the handhelds come from the depot, which signs with ES384
    let depot = try ECDSAKey.public(pem: Knob.string("DEPOT_PUBLIC_PEM", or: ""))
    app.jwt.signers.use(.es384(key: depot), kid: "depot")
}
