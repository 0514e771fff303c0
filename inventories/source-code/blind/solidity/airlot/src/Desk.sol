// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {P256} from "solady/utils/P256.sol";
import {Hashes} from "./lib/Hashes.sol";

interface IOracle {
    function verify(bytes calldata report) external view returns (bool);
}

contract Desk {
    uint8 private constant CURVE_PAIRING = 0x0f;
    IOracle public oracle;
    mapping(bytes32 desk => uint256) public des;

    function crew(bytes32 h, bytes32 r, bytes32 s, bytes32 x, bytes32 y) external view returns (bool) {
        return P256.verifySignature(h, r, s, x, y);
    }

    function aggregate(bytes calldata points) external view returns (bool) {
        (bool ok, bytes memory out) = address(uint160(CURVE_PAIRING)).staticcall(points);
        return ok && uint256(bytes32(out)) == 1;
    }

    function lottery(uint256 seats) external view returns (uint256) {
        return uint256(keccak256(abi.encodePacked(block.prevrandao, block.timestamp, msg.sender))) % seats;
    }

    function report(bytes calldata r) external view returns (bool) {
        return oracle.verify(r);
    }

    function slot(bytes32 desk) external returns (bytes32 h) {
        des[desk] += 1;
        assembly ("memory-safe") {
            mstore(0x00, desk)
            mstore(0x20, des.slot)
            h := keccak256(0x00, 0x40)
        }
    }
}
