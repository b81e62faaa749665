namespace Akka.Configuration;

/// <summary>Turns drafts into nodes: follows substitutions, and joins what stands together.</summary>
/// <remarks>As in Akka.NET, only the same text is looked at: no fallback, no environment variable.</remarks>
internal sealed class HoconResolver(HoconReader reader, HoconDraft root)
{
    /// <summary>What substitutions may add: a few lines that double each other would fill the memory.</summary>
    internal const long ExpansionMax = 4 * 1024 * 1024;

    private long _expansion;

    public HoconNode Resolve() => Resolve(root, depth: 0);

    private HoconNode Resolve(HoconDraft draft, int depth)
    {
        if (draft.Node is { } done)
        {
            return done;
        }

        RequireDepth(depth - 1, draft.Position);
        draft.IsResolving = true;
        HoconNode node = draft.Fields is { } fields ? ResolveFields(fields, depth) : Join(draft, depth);
        RequireDepth(node.Depth - 1, draft.Position);
        draft.IsResolving = false;
        draft.Node = node;
        return node;
    }

    private HoconNode.Tree ResolveFields(Dictionary<string, HoconDraft> fields, int depth)
    {
        var nodes = HoconNode.Tree.Empty.Fields.ToBuilder();
        foreach ((string key, HoconDraft value) in fields)
        {
            nodes[key] = Resolve(value, depth + 1);
        }

        return new HoconNode.Tree(nodes.ToImmutable());
    }

    private HoconNode Join(HoconDraft draft, int depth)
    {
        HoconNode[] nodes = [.. draft.Parts.Select(part => ResolvePart(part, depth))];
        if (nodes is [HoconNode.Tree tree])
        {
            return tree;
        }

        if (nodes.Any(n => n is HoconNode.List))
        {
            return new HoconNode.List([.. nodes.SelectMany(n => n switch
            {
                HoconNode.List list => list.Items,
                HoconNode.Text { Value: var blanks } when string.IsNullOrWhiteSpace(blanks) => [],
                _ => throw Mixed(),
            })]);
        }

        string text = string.Concat(nodes.Select(n => n is HoconNode.Text t ? t.Value : throw Mixed())).Trim();
        return new HoconNode.Text(text is "null" ? null : text);

        ConfigurationException Mixed() => reader.Refused(
            draft.Position, "arrays join only with arrays, text only with text, and an object with nothing");
    }

    private HoconNode ResolvePart(HoconPart part, int depth) => part switch
    {
        HoconPart.Text text => new HoconNode.Text(text.Value),
        HoconPart.List list => new HoconNode.List([.. list.Items.Select(item => Resolve(item, depth + 1))]),
        HoconPart.Reference reference => Expand(reference, depth),
        _ => throw new InvalidOperationException($"Unknown part {part}."),
    };

    private HoconNode Expand(HoconPart.Reference reference, int depth)
    {
        HoconNode node = LookUp(reference, depth) ?? throw reader.Malformed(
            reference.Position, $"unresolved substitution ${{{reference.Path}}}: expected its path in the same text");
        _expansion += node.Weight;
        return _expansion <= ExpansionMax ? node : throw reader.Refused(
            reference.Position, $"substitutions add more than {ExpansionMax} characters");
    }

    private HoconNode? LookUp(HoconPart.Reference reference, int depth)
    {
        HoconDraft draft = root;
        string[] path = HoconPath.Split(reference.Path);
        int next = 0;
        while (next < path.Length && draft.Fields is { } fields)
        {
            if (!fields.TryGetValue(path[next++], out HoconDraft? child))
            {
                return null;
            }

            draft = child;
        }

        if (draft.IsResolving)
        {
            throw reader.Refused(reference.Position, $"the substitution ${{{reference.Path}}} refers to itself");
        }

        // Short of the path's end: the value here is itself a substitution, and the rest of the path lies in it.
        return Resolve(draft, depth + 1).Find(path.AsSpan(next));
    }

    private void RequireDepth(int depth, int position)
    {
        if (depth > HoconParser.DepthMax)
        {
            throw reader.Refused(position, $"nested more than {HoconParser.DepthMax} deep, substitutions included");
        }
    }
}
