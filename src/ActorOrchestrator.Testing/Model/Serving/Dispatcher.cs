using System.Runtime.ExceptionServices;
using ActorOrchestrator.Testing.Model.Faults;
using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Services;
using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Serving;

/// <summary>Finds who serves a call, and turns refusals into statuses.</summary>
internal sealed class Dispatcher(ModelKernel kernel)
{
    private readonly KvService _kv = new(kernel);
    private readonly LeaseService _lease = new(kernel);
    private readonly ClusterService _cluster = new(kernel);
    private readonly MaintenanceService _maintenance = new(kernel);
    private readonly AuthService _auth = new(kernel);
    private readonly ElectionService _election = new(kernel);
    private readonly LockService _lock = new(kernel);

    /// <summary>A call has come in; its first message follows.</summary>
    public void Open(ModelCall call)
    {
        if (call.RequiresLeader && !call.Face.KnowsLeader)
        {
            Refuse(call, Refusal.Of(EtcdErrorTexts.NoLeader));
        }
        else if (call.Face.IsLearner && IsForVoters(call.Method))
        {
            Refuse(call, Refusal.Of(EtcdErrorTexts.NotSupportedForLearner));
        }
        else if (call.Method == EtcdMethods.Watch)
        {
            call.Serve(kernel.HubOf(call.Face).Open(call));
        }
        else if (call.Method == EtcdMethods.LeaseKeepAlive)
        {
            call.Serve(new KeepAliveStream(kernel, call));
        }
    }

    /// <summary>A message has come in.</summary>
    public void Request(ModelCall call, IServerStream? stream, IMessage request)
    {
        if (stream is null)
        {
            _ = AnswerAsync(call, request);
        }
        else
        {
            stream.OnRequest(request);
        }
    }

    /// <summary>Ends a call by a refusal.</summary>
    public static void Refuse(ModelCall call, ModelException refusal) => call.End(refusal.Status, refusal.Text);

    /// <summary>Keeps a fault of the model itself from getting lost in a task: it comes out of the clock.</summary>
    public void Fail(Exception fault) => kernel.Time.After(TimeSpan.Zero, ExceptionDispatchInfo.Capture(fault).Throw);

    private static bool IsForVoters(EtcdMethod method) => method != EtcdMethods.Status && method != EtcdMethods.Range
        && method != EtcdMethods.Snapshot && method != EtcdMethods.HealthCheck && method != EtcdMethods.HealthWatch;

    private async Task AnswerAsync(ModelCall call, IMessage request)
    {
        try
        {
            await AnswerWithFaultsAsync(call, request).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (call.Gone.IsCancellationRequested)
        {
            // Whoever waited has gone, and has had the end of the call.
        }
        catch (Exception fault)
        {
            Fail(fault);
        }
    }

    private async Task AnswerWithFaultsAsync(ModelCall call, IMessage request)
    {
        var faults = new CallFaults(kernel, call, kernel.Faults.OnCall(call, request));
        if (!await faults.BeforeAsync().ConfigureAwait(false))
        {
            return;
        }

        IMessage? response = null;
        ModelException? refusal = null;
        try
        {
            response = await ServeAsync(call, request).ConfigureAwait(false);
        }
        catch (ModelException refused)
        {
            refusal = refused;
        }

        kernel.Overtakes.Passed();
        if (!await faults.AfterAsync(response).ConfigureAwait(false))
        {
            return;
        }

        if (refusal is not null)
        {
            Refuse(call, refusal);
        }
        else if (response is not null)
        {
            call.Respond(response);
            call.End();
        }
    }

    /// <returns>The one response; null if the call goes on as a stream.</returns>
    private Task<IMessage?> ServeAsync(ModelCall call, IMessage request) => call.Method.Service switch
    {
        "etcdserverpb.KV" => _kv.ServeAsync(call, request),
        "etcdserverpb.Lease" => _lease.ServeAsync(call, request),
        "etcdserverpb.Cluster" => _cluster.ServeAsync(call, request),
        "etcdserverpb.Maintenance" => _maintenance.ServeAsync(call, request),
        "etcdserverpb.Auth" => _auth.ServeAsync(call, request),
        "v3electionpb.Election" => _election.ServeAsync(call, request),
        "v3lockpb.Lock" => _lock.ServeAsync(call, request),
        "grpc.health.v1.Health" => HealthService.ServeAsync(call),
        _ => throw Unknown(call.Method),
    };

    /// <summary>G12: what is said of a method that is not there.</summary>
    internal static ModelException Unknown(EtcdMethod method) =>
        new(EtcdErrorTexts.Unimplemented with { Text = $"unknown method {method.Name} for service {method.Service}" });
}
