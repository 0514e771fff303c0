// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {MessageHashUtils} from "@openzeppelin/contracts/utils/cryptography/MessageHashUtils.sol";
import {P256 as PhoneKeys} from "@openzeppelin/contracts/utils/cryptography/P256.sol";
import {RSA} from "@openzeppelin/contracts/utils/cryptography/RSA.sol";
import {OFFICE_EXPONENT, SHORT_MARK, WEIGH_MARK, Scale, ScaleKey} from "./Schemes.sol";

contract Receipts is EIP712 {
    using ECDSA for bytes32;
    using MessageHashUtils for bytes32;

    bytes32 private constant WEIGHING = keccak256("Weighing(uint256 silo,uint256 kilos,uint256 day)");

    mapping(uint256 silo => ScaleKey) private _scales;

    error UnknownSilo(uint256 silo);
    error BadSignature(string reason);

    constructor() EIP712("GrainReceipt", "2") {}

    function register(uint256 silo, ScaleKey calldata key) external {
        _scales[silo] = key;
    }

    /// The miller signs a typed weighing with a wallet.
    function miller(uint256 silo, uint256 kilos, uint256 day, bytes calldata signature) external view returns (address) {
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(WEIGHING, silo, kilos, day)));
        return ECDSA.recover(digest, signature);
    }

    /// A carter signs the text of the docket.
    function carter(bytes32 docket, bytes calldata signature) external pure returns (address) {
        return docket.toEthSignedMessageHash().recover(signature);
    }

    function accept(uint256 silo, bytes32 weighing, bytes calldata signature) external view returns (bool) {
        ScaleKey storage key = _scales[silo];
        if (key.kind == Scale.Phone) {
            (bytes32 r, bytes32 s) = abi.decode(signature, (bytes32, bytes32));
            return PhoneKeys.verify(weighing, r, s, key.x, key.y);
        }
        if (key.kind == Scale.Office) {
            return RSA.pkcs1Sha256(weighing, signature, OFFICE_EXPONENT, key.modulus);
        }
        (address signer, ECDSA.RecoverError err,) = ECDSA.tryRecover(weighing, signature);
        if (err != ECDSA.RecoverError.NoError) revert BadSignature("receipt: the signature is not ECDSA");
        return signer == key.wallet;
    }

    function weighMark(bytes memory line) public view returns (bytes32) {
        return abi.decode(_precompiled(WEIGH_MARK, line), (bytes32));
    }

    function shortMark(bytes memory line) public view returns (bytes20) {
        return bytes20(uint160(uint256(abi.decode(_precompiled(SHORT_MARK, line), (bytes32)))));
    }

    function _precompiled(address which, bytes memory input) private view returns (bytes memory) {
        (bool ok, bytes memory out) = which.staticcall(input);
        require(ok, "receipt: call failed");
        return out;
    }

    /// Row of the silo list, by its hash sign: "#14".
    function hash(uint256 row) external pure returns (bytes1, uint256) {
        return ("#", row);
    }
}
