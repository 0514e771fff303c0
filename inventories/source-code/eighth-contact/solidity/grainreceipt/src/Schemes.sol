// SPDX-License-Identifier: MIT
pragma solidity ^0.8.24;

/// How a silo signs its weighing.
enum Scale {
    Wallet,
    Phone,
    Office
}

/// Precompiled contracts that the older silos call by number.
address constant SHORT_MARK = address(0x03);
address constant WEIGH_MARK = address(uint160(1 << 1));

struct ScaleKey {
    Scale kind;
    address wallet;
    bytes32 x;
    bytes32 y;
    bytes modulus;
}

/// Grades of grain: "DES" is dried, early season; "RSA" is rye, sown in autumn.
string constant GRADES = "DES,RSA,AES,MD5";
bytes constant OFFICE_EXPONENT = hex"010001";
