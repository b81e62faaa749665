using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Store;
using ActorOrchestrator.Testing.Virtual;

namespace ActorOrchestrator.Testing.Model.Serving;

/// <summary>A5: a token that was not used for 300 seconds is over.</summary>
internal sealed class TokenClock(VirtualTime time, Func<ModelAuth> auth)
{
    private static readonly TimeSpan TimeToLive = TimeSpan.FromSeconds(300);

    private readonly Dictionary<string, long> _used = new(StringComparer.Ordinal);
    private readonly HashSet<(Face Face, string Token)> _forgotten = [];

    public void Issued(string token) => _used[token] = time.Now;

    /// <summary>A token comes with a request; one that is over is not one for the member any more.</summary>
    public string? Touch(Face face, string? token)
    {
        if (token is null || !_used.TryGetValue(token, out long used))
        {
            return token;
        }

        if (time.Now - used > TimeToLive.Ticks)
        {
            _used.Remove(token);
            auth().Forget(token);
            return token;
        }

        _used[token] = time.Now;
        return _forgotten.Contains((face, token)) ? "forgotten" : token;
    }

    /// <summary>A member has forgotten all tokens, as after a restart.</summary>
    public void Forget(Face face)
    {
        foreach (string token in _used.Keys)
        {
            _forgotten.Add((face, token));
        }
    }
}
