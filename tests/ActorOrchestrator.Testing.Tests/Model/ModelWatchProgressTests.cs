using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <summary>
/// Goal: when a watch stream tells of progress: etcd.md F12, H2, H9.
/// Method: requests for progress on streams that are there, behind, or in the future; and the interval.
/// </summary>
public sealed class ModelWatchProgressTests
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    [Fact]
    public void A_stream_whose_watches_are_all_there_answers_for_all_of_them()
    {
        var wire = new Wire(new ModelEtcd());
        wire.Put("other");
        var watch = wire.Watch(WireWatches.Prefix("/"), WireWatches.Prefix("/"));

        watch.AskProgress();
        Settle(wire);

        Assert.Equal(["0 created | 2", "1 created | 2", "-1 | 2"], watch.Told());
    }

    [Fact]
    public void A_stream_without_watches_does_not_answer()
    {
        var wire = new Wire(new ModelEtcd());
        var watch = wire.Watch();

        watch.AskProgress();
        Settle(wire);

        Assert.Empty(watch.Received);
    }

    [Theory]
    [InlineData(UnsyncedProgress.Dropped, new[] { "0 created | 2", "0 +/a@2 | 2" })]
    [InlineData(UnsyncedProgress.Remembered, new[] { "0 created | 2", "0 +/a@2 | 2", "-1 | 2" })]
    [InlineData(UnsyncedProgress.Answered, new[] { "0 created | 2", "-1 | 2", "0 +/a@2 | 2" })]
    public void A_request_while_a_watch_is_behind_is_dropped_remembered_or_answered_too_early(
        UnsyncedProgress switched, string[] told)
    {
        var wire = new Wire(new ModelEtcd(new ModelEtcdOptions { UnsyncedProgress = switched }));
        wire.Put("/a");
        var watch = wire.Watch(WireWatches.Prefix("/", start: 1));

        watch.AskProgress();
        Settle(wire);

        Assert.Equal(told, watch.Told());
    }

    [Theory]
    [InlineData(UnsyncedProgress.Dropped, new[] { "0 created | 1" })]
    [InlineData(UnsyncedProgress.Remembered, new[] { "0 created | 1", "-1 | 3" })]
    public void A_watch_of_the_future_is_not_there_before_the_store_is(UnsyncedProgress switched, string[] told)
    {
        var wire = new Wire(new ModelEtcd(new ModelEtcdOptions { UnsyncedProgress = switched }));
        var watch = wire.Watch(WireWatches.Prefix("/", start: 4));

        watch.AskProgress();
        Settle(wire);
        wire.Put("other");
        Assert.Single(watch.Received);
        wire.Put("other");

        Assert.Equal(told, watch.Told());
    }

    [Fact]
    public void A_quiet_watch_that_asked_for_it_hears_of_progress_at_each_interval()
    {
        var wire = new Wire(new ModelEtcd());
        WatchCreateRequest notified = WireWatches.Prefix("/");
        notified.ProgressNotify = true;
        var watch = wire.Watch(notified, WireWatches.Prefix("/"));
        wire.Put("other");

        wire.Time.Advance(2 * Interval);

        Assert.Equal(["0 | 2", "0 | 2"], watch.Told()[2..]);
        Assert.Equal(Interval, watch.ReceivedAt[3] - watch.ReceivedAt[2]);
    }

    [Fact]
    public void An_interval_with_an_event_is_passed_over()
    {
        var wire = new Wire(new ModelEtcd());
        WatchCreateRequest notified = WireWatches.Prefix("/");
        notified.ProgressNotify = true;
        var watch = wire.Watch(notified);
        wire.Put("/a");

        wire.Time.Advance(Interval);
        Assert.Equal(["0 created | 1", "0 +/a@2 | 2"], watch.Told());
        wire.Time.Advance(Interval);

        Assert.Equal(["0 | 2"], watch.Told()[2..]);
    }

    private static void Settle(Wire wire) => wire.Time.Advance(TimeSpan.FromMilliseconds(250));
}
