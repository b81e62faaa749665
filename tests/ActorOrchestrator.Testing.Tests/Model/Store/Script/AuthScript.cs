using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Tests.Model.Store.Script;

/// <summary>The commands about users and roles.</summary>
internal sealed class AuthScript(ModelAuth auth, Func<IMessage, IMessage> check)
{
    public IEnumerable<string> Answer(string command, ScriptWords words) => command switch
    {
        "auth-enable" => Ok(auth.Enable(Checked(new AuthEnableRequest()))),
        "auth-disable" => Ok(auth.Disable(Checked(new AuthDisableRequest()))),
        "user-add" => Ok(auth.UserAdd(Checked(UserAdd(words.NextText(), words.Next())))),
        "user-get" => [List("roles", auth.UserGet(Checked(new AuthUserGetRequest { Name = words.Next() })).Roles)],
        "user-list" => [List("users", auth.UserList(Checked(new AuthUserListRequest())).Users)],
        "user-delete" => Ok(auth.UserDelete(Checked(new AuthUserDeleteRequest { Name = words.Next() }))),
        "user-password" => Ok(auth.UserChangePassword(Checked(
            new AuthUserChangePasswordRequest { Name = words.Next(), Password = words.Next() }))),
        "user-grant" => Ok(auth.UserGrantRole(Checked(
            new AuthUserGrantRoleRequest { User = words.Next(), Role = words.Next() }))),
        "user-revoke" => Ok(auth.UserRevokeRole(Checked(
            new AuthUserRevokeRoleRequest { Name = words.Next(), Role = words.Next() }))),
        "role-add" => Ok(auth.RoleAdd(Checked(new AuthRoleAddRequest { Name = words.NextText() }))),
        "role-get" => auth.RoleGet(Checked(new AuthRoleGetRequest { Role = words.Next() })).Perm
            .Select(ScriptAnswers.Of).Prepend("permissions"),
        "role-list" => [List("roles", auth.RoleList(Checked(new AuthRoleListRequest())).Roles)],
        "role-delete" => Ok(auth.RoleDelete(Checked(new AuthRoleDeleteRequest { Role = words.Next() }))),
        "role-grant" => Ok(auth.RoleGrantPermission(Checked(Grant(words)))),
        "role-revoke" => Ok(auth.RoleRevokePermission(Checked(new AuthRoleRevokePermissionRequest
        {
            Role = words.Next(),
            Key = words.NextBytes(),
            RangeEnd = words.NextRangeEnd(),
        }))),
        _ => throw new FormatException($"Unknown command {command}"),
    };

    private static IEnumerable<string> Ok(IMessage answer) => [answer is null ? "nothing" : "ok"];

    private static string List(string head, IEnumerable<string> names) => string.Join(' ', names.Prepend(head));

    private static AuthUserAddRequest UserAdd(string name, string password) => password is "no-password"
        ? new() { Name = name, Options = new UserAddOptions { NoPassword = true } }
        : new() { Name = name, Password = password };

    private static AuthRoleGrantPermissionRequest Grant(ScriptWords words) => new()
    {
        Name = words.Next(),
        Perm = new Permission
        {
            PermType = Enum.Parse<Permission.Types.Type>(words.Next(), ignoreCase: true),
            Key = words.NextBytes(),
            RangeEnd = words.NextRangeEnd(),
        },
    };

    private T Checked<T>(T request)
        where T : IMessage => (T)check(request);
}
