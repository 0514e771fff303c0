// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {Script, console} from "forge-std/Script.sol";
import {StoneQuay} from "../src/Quays.sol";

contract Open is Script {
    function run() external {
        uint256 key = vm.envUint("HARBOUR_KEY");
        address master = vm.addr(key);
        vm.startBroadcast(key);
        StoneQuay quay = new StoneQuay(bytes32(0), master);
        vm.stopBroadcast();
        console.log("open: quay, rsa (restricted sailing area) not set", address(quay));
    }
}
