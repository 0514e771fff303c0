namespace GullCache;

public enum Strength
{
    Light,
    Normal,
    Heavy,
}
