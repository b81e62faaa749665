using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;
using static ActorOrchestrator.Testing.Tests.Model.Store.Make;
using Type = ActorOrchestrator.Etcd.Protocol.Permission.Types.Type;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>Users and roles in the fewest words; a user's token is its name, and so is its password.</summary>
internal sealed class AuthWorld
{
    public ModelAuth Auth { get; } = new();

    public ModelStore Store { get; } = NewStore();

    /// <summary>A world with the user root and auth on.</summary>
    public static AuthWorld Enabled()
    {
        var world = new AuthWorld();
        world.AddUser("root");
        world.Auth.UserGrantRole(new AuthUserGrantRoleRequest { User = "root", Role = "root" });
        world.Auth.Enable(new AuthEnableRequest());
        world.Login("root");
        return world;
    }

    /// <summary>Adds a user with a role of its own name, and its token if auth is on.</summary>
    public AuthWorld With(string user, params (Type Type, string Key, string End)[] permissions)
    {
        AddUser(user);
        Auth.RoleAdd(new AuthRoleAddRequest { Name = user });
        Auth.UserGrantRole(new AuthUserGrantRoleRequest { User = user, Role = user });
        foreach ((Type type, string key, string end) in permissions)
        {
            Grant(user, type, key, end);
        }

        if (Auth.Enabled)
        {
            Login(user);
        }

        return this;
    }

    public void AddUser(string user) => Auth.UserAdd(new AuthUserAddRequest { Name = user, Password = user });

    public string Login(string user) => Auth.Authenticate(user, user, () => user);

    public void Grant(string role, Type type, string key, string end = "") =>
        Auth.RoleGrantPermission(new AuthRoleGrantPermissionRequest
        {
            Name = role,
            Perm = new Permission { PermType = type, Key = Key(key), RangeEnd = Key(end) },
        });

    /// <summary>Why a request is refused, null if it is not.</summary>
    public EtcdError? Asked(string? token, IMessage request) =>
        Record.Exception(() => Auth.Check(token, request, Store)) is { } refusal
            ? Assert.IsType<ModelException>(refusal).Error
            : null;
}
