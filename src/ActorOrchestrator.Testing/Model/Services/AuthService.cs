using ActorOrchestrator.Testing.Model.Serving;
using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Services;

/// <summary>Users and roles; all goes through the log.</summary>
internal sealed class AuthService(ModelKernel kernel)
{
    public async Task<IMessage?> ServeAsync(ModelCall call, IMessage request)
    {
        bool proves = request is AuthenticateRequest;
        AuthCaller caller = proves ? default : kernel.Enter(call, request);
        await kernel.Cluster.WaitServes(call.Face, isRead: false, call.Gone).ConfigureAwait(false);
        kernel.Cluster.RaftIndex++;
        if (!proves)
        {
            kernel.Auth.Check(caller, request, kernel.Store);
        }

        return kernel.WithHeader(Apply(kernel.Auth, request), call.Face, kernel.RevisionAt(call.Face));
    }

    private IMessage Apply(ModelAuth auth, IMessage request) => request switch
    {
        AuthEnableRequest enable => auth.Enable(enable),
        AuthDisableRequest disable => auth.Disable(disable),
        AuthStatusRequest status => auth.Status(status),
        AuthenticateRequest authenticate => Authenticate(auth, authenticate),
        AuthUserAddRequest userAdd => auth.UserAdd(userAdd),
        AuthUserGetRequest userGet => auth.UserGet(userGet),
        AuthUserListRequest userList => auth.UserList(userList),
        AuthUserDeleteRequest userDelete => auth.UserDelete(userDelete),
        AuthUserChangePasswordRequest password => auth.UserChangePassword(password),
        AuthUserGrantRoleRequest grantRole => auth.UserGrantRole(grantRole),
        AuthUserRevokeRoleRequest revokeRole => auth.UserRevokeRole(revokeRole),
        AuthRoleAddRequest roleAdd => auth.RoleAdd(roleAdd),
        AuthRoleGetRequest roleGet => auth.RoleGet(roleGet),
        AuthRoleListRequest roleList => auth.RoleList(roleList),
        AuthRoleDeleteRequest roleDelete => auth.RoleDelete(roleDelete),
        AuthRoleGrantPermissionRequest grant => auth.RoleGrantPermission(grant),
        AuthRoleRevokePermissionRequest revoke => auth.RoleRevokePermission(revoke),
        _ => throw new ArgumentException($"{request.Descriptor.Name} is not a request of Auth.", nameof(request)),
    };

    private AuthenticateResponse Authenticate(ModelAuth auth, AuthenticateRequest request)
    {
        string token = auth.Authenticate(request.Name, request.Password, kernel.NextToken);
        kernel.Tokens.Issued(token);
        return new AuthenticateResponse { Token = token };
    }
}
