namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>That a call fails as it must.</summary>
internal static class Refusal
{
    /// <summary>The server answers with the error of this code, and the client hides nothing of it.</summary>
    /// <param name="code">The last four digits, such as <c>0510</c>.</param>
    /// <param name="call">Starts the call.</param>
    /// <param name="status">Where the servers answer with another one than the table says; the text decides
    /// (X1).</param>
    public static async Task<EtcdException> IsAsync<T>(string code, ValueTask<T> call, GrpcStatusCode? status = null)
    {
        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(async () => await call);
        Assert.Equal($"AO-ETC-{code}", failure.Code);
        EtcdError error = EtcdErrorTexts.Find(failure.Status, failure.Text);
        Assert.Equal(status ?? error.Status, failure.Status);
        Assert.Equal(error.Class, failure.Class);
        Assert.Equal(SendState.Answered, failure.Sent);
        return failure;
    }

    /// <summary>The same for a task.</summary>
    public static Task<EtcdException> IsAsync<T>(string code, Task<T> call) => IsAsync(code, new ValueTask<T>(call));
}
