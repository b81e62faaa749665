namespace ActorOrchestrator.Etcd.Tests;

/// <summary>Goal: wrong options are reported when the client is made, all at once, each with what to say instead.
/// Method: tables of values inside and outside of the bounds.</summary>
public sealed class EtcdClientOptionsTests
{
    [Fact]
    public void All_errors_come_at_once_each_with_what_to_say_instead()
    {
        var failure = Assert.Throws<EtcdOptionsException>(() => new EtcdClient(new EtcdClientOptions
        {
            CallDeadline = TimeSpan.Zero,
            MaxSendBytes = 1,
            Password = "secret",
            Tls = new EtcdTlsOptions { CertificateFile = "/no/such/file.pem" },
        }));

        Assert.Equal(6, failure.Errors.Length);
        Assert.All(failure.Errors, error => Assert.StartsWith("AO-ETC-0500  ", error, StringComparison.Ordinal));
        Assert.All(failure.Errors, error => Assert.Contains(error, failure.Message, StringComparison.Ordinal));
        Assert.Contains("6 errors", failure.Message, StringComparison.Ordinal);
        Assert.Contains("EtcdEndpoint.Parse", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.0009, 5, 10, 5, false)]
    [InlineData(0.001, 0.01, 1, 0.1, true)]
    [InlineData(86_400, 300, 86_400, 3_600, true)]
    [InlineData(86_401, 5, 10, 5, false)]
    [InlineData(5, 0.009, 10, 5, false)]
    [InlineData(5, 301, 10, 5, false)]
    [InlineData(5, 5, 0.9, 5, false)]
    [InlineData(5, 5, 10, 0.09, false)]
    [InlineData(5, 5, 10, 3_601, false)]
    public async Task Times_have_bounds_which_belong_to_them(
        double deadline, double connect, double interval, double timeout, bool usable)
    {
        EtcdClientOptions options = Usable();
        options.CallDeadline = TimeSpan.FromSeconds(deadline);
        options.ConnectTimeout = TimeSpan.FromSeconds(connect);
        options.KeepAliveInterval = TimeSpan.FromSeconds(interval);
        options.KeepAliveTimeout = TimeSpan.FromSeconds(timeout);

        if (usable)
        {
            await new EtcdClient(options).DisposeAsync();
        }
        else
        {
            Assert.Single(Assert.Throws<EtcdOptionsException>(() => new EtcdClient(options)).Errors);
        }
    }

    [Fact]
    public async Task A_deadline_may_be_infinite()
    {
        EtcdClientOptions options = Usable();
        options.CallDeadline = Timeout.InfiniteTimeSpan;

        await new EtcdClient(options).DisposeAsync();
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public async Task There_are_64_endpoints_at_most(int count, bool usable)
    {
        var options = new EtcdClientOptions();
        for (int i = 1; i <= count; i++)
        {
            options.Endpoints.Add(new EtcdEndpoint("m", i, false));
        }

        if (usable)
        {
            await new EtcdClient(options).DisposeAsync();
        }
        else
        {
            Assert.Throws<EtcdOptionsException>(() => new EtcdClient(options));
        }
    }

    [Fact]
    public async Task Connect_reads_a_list_of_endpoints()
    {
        await using var client = EtcdClient.Connect("http://127.0.0.1:1,http://127.0.0.1:2");

        Assert.Equal([1, 2], client.Status.Endpoints.Select(e => e.Endpoint.Port).Order());
        Assert.Throws<FormatException>(() => EtcdClient.Connect("ftp://x"));
    }

    private static EtcdClientOptions Usable() => new() { Endpoints = { new EtcdEndpoint("m", 1, false) } };
}
