using Akka.Dispatch.SysMsg;

namespace Akka.Local.Tests.Mailboxes;

/// <summary>
/// Goal: system messages come out in the order they went in, each once, and after the end none goes in.
/// Method: one thread for the order, several for the count.
/// </summary>
public sealed class SystemQueueTests
{
    private SystemQueue _queue;

    [Fact]
    public void Messages_come_out_oldest_first()
    {
        SystemMessage[] messages = [new Suspend(), new Create(), new Terminate()];
        foreach (SystemMessage message in messages)
        {
            Assert.True(_queue.TryPut(message));
        }

        Assert.True(_queue.HasMessages);
        Assert.Equal(messages, Chain(_queue.TakeAll()));
        Assert.False(_queue.HasMessages);
        Assert.Null(_queue.TakeAll());
    }

    [Fact]
    public void Closing_gives_out_what_was_in_and_refuses_the_rest()
    {
        var first = new Create();
        _queue.TryPut(first);

        Assert.Equal([first], Chain(_queue.Close()));
        Assert.False(_queue.TryPut(new Suspend()));
        Assert.False(_queue.HasMessages);
        Assert.Null(_queue.TakeAll());
    }

    [Fact]
    public async Task Nothing_is_lost_between_many_writers_and_one_reader()
    {
        const int Writers = 4;
        const int Each = 20_000;
        Task[] writers =
        [
            .. Enumerable.Range(0, Writers).Select(_ => Task.Run(() =>
            {
                for (var i = 0; i < Each; i++)
                {
                    _queue.TryPut(new Suspend());
                }
            })),
        ];

        var seen = 0;
        var all = Task.WhenAll(writers);
        while (!all.IsCompleted || _queue.HasMessages)
        {
            seen += Chain(_queue.TakeAll()).Count();
        }

        await all;
        Assert.Equal(Writers * Each, seen);
    }

    private static IEnumerable<SystemMessage> Chain(SystemMessage? message)
    {
        for (; message is not null; message = message.Next)
        {
            yield return message;
        }
    }
}
