namespace ActorOrchestrator.Etcd.Channels;

/// <summary>What the message of a failure tells about its call.</summary>
/// <param name="Method">Which method.</param>
/// <param name="Endpoint">The last one that was asked; null if none was.</param>
/// <param name="Elapsed">Since the call began.</param>
/// <param name="Tries">How often it was tried.</param>
/// <param name="IsWrite">Whether a lost answer leaves something in doubt.</param>
/// <param name="IsLocal">Whether it is a serializable read, which another member may answer differently.</param>
internal readonly record struct CallFacts(
    EtcdMethod Method, EtcdEndpoint? Endpoint, TimeSpan Elapsed, int Tries, bool IsWrite, bool IsLocal);

/// <summary>Makes the one exception of the client out of what the transport tells (section 4, X1).</summary>
internal sealed class CallFailures(Func<string> explainEndpoints)
{
    /// <summary>Whether the failure may lie in the endpoint, so that the next try goes to another one.</summary>
    public static bool MovesOn(EtcdException failure, CallFailure kind) =>
        kind is CallFailure.NotReached or CallFailure.Lost or CallFailure.NotGrpc
        || failure.Status is GrpcStatusCode.Unavailable
        // Not the leader, or a member that lags behind.
        || (failure.Class is ErrorClass.Transient && failure.Code is "AO-ETC-0590" or "AO-ETC-0521");

    /// <summary>The failure of a try.</summary>
    public static EtcdException Of(in CallFacts facts, in CallEnd end)
    {
        EtcdError error = end.Failure switch
        {
            CallFailure.None => EtcdErrorTexts.Find(end.Status, end.Text),
            CallFailure.NotReached => EtcdErrorTexts.NotReached,
            CallFailure.Lost => EtcdErrorTexts.AnswerLost,
            CallFailure.NotGrpc => EtcdErrorTexts.NotGrpc,
            CallFailure.TooLarge => EtcdErrorTexts.AnswerTooLarge,
            var other => throw new InvalidOperationException($"Unknown failure {other}."),
        };
        ErrorClass errorClass = end.Sent is SendState.NotSent
            ? ErrorClass.Transient
            : error.ClassFor(facts.IsWrite, facts.IsLocal);
        return Make(facts, error.Code, end.Status, end.Text, errorClass, end.Sent, end.Cause);
    }

    /// <summary>The deadline of the call passed.</summary>
    /// <param name="facts">Of the call.</param>
    /// <param name="mayHaveLeft">Whether the try that was running may have reached the server.</param>
    /// <param name="last">The failure of the try before it.</param>
    public EtcdException DeadlinePassed(in CallFacts facts, bool mayHaveLeft, EtcdException? last)
    {
        if (mayHaveLeft)
        {
            return Make(
                facts,
                EtcdErrorTexts.AnswerLost.Code,
                GrpcStatusCode.DeadlineExceeded,
                "no answer within the deadline",
                EtcdErrorTexts.AnswerLost.ClassFor(facts.IsWrite, facts.IsLocal),
                SendState.MaybeSent,
                last);
        }

        // N3: the last cause of each endpoint tells more than that time ran out.
        string causes = explainEndpoints();
        string text = causes is "" ? "no endpoint was reached within the deadline" : causes;
        return Make(
            facts,
            EtcdErrorTexts.NotReached.Code,
            GrpcStatusCode.Unavailable,
            text,
            ErrorClass.Transient,
            SendState.NotSent,
            last);
    }

    /// <summary>A bound of the client itself was reached: nothing was sent.</summary>
    public static EtcdException Local(EtcdMethod method, EtcdError error, string text) => new(
        error.Code, error.Status, text, error.ClassFor(isWrite: false, isSerializable: false), SendState.NotSent,
        $"{error.Code}  {method.Name} was not sent: {text}.")
    {
        Method = method.Name,
    };

    private static EtcdException Make(
        in CallFacts facts,
        string code,
        GrpcStatusCode status,
        string text,
        ErrorClass errorClass,
        SendState sent,
        Exception? cause)
    {
        string where = facts.Endpoint is { } endpoint ? $" at {endpoint}" : "";
        string tries = facts.Tries > 1 ? FormattableString.Invariant($", {facts.Tries} tries") : "";
        string outcome = sent switch
        {
            SendState.NotSent => " It was not sent.",
            SendState.MaybeSent when facts.IsWrite => " It may have been applied.",
            _ => "",
        };
        string after = FormattableString.Invariant($"{facts.Elapsed.TotalMilliseconds:0} ms{tries}");
        string message = $"{code}  {facts.Method.Name}{where} failed after {after}: {text}.{outcome}";
        return new EtcdException(code, status, text, errorClass, sent, message, cause)
        {
            Method = facts.Method.Name,
            Endpoint = facts.Endpoint,
        };
    }
}
