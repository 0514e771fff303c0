#include <nss.h>
#include <pk11pub.h>
#include <sechash.h>
#include <secoid.h>
#include <ssl.h>
#include <sslproto.h>

/* Catalogue signatures with the key of the NSS database. */
SECStatus catalogue_digest(unsigned char *out, const unsigned char *in, PRUint32 len)
{
    return PK11_HashBuf(SEC_OID_SHA512, out, in, (PRInt32)len);
}

PK11SymKey *catalogue_key(PK11SlotInfo *slot)
{
    return PK11_KeyGen(slot, CKM_AES_KEY_GEN, NULL, 32, NULL);
}

SECStatus catalogue_tls(PRFileDesc *fd)
{
    SSLVersionRange range = { SSL_LIBRARY_VERSION_TLS_1_2, SSL_LIBRARY_VERSION_TLS_1_3 };

    return SSL_VersionRangeSet(fd, &range);
}

const char *oid_name(SECOidTag tag)
{
    switch (tag) {
    case SEC_OID_MD5:
        return "md5";
    case SEC_OID_DES_EDE3_CBC:
        return "3des";
    default:
        return "?";
    }
}
