using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace ActorOrchestrator.Etcd.Protocol.Tests.Framing;

/// <summary>
/// Goal: a method is called by the path, with the messages and the streams of its service's definition (etcd.md 1, G1).
/// Method: the list of methods is compared with the generated descriptors, both ways.
/// </summary>
public sealed class EtcdMethodsTests
{
    private static readonly ImmutableArray<MethodDescriptor> Defined =
    [
        .. new[]
        {
            RpcReflection.Descriptor, ElectionReflection.Descriptor, LockReflection.Descriptor,
            HealthReflection.Descriptor,
        }.SelectMany(file => file.Services).SelectMany(service => service.Methods),
    ];

    [Fact]
    public void Every_method_that_is_defined_is_listed_once() => Assert.Equal(
        Defined.Select(method => $"/{method.Service.FullName}/{method.Name}").Order(StringComparer.Ordinal),
        EtcdMethods.All.Select(method => method.Path).Order(StringComparer.Ordinal));

    [Fact]
    public void Messages_and_streams_are_those_of_the_definition() => Assert.All(EtcdMethods.All, method =>
    {
        MethodDescriptor defined = Defined.Single(
            other => $"/{other.Service.FullName}/{other.Name}".Equals(method.Path, StringComparison.Ordinal));

        Assert.Equal(defined.IsClientStreaming, method.RequestStreams);
        Assert.Equal(defined.IsServerStreaming, method.ResponseStreams);
        Assert.Same(defined.InputType, Read(method.RequestReader).Descriptor);
        Assert.Same(defined.OutputType, Read(method.ResponseReader).Descriptor);
        Assert.Equal(defined.Service.FullName, method.Service);
        Assert.Equal(defined.Name, method.Name);
        Assert.Equal(method.Path, method.ToString());
    });

    private static IMessage Read(MessageParser parser) => parser.ParseFrom(ByteString.Empty);
}
