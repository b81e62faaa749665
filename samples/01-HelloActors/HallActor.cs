using Akka.Actor;
using static HelloActors.GreetingProtocol;

namespace HelloActors;

/// <summary>Parent of the greeter: passes names on, and heals what fails.</summary>
/// <remarks>
/// <para><b>States.</b> One.</para>
/// <para><b>Pure part.</b> None: it only routes.</para>
/// <para><b>Failure.</b> The greeter is restarted, at most 10 times a minute; then it stops, and the hall.</para>
/// </remarks>
internal sealed class HallActor : ReceiveActor
{
    private const int RestartsMax = 10;
    private static readonly TimeSpan RestartWindow = TimeSpan.FromMinutes(1);

    private readonly IActorRef _greeter = Context.ActorOf(GreeterActor.Props(), "greeter");

    public HallActor()
    {
        // Not handling its end is a death pact: without a greeter there is no hall.
        Context.Watch(_greeter);
        Receive<Greet>(greet => _greeter.Forward(greet));
    }

    public static Props Props() => Akka.Actor.Props.Create(() => new HallActor());

    // Akka's default never gives up; a greeter that fails so often has a fault that a restart does not heal.
    protected override SupervisorStrategy SupervisorStrategy() =>
        new OneForOneStrategy(RestartsMax, RestartWindow, _ => Directive.Restart);
}
