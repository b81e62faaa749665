using System.Diagnostics.CodeAnalysis;

namespace ActorOrchestrator.Testing.Model.Faults;

/// <content>Faults of calls and of watches.</content>
public abstract partial record Fault
{
    /// <summary>The request is lost; nothing is applied. On a stream, the stream is.</summary>
    /// <param name="Refused">Whether it is proved that it was not sent (AO-ETC-0620), else it may have been
    /// (0621).</param>
    public sealed record DropRequest(bool Refused = false) : OfCall;

    /// <summary>The request is applied and its answer lost.</summary>
    /// <param name="How">What the caller is told.</param>
    public sealed record DropResponse(LostAnswer How = LostAnswer.Reset) : OfCall;

    /// <summary>The call takes longer.</summary>
    /// <param name="Before">So much before it is applied.</param>
    /// <param name="After">So much after it was applied.</param>
    public sealed record Delay(TimeSpan Before, TimeSpan After = default) : OfCall;

    /// <summary>The call is applied after the next one that comes, if one comes within 100 milliseconds.</summary>
    public sealed record Reorder : OfCall;

    /// <summary>etcd answers with an error.</summary>
    public sealed record Error : OfCall
    {
        /// <summary>Makes one.</summary>
        /// <param name="text">A text of etcd's, whole, such as <c>etcdserver: too many requests</c>, or a code such as
        /// <c>AO-ETC-0523</c>, which stands for the first text that has it.</param>
        /// <param name="applied">Whether the request was applied: only for errors that leave it open.</param>
        /// <exception cref="ArgumentException">It is not in the table of errors, or it says that nothing was
        /// applied.</exception>
        public Error(string text, bool applied = false)
        {
            Line = EtcdErrorTexts.Answers.FirstOrDefault(line =>
                string.Equals(line.Text, text, StringComparison.Ordinal)
                || string.Equals(line.Code, text, StringComparison.Ordinal))
                ?? throw new ArgumentException($"'{text}' is not an error of etcd's.", nameof(text));
            if (applied && Line.Class is not ErrorClass.Ambiguous)
            {
                throw new ArgumentException($"After '{Line.Text}' nothing was applied.", nameof(applied));
            }

            Text = Line.Text;
            Applied = applied;
        }

        /// <summary>etcd's text.</summary>
        public string Text { get; }

        /// <summary>Whether the request was applied.</summary>
        public bool Applied { get; }

        internal EtcdError Line { get; }
    }

    /// <summary>The caller may not do what it asks for: AO-ETC-0571, whatever its rights.</summary>
    [SuppressMessage("Naming", "CA1711", Justification = "It is what is denied, not a permission of .NET.")]
    public sealed record DenyPermission : OfCall;

    /// <summary>A keep-alive renews its lease, and is answered late.</summary>
    /// <param name="By">How late.</param>
    public sealed record StallKeepAlive(TimeSpan By) : OfCall;

    /// <summary>After a page of a range with a limit, another client writes and compacts: the next page at the same
    /// revision is gone.</summary>
    public sealed record CompactDuringPaging : OfCall;

    /// <summary>Responses come later.</summary>
    /// <param name="By">How much later.</param>
    /// <param name="WholeStream">Whether the other watches of the stream wait, too.</param>
    public sealed record WatchDelay(TimeSpan By, bool WholeStream = false) : OfWatch;

    /// <summary>The response comes in parts.</summary>
    /// <param name="Fragments">Event by event, for a watch that asked for fragments; else revision by
    /// revision.</param>
    public sealed record WatchSplit(bool Fragments = false) : OfWatch;

    /// <summary>The last responses come again.</summary>
    /// <param name="Count">How many, this one included: 1 to 16.</param>
    public sealed record WatchRepeat(int Count = 1) : OfWatch;

    /// <summary>Before the response, an old one of the watch comes again (etcd#15520).</summary>
    public sealed record WatchOld : OfWatch;

    /// <summary>The stream ends instead.</summary>
    /// <param name="Text">etcd's text; null resets the connection.</param>
    public sealed record WatchBreak(string? Text = null) : OfWatch;

    /// <summary>The stream stays open, and nothing comes on it for a while.</summary>
    /// <param name="Duration">How long; zero is for ever.</param>
    public sealed record WatchSilence(TimeSpan Duration = default) : OfWatch;

    /// <summary>The member cancels the watch instead.</summary>
    /// <param name="Reason">The cancel reason; may be empty.</param>
    public sealed record WatchCancel(string Reason = "") : OfWatch;
}
