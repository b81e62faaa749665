using ActorOrchestrator.Testing.Model.Store;
using FsCheck;
using FsCheck.Fluent;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;
using Type = ActorOrchestrator.Etcd.Protocol.Permission.Types.Type;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>
/// Goal: roles and what their permissions cover together (A3; S27).
/// Method: each call's refusals; a table of ranges over permissions that touch, overlap or leave a gap; and any
/// permissions over any range, compared with every key of a small alphabet.
/// </summary>
public sealed class AuthRoleTests
{
    private static readonly ImmutableArray<string> ThreeKeys = ["r", "w", "b"];

    private readonly AuthWorld _world = new();

    private ModelAuth Auth => _world.Auth;

    [Fact]
    public void Roles_are_refused_what_they_cannot_be()
    {
        Auth.RoleAdd(new() { Name = "r" });

        Assert.Equal(EtcdErrorTexts.RoleNameEmpty, Refusal(() => Auth.RoleAdd(new())));
        Assert.Equal(EtcdErrorTexts.RoleExists, Refusal(() => Auth.RoleAdd(new() { Name = "r" })));
        Assert.Equal(EtcdErrorTexts.RoleNotFound, Refusal(() => Auth.RoleGet(new() { Role = "x" })));
        Assert.Equal(EtcdErrorTexts.RoleNotFound, Refusal(() => Auth.RoleDelete(new() { Role = "x" })));
        Assert.Equal(EtcdErrorTexts.RoleNotFound, Refusal(() => _world.Grant("x", Type.Read, "a")));
        Assert.Equal(EtcdErrorTexts.RoleNotFound, Refusal(() => Auth.RoleRevokePermission(new() { Role = "x" })));
        Assert.Equal(["r"], Auth.RoleList(new()).Roles);
    }

    [Fact]
    public void A3_an_empty_permission_is_refused()
    {
        Auth.RoleAdd(new() { Name = "r" });

        Assert.Equal(
            EtcdErrorTexts.PermissionNotGiven, Refusal(() => Auth.RoleGrantPermission(new() { Name = "x" })));
        Assert.Equal(EtcdErrorTexts.InvalidAuthManagement, Refusal(() => _world.Grant("r", Type.Read, "")));
        Assert.Equal(EtcdErrorTexts.InvalidAuthManagement, Refusal(() => _world.Grant("x", Type.Read, "b", "a")));
        Assert.Equal(EtcdErrorTexts.InvalidAuthManagement, Refusal(() => _world.Grant("r", Type.Read, "b", "b")));
        _world.Grant("r", Type.Read, "b", NoEnd);
    }

    [Fact]
    public void A3_a_permission_with_the_same_key_and_end_is_replaced_and_others_stand_by_key()
    {
        Auth.RoleAdd(new() { Name = "r" });
        _world.Grant("r", Type.Read, "b");
        _world.Grant("r", Type.Write, "a", "c");
        _world.Grant("r", Type.Read, "a", "b");
        _world.Grant("r", Type.Readwrite, "a", "c");

        Assert.Equal(["a-b Read", "a-c Readwrite", "b- Read"], Permissions());

        Auth.RoleRevokePermission(new() { Role = "r", Key = Key("a"), RangeEnd = Key("b") });
        Assert.Equal(["a-c Readwrite", "b- Read"], Permissions());
        Assert.Equal(
            EtcdErrorTexts.PermissionNotGranted,
            Refusal(() => Auth.RoleRevokePermission(new() { Role = "r", Key = Key("a"), RangeEnd = Key("b") })));
    }

    [Fact]
    public void The_role_root_shows_everything()
    {
        Auth.RoleAdd(new() { Name = "root" });

        Permission all = Assert.Single(Auth.RoleGet(new() { Role = "root" }).Perm);

        Assert.Equal(new Permission { PermType = Type.Readwrite, RangeEnd = Key(NoEnd) }, all);
    }

    [Fact]
    public void A_role_that_goes_is_taken_from_all_users()
    {
        _world.With("u");
        Auth.RoleAdd(new() { Name = "r" });
        Auth.UserGrantRole(new() { User = "u", Role = "r" });

        Auth.RoleDelete(new() { Role = "u" });

        Assert.Equal(["r"], Auth.UserGet(new() { Name = "u" }).Roles);
    }

    [Theory]
    [InlineData("a", "", true)]
    [InlineData("a\0", "", true)]
    [InlineData("c", "", true)]
    [InlineData("e", "", false)]
    [InlineData("a", "e", true)]
    [InlineData("b", "cc", true)]
    [InlineData("a", "e\0", false)]
    [InlineData("A", "b", false)]
    [InlineData("p", "", true)]
    [InlineData("p", "p\0", true)]
    [InlineData("p", "q", false)]
    [InlineData("x", "z", true)]
    [InlineData("x", "\0", true)]
    [InlineData("w", "\0", false)]
    [InlineData("d", "z", false)]
    [InlineData("\0", "\0", false)]
    [InlineData("b", "a", true)]
    [InlineData("f", "a", false)]
    public void A3_a_request_is_wholly_inside_what_the_roles_give_together(string key, string end, bool isInside)
    {
        // a–c and c–e touch, b–d overlaps both; from two roles.
        _world.With("u", (Type.Read, "a", "c"), (Type.Read, "p", ""), (Type.Readwrite, "x", NoEnd));
        _world.With("v", (Type.Readwrite, "c", "e"), (Type.Read, "b", "d"), (Type.Write, "f", "g"));
        Auth.UserGrantRole(new() { User = "u", Role = "v" });

        Assert.Equal(isInside, Auth.MayTouch("u", Interval(key, end), Type.Read));
    }

    [Fact]
    public void A3_reading_and_writing_are_given_apart_and_root_may_everything()
    {
        _world.With("u", (Type.Read, "r", ""), (Type.Write, "w", ""), (Type.Readwrite, "b", ""));
        _world.AddUser("root");
        Auth.UserGrantRole(new() { User = "root", Role = "root" });

        Assert.Equal("r b", Allowed("u", Type.Read));
        Assert.Equal("w b", Allowed("u", Type.Write));
        Assert.Equal("r w b", Allowed("root", Type.Write));
        Assert.Equal("", Allowed("nobody", Type.Read));
    }

    [Fact]
    public void A3_a_range_is_covered_when_all_keys_in_it_are()
    {
        Gen<KeyInterval> intervals =
            from key in Gen.Choose(0, 5)
            from end in Gen.Choose(-1, 7)
            select Letters(key, end);
        var cases =
            from given in Gen.ListOf(intervals)
            from asked in intervals
            where !asked.IsEmpty
            select (Given: given.ToImmutableArray(), Asked: asked);

        Prop.ForAll(cases.ToArbitrary(), one =>
        {
            bool isCovered = Points().Where(one.Asked.Contains)
                .All(point => one.Given.Any(interval => interval.Contains(point)));
            return new KeyUnion(one.Given).Covers(one.Asked) == isCovered;
        }).QuickCheckThrowOnFailure();
    }

    // The ends lie on single letters, so that between two of them one more key stands for all.
    private static KeyInterval Letters(int key, int end) => end switch
    {
        -1 => Interval(Letter(key)),
        7 => Interval(Letter(key), NoEnd),
        _ => Interval(Letter(key), Letter(end)),
    };

    private static IEnumerable<Google.Protobuf.ByteString> Points() =>
        Enumerable.Range(0, 7).SelectMany(i => new[] { Key(Letter(i)), Key(Letter(i) + "\0"), Key(Letter(i) + "z") });

    private static string Letter(int index) => ((char)('a' + index)).ToString();

    private IEnumerable<string> Permissions() => Auth.RoleGet(new() { Role = "r" }).Perm
        .Select(permission => $"{Text(permission.Key)}-{Text(permission.RangeEnd)} {permission.PermType}");

    private string Allowed(string user, Type how) => string.Join(
        ' ', ThreeKeys.Where(key => Auth.MayTouch(user, KeyInterval.Point(Key(key)), how)));
}
