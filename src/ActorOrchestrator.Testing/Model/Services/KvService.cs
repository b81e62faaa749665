using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Serving;
using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Services;

/// <summary>Keys and transactions: which of them are read here, and which go through the log.</summary>
internal sealed class KvService(ModelKernel kernel)
{
    public async Task<IMessage?> ServeAsync(ModelCall call, IMessage request) => request switch
    {
        RangeRequest range => await RangeAsync(call, range).ConfigureAwait(false),
        TxnRequest txn when ModelStore.IsReadOnly(txn) => await ReadAsync(call, txn).ConfigureAwait(false),
        _ => await kernel.ProposeAsync(call, request).ConfigureAwait(false),
    };

    private async Task<IMessage> RangeAsync(ModelCall call, RangeRequest request)
    {
        kernel.Store.CheckForm(request);
        await AgreeAsync(call, request.Serializable).ConfigureAwait(false);
        kernel.Auth.Check(kernel.Enter(call, request), request, kernel.Store);
        long at = kernel.RevisionAt(call.Face);
        if (request.Revision > at)
        {
            throw Refusal.Of(EtcdErrorTexts.FutureRevision);
        }

        RangeRequest here = request.Clone();
        here.Revision = request.Revision > 0 ? request.Revision : at;
        return kernel.WithHeader(kernel.Store.Range(here), call.Face, at);
    }

    // T6: a transaction that only reads is not proposed.
    private async Task<IMessage> ReadAsync(ModelCall call, TxnRequest request)
    {
        kernel.Store.CheckForm(request);
        await AgreeAsync(call, ModelStore.IsSerializable(request)).ConfigureAwait(false);
        kernel.Auth.Check(kernel.Enter(call, request), request, kernel.Store);
        long at = kernel.RevisionAt(call.Face);
        ModelStore store = at == kernel.Store.Revision ? kernel.Store : kernel.StoreAt(at);
        return kernel.WithHeader(store.Txn(request).Response, call.Face, at);
    }

    private Task AgreeAsync(ModelCall call, bool serializable)
    {
        if (serializable)
        {
            return Task.CompletedTask;
        }

        return call.Face.IsLearner
            ? throw Refusal.Of(EtcdErrorTexts.NotSupportedForLearner)
            : kernel.AgreeAsync(call);
    }
}
