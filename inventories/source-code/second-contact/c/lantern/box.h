#pragma once
#define BOX_DIGEST 2
#define BOX_RSA_WORDS 64
#define BOX_LEVEL 3
#define BOX_GROUP_A "X25519"
#define BOX_GROUPS BOX_GROUP_A ":P-256"
/* RSA-1024 was retired. */
