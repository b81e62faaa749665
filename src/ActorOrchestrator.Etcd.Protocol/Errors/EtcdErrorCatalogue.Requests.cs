namespace ActorOrchestrator.Etcd.Protocol;

/// <content>Keys, transactions, revisions, leases, watches and elections.</content>
public static partial class EtcdErrorCatalogue
{
    private static class OfRequests
    {
        public static readonly ImmutableArray<AoError> All =
        [
            new(
                "AO-ETC-0510",
                "The request names no key.",
                "A put, range, delete, compare or watch has an empty key, and etcd has no empty key.",
                "Give a key. To mean all of them, say KeyRange.EntireStore."),
            new(
                "AO-ETC-0511",
                "The key to be kept as it is does not exist, or an operation of the transaction is empty.",
                "A put with ignore_value or ignore_lease found no key whose value or lease it could keep.",
                "Read the key and decide: put it with a value, or compare its version in the same transaction."),
            new(
                "AO-ETC-0512",
                "The put is to keep the value and has one.",
                "ignore_value is set together with a value.",
                "Leave the value empty, or do not set ignore_value."),
            new(
                "AO-ETC-0513",
                "The put is to keep the lease and names one.",
                "ignore_lease is set together with a lease.",
                "Leave the lease out, or do not set ignore_lease."),
            new(
                "AO-ETC-0514",
                "The transaction has too many operations.",
                "Its compares, its success branch or its failure branch have more than the server's "
                + "--max-txn-ops, 128 by default.",
                "Split it; what must be atomic stays together. Or raise --max-txn-ops on all members."),
            new(
                "AO-ETC-0515",
                "The transaction would write one key twice.",
                "etcd gives each key one write in a transaction, branches and nested transactions that can "
                + "both be taken included.",
                "Keep the last write of the key only."),
            new(
                "AO-ETC-0516",
                "The request is too large.",
                "It is larger than the server's --max-request-bytes, 1.5 MiB by default.",
                "Split it, or store a reference to the data. Or raise --max-request-bytes on all members."),
            new(
                "AO-ETC-0520",
                "The history of this revision is gone.",
                "The store was compacted above the revision that a read or watch asks for.",
                "Read the present state, and watch from its revision plus one. A watch says which revision is "
                + "the oldest left."),
            new(
                "AO-ETC-0521",
                "The revision does not exist yet.",
                "A read asks for a revision above the store's; a serializable read may have met a member that "
                + "is behind.",
                "Ask for revision 0, which is the newest, or another member, or check that the endpoints are "
                + "of one cluster."),
            new(
                "AO-ETC-0522",
                "The store has no space.",
                "The database reached --quota-backend-bytes; members refuse puts and grants until the alarm "
                + "NOSPACE is disarmed.",
                "Compact, defragment each member, then disarm the alarm; raise the quota if the data is really "
                + "that large."),
            new(
                "AO-ETC-0523",
                "The members cannot keep up with the requests.",
                "More proposals are decided and not yet applied than the server allows; this one was not taken.",
                "Send less at a time. The client repeats it after a pause while its deadline allows."),
            new(
                "AO-ETC-0530",
                "The lease does not exist.",
                "It has expired, was revoked, or its id is wrong. All keys that were attached to it are deleted.",
                "Open a new session, and read what is left of the old one's keys before going on."),
            new(
                "AO-ETC-0531",
                "The id of the lease is taken.",
                "A grant names an id that another lease has. After a lost answer it is the own one.",
                "Let the server choose the id, or take another one."),
            new(
                "AO-ETC-0532",
                "The time to live of the lease is too large.",
                "More than 9,000,000,000 seconds were asked for.",
                "Ask for less; a lease is for hours at most, and is kept alive."),
            new(
                "AO-ETC-0540",
                "The server ended the watch stream.",
                "The member is stopped, or dropped the stream.",
                "None: the client opens another stream and resumes each watch where it was."),
            new(
                "AO-ETC-0541",
                "A watcher is not read, and was paused.",
                "Its queue is full: the program takes events more slowly than the store changes.",
                "Take events without waiting for slow work. Nothing is lost: the watch is resumed when the "
                + "queue is half empty."),
            new(
                "AO-ETC-0542",
                "The events of one revision are too large for the watcher.",
                "One transaction changed so much that its events, put together from fragments, are above 64 MiB.",
                "Allow partial batches in the watch's options, or make smaller transactions."),
            new(
                "AO-ETC-0610",
                "The candidate is not the leader any more.",
                "Its key was deleted, or its lease ended: leadership is lost, perhaps already another's.",
                "Stop what only a leader may do. Do not resign. Stand for election again with a live session."),
            new(
                "AO-ETC-0611",
                "The election has no leader now.",
                "No candidate has a key under the election's name.",
                "Observe the election; it tells of the next leader."),
            new(
                "AO-ETC-0612",
                "The request does not name the leader key.",
                "A proclaim or resign of the election service has no \"leader\" field.",
                "Send the LeaderKey that the campaign answered with."),
        ];
    }
}
