using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;
using static ActorOrchestrator.Etcd.Protocol.AlarmRequest.Types;
using static ActorOrchestrator.Etcd.Protocol.Permission.Types.Type;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: what every request needs of its caller (A3 to A6, T6; S27).
/// Method: each request asked by nobody, by a stranger's token, by a user who may read r–s, write w–x and both of
/// b–c, and by root. The user may also do what anybody with a token may.
/// </summary>
public sealed class AuthMatrixTests
{
    private const string User = "user";
    private const long OwnLease = 1;
    private const long ReadLease = 2;
    private const long ForeignLease = 3;
    private const long EmptyLease = 4;

    private readonly AuthWorld _world =
        AuthWorld.Enabled().With(User, (Read, "r", "s"), (Write, "w", "x"), (Readwrite, "b", "c"));

    public AuthMatrixTests()
    {
        (long, string)[] leases = [(OwnLease, "b"), (ReadLease, "r"), (ForeignLease, "z"), (EmptyLease, "")];
        foreach ((long id, string key) in leases)
        {
            _world.Store.Grant(new LeaseGrantRequest { ID = id, TTL = 60 }, () => 1);
            if (key.Length > 0)
            {
                _world.Store.Put(Put(key, "v", id));
            }
        }
    }

    /// <summary>What needs permissions, and whether the user has them.</summary>
    public static TheoryData<IMessage, bool> OfData => new()
    {
        { Get("r"), true }, { Get("r", "s"), true }, { Get("b", "c"), true }, { Get("w"), false },
        { Get("r", "s\0"), false }, { Get("b", NoEnd), false }, { Get("\0", NoEnd), false },
        { Put("b"), true }, { Put("w"), true }, { Put("r"), false }, { Put("z"), false },
        { new PutRequest { Key = Key("b"), PrevKv = true }, true },
        { new PutRequest { Key = Key("w"), PrevKv = true }, false },
        { Put("b", "v", OwnLease), true }, { Put("b", "v", EmptyLease), true }, { Put("b", "v", 99), true },
        { Put("b", "v", ReadLease), false }, { Put("b", "v", ForeignLease), false },
        { Delete("w", "x"), true }, { Delete("b"), true }, { Delete("r"), false }, { Delete("w", "y"), false },
        { new DeleteRangeRequest { Key = Key("b"), PrevKv = true }, true },
        { new DeleteRangeRequest { Key = Key("w"), PrevKv = true }, false },
        { If(new Compare { Key = Key("r") }), true }, { If(new Compare { Key = Key("w") }), false },
        { If(new Compare { Key = Key("r"), RangeEnd = Key("z") }), false },
        { Then(Get("r"), Put("w"), Delete("b")), true },
        { Then(Get("z")), false }, { Else(Get("z")), false }, { Then(Put("r")), false }, { Else(Put("r")), false },
        { Then(Delete("r")), false }, { Else(Delete("r")), false }, { Then(Then(Put("b"))), true },
        { Then(Else(Put("r"))), false }, { Else(Then(If(new Compare { Key = Key("z") }))), false },
        { Else(new PutRequest { Key = Key("w"), PrevKv = true }), false },
        { Else(new DeleteRangeRequest { Key = Key("w"), PrevKv = true }), false },
        { Then(Put("b", "v", ForeignLease)), false },
        { new WatchCreateRequest { Key = Key("r"), RangeEnd = Key("s") }, true },
        { new WatchCreateRequest { Key = Key("r"), RangeEnd = Key(NoEnd) }, false },
        { new WatchRequest { CreateRequest = new() { Key = Key("r") } }, true },
        { new WatchRequest { CreateRequest = new() { Key = Key("w") } }, false },
        { new WatchRequest { CreateRequest = new() { RangeEnd = Key(NoEnd) } }, false },
    };

    /// <summary>What needs a user, and permissions for the keys of a lease.</summary>
    public static TheoryData<IMessage, bool> OfUsers => new()
    {
        { new LeaseGrantRequest { TTL = 5 }, true }, { new LeaseKeepAliveRequest { ID = ForeignLease }, true },
        { new LeaseTimeToLiveRequest { ID = ForeignLease }, true },
        { new LeaseTimeToLiveRequest { ID = ReadLease, Keys = true }, true },
        { new LeaseTimeToLiveRequest { ID = ForeignLease, Keys = true }, false },
        { new LeaseRevokeRequest { ID = OwnLease }, true }, { new LeaseRevokeRequest { ID = EmptyLease }, true },
        { new LeaseRevokeRequest { ID = 99 }, true }, { new LeaseRevokeRequest { ID = ReadLease }, false },
        { new LeaseLeasesRequest(), false },
        { new MemberListRequest(), true }, { new AlarmRequest { Action = AlarmAction.Get }, true },
        { new AuthUserGetRequest { Name = User }, true }, { new AuthUserGetRequest { Name = "root" }, false },
        { new AuthUserGetRequest { Name = "missing" }, false },
        { new AuthRoleGetRequest { Role = User }, true }, { new AuthRoleGetRequest { Role = "root" }, false },
    };

    public static TheoryData<IMessage> OfRoot =>
    [
        new CompactionRequest(), new MemberAddRequest(), new MemberRemoveRequest(), new MemberUpdateRequest(),
        new MemberPromoteRequest(), new StatusRequest(), new MoveLeaderRequest(), new DowngradeRequest(),
        new AlarmRequest { Action = AlarmAction.Activate }, new AlarmRequest { Action = AlarmAction.Deactivate },
        new AuthEnableRequest(), new AuthDisableRequest(), new AuthStatusRequest(), new AuthUserAddRequest(),
        new AuthUserListRequest(), new AuthUserDeleteRequest(), new AuthUserChangePasswordRequest(),
        new AuthUserGrantRoleRequest(), new AuthUserRevokeRoleRequest(), new AuthRoleAddRequest(),
        new AuthRoleListRequest(), new AuthRoleDeleteRequest(), new AuthRoleGrantPermissionRequest(),
        new AuthRoleRevokePermissionRequest(),
    ];

    public static TheoryData<IMessage> OfRootInTheStoresWords =>
        [new DefragmentRequest(), new SnapshotRequest(), new HashRequest(), new HashKVRequest()];

    public static TheoryData<IMessage> OfAnybody =>
    [
        new AuthenticateRequest(), new WatchRequest { CancelRequest = new() },
        new WatchRequest { ProgressRequest = new() }, new HealthCheckRequest(), Then(),
        new CampaignRequest(), new LockRequest(),
    ];

    [Theory]
    [MemberData(nameof(OfData))]
    [MemberData(nameof(OfUsers))]
    public void A3_A6_what_needs_permissions_is_asked_of_the_user(IMessage request, bool isAllowed)
    {
        Assert.Equal(EtcdErrorTexts.UserNameEmpty, _world.Asked(null, request));
        Assert.Equal(EtcdErrorTexts.InvalidAuthToken, _world.Asked("stranger", request));
        Assert.Equal(isAllowed ? null : EtcdErrorTexts.PermissionDenied, _world.Asked(User, request));
        Assert.Null(_world.Asked("root", request));
    }

    [Theory]
    [MemberData(nameof(OfRoot))]
    public void A4_what_needs_root_is_asked_of_root(IMessage request)
    {
        Assert.Equal(EtcdErrorTexts.UserNameEmpty, _world.Asked(null, request));
        Assert.Equal(EtcdErrorTexts.InvalidAuthToken, _world.Asked("stranger", request));
        Assert.Equal(EtcdErrorTexts.PermissionDenied, _world.Asked(User, request));
        Assert.Null(_world.Asked("root", request));
    }

    [Theory]
    [MemberData(nameof(OfRootInTheStoresWords))]
    public void A4_four_requests_are_refused_in_other_words(IMessage request)
    {
        Assert.Equal((GrpcStatusCode.Unknown, "auth: user name is empty"), Words(_world.Asked(null, request)));
        Assert.Equal((GrpcStatusCode.Unknown, "auth: invalid auth token"), Words(_world.Asked("stranger", request)));
        Assert.Equal(Words(EtcdErrorTexts.PermissionDeniedByStore), Words(_world.Asked(User, request)));
        Assert.Null(_world.Asked("root", request));
    }

    [Theory]
    [MemberData(nameof(OfAnybody))]
    public void What_needs_nothing_is_asked_of_nobody(IMessage request) => Assert.Null(_world.Asked(null, request));

    [Fact]
    public void A5_with_auth_off_anybody_may_everything_and_tokens_are_not_looked_at()
    {
        _world.Auth.Disable(new AuthDisableRequest());

        Assert.Null(_world.Asked(null, Put("z")));
        Assert.Null(_world.Asked("stranger", new AuthEnableRequest()));
        Assert.Equal(default, _world.Auth.Enter("stranger", Put("z")));
    }

    [Theory]
    [InlineData(User)]
    [InlineData("root")]
    public void A5_a_change_between_entry_and_application_makes_the_request_old(string user)
    {
        AuthCaller caller = _world.Auth.Enter(user, Get("r"));
        _world.Auth.Check(caller, Get("r"), _world.Store);

        _world.Auth.RoleAdd(new AuthRoleAddRequest { Name = "other" });

        Assert.Equal(
            EtcdErrorTexts.AuthRevisionOld, Refusal(() => _world.Auth.Check(caller, Get("r"), _world.Store)));
        Assert.Null(_world.Asked(user, Get("r")));
    }

    [Fact]
    public void A6_who_may_read_all_keys_of_all_leases_may_list_them()
    {
        _world.Store.Revoke(ForeignLease);

        Assert.Null(_world.Asked(User, new LeaseLeasesRequest()));
    }

    private static (GrpcStatusCode, string) Words(EtcdError? error) => (error!.Status, error.Text);
}
