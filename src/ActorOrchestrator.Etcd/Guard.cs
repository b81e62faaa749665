using Google.Protobuf;
using static ActorOrchestrator.Etcd.Protocol.Compare.Types;

namespace ActorOrchestrator.Etcd;

/// <summary>What a transaction compares before it does anything: <c>Guard.ModRevision("/a").EqualTo(5)</c>.</summary>
/// <remarks>
/// Of a range every key has to satisfy the compare. Of an absent key all numbers are 0, and no compare of its value
/// ever holds.
/// </remarks>
public static class Guard
{
    /// <summary>The revision of the key's creation; 0 if it is absent.</summary>
    public static NumberGuard CreateRevision(KeyRange keys) => new(CompareTarget.Create, keys);

    /// <summary>The revision of the key's creation; 0 if it is absent.</summary>
    public static NumberGuard CreateRevision(string key) => CreateRevision(KeyRange.Single(key));

    /// <summary>The revision of the key's last change; 0 if it is absent.</summary>
    public static NumberGuard ModRevision(KeyRange keys) => new(CompareTarget.Mod, keys);

    /// <summary>The revision of the key's last change; 0 if it is absent.</summary>
    public static NumberGuard ModRevision(string key) => ModRevision(KeyRange.Single(key));

    /// <summary>How often the key was written since its creation; 0 if it is absent.</summary>
    public static NumberGuard Version(KeyRange keys) => new(CompareTarget.Version, keys);

    /// <summary>How often the key was written since its creation; 0 if it is absent.</summary>
    public static NumberGuard Version(string key) => Version(KeyRange.Single(key));

    /// <summary>The lease that the key is bound to; 0 if to none.</summary>
    public static NumberGuard Lease(KeyRange keys) => new(CompareTarget.Lease, keys);

    /// <summary>The lease that the key is bound to; 0 if to none.</summary>
    public static NumberGuard Lease(string key) => Lease(KeyRange.Single(key));

    /// <summary>The value of the key.</summary>
    public static ValueGuard Value(KeyRange keys) => new(keys);

    /// <summary>The value of the key.</summary>
    public static ValueGuard Value(string key) => Value(KeyRange.Single(key));

    /// <summary>The key is there.</summary>
    public static Compare Exists(string key) => CreateRevision(key).NotEqualTo(0);

    /// <summary>The key is not there.</summary>
    public static Compare IsAbsent(string key) => CreateRevision(key).EqualTo(0);
}

/// <summary>A number of a key, to be compared.</summary>
public readonly record struct NumberGuard
{
    private readonly CompareTarget _target;
    private readonly KeyRange _keys;

    internal NumberGuard(CompareTarget target, KeyRange keys)
    {
        _target = target;
        _keys = keys;
    }

    /// <summary>It is the number.</summary>
    public Compare EqualTo(long number) => Make(CompareResult.Equal, number);

    /// <summary>It is another number.</summary>
    public Compare NotEqualTo(long number) => Make(CompareResult.NotEqual, number);

    /// <summary>It is above the number.</summary>
    public Compare GreaterThan(long number) => Make(CompareResult.Greater, number);

    /// <summary>It is below the number.</summary>
    public Compare LessThan(long number) => Make(CompareResult.Less, number);

    private Compare Make(CompareResult result, long number)
    {
        var compare = new Compare { Target = _target, Result = result, Key = _keys.Key, RangeEnd = _keys.End };
        switch (_target)
        {
            case CompareTarget.Version:
                compare.Version = number;
                break;
            case CompareTarget.Create:
                compare.CreateRevision = number;
                break;
            case CompareTarget.Mod:
                compare.ModRevision = number;
                break;
            case CompareTarget.Lease:
                compare.Lease = number;
                break;
            default:
                throw new InvalidOperationException($"{_target} is not a number.");
        }

        return compare;
    }
}

/// <summary>The value of a key, to be compared as bytes.</summary>
public readonly record struct ValueGuard
{
    private readonly KeyRange _keys;

    internal ValueGuard(KeyRange keys) => _keys = keys;

    /// <summary>It is this value.</summary>
    public Compare EqualTo(ByteString value) => Make(CompareResult.Equal, value);

    /// <summary>It is this value, as UTF-8.</summary>
    public Compare EqualTo(string value) => EqualTo(ByteString.CopyFromUtf8(value));

    /// <summary>It is another value.</summary>
    public Compare NotEqualTo(ByteString value) => Make(CompareResult.NotEqual, value);

    /// <summary>It is another value, as UTF-8.</summary>
    public Compare NotEqualTo(string value) => NotEqualTo(ByteString.CopyFromUtf8(value));

    /// <summary>It is above this value, in the order of bytes.</summary>
    public Compare GreaterThan(ByteString value) => Make(CompareResult.Greater, value);

    /// <summary>It is below this value, in the order of bytes.</summary>
    public Compare LessThan(ByteString value) => Make(CompareResult.Less, value);

    private Compare Make(CompareResult result, ByteString value) => new()
    {
        Target = CompareTarget.Value,
        Result = result,
        Key = _keys.Key,
        RangeEnd = _keys.End,
        Value = value,
    };
}
