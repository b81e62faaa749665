using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests;

/// <summary>Goal: etcd.md K2 and F11: which keys a range has. Method: tables of bytes.</summary>
public sealed class KeyRangeTests
{
    [Theory]
    [InlineData("61", "62")]
    [InlineData("61FF", "62")]
    [InlineData("61FFFF", "62")]
    [InlineData("6100", "6101")]
    [InlineData("FF61FF", "FF62")]
    [InlineData("FF", "00")]
    [InlineData("FFFF", "00")]
    public void A_prefix_ends_where_its_last_byte_that_is_not_FF_is_one_more(string prefix, string end)
    {
        var range = KeyRange.Prefix(ByteString.CopyFrom(Convert.FromHexString(prefix)));

        Assert.Equal(prefix, Convert.ToHexString(range.Key.Span));
        Assert.Equal(end, Convert.ToHexString(range.End.Span));
    }

    [Fact]
    public void All_keys_are_asked_for_by_name_only()
    {
        Assert.Throws<ArgumentException>(() => KeyRange.Prefix(""));
        Assert.Throws<ArgumentException>(() => KeyRange.From(""));
        Assert.Throws<ArgumentException>(() => KeyRange.Single(""));
        Assert.Throws<ArgumentException>(() => KeyRange.Between("a", ""));
        Assert.Equal(("00", "00"), Hex(KeyRange.EntireStore));
    }

    [Fact]
    public void A_single_key_has_no_end_and_an_open_range_ends_in_zero()
    {
        Assert.Equal(("61", ""), Hex(KeyRange.Single("a")));
        Assert.Equal(("61", "00"), Hex(KeyRange.From("a")));
        Assert.Equal(("61", "7A"), Hex(KeyRange.Between("a", "z")));
    }

    [Fact]
    public void A_range_that_was_never_set_names_no_key()
    {
        Assert.True(default(KeyRange).Key.IsEmpty);
        Assert.True(default(KeyRange).End.IsEmpty);
    }

    private static (string Key, string End) Hex(KeyRange range) =>
        (Convert.ToHexString(range.Key.Span), Convert.ToHexString(range.End.Span));
}
