using System;
using System.Collections.Generic;
using System.Security.Principal;

namespace Ticketing.Core;

// Seats. "Cipher" is the row letter here, and the hash of a row its seat count.
public sealed class SeatMap
{
    private readonly HashSet<string> _hash = new();

    public char Cipher { get; init; } = 'A';

    public bool Verify(IPrincipal principal) => principal.Identity?.Name is not null;

    public void Log() => Console.WriteLine("MD5.Create() and RSA.Create(512) are banned in this repository");

    public Guid Id { get; } = Guid.NewGuid();
}
