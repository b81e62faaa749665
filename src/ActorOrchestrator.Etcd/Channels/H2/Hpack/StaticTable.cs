using System.Text;

namespace ActorOrchestrator.Etcd.Channels.H2.Hpack;

/// <summary>One header, name and value as they stand on the wire.</summary>
internal readonly record struct HeaderField(byte[] Name, byte[] Value)
{
    /// <summary>What an entry costs besides its bytes (RFC 7541, section 4.1).</summary>
    public const int Overhead = 32;

    /// <summary>What it takes in a table.</summary>
    public int TableBytes => Name.Length + Value.Length + Overhead;
}

/// <summary>The table that both sides know from the start: RFC 7541, appendix A.</summary>
internal static class StaticTable
{
    /// <summary>Entries; the first has the index 1.</summary>
    public const int Count = 61;

    private const string Text =
        """
        :authority|
        :method|GET
        :method|POST
        :path|/
        :path|/index.html
        :scheme|http
        :scheme|https
        :status|200
        :status|204
        :status|206
        :status|304
        :status|400
        :status|404
        :status|500
        accept-charset|
        accept-encoding|gzip, deflate
        accept-language|
        accept-ranges|
        accept|
        access-control-allow-origin|
        age|
        allow|
        authorization|
        cache-control|
        content-disposition|
        content-encoding|
        content-language|
        content-length|
        content-location|
        content-range|
        content-type|
        cookie|
        date|
        etag|
        expect|
        expires|
        from|
        host|
        if-match|
        if-modified-since|
        if-none-match|
        if-range|
        if-unmodified-since|
        last-modified|
        link|
        location|
        max-forwards|
        proxy-authenticate|
        proxy-authorization|
        range|
        referer|
        refresh|
        retry-after|
        server|
        set-cookie|
        strict-transport-security|
        transfer-encoding|
        user-agent|
        vary|
        via|
        www-authenticate|
        """;

    private static readonly ImmutableArray<HeaderField> Fields =
    [
        .. Text.Split('\n').Select(line => line.TrimEnd('\r').Split('|'))
            .Select(parts => new HeaderField(Encoding.ASCII.GetBytes(parts[0]), Encoding.ASCII.GetBytes(parts[1]))),
    ];

    /// <summary>The entry with an index from 1 to <see cref="Count"/>.</summary>
    public static HeaderField At(int index) => Fields[index - 1];

    /// <summary>Finds a header; 0 if it is not there with this value.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value.</param>
    /// <param name="nameIndex">The first entry with the name, or 0.</param>
    public static int Find(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, out int nameIndex)
    {
        nameIndex = 0;
        for (int at = 0; at < Fields.Length; at++)
        {
            if (!name.SequenceEqual(Fields[at].Name))
            {
                continue;
            }

            nameIndex = nameIndex is 0 ? at + 1 : nameIndex;
            if (value.SequenceEqual(Fields[at].Value))
            {
                return at + 1;
            }
        }

        return 0;
    }
}
