using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>One method of one service: its path and which sides stream.</summary>
public abstract class EtcdMethod
{
    private protected EtcdMethod(string service, string name, bool requestStreams, bool responseStreams)
    {
        Service = service;
        Name = name;
        Path = $"/{service}/{name}";
        RequestStreams = requestStreams;
        ResponseStreams = responseStreams;
    }

    /// <summary>Full name of the service, such as <c>etcdserverpb.KV</c>.</summary>
    public string Service { get; }

    /// <summary>Name inside the service, such as <c>Put</c>; unique over all services but for <c>Watch</c>.</summary>
    public string Name { get; }

    /// <summary>The path of the HTTP/2 request: <c>/{service}/{method}</c>.</summary>
    public string Path { get; }

    /// <summary>Whether the client may send more than one message.</summary>
    public bool RequestStreams { get; }

    /// <summary>Whether the server may send more than one message.</summary>
    public bool ResponseStreams { get; }

    /// <summary>Reads a request, on the server's side.</summary>
    public abstract MessageParser RequestReader { get; }

    /// <summary>Reads a response, on the client's side.</summary>
    public abstract MessageParser ResponseReader { get; }

    /// <inheritdoc/>
    public override string ToString() => Path;
}

/// <summary>A method together with the types of its messages.</summary>
/// <typeparam name="TRequest">What the client sends.</typeparam>
/// <typeparam name="TResponse">What the server answers.</typeparam>
public sealed class EtcdMethod<TRequest, TResponse> : EtcdMethod
    where TRequest : class, IMessage<TRequest>
    where TResponse : class, IMessage<TResponse>
{
    internal EtcdMethod(
        string service,
        string name,
        MessageParser<TRequest> requests,
        MessageParser<TResponse> responses,
        bool requestStreams = false,
        bool responseStreams = false)
        : base(service, name, requestStreams, responseStreams)
    {
        Requests = requests;
        Responses = responses;
    }

    /// <summary>Reads a request.</summary>
    public MessageParser<TRequest> Requests { get; }

    /// <summary>Reads a response.</summary>
    public MessageParser<TResponse> Responses { get; }

    /// <inheritdoc/>
    public override MessageParser RequestReader => Requests;

    /// <inheritdoc/>
    public override MessageParser ResponseReader => Responses;
}
