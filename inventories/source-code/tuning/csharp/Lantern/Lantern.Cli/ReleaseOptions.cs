using System.Text.Json.Serialization;

namespace Lantern.Cli;

public sealed class ReleaseOptions
{
    [JsonPropertyName("digest")]
    public string Digest { get; set; } = "1.3.14.3.2.26";

    [JsonPropertyName("vaultKeySize")]
    public int VaultKeySize { get; set; } = 2048;

    [JsonPropertyName("hostKey")]
    public string HostKey { get; set; } = "ssh-ed25519";

    public static class Oids
    {
        public const string Sha384 = "2.16.840.1.101.3.4.2.2";
        public const string Aes192 = "2.16.840.1.101.3.4.1.22";
    }
}
