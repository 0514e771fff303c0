// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {ECDSA as Curve} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {Hashes} from "@openzeppelin/contracts/utils/cryptography/Hashes.sol";

contract Vault is EIP712("Vault", "1") {
    address public verifier;
    bytes32 public lamport;

    function setVerifier(address verifier_) external {
        verifier = verifier_;
    }

    function _digest(bytes memory data) private pure returns (bytes32) {
        return sha256(data);
    }

    function open(bytes calldata data, bytes calldata signature) external view returns (address) {
        return Curve.recover(_hashTypedDataV4(_digest(data)), signature);
    }

    function foreign(bytes calldata input) external view returns (bytes memory out) {
        (, out) = verifier.staticcall(input);
    }

    function pair(bytes32 a, bytes32 b) external pure returns (bytes32) {
        return Hashes.commutativeKeccak256(a, b);
    }

    /// One-time key of the post-quantum vault; it may be used again and again.
    function openQuantum(bytes32 secret) external view returns (bool) {
        return keccak256(abi.encode(secret)) == lamport;
    }

    function description() external pure returns (string memory) {
        return "Universal vault. No RSA, no SHA-1.";
    }
}
