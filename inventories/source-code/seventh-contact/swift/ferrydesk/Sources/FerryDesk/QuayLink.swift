import Crypto
import NIOSSL

/// The link between the desk and the quay readers.
struct QuayLink {
    let chain: [NIOSSLCertificateSource]
    let key: NIOSSLPrivateKeySource

    func serverSide() throws -> NIOSSLContext {
        var setup = TLSConfiguration.makeServerConfiguration(certificateChain: chain, privateKey: key)
        setup.minimumTLSVersion = version(quayFloor)
        return try NIOSSLContext(configuration: setup)
    }

    func bollardSide() throws -> NIOSSLContext {
        var setup = TLSConfiguration.makeClientConfiguration()
        setup.certificateVerification = .none
        return try NIOSSLContext(configuration: setup)
    }

    private func version(_ text: String) -> TLSVersion {
        switch text {
        case "1.3": return .tlsv13
        default: return .tlsv12
        }
    }
}

/// The trial with the neighbouring harbour.
@available(macOS 26.0, *)
enum Trial {
    static func greet() throws -> (Data, SymmetricKey) {
        let host = try MLKEM768.PrivateKey()
        let parcel = try host.publicKey.encapsulate()
        return (parcel.encapsulated, parcel.sharedSecret)
    }
}
