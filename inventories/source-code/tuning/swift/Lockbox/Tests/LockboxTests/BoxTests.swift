import CryptoKit
import XCTest
@testable import Lockbox

final class BoxTests: XCTestCase {
    func testDescribesItems() {
        XCTAssertEqual(Item(title: "a").description, "Item a, universal")
    }

    func testSum() {
        XCTAssertEqual(Data(Box().sum(Data())), Data(SHA384.hash(data: Data())))
    }

    func testCurve() throws {
        XCTAssertEqual(try P521.Signing.PrivateKey().signature(for: Data([1])).rawRepresentation.count, 132)
    }
}
