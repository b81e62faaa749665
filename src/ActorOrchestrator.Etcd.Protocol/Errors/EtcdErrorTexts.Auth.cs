namespace ActorOrchestrator.Etcd.Protocol;

/// <content>Users, roles, permissions and tokens.</content>
public static partial class EtcdErrorTexts
{
    /// <summary>Authentication needs a user named root.</summary>
    public static EtcdError RootUserNotFound { get; } =
        new(
            "AO-ETC-0560",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: root user does not exist",
            ErrorClass.Conflict);

    /// <summary>Authentication needs a user root that has the role root.</summary>
    public static EtcdError RootRoleNotGranted { get; } =
        new(
            "AO-ETC-0561",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: root user does not have root role",
            ErrorClass.Conflict);

    /// <summary>There is such a user already.</summary>
    public static EtcdError UserExists { get; } =
        new(
            "AO-ETC-0562",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: user name already exists",
            ErrorClass.Conflict);

    /// <summary>There is no such user.</summary>
    public static EtcdError UserNotFound { get; } =
        new("AO-ETC-0563", GrpcStatusCode.FailedPrecondition, "etcdserver: user name not found", ErrorClass.Conflict);

    /// <summary>There is such a role already.</summary>
    public static EtcdError RoleExists { get; } =
        new(
            "AO-ETC-0564",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: role name already exists",
            ErrorClass.Conflict);

    /// <summary>There is no such role.</summary>
    public static EtcdError RoleNotFound { get; } =
        new("AO-ETC-0565", GrpcStatusCode.FailedPrecondition, "etcdserver: role name not found", ErrorClass.Conflict);

    /// <summary>A user has no name; on a request for data: it came without a token.</summary>
    public static EtcdError UserNameEmpty { get; } =
        new("AO-ETC-0566", GrpcStatusCode.InvalidArgument, "etcdserver: user name is empty", ErrorClass.Permanent)
        {
            Remedy = TokenRemedy.Authenticate,
        };

    /// <summary>A role has no name.</summary>
    public static EtcdError RoleNameEmpty { get; } =
        new("AO-ETC-0567", GrpcStatusCode.InvalidArgument, "etcdserver: role name is empty", ErrorClass.Permanent);

    /// <summary>A grant does not say which permission.</summary>
    public static EtcdError PermissionNotGiven { get; } =
        new("AO-ETC-0568", GrpcStatusCode.InvalidArgument, "etcdserver: permission not given", ErrorClass.Permanent);

    /// <summary>The change would take from root what authentication needs.</summary>
    public static EtcdError InvalidAuthManagement { get; } =
        new("AO-ETC-0569", GrpcStatusCode.InvalidArgument, "etcdserver: invalid auth management", ErrorClass.Permanent);

    /// <summary>The name or the password is wrong.</summary>
    public static EtcdError AuthenticationFailed { get; } =
        new(
            "AO-ETC-0570",
            GrpcStatusCode.InvalidArgument,
            "etcdserver: authentication failed, invalid user ID or password",
            ErrorClass.Permanent);

    /// <summary>The user may not do this.</summary>
    public static EtcdError PermissionDenied { get; } =
        new(
            "AO-ETC-0571",
            GrpcStatusCode.PermissionDenied,
            "etcdserver: permission denied",
            ErrorClass.Permanent,
            RaisesAlarm: true);

    /// <summary>The user may not do this, in the words of the services on top of the store.</summary>
    public static EtcdError PermissionDeniedByStore { get; } =
        new("AO-ETC-0571", GrpcStatusCode.Unknown, "auth: permission denied", ErrorClass.Permanent, RaisesAlarm: true);

    /// <summary>The user does not have the role that is to be taken.</summary>
    public static EtcdError RoleNotGranted { get; } =
        new(
            "AO-ETC-0572",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: role is not granted to the user",
            ErrorClass.Conflict);

    /// <summary>The role does not have the permission that is to be taken.</summary>
    public static EtcdError PermissionNotGranted { get; } =
        new(
            "AO-ETC-0573",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: permission is not granted to the role",
            ErrorClass.Conflict);

    /// <summary>Authentication is off.</summary>
    public static EtcdError AuthNotEnabled { get; } =
        new(
            "AO-ETC-0574",
            GrpcStatusCode.FailedPrecondition,
            "etcdserver: authentication is not enabled",
            ErrorClass.Conflict)
        {
            Remedy = TokenRemedy.DropToken,
        };

    /// <summary>The member does not know the token: it has expired, or the member was restarted.</summary>
    public static EtcdError InvalidAuthToken { get; } =
        new("AO-ETC-0575", GrpcStatusCode.Unauthenticated, "etcdserver: invalid auth token", ErrorClass.Permanent)
        {
            Remedy = TokenRemedy.Authenticate,
        };

    /// <summary>Rights were changed after the token was given.</summary>
    public static EtcdError AuthRevisionOld { get; } =
        new(
            "AO-ETC-0576",
            GrpcStatusCode.InvalidArgument,
            "etcdserver: revision of auth store is old",
            ErrorClass.Permanent)
        {
            Remedy = TokenRemedy.Authenticate,
        };

    /// <summary>The user authenticates by a certificate only.</summary>
    public static EtcdError NoPasswordUser { get; } =
        new(
            "AO-ETC-0613",
            GrpcStatusCode.Unknown,
            "auth: authentication failed, password was given for no password user",
            ErrorClass.Permanent);

    private static ImmutableArray<EtcdError> OfAuth =>
    [
        RootUserNotFound, RootRoleNotGranted, UserExists, UserNotFound, RoleExists, RoleNotFound, UserNameEmpty,
        RoleNameEmpty, PermissionNotGiven, InvalidAuthManagement, AuthenticationFailed, PermissionDenied,
        PermissionDeniedByStore, RoleNotGranted, PermissionNotGranted, AuthNotEnabled, InvalidAuthToken,
        AuthRevisionOld, NoPasswordUser,
    ];
}
