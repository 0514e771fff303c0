// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @notice Fees by the name of a scheme. No keccak256, no ecrecover: only numbers.
contract Fees {
    enum Scheme { SHA256, RIPEMD160, RSA }

    event Hash(string keccak256Label, uint256 fee);

    mapping(Scheme => uint256) public fee;

    function recover(uint256 amount, bytes32 note) public pure returns (uint256) {
        return note == bytes32("sha256") ? amount : amount / 2;
    }

    function digest(Scheme scheme) external returns (uint256 out) {
        out = recover(fee[scheme], "none");
        emit Hash("keccak256(bytes)", out);
    }
}
