using Akka.Actor;
using static HelloActors.GreetingProtocol;

namespace HelloActors;

/// <summary>Greets.</summary>
/// <remarks>
/// <para><b>States.</b> One.</para>
/// <para><b>Pure part.</b> What a greeting is, and which names have one, is <see cref="GreetingBook"/>'s.</para>
/// <para><b>Failure.</b> A name that cannot be greeted throws; the restart begins a new book.</para>
/// </remarks>
internal sealed class GreeterActor : ReceiveActor
{
    private GreetingBook _book = new(Count: 0);

    public GreeterActor() => Receive<Greet>(OnGreet);

    public static Props Props() => Akka.Actor.Props.Create(() => new GreeterActor());

    protected override void PreRestart(Exception reason, object? message)
    {
        // Whoever asked waits for an answer; a restart alone would let it run into its time-out.
        Sender.Tell(new Refused(reason.Message));
        base.PreRestart(reason, message);
    }

    private void OnGreet(Greet greet)
    {
        (string text, _book) = _book.Greet(greet.Name);
        Sender.Tell(new Greeted(text, _book.Count));
    }
}
