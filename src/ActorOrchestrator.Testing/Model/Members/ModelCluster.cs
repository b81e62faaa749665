using ActorOrchestrator.Testing.Virtual;

namespace ActorOrchestrator.Testing.Model.Members;

/// <summary>Which members there are, who leads them, and who may answer what.</summary>
/// <remarks>
/// The first one leads at first. A leader leads as long as it runs and reaches a majority of the voters; else, an
/// election time-out later, the next voter of a majority does.
/// </remarks>
internal sealed partial class ModelCluster
{
    private readonly VirtualTime _time;
    private readonly TimeSpan _electionTimeout;
    private readonly List<Face> _faces = [];
    private int _facesMade;

    public ModelCluster(VirtualTime time, TimeSpan electionTimeout, int members, Func<ulong> nextId)
    {
        _time = time;
        _electionTimeout = electionTimeout;
        NextId = nextId;
        Id = nextId();
        for (var i = 0; i < members; i++)
        {
            Add();
        }

        Leader = _faces[0];
        Term = 2;
        RaftIndex = (ulong)members + 1;
    }

    public ulong Id { get; private set; }

    public ulong Term { get; private set; }

    /// <summary>Entries of the log: what is committed is applied.</summary>
    public ulong RaftIndex { get; set; }

    /// <summary>Who leads, or led last and may not know better.</summary>
    public Face? Leader { get; private set; }

    public IReadOnlyList<Face> Faces => _faces;

    /// <summary>There is a leader with a majority: one that was just elected (true), or the same as before.</summary>
    public Action<bool> OnLeader { get; set; } = static _ => { };

    /// <summary>Whether a leader with a majority exists.</summary>
    public bool HasLeader => !_leaderless && Leader is not null && HasMajority(Leader);

    private Func<ulong> NextId { get; }

    public Face? Find(EtcdEndpoint endpoint) => _faces.Find(face => face.Endpoint == endpoint);

    public Face? Find(string name) =>
        _faces.Find(face => string.Equals(face.Endpoint.Host, name, StringComparison.Ordinal));

    public Face? Find(ulong id) => _faces.Find(face => face.Id == id);

    /// <summary>Whether the member can propose, and read what everybody has agreed on.</summary>
    public bool Serves(Face face) => face.KnowsLeader && HasLeader && Reach(face, Leader!);

    /// <summary>Adds a member that runs.</summary>
    public Face Add()
    {
        var face = new Face(_time, ++_facesMade, NextId());
        _faces.Add(face);
        return face;
    }

    public void Remove(Face face)
    {
        _faces.Remove(face);
        face.IsStopped = true;
        Reconsider();
    }

    /// <summary>All ids change, as in a cluster that was made anew.</summary>
    public void RenewIds()
    {
        Id = NextId();
        foreach (Face face in _faces)
        {
            face.Id = NextId();
        }
    }

    /// <summary>Whether so many voters that run are enough, of so many voters.</summary>
    public static bool IsMajority(int running, int voters) => running > voters / 2;

    private static bool Reach(Face one, Face other) =>
        one == other ? one.Runs : one.Runs && other.Runs && one.Side == other.Side;

    private bool HasMajority(Face face)
    {
        List<Face> voters = _faces.FindAll(other => !other.IsLearner);
        return IsMajority(voters.FindAll(other => Reach(face, other)).Count, voters.Count);
    }
}
