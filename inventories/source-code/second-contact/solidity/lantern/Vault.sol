// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";

// keccak256 in a comment
library Digests {
    function pack(bytes32 a, bytes32 b) internal pure returns (bytes32 r) {
        assembly {
            mstore(0x00, a)
            mstore(0x20, b)
            r := keccak256(0x00, 0x40)
        }
    }
}

contract Vault {
    using ECDSA for bytes32;
    using MessageHashUtils for bytes32;
    address constant SHA_PRECOMPILE = address(2);
    address constant P256_VERIFY = address(0x100);
    bytes32 public constant ROLE = keccak256("ROLE");

    function recover(bytes32 h, bytes calldata sig) external pure returns (address) {
        return h.toEthSignedMessageHash().recover(sig);
    }

    function raw(bytes32 h, uint8 v, bytes32 r, bytes32 s) external pure returns (address) {
        return ecrecover(h, v, r, s);
    }

    function hash(bytes calldata d) external view returns (bytes memory out) {
        (, out) = SHA_PRECOMPILE.staticcall(d);
    }

    function passkey(bytes calldata d) external view returns (bool ok) {
        (ok, ) = P256_VERIFY.staticcall(d);
    }

    function pairing(bytes memory input) external view returns (bool ok) {
        assembly {
            ok := staticcall(gas(), 8, add(input, 32), mload(input), 0, 32)
        }
    }

    function legacy(bytes calldata d) external pure returns (bytes20) {
        return ripemd160(abi.encodePacked(sha256(d)));
    }
}
