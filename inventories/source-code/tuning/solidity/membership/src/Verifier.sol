// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {SignatureChecker as Checker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {P256 as Passkey} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {Kinds} from "./Kinds.sol";

contract Verifier {
    uint16 private constant PAIRING = 8;

    function passkey(bytes32 h, bytes32 r, bytes32 s, bytes32 qx, bytes32 qy) external view returns (bool) {
        return Passkey.verify(h, r, s, qx, qy);
    }

    function passkeyNative(bytes calldata input) external view returns (bool) {
        (bool ok, bytes memory out) = Kinds.P256.staticcall(input);
        return ok && out.length == 32;
    }

    function contractOrKey(address who, bytes32 h, bytes calldata sig) external view returns (bool) {
        return Checker.isValidSignatureNow(who, h, sig);
    }

    function rsa(bytes memory sig, bytes memory e, bytes memory n) external view returns (bytes memory out) {
        bytes memory input = abi.encodePacked(sig.length, e.length, n.length, sig, e, n);
        bool ok;
        out = new bytes(n.length);
        assembly {
            ok := staticcall(gas(), 0x05, add(input, 32), mload(input), add(out, 32), mload(n))
        }
        require(ok, "modexp");
    }

    function pairing(bytes calldata input) external view returns (bool) {
        (bool ok, bytes memory out) = address(uint160(PAIRING)).staticcall(input);
        return ok && abi.decode(out, (bool));
    }

    function yul(bytes32 a, bytes32 b) external pure returns (bytes32 h) {
        assembly {
            mstore(0x00, a)
            mstore(0x20, b)
            h := keccak256(0x00, 0x40)
        }
    }
}
