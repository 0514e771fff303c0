#include <stdio.h>
#include <stdlib.h>
#include <libssh/libssh.h>
#include <mbedtls/ssl.h>
#include "farebox.h"

#define DEPOT_KEX "ecdh-sha2-nistp256,diffie-hellman-group14-sha256"

int depot_tls(mbedtls_ssl_config *conf)
{
    int ret;

    mbedtls_ssl_config_init(conf);
    ret = mbedtls_ssl_config_defaults(conf, MBEDTLS_SSL_IS_CLIENT,
                                      MBEDTLS_SSL_TRANSPORT_STREAM,
                                      MBEDTLS_SSL_PRESET_DEFAULT);
    if (ret == 0)
        mbedtls_ssl_conf_min_tls_version(conf, MBEDTLS_SSL_VERSION_TLS1_3);
    return ret;
}

int depot_open(const char *host)
{
    ssh_session s = ssh_new();
    int rc = SSH_ERROR;

    if (s == NULL)
        return -1;
    ssh_options_set(s, SSH_OPTIONS_HOST, host);
    ssh_options_set(s, SSH_OPTIONS_KEY_EXCHANGE, DEPOT_KEX);
    rc = ssh_connect(s);
    if (rc != SSH_OK)
        fprintf(stderr, "depot: ssh to %s failed, is the aes rack switched on?\n", host);
    ssh_free(s);
    return rc;
}

static int make_login(enum ssh_keytypes_e type, int bits, const char *file)
{
    ssh_key key = NULL;
    int rc = ssh_pki_generate(type, bits, &key);

    if (rc == SSH_OK)
        rc = ssh_pki_export_privkey_file(key, NULL, NULL, NULL, file);
    ssh_key_free(key);
    return rc;
}

int depot_make_login(const char *file)
{
    return make_login(SSH_KEYTYPE_RSA, 512 * 8, file);
}
