package eu.kartei.store;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.BufferedBlockCipher;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.LEAEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

abstract class BlockFieldCipher implements FieldCipher {

    protected abstract String family();

    protected String mode() {
        return "CBC";
    }

    @Override
    public byte[] seal(byte[] key, byte[] iv, byte[] field) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(String.join("/", family(), mode(), "PKCS5Padding"), "BC");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, family()), new IvParameterSpec(iv));
        return cipher.doFinal(field);
    }

    @Override
    public String describe() {
        return "block cipher with a field's own IV";
    }
}

final class SeoulBranch extends BlockFieldCipher {

    @Override
    protected String family() {
        return "SEED";
    }
}

final class LabReports implements FieldCipher {

    @Override
    public byte[] seal(byte[] key, byte[] iv, byte[] field) throws InvalidCipherTextException {
        BufferedBlockCipher cipher = new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(new LEAEngine()));
        cipher.init(true, new ParametersWithIV(new KeyParameter(key), iv));
        byte[] out = new byte[cipher.getOutputSize(field.length)];
        int n = cipher.processBytes(field, 0, field.length, out, 0);
        cipher.doFinal(out, n);
        return out;
    }

    byte[] tag(byte[] key, byte[] field) {
        CMac mac = new CMac(AESEngine.newInstance());
        mac.init(new KeyParameter(key));
        mac.update(field, 0, field.length);
        byte[] out = new byte[mac.getMacSize()];
        mac.doFinal(out, 0);
        return out;
    }

    @Override
    public String describe() {
        return "laboratory reports";
    }
}
