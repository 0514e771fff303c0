// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {Test} from "forge-std/Test.sol";
import {Receipts} from "../src/Receipts.sol";
import {Scale, ScaleKey} from "../src/Schemes.sol";

contract ReceiptsTest is Test {
    Receipts private receipts;
    uint256 private constant MILLER = 0xA11CE;

    function setUp() public {
        receipts = new Receipts();
        address wallet = vm.addr(MILLER);
        receipts.register(1, ScaleKey(Scale.Wallet, wallet, 0, 0, ""));
    }

    function testWallet() public view {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(MILLER, bytes32(uint256(7)));
        assertTrue(receipts.accept(1, bytes32(uint256(7)), abi.encodePacked(r, s, v)));
    }

    function testPhone() public {
        uint256 secret = 0xBEEF;
        (uint256 x, uint256 y) = vm.publicKeyP256(secret);
        receipts.register(2, ScaleKey(Scale.Phone, address(0), bytes32(x), bytes32(y), ""));
        (bytes32 r, bytes32 s) = vm.signP256(secret, bytes32(uint256(9)));
        assertEq(r == s, false);
    }
}
