#ifndef BOARD_H
#define BOARD_H

#include <stdint.h>

#define CAT_(a, b) a##b
#define CAT(a, b) CAT_(a, b)

#define LOCK_CURVE secp256k1
#define LOCK_UECC CAT(uECC_, LOCK_CURVE)

#ifdef BOARD_REV_A
#define LOCK_SIGN_BITS 1024
#else
#define LOCK_SIGN_BITS 2048
#endif

/* description of pins: DES = door edge sensor, RSA = relay supply A */
#define PIN_DES 12
#define PIN_RSA 13

enum link_mode { LINK_BLE, LINK_WIFI, LINK_NFC };

int des_read(uint8_t pin);

#endif
