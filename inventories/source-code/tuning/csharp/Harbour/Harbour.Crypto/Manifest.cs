using System;
using System.Text;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace Harbour.Crypto;

/// <summary>Cargo manifests of the harbour; ARIA for ships under Korean flag.</summary>
public static class Manifest
{
    public static byte[] SealAria(byte[] key, byte[] nonce, byte[] manifest)
    {
        var cipher = new GcmBlockCipher(new AriaEngine());
        cipher.Init(true, new AeadParameters(new KeyParameter(key), 128, nonce));
        var output = new byte[cipher.GetOutputSize(manifest.Length)];
        var n = cipher.ProcessBytes(manifest, 0, manifest.Length, output, 0);
        cipher.DoFinal(output, n);
        return output;
    }

    public static byte[] Seal(byte[] key, byte[] iv, byte[] manifest, bool old)
    {
        var cipher = CipherUtilities.GetCipher($"{(old ? "Blowfish" : "AES")}/CBC/PKCS7Padding");
        cipher.Init(true, new ParametersWithIV(new KeyParameter(key), iv));
        return cipher.DoFinal(manifest);
    }

    public static byte[] Sign(AsymmetricKeyParameter key, byte[] manifest)
    {
        var signer = SignerUtilities.GetSigner("SHA-256withRSAandMGF1");
        signer.Init(true, key);
        signer.BlockUpdate(manifest, 0, manifest.Length);
        return signer.GenerateSignature();
    }

    public static AsymmetricCipherKeyPair NewKey()
    {
        var generator = GeneratorUtilities.GetKeyPairGenerator("RSA");
        generator.Init(new KeyGenerationParameters(new SecureRandom(), 1024));
        return generator.GenerateKeyPair();
    }

    public static byte[] Line(string line) => DigestUtilities.CalculateDigest("1.3.14.3.2.26", Encoding.UTF8.GetBytes(line));

    public static byte[] Berth(byte[] key, byte[] data)
    {
        var mac = new HMac(new Sha3Digest(256));
        mac.Init(new KeyParameter(key));
        mac.BlockUpdate(data, 0, data.Length);
        return MacUtilities.DoFinal(mac);
    }
}
