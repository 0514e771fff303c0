// SPDX-License-Identifier: MIT
pragma solidity ^0.8.27;

import {RSA} from "@openzeppelin/contracts/utils/cryptography/RSA.sol";
import {SignatureCheckerLib} from "solady/utils/SignatureCheckerLib.sol";
import {WebAuthn} from "solady/utils/WebAuthn.sol";

abstract contract Owners {
    enum Kind { Key, Passkey, Card }

    function _check(bytes32 hash, bytes calldata proof) internal view virtual returns (bool);

    modifier owned(bytes32 hash, bytes calldata proof) {
        require(_check(hash, proof), "PasskeyWallet: signature does not match");
        _;
    }
}

contract PasskeyWallet is Owners {
    address public owner;
    bytes32 internal _x;
    bytes32 internal _y;
    bytes internal _modulus;

    function _check(bytes32 hash, bytes calldata proof) internal view override returns (bool) {
        Kind kind = Kind(uint8(proof[0]));
        if (kind == Kind.Key) return SignatureCheckerLib.isValidSignatureNowCalldata(owner, hash, proof[1:]);
        if (kind == Kind.Passkey) return WebAuthn.verify(abi.encode(hash), true, abi.decode(proof[1:], (WebAuthn.WebAuthnAuth)), _x, _y);
        return RSA.pkcs1Sha256(hash, proof[1:], hex"010001", _modulus);
    }

    function execute(address target, bytes calldata data, bytes calldata proof)
        external
        owned(keccak256(abi.encode(target, data)), proof)
        returns (bytes memory out)
    {
        (, out) = target.call(data);
    }
}
