namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>Who asks, and the auth revision at which the request came in (A5).</summary>
/// <param name="Name">The user; null if no token was sent, or if auth was off.</param>
/// <param name="Revision">The auth revision at entry; 0 without a user.</param>
internal readonly record struct AuthCaller(string? Name, ulong Revision)
{
    /// <summary>The user, empty for nobody.</summary>
    public string User => Name ?? "";

    /// <summary>Whether no user is known.</summary>
    public bool IsNobody => string.IsNullOrEmpty(Name);
}
