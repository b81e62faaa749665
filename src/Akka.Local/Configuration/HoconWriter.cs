using System.Globalization;
using System.Text;

namespace Akka.Configuration;

/// <summary>Writes nodes as HOCON that reads back as the same nodes.</summary>
internal sealed class HoconWriter
{
    private readonly StringBuilder _text = new();

    public static string Write(HoconNode node)
    {
        var writer = new HoconWriter();
        if (node is HoconNode.Tree root)
        {
            writer.AppendFields(root, indent: 0);
        }
        else
        {
            writer.Append(node, indent: 0);
        }

        return writer._text.ToString();
    }

    private void AppendFields(HoconNode.Tree tree, int indent)
    {
        foreach ((string key, HoconNode value) in tree.Fields)
        {
            _text.Append(' ', indent * 2).Append(Quote(key, alsoBare: ""));
            _text.Append(value is HoconNode.Tree ? " " : " = ");
            Append(value, indent);
            _text.Append('\n');
        }
    }

    private void Append(HoconNode node, int indent)
    {
        switch (node)
        {
            case HoconNode.Text text:
                _text.Append(text.Value is null ? "null" : Quote(text.Value, alsoBare: "."));
                break;
            case HoconNode.List list:
                AppendItems(list, indent);
                break;
            case HoconNode.Tree tree:
                _text.Append("{\n");
                AppendFields(tree, indent + 1);
                _text.Append(' ', indent * 2).Append('}');
                break;
            default:
                throw new InvalidOperationException($"Unknown node {node.GetType()}.");
        }
    }

    private void AppendItems(HoconNode.List list, int indent)
    {
        _text.Append('[');
        string separator = "";
        foreach (HoconNode item in list.Items)
        {
            _text.Append(separator);
            Append(item, indent + 1);
            separator = ", ";
        }

        _text.Append(']');
    }

    private static string Quote(string value, string alsoBare)
    {
        if (value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || alsoBare.Contains(c)))
        {
            return value;
        }

        var quoted = new StringBuilder("\"");
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                < ' ' => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }
}
