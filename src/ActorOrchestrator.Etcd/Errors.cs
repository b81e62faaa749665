namespace ActorOrchestrator.Etcd;

/// <summary>What the client itself says, besides what calls fail with.</summary>
internal static class Errors
{
    /// <summary>The lines of the catalogue.</summary>
    public static ImmutableArray<AoError> All { get; } =
    [
        new(
            "AO-ETC-0500",
            "The options of the etcd client are not usable.",
            "A value is missing or out of its bounds; the message names each.",
            "Set what the message says; all errors are in it at once."),
        new(
            "AO-ETC-0543",
            "This is not the store that answered before.",
            "The cluster id is another one, or a linearizable answer has a lower revision than an answer before it: "
                + "etcd was restored from a backup, or the endpoints belong to several clusters.",
            "Check the endpoints. After a restore, list anew everything that was kept from before it."),
        new(
            "AO-ETC-0545",
            "The list of members could not be read.",
            "No member answered, or the user may not ask.",
            "The endpoints that are known go on being used. Check them, or leave RefreshInterval out."),
        new(
            "AO-ETC-0640",
            "The stream that keeps leases alive was lost.",
            "The member was stopped, or the network cut the connection.",
            "Nothing: another stream is opened. Sessions are lost only if no member answers until their deadline."),
        new(
            "AO-ETC-0641",
            "An endpoint does not answer keep-alives.",
            "The member hangs, or has no leader.",
            "Nothing: another endpoint is asked. Look at the health of the one that the message names."),
        new(
            "AO-ETC-0642",
            "A lease was not revoked.",
            "etcd did not answer while the session was closed.",
            "Nothing: its keys live until the lease expires, which is when others can take over."),
        new(
            "AO-ETC-0643",
            "A listener of a loss threw.",
            "Code that was registered on Lost failed; the exception says where.",
            "Repair that code. The other listeners were told all the same."),
        new(
            "AO-ETC-0644",
            "A candidate key was not deleted.",
            "etcd did not answer after a campaign was given up.",
            "Nothing: the key stands in the queue until its lease expires, and delays those behind it until then."),
        new(
            "AO-ETC-0645",
            "A candidate key cannot be watched.",
            "etcd refuses the watch: the user may not read the key, or the server has no watches.",
            "Grant read permission for the keys of the election. The leadership or lock counts as lost until then."),
    ];
}
