using System;
using System.Collections.Generic;
using System.Security.Cryptography;

namespace Skirmish.Server;

public sealed class SaveGames
{
    private readonly SeasonPolicy _policy;

    public SaveGames(SeasonPolicy policy) => _policy = policy;

    public static SaveGames ForRanked() => new(new RankedPolicy());

    private static readonly Dictionary<string, Func<byte[], byte[]>> AssetHashes = new()
    {
        ["v1"] = SHA1.HashData,
        ["v2"] = SHA512.HashData,
    };

    public static string AssetId(string version, byte[] asset) => Convert.ToHexString(AssetHashes[version](asset));

    public byte[] SaveKey(byte[] master, byte[] player) =>
        HKDF.DeriveKey(_policy.ReplayHash, master, _policy.SaveKeyBits / 8, salt: player);

    public byte[] Seal(byte[] master, byte[] player, byte[] nonce, byte[] save)
    {
        using var ccm = new AesCcm(SaveKey(master, player));
        var sealedSave = new byte[save.Length];
        var tag = new byte[16];
        ccm.Encrypt(nonce, save, sealedSave, tag);
        return sealedSave;
    }

    public MLDsa NewResultKey() => MLDsa.GenerateKey(_policy.ResultSigning);

    public byte[] TagReplay(byte[] key, byte[] replay)
    {
        using var mac = IncrementalHash.CreateHMAC(_policy.ReplayHash, key);
        mac.AppendData(replay);
        return mac.GetHashAndReset();
    }

    /// <summary>Prizes are worth money, so this one must not be guessed.</summary>
    public static int DrawPrize(int count) => RandomNumberGenerator.GetInt32(count);
}
