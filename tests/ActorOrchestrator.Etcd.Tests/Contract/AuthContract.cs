using Google.Protobuf;
using PermissionType = ActorOrchestrator.Etcd.Protocol.Permission.Types.Type;

namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: users see what they may see, and tokens are renewed by themselves (etcd.md 9, 21: A1 to A6; S10, S27).
/// Method: root makes a user with permissions on parts of the test's keys; auth is off again at the end.
/// </summary>
public abstract class AuthContract : EtcdContract
{
    [Fact]
    public Task It_cannot_be_turned_on_without_root_and_its_role() => OnEtcdAsync(async etcd =>
    {
        IEtcdAuth auth = etcd.Client.Auth;
        await Refusal.IsAsync("0560", auth.EnableAsync(new()));
        await auth.UserAddAsync(new() { Name = "root", Password = "r" });
        await Refusal.IsAsync("0561", auth.EnableAsync(new()));
        await auth.UserDeleteAsync(new() { Name = "root" });
        await auth.DisableAsync(new());
        await Refusal.IsAsync("0574", auth.AuthenticateAsync(new() { Name = "root", Password = "r" }));
    });

    [Fact]
    public Task Users_and_roles_come_and_go() => OnEtcdAsync(async etcd =>
    {
        IEtcdAuth auth = etcd.Client.Auth;
        await auth.UserAddAsync(new() { Name = "u", Password = "p" });
        await auth.RoleAddAsync(new() { Name = "r" });
        await auth.UserGrantRoleAsync(new() { User = "u", Role = "r" });
        await auth.RoleGrantPermissionAsync(Grant("r", PermissionType.Read, etcd.Key("a"), ByteString.Empty));
        await auth.RoleGrantPermissionAsync(Grant("r", PermissionType.Readwrite, etcd.Key("a"), ByteString.Empty));

        Assert.Equal(["u"], (await auth.UserListAsync(new())).Users);
        Assert.Equal(["r"], (await auth.RoleListAsync(new())).Roles);
        Assert.Equal(["r"], (await auth.UserGetAsync(new() { Name = "u" })).Roles);
        Permission permission = Assert.Single((await auth.RoleGetAsync(new() { Role = "r" })).Perm);
        Assert.Equal((PermissionType.Readwrite, etcd.Key("a")), (permission.PermType, permission.Key));

        await auth.RoleDeleteAsync(new() { Role = "r" });
        Assert.Empty((await auth.UserGetAsync(new() { Name = "u" })).Roles);
        await auth.UserDeleteAsync(new() { Name = "u" });
        Assert.Empty((await auth.UserListAsync(new())).Users);
    });

    [Fact]
    public Task What_cannot_be_is_refused() => OnEtcdAsync(async etcd =>
    {
        IEtcdAuth auth = etcd.Client.Auth;
        await auth.UserAddAsync(new() { Name = "u", Password = "p" });
        await auth.RoleAddAsync(new() { Name = "r" });

        await Refusal.IsAsync("0562", auth.UserAddAsync(new() { Name = "u", Password = "p" }));
        await Refusal.IsAsync("0563", auth.UserGetAsync(new() { Name = "x" }));
        await Refusal.IsAsync("0563", auth.UserDeleteAsync(new() { Name = "x" }));
        await Refusal.IsAsync("0564", auth.RoleAddAsync(new() { Name = "r" }));
        await Refusal.IsAsync("0565", auth.RoleGetAsync(new() { Role = "x" }));
        await Refusal.IsAsync("0565", auth.UserGrantRoleAsync(new() { User = "u", Role = "x" }));
        await Refusal.IsAsync("0563", auth.UserGrantRoleAsync(new() { User = "x", Role = "r" }));
        await Refusal.IsAsync("0566", auth.UserAddAsync(new() { Name = "", Password = "p" }));
        await Refusal.IsAsync("0567", auth.RoleAddAsync(new() { Name = "" }));
        await Refusal.IsAsync("0572", auth.UserRevokeRoleAsync(new() { Name = "u", Role = "r" }));
        await Refusal.IsAsync(
            "0573", auth.RoleRevokePermissionAsync(new() { Role = "r", Key = etcd.Key("a") }));

        await auth.UserDeleteAsync(new() { Name = "u" });
        await auth.RoleDeleteAsync(new() { Role = "r" });
    });

    [Fact]
    public Task A_user_may_do_what_its_role_says_and_nothing_else() => OnAuthAsync(async (etcd, root, user) =>
    {
        // u may read and write [a, c), and read d.
        await user.Kv.PutAsync(etcd.Name("a"), "1");
        await root.Kv.PutAsync(etcd.Name("d"), "4");
        await root.Kv.PutAsync(etcd.Name("x"), "9");
        Assert.Equal(["1"], (await user.Kv.GetAsync(KeyRange.Between(etcd.Key("a"), etcd.Key("c")))).Values());
        Assert.Equal("4", (await user.Kv.GetAsync(etcd.Name("d")))!.Value.ToText());

        await Refusal.IsAsync("0571", user.Kv.PutAsync(etcd.Name("d"), "5"));
        await Refusal.IsAsync("0571", user.Kv.GetAsync(KeyRange.Single(etcd.Key("x"))));
        await Refusal.IsAsync("0571", user.Kv.GetAsync(KeyRange.Between(etcd.Key("a"), etcd.Key("e"))));
        await Refusal.IsAsync("0571", user.Kv.GetAsync(KeyRange.From(etcd.Key("a"))));
        await Refusal.IsAsync("0571", user.Kv.DeleteAsync(etcd.All));
        if (GuardsCompaction(etcd.Version))
        {
            await Refusal.IsAsync("0571", user.Kv.CompactAsync(1));
        }

        await Refusal.IsAsync("0571", user.Auth.UserListAsync(new()));
        await Refusal.IsAsync("0571", Txn.Of(Op.Get(etcd.Name("a"))).Else(Op.Put(etcd.Name("d"), "5"))
            .CommitAsync(user.Kv));
        Assert.Equal(["reader"], (await user.Auth.UserGetAsync(new() { Name = "u" })).Roles);
    });

    [Fact]
    public Task A_watch_needs_leave_to_read() => OnAuthAsync(async (etcd, root, user) =>
    {
        await using WatchReader reader = await WatchReader.OpenAsync(
            user, new(KeyRange.Between(etcd.Key("a"), etcd.Key("c"))));
        await root.Kv.PutAsync(etcd.Name("b"), "1");
        Assert.Equal(["PUT b=1"], (await reader.TakeAsync(1)).ToLines());

        await using IEtcdWatcher refused = user.Watch.Open(new(etcd.All));
        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(() => refused.Created);
        Assert.Equal(("AO-ETC-0571", ErrorClass.Permanent), (failure.Code, failure.Class));
        await root.Kv.PutAsync(etcd.Name("b"), "2");
        Assert.Equal(["PUT b=2"], (await reader.TakeAsync(1)).ToLines());
    });

    [Fact]
    public Task Who_has_no_token_or_a_wrong_password_is_refused() => OnAuthAsync(async (etcd, _, _) =>
    {
        IEtcdClient nobody = etcd.NewClient();
        await Refusal.IsAsync("0566", nobody.Kv.GetAsync(etcd.All));
        IEtcdClient wrong = NewClient(etcd, "u", "wrong");
        EtcdException failure = await Refusal.IsAsync("0570", wrong.Kv.GetAsync(etcd.All));
        Assert.Equal(ErrorClass.Permanent, failure.Class);
        await Refusal.IsAsync("0575", nobody.Kv.GetAsync(etcd.All, new CallOptions { Token = "none.1" }));
    });

    [Fact]
    public Task Fifty_calls_of_a_client_whose_token_was_forgotten_all_succeed() => OnAuthAsync(async (etcd, _, user) =>
    {
        // S10. That exactly one Authenticate is sent is a test of the token source.
        await user.Kv.PutAsync(etcd.Name("a"), "1");

        await etcd.RestartAsync();

        RangeResponse[] answers = await Task.WhenAll(Enumerable.Range(0, 50)
            .Select(_ => user.Kv.GetAsync(KeyRange.Single(etcd.Key("a"))).AsTask()));
        Assert.All(answers, answer => Assert.Equal(["1"], answer.Values()));
    });

    [Fact]
    public Task A_changed_password_or_role_ends_the_tokens_of_the_user_only() => OnAuthAsync(async (etcd, root, user) =>
    {
        await user.Kv.PutAsync(etcd.Name("a"), "1");
        string token = (await user.Auth.AuthenticateAsync(new() { Name = "u", Password = "p" })).Token;
        await root.Auth.UserChangePasswordAsync(new() { Name = "u", Password = "q" });

        await Refusal.IsAsync("0575", user.Kv.GetAsync(etcd.All, new CallOptions { Token = token }));
        await Refusal.IsAsync("0570", user.Auth.AuthenticateAsync(new() { Name = "u", Password = "p" }));
        IEtcdClient again = NewClient(etcd, "u", "q");
        Assert.Equal("1", (await again.Kv.GetAsync(etcd.Name("a")))!.Value.ToText());
    });

    [Fact]
    public Task What_auth_itself_stands_on_cannot_be_taken_away() => OnAuthAsync(async (_, root, _) =>
    {
        await Refusal.IsAsync("0569", root.Auth.UserDeleteAsync(new() { Name = "root" }));
        await Refusal.IsAsync("0569", root.Auth.RoleDeleteAsync(new() { Role = "root" }));
        await Refusal.IsAsync("0569", root.Auth.UserRevokeRoleAsync(new() { Name = "root", Role = "root" }));
    });

    [Fact]
    public Task A_client_with_a_password_works_with_auth_off() => OnEtcdAsync(async etcd =>
    {
        IEtcdClient client = NewClient(etcd, "u", "p");

        await client.Kv.PutAsync(etcd.Name("a"), "1");

        Assert.Equal("1", (await client.Kv.GetAsync(etcd.Name("a")))!.Value.ToText());
    });

    // GHSA-q8m4-xhhv-38mg: before that, whoever had a token could compact.
    private static bool GuardsCompaction(Version version) => version switch
    {
        { Major: 3, Minor: 4 } => version >= new Version(3, 4, 42),
        { Major: 3, Minor: 5 } => version >= new Version(3, 5, 28),
        { Major: 3, Minor: 6 } => version >= new Version(3, 6, 9),
        _ => true,
    };

    private Task OnAuthAsync(Func<EtcdUnderTest, IEtcdClient, IEtcdClient, Task> test) => OnEtcdAsync(async etcd =>
    {
        IEtcdAuth auth = etcd.Client.Auth;
        await auth.UserAddAsync(new() { Name = "root", Password = "r" });
        await auth.RoleAddAsync(new() { Name = "root" });
        await auth.UserGrantRoleAsync(new() { User = "root", Role = "root" });
        await auth.UserAddAsync(new() { Name = "u", Password = "p" });
        await auth.RoleAddAsync(new() { Name = "reader" });
        await auth.UserGrantRoleAsync(new() { User = "u", Role = "reader" });
        await auth.RoleGrantPermissionAsync(
            Grant("reader", PermissionType.Readwrite, etcd.Key("a"), etcd.Key("c")));
        await auth.RoleGrantPermissionAsync(Grant("reader", PermissionType.Read, etcd.Key("d"), ByteString.Empty));
        await auth.EnableAsync(new());
        IEtcdClient root = NewClient(etcd, "root", "r");
        try
        {
            await test(etcd, root, NewClient(etcd, "u", "p"));
        }
        finally
        {
            await root.Auth.DisableAsync(new());
            foreach (string name in (string[])["root", "u"])
            {
                await auth.UserDeleteAsync(new() { Name = name });
            }

            foreach (string name in (string[])["root", "reader"])
            {
                await auth.RoleDeleteAsync(new() { Role = name });
            }
        }
    });

    private static AuthRoleGrantPermissionRequest Grant(
        string role, PermissionType type, ByteString key, ByteString end) => new()
        {
            Name = role,
            Perm = new Permission { PermType = type, Key = key, RangeEnd = end },
        };

    private static IEtcdClient NewClient(EtcdUnderTest etcd, string user, string password) =>
        etcd.NewClient(options => (options.User, options.Password) = (user, password));
}
