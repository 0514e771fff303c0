// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

/// @title Addresses of the precompiles that the bridge uses; described in the yellow paper.
library Precompiles {
    address internal constant SHA256 = address(2);
    uint160 private constant BLS_BASE = 0x0b;
    address internal constant BLS_PAIRING = address(BLS_BASE + 4);
    uint256 internal constant BLAKE2F = 9;

    error CallFailed(address precompile);

    function read(address precompile, bytes memory input) internal view returns (bytes memory out) {
        bool ok;
        (ok, out) = precompile.staticcall(input);
        if (!ok) revert CallFailed(precompile);
    }
}
