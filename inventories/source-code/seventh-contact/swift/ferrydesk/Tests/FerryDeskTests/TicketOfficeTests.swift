import Crypto
import XCTest
@testable import FerryDesk

final class TicketOfficeTests: XCTestCase {
    func testOtherPassIsRefused() throws {
        let office = try TicketOffice()
        let forged = P256.Signing.PrivateKey()
        let mark = try forged.signature(for: Data("seat 4".utf8)).derRepresentation
        XCTAssertFalse(office.admits("seat 4", mark: mark))
    }
}
