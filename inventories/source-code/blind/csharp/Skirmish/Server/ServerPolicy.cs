using System.Security.Authentication;
using System.Security.Cryptography;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;

namespace Skirmish.Server;

public enum SeasonKind { Casual, Ranked }

public abstract class SeasonPolicy
{
    public abstract HashAlgorithmName ReplayHash { get; }
    public virtual int SaveKeyBits => 128;
    public virtual MLDsaAlgorithm ResultSigning => MLDsaAlgorithm.MLDsa44;
}

public sealed class RankedPolicy : SeasonPolicy
{
    public override HashAlgorithmName ReplayHash => HashAlgorithmName.SHA256;
    public override int SaveKeyBits => 256;
    public override MLDsaAlgorithm ResultSigning => MLDsaAlgorithm.MLDsa65;
}

public static class VaultPolicy
{
    public const int ReleaseBits = 2048 + 1024;
    public static readonly KeyCurveName PatchCurve = KeyCurveName.P384;
    public static readonly KeyWrapAlgorithm SaveWrap = KeyWrapAlgorithm.RsaOaep256;

    public static SignatureAlgorithm Patch => SignatureAlgorithm.ES384;

    public static SslProtocols Lobby(bool consoles) => consoles ? SslProtocols.Tls12 : SslProtocols.Tls13;
}
