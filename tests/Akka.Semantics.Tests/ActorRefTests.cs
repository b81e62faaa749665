using Akka.Actor;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: names, paths, incarnations, children, and stopping from outside.
/// Method: public API only; each end is awaited.
/// </summary>
public sealed class ActorRefTests : SemanticsTest
{
    [Fact]
    public async Task A_name_is_free_again_after_the_end_and_the_new_incarnation_is_another_one()
    {
        IActorRef first = Silent("name");
        Assert.Throws<InvalidActorNameException>(() => Silent("name"));
        await End(first);

        IActorRef second = Silent("name");

        Assert.Equal(first.Path, second.Path);
        Assert.NotEqual(first.Path.Uid, second.Path.Uid);
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("$x")]
    [InlineData("a b")]
    [InlineData("ä")]
    public void A_name_that_is_not_allowed_is_refused(string name) =>
        Assert.Throws<InvalidActorNameException>(() => Silent(name));

    [Theory]
    [InlineData("a")]
    [InlineData("a-b_c.d*e+f:g@h&i=j,k!l~m';")]
    [InlineData("100%25")]
    [InlineData("a$")]
    public void A_name_that_is_allowed_is_the_end_of_the_path(string name) =>
        Assert.Equal($"akka://{Sys.Name}/user/{name}", Silent(name).Path.ToString());

    [Fact]
    public void Actors_without_a_name_get_different_ones()
    {
        IActorRef first = Silent();
        IActorRef second = Silent();

        Assert.StartsWith("$", first.Path.Name, StringComparison.Ordinal);
        Assert.NotEqual(first.Path, second.Path);
    }

    [Fact]
    public async Task A_context_knows_its_children_by_name()
    {
        IActorRef parent = Handling((context, message) =>
        {
            IActorRef child = context.ActorOf(FunctionActor.Props((_, _) => { }), "child");
            context.Sender.Tell(context.Child("child").Equals(child));
            context.Sender.Tell(context.GetChildren().Single().Path.ToString());
            context.Sender.Tell(context.Child("other").IsNobody());
        });

        parent.Tell("go");

        await ExpectInOrder(true, $"{parent.Path}/child", true);
    }

    [Fact]
    public async Task A_stop_ends_after_the_message_that_is_being_handled()
    {
        IActorRef actor = Handling((context, message) =>
        {
            context.Stop(context.Self);
            context.Sender.Tell($"{message} to the end");
        });

        actor.Tell(1);
        actor.Tell(2);

        Watch(actor);
        await ExpectMsgAsync("1 to the end");
        await ExpectTerminatedAsync(actor);
    }

    [Fact]
    public async Task GracefulStop_is_false_when_the_time_is_over_and_true_for_an_actor_that_has_ended()
    {
        using var go = new ManualResetEventSlim();
        IActorRef busy = Handling((_, _) => go.Wait());
        busy.Tell("hold");
        Assert.False(await busy.GracefulStop(TimeSpan.FromMilliseconds(50)));
        go.Set();

        IActorRef idle = Silent();
        Assert.True(await idle.GracefulStop(TimeSpan.FromSeconds(5)));
        Assert.True(await idle.GracefulStop(TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task GracefulStop_may_send_another_message_than_PoisonPill()
    {
        IActorRef actor = Handling((context, message) =>
        {
            if (message is "please stop")
            {
                context.Stop(context.Self);
            }
        });

        Assert.True(await actor.GracefulStop(TimeSpan.FromSeconds(5), "please stop"));
    }

    [Fact]
    public async Task Forward_keeps_the_sender()
    {
        IActorRef echo = Handling((context, message) => context.Sender.Tell(message));
        IActorRef forwarder = Handling((_, message) => echo.Forward(message));

        forwarder.Tell("hi");

        await ExpectMsgAsync("hi");
        Assert.Equal(echo, LastSender);
    }

    [Fact]
    public void Nobody_and_the_dead_letters_are_nobody()
    {
        Assert.True(ActorRefs.Nobody.IsNobody());
        Assert.True(Sys.DeadLetters.IsNobody());
        Assert.True(ActorRefs.NoSender.IsNobody());
        Assert.False(TestActor.IsNobody());
    }

    [Fact]
    public async Task Messages_of_one_sender_arrive_in_order_also_through_a_crowd()
    {
        IActorRef sink = Handling((context, message) => context.Sender.Tell(message));
        for (var i = 0; i < 1_000; i++)
        {
            sink.Tell(i);
        }

        for (var i = 0; i < 1_000; i++)
        {
            await ExpectMsgAsync(i);
        }
    }
}
