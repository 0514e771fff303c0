import Crypto
import XCTest
@testable import Creamery

final class SlipTests: XCTestCase {
    func testLabelLength() {
        XCTAssertEqual(label(Slip(farm: "Hill", litres: 410, fat: 4.1)).count, 64)
    }

    func testSealedReadings() throws {
        let depot = Curve25519.KeyAgreement.PrivateKey()
        let key = try Tanker().session(with: depot.publicKey, tour: "north")
        XCTAssertFalse(try Tanker().pack(Data("4.0".utf8), key: key).isEmpty)
    }
}
