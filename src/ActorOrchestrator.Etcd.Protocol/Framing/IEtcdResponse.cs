namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>A response with etcd's header.</summary>
public interface IEtcdResponse
{
    /// <summary>Who answered, and at which revision and term; null if the server left it out.</summary>
    ResponseHeader Header { get; }
}

/// <content>Has a header.</content>
public sealed partial class RangeResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class PutResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class DeleteRangeResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class TxnResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class CompactionResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class HashKVResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class HashResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class SnapshotResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class WatchResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class LeaseGrantResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class LeaseRevokeResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class LeaseCheckpointResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class LeaseKeepAliveResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class LeaseTimeToLiveResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class LeaseLeasesResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class MemberAddResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class MemberRemoveResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class MemberUpdateResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class MemberListResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class MemberPromoteResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class DefragmentResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class MoveLeaderResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AlarmResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class DowngradeResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class StatusResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthEnableResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthDisableResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthStatusResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthenticateResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthUserAddResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthUserGetResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthUserDeleteResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthUserChangePasswordResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthUserGrantRoleResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthUserRevokeRoleResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthRoleAddResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthRoleGetResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthRoleListResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthUserListResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthRoleDeleteResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthRoleGrantPermissionResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class AuthRoleRevokePermissionResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class CampaignResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class LeaderResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class ResignResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class ProclaimResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class LockResponse : IEtcdResponse;

/// <content>Has a header.</content>
public sealed partial class UnlockResponse : IEtcdResponse;
