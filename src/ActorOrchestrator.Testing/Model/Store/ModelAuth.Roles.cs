using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <content>A3 and A4: roles and their permissions.</content>
internal sealed partial class ModelAuth
{
    private static readonly ByteString NoEnd = ByteString.CopyFrom(0);

    // By name; permissions in the order of their keys. Nobody changes a permission that is in here.
    private readonly SortedDictionary<string, ImmutableArray<Permission>> _roles = new(StringComparer.Ordinal);

    /// <summary>Adds a role without permissions.</summary>
    public AuthRoleAddResponse RoleAdd(AuthRoleAddRequest request)
    {
        Refuse(request.Name.Length == 0, EtcdErrorTexts.RoleNameEmpty);
        Refuse(!_roles.TryAdd(request.Name, []), EtcdErrorTexts.RoleExists);
        Revision++;
        return new AuthRoleAddResponse();
    }

    /// <summary>The permissions of a role; those of root are shown as everything.</summary>
    public AuthRoleGetResponse RoleGet(AuthRoleGetRequest request)
    {
        var response = new AuthRoleGetResponse();
        IEnumerable<Permission> permissions = FindRole(request.Role);
        response.Perm.AddRange(request.Role is Root
            ? [new Permission { PermType = Permission.Types.Type.Readwrite, RangeEnd = NoEnd }]
            : permissions.Select(permission => permission.Clone()));
        return response;
    }

    /// <summary>The names of all roles.</summary>
    public AuthRoleListResponse RoleList(AuthRoleListRequest _)
    {
        var response = new AuthRoleListResponse();
        response.Roles.AddRange(_roles.Keys);
        return response;
    }

    /// <summary>Deletes a role and takes it from all users.</summary>
    public AuthRoleDeleteResponse RoleDelete(AuthRoleDeleteRequest request)
    {
        Refuse(Enabled && request.Role is Root, EtcdErrorTexts.InvalidAuthManagement);
        Refuse(!_roles.Remove(request.Role), EtcdErrorTexts.RoleNotFound);
        foreach ((string name, User user) in _users.ToArray())
        {
            _users[name] = user with { Roles = user.Roles.Remove(request.Role) };
        }

        Revision++;
        return new AuthRoleDeleteResponse();
    }

    /// <summary>Gives a role a permission; of one with the same key and end the type is replaced.</summary>
    public AuthRoleGrantPermissionResponse RoleGrantPermission(AuthRoleGrantPermissionRequest request)
    {
        Refuse(request.Perm is null, EtcdErrorTexts.PermissionNotGiven);
        Permission given = request.Perm!.Clone();
        Refuse(given.Key.IsEmpty || IntervalOf(given).IsEmpty, EtcdErrorTexts.InvalidAuthManagement);
        ImmutableArray<Permission> permissions = FindRole(request.Name);
        _roles[request.Name] =
        [
            .. permissions.Where(permission => IntervalOf(permission) != IntervalOf(given)).Append(given)
                .OrderBy(permission => permission.Key, Bytes.Order)
                .ThenBy(permission => permission.RangeEnd, Bytes.Order),
        ];
        Revision++;
        return new AuthRoleGrantPermissionResponse();
    }

    /// <summary>Takes a permission from a role, by its exact key and end.</summary>
    public AuthRoleRevokePermissionResponse RoleRevokePermission(AuthRoleRevokePermissionRequest request)
    {
        ImmutableArray<Permission> permissions = FindRole(request.Role);
        var taken = new KeyInterval(request.Key, request.RangeEnd);
        ImmutableArray<Permission> left = permissions.RemoveAll(permission => IntervalOf(permission) == taken);
        Refuse(left.Length == permissions.Length, EtcdErrorTexts.PermissionNotGranted);
        _roles[request.Role] = left;
        Revision++;
        return new AuthRoleRevokePermissionResponse();
    }

    /// <summary>A3: whether a user may read or write all of a range.</summary>
    public bool MayTouch(string user, KeyInterval keys, Permission.Types.Type how)
    {
        if (!_users.TryGetValue(user, out User? found))
        {
            return false;
        }

        IEnumerable<Permission> permissions = found.Roles
            .SelectMany(role => _roles.GetValueOrDefault(role, []))
            .Where(permission => permission.PermType == how
                || permission.PermType is Permission.Types.Type.Readwrite);
        return IsRoot(user) || new KeyUnion(permissions.Select(IntervalOf)).Covers(keys);
    }

    private static KeyInterval IntervalOf(Permission permission) => new(permission.Key, permission.RangeEnd);

    private ImmutableArray<Permission> FindRole(string name) =>
        _roles.TryGetValue(name, out ImmutableArray<Permission> permissions)
            ? permissions
            : throw new ModelException(EtcdErrorTexts.RoleNotFound);
}
