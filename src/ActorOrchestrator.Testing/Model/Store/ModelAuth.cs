using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>Who asks, and the auth revision at which the request came in (A5).</summary>
/// <param name="User">Empty if no token was sent.</param>
/// <param name="Revision">The auth revision at entry; 0 without a user.</param>
internal readonly record struct AuthCaller(string User, ulong Revision);

/// <summary>Users, roles, permissions and tokens of the model etcd: data only; the shell ends tokens by time.</summary>
/// <remarks>Answers carry no header. Not thread-safe.</remarks>
internal sealed class ModelAuth
{
    /// <summary>Whether requests need a token.</summary>
    public bool Enabled { get; private set; }

    /// <summary>A1: raised by each change, also while auth is off; 1 at first.</summary>
    public ulong Revision { get; private set; } = 1;

    public AuthEnableResponse Enable(AuthEnableRequest request) => throw new NotSupportedException();

    public AuthDisableResponse Disable(AuthDisableRequest request) => throw new NotSupportedException();

    public AuthStatusResponse Status(AuthStatusRequest request) => throw new NotSupportedException();

    public AuthUserAddResponse UserAdd(AuthUserAddRequest request) => throw new NotSupportedException();

    public AuthUserGetResponse UserGet(AuthUserGetRequest request) => throw new NotSupportedException();

    public AuthUserListResponse UserList(AuthUserListRequest request) => throw new NotSupportedException();

    public AuthUserDeleteResponse UserDelete(AuthUserDeleteRequest request) => throw new NotSupportedException();

    public AuthUserChangePasswordResponse UserChangePassword(AuthUserChangePasswordRequest request) =>
        throw new NotSupportedException();

    public AuthUserGrantRoleResponse UserGrantRole(AuthUserGrantRoleRequest request) =>
        throw new NotSupportedException();

    public AuthUserRevokeRoleResponse UserRevokeRole(AuthUserRevokeRoleRequest request) =>
        throw new NotSupportedException();

    public AuthRoleAddResponse RoleAdd(AuthRoleAddRequest request) => throw new NotSupportedException();

    public AuthRoleGetResponse RoleGet(AuthRoleGetRequest request) => throw new NotSupportedException();

    public AuthRoleListResponse RoleList(AuthRoleListRequest request) => throw new NotSupportedException();

    public AuthRoleDeleteResponse RoleDelete(AuthRoleDeleteRequest request) => throw new NotSupportedException();

    public AuthRoleGrantPermissionResponse RoleGrantPermission(AuthRoleGrantPermissionRequest request) =>
        throw new NotSupportedException();

    public AuthRoleRevokePermissionResponse RoleRevokePermission(AuthRoleRevokePermissionRequest request) =>
        throw new NotSupportedException();

    /// <summary>A2: proves who a user is.</summary>
    /// <param name="name">The user.</param>
    /// <param name="password">Its password.</param>
    /// <param name="nextToken">Makes the token.</param>
    /// <returns>The token.</returns>
    /// <exception cref="ModelException">Auth is off, or one text for a wrong user or password.</exception>
    public string Authenticate(string name, string password, Func<string> nextToken) =>
        throw new NotSupportedException();

    /// <summary>Whose token it is; null for none, and for one that is over.</summary>
    public string? UserOf(string? token) => throw new NotSupportedException();

    /// <summary>Ends one token, as its time to live does.</summary>
    public void Forget(string token) => throw new NotSupportedException();

    /// <summary>Ends all tokens, as a restart does.</summary>
    public void ForgetAll() => throw new NotSupportedException();

    /// <summary>A5: what a request carries from its entry to its application.</summary>
    /// <exception cref="ModelException">The token is unknown.</exception>
    public AuthCaller Enter(string? token) => throw new NotSupportedException();

    /// <summary>A3 to A6: whether a caller may do what a request of any kind asks for.</summary>
    /// <param name="caller">From <see cref="Enter"/>, perhaps some changes ago.</param>
    /// <param name="request">Any request of etcd's services.</param>
    /// <param name="store">Where the keys of leases stand.</param>
    /// <exception cref="ModelException">It may not.</exception>
    public void Check(AuthCaller caller, IMessage request, ModelStore store) => throw new NotSupportedException();

    /// <summary>Enters and checks at one moment.</summary>
    /// <exception cref="ModelException">The token is unknown, or its user may not.</exception>
    public void Check(string? token, IMessage request, ModelStore store) => Check(Enter(token), request, store);

    /// <summary>An independent copy, without tokens: they are not in a backup.</summary>
    public ModelAuth Clone() => throw new NotSupportedException();
}
