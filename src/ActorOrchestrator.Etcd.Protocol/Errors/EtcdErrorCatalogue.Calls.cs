namespace ActorOrchestrator.Etcd.Protocol;

/// <content>What a client says of its own: etcd did not answer, or not in words of its own.</content>
public static partial class EtcdErrorCatalogue
{
    private static class OfCalls
    {
        public static readonly ImmutableArray<AoError> All =
        [
            new(
                "AO-ETC-0620",
                "No endpoint was reached.",
                "The connection was refused, timed out, or failed in DNS or TLS; or the server refused the "
                + "stream. It did not process the request.",
                "Is etcd running there? Check endpoints, port, scheme and certificates; the message says what "
                + "each endpoint answered."),
            new(
                "AO-ETC-0621",
                "The answer was lost.",
                "The connection broke or the deadline passed after the request had been sent: it may have been "
                + "applied or not.",
                "Read before repeating a write. If it happens often, look at the network, and at the deadline."),
            new(
                "AO-ETC-0624",
                "The client has too many calls under way.",
                "10,000 calls are waiting for their answers; this one was refused at once, and not sent.",
                "Bound the number of calls that the program makes at the same time."),
            new(
                "AO-ETC-0630",
                "The server does not have this method.",
                "It is of an older version, or does not offer it, or is not etcd.",
                "Look at etcdctl endpoint status for versions; the reference lists what the embedded server "
                + "leaves out."),
            new(
                "AO-ETC-0631",
                "The answer is not gRPC.",
                "A proxy answered instead of etcd, or the port is another service's; the message begins with "
                + "what was answered.",
                "Check that the endpoint is etcd's client port, and that proxies in between pass HTTP/2 and "
                + "trailers on."),
            new(
                "AO-ETC-0632",
                "The answer is too large for the client.",
                "A message is above the client's MaxReceiveBytes. A write may have been applied.",
                "Read in pages, ask for keys only, or raise MaxReceiveBytes."),
            new(
                "AO-ETC-0633",
                "The request is too large for the client.",
                "It is above the client's MaxSendBytes, 2 MiB by default; nothing was sent.",
                "Split it. Raise MaxSendBytes only together with the servers' --max-request-bytes."),
            new(
                "AO-ETC-0699",
                "etcd gave an error that is not known here.",
                "A newer version or a proxy says something that the table of errors does not have; its status "
                + "decides the class.",
                "Read the text. Report it if it should be in the table."),
        ];
    }
}
