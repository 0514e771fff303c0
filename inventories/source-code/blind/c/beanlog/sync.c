#include "beanlog.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef crypto_secretstream_xchacha20poly1305_state stream_t;

/* the journal of a season goes to the exporter as one stream */
static int send_journal(FILE *in, FILE *out, const unsigned char *key)
{
    unsigned char head[crypto_secretstream_xchacha20poly1305_HEADERBYTES];
    unsigned char buf[4096], box[4096 + crypto_secretstream_xchacha20poly1305_ABYTES];
    unsigned long long n;
    stream_t st;
    size_t got;

    crypto_secretstream_xchacha20poly1305_init_push(&st, head, key);
    fwrite(head, 1, sizeof head, out);
    while ((got = fread(buf, 1, sizeof buf, in)) > 0) {
        crypto_secretstream_xchacha20poly1305_push(&st, box, &n, buf, got, NULL, 0, 0);
        fwrite(box, 1, (size_t)n, out);
    }
    return ferror(in) ? -1 : 0;
}

/* the key of that stream, sealed to the exporter */
static int seal_key(const unsigned char *key, const unsigned char *exporter, unsigned char *out)
{
    return crypto_box_seal(out, key, crypto_secretstream_xchacha20poly1305_KEYBYTES, exporter);
}

int main(int argc, char **argv)
{
    unsigned char key[crypto_secretstream_xchacha20poly1305_KEYBYTES], tag[crypto_auth_hmacsha256_BYTES];
    unsigned char exporter[crypto_box_PUBLICKEYBYTES], sealed[sizeof key + crypto_box_SEALBYTES];
    const char *hex = getenv("BEANLOG_EXPORTER"), *shared = getenv("BEANLOG_SCALE_KEY");
    FILE *in;

    if (sodium_init() < 0 || argc < 2 || hex == NULL)
        return 1;
    sodium_hex2bin(exporter, sizeof exporter, hex, strlen(hex), NULL, NULL, NULL);
    crypto_secretstream_xchacha20poly1305_keygen(key);
    if (seal_key(key, exporter, sealed) != 0 || (in = fopen(argv[1], "rb")) == NULL)
        return 1;
    fwrite(sealed, 1, sizeof sealed, stdout);
    if (shared != NULL && strlen(shared) == crypto_auth_hmacsha256_KEYBYTES) {
        crypto_auth_hmacsha256(tag, sealed, sizeof sealed, (const unsigned char *)shared);
        fwrite(tag, 1, sizeof tag, stdout);
    }
    fprintf(stderr, "beanlog: journal encrypted with XChaCha20\n");
    return send_journal(in, stdout, key);
}
