using ActorOrchestrator.Testing.Model.Serving;
using ActorOrchestrator.Testing.Model.Watching;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Faults;

/// <summary>Follows a plan: counts what matches, and says which faults it is time for.</summary>
internal sealed class FaultEngine
{
    private readonly ModelKernel _kernel;
    private readonly List<RuleState> _rules = [];

    public FaultEngine(ModelKernel kernel, FaultPlan plan)
    {
        _kernel = kernel;
        foreach (FaultRule rule in plan.Rules)
        {
            var state = new RuleState(rule, plan.Seed);
            _rules.Add(state);
            if (rule is { Trigger: FaultTrigger.At at, Fault: Fault.OfCluster fault })
            {
                long wait = Math.Max(0, at.Instant.Ticks - kernel.Time.Now);
                kernel.Time.After(new TimeSpan(wait), () => Happen(state, fault));
            }
        }
    }

    /// <summary>A call has come in: does what happens to the cluster, and answers what happens to the call.</summary>
    public ImmutableArray<Fault.OfCall> OnCall(ModelCall call, IMessage request)
    {
        if (_rules.Count == 0)
        {
            return [];
        }

        ImmutableArray<Fault.OfCall>.Builder faults = ImmutableArray.CreateBuilder<Fault.OfCall>();
        foreach (RuleState state in _rules)
        {
            bool isOfWatch = state.Rule.Fault is Fault.OfWatch;
            if (isOfWatch || !Fits(state.Rule.Match, call, RequestKeys.Of(request, _kernel.Store)) || !IsTime(state))
            {
                continue;
            }

            if (state.Rule.Fault is Fault.OfCluster ofCluster)
            {
                Happen(state, ofCluster);
            }
            else if (state.Rule.Fault is Fault.OfCall ofCall)
            {
                Note(state, call);
                faults.Add(ofCall);
            }
        }

        return faults.ToImmutable();
    }

    /// <summary>A response with events is about to leave.</summary>
    public ImmutableArray<Fault.OfWatch> OnEvents(ModelCall call, ModelWatcher watcher)
    {
        if (_rules.Count == 0)
        {
            return [];
        }

        ImmutableArray<Fault.OfWatch>.Builder faults = ImmutableArray.CreateBuilder<Fault.OfWatch>();
        foreach (RuleState state in _rules)
        {
            if (state.Rule.Fault is Fault.OfWatch fault && Fits(state.Rule.Match, call, [watcher.Keys.Key])
                && IsTime(state))
            {
                Note(state, call);
                faults.Add(fault);
            }
        }

        return faults.ToImmutable();
    }

    /// <summary>The store has reached a revision.</summary>
    public void OnRevision(long revision)
    {
        foreach (RuleState state in _rules)
        {
            if (state is { IsDone: false, Rule: { Trigger: FaultTrigger.Revision at, Fault: Fault.OfCluster fault } }
                && at.Number <= revision)
            {
                // Not inside of the write that reached it.
                state.IsDone = true;
                _kernel.Time.After(TimeSpan.Zero, () => Happen(state, fault));
            }
        }
    }

    private static bool Fits(FaultMatch match, ModelCall call, IEnumerable<ByteString> keys) =>
        (match.Method is null || string.Equals(match.Method, call.Method.Name, StringComparison.Ordinal))
        && (match.Member is null || string.Equals(match.Member, call.Face.Endpoint.Host, StringComparison.Ordinal))
        && (match.Client is null || string.Equals(match.Client, call.Client, StringComparison.Ordinal))
        && (match.KeyPrefix is not { } prefix || keys.Any(key => RequestKeys.StartsWith(key, prefix)));

    private bool IsTime(RuleState state)
    {
        if (state.IsDone)
        {
            return false;
        }

        state.Matches++;
        bool isTime = state.Rule.Trigger switch
        {
            FaultTrigger.Call call => state.Matches == call.Number,
            FaultTrigger.Chance chance => state.Random.NextDouble() < chance.Probability,
            FaultTrigger.Revision revision => state.Rule.Fault is not Fault.OfCluster
                && _kernel.Store.Revision >= revision.Number,
            FaultTrigger.At at => state.Rule.Fault is not Fault.OfCluster && _kernel.Time.Elapsed >= at.Instant,
            _ => throw new ArgumentException($"{state.Rule.Trigger} is not a trigger.", nameof(state)),
        };
        state.IsDone = isTime && state.Rule.Trigger is not FaultTrigger.Chance;
        return isTime;
    }

    private void Happen(RuleState state, Fault.OfCluster fault)
    {
        Note(state, null);
        _kernel.World.Do(fault, state.Rule.Match);
    }

    private void Note(RuleState state, ModelCall? call) =>
        _kernel.History.Note(call is null ? $"!! {state.Rule}" : $"!! {state.Rule} on #{call.Number}");

    // Each rule draws for itself, so that the others draw the same when one is left out.
    private sealed class RuleState(FaultRule rule, int seed)
    {
        public FaultRule Rule => rule;

        public Random Random { get; } = new(unchecked((seed * 31) + Stable(rule.ToString())));

        public long Matches { get; set; }

        public bool IsDone { get; set; }

        private static int Stable(string text) =>
            text.Aggregate(17, static (hash, letter) => unchecked((hash * 31) + letter));
    }
}
