// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {Test} from "forge-std/Test.sol";

contract WalletTest is Test {
    function test_passkey_rejectsRsa() public {
        bytes32 digest = sha256("login");
        (bytes32 r,) = vm.signP256(7, digest);
        assertTrue(r != 0);
    }
}
