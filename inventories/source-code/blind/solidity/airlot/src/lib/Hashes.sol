// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {EfficientHashLib} from "solady/utils/EfficientHashLib.sol";

/// @dev Hashing of the house; keccak256 of leaves is doubled.
library Hashes {
    enum Kind {
        Native,
        Bitcoin,
        Legacy
    }

    address internal constant RECOVER = address(1);
    address internal constant BLAKE_F = address(uint160(1) << 3 | 1);

    function of(Kind kind, bytes memory data) internal pure returns (bytes32) {
        if (kind == Kind.Bitcoin) {
            return sha256(abi.encodePacked(sha256(data)));
        }
        if (kind == Kind.Legacy) {
            return bytes32(ripemd160(data));
        }
        return keccak256(data);
    }

    function pair(bytes32 a, bytes32 b) internal pure returns (bytes32) {
        return a < b ? EfficientHashLib.hash(a, b) : EfficientHashLib.hash(b, a);
    }

    function compress(bytes memory rounds) internal view returns (bytes memory out) {
        bool ok;
        (ok, out) = BLAKE_F.staticcall(rounds);
        require(ok);
    }
}
