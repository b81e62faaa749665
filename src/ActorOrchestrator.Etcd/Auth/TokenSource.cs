using ActorOrchestrator.Etcd.Channels;

namespace ActorOrchestrator.Etcd.Auth;

/// <summary>The auth token of the client's user: fetched when it is first needed, and when it was refused.</summary>
/// <remarks>
/// Thread-safe. One Authenticate is in flight at a time, and everybody who waits shares its outcome: a thousand calls
/// that are refused together ask once, and a wrong password fails each of them once.
/// </remarks>
internal sealed class TokenSource(IEtcdCalls calls, string? user, string? password)
{
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource<string?>> _waiting = [];
    private string? _token;
    private bool _isKnown;

    /// <summary>Whether calls of the method carry a token.</summary>
    public bool IsUsedFor(EtcdMethod method) =>
        user is not null && !ReferenceEquals(method, EtcdMethods.Authenticate);

    /// <summary>Whether the failure means that another token may help.</summary>
    public bool IsRefusal(EtcdMethod method, EtcdException failure) =>
        IsUsedFor(method) && EtcdErrorTexts.Find(failure.Status, failure.Text).Remedy is not TokenRemedy.None;

    /// <summary>The present token; null while authentication is off. False if one must be fetched first.</summary>
    public bool TryGet(out string? token)
    {
        lock (_gate)
        {
            token = _token;
            return _isKnown;
        }
    }

    /// <summary>A token was refused; the next who needs one fetches it.</summary>
    public void Refused(string? token)
    {
        lock (_gate)
        {
            if (_isKnown && string.Equals(token, _token, StringComparison.Ordinal))
            {
                _isKnown = false;
                _token = null;
            }
        }
    }

    /// <summary>A token that is not the refused one.</summary>
    /// <exception cref="EtcdException">Name or password is wrong, or nobody answered.</exception>
    public Task<string?> RenewAsync(string? refused)
    {
        // One source for each: what several wait for together continues on the thread pool, out of virtual time.
        var mine = new TaskCompletionSource<string?>(calls.Continuations);
        lock (_gate)
        {
            if (_waiting.Count == 0 && _isKnown && !string.Equals(refused, _token, StringComparison.Ordinal))
            {
                return Task.FromResult(_token);
            }

            _waiting.Add(mine);
            if (_waiting.Count > 1)
            {
                return mine.Task;
            }
        }

        _ = AuthenticateAsync();
        return mine.Task;
    }

    private async Task AuthenticateAsync()
    {
        string? token = null;
        Exception? failure = null;
        try
        {
            token = await AskAsync().ConfigureAwait(false);
        }
        catch (Exception e) when (e is EtcdException or ObjectDisposedException)
        {
            failure = e;
        }

        TaskCompletionSource<string?>[] waiting;
        lock (_gate)
        {
            _token = token;
            _isKnown = failure is null;
            waiting = [.. _waiting];
            _waiting.Clear();
        }

        foreach (TaskCompletionSource<string?> one in waiting)
        {
            _ = failure is null ? one.TrySetResult(token) : one.TrySetException(failure);
        }
    }

    private async Task<string?> AskAsync()
    {
        try
        {
            var request = new AuthenticateRequest { Name = user!, Password = password ?? "" };
            AuthenticateResponse answer = await calls.UnaryAsync(
                EtcdMethods.Authenticate, request, default, CancellationToken.None).ConfigureAwait(false);
            return answer.Token;
        }
        catch (EtcdException e) when (EtcdErrorTexts.Find(e.Status, e.Text).Remedy is TokenRemedy.DropToken)
        {
            // Authentication is off: without a token until that is refused.
            return null;
        }
    }
}
