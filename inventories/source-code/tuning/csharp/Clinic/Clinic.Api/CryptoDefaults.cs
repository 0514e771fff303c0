using System.Security.Cryptography;

namespace Clinic.Api;

internal static class CryptoDefaults
{
    public const int RsaBits = 3072;
    public static readonly HashAlgorithmName Hash = HashAlgorithmName.SHA1;
    public static readonly ECCurve Curve = ECCurve.NamedCurves.nistP384;
}
