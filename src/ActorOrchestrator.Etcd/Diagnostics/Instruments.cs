using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace ActorOrchestrator.Etcd.Diagnostics;

/// <summary>What a client counts and measures, and its traces (section 10).</summary>
/// <remarks>Two clients of a process have meters of the same name; a listener adds them up.</remarks>
internal sealed class Instruments : IDisposable
{
    /// <summary>Name of the meter and of the activity source.</summary>
    public const string Name = "ActorOrchestrator.Etcd";

    private readonly Meter _meter = new(Name);
    private readonly ActivitySource _activities = new(Name);
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _ambiguous;
    private readonly Counter<long> _switches;
    private readonly UpDownCounter<long> _watches;
    private readonly Counter<long> _events;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _resumes;
    private readonly Counter<long> _detached;
    private readonly Histogram<double> _lag;
    private readonly Histogram<double> _keepAlive;
    private readonly Histogram<double> _remaining;

    public Instruments(Func<ImmutableArray<EndpointStatus>> endpoints)
    {
        _duration = _meter.CreateHistogram<double>(
            "etcd.client.call.duration", "s", "From the call to its answer or failure, over all tries.");
        _retries = _meter.CreateCounter<long>("etcd.client.call.retries", "{call}", "Tries after the first one.");
        _ambiguous = _meter.CreateCounter<long>(
            "etcd.client.call.ambiguous", "{call}", "Calls that may have been applied.");
        _switches = _meter.CreateCounter<long>(
            "etcd.client.endpoint.switches", "{switch}", "Changes of the current endpoint.");
        _meter.CreateObservableGauge(
            "etcd.client.connection.state",
            () => endpoints().Select((e, i) => new Measurement<int>(
                e.Failures == 0 ? 1 : 0, new KeyValuePair<string, object?>("endpoint", i))),
            "{state}",
            "1 if the endpoint answered or was not asked yet, 0 if it failed last.");
        _watches = _meter.CreateUpDownCounter<long>("etcd.client.watch.active", "{watch}", "Watches that are open.");
        _events = _meter.CreateCounter<long>("etcd.client.watch.events", "{event}", "Events that were delivered.");
        _dropped = _meter.CreateCounter<long>(
            "etcd.client.watch.dropped", "{event}", "Events that came twice and were delivered once.");
        _resumes = _meter.CreateCounter<long>(
            "etcd.client.watch.resumes", "{watch}", "Watches that were created again after a lost stream.");
        _detached = _meter.CreateCounter<long>(
            "etcd.client.watch.detached", "{watch}", "Watches given up for a while, because their reader was slow.");
        _lag = _meter.CreateHistogram<double>(
            "etcd.client.watch.lag", "s", "From the arrival of events to their reader.");
        _keepAlive = _meter.CreateHistogram<double>(
            "etcd.client.lease.keepalive.duration", "s", "From a keep-alive to its answer.");
        _remaining = _meter.CreateHistogram<double>(
            "etcd.client.lease.remaining", "s", "What was left of a lease when it was renewed.");
    }

    /// <summary>Begins the trace of a call; null if nobody listens. It does not become the caller's own
    /// activity.</summary>
    public Activity? StartCall(EtcdMethod method)
    {
        if (!_activities.HasListeners())
        {
            return null;
        }

        var caller = Activity.Current;
        Activity? activity = _activities.StartActivity($"etcd {method.Name}", ActivityKind.Client);
        activity?.SetTag("rpc.method", method.Name);
        Activity.Current = caller;
        return activity;
    }

    public void CallEnded(EtcdMethod method, string outcome, TimeSpan duration)
    {
        if (_duration.Enabled)
        {
            _duration.Record(
                duration.TotalSeconds,
                new KeyValuePair<string, object?>("method", method.Name),
                new KeyValuePair<string, object?>("class", outcome));
        }
    }

    public void Repeated(EtcdMethod method) =>
        _retries.Add(1, new KeyValuePair<string, object?>("method", method.Name));

    public void Ambiguous(EtcdMethod method) =>
        _ambiguous.Add(1, new KeyValuePair<string, object?>("method", method.Name));

    public void Switched() => _switches.Add(1);

    public void WatchOpened() => _watches.Add(1);

    public void WatchClosed() => _watches.Add(-1);

    public void Delivered(int events) => _events.Add(events);

    public void Dropped(int events) => _dropped.Add(events);

    public void Resumed() => _resumes.Add(1);

    public void Detached() => _detached.Add(1);

    public void Read(TimeSpan waited) => _lag.Record(waited.TotalSeconds);

    public void KeptAlive(TimeSpan duration, TimeSpan remaining)
    {
        _keepAlive.Record(duration.TotalSeconds);
        _remaining.Record(remaining.TotalSeconds);
    }

    public void Dispose()
    {
        _meter.Dispose();
        _activities.Dispose();
    }
}
