using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Serving;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Services;

/// <summary>Section 22: elections for clients that have nothing but gRPC.</summary>
internal sealed class ElectionService(ModelKernel kernel)
{
    private readonly KeyQueue _queue = new(kernel);

    public async Task<IMessage?> ServeAsync(ModelCall call, IMessage request)
    {
        switch (request)
        {
            case CampaignRequest campaign:
                return await CampaignAsync(call, campaign).ConfigureAwait(false);
            case ProclaimRequest proclaim:
                var put = new PutRequest
                {
                    Key = Given(proclaim.Leader).Key,
                    Value = proclaim.Value,
                    Lease = proclaim.Leader.Lease,
                };
                bool isLeader = await GuardAsync(call, proclaim.Leader, new RequestOp { RequestPut = put })
                    .ConfigureAwait(false);
                return isLeader
                    ? Here(call, new ProclaimResponse())
                    : throw Refusal.Of(EtcdErrorTexts.ElectionNotLeader);
            case ResignRequest resign:
                var delete = new DeleteRangeRequest { Key = Given(resign.Leader).Key };
                // Who is not the leader any more, has resigned.
                await GuardAsync(call, resign.Leader, new RequestOp { RequestDeleteRange = delete })
                    .ConfigureAwait(false);
                return Here(call, new ResignResponse());
            case LeaderRequest leader when call.Method == EtcdMethods.Leader:
                await kernel.AgreeAsync(call).ConfigureAwait(false);
                return Here(call, new LeaderResponse
                {
                    Kv = _queue.First(call.Face, leader.Name)
                        ?? throw Refusal.Of(EtcdErrorTexts.ElectionNoLeader),
                });
            case LeaderRequest observed:
                await ObserveAsync(call, observed).ConfigureAwait(false);
                return null;
            default:
                throw Dispatcher.Unknown(call.Method);
        }
    }

    private static LeaderKey Given(LeaderKey? leader) =>
        leader ?? throw Refusal.Of(EtcdErrorTexts.LeaderFieldMissing);

    private async Task<IMessage> CampaignAsync(ModelCall call, CampaignRequest request)
    {
        KeyQueue.Place place = await _queue.EnterAsync(call, request.Name, request.Lease, request.Value)
            .ConfigureAwait(false);
        return Here(call, new CampaignResponse
        {
            Leader = new LeaderKey
            {
                Name = request.Name,
                Key = place.Key,
                Rev = place.Revision,
                Lease = place.Lease,
            },
        });
    }

    private async Task<bool> GuardAsync(ModelCall call, LeaderKey leader, RequestOp operation)
    {
        TxnRequest txn = KeyQueue.Guarded(leader.Key, leader.Rev, operation);
        var response = (TxnResponse)await kernel.ProposeAsync(call, txn).ConfigureAwait(false);
        return response.Succeeded;
    }

    // Q6: the first key, its values, then the next one. Never ends by itself.
    private async Task ObserveAsync(ModelCall call, LeaderRequest request)
    {
        while (true)
        {
            if (_queue.First(call.Face, request.Name) is not { } leader)
            {
                await NextAsync(call, change => change.Type is Event.Types.EventType.Put
                    && change.Kv.Key.Span.StartsWith(request.Name.Span)).ConfigureAwait(false);
                continue;
            }

            Tell(call, leader);
            Event change = await NextAsync(call, change => change.Kv.Key.Equals(leader.Key)).ConfigureAwait(false);
            while (change.Type is Event.Types.EventType.Put)
            {
                Tell(call, change.Kv);
                change = await NextAsync(call, change => change.Kv.Key.Equals(leader.Key)).ConfigureAwait(false);
            }
        }
    }

    private Task<Event> NextAsync(ModelCall call, Func<Event, bool> fits) =>
        kernel.ChangesOf(call.Face).NextAsync(fits, call.Gone);

    private void Tell(ModelCall call, KeyValue leader) =>
        call.Respond(Here(call, new LeaderResponse { Kv = leader }));

    private IMessage Here(ModelCall call, IMessage response) =>
        kernel.WithHeader(response, call.Face, kernel.RevisionAt(call.Face));
}
