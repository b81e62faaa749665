using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Histories;

/// <summary>One call of a run, as its client saw it.</summary>
/// <param name="Number">In the order of opening.</param>
/// <param name="Client">Who called.</param>
/// <param name="Member">Which member was asked.</param>
/// <param name="Method">What was called.</param>
/// <param name="Request">The first message; null if none was sent.</param>
/// <param name="Invoked">When it was sent.</param>
/// <param name="Response">The last message that came; null if none did.</param>
/// <param name="Answered">When the call was over for the client; null if it is open, or the client gave it up.</param>
/// <param name="Status">How it ended; null if it did not.</param>
/// <param name="Error">The text of the status; empty for none.</param>
public sealed record HistoryCall(
    long Number,
    string Client,
    string Member,
    EtcdMethod Method,
    IMessage? Request,
    TimeSpan Invoked,
    IMessage? Response,
    TimeSpan? Answered,
    GrpcStatusCode? Status,
    string Error)
{
    /// <summary>The key that the request is about; empty if it is about none, or about several.</summary>
    public ByteString Key => Request switch
    {
        RangeRequest range => range.Key,
        PutRequest put => put.Key,
        DeleteRangeRequest delete => delete.Key,
        _ => ByteString.Empty,
    };

    /// <summary>The store's revision in the response; 0 without one.</summary>
    public long Revision => (Response as IEtcdResponse)?.Header?.Revision ?? 0;
}
