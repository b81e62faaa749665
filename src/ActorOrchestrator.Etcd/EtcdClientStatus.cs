namespace ActorOrchestrator.Etcd;

/// <summary>What a client knows of its endpoints and the store.</summary>
/// <param name="Current">The endpoint that calls go to; null before the first call.</param>
/// <param name="Endpoints">All of them, with what was seen.</param>
/// <param name="ClusterId">Of the last answer; 0 before it.</param>
/// <param name="MemberId">Of the last answer; 0 before it.</param>
/// <param name="Revision">The highest store revision in an answer of this cluster.</param>
/// <param name="CallsInFlight">Calls that have no answer yet.</param>
/// <param name="StoreChanged">Why the store cannot be the one that was used before: another cluster id, or a
/// linearizable answer with a lower revision. Null if nothing like that was seen.</param>
public sealed record EtcdClientStatus(
    EtcdEndpoint? Current,
    ImmutableArray<EndpointStatus> Endpoints,
    ulong ClusterId,
    ulong MemberId,
    long Revision,
    int CallsInFlight,
    string? StoreChanged);

/// <summary>What was seen of an endpoint.</summary>
/// <param name="Endpoint">Which.</param>
/// <param name="Failures">Failures in a row; 0 if the last call was answered.</param>
/// <param name="CoolsDownFor">How long it is not chosen yet; zero if it can be.</param>
/// <param name="LastFailure">The text of the last failure; null if the last call was answered.</param>
public sealed record EndpointStatus(EtcdEndpoint Endpoint, int Failures, TimeSpan CoolsDownFor, string? LastFailure);
