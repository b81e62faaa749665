using ActorOrchestrator.Etcd.Channels;

namespace ActorOrchestrator.Etcd.Tests.Channels;

/// <summary>
/// Goal: etcd.md N2: which endpoint is asked next, and when one that failed is asked again.
/// Method: the model alone; instants are numbers that the test gives.
/// </summary>
public sealed class EndpointsTests
{
    private static readonly EtcdEndpoint[] Three =
        [.. Enumerable.Range(1, 3).Select(i => new EtcdEndpoint("m", i, false))];

    [Fact]
    public void The_current_endpoint_is_kept_until_it_fails()
    {
        Endpoints endpoints = Of(Three);
        EtcdEndpoint first = endpoints.Choose(At(0));

        Assert.Equal(first, endpoints.Choose(At(1)));
        Assert.True(endpoints.Failed(first, At(2), "refused"));
        EtcdEndpoint second = endpoints.Choose(At(2));

        Assert.NotEqual(first, second);
        // It is well: the first one is not asked again because it may be by now.
        Assert.Equal(second, endpoints.Choose(At(1_000_000)));
    }

    [Fact]
    public void If_all_cool_down_the_one_that_is_free_first_is_asked()
    {
        Endpoints endpoints = Of(Three);
        EtcdEndpoint first = FailNext(endpoints, 0);
        FailNext(endpoints, 10);
        FailNext(endpoints, 20);

        Assert.Equal(first, endpoints.Choose(At(30)));
    }

    [Theory]
    [InlineData(1, 200)]
    [InlineData(2, 400)]
    [InlineData(6, 6_400)]
    [InlineData(7, 10_000)]
    [InlineData(100, 10_000)]
    public void The_pause_of_an_endpoint_doubles_up_to_ten_seconds(int failures, int expectedMs)
    {
        Endpoints endpoints = Of(Three[..1]);
        TimeSpan now = TimeSpan.Zero;
        for (int i = 0; i < failures; i++)
        {
            now += TimeSpan.FromMinutes(1);
            endpoints.Failed(Three[0], now, "refused");
        }

        EndpointStatus status = Assert.Single(endpoints.Status(now));
        Assert.Equal(TimeSpan.FromMilliseconds(expectedMs), status.CoolsDownFor);
        Assert.Equal(failures, status.Failures);
    }

    [Fact]
    public void Calls_that_fail_together_are_one_failure()
    {
        Endpoints endpoints = Of(Three);
        EtcdEndpoint first = endpoints.Choose(At(0));
        for (int i = 0; i < 50; i++)
        {
            endpoints.Failed(first, At(1), "lost");
        }

        Assert.Equal(1, endpoints.Status(At(1)).Single(s => s.Endpoint == first).Failures);
    }

    [Fact]
    public void An_answer_forgets_the_failures()
    {
        Endpoints endpoints = Of(Three[..1]);
        endpoints.Failed(Three[0], At(0), "lost");
        endpoints.Answered(Three[0]);

        EndpointStatus status = Assert.Single(endpoints.Status(At(0)));
        Assert.Equal((0, TimeSpan.Zero, null), (status.Failures, status.CoolsDownFor, status.LastFailure));
        Assert.Equal("", endpoints.Explain());
    }

    [Fact]
    public void The_order_depends_on_the_seed_alone()
    {
        EtcdEndpoint[] firsts = [.. Enumerable.Range(0, 50).Select(seed => Of(Three, seed).Current)];

        Assert.Equal(3, firsts.Distinct().Count());
        Assert.Equal(firsts, Enumerable.Range(0, 50).Select(seed => Of(Three, seed).Current));
    }

    [Fact]
    public void An_empty_list_of_members_replaces_nothing()
    {
        Endpoints endpoints = Of(Three);
        EtcdEndpoint current = endpoints.Current;
        endpoints.Replace([]);

        Assert.Equal(current, endpoints.Current);
        Assert.Equal(3, endpoints.Status(At(0)).Length);
    }

    [Fact]
    public void A_new_list_keeps_the_current_endpoint_and_what_is_known_of_it()
    {
        Endpoints endpoints = Of(Three);
        EtcdEndpoint bad = FailNext(endpoints, 0);
        EtcdEndpoint current = endpoints.Choose(At(0));
        var added = new EtcdEndpoint("new", 9, false);
        endpoints.Replace([added, current, bad]);

        Assert.Equal(current, endpoints.Current);
        Assert.Equal(1, endpoints.Status(At(0)).Single(s => s.Endpoint == bad).Failures);
        Assert.Contains(endpoints.Status(At(0)), s => s.Endpoint == added);
    }

    [Fact]
    public void A_current_endpoint_that_is_no_longer_listed_is_left()
    {
        Endpoints endpoints = Of(Three);
        var other = new EtcdEndpoint("new", 9, false);
        endpoints.Replace([other]);

        Assert.Equal(other, endpoints.Choose(At(0)));
        Assert.False(endpoints.Failed(Three[0], At(0), "late"));
    }

    [Fact]
    public void Every_last_failure_is_explained()
    {
        Endpoints endpoints = Of(Three[..2]);
        endpoints.Failed(Three[0], At(0), "refused");
        endpoints.Failed(Three[1], At(0), "no such host");

        Assert.Contains("http://m:1: refused", endpoints.Explain(), StringComparison.Ordinal);
        Assert.Contains("http://m:2: no such host", endpoints.Explain(), StringComparison.Ordinal);
    }

    private static EtcdEndpoint FailNext(Endpoints endpoints, int ms)
    {
        EtcdEndpoint endpoint = endpoints.Choose(At(ms));
        endpoints.Failed(endpoint, At(ms), "refused");
        return endpoint;
    }

    private static Endpoints Of(EtcdEndpoint[] endpoints, int seed = 1) => new(endpoints, new Random(seed));

    private static TimeSpan At(int ms) => TimeSpan.FromMilliseconds(ms);
}
