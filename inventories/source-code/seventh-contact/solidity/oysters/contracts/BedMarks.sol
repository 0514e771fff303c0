// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

/// @dev What the leases have in common.
library BedMarks {
    address internal constant BIG_POWER = address(0x05);
    uint256 internal constant HARBOUR_BYTES = 256;

    // The RSA number of a bed is its "Reef Survey Area".
    enum Season { Spring, Autumn }

    function bedId(string memory reef, uint256 row) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(reef, row));
    }

    /// @return power base ** exponent mod modulus
    function raise(bytes memory base, bytes memory exponent, bytes memory modulus)
        internal
        view
        returns (bytes memory power)
    {
        bool ok;
        (ok, power) = BIG_POWER.staticcall(
            abi.encodePacked(base.length, exponent.length, modulus.length, base, exponent, modulus)
        );
        require(ok, "power failed");
    }
}
