// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {ECDSA as Sig} from "solady/utils/ECDSA.sol";
import {EfficientHashLib} from "solady/utils/EfficientHashLib.sol";
import {Precompiles} from "./lib/Precompiles.sol";

contract GuardianSet {
    using Precompiles for address;

    bytes32 internal constant MESSAGE_TYPE = keccak256("Message(uint64 chain,uint64 nonce,bytes body)");
    uint256 public threshold;
    mapping(address => bool) public guardian;
    function(bytes memory) pure returns (bytes32) internal bodyHash;

    constructor(address[] memory members, bool cosmos) {
        for (uint256 i; i < members.length; ++i) guardian[members[i]] = true;
        threshold = members.length * 2 / 3 + 1;
        bodyHash = cosmos ? _double : _single;
    }

    function _single(bytes memory body) private pure returns (bytes32) {
        return keccak256(body);
    }

    function _double(bytes memory body) private pure returns (bytes32) {
        return sha256(abi.encodePacked(sha256(body)));
    }

    function accept(uint64 chain, uint64 nonce, bytes calldata body, bytes[] calldata signatures) external view returns (bool) {
        bytes32 digest = EfficientHashLib.hash(MESSAGE_TYPE, bytes32(uint256(chain) << 64 | nonce), bodyHash(body));
        uint256 count;
        for (uint256 i; i < signatures.length; ++i) {
            if (guardian[Sig.recoverCalldata(digest, signatures[i])]) ++count;
        }
        return count >= threshold;
    }

    /// Committee of the beacon chain; the input is that of EIP-2537.
    function committee(bytes memory pairs) public view returns (bool) {
        return abi.decode(Precompiles.BLS_PAIRING.read(pairs), (uint256)) == 1;
    }

    function root(bytes memory leaves) public view returns (bytes32) {
        return abi.decode(Precompiles.SHA256.read(leaves), (bytes32));
    }

    function sign(int256 balance) external pure returns (int8) {
        return balance < 0 ? int8(-1) : int8(1);
    }
}
