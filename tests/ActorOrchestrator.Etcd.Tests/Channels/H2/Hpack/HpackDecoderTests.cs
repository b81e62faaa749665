using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Channels.H2.Hpack;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Hpack;

/// <summary>
/// Goal: header blocks are read as RFC 7541 says, and broken ones end in COMPRESSION_ERROR.
/// Method: the examples of its appendix C, with the sizes of the table that it gives, and blocks with one fault each.
/// </summary>
public sealed class HpackDecoderTests
{
    private const string Date1 = "date: Mon, 21 Oct 2013 20:13:21 GMT";
    private const string Date2 = "date: Mon, 21 Oct 2013 20:13:22 GMT";
    private const string Location = "location: https://www.example.com";
    private const string Cookie = "set-cookie: foo=ASDJKHQKBZXOQWEOPIUAXQWEOIU; max-age=3600; version=1";

    [Theory]
    [InlineData("400a637573746f6d2d6b65790d637573746f6d2d686561646572", "custom-key: custom-header", 55)] // C.2.1
    [InlineData("040c2f73616d706c652f70617468", ":path: /sample/path", 0)] // C.2.2
    [InlineData("100870617373776f726406736563726574", "password: secret", 0)] // C.2.3
    [InlineData("82", ":method: GET", 0)] // C.2.4
    public void The_examples_of_single_headers_are_read(string block, string line, int tableBytes)
    {
        var decoder = new HpackDecoder(4096);

        Assert.Equal([line], Lines(decoder, block));
        Assert.Equal(tableBytes, decoder.TableBytes);
    }

    [Theory]
    [InlineData( // C.3
        "828684410f7777772e6578616d706c652e636f6d",
        "828684be58086e6f2d6361636865",
        "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565")]
    [InlineData( // C.4
        "828684418cf1e3c2e5f23a6ba0ab90f4ff",
        "828684be5886a8eb10649cbf",
        "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf")]
    public void The_examples_of_requests_are_read(string first, string second, string third)
    {
        var decoder = new HpackDecoder(4096);
        string[] target = [":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com"];

        Assert.Equal(target, Lines(decoder, first));
        Assert.Equal(57, decoder.TableBytes);
        Assert.Equal([.. target, "cache-control: no-cache"], Lines(decoder, second));
        Assert.Equal(110, decoder.TableBytes);
        Assert.Equal(
            [
                ":method: GET", ":scheme: https", ":path: /index.html", ":authority: www.example.com",
                "custom-key: custom-value",
            ],
            Lines(decoder, third));
        Assert.Equal(164, decoder.TableBytes);
    }

    [Theory]
    [InlineData( // C.5
        "4803333032580770726976617465611d4d6f6e2c203231204f637420323031332032303a31333a323120474d546e176874"
        + "7470733a2f2f7777772e6578616d706c652e636f6d",
        "4803333037c1c0bf",
        "88c1611d4d6f6e2c203231204f637420323031332032303a31333a323220474d54c05a04677a69707738666f6f3d415344"
        + "4a4b48514b425a584f5157454f50495541585157454f49553b206d61782d6167653d333630303b2076657273696f6e3d31")]
    [InlineData( // C.6
        "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff6e919d29ad171863c78f0b97c8e9"
        + "ae82ae43d3",
        "4883640effc1c0bf",
        "88c16196d07abe941054d444a8200595040b8166e084a62d1bffc05a839bd9ab77ad94e7821dd7f2e6c7b335dfdfcd5b39"
        + "60d5af27087f3672c1ab270fb5291f9587316065c003ed4ee5b1063d5007")]
    public void The_examples_of_answers_are_read_with_a_table_that_forgets(string first, string second, string third)
    {
        var decoder = new HpackDecoder(256);

        Assert.Equal([":status: 302", "cache-control: private", Date1, Location], Lines(decoder, first));
        Assert.Equal(222, decoder.TableBytes);
        Assert.Equal([":status: 307", "cache-control: private", Date1, Location], Lines(decoder, second));
        Assert.Equal(222, decoder.TableBytes);
        Assert.Equal(
            [":status: 200", "cache-control: private", Date2, Location, "content-encoding: gzip", Cookie],
            Lines(decoder, third));
        Assert.Equal(215, decoder.TableBytes);
    }

    [Fact]
    public void A_resized_table_forgets_and_may_grow_again_up_to_what_was_allowed()
    {
        var decoder = new HpackDecoder(100);
        Assert.Equal(["a: b"], Lines(decoder, "40016101" + "62"));
        Assert.Equal(34, decoder.TableBytes);

        Assert.Equal([":status: 200"], Lines(decoder, "20" + "3f45" + "88"));
        Assert.Equal(0, decoder.TableBytes);
    }

    [Fact]
    public void A_header_larger_than_the_table_empties_it_and_is_still_read()
    {
        var decoder = new HpackDecoder(40);
        Lines(decoder, "4001610162");

        Assert.Equal(["abcdefghi: b"], Lines(decoder, "400961626364656667686901" + "62"));
        Assert.Equal(0, decoder.TableBytes);
    }

    [Theory]
    [InlineData("80")] // index 0
    [InlineData("be")] // nothing in the dynamic table
    [InlineData("7f00")] // a name from beyond the table
    [InlineData("40")] // no name
    [InlineData("4001")] // half a name
    [InlineData("400161")] // no value
    [InlineData("40016105")] // half a value
    [InlineData("ff")] // half an integer
    [InlineData("ffffffffffff7f")] // an integer that is too large
    [InlineData("3fe21f")] // a table of 4097 bytes
    [InlineData("8220")] // a resize inside a block
    [InlineData("008100")] // Huffman: padding of zeros
    [InlineData("0082f8ff00")] // Huffman: padding of a whole byte
    [InlineData("0084ffffffff00")] // Huffman: the end of string
    public void A_broken_block_is_an_error_of_compression(string block)
    {
        var decoder = new HpackDecoder(4096);

        var broken = Assert.Throws<H2Exception>(() => Lines(decoder, block));

        Assert.Equal(H2ErrorCode.CompressionError, broken.Code);
    }

    private static List<string> Lines(HpackDecoder decoder, string block)
    {
        var headers = new HeaderList();
        decoder.Decode(Convert.FromHexString(block), headers);
        return headers.Lines;
    }
}
