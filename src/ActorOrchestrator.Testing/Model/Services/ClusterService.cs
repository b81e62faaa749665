using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Serving;
using Google.Protobuf;
using Google.Protobuf.Collections;

namespace ActorOrchestrator.Testing.Model.Services;

/// <summary>Section 19: the list of members, and changes of it. Headers carry no revision.</summary>
internal sealed class ClusterService(ModelKernel kernel)
{
    private const int LearnersMax = 1;

    private ModelCluster Cluster => kernel.Cluster;

    public async Task<IMessage?> ServeAsync(ModelCall call, IMessage request)
    {
        if (request is not MemberListRequest { Linearizable: false })
        {
            await Cluster.WaitServes(call.Face, isRead: request is MemberListRequest, call.Gone).ConfigureAwait(false);
        }

        kernel.Auth.Check(kernel.Enter(call, request), request, kernel.Store);
        IMessage response = request switch
        {
            MemberListRequest => new MemberListResponse { Members = { Members() } },
            MemberAddRequest add => Add(add),
            MemberRemoveRequest remove => Remove(remove),
            MemberUpdateRequest update => Update(update),
            MemberPromoteRequest promote => Promote(promote),
            _ => throw Dispatcher.Unknown(call.Method),
        };
        return kernel.WithHeader(response, call.Face, revision: 0);
    }

    private static Member Shown(Face face)
    {
        var member = new Member { ID = face.Id, IsLearner = face.IsLearner, PeerURLs = { face.PeerUrls } };
        if (face.IsStarted)
        {
            member.Name = face.Name;
            member.ClientURLs.Add(face.Endpoint.ToString());
        }

        return member;
    }

    private static ImmutableArray<string> CheckUrls(RepeatedField<string> urls) =>
        urls.Count > 0 && urls.All(url => Uri.TryCreate(url, UriKind.Absolute, out Uri? uri)
            && uri.Scheme is "http" or "https" && url.EndsWith($":{uri.Port}", StringComparison.Ordinal))
            ? [.. urls.Order(StringComparer.Ordinal)]
            : throw Refusal.Of(EtcdErrorTexts.MemberUrlsInvalid);

    private int Learners => Cluster.Faces.Count(face => face.IsLearner);

    private IEnumerable<Member> Members() => Cluster.Faces.OrderBy(face => face.Id).Select(Shown);

    private MemberAddResponse Add(MemberAddRequest request)
    {
        ImmutableArray<string> urls = CheckUrls(request.PeerURLs);
        Face[] voters = [.. Cluster.Faces.Where(face => !face.IsLearner)];
        int started = voters.Count(face => face.Runs);
        bool firstCompanion = voters.Length == 1 && started == 1;
        if (!request.IsLearner && !firstCompanion && !ModelCluster.IsMajority(started, voters.Length + 1))
        {
            throw Refusal.OfNotEnoughStartedMembers();
        }

        if (Cluster.Faces.Any(face => face.PeerUrls.Intersect(urls, StringComparer.Ordinal).Any()))
        {
            throw Refusal.Of(EtcdErrorTexts.PeerUrlExists);
        }

        if (request.IsLearner && Learners >= LearnersMax)
        {
            throw Refusal.Of(EtcdErrorTexts.TooManyLearners);
        }

        Face added = Cluster.Add();
        added.IsStarted = false;
        added.IsLearner = request.IsLearner;
        added.PeerUrls = urls;
        kernel.Prepare(added);
        Changed();
        return new MemberAddResponse { Member = Shown(added), Members = { Members() } };
    }

    private MemberRemoveResponse Remove(MemberRemoveRequest request)
    {
        Face face = Find(request.ID);
        Face[] left = [.. Cluster.Faces.Where(other => other != face && !other.IsLearner)];
        if (!face.IsLearner && !ModelCluster.IsMajority(left.Count(other => other.Runs), left.Length))
        {
            throw Refusal.OfNotEnoughStartedMembers();
        }

        kernel.Retire(face);
        Changed();
        return new MemberRemoveResponse { Members = { Members() } };
    }

    private MemberUpdateResponse Update(MemberUpdateRequest request)
    {
        ImmutableArray<string> urls = CheckUrls(request.PeerURLs);
        Face face = Find(request.ID);
        if (Cluster.Faces.Any(other =>
            other != face && other.PeerUrls.Intersect(urls, StringComparer.Ordinal).Any()))
        {
            throw Refusal.Of(EtcdErrorTexts.PeerUrlExists);
        }

        face.PeerUrls = urls;
        Changed();
        return new MemberUpdateResponse { Members = { Members() } };
    }

    private MemberPromoteResponse Promote(MemberPromoteRequest request)
    {
        Face face = Find(request.ID);
        if (!face.IsLearner)
        {
            throw Refusal.Of(EtcdErrorTexts.MemberNotLearner);
        }

        if (!face.Follows || !face.Runs)
        {
            throw Refusal.Of(EtcdErrorTexts.LearnerNotReady);
        }

        face.IsLearner = false;
        Changed();
        return new MemberPromoteResponse { Members = { Members() } };
    }

    private Face Find(ulong id) => Cluster.Find(id) ?? throw Refusal.Of(EtcdErrorTexts.MemberNotFound);

    private void Changed()
    {
        Cluster.RaftIndex++;
        Cluster.Reconsider();
    }
}
