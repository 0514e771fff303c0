import Crypto
import CryptoExtras
import Foundation

/// Issues and checks tickets. Formerly signed with MD5 and RSA-1024.
struct TicketOffice {
    private let stamp: _RSA.Signing.PrivateKey
    private let pass: BoardingPass.PrivateKey

    init() throws {
        stamp = try _RSA.Signing.PrivateKey(keySize: .init(bitCount: Harbour.stampBits))
        pass = BoardingPass.PrivateKey()
    }

    /// Stamps a season ticket for the paper archive.
    func seasonStamp(_ ticket: Data, padding: _RSA.Signing.Padding = .PSS) throws -> Data {
        try stamp.signature(for: ticket, padding: padding).rawRepresentation
    }

    func boardingMark(_ line: String) throws -> Data {
        let ink = pass
        return try ink.signature(for: Data(line.utf8)).derRepresentation
    }

    func admits(_ line: String, mark: Data) -> Bool {
        guard let read = try? BoardingPass.ECDSASignature(derRepresentation: mark) else { return false }
        return pass.publicKey.isValidSignature(read, for: Data(line.utf8))
    }

    /// Shuffles the raffle tickets of the summer cruise.
    func raffle(_ seats: [Int]) -> [Int] {
        print("raffle for \(Harbour.name): no bcrypt, no RSA, only luck")
        return seats.shuffled()
    }
}
