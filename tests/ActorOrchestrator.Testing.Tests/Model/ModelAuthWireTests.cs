using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Testing.Tests.Model;

/// <summary>
/// Goal: auth on the wire: tokens that live, are lost and end; who may watch: etcd.md A5, H1, F15.
/// Method: root and a reader with one permission; the rules themselves are tested with the store.
/// </summary>
public sealed class ModelAuthWireTests
{
    private readonly ModelEtcd _etcd = new(new ModelEtcdOptions { Members = 2 });
    private readonly Wire _wire;

    public ModelAuthWireTests()
    {
        _wire = new Wire(_etcd);
        _wire.Call(EtcdMethods.UserAdd, new AuthUserAddRequest { Name = "root", Password = "r" });
        _wire.Call(EtcdMethods.RoleAdd, new AuthRoleAddRequest { Name = "root" });
        _wire.Call(EtcdMethods.UserGrantRole, new AuthUserGrantRoleRequest { User = "root", Role = "root" });
        _wire.Call(EtcdMethods.UserAdd, new AuthUserAddRequest { Name = "reader", Password = "p" });
        _wire.Call(EtcdMethods.RoleAdd, new AuthRoleAddRequest { Name = "read" });
        _wire.Call(EtcdMethods.RoleGrantPermission, new AuthRoleGrantPermissionRequest
        {
            Name = "read",
            Perm = new Permission { Key = Wire.Bytes("/a"), PermType = Permission.Types.Type.Read },
        });
        _wire.Call(EtcdMethods.UserGrantRole, new AuthUserGrantRoleRequest { User = "reader", Role = "read" });
        _wire.Call(EtcdMethods.AuthEnable, new AuthEnableRequest());
    }

    [Fact]
    public void Without_a_token_nothing_is_answered_and_with_one_what_is_permitted_is()
    {
        _wire.Refused(EtcdMethods.Range, new RangeRequest { Key = Wire.Bytes("/a") }, EtcdErrorTexts.UserNameEmpty);
        _wire.Token = Authenticate("reader", "p");

        _wire.Get("/a");
        _wire.Refused(EtcdMethods.Range, new RangeRequest { Key = Wire.Bytes("/b") }, EtcdErrorTexts.PermissionDenied);
        _wire.Refused(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") }, EtcdErrorTexts.PermissionDenied);
    }

    [Fact]
    public void A_wrong_password_gives_no_token() => _wire.Refused(
        EtcdMethods.Authenticate,
        new AuthenticateRequest { Name = "reader", Password = "x" },
        EtcdErrorTexts.AuthenticationFailed);

    [Fact]
    public void Tokens_are_letters_a_dot_and_the_index_and_are_known_to_all_members()
    {
        string token = Authenticate("reader", "p");

        Assert.Matches("^[a-zA-Z]{16}\\.[0-9]+$", token);
        new Wire(_etcd) { Member = 1, Token = token }.Get("/a");
    }

    [Fact]
    public void A_token_lives_300_seconds_from_its_last_use_A5()
    {
        _wire.Token = Authenticate("reader", "p");
        for (var i = 0; i < 3; i++)
        {
            _etcd.Time.Advance(TimeSpan.FromSeconds(299));
            _wire.Get("/a");
        }

        _etcd.Time.Advance(TimeSpan.FromSeconds(301));

        _wire.Refused(
            EtcdMethods.Range, new RangeRequest { Key = Wire.Bytes("/a") }, EtcdErrorTexts.InvalidAuthToken);
    }

    [Fact]
    public void A_member_that_forgot_its_tokens_refuses_them_and_the_others_do_not()
    {
        _wire.Token = Authenticate("reader", "p");
        var other = new Wire(_etcd) { Member = 1, Token = _wire.Token };

        _etcd.ForgetTokens("model-1");

        _wire.Refused(
            EtcdMethods.Range, new RangeRequest { Key = Wire.Bytes("/a") }, EtcdErrorTexts.InvalidAuthToken);
        other.Get("/a");
        _wire.Token = Authenticate("reader", "p");
        _wire.Get("/a");
    }

    [Fact]
    public void A_restarted_member_has_forgotten_its_tokens()
    {
        var other = new Wire(_etcd) { Member = 1, Token = Authenticate("reader", "p") };
        _etcd.Stop("model-2");
        _etcd.Start("model-2");

        other.Refused(
            EtcdMethods.Range, new RangeRequest { Key = Wire.Bytes("/a") }, EtcdErrorTexts.InvalidAuthToken);
    }

    [Theory]
    [InlineData("/b", "p", "rpc error: code = PermissionDenied desc = etcdserver: permission denied")]
    [InlineData("/a", null, "rpc error: code = InvalidArgument desc = etcdserver: user name is empty")]
    [InlineData("/a", "wrong", "rpc error: code = Unauthenticated desc = etcdserver: invalid auth token")]
    public void A_watch_that_is_not_permitted_is_created_and_canceled_H1(string key, string? who, string reason)
    {
        _wire.Token = who is "p" ? Authenticate("reader", "p") : who;

        var watch = _wire.Watch(new WatchCreateRequest { Key = Wire.Bytes(key) });

        Assert.Equal([$"-1 created canceled '{reason}' | 1"], watch.Told());
    }

    [Fact]
    public void A_change_of_rights_between_entry_and_application_is_found()
    {
        _wire.Token = Authenticate("root", "r");
        var waiting = new Wire(_etcd) { Member = 1, Token = Authenticate("reader", "p") };
        _etcd.Isolate("model-2");
        WireCall<PutRequest, PutResponse> put =
            waiting.Begin(EtcdMethods.Put, new PutRequest { Key = Wire.Bytes("/a") });
        _etcd.Time.Advance(TimeSpan.FromMilliseconds(100));
        _etcd.Kernel.Auth.RoleAdd(new AuthRoleAddRequest { Name = "other" });
        _etcd.Heal();
        _etcd.Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(EtcdErrorTexts.AuthRevisionOld.Text, put.End?.Text);
    }

    private string Authenticate(string name, string password) => _wire.Call(
        EtcdMethods.Authenticate, new AuthenticateRequest { Name = name, Password = password }).Token;
}
