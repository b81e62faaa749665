namespace Akka.Event;

/// <summary>
/// Logging with templates of positional arguments, <c>{0}</c>, <c>{1}</c>, …; rendered only when a logger writes.
/// </summary>
public static class LoggingExtensions
{
    /// <summary>Logs a text.</summary>
    public static void Debug(this ILoggingAdapter log, string format) =>
        Write(log, LogLevel.DebugLevel, null, format, []);

    /// <summary>Logs a template of 1 argument.</summary>
    public static void Debug<T1>(this ILoggingAdapter log, string format, T1 arg1) =>
        Write(log, LogLevel.DebugLevel, null, format, [arg1]);

    /// <summary>Logs a template of 2 arguments.</summary>
    public static void Debug<T1, T2>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2) =>
        Write(log, LogLevel.DebugLevel, null, format, [arg1, arg2]);

    /// <summary>Logs a template of 3 arguments.</summary>
    public static void Debug<T1, T2, T3>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3) =>
        Write(log, LogLevel.DebugLevel, null, format, [arg1, arg2, arg3]);

    /// <summary>Logs a template of 4 arguments.</summary>
    public static void Debug<T1, T2, T3, T4>(
        this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        Write(log, LogLevel.DebugLevel, null, format, [arg1, arg2, arg3, arg4]);

    /// <summary>Logs a text with its cause.</summary>
    public static void Debug(this ILoggingAdapter log, Exception? cause, string format) =>
        Write(log, LogLevel.DebugLevel, cause, format, []);

    /// <summary>Logs a template of 1 argument with its cause.</summary>
    public static void Debug<T1>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1) =>
        Write(log, LogLevel.DebugLevel, cause, format, [arg1]);

    /// <summary>Logs a template of 2 arguments with its cause.</summary>
    public static void Debug<T1, T2>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2) =>
        Write(log, LogLevel.DebugLevel, cause, format, [arg1, arg2]);

    /// <summary>Logs a template of 3 arguments with its cause.</summary>
    public static void Debug<T1, T2, T3>(
        this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3) =>
        Write(log, LogLevel.DebugLevel, cause, format, [arg1, arg2, arg3]);

    /// <summary>Logs a template of 4 arguments with its cause.</summary>
    public static void Debug<T1, T2, T3, T4>(
        this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        Write(log, LogLevel.DebugLevel, cause, format, [arg1, arg2, arg3, arg4]);

    /// <summary>Logs a text.</summary>
    public static void Info(this ILoggingAdapter log, string format) =>
        Write(log, LogLevel.InfoLevel, null, format, []);

    /// <summary>Logs a template of 1 argument.</summary>
    public static void Info<T1>(this ILoggingAdapter log, string format, T1 arg1) =>
        Write(log, LogLevel.InfoLevel, null, format, [arg1]);

    /// <summary>Logs a template of 2 arguments.</summary>
    public static void Info<T1, T2>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2) =>
        Write(log, LogLevel.InfoLevel, null, format, [arg1, arg2]);

    /// <summary>Logs a template of 3 arguments.</summary>
    public static void Info<T1, T2, T3>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3) =>
        Write(log, LogLevel.InfoLevel, null, format, [arg1, arg2, arg3]);

    /// <summary>Logs a template of 4 arguments.</summary>
    public static void Info<T1, T2, T3, T4>(
        this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        Write(log, LogLevel.InfoLevel, null, format, [arg1, arg2, arg3, arg4]);

    /// <summary>Logs a text with its cause.</summary>
    public static void Info(this ILoggingAdapter log, Exception? cause, string format) =>
        Write(log, LogLevel.InfoLevel, cause, format, []);

    /// <summary>Logs a template of 1 argument with its cause.</summary>
    public static void Info<T1>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1) =>
        Write(log, LogLevel.InfoLevel, cause, format, [arg1]);

    /// <summary>Logs a template of 2 arguments with its cause.</summary>
    public static void Info<T1, T2>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2) =>
        Write(log, LogLevel.InfoLevel, cause, format, [arg1, arg2]);

    /// <summary>Logs a template of 3 arguments with its cause.</summary>
    public static void Info<T1, T2, T3>(
        this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3) =>
        Write(log, LogLevel.InfoLevel, cause, format, [arg1, arg2, arg3]);

    /// <summary>Logs a template of 4 arguments with its cause.</summary>
    public static void Info<T1, T2, T3, T4>(
        this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        Write(log, LogLevel.InfoLevel, cause, format, [arg1, arg2, arg3, arg4]);

    /// <summary>Logs a text.</summary>
    public static void Warning(this ILoggingAdapter log, string format) =>
        Write(log, LogLevel.WarningLevel, null, format, []);

    /// <summary>Logs a template of 1 argument.</summary>
    public static void Warning<T1>(this ILoggingAdapter log, string format, T1 arg1) =>
        Write(log, LogLevel.WarningLevel, null, format, [arg1]);

    /// <summary>Logs a template of 2 arguments.</summary>
    public static void Warning<T1, T2>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2) =>
        Write(log, LogLevel.WarningLevel, null, format, [arg1, arg2]);

    /// <summary>Logs a template of 3 arguments.</summary>
    public static void Warning<T1, T2, T3>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3) =>
        Write(log, LogLevel.WarningLevel, null, format, [arg1, arg2, arg3]);

    /// <summary>Logs a template of 4 arguments.</summary>
    public static void Warning<T1, T2, T3, T4>(
        this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        Write(log, LogLevel.WarningLevel, null, format, [arg1, arg2, arg3, arg4]);

    /// <summary>Logs a text with its cause.</summary>
    public static void Warning(this ILoggingAdapter log, Exception? cause, string format) =>
        Write(log, LogLevel.WarningLevel, cause, format, []);

    /// <summary>Logs a template of 1 argument with its cause.</summary>
    public static void Warning<T1>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1) =>
        Write(log, LogLevel.WarningLevel, cause, format, [arg1]);

    /// <summary>Logs a template of 2 arguments with its cause.</summary>
    public static void Warning<T1, T2>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2) =>
        Write(log, LogLevel.WarningLevel, cause, format, [arg1, arg2]);

    /// <summary>Logs a template of 3 arguments with its cause.</summary>
    public static void Warning<T1, T2, T3>(
        this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3) =>
        Write(log, LogLevel.WarningLevel, cause, format, [arg1, arg2, arg3]);

    /// <summary>Logs a template of 4 arguments with its cause.</summary>
    public static void Warning<T1, T2, T3, T4>(
        this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        Write(log, LogLevel.WarningLevel, cause, format, [arg1, arg2, arg3, arg4]);

    /// <summary>Logs a text.</summary>
    public static void Error(this ILoggingAdapter log, string format) =>
        Write(log, LogLevel.ErrorLevel, null, format, []);

    /// <summary>Logs a template of 1 argument.</summary>
    public static void Error<T1>(this ILoggingAdapter log, string format, T1 arg1) =>
        Write(log, LogLevel.ErrorLevel, null, format, [arg1]);

    /// <summary>Logs a template of 2 arguments.</summary>
    public static void Error<T1, T2>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2) =>
        Write(log, LogLevel.ErrorLevel, null, format, [arg1, arg2]);

    /// <summary>Logs a template of 3 arguments.</summary>
    public static void Error<T1, T2, T3>(this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3) =>
        Write(log, LogLevel.ErrorLevel, null, format, [arg1, arg2, arg3]);

    /// <summary>Logs a template of 4 arguments.</summary>
    public static void Error<T1, T2, T3, T4>(
        this ILoggingAdapter log, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        Write(log, LogLevel.ErrorLevel, null, format, [arg1, arg2, arg3, arg4]);

    /// <summary>Logs a text with its cause.</summary>
    public static void Error(this ILoggingAdapter log, Exception? cause, string format) =>
        Write(log, LogLevel.ErrorLevel, cause, format, []);

    /// <summary>Logs a template of 1 argument with its cause.</summary>
    public static void Error<T1>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1) =>
        Write(log, LogLevel.ErrorLevel, cause, format, [arg1]);

    /// <summary>Logs a template of 2 arguments with its cause.</summary>
    public static void Error<T1, T2>(this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2) =>
        Write(log, LogLevel.ErrorLevel, cause, format, [arg1, arg2]);

    /// <summary>Logs a template of 3 arguments with its cause.</summary>
    public static void Error<T1, T2, T3>(
        this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3) =>
        Write(log, LogLevel.ErrorLevel, cause, format, [arg1, arg2, arg3]);

    /// <summary>Logs a template of 4 arguments with its cause.</summary>
    public static void Error<T1, T2, T3, T4>(
        this ILoggingAdapter log, Exception? cause, string format, T1 arg1, T2 arg2, T3 arg3, T4 arg4) =>
        Write(log, LogLevel.ErrorLevel, cause, format, [arg1, arg2, arg3, arg4]);

    private static void Write(
        ILoggingAdapter log, LogLevel level, Exception? cause, string format, ReadOnlySpan<object?> arguments)
    {
        ArgumentNullException.ThrowIfNull(log);
        if (!log.IsEnabled(level))
        {
            return;
        }

        if (arguments.IsEmpty)
        {
            log.Log(level, cause, format);
        }
        else
        {
            log.Log(level, cause, new TemplateMessage(log.Formatter, format, arguments.ToArray()));
        }
    }
}
