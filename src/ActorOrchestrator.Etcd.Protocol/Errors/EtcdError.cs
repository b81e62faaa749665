namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>An error that a call to etcd can end with: a line of the table in <see cref="EtcdErrorTexts"/>.</summary>
/// <param name="Code">Such as <c>AO-ETC-0510</c>; two texts of one meaning share a code.</param>
/// <param name="Status">The status that etcd gives with it.</param>
/// <param name="Text">etcd's text, whole; for what etcd does not say, what happened.</param>
/// <param name="Class">What can be done about it, for a request that writes.</param>
/// <param name="RaisesAlarm">Whether it stays until somebody acts, so that an operator is to know.</param>
public sealed record EtcdError(
    string Code, GrpcStatusCode Status, string Text, ErrorClass Class, bool RaisesAlarm = false)
{
    /// <summary>What the client does about its token, once, before it gives up with the class.</summary>
    public TokenRemedy Remedy { get; init; }

    /// <summary>The class for a request that writes nothing, where it is not the one that follows.</summary>
    internal ErrorClass? ClassOfRead { get; init; }

    /// <summary>The class for a serializable read, where it differs from other reads.</summary>
    internal ErrorClass? ClassOfSerializableRead { get; init; }

    /// <summary>What can be done about it, for one request.</summary>
    /// <param name="isWrite">Whether the request may change the store.</param>
    /// <param name="isSerializable">Whether it is a read that any member answers from what it has.</param>
    /// <returns>A read is never ambiguous: it can be repeated, so it is transient.</returns>
    public ErrorClass ClassFor(bool isWrite, bool isSerializable = false) => (isWrite, isSerializable) switch
    {
        (true, _) => Class,
        (false, true) when ClassOfSerializableRead is { } ofSerializableRead => ofSerializableRead,
        _ when ClassOfRead is { } ofRead => ofRead,
        _ => Class is ErrorClass.Ambiguous ? ErrorClass.Transient : Class,
    };
}
