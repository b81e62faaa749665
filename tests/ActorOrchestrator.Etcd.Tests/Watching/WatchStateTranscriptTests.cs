using System.Globalization;
using ActorOrchestrator.Etcd.Watching;
using ActorOrchestrator.Testing;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Watching;

/// <summary>
/// Goal: etcd.md W1 to W9: what each message of the server means for a watch, and where it resumes.
/// Method: transcripts of the pure model: messages in, steps and the next revision out.
/// </summary>
public sealed class WatchStateTranscriptTests
{
    private WatchState _state = new(new WatchSpec(KeyRange.Single("k")));

    [Theory]
    [InlineData("watch/start.txt")]
    [InlineData("watch/resume.txt")]
    [InlineData("watch/progress.txt")]
    [InlineData("watch/fragments.txt")]
    [InlineData("watch/cancel.txt")]
    public void A_watch_follows_its_transcript(string name) => Transcript.Run(name, Handle);

    private string Handle(string[] words) => words switch
    {
        ["watch", .. var settings] => Watch(settings),
        ["create"] => $"start={_state.Request().StartRevision}",
        ["created", .. var rest] => Tell(_state.Created(Response(rest))),
        ["lost"] => Lost(),
        [var kind, .. var rest] when kind is "events" or "fragment" or "progress" or "canceled" =>
            Tell(_state.Received(Response([kind, .. rest]), Bytes(rest), progressIsSafe: !rest.Contains("unsafe"))),
        _ => throw new ArgumentException($"Unknown command '{string.Join(' ', words)}'.", nameof(words)),
    };

    private string Watch(string[] settings)
    {
        _state = new WatchState(new WatchSpec(KeyRange.Prefix("k"))
        {
            StartRevision = long.Parse(Value(settings, "from") ?? "0", CultureInfo.InvariantCulture),
            PrevKv = settings.Contains("prev"),
            NoPut = settings.Contains("noput"),
            NoDelete = settings.Contains("nodelete"),
            AllowPartial = settings.Contains("partial"),
        });
        WatchCreateRequest r = _state.Request();
        return $"key={r.Key.ToStringUtf8()} end={r.RangeEnd.ToStringUtf8()} start={r.StartRevision} "
            + $"fragment={r.Fragment} prev={r.PrevKv} filters=[{string.Join(',', r.Filters)}]";
    }

    private string Lost()
    {
        _state.Lost();
        return $"next={_state.Next}";
    }

    private string Tell(WatchStep step)
    {
        switch (step)
        {
            case WatchStep.Deliver deliver:
                _state.Delivered(deliver);
                string events = string.Join(',', deliver.Batch.Events.Select(e => e.Kv.ModRevision));
                return $"deliver [{events}] next={_state.Next} complete={deliver.Batch.CompleteTo}"
                    + (deliver.Batch.IsPartial ? " partial" : "")
                    + (deliver.Batch.Dropped > 0 ? $" dropped={deliver.Batch.Dropped}" : "");
            case WatchStep.Fail fail:
                return $"fail {fail.Failure.Code} {fail.Failure.Class} compact={fail.Failure.CompactRevision}: "
                    + fail.Failure.Text;
            case WatchStep.Resume resume:
                string reason = resume.Reason is "" ? "(none)" : resume.Reason;
                return $"resume token={resume.TokenRefused} next={_state.Next}: {reason}";
            default:
                return $"nothing next={_state.Next}";
        }
    }

    private static WatchResponse Response(string[] words)
    {
        var response = new WatchResponse
        {
            Header = new ResponseHeader
            {
                Revision =
                long.Parse(Value(words, "header") ?? "0", CultureInfo.InvariantCulture)
            },
            Fragment = words.Contains("fragment"),
            Canceled = words.Contains("canceled"),
            CompactRevision = long.Parse(Value(words, "compact") ?? "0", CultureInfo.InvariantCulture),
            CancelReason = (Value(words, "reason") ?? "").Replace('_', ' '),
        };
        foreach (string revision in (Value(words, "revs") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            response.Events.Add(new Event
            {
                Kv = new KeyValue
                {
                    Key = ByteString.CopyFromUtf8("k"),
                    ModRevision = long.Parse(revision, CultureInfo.InvariantCulture),
                },
            });
        }

        return response;
    }

    private static long Bytes(string[] words) =>
        1024 * 1024 * long.Parse(Value(words, "MiB") ?? "0", CultureInfo.InvariantCulture);

    private static string? Value(string[] words, string name) =>
        words.FirstOrDefault(w => w.StartsWith($"{name}=", StringComparison.Ordinal))?[(name.Length + 1)..];
}
