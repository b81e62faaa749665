using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model.Serving;
using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Faults;

/// <summary>What happens to one call, before and after it is applied.</summary>
internal sealed class CallFaults(ModelKernel kernel, ModelCall call, ImmutableArray<Fault.OfCall> faults)
{
    // A call that is to be overtaken does not wait for ever for one that overtakes it.
    private static readonly TimeSpan OvertakeMax = TimeSpan.FromMilliseconds(100);

    /// <returns>Whether the call is to be applied.</returns>
    public async Task<bool> BeforeAsync()
    {
        foreach (Fault.OfCall fault in faults)
        {
            switch (fault)
            {
                case Fault.DropRequest drop:
                    call.Break(drop.Refused ? CallFailure.NotReached : CallFailure.Lost, "the request was dropped");
                    return false;
                case Fault.Delay delay:
                    await WaitAsync(delay.Before).ConfigureAwait(false);
                    break;
                case Fault.Reorder:
                    await kernel.Overtakes.WaitAsync(OvertakeMax, call.Gone).ConfigureAwait(false);
                    break;
                case Fault.Error { Applied: false } error:
                    call.End(error.Line.Status, error.Line.Text);
                    return false;
                case Fault.DenyPermission:
                    call.End(EtcdErrorTexts.PermissionDenied.Status, EtcdErrorTexts.PermissionDenied.Text);
                    return false;
                default:
                    break;
            }
        }

        return true;
    }

    /// <param name="response">The answer; null for a refusal, and where there is none.</param>
    /// <returns>Whether the answer is to be sent.</returns>
    public async Task<bool> AfterAsync(IMessage? response)
    {
        foreach (Fault.OfCall fault in faults)
        {
            switch (fault)
            {
                case Fault.Delay delay:
                    await WaitAsync(delay.After).ConfigureAwait(false);
                    break;
                case Fault.StallKeepAlive stall when response is LeaseKeepAliveResponse:
                    await WaitAsync(stall.By).ConfigureAwait(false);
                    break;
                case Fault.DropResponse drop:
                    Lose(drop.How);
                    return false;
                case Fault.Error { Applied: true } error:
                    call.End(error.Line.Status, error.Line.Text);
                    return false;
                case Fault.CompactDuringPaging when response is RangeResponse { More: true } page:
                    kernel.World.CompactBehind(page.Header.Revision);
                    break;
                default:
                    break;
            }
        }

        return true;
    }

    private void Lose(LostAnswer how)
    {
        switch (how)
        {
            case LostAnswer.Reset:
                call.Break(CallFailure.Lost, "the response was dropped");
                break;
            case LostAnswer.TimedOut:
                call.End(EtcdErrorTexts.RequestTimedOut.Status, EtcdErrorTexts.RequestTimedOut.Text);
                break;
            case LostAnswer.LeaderChanged:
                call.End(EtcdErrorTexts.LeaderChanged.Status, EtcdErrorTexts.LeaderChanged.Text);
                break;
            case LostAnswer.Silence:
                call.FallSilent();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(how), how, "An answer cannot be lost so.");
        }
    }

    private Task WaitAsync(TimeSpan time) => time == TimeSpan.Zero ? Task.CompletedTask : WaitLongAsync(time);

    private async Task WaitLongAsync(TimeSpan time)
    {
        var wait = new VirtualWait();
        using ITimer timer = kernel.Time.After(time, wait.Release);
        await wait.Until(static () => { }, call.Gone).ConfigureAwait(false);
    }
}
