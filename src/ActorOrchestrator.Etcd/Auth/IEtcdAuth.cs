namespace ActorOrchestrator.Etcd;

/// <summary>Users, roles and permissions.</summary>
public interface IEtcdAuth
{
    /// <summary>Turns authentication on; needs the user root with the role root.</summary>
    ValueTask<AuthEnableResponse> EnableAsync(
        AuthEnableRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Turns authentication off.</summary>
    ValueTask<AuthDisableResponse> DisableAsync(
        AuthDisableRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Whether authentication is on; not answered by etcd 3.4.</summary>
    ValueTask<AuthStatusResponse> StatusAsync(
        AuthStatusRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>A token for a name and a password. The client does this by itself for its own user.</summary>
    ValueTask<AuthenticateResponse> AuthenticateAsync(
        AuthenticateRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Adds a user.</summary>
    ValueTask<AuthUserAddResponse> UserAddAsync(
        AuthUserAddRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>The roles of a user.</summary>
    ValueTask<AuthUserGetResponse> UserGetAsync(
        AuthUserGetRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>All users.</summary>
    ValueTask<AuthUserListResponse> UserListAsync(
        AuthUserListRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Deletes a user and ends its tokens.</summary>
    ValueTask<AuthUserDeleteResponse> UserDeleteAsync(
        AuthUserDeleteRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Changes a password and ends the tokens of the user.</summary>
    ValueTask<AuthUserChangePasswordResponse> UserChangePasswordAsync(
        AuthUserChangePasswordRequest request,
        CallOptions options = default,
        CancellationToken cancellationToken = default);

    /// <summary>Gives a role to a user.</summary>
    ValueTask<AuthUserGrantRoleResponse> UserGrantRoleAsync(
        AuthUserGrantRoleRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Takes a role from a user.</summary>
    ValueTask<AuthUserRevokeRoleResponse> UserRevokeRoleAsync(
        AuthUserRevokeRoleRequest request,
        CallOptions options = default,
        CancellationToken cancellationToken = default);

    /// <summary>Adds a role.</summary>
    ValueTask<AuthRoleAddResponse> RoleAddAsync(
        AuthRoleAddRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>The permissions of a role.</summary>
    ValueTask<AuthRoleGetResponse> RoleGetAsync(
        AuthRoleGetRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>All roles.</summary>
    ValueTask<AuthRoleListResponse> RoleListAsync(
        AuthRoleListRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Deletes a role, and takes it from all users.</summary>
    ValueTask<AuthRoleDeleteResponse> RoleDeleteAsync(
        AuthRoleDeleteRequest request, CallOptions options = default, CancellationToken cancellationToken = default);

    /// <summary>Gives a permission to a role.</summary>
    ValueTask<AuthRoleGrantPermissionResponse> RoleGrantPermissionAsync(
        AuthRoleGrantPermissionRequest request,
        CallOptions options = default,
        CancellationToken cancellationToken = default);

    /// <summary>Takes a permission from a role.</summary>
    ValueTask<AuthRoleRevokePermissionResponse> RoleRevokePermissionAsync(
        AuthRoleRevokePermissionRequest request,
        CallOptions options = default,
        CancellationToken cancellationToken = default);
}
