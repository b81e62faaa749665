namespace ActorOrchestrator.Etcd.Protocol;

/// <content>Users, roles, permissions and tokens.</content>
public static partial class EtcdErrorCatalogue
{
    private static class OfAuth
    {
        public static readonly ImmutableArray<AoError> All =
        [
            new(
                "AO-ETC-0560",
                "There is no user named root.",
                "Authentication can only be enabled when a user root exists.",
                "Type etcdctl user add root, then etcdctl user grant-role root root."),
            new(
                "AO-ETC-0561",
                "The user root does not have the role root.",
                "Authentication can only be enabled when root may do everything.",
                "Type etcdctl user grant-role root root."),
            new(
                "AO-ETC-0562",
                "The user exists already.",
                "A user of this name was added before.",
                "Change its password or roles instead, or take another name."),
            new(
                "AO-ETC-0563",
                "The user does not exist.",
                "No user of this name was added, or it was deleted.",
                "Look at etcdctl user list for the name."),
            new(
                "AO-ETC-0564",
                "The role exists already.",
                "A role of this name was added before.",
                "Grant permissions to it instead, or take another name."),
            new(
                "AO-ETC-0565",
                "The role does not exist.",
                "No role of this name was added, or it was deleted.",
                "Look at etcdctl role list for the name."),
            new(
                "AO-ETC-0566",
                "The user has no name, or the request came without a token.",
                "A user's name is empty; or authentication is on and the client has no user and password.",
                "Give the client a user name and password, or a certificate whose common name is a user."),
            new(
                "AO-ETC-0567",
                "The role has no name.",
                "The name of a role to be added is empty.",
                "Give a name."),
            new(
                "AO-ETC-0568",
                "The grant says nothing of a permission.",
                "The request has no permission in it.",
                "Say read, write or both, and for which keys."),
            new(
                "AO-ETC-0569",
                "The change would make authentication useless.",
                "The user root or its role root would be taken away while authentication is on.",
                "Disable authentication first, or leave root as it is."),
            new(
                "AO-ETC-0570",
                "The user name or the password is wrong.",
                "etcd does not say which.",
                "Check both; look at etcdctl user list. The client does not try again by itself."),
            new(
                "AO-ETC-0571",
                "The user may not do this.",
                "None of the user's roles permits the request, or it needs the role root; a transaction is "
                + "judged by all its branches.",
                "Grant a role that permits these keys: etcdctl role grant-permission, etcdctl user grant-role."),
            new(
                "AO-ETC-0572",
                "The user does not have the role.",
                "A role is to be taken from a user who does not have it.",
                "Look at etcdctl user get for the roles of the user."),
            new(
                "AO-ETC-0573",
                "The role does not have the permission.",
                "A permission is to be taken from a role that does not have it for exactly these keys.",
                "Look at etcdctl role get for the ranges as they were granted."),
            new(
                "AO-ETC-0574",
                "Authentication is off.",
                "A user and password are sent to a cluster that does not authenticate.",
                "None: the client goes on without a token. Leave user and password out, or enable authentication."),
            new(
                "AO-ETC-0575",
                "The token is not valid.",
                "It has expired, or the member was restarted and forgot it; the client has authenticated "
                + "again, in vain.",
                "Check that all endpoints are of one cluster, and that their clocks and token settings agree."),
            new(
                "AO-ETC-0576",
                "The token is older than a change of rights.",
                "Users or roles were changed after the token was given; the client has authenticated again, in vain.",
                "Try again when the changes are over."),
            new(
                "AO-ETC-0613",
                "The user has no password.",
                "A password was given for a user that was added to authenticate by certificate only.",
                "Use a certificate whose common name is the user, or add the user with a password."),
        ];
    }
}
