using Akka.Actor;
using Akka.Event;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: the order in which stashed messages come back, and that none is lost.
/// Method: an actor that is closed, stashing everything, until it is opened.
/// </summary>
public sealed class StashTests : SemanticsTest
{
    [Fact]
    public async Task Unstashed_messages_come_in_order_before_the_queue_and_with_their_senders()
    {
        IActorRef door = Door();
        IActorRef sender = Silent("sender");
        door.Tell(1, sender);
        door.Tell(2, sender);
        door.Tell("open");
        door.Tell(3, sender);

        await ExpectInOrder("1 from sender", "2 from sender", "3 from sender");
    }

    [Fact]
    public async Task One_message_can_be_unstashed()
    {
        IActorRef door = Door();
        door.Tell(1);
        door.Tell(2);
        door.Tell("open for one");
        door.Tell("count");

        await ExpectInOrder($"1 from {TestActor.Path.Name}", 1);
    }

    [Fact]
    public async Task A_restart_puts_the_stash_back_into_the_queue()
    {
        IActorRef door = Door();
        door.Tell(1);
        door.Tell("boom");
        door.Tell("open");

        await ExpectMsgAsync($"1 from {TestActor.Path.Name}");
    }

    [Fact]
    public async Task A_stop_sends_the_stash_to_the_dead_letters()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        IActorRef door = Door();
        door.Tell(1);
        door.Tell(PoisonPill.Instance);

        DeadLetter letter = await ExpectMsgAsync<DeadLetter>();
        Assert.Equal(1, letter.Message);
        Assert.Equal(door, letter.Recipient);
    }

    [Fact]
    public async Task Stashing_the_same_message_twice_throws()
    {
        Door().Tell("twice");

        await ExpectMsgAsync("illegal");
    }

    private IActorRef Door()
    {
        IActorRef probe = TestActor;
        return Sys.ActorOf(Props.Create(() => new DoorActor(probe)));
    }

    private sealed class DoorActor : ReceiveActor, IWithUnboundedStash
    {
        private readonly IActorRef _probe;

        public DoorActor(IActorRef probe)
        {
            _probe = probe;
            Receive<string>(s => s is "open", _ => Open());
            Receive<string>(s => s is "open for one", _ => OpenForOne());
            Receive<string>(s => s is "boom", _ => throw new InvalidOperationException("boom"));
            Receive<string>(s => s is "twice", _ => StashTwice());
            ReceiveAny(_ => Stash.Stash());
        }

        public IStash Stash { get; set; } = null!;

        private void Open()
        {
            Become(Pass);
            Stash.UnstashAll();
        }

        private void OpenForOne()
        {
            Become(Pass);
            Stash.Unstash();
        }

        private void Pass()
        {
            Receive<string>(s => s is "count", _ => _probe.Tell(Stash.Count));
            ReceiveAny(message => _probe.Tell($"{message} from {Sender.Path.Name}"));
        }

        private void StashTwice()
        {
            Stash.Stash();
            try
            {
                Stash.Stash();
            }
            catch (IllegalActorStateException)
            {
                _probe.Tell("illegal");
            }

            Stash.ClearStash();
        }
    }
}
