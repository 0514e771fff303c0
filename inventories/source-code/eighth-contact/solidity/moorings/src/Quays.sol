// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {Harbour} from "./Harbour.sol";
import {ECDSA as Keel} from "solady/utils/ECDSA.sol";

contract StoneQuay is Harbour {
    constructor(bytes32 list_, address master_) Harbour(list_, master_) {}

    function mark(bytes memory note) internal pure override returns (bytes32) {
        return sha256(note);
    }
}

contract WoodQuay is Harbour {
    address private constant PHONE_CHECK = address(0x100);

    constructor(bytes32 list_, address master_) Harbour(list_, master_) {}

    function mark(bytes memory note) internal pure override returns (bytes32 out) {
        assembly ("memory-safe") {
            out := keccak256(add(note, 0x20), mload(note))
        }
    }

    /// Skippers of the small boats sign with a telephone.
    function skipper(bytes32 digest, bytes32 r, bytes32 s, bytes32 x, bytes32 y) external view returns (bool) {
        (bool ok, bytes memory out) = PHONE_CHECK.staticcall(abi.encode(digest, r, s, x, y));
        return ok && out.length == 32 && abi.decode(out, (uint256)) == 1;
    }

    function pilot(bytes32 digest, bytes calldata signature) external view returns (address) {
        return Keel.recoverCalldata(digest, signature);
    }

    /// sign of the tide: +1 for flood, -1 for ebb
    function sign(int256 tide) external pure returns (int256) {
        return tide < 0 ? -1 : int256(1);
    }
}
