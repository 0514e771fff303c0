using System;
using Microsoft.Extensions.Options;
using Org.BouncyCastle.Crypto;
using Org.BouncyCastle.Crypto.Digests;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Modes;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.Security;

namespace Freight.Core.Security;

public sealed class BouncyCargoCipher : ICargoCipher
{
    private readonly CargoCipherOptions _options;
    private readonly SecureRandom _random = new();

    public BouncyCargoCipher(IOptions<CargoCipherOptions> options) => _options = options.Value;

    public string Name => _options.Transformation;

    public byte[] Protect(byte[] manifest)
    {
        var generator = GeneratorUtilities.GetKeyGenerator("AES");
        generator.Init(new KeyGenerationParameters(_random, _options.KeyBits));
        var key = generator.GenerateKey();
        var cipher = CipherUtilities.GetCipher(_options.Transformation);
        var iv = SecureRandom.GetNextBytes(_random, 12);
        cipher.Init(true, new ParametersWithIV(new KeyParameter(key), iv));
        return cipher.DoFinal(manifest);
    }

    public byte[] Checksum(byte[] manifest) => DigestUtilities.CalculateDigest(_options.Digest, manifest);

    public static IBufferedCipher OldDecoder(byte[] key24)
    {
        var cipher = CipherUtilities.GetCipher("DESede/CBC/PKCS7Padding");
        cipher.Init(false, new ParametersWithIV(new DesEdeParameters(key24), new byte[8]));
        return cipher;
    }

    public static byte[] Stretch(char[] pin, byte[] salt)
    {
        var kdf = new Pkcs5S2ParametersGenerator(new Sha512Digest());
        kdf.Init(PbeParametersGenerator.Pkcs5PasswordToUtf8Bytes(pin), salt, 50_000);
        return ((KeyParameter)kdf.GenerateDerivedMacParameters(256)).GetKey();
    }

    public static byte[] SealDriverNote(byte[] note, byte[] key, byte[] nonce)
    {
        IBlockCipher engine = new CamelliaEngine();
        var mode = new CcmBlockCipher(engine);
        mode.Init(true, new AeadParameters(new KeyParameter(key), 128, nonce));
        var output = new byte[mode.GetOutputSize(note.Length)];
        var used = mode.ProcessBytes(note, 0, note.Length, output, 0);
        mode.DoFinal(output, used);
        return output;
    }
}
