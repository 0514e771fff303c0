package eu.kartei.store;

import at.favre.lib.hkdf.HKDF;
import com.google.common.hash.HashCode;
import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import com.google.crypto.tink.signature.PredefinedSignatureParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.function.Function;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.codec.digest.HmacAlgorithms;
import org.apache.commons.codec.digest.HmacUtils;

public class RecordKeys {

    private static final HashFunction SHARDS = Hashing.murmur3_128();

    private final Function<byte[], HashFunction> index;

    public RecordKeys() {
        this(Hashing::hmacSha512);
    }

    RecordKeys(Function<byte[], HashFunction> index) {
        this.index = index;
    }

    public KeysetHandle columns() throws GeneralSecurityException {
        return KeysetHandle.generateNew(PredefinedAeadParameters.XCHACHA20_POLY1305);
    }

    public KeysetHandle doctors() throws GeneralSecurityException {
        return KeysetHandle.generateNew(PredefinedSignatureParameters.RSA_SSA_PSS_4096_SHA512_SHA512_64_F4);
    }

    public byte[] patientKey(byte[] master, String patient) {
        byte[] prk = HKDF.fromHmacSha256().extract((byte[]) null, master);
        return HKDF.fromHmacSha256().expand(prk, patient.getBytes(StandardCharsets.UTF_8), 32);
    }

    public HashCode blindIndex(byte[] key, String value) {
        return index.apply(key).hashString(value, StandardCharsets.UTF_8);
    }

    public int shard(String patient) {
        return Math.floorMod(SHARDS.hashString(patient, StandardCharsets.UTF_8).asInt(), 16);
    }

    public String attachmentName(byte[] scan) {
        return DigestUtils.sha1Hex(scan);
    }

    public String exportTag(byte[] key, String row) {
        return new HmacUtils(HmacAlgorithms.HMAC_SHA_224, key).hmacHex(row);
    }
}
