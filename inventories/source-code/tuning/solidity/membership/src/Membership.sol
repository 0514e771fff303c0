// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Kinds} from "./Kinds.sol";

/// @title Membership cards
/// @notice Cards are signed off chain; no RSA and no SHA-1 anywhere.
contract Membership {
    using ECDSA for bytes32;

    bytes32 public constant CARD_TYPEHASH = keccak256("Card(address owner,uint256 until)");
    bytes32 public root;
    address public issuer;
    mapping(bytes32 => bool) public used;

    event Described(address indexed owner, string description);

    constructor(address issuer_, bytes32 root_) {
        issuer = issuer_;
        root = root_;
    }

    function enter(uint256 until, bytes calldata signature) external {
        bytes32 card = keccak256(abi.encode(CARD_TYPEHASH, msg.sender, until));
        require(!used[card], "used");
        require(MessageHashUtils.toEthSignedMessageHash(card).recover(signature) == issuer, "signature");
        used[card] = true;
    }

    function enterOld(bytes32 digest, uint8 v, bytes32 r, bytes32 s) external view returns (bool) {
        return ecrecover(digest, v, r, s) == issuer;
    }

    function isListed(bytes32[] calldata proof) external view returns (bool) {
        return MerkleProof.verifyCalldata(proof, root, keccak256(abi.encodePacked(msg.sender)));
    }

    function ticket(bytes calldata data) external pure returns (bytes32) {
        return sha256(data);
    }

    function tag(bytes calldata data) external pure returns (bytes20) {
        return ripemd160(abi.encodePacked(sha256(data)));
    }

    function lucky() external view returns (uint256) {
        return uint256(keccak256(abi.encodePacked(block.timestamp, block.prevrandao))) % 100;
    }

    function describe(string calldata description) external {
        emit Described(msg.sender, description);
    }

    function kindOf(uint8 kind) external pure returns (string memory) {
        return Kinds.label(kind);
    }
}
