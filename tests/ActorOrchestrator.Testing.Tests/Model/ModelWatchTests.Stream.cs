using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <content>The stream itself.</content>
public sealed partial class ModelWatchTests
{
    [Fact]
    public void A_stream_that_is_half_closed_ends_with_OK_G13()
    {
        var watch = _wire.Watch(WireWatches.Prefix("/"));

        watch.Call.CompleteSending();
        _wire.Put("/a");

        Assert.Equal(GrpcStatusCode.OK, watch.End?.Status);
        Assert.Equal(["0 created | 1"], watch.Told());
    }

    [Fact]
    public void A_message_without_content_is_passed_over()
    {
        var watch = _wire.Watch(WireWatches.Prefix("/"));

        watch.Send(new WatchRequest());
        _wire.Put("/a");

        Assert.Equal(["0 created | 1", "0 +/a@2 | 2"], watch.Told());
    }
}
