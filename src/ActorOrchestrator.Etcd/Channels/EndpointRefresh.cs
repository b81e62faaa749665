using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Etcd.Channels;

/// <summary>Takes the list of endpoints from the cluster's own members from time to time (N1).</summary>
internal sealed partial class EndpointRefresh : IDisposable
{
    private readonly Calls _calls;
    private readonly ITimer _timer;

    public EndpointRefresh(Calls calls, TimeSpan interval)
    {
        _calls = calls;
        _timer = calls.Time.CreateTimer(
            static refresh => _ = ((EndpointRefresh)refresh!).RefreshAsync(), this, interval, interval);
    }

    /// <summary>What the members' client URLs say: members that have not started have none, learners do not
    /// serve.</summary>
    public static EtcdEndpoint[] EndpointsOf(MemberListResponse list) =>
    [
        .. list.Members.Where(m => !m.IsLearner).SelectMany(m => m.ClientURLs)
            .Select(Read).OfType<EtcdEndpoint>(),
    ];

    public void Dispose() => _timer.Dispose();

    // A member may advertise a socket file, or nonsense: the others still serve.
    private static EtcdEndpoint? Read(string url)
    {
        try
        {
            return EtcdEndpoint.Parse(url);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private async Task RefreshAsync()
    {
        try
        {
            MemberListResponse list = await _calls.UnaryAsync(
                EtcdMethods.MemberList, new MemberListRequest(), default, CancellationToken.None).ConfigureAwait(false);
            _calls.ReplaceEndpoints(EndpointsOf(list));
        }
        catch (EtcdException e)
        {
            // The endpoints that are known go on being used.
            NotRefreshed(_calls.Log, "AO-ETC-0545", e.Message);
        }
        catch (ObjectDisposedException)
        {
            // The client was closed while the timer fired.
        }
    }

    [LoggerMessage(545, LogLevel.Warning, "{Code} The list of members could not be read: {Reason}")]
    private static partial void NotRefreshed(ILogger log, string code, string reason);
}
