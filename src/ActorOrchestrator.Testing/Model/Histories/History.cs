using System.Globalization;
using System.Text;
using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model.Serving;
using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Histories;

/// <summary>All that happened in a run, in order: messages as the clients sent and got them, writes, and
/// faults.</summary>
/// <remarks>
/// As text it is a transcript: the same seed, the same faults and the same program give the same one, byte for byte.
/// </remarks>
public sealed class History
{
    private readonly VirtualTime _time;
    private readonly int _linesMax;
    private readonly Queue<Line> _lines = [];
    private readonly Queue<Write> _writes = [];

    internal History(VirtualTime time, int linesMax)
    {
        _time = time;
        _linesMax = linesMax;
    }

    private enum Kind
    {
        Request,
        Response,
        End,
        Abort,
        Note,
    }

    /// <summary>How many of the oldest lines were dropped to keep within the bound.</summary>
    public long Dropped { get; private set; }

    /// <summary>Every call, in the order of opening.</summary>
    public ImmutableArray<HistoryCall> Calls => [.. _lines.Where(line => line.Call is not null)
        .GroupBy(line => line.Call!).OrderBy(lines => lines.Key.Number).Select(lines => CallOf(lines.Key, lines))];

    /// <summary>The transcript: one line a message, write or fault.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (Line line in _lines)
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.Time:c} {line.Text}\n");
        }

        return text.ToString();
    }

    internal IEnumerable<Write> WritesOf(ByteString key) =>
        _writes.Where(write => write.Events.Any(change => change.Kv.Key.Equals(key)));

    internal void Requested(ModelCall call, byte[] request) => Add(new Line(Kind.Request, call, request, default, ""));

    internal void Received(ModelCall call, byte[] response) =>
        Add(new Line(Kind.Response, call, response, default, ""));

    internal void Ended(ModelCall call, CallEnd end) => Add(new Line(Kind.End, call, null, end, ""));

    internal void Aborted(ModelCall call) => Add(new Line(Kind.Abort, call, null, default, ""));

    /// <summary>Something else that the reader of a transcript must know.</summary>
    internal void Note(string text) => Add(new Line(Kind.Note, null, null, default, text));

    internal void Wrote(long revision, ImmutableArray<Event> events, string who)
    {
        if (_linesMax == 0)
        {
            return;
        }

        if (_writes.Count >= _linesMax)
        {
            _writes.Dequeue();
        }

        _writes.Enqueue(new Write(_time.Elapsed, revision, events, who));
        Note(string.Create(CultureInfo.InvariantCulture, $"== revision {revision}, {events.Length} events, by {who}"));
    }

    private static HistoryCall CallOf(ModelCall call, IEnumerable<Line> lines)
    {
        Line[] all = [.. lines];
        Line? request = Array.Find(all, line => line.Kind is Kind.Request);
        Line? response = Array.FindLast(all, line => line.Kind is Kind.Response);
        Line? end = Array.Find(all, line => line.Kind is Kind.End);
        return new HistoryCall(
            call.Number,
            call.Client,
            call.Face.Endpoint.Host,
            call.Method,
            request?.Message,
            all[0].Time,
            response?.Message,
            end?.Time,
            end?.End.Status,
            end?.End.Text ?? "");
    }

    private void Add(Line line)
    {
        if (_linesMax == 0)
        {
            return;
        }

        if (_lines.Count >= _linesMax)
        {
            _lines.Dequeue();
            Dropped++;
        }

        _lines.Enqueue(line with { Time = _time.Elapsed });
    }

    internal sealed record Write(TimeSpan Time, long Revision, ImmutableArray<Event> Events, string Who);

    // Messages are kept encoded: they are decoded for who reads.
    private sealed record Line(Kind Kind, ModelCall? Call, byte[]? Bytes, CallEnd End, string Note)
    {
        public TimeSpan Time { get; init; }

        public IMessage? Message => (Kind, Call, Bytes) switch
        {
            (Kind.Request, { } call, { } bytes) => call.Method.RequestReader.ParseFrom(bytes),
            (Kind.Response, { } call, { } bytes) => call.Method.ResponseReader.ParseFrom(bytes),
            _ => null,
        };

        public string Text => Kind switch
        {
            Kind.Request => $"{Who} > {MessageText.Of(Message!)}",
            Kind.Response => $"{Who} < {MessageText.Of(Message!)}",
            Kind.End when End.Status is GrpcStatusCode.OK => $"{Who} = OK",
            Kind.End => $"{Who} = {End.Status} {End.Failure} {End.Text}",
            Kind.Abort => $"{Who} = aborted by its client",
            _ => Note,
        };

        private string Who => string.Create(
            CultureInfo.InvariantCulture,
            $"#{Call!.Number} {Call.Client} {Call.Face.Endpoint.Host} {Call.Method.Name}");
    }
}
