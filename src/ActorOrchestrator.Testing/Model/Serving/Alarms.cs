namespace ActorOrchestrator.Testing.Model.Serving;

/// <summary>The alarms of the cluster, and what they keep from happening.</summary>
internal sealed class Alarms
{
    private readonly SortedSet<(ulong Member, AlarmType Type)> _raised = [];

    public IEnumerable<AlarmMember> All =>
        _raised.Select(alarm => new AlarmMember { MemberID = alarm.Member, Alarm = alarm.Type });

    public bool Has(AlarmType type) => _raised.Any(alarm => alarm.Type == type);

    /// <returns>Whether it is new.</returns>
    public bool Raise(ulong member, AlarmType type) => _raised.Add((member, type));

    /// <summary>Ends alarms; 0 and NONE mean all.</summary>
    /// <returns>Those that were ended.</returns>
    public IReadOnlyList<AlarmMember> End(ulong member, AlarmType type)
    {
        AlarmMember[] ended = [.. Matching(member, type)];
        foreach (AlarmMember alarm in ended)
        {
            _raised.Remove((alarm.MemberID, alarm.Alarm));
        }

        return ended;
    }

    public IEnumerable<AlarmMember> Matching(ulong member, AlarmType type) => All.Where(alarm =>
        (member == 0 || alarm.MemberID == member) && (type == AlarmType.None || alarm.Alarm == type));

    public void Clear() => _raised.Clear();
}
