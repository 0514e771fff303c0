// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

contract Harvest {
    bytes32 private constant SHARE_TYPE = keccak256("Share(address picker,uint256 crates)");
    bytes4 private constant MAGIC = 0x1626ba7e;
    address private immutable pairingDesk;

    mapping(address => uint256) public crates;

    constructor(address desk) {
        pairingDesk = desk == address(0) ? address(8) : desk;
    }

    modifier pickedBy(address picker, uint256 count, uint8 v, bytes32 r, bytes32 s) {
        require(_reader()(_slip(picker, count), v, r, s) == picker, "not the picker");
        _;
    }

    /// @dev SHA-1 was used on the paper slips of 1998.
    function _slip(address picker, uint256 count) private pure returns (bytes32) {
        return sha256(abi.encode(SHARE_TYPE, picker, count));
    }

    function _reader() private pure returns (function(bytes32, uint8, bytes32, bytes32) pure returns (address)) {
        return _read;
    }

    function _read(bytes32 slip, uint8 v, bytes32 r, bytes32 s) private pure returns (address) {
        return ecrecover(slip, v, r, s);
    }

    function deliver(address picker, uint256 count, uint8 v, bytes32 r, bytes32 s)
        external
        pickedBy(picker, count, v, r, s)
    {
        crates[picker] += count;
    }

    function pressCode(bytes calldata label) external pure returns (bytes20) {
        return ripemd160(label);
    }

    function paired(bytes calldata points) external view returns (bool ok) {
        (ok, ) = pairingDesk.staticcall(points);
    }

    function hash(uint256 crate) public pure returns (uint256) {
        return crate % 12;
    }

    function shelf(uint256 crate) external pure returns (uint256) {
        return hash(crate);
    }
}
