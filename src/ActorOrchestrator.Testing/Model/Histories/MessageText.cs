using System.Collections;
using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace ActorOrchestrator.Testing.Model.Histories;

/// <summary>Messages as one line of text: the fields that are set, in the order of their numbers, bytes as
/// text.</summary>
internal static class MessageText
{
    /// <summary>Longer values are cut: a history is read by people.</summary>
    private const int BytesMax = 64;

    public static string Of(IMessage message)
    {
        var text = new StringBuilder();
        Write(text, message);
        return text.ToString();
    }

    /// <summary>Bytes in quotes: printable ASCII as it is, all else escaped.</summary>
    public static string Of(ByteString bytes)
    {
        var text = new StringBuilder("\"");
        foreach (byte value in bytes.Span[..Math.Min(bytes.Length, BytesMax)])
        {
            _ = value is >= 0x20 and < 0x7F and not (byte)'"' and not (byte)'\\'
                ? text.Append((char)value)
                : text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
        }

        text.Append('"');
        return bytes.Length > BytesMax
            ? text.Append(CultureInfo.InvariantCulture, $"+{bytes.Length - BytesMax}").ToString()
            : text.ToString();
    }

    private static void Write(StringBuilder text, IMessage message)
    {
        text.Append('{');
        string separator = "";
        foreach (FieldDescriptor field in message.Descriptor.Fields.InFieldNumberOrder())
        {
            if (IsSet(field, message))
            {
                text.Append(separator).Append(field.Name).Append(": ");
                WriteValue(text, field.Accessor.GetValue(message));
                separator = ", ";
            }
        }

        text.Append('}');
    }

    private static bool IsSet(FieldDescriptor field, IMessage message) => field switch
    {
        { IsRepeated: true } => ((ICollection)field.Accessor.GetValue(message)).Count > 0,
        { HasPresence: true } => field.Accessor.HasValue(message),
        _ => field.Accessor.GetValue(message) is var value && value switch
        {
            ByteString bytes => !bytes.IsEmpty,
            string text => text.Length > 0,
            bool flag => flag,
            Enum => Convert.ToInt32(value, CultureInfo.InvariantCulture) != 0,
            _ => Convert.ToDecimal(value, CultureInfo.InvariantCulture) != 0,
        },
    };

    private static void WriteValue(StringBuilder text, object value)
    {
        switch (value)
        {
            case IMessage message:
                Write(text, message);
                break;
            case ByteString bytes:
                text.Append(Of(bytes));
                break;
            case string words:
                text.Append('"').Append(words).Append('"');
                break;
            case bool:
                text.Append("true");
                break;
            case IEnumerable items:
                WriteList(text, items);
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }

    private static void WriteList(StringBuilder text, IEnumerable items)
    {
        text.Append('[');
        string separator = "";
        foreach (object item in items)
        {
            text.Append(separator);
            WriteValue(text, item);
            separator = ", ";
        }

        text.Append(']');
    }
}
