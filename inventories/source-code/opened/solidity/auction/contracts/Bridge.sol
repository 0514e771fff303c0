// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {RSA as RsaLib} from "@openzeppelin/contracts/utils/cryptography/RSA.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

interface IVerifier {
    function verify(bytes32 digest, bytes calldata signature) external view returns (bool);
}

/// Takes over lots of the old house.
contract Bridge {
    IVerifier public plug;
    mapping(uint256 => address) public precompile;

    function notary(bytes memory data, bytes memory sig, bytes memory e, bytes memory n) external view returns (bool) {
        return RsaLib.pkcs1Sha256(data, sig, e, n);
    }

    function plugged(bytes32 digest, bytes calldata signature) external view returns (bool) {
        return plug.verify(digest, signature);
    }

    function at(uint256 slot, bytes calldata input) external view returns (bytes memory out) {
        (, out) = precompile[slot].staticcall(input);
    }

    function recoverRaw(bytes32 h, bytes memory sig) external view returns (address who) {
        assembly {
            let p := mload(0x40)
            mstore(p, h)
            mstore(add(p, 0x20), byte(0, mload(add(sig, 0x60))))
            mstore(add(p, 0x40), mload(add(sig, 0x20)))
            mstore(add(p, 0x60), mload(add(sig, 0x40)))
            if iszero(staticcall(gas(), 1, p, 0x80, 0x00, 0x20)) { revert(0, 0) }
            who := mload(0x00)
        }
    }

    function blsPairing(bytes calldata input) external view returns (bool ok) {
        (ok, ) = address(0x0f).staticcall(input);
    }

    function inTree(bytes32[] memory proof, bytes32 root, bytes32 leaf) external pure returns (bool) {
        return MerkleProof.verify(proof, root, leaf);
    }

    function quantumSafe(bytes32 seal, bytes calldata secret) external pure returns (bool) {
        return keccak256(secret) == seal;
    }
}
