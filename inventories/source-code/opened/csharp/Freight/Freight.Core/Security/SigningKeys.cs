using System;
using System.Collections.Generic;
using System.Security.Cryptography;

namespace Freight.Core.Security;

public static class SigningKeys
{
    private static readonly Dictionary<string, ECCurve> Curves = new(StringComparer.OrdinalIgnoreCase)
    {
        ["carrier"] = ECCurve.NamedCurves.nistP256,
        ["customs"] = ECCurve.NamedCurves.nistP521,
        ["wallet"] = ECCurve.CreateFromValue("1.3.132.0.10"),
    };

    public static ECDsa Carrier() => ECDsa.Create(Curves["carrier"]);

    public static ECDsa Customs() => ECDsa.Create(Curves["customs"]);

    public static ECDsa Wallet() => ECDsa.Create(Curves["wallet"]);

    public static byte[] Agree(ECDiffieHellmanPublicKey peer)
    {
        using var ours = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP384);
        return ours.DeriveKeyFromHash(peer, HashAlgorithmName.SHA256);
    }

    public static byte[] SignManifest(byte[] manifest)
    {
        using var key = Customs();
        return key.SignData(manifest, HashAlgorithmName.SHA512);
    }

    public static RSA Legacy(int bits = 1024) => RSA.Create(bits);

    public static byte[] SessionKey(byte[] shared) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, shared, 32, info: "manifest"u8.ToArray());
}
