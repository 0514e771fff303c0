using System.IO;
using System.Net.Http;
using System.Net.Security;
using System.Threading.Tasks;
using Azure.Security.KeyVault.Keys;
using Azure.Security.KeyVault.Keys.Cryptography;

namespace Skirmish.Server;

public sealed class ReleaseVault
{
    private readonly KeyClient _keys;
    private readonly CryptographyClient _patches;

    public ReleaseVault(KeyClient keys, CryptographyClient patches)
    {
        _keys = keys;
        _patches = patches;
    }

    public async Task CreateKeysAsync()
    {
        var release = new CreateRsaKeyOptions("release", hardwareProtected: true)
        {
            KeySize = VaultPolicy.ReleaseBits,
        };
        var patch = new CreateEcKeyOptions("patch", hardwareProtected: true)
        {
            CurveName = VaultPolicy.PatchCurve,
        };
        await _keys.CreateRsaKeyAsync(release);
        await _keys.CreateEcKeyAsync(patch);
    }

    public async Task<byte[]> SignPatchAsync(Stream patch) =>
        (await _patches.SignDataAsync(VaultPolicy.Patch, patch)).Signature;

    public static async Task<byte[]> WrapSaveKeyAsync(CryptographyClient client, byte[] key) =>
        (await client.WrapKeyAsync(VaultPolicy.SaveWrap, key)).EncryptedKey;

    public static HttpClient Lobby() => new(new SocketsHttpHandler
    {
        SslOptions = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = VaultPolicy.Lobby(consoles: true),
        },
    });
}
