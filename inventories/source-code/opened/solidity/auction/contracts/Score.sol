// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

/// A music box. The signature is that of the piece: sharps and beats.
contract Score {
    struct Signature {
        int8 sharps;
        uint8 beats;
    }

    Signature public signature = Signature(2, 4);

    function verify() external view returns (bool) {
        return signature.beats > 0;
    }

    function encrypt(string calldata) external pure returns (string memory) {
        revert("the box does not know AES");
    }
}
