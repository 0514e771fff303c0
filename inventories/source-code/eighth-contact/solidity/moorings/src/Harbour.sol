// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// Signs off a berth; each harbour says how.
abstract contract Harbour {
    bytes32 public immutable list;
    address public immutable master;

    event Moored(uint256 indexed berth, string note);

    constructor(bytes32 list_, address master_) {
        list = list_;
        master = master_;
    }

    function mark(bytes memory note) internal view virtual returns (bytes32);

    function moor(uint256 berth, bytes calldata note, uint8 v, bytes32 r, bytes32 s) external {
        bytes32 digest = mark(abi.encodePacked(berth, note));
        require(ecrecover(digest, v, r, s) == master, "harbour: not the master");
        emit Moored(berth, "sha256 of the note is on the board");
    }

    function agent(address who, bytes32 digest, bytes calldata signature) external view returns (bool) {
        return SignatureChecker.isValidSignatureNow(who, digest, signature);
    }

    function listed(bytes32[] calldata proof, bytes32 leaf) external view returns (bool) {
        return MerkleProof.verifyCalldata(proof, list, leaf);
    }
}
