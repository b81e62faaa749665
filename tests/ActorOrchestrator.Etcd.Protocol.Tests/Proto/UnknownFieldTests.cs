using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Protocol.Tests.Proto;

/// <summary>
/// Goal: what a newer etcd says besides what is known here is kept, and harms nothing (etcd.md 1).
/// Method: bytes of fields that do not exist are put behind a message.
/// </summary>
public sealed class UnknownFieldTests
{
    [Fact]
    public void Unknown_fields_are_kept_when_a_message_is_passed_on()
    {
        // Field 100, a number: the tag is 100 * 8 in two bytes, the value 5.
        byte[] newer = [.. new PutRequest { Key = ByteString.CopyFromUtf8("k") }.ToByteArray(), 0xA0, 0x06, 5];

        var read = PutRequest.Parser.ParseFrom(newer);

        Assert.Equal("k", read.Key.ToStringUtf8());
        Assert.Equal(newer, read.ToByteArray());
    }

    [Fact]
    public void A_value_of_an_enum_that_is_not_known_is_kept()
    {
        byte[] newer = [0x30, 9];

        var read = RangeRequest.Parser.ParseFrom(newer);

        Assert.Equal(9, (int)read.SortTarget);
        Assert.Equal(newer, read.ToByteArray());
    }
}
