using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Watching;

/// <content>What goes out: events, in fragments where asked for, and progress.</content>
internal sealed partial class WatchStream
{
    // The id that means all watches of the stream.
    private const long All = -1;
    private const int FragmentOverhead = 512 * 1024;

    private int FragmentBytes => _kernel.Options.MaxRequestBytes + FragmentOverhead;

    /// <summary>Sends what a watch wants of some events; nothing if nothing is left (H7).</summary>
    public void SendEvents(ModelWatcher watcher, IEnumerable<Event> events)
    {
        List<Event> wanted = watcher.Wanted(events, _kernel.Store);
        if (wanted.Count == 0)
        {
            return;
        }

        watcher.WasQuiet = false;
        var response = new WatchResponse { Header = Header(), WatchId = watcher.Id, Events = { wanted } };
        if (!watcher.Fragments || wanted.Count < 2 || response.CalculateSize() < FragmentBytes)
        {
            Send(watcher, response);
            return;
        }

        SendFragments(watcher, wanted);
    }

    /// <summary>Answers a request for progress that was remembered, as soon as that can be done.</summary>
    public void AnswerProgress()
    {
        if (_progressAsked && _watchers.Values.All(IsThere))
        {
            _progressAsked = false;
            SendProgress(null, All);
        }
    }

    // H8: between events, at least one in each, all but the last flagged.
    private void SendFragments(ModelWatcher watcher, List<Event> events)
    {
        var fragment = new WatchResponse { Header = Header(), WatchId = watcher.Id, Fragment = true };
        int empty = fragment.CalculateSize();
        int size = empty;
        foreach (Event change in events)
        {
            int more = SizeInside(change);
            if (fragment.Events.Count > 0 && size + more >= FragmentBytes)
            {
                Send(watcher, fragment);
                fragment = new WatchResponse { Header = Header(), WatchId = watcher.Id, Fragment = true };
                size = empty;
            }

            fragment.Events.Add(change);
            size += more;
        }

        fragment.Fragment = false;
        Send(watcher, fragment);
    }

    private static int SizeInside(Event change)
    {
        int bytes = change.CalculateSize();
        return 1 + CodedOutputStream.ComputeLengthSize(bytes) + bytes;
    }

    // H9: to those that asked for it, are there, and heard nothing since the last time.
    private void Tick()
    {
        foreach (ModelWatcher watcher in _watchers.Values.Where(watcher => watcher.NotifiesProgress).ToArray())
        {
            if (watcher.WasQuiet && IsThere(watcher))
            {
                SendProgress(watcher, watcher.Id);
            }

            watcher.WasQuiet = true;
        }
    }

    // F12: one answer for the whole stream, when all its watches are there.
    private void AskProgress()
    {
        bool always = _kernel.Options.UnsyncedProgress is UnsyncedProgress.Answered;
        if (_watchers.Count == 0 && !always)
        {
            return;
        }

        if (always || _watchers.Values.All(IsThere))
        {
            SendProgress(null, All);
        }
        else
        {
            _progressAsked = _kernel.Options.UnsyncedProgress is UnsyncedProgress.Remembered;
        }
    }

    // H2: a watch of the future is not there before the store is.
    private bool IsThere(ModelWatcher watcher) => watcher.IsSynced && watcher.Next <= Face.Applied + 1;

    private void SendProgress(ModelWatcher? watcher, long id) =>
        Send(watcher, new WatchResponse { Header = Header(), WatchId = id });

    private void Send(ModelWatcher? watcher, WatchResponse response)
    {
        if (watcher is not null && response.Events.Count > 0)
        {
            _outlet.SendEvents(watcher, response);
        }
        else
        {
            _outlet.Send(response);
        }
    }
}
