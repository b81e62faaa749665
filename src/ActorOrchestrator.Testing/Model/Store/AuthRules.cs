using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>A3 to A6: what each kind of request needs of its caller, while auth is on.</summary>
internal sealed class AuthRules(ModelAuth auth, ModelStore store, AuthCaller caller)
{
    private const string TableStart = "etcdserver: ";
    private const string StoreStart = "auth: ";

    /// <summary>A4: four requests are refused with the store's own text, which has no status.</summary>
    public static EtcdError InWordsFor(IMessage request, EtcdError error) =>
        request is DefragmentRequest or SnapshotRequest or HashRequest or HashKVRequest
            ? error with
            {
                Status = GrpcStatusCode.Unknown,
                Text = error.Text.Replace(TableStart, StoreStart, StringComparison.Ordinal),
            }
            : error;

    /// <summary>Checks a request of any kind.</summary>
    /// <exception cref="ModelException">The caller may not.</exception>
    public void Check(IMessage request)
    {
        switch (request)
        {
            case RangeRequest or PutRequest or DeleteRangeRequest or TxnRequest:
                CheckData(request);
                break;
            case WatchRequest { CreateRequest: { } create }:
                CheckWatch(create);
                break;
            case WatchCreateRequest create:
                CheckWatch(create);
                break;
            case LeaseGrantRequest or LeaseKeepAliveRequest or LeaseRevokeRequest or LeaseTimeToLiveRequest
                or LeaseLeasesRequest:
                NeedUser();
                CheckLeases(request);
                break;
            case MemberListRequest or AlarmRequest { Action: AlarmRequest.Types.AlarmAction.Get }:
                NeedUser();
                break;
            case AuthUserGetRequest get when IsCaller(get.Name):
                break;
            case AuthRoleGetRequest get when auth.HasRole(caller.User, get.Role):
                break;
            case { } when NeedsRoot(request):
                NeedRoot(request);
                break;
        }
    }

    private static bool NeedsRoot(IMessage request) => request
        is CompactionRequest
        or MemberAddRequest or MemberRemoveRequest or MemberUpdateRequest or MemberPromoteRequest
        or StatusRequest or MoveLeaderRequest or DowngradeRequest or AlarmRequest
        or DefragmentRequest or SnapshotRequest or HashRequest or HashKVRequest
        or AuthEnableRequest or AuthDisableRequest or AuthStatusRequest
        or AuthUserAddRequest or AuthUserGetRequest or AuthUserListRequest or AuthUserDeleteRequest
        or AuthUserChangePasswordRequest or AuthUserGrantRoleRequest or AuthUserRevokeRoleRequest
        or AuthRoleAddRequest or AuthRoleGetRequest or AuthRoleListRequest or AuthRoleDeleteRequest
        or AuthRoleGrantPermissionRequest or AuthRoleRevokePermissionRequest;

    private void CheckData(IMessage? request)
    {
        switch (request)
        {
            case RangeRequest range:
                NeedRead(range.Key, range.RangeEnd);
                break;
            case PutRequest put:
                Check(put);
                break;
            case DeleteRangeRequest delete:
                Need(new KeyInterval(delete.Key, delete.RangeEnd), Permission.Types.Type.Write);
                if (delete.PrevKv)
                {
                    NeedRead(delete.Key, delete.RangeEnd);
                }

                break;
            case TxnRequest txn:
                Check(txn);
                break;
        }
    }

    // Who may not write all keys of a lease may not revoke it, and so must not put more keys into its fate.
    private void Check(PutRequest put)
    {
        Need(KeyInterval.Point(put.Key), Permission.Types.Type.Write);
        NeedKeysOf(put.Lease, Permission.Types.Type.Write);
        if (put.PrevKv)
        {
            NeedRead(put.Key, ByteString.Empty);
        }
    }

    // T6: both branches, whichever will be taken.
    private void Check(TxnRequest txn)
    {
        foreach (Compare compare in txn.Compare)
        {
            NeedRead(compare.Key, compare.RangeEnd);
        }

        foreach (RequestOp operation in txn.Success.Concat(txn.Failure))
        {
            CheckData((IMessage?)operation.RequestRange ?? (IMessage?)operation.RequestPut
                ?? (IMessage?)operation.RequestDeleteRange ?? operation.RequestTxn);
        }
    }

    private void CheckWatch(WatchCreateRequest create) =>
        NeedRead(create.Key.IsEmpty ? ByteString.CopyFrom(0) : create.Key, create.RangeEnd);

    // A6
    private void CheckLeases(IMessage request)
    {
        switch (request)
        {
            case LeaseRevokeRequest revoke:
                NeedKeysOf(revoke.ID, Permission.Types.Type.Write);
                break;
            case LeaseTimeToLiveRequest { Keys: true } timeToLive:
                NeedKeysOf(timeToLive.ID, Permission.Types.Type.Read);
                break;
            case LeaseLeasesRequest:
                foreach (long lease in store.Leases)
                {
                    NeedKeysOf(lease, Permission.Types.Type.Read);
                }

                break;
        }
    }

    private bool IsCaller(string name) => string.Equals(name, caller.User, StringComparison.Ordinal);

    private void NeedUser()
    {
        if (caller.IsNobody)
        {
            throw new ModelException(EtcdErrorTexts.UserNameEmpty);
        }
    }

    private void NeedRoot(IMessage request)
    {
        if (caller.IsNobody)
        {
            throw new ModelException(InWordsFor(request, EtcdErrorTexts.UserNameEmpty));
        }

        if (!auth.IsRoot(caller.User))
        {
            throw new ModelException(InWordsFor(request, EtcdErrorTexts.PermissionDenied));
        }
    }

    private void NeedKeysOf(long lease, Permission.Types.Type how)
    {
        foreach (ByteString key in store.KeysOf(lease))
        {
            Need(KeyInterval.Point(key), how);
        }
    }

    private void NeedRead(ByteString key, ByteString end) =>
        Need(new KeyInterval(key, end), Permission.Types.Type.Read);

    private void Need(KeyInterval keys, Permission.Types.Type how)
    {
        NeedUser();
        if (caller.Revision < auth.Revision)
        {
            throw new ModelException(EtcdErrorTexts.AuthRevisionOld);
        }

        if (!auth.MayTouch(caller.User, keys, how))
        {
            throw new ModelException(EtcdErrorTexts.PermissionDenied);
        }
    }
}
