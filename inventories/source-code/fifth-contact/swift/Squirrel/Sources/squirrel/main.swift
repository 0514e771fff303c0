import ArgumentParser
import Citadel
import Foundation
import StashCore

struct Squirrel: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Stashes files; RSA keys are for shared stashes.")

    @Option(help: "Bits of the RSA key of a shared stash.")
    var bits = 1024

    @Option(name: .customLong("digest"), help: "Digest of the index.")
    var digest: String = "sha512"

    @Flag(help: "Describe every step.")
    var verbose = false

    func run() throws {
        let key = try RSA(keySize: bits)
        let index = Array("index".utf8)
        let signature = try key.sign(index, variant: .message_pkcs1v15_SHA256)
        print(signature.toHexString(), indexDigest(index).toHexString())
    }

    private func indexDigest(_ bytes: [UInt8]) -> [UInt8] {
        switch digest {
        case "sha512": return bytes.sha512()
        default: return bytes.sha1()
        }
    }
}

func remote(host: String, user: String) async throws -> SSHClient {
    try await SSHClient.connect(
        host: host,
        authenticationMethod: .passwordBased(username: user, password: ProcessInfo.processInfo.environment["SQUIRREL_PASS"] ?? ""),
        hostKeyValidator: .acceptAnything(),
        reconnect: .never
    )
}

Squirrel.main()
