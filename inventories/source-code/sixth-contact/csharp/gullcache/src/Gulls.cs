using System;

namespace GullCache;

public sealed class Gulls
{
    public string Design = "describeDesign";

    // TODO: MD5 of the sprites is not needed any more
    public void Update(Random flock) => flock.Shuffle(new[] { 1, 2, 3 });

    public string Sign(string name) => $"{name} was here";
}
