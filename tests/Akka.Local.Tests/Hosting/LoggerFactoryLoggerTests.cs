using Akka.Actor;
using Akka.Event;
using Akka.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace Akka.Local.Tests.Hosting;

/// <summary>
/// Goal: an event whose template is broken reaches .NET's logging all the same; in Akka.NET it fails there.
/// Method: a factory that keeps the first text with a mark.
/// </summary>
public sealed class LoggerFactoryLoggerTests
{
    [Fact]
    public async Task A_broken_template_is_logged_unrendered()
    {
        using var factory = new MarkFactory("{Revision}");
        using var system = ActorSystemImpl.Start(
            "broken",
            "akka.loggers = []",
            new Dictionary<string, Props>(StringComparer.Ordinal) { ["bridge"] = LoggerFactoryLogger.Props(factory) });

        system.Log.Warning("named {Revision}", 7);

        string text = await factory.Found.WaitAsync(TimeSpan.FromSeconds(10));
        Assert.StartsWith("Warning: ", text, StringComparison.Ordinal);
        Assert.Contains("Template: [named {Revision}], args: [7]", text, StringComparison.Ordinal);
    }

    private sealed class MarkFactory(string mark) : ILoggerFactory, ILogger
    {
        private readonly TaskCompletionSource<string> _found = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Found => _found.Task;

        public ILogger CreateLogger(string categoryName) => this;

        public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            string text = $"{logLevel}: {formatter(state, exception)}";
            if (text.Contains(mark, StringComparison.Ordinal))
            {
                _found.TrySetResult(text);
            }
        }

        public void Dispose()
        {
        }
    }
}
