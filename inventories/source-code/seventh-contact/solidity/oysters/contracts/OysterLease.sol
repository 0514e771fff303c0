// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {ECDSA as Ink} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {P256} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {BedMarks} from "./BedMarks.sol";

abstract contract Lease {
    event Signed(address indexed grower, string note);

    function _grower(bytes32 paper, bytes calldata ink) internal view virtual returns (address);

    function countersign(bytes32 paper, bytes calldata ink) external {
        address grower = _grower(paper, ink);
        emit Signed(grower, "countersigned with ECDSA ink");
    }
}

contract OysterLease is Lease {
    using MessageHashUtils for bytes32;
    using Ink for bytes32;

    bytes internal harbourModulus;

    constructor(bytes memory modulus) {
        require(modulus.length == BedMarks.HARBOUR_BYTES, "modulus");
        harbourModulus = modulus;
    }

    function _grower(bytes32 paper, bytes calldata ink) internal pure override returns (address) {
        return paper.toEthSignedMessageHash().recover(ink);
    }

    /// @notice The phone of the grower signs with its own curve.
    function fromPhone(bytes32 paper, bytes32 r, bytes32 s, bytes32 qx, bytes32 qy) external view returns (bool) {
        return P256.verify(paper, r, s, qx, qy);
    }

    function harbourStamp(bytes calldata stamp) external view returns (bytes memory) {
        return BedMarks.raise(stamp, hex"010001", harbourModulus);
    }

    function describe() external pure returns (string memory) {
        return "lease of an oyster bed, aesthetic grade A";
    }
}
