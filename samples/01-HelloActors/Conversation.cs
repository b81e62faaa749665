using System.Globalization;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.Hosting;
using static HelloActors.GreetingProtocol;

namespace HelloActors;

/// <summary>Reads names, one a line, and prints the greetings; ends the host when the input ends.</summary>
internal sealed class Conversation(
    IRequiredActor<HallActor> hall, IHostApplicationLifetime lifetime, TextReader input, TextWriter output)
    : BackgroundService
{
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await GreetAllAsync(stoppingToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Ctrl+C: the host is stopping already.
        }
        catch (AskTimeoutException)
        {
            await output.WriteLineAsync("The hall is closed: its greeter failed more often than its parent allows.")
                .ConfigureAwait(false);
            Environment.ExitCode = 1;
        }
        finally
        {
            lifetime.StopApplication();
        }
    }

    private async Task GreetAllAsync(CancellationToken stopping)
    {
        await output.WriteLineAsync("Type a name and Enter; Ctrl+C or the end of input ends.").ConfigureAwait(false);
        IActorRef actor = await hall.GetAsync(stopping).ConfigureAwait(false);
        while (await ReadLineAsync(stopping).ConfigureAwait(false) is { } name)
        {
            object answer = await actor.Ask<object>(new Greet(name), AnswerWithin, stopping).ConfigureAwait(false);
            await output.WriteLineAsync(Render(answer)).ConfigureAwait(false);
        }
    }

    // A console cannot be read with a token: the read is left behind when the host stops.
    private Task<string?> ReadLineAsync(CancellationToken stopping) =>
        Task.Run(input.ReadLine, stopping).WaitAsync(stopping);

    private static string Render(object answer) => answer switch
    {
        Greeted greeted => string.Create(CultureInfo.InvariantCulture, $"{greeted.Count,3}  {greeted.Text}"),
        Refused refused => $"  -  {refused.Reason}",
        _ => throw new InvalidOperationException($"The hall answered {answer.GetType()}."),
    };
}
