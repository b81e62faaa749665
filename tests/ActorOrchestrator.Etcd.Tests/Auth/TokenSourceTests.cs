using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Auth;

/// <summary>
/// Goal: a token is fetched once for all who need it, and never in a loop (etcd.md section 9, W6, scenario S10 without
/// the wire).
/// Method: a transport that the test answers by hand, in virtual time.
/// </summary>
public sealed class TokenSourceTests
{
    private readonly VirtualTime _time = new();
    private readonly HandTransport _wire = new();

    private IEnumerable<HandCall> Authenticates => _wire.Calls.Where(c => c.Head.Method == EtcdMethods.Authenticate);

    private IEnumerable<HandCall> Puts => _wire.Calls.Where(c => c.Head.Method == EtcdMethods.Put);

    [Fact]
    public async Task The_first_call_authenticates_and_the_token_goes_with_it()
    {
        await using EtcdClient client = Client();
        Task<PutResponse> put = Put(client);
        HandCall authenticate = Assert.Single(_wire.Calls);
        var request = Assert.IsType<AuthenticateRequest>(authenticate.Sent.Single());
        Assert.Equal(("root", "secret", null), (request.Name, request.Password, authenticate.Head.Token));
        authenticate.Answer(new AuthenticateResponse { Token = "t1" });
        AnswerPuts();

        await put;
        Assert.Equal("t1", Puts.Single().Head.Token);
    }

    [Fact]
    public async Task S10_fifty_calls_whose_token_was_forgotten_authenticate_once_and_succeed()
    {
        await using EtcdClient client = Client();
        await Authenticated(client);
        Task<PutResponse>[] puts = [.. Enumerable.Range(0, 50).Select(_ => Put(client))];
        foreach (HandCall call in _wire.Open.ToArray())
        {
            call.Fail(EtcdErrorTexts.InvalidAuthToken);
        }

        HandCall authenticate = Authenticates.Single(c => !c.IsOver);
        authenticate.Answer(new AuthenticateResponse { Token = "t2" });
        AnswerPuts();

        await Task.WhenAll(puts);
        Assert.Equal(2, Authenticates.Count());
        Assert.Equal(50, Puts.Count(c => c.Head.Token is "t2"));
    }

    [Fact]
    public async Task S10_a_refusal_that_comes_late_does_not_throw_the_new_token_away()
    {
        await using EtcdClient client = Client();
        await Authenticated(client);
        Task<PutResponse>[] puts = [Put(client), Put(client)];
        HandCall[] open = [.. _wire.Open];
        open[0].Fail(EtcdErrorTexts.InvalidAuthToken);
        Authenticates.Single(c => !c.IsOver).Answer(new AuthenticateResponse { Token = "t2" });
        open[1].Fail(EtcdErrorTexts.InvalidAuthToken);
        AnswerPuts();

        await Task.WhenAll(puts);
        Assert.Equal(2, Authenticates.Count());
    }

    [Fact]
    public async Task S10_a_wrong_password_fails_each_call_once()
    {
        await using EtcdClient client = Client();
        Task<PutResponse>[] puts = [.. Enumerable.Range(0, 5).Select(_ => Put(client))];
        Authenticates.Single().Fail(EtcdErrorTexts.AuthenticationFailed);
        _time.Advance(TimeSpan.FromMinutes(1));

        foreach (Task<PutResponse> put in puts)
        {
            EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => put);
            Assert.Equal(("AO-ETC-0570", ErrorClass.Permanent), (failure.Code, failure.Class));
            Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        }

        Assert.Single(_wire.Calls);
        Assert.Equal(0, client.Status.CallsInFlight);
    }

    [Fact]
    public async Task S10_a_new_token_that_is_refused_too_is_the_end()
    {
        await using EtcdClient client = Client();
        await Authenticated(client);
        Task<PutResponse> put = client.Kv.PutAsync(Request, new CallOptions { Repeat = RepeatRule.Never }).AsTask();
        _wire.Open.Single().Fail(EtcdErrorTexts.InvalidAuthToken);
        _wire.Open.Single().Answer(new AuthenticateResponse { Token = "t2" });
        _wire.Open.Single().Fail(EtcdErrorTexts.InvalidAuthToken);

        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => put);
        Assert.Equal(("AO-ETC-0575", ErrorClass.Permanent), (failure.Code, failure.Class));
        Assert.Equal(2, Authenticates.Count());
    }

    [Fact]
    public async Task While_authentication_is_off_calls_go_without_a_token_and_try_again_when_they_are_refused()
    {
        await using EtcdClient client = Client();
        Task<PutResponse> put = Put(client);
        Authenticates.Single().Fail(EtcdErrorTexts.AuthNotEnabled);
        AnswerPuts();
        await put;
        Assert.Null(Puts.Last().Head.Token);

        // Somebody turns it on.
        put = Put(client);
        Assert.Null(Puts.Last().Head.Token);
        _wire.Open.Single().Fail(EtcdErrorTexts.UserNameEmpty);
        _wire.Open.Single().Answer(new AuthenticateResponse { Token = "t1" });
        AnswerPuts();

        await put;
        Assert.Equal("t1", Puts.Last().Head.Token);
    }

    [Fact]
    public async Task A_token_of_the_call_is_used_as_it_is()
    {
        await using EtcdClient client = Client();
        Task<PutResponse> put = client.Kv.PutAsync(Request, new CallOptions { Token = "mine" }).AsTask();
        Assert.Equal("mine", _wire.Last.Head.Token);
        _wire.Last.Fail(EtcdErrorTexts.InvalidAuthToken);

        await Assert.ThrowsAsync<EtcdException>(() => put);
        Assert.Empty(Authenticates);
    }

    [Fact]
    public async Task W6_a_watch_whose_token_is_refused_gets_a_new_stream_with_a_new_token()
    {
        await using EtcdClient client = Client();
        await Authenticated(client);
        await using IEtcdWatcher watcher = client.Watch.Open(new WatchSpec(KeyRange.Single("k")) { StartRevision = 5 });
        HandCall first = _wire.Last;
        first.Message(new WatchResponse
        {
            WatchId = -1,
            Created = true,
            Canceled = true,
            CancelReason = "rpc error: code = Unauthenticated desc = etcdserver: invalid auth token",
        });
        _time.Advance(TimeSpan.FromSeconds(1));
        Authenticates.Single(c => !c.IsOver).Answer(new AuthenticateResponse { Token = "t2" });

        Assert.True(first.IsAborted);
        Assert.Equal(("t1", "t2"), (first.Head.Token, _wire.Last.Head.Token));
        Assert.Equal(WatchPhase.Creating, watcher.Phase);
    }

    private static PutRequest Request => new() { Key = ByteString.CopyFromUtf8("k") };

    private static Task<PutResponse> Put(EtcdClient client) => client.Kv.PutAsync(Request).AsTask();

    // The runner's context would take what continues to another thread, out of virtual time.
    private EtcdClient Client()
    {
        SynchronizationContext.SetSynchronizationContext(null);
        return _wire.Client(_time, o =>
        {
            o.User = "root";
            o.Password = "secret";
        });
    }

    private async Task Authenticated(EtcdClient client)
    {
        Task<PutResponse> put = Put(client);
        Authenticates.Single().Answer(new AuthenticateResponse { Token = "t1" });
        AnswerPuts();
        await put;
    }

    private void AnswerPuts()
    {
        foreach (HandCall call in Puts.Where(c => !c.IsOver).ToArray())
        {
            call.Answer(new PutResponse());
        }
    }
}
