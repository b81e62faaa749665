namespace Akka.TestKit;

/// <summary>How the test kit fails a test: the bridge to a test framework.</summary>
/// <remarks>A format without arguments is taken as it is, whatever braces it has.</remarks>
public interface ITestKitAssertions
{
    /// <summary>Fails the test.</summary>
    void Fail(string format = "", params object[] args);

    /// <summary>Fails unless the condition holds.</summary>
    void AssertTrue(bool condition, string format = "", params object[] args);

    /// <summary>Fails if the condition holds.</summary>
    void AssertFalse(bool condition, string format = "", params object[] args);

    /// <summary>Fails unless both are equal.</summary>
    void AssertEqual<T>(T expected, T actual, string format = "", params object[] args);
}

/// <summary>A test kit that does not become the implicit sender of its thread.</summary>
public interface INoImplicitSender;
