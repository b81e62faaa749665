using System.Diagnostics.CodeAnalysis;

namespace Akka.Actor;

/// <summary>Why an actor waits for children to end.</summary>
internal enum WaitReason
{
    /// <summary>It does not: they were stopped one by one.</summary>
    None,

    /// <summary>To be created again.</summary>
    Creation,

    /// <summary>To be restarted.</summary>
    Recreation,

    /// <summary>To end itself; no child is made any more.</summary>
    Termination,
}

/// <summary>The children of one actor, by name; those told to stop until they have ended.</summary>
/// <remarks>Locked, because anybody may create actors at the top level. An actor alone never waits here.</remarks>
internal sealed class Children
{
    private readonly Dictionary<string, ChildStats> _byName = new(StringComparer.Ordinal);
    private readonly HashSet<LocalActorRef> _ending = [];
    private readonly Lock _lock = new();
    private long _autoNames;
    private WaitReason _reason;

    /// <summary>What the end of the last ending child starts.</summary>
    public WaitReason Reason
    {
        get
        {
            lock (_lock)
            {
                return _reason;
            }
        }
    }

    public LocalActorRef[] Refs
    {
        get
        {
            lock (_lock)
            {
                return [.. _byName.Values.Select(s => s.Child)];
            }
        }
    }

    public ChildStats[] Stats
    {
        get
        {
            lock (_lock)
            {
                return [.. _byName.Values];
            }
        }
    }

    /// <summary>Makes a child under a name that no living one has.</summary>
    /// <exception cref="InvalidActorNameException">The name is taken.</exception>
    /// <exception cref="InvalidOperationException">The parent is terminating.</exception>
    public LocalActorRef Add(string? name, Func<string, LocalActorRef> make)
    {
        lock (_lock)
        {
            if (_reason == WaitReason.Termination)
            {
                throw new InvalidOperationException("Cannot create children while terminating or terminated");
            }

            name ??= AutoName.Of(_autoNames++);
            if (_byName.ContainsKey(name))
            {
                throw new InvalidActorNameException($"Actor name \"{name}\" is not unique!");
            }

            LocalActorRef child = make(name);
            _byName.Add(name, new ChildStats(child));
            return child;
        }
    }

    public bool TryGet(string name, [NotNullWhen(true)] out ChildStats? stats)
    {
        lock (_lock)
        {
            return _byName.TryGetValue(name, out stats);
        }
    }

    public bool TryGet(IActorRef child, [NotNullWhen(true)] out ChildStats? stats) =>
        TryGet(child.Path.Name, out stats) && stats.Child.Equals(child);

    /// <summary>Notes that a child was told to stop; false when it is none.</summary>
    public bool Ends(IActorRef child)
    {
        lock (_lock)
        {
            return _byName.TryGetValue(child.Path.Name, out ChildStats? stats) && stats.Child.Equals(child)
                && _ending.Add(stats.Child);
        }
    }

    /// <summary>Sets what to do when all ending children are gone; false when there are none: do it now.</summary>
    public bool WaitFor(WaitReason reason)
    {
        lock (_lock)
        {
            if (_ending.Count > 0)
            {
                _reason = reason;
                return true;
            }

            if (reason == WaitReason.Termination)
            {
                _reason = reason;
            }

            return false;
        }
    }

    /// <summary>Takes a child out that has ended, and says what its end starts.</summary>
    public WaitReason Remove(IActorRef child)
    {
        lock (_lock)
        {
            if (!_byName.TryGetValue(child.Path.Name, out ChildStats? stats) || !stats.Child.Equals(child))
            {
                return WaitReason.None;
            }

            _byName.Remove(child.Path.Name);
            if (!_ending.Remove(stats.Child) || _ending.Count > 0)
            {
                return WaitReason.None;
            }

            WaitReason reason = _reason;
            if (reason != WaitReason.Termination)
            {
                _reason = WaitReason.None;
            }

            return reason;
        }
    }
}
