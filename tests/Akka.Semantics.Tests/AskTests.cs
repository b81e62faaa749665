using Akka.Actor;
using Akka.Event;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: every way in which an Ask can end.
/// Method: an actor that answers, fails, answers something else, or not at all.
/// </summary>
public sealed class AskTests : SemanticsTest
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task The_answer_is_the_result() =>
        Assert.Equal("pong", await Answering("pong").Ask<string>("ping", Long));

    [Fact]
    public async Task A_failure_as_answer_throws_its_cause()
    {
        IActorRef actor = Answering(new Status.Failure(new FormatException("bad")));

        FormatException thrown = await Assert.ThrowsAsync<FormatException>(() => actor.Ask<string>("ping", Long));
        Assert.Equal("bad", thrown.Message);
    }

    [Fact]
    public async Task An_ask_for_any_object_returns_the_failure_itself()
    {
        IActorRef actor = Answering(new Status.Failure(new FormatException()));

        var failure = Assert.IsType<Status.Failure>(await actor.Ask("ping", Long));
        Assert.IsType<FormatException>(failure.Cause);
    }

    [Fact]
    public async Task An_answer_of_another_type_throws_ArgumentException_that_names_both_types()
    {
        ArgumentException thrown =
            await Assert.ThrowsAsync<ArgumentException>(() => Answering(1).Ask<string>("ping", Long));

        Assert.Contains("System.Int32", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("System.String", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_in_time_throws_AskTimeoutException() =>
        await Assert.ThrowsAsync<AskTimeoutException>(() => Silent().Ask<string>("ping", Short));

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using var cancel = new CancellationTokenSource();
        Task<string> asked = Silent().Ask<string>("ping", cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task A_stopped_receiver_is_noticed_only_by_the_time_out()
    {
        IActorRef actor = Silent();
        await End(actor);

        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<string>("ping", Short));
    }

    [Fact]
    public async Task A_second_answer_is_a_dead_letter()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));
        IActorRef actor = Handling((context, _) =>
        {
            context.Sender.Tell("first");
            context.Sender.Tell("second");
        });

        Assert.Equal("first", await actor.Ask<string>("ping", Long));

        Assert.Equal("second", (await ExpectMsgAsync<DeadLetter>()).Message);
    }

    [Fact]
    public async Task The_question_can_hold_the_reference_that_takes_the_answer()
    {
        IActorRef actor = Handling((_, message) => ((IActorRef)message).Tell("to you"));

        Assert.Equal("to you", await actor.Ask<string>(self => self, Long, CancellationToken.None));
    }

    [Fact]
    public async Task Without_a_time_out_the_setting_counts()
    {
        using var system = ActorSystem.Create("impatient", "akka.actor.ask-timeout = 50ms\nakka.loglevel = OFF");
        IActorRef actor = system.ActorOf(FunctionActor.Props((_, _) => { }));

        await Assert.ThrowsAsync<AskTimeoutException>(() => actor.Ask<string>("ping"));
    }

    private IActorRef Answering(object answer) => Handling((context, _) => context.Sender.Tell(answer));
}
