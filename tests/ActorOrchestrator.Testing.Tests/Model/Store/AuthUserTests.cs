using ActorOrchestrator.Testing.Model.Store;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: users, tokens and switching auth on and off (A1, A2, A4, A5).
/// Method: each call's refusals and effect; the auth revision after it. The transcript auth.txt has etcd's answers.
/// </summary>
public sealed class AuthUserTests
{
    private readonly AuthWorld _world = new();

    private ModelAuth Auth => _world.Auth;

    [Fact]
    public void A1_auth_needs_the_user_root_with_the_role_root()
    {
        Assert.Equal(EtcdErrorTexts.RootUserNotFound, Refusal(() => Auth.Enable(new())));
        _world.AddUser("root");
        Assert.Equal(EtcdErrorTexts.RootRoleNotGranted, Refusal(() => Auth.Enable(new())));
        Assert.False(Auth.Enabled);

        Auth.UserGrantRole(new() { User = "root", Role = "root" });
        Auth.Enable(new());
        Auth.Enable(new());

        Assert.Equal(new AuthStatusResponse { Enabled = true, AuthRevision = 3 }, Auth.Status(new()));
    }

    [Fact]
    public void A1_switching_off_is_a_change_only_when_it_is_on()
    {
        Auth.Disable(new());
        Assert.Equal(1UL, Auth.Revision);

        ModelAuth enabled = AuthWorld.Enabled().Auth;
        enabled.Disable(new());

        Assert.Equal((false, 4UL), (enabled.Enabled, enabled.Revision));
        Assert.Null(enabled.UserOf("root"));
    }

    [Fact]
    public void A1_every_change_raises_the_revision_and_refusals_and_reads_do_not()
    {
        Action[] changes =
        [
            () => Auth.UserAdd(new() { Name = "u", Password = "p" }),
            () => Auth.RoleAdd(new() { Name = "r" }),
            () => _world.Grant("r", Permission.Types.Type.Read, "a"),
            () => Auth.UserGrantRole(new() { User = "u", Role = "r" }),
            () => Auth.UserChangePassword(new() { Name = "u", Password = "q" }),
            () => Auth.RoleRevokePermission(new() { Role = "r", Key = Key("a") }),
            () => Auth.UserRevokeRole(new() { Name = "u", Role = "r" }),
            () => Auth.RoleDelete(new() { Role = "r" }),
            () => Auth.UserDelete(new() { Name = "u" }),
        ];
        foreach ((int index, Action change) in changes.Index())
        {
            Assert.Equal((ulong)index + 1, Auth.Revision);
            change();
        }

        Assert.Equal(10UL, Auth.Revision);
        Assert.Equal(EtcdErrorTexts.UserNotFound, Refusal(() => Auth.UserDelete(new() { Name = "u" })));
        Auth.UserList(new());
        Auth.RoleList(new());
        Assert.Equal(10UL, Auth.Revision);
    }

    [Fact]
    public void A2_users_are_refused_what_they_cannot_be()
    {
        _world.AddUser("u");

        Assert.Equal(EtcdErrorTexts.UserNameEmpty, Refusal(() => _world.AddUser("")));
        Assert.Equal(EtcdErrorTexts.UserExists, Refusal(() => _world.AddUser("u")));
        Assert.Equal(EtcdErrorTexts.UserNotFound, Refusal(() => Auth.UserGet(new() { Name = "x" })));
        Assert.Equal(EtcdErrorTexts.UserNotFound, Refusal(() => Auth.UserChangePassword(new() { Name = "x" })));
        Assert.Equal(EtcdErrorTexts.UserNotFound, Refusal(() => Auth.UserGrantRole(new() { User = "x", Role = "y" })));
        Assert.Equal(EtcdErrorTexts.RoleNotFound, Refusal(() => Auth.UserGrantRole(new() { User = "u", Role = "y" })));
        Assert.Equal(EtcdErrorTexts.UserNotFound, Refusal(() => Auth.UserRevokeRole(new() { Name = "x", Role = "y" })));
        Assert.Equal(
            EtcdErrorTexts.RoleNotGranted, Refusal(() => Auth.UserRevokeRole(new() { Name = "u", Role = "y" })));
        Assert.Equal(["u"], Auth.UserList(new()).Users);
    }

    [Fact]
    public void A2_users_have_their_roles_by_name_and_a_role_given_twice_once()
    {
        _world.AddUser("u");
        foreach (string role in new[] { "b", "a", "b" })
        {
            _ = Record.Exception(() => Auth.RoleAdd(new() { Name = role }));
            Auth.UserGrantRole(new() { User = "u", Role = role });
        }

        Assert.Equal(["a", "b"], Auth.UserGet(new() { Name = "u" }).Roles);
        Assert.Equal(6UL, Auth.Revision);
    }

    [Fact]
    public void A2_one_text_for_a_wrong_user_or_password_and_another_for_a_user_without_one()
    {
        ModelAuth auth = AuthWorld.Enabled().Auth;
        auth.UserAdd(new() { Name = "cn", Options = new UserAddOptions { NoPassword = true } });
        auth.UserAdd(new() { Name = "empty" });
        auth.UserChangePassword(new() { Name = "cn", Password = "p" });

        Assert.Equal(EtcdErrorTexts.AuthenticationFailed, Refusal(() => auth.Authenticate("root", "no", () => "t")));
        Assert.Equal(EtcdErrorTexts.AuthenticationFailed, Refusal(() => auth.Authenticate("x", "root", () => "t")));
        Assert.Equal(EtcdErrorTexts.NoPasswordUser, Refusal(() => auth.Authenticate("cn", "p", () => "t")));
        Assert.Equal("t", auth.Authenticate("empty", "", () => "t"));
        Assert.Equal("empty", auth.UserOf("t"));
    }

    [Fact]
    public void A2_nobody_can_authenticate_while_auth_is_off()
    {
        _world.AddUser("u");

        Assert.Equal(EtcdErrorTexts.AuthNotEnabled, Refusal(() => _world.Login("u")));
    }

    [Fact]
    public void A4_root_cannot_be_taken_away_while_auth_is_on()
    {
        ModelAuth auth = AuthWorld.Enabled().Auth;
        auth.RoleAdd(new() { Name = "root" });
        Action[] changes =
        [
            () => auth.UserRevokeRole(new() { Name = "root", Role = "root" }),
            () => auth.RoleDelete(new() { Role = "root" }),
            () => auth.UserDelete(new() { Name = "root" }),
        ];

        Assert.All(changes, change => Assert.Equal(EtcdErrorTexts.InvalidAuthManagement, Refusal(change)));
        auth.Disable(new());
        Assert.All(changes, change => change());
    }

    [Fact]
    public void A4_a_new_password_or_the_end_of_a_user_ends_its_tokens_and_new_roles_do_not()
    {
        AuthWorld world = AuthWorld.Enabled().With("u").With("v");
        world.Auth.Authenticate("u", "u", () => "second");
        world.Auth.UserGrantRole(new() { User = "u", Role = "v" });
        world.Auth.UserRevokeRole(new() { Name = "u", Role = "v" });
        world.Auth.RoleDelete(new() { Role = "u" });
        Assert.Equal(("u", "u"), (world.Auth.UserOf("u"), world.Auth.UserOf("second")));

        world.Auth.UserChangePassword(new() { Name = "u", Password = "p" });
        Assert.Equal((null, null), (world.Auth.UserOf("u"), world.Auth.UserOf("second")));
        world.Auth.UserDelete(new() { Name = "v" });
        Assert.Null(world.Auth.UserOf("v"));
        Assert.Equal("root", world.Auth.UserOf("root"));
    }

    [Fact]
    public void A5_tokens_can_be_ended_one_by_one_and_all_at_once()
    {
        ModelAuth auth = AuthWorld.Enabled().With("u").Auth;
        auth.Authenticate("u", "u", () => "second");

        auth.Forget("u");
        Assert.Equal((null, "u"), (auth.UserOf("u"), auth.UserOf("second")));

        auth.ForgetAll();
        Assert.Equal((null, null), (auth.UserOf("second"), auth.UserOf("root")));
        Assert.Null(auth.UserOf(null));
    }

    [Fact]
    public void A_copy_has_the_users_and_roles_but_no_tokens_and_lives_on_its_own()
    {
        AuthWorld world = AuthWorld.Enabled().With("u", (Permission.Types.Type.Read, "a", ""));
        ModelAuth copy = world.Auth.Clone();
        world.Auth.UserDelete(new() { Name = "u" });
        world.Auth.RoleDelete(new() { Role = "u" });

        Assert.Null(copy.UserOf("root"));
        Assert.Equal(["u"], copy.UserGet(new() { Name = "u" }).Roles);
        Assert.Single(copy.RoleGet(new() { Role = "u" }).Perm);
        Assert.Equal((true, world.Auth.Revision - 2), (copy.Enabled, copy.Revision));
        Assert.Equal("t", copy.Authenticate("u", "u", () => "t"));
    }
}
