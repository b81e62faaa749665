using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Tests.Model.Store.Script;

/// <summary>Answers the commands of a transcript from a store and its users, as an etcd alone would.</summary>
internal sealed class StoreScript
{
    private readonly ModelAuth _auth = new();
    private readonly AuthScript _users;
    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal) { ["stranger"] = "junk" };

    private string? _token;

    public StoreScript() => _users = new AuthScript(_auth, Checked);

    public ModelStore Store { get; } = new(new ModelLimits());

    public string Answer(string[] command)
    {
        var words = new ScriptWords(command);
        _token = words.TryNext("as") ? _tokens.GetValueOrDefault(words.Next()) : null;
        try
        {
            return string.Join('\n', Answer(words.Next(), words, isBrief: command.Contains("brief")));
        }
        catch (ModelException refusal)
        {
            return ScriptAnswers.Of(refusal);
        }
    }

    private IEnumerable<string> Answer(string command, ScriptWords words, bool isBrief) => command switch
    {
        "get" => Get(ScriptRequests.Range(words), isBrief),
        "put" => Put(ScriptRequests.Put(words)),
        "del" => Delete(ScriptRequests.Delete(words)),
        "txn" => Txn(ScriptRequests.Txn(words)),
        "compact" => Compact(words.NextNumber()),
        "grant" => Grant(Checked(new LeaseGrantRequest { ID = words.NextNumber(), TTL = words.NextNumber() })),
        "revoke" => Revoke(Checked(new LeaseRevokeRequest { ID = words.NextNumber() })),
        "lease" => [$"granted {Lease(words.NextNumber())}"],
        "leases" => [string.Join(' ', Store.Leases.Select(id => $"{id}").Prepend("leases"))],
        "hashkv" => [Hash(words.IsAtEnd ? 0 : words.NextNumber())],
        "events" => Events(words.NextNumber(), words.NextBytes(), words.NextRangeEnd()),
        "login" => Login(words.Next(), words.IsAtEnd ? "" : words.NextText()),
        _ => _users.Answer(command, words),
    };

    // As etcd does: form, then token, then permissions.
    private T Checked<T>(T request)
        where T : IMessage
    {
        Store.CheckForm(request);
        AuthCaller caller = _auth.Enter(_token, request);
        Store.CheckForm(request, caller);
        _auth.Check(caller, request, Store);
        return request;
    }

    private ResponseHeader Header() => new() { Revision = Store.Revision };

    private IEnumerable<string> Get(RangeRequest request, bool isBrief)
    {
        RangeResponse answer = Store.Range(Checked(request));
        answer.Header = Header();
        return isBrief ? ScriptAnswers.Brief(answer) : ScriptAnswers.Of(answer);
    }

    private IEnumerable<string> Put(PutRequest request)
    {
        PutResponse answer = Store.Put(Checked(request)).Response;
        answer.Header = Header();
        return ScriptAnswers.Of(answer);
    }

    private IEnumerable<string> Delete(DeleteRangeRequest request)
    {
        DeleteRangeResponse answer = Store.DeleteRange(Checked(request)).Response;
        answer.Header = Header();
        return ScriptAnswers.Of(answer);
    }

    private IEnumerable<string> Txn(TxnRequest request)
    {
        TxnResponse answer = Store.Txn(Checked(request)).Response;
        answer.Header = Header();
        return ScriptAnswers.Of(answer);
    }

    private IEnumerable<string> Compact(long revision)
    {
        Store.Compact(Checked(new CompactionRequest { Revision = revision }).Revision);
        return [$"rev={Store.Revision}"];
    }

    private IEnumerable<string> Grant(LeaseGrantRequest request)
    {
        LeaseGrantResponse answer = Store.Grant(request, () => throw new InvalidOperationException("No id asked."));
        return [$"lease {answer.ID} ttl {answer.TTL}"];
    }

    private IEnumerable<string> Revoke(LeaseRevokeRequest request)
    {
        Store.Revoke(request.ID);
        return [$"rev={Store.Revision}"];
    }

    private string Lease(long id) =>
        string.Join(' ', Store.KeysOf(id).Select(ScriptWords.Write).Prepend($"{Store.GrantedTtl(id)}"));

    private string Hash(long revision)
    {
        uint hash = Store.HashKv(revision, out long compactRevision);
        return $"hash={hash} compact={compactRevision}";
    }

    private IEnumerable<string> Events(long revision, ByteString key, ByteString end)
    {
        if (revision < Store.CompactRevision)
        {
            return [$"compacted {Store.CompactRevision}"];
        }

        IEnumerable<string> lines = Store.EventsFrom(revision, new KeyInterval(key, end))
            .SelectMany(events => events)
            .Select(change => ScriptAnswers.Of(change, Store.PrevKv(change)));
        return lines.DefaultIfEmpty("(none)");
    }

    private IEnumerable<string> Login(string name, string password)
    {
        _tokens[name] = _auth.Authenticate(name, password, () => $"token-{_tokens.Count}-of-{name}");
        return ["ok"];
    }
}
