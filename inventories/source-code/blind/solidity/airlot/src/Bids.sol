// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {ECDSA as Recovery} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {Hashes} from "./lib/Hashes.sol";

abstract contract Signed is EIP712 {
    using Recovery for bytes32;

    bytes32 internal immutable BID;

    constructor(string memory bidType) EIP712("AirLot", "2") {
        BID = keccak256(bytes(bidType));
    }

    function _signer(bytes32 structHash, bytes memory sig) internal view virtual returns (address) {
        return _hashTypedDataV4(structHash).recover(sig);
    }
}

contract Bids is Signed("Bid(uint256 lot,uint256 price)") {
    bytes32 public root;
    Hashes.Kind private immutable kind;
    string public constant description = "bids are signed with ecdsa";

    constructor(bytes32 root_) {
        root = root_;
        kind = Hashes.Kind.Bitcoin;
    }

    function bid(uint256 lot, uint256 price, bytes calldata sig) external view returns (address) {
        return _signer(keccak256(abi.encode(BID, lot, price)), sig);
    }

    function receipt(bytes calldata text) external view returns (bytes32) {
        return Hashes.of(kind, text);
    }

    function allowed(bytes32[] calldata proof, address who) external view returns (bool) {
        return MerkleProof.verifyCalldata(proof, root, keccak256(abi.encode(who)));
    }

    function hello(address who, bytes32 r, bytes32 vs) external pure returns (bool) {
        bytes32 h = MessageHashUtils.toEthSignedMessageHash(bytes("hello airlot"));
        (address got,,) = Recovery.tryRecover(h, r, vs);
        return got == who;
    }

    function raw(bytes32 h, uint8 v, bytes32 r, bytes32 s) external view returns (address who) {
        (bool ok, bytes memory out) = Hashes.RECOVER.staticcall(abi.encode(h, v, r, s));
        require(ok && out.length == 32, "digest");
        who = abi.decode(out, (address));
    }
}
