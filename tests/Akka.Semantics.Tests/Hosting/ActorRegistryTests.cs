using Akka.Actor;
using Akka.Hosting;

namespace Akka.Semantics.Tests.Hosting;

/// <summary>
/// Goal: what a registry answers for a key that is missing, taken, replaced or waited for.
/// Method: a registry without a host, and two actors to tell apart.
/// </summary>
public sealed class ActorRegistryTests : IDisposable
{
    private static readonly Type TypeOfKey = typeof(Key);

    private readonly ActorSystem _system = ActorSystem.Create("registry", "akka.loglevel = OFF");
    private readonly ActorRegistry _registry = new();
    private readonly IActorRef _one;
    private readonly IActorRef _two;

    public ActorRegistryTests()
    {
        _one = _system.ActorOf(EchoActor.Props(), "one");
        _two = _system.ActorOf(EchoActor.Props(), "two");
    }

    public void Dispose() => _system.Dispose();

    [Fact]
    public void An_actor_is_found_by_its_key()
    {
        _registry.Register<Key>(_one);
        _registry.Register<OtherKey>(_two);

        Assert.Equal(_one, _registry.Get<Key>());
        Assert.Equal(_two, _registry.Get<OtherKey>());
        Assert.True(_registry.TryGet(TypeOfKey, out IActorRef found));
        Assert.Equal(_one, found);
    }

    [Fact]
    public void A_missing_key_throws_with_its_name()
    {
        MissingActorRegistryEntryException thrown =
            Assert.Throws<MissingActorRegistryEntryException>(() => _registry.Get<Key>());

        Assert.Contains(typeof(Key).ToString(), thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trying_a_missing_key_finds_nobody()
    {
        Assert.False(_registry.TryGet<Key>(out IActorRef found));
        Assert.Equal(ActorRefs.Nobody, found);
    }

    [Fact]
    public void A_taken_key_throws_with_its_name_and_keeps_its_actor()
    {
        _registry.Register<Key>(_one);

        DuplicateActorRegistryException thrown =
            Assert.Throws<DuplicateActorRegistryException>(() => _registry.Register<Key>(_two));

        Assert.Contains(typeof(Key).ToString(), thrown.Message, StringComparison.Ordinal);
        Assert.False(_registry.TryRegister<Key>(_two));
        Assert.Equal(_one, _registry.Get<Key>());
    }

    [Fact]
    public void Overwriting_replaces()
    {
        _registry.Register<Key>(_one);

        _registry.Register<Key>(_two, overwrite: true);

        Assert.Equal(_two, _registry.Get<Key>());
    }

    [Fact]
    public void Null_is_no_actor()
    {
        Assert.Throws<ArgumentNullException>(() => _registry.Register<Key>(null!));
        Assert.False(_registry.TryRegister<Key>(null!));
        Assert.False(_registry.TryGet<Key>(out _));
    }

    [Fact]
    public async Task A_wait_ends_when_the_actor_is_registered()
    {
        Task<IActorRef> waiting = _registry.GetAsync<Key>();
        _registry.Register<OtherKey>(_two);
        Assert.False(waiting.IsCompleted);

        _registry.Register<Key>(_one);

        Assert.Equal(_one, await waiting.WaitAsync(Hosts.Long));
    }

    [Fact]
    public async Task A_wait_ends_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        Task<IActorRef> waiting = _registry.GetAsync(TypeOfKey, cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Hosts.Long));
    }

    [Fact]
    public async Task A_registered_actor_needs_no_wait()
    {
        _registry.Register<Key>(_one);

        Assert.Equal(_one, await _registry.GetAsync<Key>(new CancellationToken(canceled: true)));
    }

    [Fact]
    public void All_entries_can_be_listed()
    {
        _registry.Register<Key>(_one);
        _registry.Register<OtherKey>(_two);

        Assert.Equal(
            [new(typeof(Key), _one), new(typeof(OtherKey), _two)],
            _registry.OrderBy(entry => entry.Key.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void A_system_has_one_registry() => Assert.Same(ActorRegistry.For(_system), ActorRegistry.For(_system));

    private sealed class Key;

    private sealed class OtherKey;
}
