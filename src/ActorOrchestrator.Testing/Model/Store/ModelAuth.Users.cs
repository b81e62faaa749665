namespace ActorOrchestrator.Testing.Model.Store;

/// <content>A2 and A4: users.</content>
internal sealed partial class ModelAuth
{
    private readonly SortedDictionary<string, User> _users = new(StringComparer.Ordinal);

    /// <summary>Adds a user, with a password or with <c>no_password</c>.</summary>
    public AuthUserAddResponse UserAdd(AuthUserAddRequest request)
    {
        Refuse(request.Name.Length == 0, EtcdErrorTexts.UserNameEmpty);
        string? password = request.Options is { NoPassword: true } ? null : request.Password;
        Refuse(!_users.TryAdd(request.Name, new User(password, [])), EtcdErrorTexts.UserExists);
        Revision++;
        return new AuthUserAddResponse();
    }

    /// <summary>The roles of a user.</summary>
    public AuthUserGetResponse UserGet(AuthUserGetRequest request)
    {
        var response = new AuthUserGetResponse();
        response.Roles.AddRange(FindUser(request.Name).Roles);
        return response;
    }

    /// <summary>The names of all users.</summary>
    public AuthUserListResponse UserList(AuthUserListRequest _)
    {
        var response = new AuthUserListResponse();
        response.Users.AddRange(_users.Keys);
        return response;
    }

    /// <summary>Deletes a user and ends its tokens.</summary>
    public AuthUserDeleteResponse UserDelete(AuthUserDeleteRequest request)
    {
        Refuse(Enabled && request.Name is Root, EtcdErrorTexts.InvalidAuthManagement);
        Refuse(!_users.Remove(request.Name), EtcdErrorTexts.UserNotFound);
        EndTokensOf(request.Name);
        Revision++;
        return new AuthUserDeleteResponse();
    }

    /// <summary>Changes a password and ends the user's tokens. A user without a password stays without one.</summary>
    public AuthUserChangePasswordResponse UserChangePassword(AuthUserChangePasswordRequest request)
    {
        User user = FindUser(request.Name);
        _users[request.Name] = user with { Password = user.Password is null ? null : request.Password };
        EndTokensOf(request.Name);
        Revision++;
        return new AuthUserChangePasswordResponse();
    }

    /// <summary>Gives a user a role; the role root need not exist. Giving it again changes nothing.</summary>
    public AuthUserGrantRoleResponse UserGrantRole(AuthUserGrantRoleRequest request)
    {
        User user = FindUser(request.User);
        Refuse(request.Role is not Root && !_roles.ContainsKey(request.Role), EtcdErrorTexts.RoleNotFound);
        if (!user.Roles.Contains(request.Role))
        {
            _users[request.User] = user with { Roles = user.Roles.Add(request.Role) };
            Revision++;
        }

        return new AuthUserGrantRoleResponse();
    }

    /// <summary>Takes a role from a user.</summary>
    public AuthUserRevokeRoleResponse UserRevokeRole(AuthUserRevokeRoleRequest request)
    {
        Refuse(Enabled && request is { Name: Root, Role: Root }, EtcdErrorTexts.InvalidAuthManagement);
        User user = FindUser(request.Name);
        Refuse(!user.Roles.Contains(request.Role), EtcdErrorTexts.RoleNotGranted);
        _users[request.Name] = user with { Roles = user.Roles.Remove(request.Role) };
        Revision++;
        return new AuthUserRevokeRoleResponse();
    }

    /// <summary>Whether a user has a role; a user that is gone has none.</summary>
    public bool HasRole(string user, string role) =>
        _users.TryGetValue(user, out User? found) && found.Roles.Contains(role);

    /// <summary>Whether a user may do everything.</summary>
    public bool IsRoot(string user) => HasRole(user, Root);

    private User FindUser(string name) => FindUser(name, EtcdErrorTexts.UserNotFound);

    private User FindUser(string name, EtcdError otherwise) =>
        _users.TryGetValue(name, out User? user) ? user : throw new ModelException(otherwise);

    /// <param name="Password">null for a user without one.</param>
    /// <param name="Roles">By name.</param>
    private sealed record User(string? Password, ImmutableSortedSet<string> Roles);
}
