namespace ActorOrchestrator.Etcd.Protocol;

/// <content>Members, leaders, time-outs and downgrades.</content>
public static partial class EtcdErrorCatalogue
{
    private static class OfCluster
    {
        public static readonly ImmutableArray<AoError> All =
        [
            new(
                "AO-ETC-0550",
                "The member exists already.",
                "A member of this id is in the cluster.",
                "Look at etcdctl member list before adding it."),
            new(
                "AO-ETC-0551",
                "The peer URL is taken.",
                "Another member has this peer URL.",
                "Look at etcdctl member list; remove the member that is gone, or give another URL."),
            new(
                "AO-ETC-0552",
                "The member does not exist.",
                "No member has this id, or it was removed.",
                "Look at etcdctl member list for the id."),
            new(
                "AO-ETC-0553",
                "A peer URL is not valid.",
                "A URL of the member to be added or changed cannot be read, or there is none.",
                "Give URLs such as http://10.0.0.4:2380."),
            new(
                "AO-ETC-0554",
                "Too few members are running for this change.",
                "After it, those that are started would not be a majority.",
                "Start the members that are down, or remove those that will not come back, one at a time."),
            new(
                "AO-ETC-0555",
                "The member is no learner.",
                "Only a learner can be promoted; this member votes already.",
                "None is needed: the member has what was asked for."),
            new(
                "AO-ETC-0556",
                "The learner has not caught up.",
                "Its log is too far behind the leader's for a vote.",
                "Wait, and promote it again. Look at the learner's disk and network if it stays behind."),
            new(
                "AO-ETC-0557",
                "There are too many learners.",
                "The cluster has as many as it may have, one by default.",
                "Promote or remove the present one first, or raise --max-learners."),
            new(
                "AO-ETC-0558",
                "The member belongs to another cluster.",
                "Two clusters were given the same addresses, or a member was started with old data.",
                "Check --initial-cluster-token and the data directory of the member that was added last."),
            new(
                "AO-ETC-0580",
                "The cluster has no leader.",
                "A majority of the members cannot be reached, or an election is going on.",
                "Wait for the election; if it lasts, look at the members' logs and the network between them."),
            new(
                "AO-ETC-0581",
                "The cluster does not know this method yet.",
                "Members of different versions are running; the oldest decides.",
                "Finish the upgrade, then try again."),
            new(
                "AO-ETC-0582",
                "The cluster is not healthy enough for this change.",
                "The member is not connected to a majority, and strict checks of changes are on.",
                "Bring back the members that are down first."),
            new(
                "AO-ETC-0583",
                "The learner does not serve this request.",
                "An endpoint of the client is a learner, which serves serializable reads only.",
                "None: the client goes to the next endpoint. Leave learners out of the client's endpoints."),
            new(
                "AO-ETC-0584",
                "The leader changed meanwhile.",
                "The request was proposed to a leader that was replaced: it may have been applied or not.",
                "Read before repeating a write."),
            new(
                "AO-ETC-0585",
                "The member stops.",
                "It was shut down with the request under way: it may have been applied or not.",
                "Read before repeating a write; the client goes to the next endpoint."),
            new(
                "AO-ETC-0586",
                "The request timed out in the server.",
                "It was proposed and not applied in time: it may still be applied.",
                "Read before repeating a write. Look at the disks of the members: slow flushes are the usual reason."),
            new(
                "AO-ETC-0587",
                "The request timed out: the leader was lost.",
                "A new leader was elected while the request was under way: it may have been applied or not.",
                "Read before repeating a write."),
            new(
                "AO-ETC-0588",
                "The request timed out: members do not reach each other.",
                "The member is not connected to a majority: the request may have been applied or not.",
                "Read before repeating a write. Look at the network between the members."),
            new(
                "AO-ETC-0589",
                "The request timed out: the member is behind.",
                "It did not apply in time what had been decided before the request.",
                "Read before repeating a write. Look at the processor and disk of that member."),
            new(
                "AO-ETC-0590",
                "The member is not the leader.",
                "Only the leader does this, and leadership has moved.",
                "None: the client asks the next endpoint."),
            new(
                "AO-ETC-0591",
                "The member cannot be made leader.",
                "It is not a voting member, or not one at all, or the member asked is not the leader.",
                "Look at etcdctl endpoint status and member list for leader and ids."),
            new(
                "AO-ETC-0592",
                "The request was cancelled in the server.",
                "The connection was closed, or the caller gave up, while it was under way: it may have been "
                + "applied or not.",
                "Read before repeating a write."),
            new(
                "AO-ETC-0593",
                "The deadline passed in the server.",
                "The request was under way when its time was over: it may have been applied or not.",
                "Read before repeating a write, or give it more time."),
            new(
                "AO-ETC-0594",
                "The data of the members differs.",
                "A check found different contents on members that should be equal; the cluster refuses writes.",
                "Compare etcdctl endpoint hashkv, take a snapshot of the healthy majority, and replace the "
                + "member that differs."),
            new(
                "AO-ETC-0595",
                "The version of the cluster is not known yet.",
                "The members have just started and not agreed on it.",
                "Try again in a few seconds."),
            new(
                "AO-ETC-0596",
                "The version to go down to cannot be read.",
                "It is not of the form 3.5.0.",
                "Give a version such as 3.5.0."),
            new(
                "AO-ETC-0597",
                "The cluster cannot go down to this version.",
                "A downgrade goes down by one minor version only.",
                "Give the minor version below the cluster's."),
            new(
                "AO-ETC-0598",
                "A downgrade is under way.",
                "It was begun before, and not all members are on the older version yet.",
                "Finish it, or cancel it: etcdctl downgrade cancel."),
            new(
                "AO-ETC-0599",
                "No downgrade is under way.",
                "There is nothing that could be cancelled.",
                "None is needed."),
        ];
    }
}
