namespace ActorOrchestrator.Etcd.Channels.H2.Hpack;

/// <summary>Reads strings that are packed with the code of RFC 7541, appendix B.</summary>
internal static class HuffmanDecoder
{
    private const int AccumulatorBits = 64;
    private const int ShortestCode = 5;

    /// <summary>How many bytes a packed string can become: the shortest code has 5 bits.</summary>
    public static int BytesMax(int packed) => (int)((long)packed * 8 / ShortestCode);

    /// <summary>Unpacks a string.</summary>
    /// <param name="packed">What came.</param>
    /// <param name="destination">At least <see cref="BytesMax"/> long.</param>
    /// <returns>How long it is; -1 if it is broken: end of string occurs, or the padding is not the beginning of it
    /// or longer than 7 bits (RFC 7541, section 5.2).</returns>
    public static int Decode(ReadOnlySpan<byte> packed, Span<byte> destination)
    {
        HuffmanCode code = HuffmanCode.Instance;
        ulong bits = 0;
        int count = 0;
        int read = 0;
        int written = 0;
        while (true)
        {
            while (count <= AccumulatorBits - 8 && read < packed.Length)
            {
                bits |= (ulong)packed[read++] << (AccumulatorBits - 8 - count);
                count += 8;
            }

            int symbol = code.SymbolAt((uint)(bits >> 32), out int length);
            if (length > count)
            {
                return IsPadding(bits, count) ? written : -1;
            }

            if (symbol == HuffmanCode.EndOfString)
            {
                return -1;
            }

            destination[written++] = (byte)symbol;
            bits <<= length;
            count -= length;
        }
    }

    private static bool IsPadding(ulong bits, int count) =>
        count < 8 && (count is 0 || bits >> (AccumulatorBits - count) == (1UL << count) - 1);
}
