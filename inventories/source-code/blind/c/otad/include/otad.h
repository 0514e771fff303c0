#ifndef OTAD_H
#define OTAD_H

#include <stddef.h>
#include <stdint.h>

struct otad_image { const uint8_t *data; size_t len; const uint8_t *sig; /* r and s, raw */ };
struct otad_blob  { uint8_t iv[12], tag[16], body[512]; };

#endif
