// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import "./HashLib.sol";

/**
 * Sealed bids. A bid is hashed with a salt and opened later.
 * md5(bid) was used in the paper auction.
 */
contract Auction is EIP712 {
    using HashLib for bytes;

    struct Bid {
        bytes32 seal;
        uint256 value;
        bool opened;
    }

    mapping(address => Bid) private bids;
    address private immutable _house;
    string public description = "Universal auction of desks";

    constructor(address house) EIP712("Auction", "1") {
        _house = house;
    }

    function seal(bytes32 commitment) external {
        bids[msg.sender].seal = commitment;
    }

    function open(uint256 value, bytes32 salt) external {
        require(bids[msg.sender].seal == keccak256(abi.encodePacked(value, salt)), "wrong");
        bids[msg.sender].value = value;
        bids[msg.sender].opened = true;
    }

    function permit(address bidder, uint256 limit, uint8 v, bytes32 r, bytes32 s) external view returns (bool) {
        bytes32 digest = _hashTypedDataV4(HashLib.permitHash(bidder, limit));
        return ECDSA.recover(digest, v, r, s) == _house;
    }

    function tryPermit(bytes32 digest, bytes calldata signature) external view returns (bool) {
        (address who, ECDSA.RecoverError problem, ) = ECDSA.tryRecover(digest, signature);
        return problem == ECDSA.RecoverError.NoError && who == _house;
    }

    function lot(bytes calldata picture) external view returns (bytes32) {
        return picture.fingerprint();
    }

    function coin() external view returns (bool) {
        return uint256(blockhash(block.number - 1)) % 2 == 0;
    }
}
