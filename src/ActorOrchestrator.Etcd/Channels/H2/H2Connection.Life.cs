namespace ActorOrchestrator.Etcd.Channels.H2;

/// <content>From connecting to the end: one task, and nothing is left when it is complete.</content>
internal sealed partial class H2Connection
{
    private readonly KeepAlive _keepAlive = new();
    private ITimer? _keepAliveTimer;

    private async Task RunAsync()
    {
        if (await TryConnectAsync().ConfigureAwait(false))
        {
            try
            {
                await ReadAllAsync(_link!).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // Whatever it is, it becomes the end of all calls.
                NoteReadFailure(e);
            }
        }

        try
        {
            EndAll();
        }
        finally
        {
            await CloseLinkAsync().ConfigureAwait(false);
            _transport.Forget(this);
        }
    }

    private async Task<bool> TryConnectAsync()
    {
        try
        {
            H2Link link = await H2Connector.ConnectAsync(Endpoint, _options, _closing.Token).ConfigureAwait(false);
            lock (_gate)
            {
                _link = link;
                if (_phase is Phase.Closed)
                {
                    return false;
                }

                // Those who wait go when the peer's SETTINGS are read, which say how many may.
                _keepAliveTimer = _options.Time.CreateTimer(
                    OnTimer, null, _slot.KeepAliveInterval, Timeout.InfiniteTimeSpan);
                return true;
            }
        }
        catch (Exception e)
        {
            lock (_gate)
            {
                NoteLoss($"{Endpoint} was not reached: {ConnectFailure.Describe(e)}", e);
            }

            return false;
        }
    }

    private async Task CloseLinkAsync()
    {
        if (_link is not null)
        {
            bool wake;
            lock (_gate)
            {
                SayGoodbye(_goodbyeCode, _lossText ?? "");
                wake = TakeWake();
            }

            Wake(wake);
            await _finished!.Task.ConfigureAwait(false);
            _link.Dispose();
        }

        lock (_gate)
        {
            // The writer stays taken: there is nothing to write to.
            _isWriting = true;
            _keepAliveTimer?.Dispose();
            _goodbyeTimer?.Dispose();
            _output.Release();
            _sending.Release();
            _block.Release();
            _headers.Release();
        }
    }

    // G11, on a thread of the clock.
    private void OnTimer(object? state)
    {
        bool wake = false;
        bool dead = false;
        lock (_gate)
        {
            if (_phase is Phase.Closed)
            {
                return;
            }

            switch (_keepAlive.Fire(_open.Count + _waiting.Count > 0 || _options.KeepAliveWithoutCalls))
            {
                case KeepAliveStep.Ping:
                    FrameWriter.WritePing(_output, _keepAlive.Payload, ack: false);
                    wake = TakeWake();
                    _ = _keepAliveTimer!.Change(_options.KeepAliveTimeout, Timeout.InfiniteTimeSpan);
                    break;
                case KeepAliveStep.Wait:
                    _ = _keepAliveTimer!.Change(_slot.KeepAliveInterval, Timeout.InfiniteTimeSpan);
                    break;
                default:
                    NoteLoss($"{Endpoint} did not answer a PING within {_options.KeepAliveTimeout}", cause: null);
                    dead = true;
                    break;
            }
        }

        Wake(wake);
        if (dead)
        {
            _link!.Break();
        }
    }

    private void OnPong(ulong payload)
    {
        if (_keepAlive.Acknowledge(payload))
        {
            _ = _keepAliveTimer?.Change(_slot.KeepAliveInterval, Timeout.InfiniteTimeSpan);
        }
    }

    private bool LookWhetherToWake()
    {
        lock (_gate)
        {
            return TakeWake();
        }
    }
}
