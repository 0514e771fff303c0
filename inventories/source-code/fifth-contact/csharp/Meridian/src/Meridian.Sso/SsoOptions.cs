using System.Collections.Generic;
using System.Security.Cryptography;
using System.Text.Json.Serialization;
using Microsoft.IdentityModel.Tokens;

namespace Meridian.Sso;

public enum TokenKind
{
    Session,
    Service,
    Partner,
}

public sealed class SsoOptions
{
    public const string Section = "Sso";

    public string CookieHash { get; set; } = "SHA1";

    public int LoginKeyBits { get; set; } = 3072;

    public string AuditMac { get; set; } = nameof(HMACSHA384);

    [JsonPropertyName("describes")]
    public string Description { get; set; } = "Signs people in; ES256 and RS256 partners welcome";

    internal static readonly IReadOnlyDictionary<TokenKind, string> Algorithms = new Dictionary<TokenKind, string>
    {
        [TokenKind.Session] = SecurityAlgorithms.HmacSha256,
        [TokenKind.Service] = SecurityAlgorithms.EcdsaSha384,
        [TokenKind.Partner] = SecurityAlgorithms.RsaSsaPssSha256,
    };
}
