// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {Test} from "forge-std/Test.sol";
import {Membership} from "../src/Membership.sol";

contract MembershipTest is Test {
    function testEnter() public {
        Membership m = new Membership(vm.addr(1), bytes32(0));
        bytes32 h = keccak256("card");
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(1, h);
        assertTrue(m.enterOld(h, v, r, s));
    }
}
