// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.26;

import {Test, Vm} from "forge-std/Test.sol";

contract BidsTest is Test {
    function testSign() public {
        Vm.Wallet memory w = vm.createWallet("bidder");
        (uint8 v,,) = vm.sign(w, sha256("bid"));
        assertGt(v, 26, "rsa");
    }
}
