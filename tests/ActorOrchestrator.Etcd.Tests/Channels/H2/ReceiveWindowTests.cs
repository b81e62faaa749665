using ActorOrchestrator.Etcd.Channels.H2;
using FsCheck;
using FsCheck.Fluent;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2;

/// <summary>
/// Goal: the peer is never let send more than the window, a fast reader's window never stays shut, and a slow one's
/// only while it owes (G14).
/// Method: steps by hand, and random steps whose sums must fit.
/// </summary>
public sealed class ReceiveWindowTests
{
    [Fact]
    public void The_window_is_opened_when_half_of_it_is_used()
    {
        var window = new ReceiveWindow(100);

        Assert.True(window.TryTake(49));
        Assert.Equal(0, window.TakeDue(0));
        Assert.True(window.TryTake(1));
        Assert.True(window.IsDue);
        Assert.Equal(50, window.TakeDue(0));
        Assert.Equal(100, window.Available);
        Assert.False(window.IsDue);
    }

    [Fact]
    public void More_than_the_window_is_refused()
    {
        var window = new ReceiveWindow(100);

        Assert.False(window.TryTake(101));
        Assert.True(window.TryTake(100));
        Assert.False(window.TryTake(1));
    }

    [Fact]
    public void What_a_slow_reader_has_not_used_keeps_the_window_shut()
    {
        var window = new ReceiveWindow(100);
        window.TryTake(80);
        window.Hold(80);

        Assert.Equal(0, window.TakeDue(0));
        window.Use(49);
        Assert.Equal(0, window.TakeDue(0));
        window.Use(1);
        Assert.Equal(50, window.TakeDue(0));
        Assert.Equal(70, window.Available);
    }

    [Fact]
    public void For_the_rest_of_a_message_larger_than_it_the_window_opens_all_the_same()
    {
        var window = new ReceiveWindow(100);
        window.TryTake(40);
        window.Hold(40);

        Assert.Equal(0, window.TakeDue(60));
        Assert.Equal(0, window.TakeDue(200));
        window.TryTake(20);
        window.Hold(20);
        Assert.Equal(60, window.TakeDue(180));
        window.TryTake(100);
        window.Hold(100);
        Assert.Equal(80, window.TakeDue(80));
    }

    [Fact]
    public void Using_more_than_was_handed_over_does_not_open_it_further()
    {
        var window = new ReceiveWindow(100);
        window.TryTake(60);
        window.Use(1000);

        Assert.Equal(60, window.TakeDue(0));
        Assert.Equal(100, window.Available);
    }

    [Fact]
    public void It_is_never_larger_than_its_size_nor_smaller_than_nothing() =>
        Prop.ForAll(Gen.Zip(Gen.Choose(0, 2), Gen.Choose(0, 120)).ListOf().ToArbitrary(), steps =>
        {
            var window = new ReceiveWindow(100);
            foreach ((int kind, int bytes) in steps)
            {
                switch (kind)
                {
                    case 0:
                        bool taken = window.TryTake(bytes);
                        window.Hold(taken ? bytes : 0);
                        break;
                    case 1:
                        window.Use(bytes);
                        break;
                    default:
                        window.TakeDue(bytes);
                        break;
                }

                if (window.Available is < 0 or > 100)
                {
                    return false;
                }
            }

            // When all is used up, it opens again.
            window.Use(int.MaxValue);
            window.TakeDue(0);
            return window.Available > 50;
        }).QuickCheckThrowOnFailure();
}
