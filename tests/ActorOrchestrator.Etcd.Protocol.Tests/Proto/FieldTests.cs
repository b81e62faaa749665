using Google.Protobuf.Reflection;

namespace ActorOrchestrator.Etcd.Protocol.Tests.Proto;

/// <summary>
/// Goal: names, numbers and types of messages, enums and methods are etcd's (etcd.md 1, law B8).
/// Method: the generated descriptors are printed, one line a field, and compared with a list that was checked against
/// the descriptors in the binary of etcd 3.4.23, and by hand for what 3.5 and 3.6 have added.
/// </summary>
public sealed class FieldTests
{
    private static readonly ImmutableArray<FileDescriptor> Files =
    [
        KvReflection.Descriptor, RpcReflection.Descriptor, AuthReflection.Descriptor, ElectionReflection.Descriptor,
        LockReflection.Descriptor, HealthReflection.Descriptor,
    ];

    [Fact]
    public void Fields_enums_and_methods_are_those_of_etcd() => TestData.Equal(
        "fields.txt",
        Files.SelectMany(file => file.MessageTypes.SelectMany(OfMessage)
                .Concat(file.EnumTypes.SelectMany(OfEnum))
                .Concat(file.Services.SelectMany(OfService)))
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_proto_file_is_looked_at() => Assert.Equal(
        typeof(KvReflection).Assembly.GetTypes()
            .Select(type => type.GetProperty("Descriptor"))
            .Where(property => property?.PropertyType == typeof(FileDescriptor))
            .Select(property => ((FileDescriptor)property!.GetValue(null)!).Name).Order(StringComparer.Ordinal),
        Files.Select(file => file.Name).Order(StringComparer.Ordinal));

    private static IEnumerable<string> OfMessage(MessageDescriptor message) =>
        (message.Fields.InDeclarationOrder() is { Count: > 0 } fields
            ? fields.Select(OfField)
            : [$"{message.FullName} (no fields)"])
        .Concat(message.NestedTypes.SelectMany(OfMessage))
        .Concat(message.EnumTypes.SelectMany(OfEnum));

    private static string OfField(FieldDescriptor field)
    {
        string type = field.FieldType switch
        {
            FieldType.Message => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            _ => field.FieldType.ToString().ToLowerInvariant(),
        };
        return $"{field.FullName} = {field.FieldNumber}, {(field.IsRepeated ? "repeated " : "")}{type}"
            + (field.RealContainingOneof is { } oneof ? $" oneof {oneof.Name}" : "");
    }

    private static IEnumerable<string> OfEnum(EnumDescriptor type) =>
        type.Values.Select(value => $"enum {type.FullName}.{value.Name} = {value.Number}");

    private static IEnumerable<string> OfService(ServiceDescriptor service) => service.Methods.Select(method =>
        $"rpc {service.FullName}/{method.Name}({Stream(method.IsClientStreaming)}{method.InputType.FullName})"
        + $" returns ({Stream(method.IsServerStreaming)}{method.OutputType.FullName})");

    private static string Stream(bool streams) => streams ? "stream " : "";
}
