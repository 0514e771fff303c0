using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Post.Depot;

public sealed class DepotSettings
{
    internal const string FallbackCipher = "DESede/CBC/PKCS7Padding";
    internal const string FallbackSigner = "MD5withRSA";
    internal static readonly int[] Sizes = { 1024, 3072 };

    private readonly Dictionary<string, string> _values;

    public DepotSettings(string file) => _values = XDocument.Load(file).Root!.Elements("add")
        .ToDictionary(e => (string)e.Attribute("key")!, e => (string)e.Attribute("value")!);

    public string this[string key, string fallback] => _values.GetValueOrDefault(key, fallback);
}
