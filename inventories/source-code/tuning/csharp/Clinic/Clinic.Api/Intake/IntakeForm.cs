using System.Collections.Generic;
using System.Globalization;

namespace Clinic.Api.Intake;

/// <summary>Form at the front desk. It once called MD5.Create() over the names; not any more.</summary>
public sealed class IntakeForm
{
    private readonly Dictionary<string, string> _fields = new();

    public string Signature { get; set; } = ""; // path of the scanned signature

    public bool Verify() => _fields.Count > 0 && Signature.Length > 0;

    public override int GetHashCode() => _fields.GetHashCode();

    public string Describe(CultureInfo culture) => string.Format(culture, "{0} fields, desired language {1}", _fields.Count, culture);
}
