using ActorOrchestrator.Testing.Model.Store;
using ActorOrchestrator.Testing.Virtual;

namespace ActorOrchestrator.Testing.Model.Members;

/// <content>Elections, and who waits for them.</content>
internal sealed partial class ModelCluster
{
    private readonly List<LeaderWait> _waits = [];
    private ITimer? _election;
    private bool _leaderless;

    /// <summary>To be called when members came, went, paused or were cut off from each other.</summary>
    public void Reconsider() => Reconsider(elected: false);

    /// <summary>Takes the leader away for a while; then another voter leads, if there is one.</summary>
    public void ChangeLeader(TimeSpan duration)
    {
        _election?.Dispose();
        _leaderless = true;
        foreach (Face face in _faces)
        {
            face.KnowsLeader = false;
        }

        _election = _time.After(duration, () =>
        {
            _leaderless = false;
            Elect();
        });
    }

    /// <summary>Hands the leadership over at once.</summary>
    public void MoveLeader(Face target) => Enthrone(target);

    /// <summary>Waits until the member can propose or read; at once if it can.</summary>
    /// <param name="face">The member that was asked.</param>
    /// <param name="isRead">Reads do not survive an election, proposals do.</param>
    /// <param name="gone">Ends the wait.</param>
    /// <exception cref="ModelException">C5: it took too long, or a read met an election.</exception>
    public async Task WaitServes(Face face, bool isRead, CancellationToken gone)
    {
        if (Serves(face))
        {
            return;
        }

        var wait = new LeaderWait(face, isRead);
        _waits.Add(wait);
        using ITimer timer = _time.After(TimeSpan.FromSeconds(5) + (2 * _electionTimeout), () =>
        {
            _waits.Remove(wait);
            wait.Fail(Refusal.Of(WhyTimedOut(isRead)));
        });
        await wait.Until(() => _waits.Remove(wait), gone).ConfigureAwait(false);
    }

    private void Reconsider(bool elected)
    {
        bool led = HasLeader;
        foreach (Face face in _faces)
        {
            face.Follow(led && Reach(face, Leader!));
            if (face.Follows)
            {
                face.KnowsLeader = true;
            }
            else if (face.KnowsLeader)
            {
                _time.After(_electionTimeout, () => Forget(face));
            }
        }

        if (led)
        {
            _election?.Dispose();
            _election = null;
            OnLeader(elected);
            ReleaseWaits(elected);
        }
        else if (!_leaderless && _election is null)
        {
            _election = _time.After(_electionTimeout, Elect);
        }
    }

    // Longer than a member believes in a leader that it does not hear: none is known any more.
    private static EtcdError WhyTimedOut(bool isRead) =>
        isRead ? EtcdErrorTexts.RequestTimedOut : EtcdErrorTexts.TimedOutByLeaderFailure;

    private static void Forget(Face face)
    {
        if (!face.Follows)
        {
            face.KnowsLeader = false;
        }
    }

    private void Elect()
    {
        _election = null;
        Face[] able = [.. _faces.Where(face => !face.IsLearner && face.Runs && HasMajority(face))];
        if (able.Length > 0)
        {
            // The next after the old one, in a circle: without chance, and each has its turn.
            int old = Leader?.Number ?? 0;
            Enthrone(Array.Find(able, face => face.Number > old) ?? able[0]);
        }
    }

    private void Enthrone(Face face)
    {
        Leader = face;
        Term++;
        RaftIndex++;
        Reconsider(elected: true);
    }

    private void ReleaseWaits(bool elected)
    {
        foreach (LeaderWait wait in _waits.FindAll(wait => Serves(wait.Face)))
        {
            _waits.Remove(wait);
            if (elected && wait.IsRead)
            {
                wait.Fail(Refusal.Of(EtcdErrorTexts.LeaderChanged));
            }
            else
            {
                wait.Release();
            }
        }
    }

    private sealed class LeaderWait(Face face, bool isRead) : VirtualWait
    {
        public Face Face => face;

        public bool IsRead => isRead;
    }
}
