#include <mbedtls/ctr_drbg.h>
#include <mbedtls/ecdsa.h>
#include <mbedtls/pk.h>
#include <mbedtls/sha1.h>

#include "otad_config.h"
#include "otad.h"

/* digest the image the way the build server did */
static int image_hash(const uint8_t *img, size_t len, uint8_t *out)
{
    return mbedtls_md(mbedtls_md_info_from_type(OTAD_IMAGE_MD), img, len, out);
}

int otad_verify_image(const struct otad_image *im, const uint8_t *pub, size_t publen)
{
    uint8_t hash[48];
    mbedtls_ecp_group grp;
    mbedtls_ecp_point q;
    mbedtls_mpi r, s;
    int rc;

    mbedtls_ecp_group_init(&grp), mbedtls_ecp_point_init(&q);
    mbedtls_mpi_init(&r), mbedtls_mpi_init(&s);
    if ((rc = image_hash(im->data, im->len, hash)) != 0 ||
        (rc = mbedtls_ecp_group_load(&grp, OTAD_CURVE)) != 0 ||
        (rc = mbedtls_ecp_point_read_binary(&grp, &q, pub, publen)) != 0 ||
        (rc = mbedtls_mpi_read_binary(&r, im->sig, 48)) != 0 ||
        (rc = mbedtls_mpi_read_binary(&s, im->sig + 48, 48)) != 0)
        goto out;
    rc = mbedtls_ecdsa_verify(&grp, hash, sizeof hash, &q, &r, &s);
out:
    mbedtls_mpi_free(&s), mbedtls_mpi_free(&r);
    mbedtls_ecp_point_free(&q), mbedtls_ecp_group_free(&grp);
    return rc;
}

/* the first boot loader in ROM only knows this one */
int otad_rom_checksum(const uint8_t *img, size_t len, uint8_t out[20])
{
    return mbedtls_sha1(img, len, out);
}

static mbedtls_pk_context identity;

int otad_new_identity(mbedtls_ctr_drbg_context *rng)
{
    int rc = mbedtls_pk_setup(&identity, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY));

    if (rc == 0)
        rc = mbedtls_ecp_gen_key(OTAD_CURVE, mbedtls_pk_ec(identity), mbedtls_ctr_drbg_random, rng);
    return rc;
}

int otad_sign_report(mbedtls_ctr_drbg_context *rng, const uint8_t *hash,
                     uint8_t *sig, size_t size, size_t *len)
{
    return mbedtls_pk_sign(&identity, MBEDTLS_MD_SHA384, hash, 48, sig, size, len,
                           mbedtls_ctr_drbg_random, rng);
}
