using System.Buffers;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Protocol.Tests.Framing;

/// <summary>
/// Goal: what was written is read, however it was cut, and nothing that a peer sends does more than end the call
/// (etcd.md G2, G3, G15).
/// Method: random messages, cuts and garbage; the bytes arrive in pieces, and rest and pieces are read together.
/// </summary>
public sealed class GrpcFrameProperties
{
    private const int Max = 4_096;

    [Fact]
    public void What_was_written_is_read_however_it_was_cut() => Prop.ForAll(
        Values().ToArbitrary(),
        Cuts().ToArbitrary(),
        (values, cuts) =>
        {
            PutRequest[] written = [.. values.Select(value => new PutRequest { Value = ByteString.CopyFrom(value) })];
            var output = new ArrayBufferWriter<byte>();
            foreach (PutRequest message in written)
            {
                GrpcFrameWriter.Write(output, message);
            }

            Outcome outcome = Receive(output.WrittenMemory, cuts);

            return outcome.Failure is null
                && outcome.Messages.Select(PutRequest.Parser.ParseFrom).SequenceEqual(written);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Garbage_is_refused_or_waited_for_and_all_cuts_of_it_end_alike() => Prop.ForAll(
        Garbage().ToArbitrary(),
        Cuts().ToArbitrary(),
        (bytes, cuts) =>
        {
            Outcome whole = Receive(bytes, []);

            Outcome inPieces = Receive(bytes, cuts);

            return string.Equals(whole.Failure, inPieces.Failure, StringComparison.Ordinal)
                && Hex(whole).SequenceEqual(Hex(inPieces), StringComparer.Ordinal)
                && whole.Messages.TrueForAll(message => message.Length <= Max);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_frame_with_a_byte_changed_is_read_refused_or_waited_for() => Prop.ForAll(
        Values().ToArbitrary(),
        Gen.Choose(0, int.MaxValue).ToArbitrary(),
        Gen.Choose(0, byte.MaxValue).ToArbitrary(),
        (values, at, to) =>
        {
            var output = new ArrayBufferWriter<byte>();
            byte[] value = [.. values.SelectMany(part => part)];
            GrpcFrameWriter.Write(output, new PutRequest { Value = ByteString.CopyFrom(value) });
            byte[] bytes = output.WrittenSpan.ToArray();
            bytes[at % bytes.Length] = (byte)to;

            Outcome outcome = Receive(bytes, []);

            return outcome.Messages.TrueForAll(message => message.Length <= Max)
                && outcome.Messages.Count <= bytes.Length / GrpcFrameWriter.PrefixBytes;
        }).QuickCheckThrowOnFailure();

    /// <summary>Feeds pieces one after the other, as a connection does.</summary>
    private static Outcome Receive(ReadOnlyMemory<byte> bytes, int[] cuts)
    {
        int[] ends = [.. cuts.Select(cut => cut % (bytes.Length + 1)).Append(bytes.Length).Order()];
        var messages = new List<byte[]>();
        var reader = new GrpcFrameReader(Max);
        var taken = 0;
        try
        {
            foreach (int end in ends)
            {
                int start = taken;
                ReadOnlySequence<byte> input =
                    Segments.Cut(bytes[start..end], ends.Where(e => e > start && e < end).Select(e => e - start));
                while (reader.TryRead(ref input, out ReadOnlySequence<byte> message))
                {
                    messages.Add(message.ToArray());
                }

                taken = end - (int)input.Length;
            }

            GrpcFrameReader.CheckEnd(new ReadOnlySequence<byte>(bytes[taken..]));
            return new Outcome(messages, null);
        }
        catch (GrpcFrameException failure)
        {
            return new Outcome(messages, $"{failure.Status} {failure.Text}");
        }
    }

    private static IEnumerable<string> Hex(Outcome outcome) => outcome.Messages.Select(Convert.ToHexString);

    private static Gen<byte[][]> Values() =>
        Gen.Choose(0, 600).SelectMany(size => Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf(size)).ArrayOf(4);

    private static Gen<int[]> Cuts() => Gen.Choose(0, int.MaxValue - 1).ArrayOf();

    /// <summary>Often with a prefix that is nearly right, or nothing but refusals of the flag would be tried.</summary>
    private static Gen<byte[]> Garbage() =>
        from frames in (from flag in Gen.Frequency((9, Gen.Constant(0)), (1, Gen.Choose(0, 255)))
                        from length in Gen.Frequency((8, Gen.Choose(0, 20)), (1, Gen.Choose(4_000, 5_000)))
                        from payload in Gen.Choose(0, 255).Select(b => (byte)b).ArrayOf()
                        select (byte[])[(byte)flag, 0, 0, (byte)(length >> 8), (byte)length, .. payload]).ArrayOf()
        select frames.SelectMany(frame => frame).ToArray();

    private sealed record Outcome(List<byte[]> Messages, string? Failure);
}
