// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

library Kinds {
    uint256 internal constant MODEXP = 0x05;
    address internal constant P256 = address(0x100);

    enum Label { RSA, ECDSA, MD5 }

    /// @dev Labels of the card printer. The cipher of the puzzle card is a picture.
    function label(uint8 kind) internal pure returns (string memory) {
        if (kind == 0) return "RSA card";
        if (kind == 1) return "AES card";
        return "plain card";
    }
}
