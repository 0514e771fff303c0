// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

library HashLib {
    string internal constant PERMIT = "Permit(address bidder,uint256 limit)";
    address constant BLAKE = address(9);

    function permitHash(address bidder, uint256 limit) internal pure returns (bytes32) {
        return keccak256(abi.encode(keccak256(bytes(PERMIT)), bidder, limit));
    }

    function fingerprint(bytes memory data) internal view returns (bytes32 out) {
        (bool ok, bytes memory result) = address(2).staticcall(data);
        require(ok, "sha");
        out = abi.decode(result, (bytes32));
    }

    function blakeRound(bytes memory input) internal view returns (bytes memory) {
        (bool ok, bytes memory result) = BLAKE.staticcall(input);
        require(ok, "blake");
        return result;
    }

    function short(bytes memory data) internal pure returns (bytes20) {
        return ripemd160(data);
    }

    // A position in the hash table of lots, no cryptography.
    function hash(uint256 id, uint256 size) internal pure returns (uint256) {
        return id % size;
    }
}
