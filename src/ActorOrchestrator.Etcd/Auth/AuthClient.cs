namespace ActorOrchestrator.Etcd.Auth;

/// <summary>Users, roles and permissions.</summary>
internal sealed class AuthClient(Channels.IEtcdCalls calls) : IEtcdAuth
{
    public ValueTask<AuthEnableResponse> EnableAsync(
        AuthEnableRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.AuthEnable, request, options, cancellationToken);

    public ValueTask<AuthDisableResponse> DisableAsync(
        AuthDisableRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.AuthDisable, request, options, cancellationToken);

    public ValueTask<AuthStatusResponse> StatusAsync(
        AuthStatusRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.AuthStatus, request, options, cancellationToken);

    public ValueTask<AuthenticateResponse> AuthenticateAsync(
        AuthenticateRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.Authenticate, request, options, cancellationToken);

    public ValueTask<AuthUserAddResponse> UserAddAsync(
        AuthUserAddRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.UserAdd, request, options, cancellationToken);

    public ValueTask<AuthUserGetResponse> UserGetAsync(
        AuthUserGetRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.UserGet, request, options, cancellationToken);

    public ValueTask<AuthUserListResponse> UserListAsync(
        AuthUserListRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.UserList, request, options, cancellationToken);

    public ValueTask<AuthUserDeleteResponse> UserDeleteAsync(
        AuthUserDeleteRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.UserDelete, request, options, cancellationToken);

    public ValueTask<AuthUserChangePasswordResponse> UserChangePasswordAsync(
        AuthUserChangePasswordRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.UserChangePassword, request, options, cancellationToken);

    public ValueTask<AuthUserGrantRoleResponse> UserGrantRoleAsync(
        AuthUserGrantRoleRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.UserGrantRole, request, options, cancellationToken);

    public ValueTask<AuthUserRevokeRoleResponse> UserRevokeRoleAsync(
        AuthUserRevokeRoleRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.UserRevokeRole, request, options, cancellationToken);

    public ValueTask<AuthRoleAddResponse> RoleAddAsync(
        AuthRoleAddRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.RoleAdd, request, options, cancellationToken);

    public ValueTask<AuthRoleGetResponse> RoleGetAsync(
        AuthRoleGetRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.RoleGet, request, options, cancellationToken);

    public ValueTask<AuthRoleListResponse> RoleListAsync(
        AuthRoleListRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.RoleList, request, options, cancellationToken);

    public ValueTask<AuthRoleDeleteResponse> RoleDeleteAsync(
        AuthRoleDeleteRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.RoleDelete, request, options, cancellationToken);

    public ValueTask<AuthRoleGrantPermissionResponse> RoleGrantPermissionAsync(
        AuthRoleGrantPermissionRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.RoleGrantPermission, request, options, cancellationToken);

    public ValueTask<AuthRoleRevokePermissionResponse> RoleRevokePermissionAsync(
        AuthRoleRevokePermissionRequest request, CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.RoleRevokePermission, request, options, cancellationToken);
}
