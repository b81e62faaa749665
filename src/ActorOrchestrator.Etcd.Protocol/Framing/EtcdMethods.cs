namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>Every method that etcd v3 serves, for client, model and server alike.</summary>
public static class EtcdMethods
{
    private const string KVService = "etcdserverpb.KV";
    private const string WatchService = "etcdserverpb.Watch";
    private const string LeaseService = "etcdserverpb.Lease";
    private const string ClusterService = "etcdserverpb.Cluster";
    private const string MaintenanceService = "etcdserverpb.Maintenance";
    private const string AuthService = "etcdserverpb.Auth";
    private const string ElectionService = "v3electionpb.Election";
    private const string LockService = "v3lockpb.Lock";
    private const string HealthService = "grpc.health.v1.Health";

    /// <summary><c>etcdserverpb.KV/Range</c>.</summary>
    public static EtcdMethod<RangeRequest, RangeResponse> Range { get; } =
        new(KVService, "Range", RangeRequest.Parser, RangeResponse.Parser);

    /// <summary><c>etcdserverpb.KV/Put</c>.</summary>
    public static EtcdMethod<PutRequest, PutResponse> Put { get; } =
        new(KVService, "Put", PutRequest.Parser, PutResponse.Parser);

    /// <summary><c>etcdserverpb.KV/DeleteRange</c>.</summary>
    public static EtcdMethod<DeleteRangeRequest, DeleteRangeResponse> DeleteRange { get; } =
        new(KVService, "DeleteRange", DeleteRangeRequest.Parser, DeleteRangeResponse.Parser);

    /// <summary><c>etcdserverpb.KV/Txn</c>.</summary>
    public static EtcdMethod<TxnRequest, TxnResponse> Txn { get; } =
        new(KVService, "Txn", TxnRequest.Parser, TxnResponse.Parser);

    /// <summary><c>etcdserverpb.KV/Compact</c>.</summary>
    public static EtcdMethod<CompactionRequest, CompactionResponse> Compact { get; } =
        new(KVService, "Compact", CompactionRequest.Parser, CompactionResponse.Parser);

    /// <summary><c>etcdserverpb.Watch/Watch</c>.</summary>
    public static EtcdMethod<WatchRequest, WatchResponse> Watch { get; } =
        new(
            WatchService,
            "Watch",
            WatchRequest.Parser,
            WatchResponse.Parser, requestStreams: true, responseStreams: true);

    /// <summary><c>etcdserverpb.Lease/LeaseGrant</c>.</summary>
    public static EtcdMethod<LeaseGrantRequest, LeaseGrantResponse> LeaseGrant { get; } =
        new(LeaseService, "LeaseGrant", LeaseGrantRequest.Parser, LeaseGrantResponse.Parser);

    /// <summary><c>etcdserverpb.Lease/LeaseRevoke</c>.</summary>
    public static EtcdMethod<LeaseRevokeRequest, LeaseRevokeResponse> LeaseRevoke { get; } =
        new(LeaseService, "LeaseRevoke", LeaseRevokeRequest.Parser, LeaseRevokeResponse.Parser);

    /// <summary><c>etcdserverpb.Lease/LeaseKeepAlive</c>.</summary>
    public static EtcdMethod<LeaseKeepAliveRequest, LeaseKeepAliveResponse> LeaseKeepAlive { get; } =
        new(
            LeaseService,
            "LeaseKeepAlive",
            LeaseKeepAliveRequest.Parser,
            LeaseKeepAliveResponse.Parser, requestStreams: true, responseStreams: true);

    /// <summary><c>etcdserverpb.Lease/LeaseTimeToLive</c>.</summary>
    public static EtcdMethod<LeaseTimeToLiveRequest, LeaseTimeToLiveResponse> LeaseTimeToLive { get; } =
        new(LeaseService, "LeaseTimeToLive", LeaseTimeToLiveRequest.Parser, LeaseTimeToLiveResponse.Parser);

    /// <summary><c>etcdserverpb.Lease/LeaseLeases</c>.</summary>
    public static EtcdMethod<LeaseLeasesRequest, LeaseLeasesResponse> LeaseLeases { get; } =
        new(LeaseService, "LeaseLeases", LeaseLeasesRequest.Parser, LeaseLeasesResponse.Parser);

    /// <summary><c>etcdserverpb.Cluster/MemberAdd</c>.</summary>
    public static EtcdMethod<MemberAddRequest, MemberAddResponse> MemberAdd { get; } =
        new(ClusterService, "MemberAdd", MemberAddRequest.Parser, MemberAddResponse.Parser);

    /// <summary><c>etcdserverpb.Cluster/MemberRemove</c>.</summary>
    public static EtcdMethod<MemberRemoveRequest, MemberRemoveResponse> MemberRemove { get; } =
        new(ClusterService, "MemberRemove", MemberRemoveRequest.Parser, MemberRemoveResponse.Parser);

    /// <summary><c>etcdserverpb.Cluster/MemberUpdate</c>.</summary>
    public static EtcdMethod<MemberUpdateRequest, MemberUpdateResponse> MemberUpdate { get; } =
        new(ClusterService, "MemberUpdate", MemberUpdateRequest.Parser, MemberUpdateResponse.Parser);

    /// <summary><c>etcdserverpb.Cluster/MemberList</c>.</summary>
    public static EtcdMethod<MemberListRequest, MemberListResponse> MemberList { get; } =
        new(ClusterService, "MemberList", MemberListRequest.Parser, MemberListResponse.Parser);

    /// <summary><c>etcdserverpb.Cluster/MemberPromote</c>.</summary>
    public static EtcdMethod<MemberPromoteRequest, MemberPromoteResponse> MemberPromote { get; } =
        new(ClusterService, "MemberPromote", MemberPromoteRequest.Parser, MemberPromoteResponse.Parser);

    /// <summary><c>etcdserverpb.Maintenance/Alarm</c>.</summary>
    public static EtcdMethod<AlarmRequest, AlarmResponse> Alarm { get; } =
        new(MaintenanceService, "Alarm", AlarmRequest.Parser, AlarmResponse.Parser);

    /// <summary><c>etcdserverpb.Maintenance/Status</c>.</summary>
    public static EtcdMethod<StatusRequest, StatusResponse> Status { get; } =
        new(MaintenanceService, "Status", StatusRequest.Parser, StatusResponse.Parser);

    /// <summary><c>etcdserverpb.Maintenance/Defragment</c>.</summary>
    public static EtcdMethod<DefragmentRequest, DefragmentResponse> Defragment { get; } =
        new(MaintenanceService, "Defragment", DefragmentRequest.Parser, DefragmentResponse.Parser);

    /// <summary><c>etcdserverpb.Maintenance/Hash</c>.</summary>
    public static EtcdMethod<HashRequest, HashResponse> Hash { get; } =
        new(MaintenanceService, "Hash", HashRequest.Parser, HashResponse.Parser);

    /// <summary><c>etcdserverpb.Maintenance/HashKV</c>.</summary>
    public static EtcdMethod<HashKVRequest, HashKVResponse> HashKV { get; } =
        new(MaintenanceService, "HashKV", HashKVRequest.Parser, HashKVResponse.Parser);

    /// <summary><c>etcdserverpb.Maintenance/Snapshot</c>.</summary>
    public static EtcdMethod<SnapshotRequest, SnapshotResponse> Snapshot { get; } =
        new(MaintenanceService, "Snapshot", SnapshotRequest.Parser, SnapshotResponse.Parser, responseStreams: true);

    /// <summary><c>etcdserverpb.Maintenance/MoveLeader</c>.</summary>
    public static EtcdMethod<MoveLeaderRequest, MoveLeaderResponse> MoveLeader { get; } =
        new(MaintenanceService, "MoveLeader", MoveLeaderRequest.Parser, MoveLeaderResponse.Parser);

    /// <summary><c>etcdserverpb.Maintenance/Downgrade</c>.</summary>
    public static EtcdMethod<DowngradeRequest, DowngradeResponse> Downgrade { get; } =
        new(MaintenanceService, "Downgrade", DowngradeRequest.Parser, DowngradeResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/AuthEnable</c>.</summary>
    public static EtcdMethod<AuthEnableRequest, AuthEnableResponse> AuthEnable { get; } =
        new(AuthService, "AuthEnable", AuthEnableRequest.Parser, AuthEnableResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/AuthDisable</c>.</summary>
    public static EtcdMethod<AuthDisableRequest, AuthDisableResponse> AuthDisable { get; } =
        new(AuthService, "AuthDisable", AuthDisableRequest.Parser, AuthDisableResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/AuthStatus</c>.</summary>
    public static EtcdMethod<AuthStatusRequest, AuthStatusResponse> AuthStatus { get; } =
        new(AuthService, "AuthStatus", AuthStatusRequest.Parser, AuthStatusResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/Authenticate</c>.</summary>
    public static EtcdMethod<AuthenticateRequest, AuthenticateResponse> Authenticate { get; } =
        new(AuthService, "Authenticate", AuthenticateRequest.Parser, AuthenticateResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/UserAdd</c>.</summary>
    public static EtcdMethod<AuthUserAddRequest, AuthUserAddResponse> UserAdd { get; } =
        new(AuthService, "UserAdd", AuthUserAddRequest.Parser, AuthUserAddResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/UserGet</c>.</summary>
    public static EtcdMethod<AuthUserGetRequest, AuthUserGetResponse> UserGet { get; } =
        new(AuthService, "UserGet", AuthUserGetRequest.Parser, AuthUserGetResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/UserList</c>.</summary>
    public static EtcdMethod<AuthUserListRequest, AuthUserListResponse> UserList { get; } =
        new(AuthService, "UserList", AuthUserListRequest.Parser, AuthUserListResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/UserDelete</c>.</summary>
    public static EtcdMethod<AuthUserDeleteRequest, AuthUserDeleteResponse> UserDelete { get; } =
        new(AuthService, "UserDelete", AuthUserDeleteRequest.Parser, AuthUserDeleteResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/UserChangePassword</c>.</summary>
    public static EtcdMethod<AuthUserChangePasswordRequest, AuthUserChangePasswordResponse>
        UserChangePassword
    { get; } = new(
        AuthService,
        "UserChangePassword",
        AuthUserChangePasswordRequest.Parser,
        AuthUserChangePasswordResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/UserGrantRole</c>.</summary>
    public static EtcdMethod<AuthUserGrantRoleRequest, AuthUserGrantRoleResponse> UserGrantRole { get; } =
        new(AuthService, "UserGrantRole", AuthUserGrantRoleRequest.Parser, AuthUserGrantRoleResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/UserRevokeRole</c>.</summary>
    public static EtcdMethod<AuthUserRevokeRoleRequest, AuthUserRevokeRoleResponse> UserRevokeRole { get; } =
        new(AuthService, "UserRevokeRole", AuthUserRevokeRoleRequest.Parser, AuthUserRevokeRoleResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/RoleAdd</c>.</summary>
    public static EtcdMethod<AuthRoleAddRequest, AuthRoleAddResponse> RoleAdd { get; } =
        new(AuthService, "RoleAdd", AuthRoleAddRequest.Parser, AuthRoleAddResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/RoleGet</c>.</summary>
    public static EtcdMethod<AuthRoleGetRequest, AuthRoleGetResponse> RoleGet { get; } =
        new(AuthService, "RoleGet", AuthRoleGetRequest.Parser, AuthRoleGetResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/RoleList</c>.</summary>
    public static EtcdMethod<AuthRoleListRequest, AuthRoleListResponse> RoleList { get; } =
        new(AuthService, "RoleList", AuthRoleListRequest.Parser, AuthRoleListResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/RoleDelete</c>.</summary>
    public static EtcdMethod<AuthRoleDeleteRequest, AuthRoleDeleteResponse> RoleDelete { get; } =
        new(AuthService, "RoleDelete", AuthRoleDeleteRequest.Parser, AuthRoleDeleteResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/RoleGrantPermission</c>.</summary>
    public static EtcdMethod<AuthRoleGrantPermissionRequest, AuthRoleGrantPermissionResponse>
        RoleGrantPermission
    { get; } = new(
        AuthService,
        "RoleGrantPermission",
        AuthRoleGrantPermissionRequest.Parser,
        AuthRoleGrantPermissionResponse.Parser);

    /// <summary><c>etcdserverpb.Auth/RoleRevokePermission</c>.</summary>
    public static EtcdMethod<AuthRoleRevokePermissionRequest, AuthRoleRevokePermissionResponse>
        RoleRevokePermission
    { get; } = new(
        AuthService,
        "RoleRevokePermission",
        AuthRoleRevokePermissionRequest.Parser,
        AuthRoleRevokePermissionResponse.Parser);

    /// <summary><c>v3electionpb.Election/Campaign</c>.</summary>
    public static EtcdMethod<CampaignRequest, CampaignResponse> Campaign { get; } =
        new(ElectionService, "Campaign", CampaignRequest.Parser, CampaignResponse.Parser);

    /// <summary><c>v3electionpb.Election/Proclaim</c>.</summary>
    public static EtcdMethod<ProclaimRequest, ProclaimResponse> Proclaim { get; } =
        new(ElectionService, "Proclaim", ProclaimRequest.Parser, ProclaimResponse.Parser);

    /// <summary><c>v3electionpb.Election/Leader</c>.</summary>
    public static EtcdMethod<LeaderRequest, LeaderResponse> Leader { get; } =
        new(ElectionService, "Leader", LeaderRequest.Parser, LeaderResponse.Parser);

    /// <summary><c>v3electionpb.Election/Observe</c>.</summary>
    public static EtcdMethod<LeaderRequest, LeaderResponse> Observe { get; } =
        new(ElectionService, "Observe", LeaderRequest.Parser, LeaderResponse.Parser, responseStreams: true);

    /// <summary><c>v3electionpb.Election/Resign</c>.</summary>
    public static EtcdMethod<ResignRequest, ResignResponse> Resign { get; } =
        new(ElectionService, "Resign", ResignRequest.Parser, ResignResponse.Parser);

    /// <summary><c>v3lockpb.Lock/Lock</c>.</summary>
    public static EtcdMethod<LockRequest, LockResponse> Lock { get; } =
        new(LockService, "Lock", LockRequest.Parser, LockResponse.Parser);

    /// <summary><c>v3lockpb.Lock/Unlock</c>.</summary>
    public static EtcdMethod<UnlockRequest, UnlockResponse> Unlock { get; } =
        new(LockService, "Unlock", UnlockRequest.Parser, UnlockResponse.Parser);

    /// <summary><c>grpc.health.v1.Health/Check</c>.</summary>
    public static EtcdMethod<HealthCheckRequest, HealthCheckResponse> HealthCheck { get; } =
        new(HealthService, "Check", HealthCheckRequest.Parser, HealthCheckResponse.Parser);

    /// <summary><c>grpc.health.v1.Health/Watch</c>.</summary>
    public static EtcdMethod<HealthCheckRequest, HealthCheckResponse> HealthWatch { get; } =
        new(HealthService, "Watch", HealthCheckRequest.Parser, HealthCheckResponse.Parser, responseStreams: true);

    /// <summary>All of them, in the order of the services' definitions.</summary>
    public static ImmutableArray<EtcdMethod> All { get; } =
    [
        Range, Put, DeleteRange, Txn, Compact, Watch, LeaseGrant, LeaseRevoke, LeaseKeepAlive, LeaseTimeToLive,
        LeaseLeases, MemberAdd, MemberRemove, MemberUpdate, MemberList, MemberPromote, Alarm, Status, Defragment,
        Hash, HashKV, Snapshot, MoveLeader, Downgrade, AuthEnable, AuthDisable, AuthStatus, Authenticate, UserAdd,
        UserGet, UserList, UserDelete, UserChangePassword, UserGrantRole, UserRevokeRole, RoleAdd, RoleGet, RoleList,
        RoleDelete, RoleGrantPermission, RoleRevokePermission, Campaign, Proclaim, Leader, Observe, Resign, Lock,
        Unlock, HealthCheck, HealthWatch,
    ];
}
