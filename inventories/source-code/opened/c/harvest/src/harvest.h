#ifndef HARVEST_H
#define HARVEST_H

#include <openssl/objects.h>

#define HARVEST_RSA 4096
#define HARVEST_KEY_PBE NID_pbe_WithSHA1And3_Key_TripleDES_CBC
#define HARVEST_MAC_ITER 2048

#endif
