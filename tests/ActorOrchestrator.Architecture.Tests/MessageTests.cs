using ActorOrchestrator.Architecture.Tests.Rules;

namespace ActorOrchestrator.Architecture.Tests;

/// <summary>
/// Goal: what actors send cannot change after it was sent.
/// Method: reflection over the protocols; counter-examples are nested below.
/// </summary>
public sealed class MessageTests
{
    [Fact]
    public void Messages_are_sealed_records_that_cannot_change()
    {
        Type[] messages = [.. Repository.Types("src/ActorOrchestrator", "samples/").Where(Messages.IsMessage)];

        Assert.NotEmpty(messages);
        Verdict.Holds(messages.SelectMany(Messages.Violations));
    }

    [Theory]
    [InlineData(typeof(BadProtocol.Class), "a message is a sealed record.")]
    [InlineData(typeof(OpenProtocol.Open), "a message is a sealed record.")]
    [InlineData(typeof(BadProtocol.Settable), "Value: init or get only.")]
    [InlineData(typeof(BadProtocol.Field), "Value: a field that can change.")]
    [InlineData(typeof(BadProtocol.Array), "Items: an array can change; use ImmutableArray.")]
    [InlineData(typeof(BadProtocol.Nested), "Items: List`1 can change; use an immutable collection.")]
    [InlineData(typeof(BadProtocol.Untyped), "Value: object says nothing about what is sent.")]
    public void A_message_that_can_change_is_reported(Type message, string violation)
    {
        Assert.True(Messages.IsMessage(message));
        Assert.EndsWith(violation, Assert.Single(Messages.Violations(message)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(typeof(GoodProtocol.Said))]
    [InlineData(typeof(GoodProtocol.Reply))]
    public void A_message_that_cannot_change_is_left_in_peace(Type message)
    {
        Assert.True(Messages.IsMessage(message));
        Assert.Empty(Messages.Violations(message));
    }

    internal static class GoodProtocol
    {
        public sealed record Said(string Text, ImmutableArray<int> Items, IReply? Other);

        public interface IReply;

        // The root of a closed union: nobody outside can add to it.
        public abstract record Reply : IReply
        {
            private Reply()
            {
            }

            public sealed record Done : Reply;
        }
    }

    // Public, because an internal type that is not sealed does not compile here.
    public static class OpenProtocol
    {
        public record Open(int Value);
    }

    internal static class BadProtocol
    {
        public sealed class Class;

        public sealed record Settable
        {
            public int Value { get; set; }
        }

        public sealed record Field
        {
            public int Value = 1;
        }

        public sealed record Array(int[] Items);

        public sealed record Nested(ImmutableArray<List<int>> Items);

        public sealed record Untyped(object Value);
    }
}
