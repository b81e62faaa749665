using Akka.Actor;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: who learns of an end, when, and by which message.
/// Method: the test's own actor watches; a second one shows what a watcher without a handler suffers.
/// </summary>
public sealed class DeathWatchTests : SemanticsTest
{
    [Fact]
    public async Task What_the_dying_actor_sent_arrives_before_Terminated()
    {
        IActorRef actor = Handling((context, _) =>
        {
            for (var i = 0; i < 100; i++)
            {
                context.Sender.Tell(i);
            }

            context.Stop(context.Self);
        });
        Watch(actor);
        actor.Tell("go");

        for (var i = 0; i < 100; i++)
        {
            await ExpectMsgAsync(i);
        }

        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task Watching_an_actor_that_has_ended_yields_Terminated_at_once()
    {
        IActorRef actor = Silent();
        await End(actor);

        Watch(actor);

        Terminated terminated = await ExpectTerminatedAsync(actor);
        Assert.False(terminated.AddressTerminated);
    }

    [Fact]
    public async Task Watching_twice_yields_one_Terminated()
    {
        IActorRef actor = Silent();
        Watch(actor);
        Watch(actor);

        Sys.Stop(actor);

        await ExpectTerminatedAsync(actor);
        await ExpectNothingBefore("marker");
    }

    [Fact]
    public async Task After_Unwatch_there_is_no_Terminated()
    {
        IActorRef actor = Silent();
        Watch(actor);
        Unwatch(actor);

        await End(actor);

        await ExpectNothingBefore("marker");
    }

    [Fact]
    public async Task A_Terminated_that_is_queued_when_the_actor_unwatches_is_dropped()
    {
        IActorRef probe = TestActor;
        IActorRef target = Silent();
        using var go = new ManualResetEventSlim();
        IActorRef watcher = Handling((context, message) =>
        {
            switch (message)
            {
                case "watch":
                    context.Watch(target);
                    probe.Tell("watching");
                    go.Wait();
                    break;
                case "unwatch":
                    context.Unwatch(target);
                    break;
                default:
                    probe.Tell($"got {message}"); // Not itself: the probe would take a Terminated for its own.
                    break;
            }
        });
        watcher.Tell("watch");
        await ExpectMsgAsync("watching");
        await End(target);
        watcher.Tell("unwatch"); // In the queue before the end is noticed, which is after the turn.

        go.Set();

        foreach (string marker in (string[])["first", "second"])
        {
            // What is queued between the two would come between them.
            watcher.Tell(marker);
            await ExpectMsgAsync($"got {marker}");
        }
    }

    [Fact]
    public async Task WatchWith_replaces_Terminated_by_a_message()
    {
        IActorRef target = Silent();
        IActorRef watcher = Watcher(context => context.WatchWith(target, "gone"));
        await Started(watcher);

        Sys.Stop(target);

        await ExpectMsgAsync("gone");
    }

    [Fact]
    public async Task Watching_again_with_another_message_throws()
    {
        IActorRef target = Silent();
        IActorRef probe = TestActor;
        Handling((context, _) =>
        {
            context.Watch(target);
            probe.Tell(Record.Exception(() => context.WatchWith(target, "gone"))!);
        }).Tell("go");

        await ExpectMsgAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task An_unhandled_Terminated_is_a_death_pact_that_stops_the_watcher()
    {
        IActorRef target = Silent();
        IActorRef watcher = Watcher(context => context.Watch(target), handlesTerminated: false);
        await Started(watcher);
        Watch(watcher);

        await EventFilter.Exception<DeathPactException>().ExpectOneAsync(() =>
        {
            Sys.Stop(target);
            return Task.CompletedTask;
        });

        await ExpectTerminatedAsync(watcher);
    }

    [Fact]
    public async Task A_parent_that_watches_has_forgotten_the_child_when_Terminated_comes()
    {
        IActorRef probe = TestActor;
        Handling((context, message) =>
        {
            if (message is Terminated)
            {
                probe.Tell(context.GetChildren().Count());
            }
            else
            {
                context.Watch(context.ActorOf(FunctionActor.Props((_, _) => { })));
                context.Stop(context.GetChildren().Single());
            }
        }).Tell("go");

        await ExpectMsgAsync(0);
    }

    private async Task ExpectNothingBefore(string marker)
    {
        TestActor.Tell(marker);
        await ExpectMsgAsync(marker);
    }

    private static async Task Started(IActorRef watcher) =>
        await watcher.Ask<string>("started?", TimeSpan.FromSeconds(5));

    private IActorRef Watcher(Action<IActorContext> watch, bool handlesTerminated = true)
    {
        IActorRef probe = TestActor;
        return Sys.ActorOf(Props.Create(() => new WatcherActor(watch, probe, handlesTerminated)));
    }

    private sealed class WatcherActor : ReceiveActor
    {
        public WatcherActor(Action<IActorContext> watch, IActorRef probe, bool handlesTerminated)
        {
            watch(Context);
            Receive<string>(s => s is "started?", _ => Sender.Tell("yes"));
            if (handlesTerminated)
            {
                ReceiveAny(probe.Tell);
            }
        }
    }
}
