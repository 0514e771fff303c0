#include <gcrypt.h>
#include <getopt.h>
#include <stdio.h>
#include <libssh/libssh.h>

static void usage(void)
{
    puts("usage: thermod [-a aes|seed] [-k rsa-file]");
}

int main(int argc, char **argv)
{
    int algo = GCRY_CIPHER_CAMELLIA192;
    int opt;
    gcry_cipher_hd_t h;
    ssh_session s = ssh_new();

    while ((opt = getopt(argc, argv, "hk:")) != -1)
        if (opt == 'h')
            usage();
    gcry_cipher_open(&h, algo, GCRY_CIPHER_MODE_CBC, 0);
    ssh_options_set(s, SSH_OPTIONS_KEY_EXCHANGE, "diffie-hellman-group14-sha256");
    return 0;
}
