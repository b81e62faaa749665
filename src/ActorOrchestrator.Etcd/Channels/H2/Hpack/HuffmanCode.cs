namespace ActorOrchestrator.Etcd.Channels.H2.Hpack;

/// <summary>The code of RFC 7541, appendix B.</summary>
/// <remarks>
/// The code is canonical: the codes of one length are consecutive and in the order of their symbols, so that the
/// lengths say all. A code that is read is compared with the end of each length's range.
/// </remarks>
internal sealed class HuffmanCode
{
    /// <summary>The symbol that must not occur: end of string.</summary>
    public const int EndOfString = 256;

    /// <summary>Longest code, in bits.</summary>
    public const int BitsMax = 30;

    /// <summary>Codes up to this many bits are found by one look into a table.</summary>
    public const int ShortBits = 8;

    private readonly ushort[] _symbols = new ushort[EndOfString + 1];
    private readonly uint[] _first = new uint[BitsMax + 1];
    private readonly uint[] _end = new uint[BitsMax + 1];
    private readonly int[] _offset = new int[BitsMax + 1];
    private readonly ushort[] _short = new ushort[1 << ShortBits];

    private HuffmanCode()
    {
        uint code = 0;
        int place = 0;
        for (int bits = 1; bits <= BitsMax; bits++)
        {
            code <<= 1;
            _first[bits] = code;
            _offset[bits] = place;
            for (int symbol = 0; symbol < Lengths.Length; symbol++)
            {
                if (Lengths[symbol] == bits)
                {
                    _symbols[place++] = (ushort)symbol;
                    AddShort(symbol, bits, code++);
                }
            }

            // Aligned to the left; the last one, all ones, does not fit into 32 bits and needs not: it is the end.
            _end[bits] = (uint)Math.Min((ulong)code << (32 - bits), uint.MaxValue);
        }
    }

    /// <summary>The only one.</summary>
    public static HuffmanCode Instance { get; } = new();

    // Bits of the code of each symbol, end of string last.
    private static ReadOnlySpan<byte> Lengths =>
    [
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28,
        28, 28, 28, 28, 28, 6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, 5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7,
        8, 15, 6, 12, 10, 13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19,
        13, 14, 6, 15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, 6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13,
        28, 20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, 24, 24, 22, 23, 24, 23, 23, 23, 23, 21,
        22, 23, 22, 23, 23, 24, 22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, 21, 21, 22, 21, 23,
        22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, 26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25,
        19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, 20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25,
        25, 24, 24, 26, 23, 26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, 30,
    ];

    /// <summary>Finds the symbol whose code stands at the left of 32 bits.</summary>
    /// <param name="left">The bits; what follows the string is 0.</param>
    /// <param name="bits">The length of the code.</param>
    public int SymbolAt(uint left, out int bits)
    {
        int entry = _short[left >> (32 - ShortBits)];
        if (entry is not 0)
        {
            bits = entry & 0xF;
            return entry >> 4;
        }

        for (bits = ShortBits + 1; bits < BitsMax; bits++)
        {
            if (left < _end[bits])
            {
                break;
            }
        }

        return _symbols[_offset[bits] + (int)((left >> (32 - bits)) - _first[bits])];
    }

    private void AddShort(int symbol, int bits, uint code)
    {
        if (bits <= ShortBits)
        {
            int free = ShortBits - bits;
            _short.AsSpan((int)(code << free), 1 << free).Fill((ushort)((symbol << 4) | bits));
        }
    }
}
