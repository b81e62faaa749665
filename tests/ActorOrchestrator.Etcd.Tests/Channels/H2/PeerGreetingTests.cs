using System.Text;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2;

/// <summary>
/// Goal: a greeting is judged as soon as it can be, and not before, however it is cut.
/// Method: every beginning of greetings, right and wrong.
/// </summary>
public sealed class PeerGreetingTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK", 5)]
    [InlineData("\u0015\u0003\u0001\0\u0002", 2)]
    [InlineData("SSH-2.0-OpenSSH", 9)]
    [InlineData("HTTQ-nonsense", 9)]
    [InlineData("\0\0\u0006\0\u0001\0\0\0\u0001", 9)] // HEADERS
    public void A_wrong_greeting_is_refused_as_soon_as_it_shows(string greeting, int bytes)
    {
        byte[] all = Encoding.Latin1.GetBytes(greeting);

        Assert.All(Enumerable.Range(0, bytes), length => Assert.False(PeerGreeting.Check(all.AsSpan(0, length))));
        Assert.All(
            Enumerable.Range(bytes, all.Length - bytes + 1),
            length => Assert.Throws<H2Exception>(() => PeerGreeting.Check(all.AsSpan(0, length))));
    }

    [Theory]
    [InlineData((byte)FrameType.Settings)]
    [InlineData((byte)FrameType.GoAway)]
    public void A_right_greeting_is_known_by_its_header(byte type)
    {
        byte[] all = PeerLink.Bytes((FrameType)type, FrameFlags.None, 0, new byte[12]);

        Assert.All(
            Enumerable.Range(0, all.Length),
            length => Assert.Equal(length >= FrameHeader.Bytes, PeerGreeting.Check(all.AsSpan(0, length))));
    }
}
