using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Serving;

/// <summary>The member's side of a call with several messages.</summary>
internal interface IServerStream
{
    /// <summary>A message of the client came.</summary>
    void OnRequest(IMessage request);

    /// <summary>The client will send no more.</summary>
    void OnHalfClose();

    /// <summary>The call is over, by either side. Called once.</summary>
    void OnGone();
}
