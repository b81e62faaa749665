using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Akka.Semantics.Tests.Hosting;

/// <summary>One entry of .NET's logging.</summary>
internal sealed record LogEntry(
    string Category, LogLevel Level, Exception? Cause, string Text, ImmutableDictionary<string, object?> Values);

/// <summary>Keeps what is logged until a test reads it.</summary>
internal sealed class LogRecorder : ILoggerProvider
{
    private readonly Channel<LogEntry> _entries = Channel.CreateUnbounded<LogEntry>();

    /// <summary>The next entry whose text has a mark; others before it are dropped.</summary>
    public async Task<LogEntry> Next(string mark)
    {
        using var limit = new CancellationTokenSource(Hosts.Long);
        while (true)
        {
            LogEntry entry = await _entries.Reader.ReadAsync(limit.Token);
            if (entry.Text.Contains(mark, StringComparison.Ordinal))
            {
                return entry;
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _entries.Writer);

    public void Dispose()
    {
    }

    private sealed class Logger(string category, ChannelWriter<LogEntry> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var values = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
            entries.TryWrite(new LogEntry(
                category, logLevel, exception, formatter(state, exception), values.ToImmutableDictionary()));
        }
    }
}
