namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>
/// Goal: pages are the content of one revision, whatever happens between them (orchestrator.md W1, W3).
/// Method: somebody writes, deletes and compacts while the pages are read.
/// </summary>
public abstract class PagingContract : EtcdContract
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(8)]
    public Task All_pages_show_the_revision_of_the_first_one(int pageSize) => OnEtcdAsync(async etcd =>
    {
        long revision = await FillAsync(etcd, 7);

        var pages = new List<RangePage>();
        await foreach (RangePage page in etcd.Client.Kv.RangePagesAsync(etcd.All, new() { PageSize = pageSize }))
        {
            pages.Add(page);
            await etcd.Client.Kv.DeleteAsync(etcd.Name("k6"));
            await etcd.Client.Kv.PutAsync(etcd.Name("k5"), "later");
            await etcd.Client.Kv.PutAsync(etcd.Name("k99"), "later");
        }

        Assert.Equal(Enumerable.Range(0, 7).Select(i => $"k{i}"), pages.SelectMany(page => page.Kvs).Names());
        Assert.DoesNotContain(pages.SelectMany(page => page.Kvs), kv => kv.Value.ToText() is "later");
        Assert.All(pages, page => Assert.Equal(revision, page.Revision));
        Assert.Equal((7 + pageSize - 1) / pageSize, pages.Count);
        Assert.All(pages.Index(), page => Assert.Equal(page.Index < pages.Count - 1, page.Item.More));
    });

    [Fact]
    public Task A_range_without_keys_has_one_page_with_the_revision_it_was_read_at() => OnEtcdAsync(async etcd =>
    {
        long revision = (await etcd.Client.Kv.PutAsync(etcd.Name("a"), "1")).Header.Revision;

        List<RangePage> pages = await etcd.Client.Kv.RangePagesAsync(KeyRange.Prefix(etcd.Key("b"))).ToListAsync();

        Assert.Equal((revision, 0, false), (pages.Single().Revision, pages[0].Kvs.Count, pages[0].More));
    });

    [Fact]
    public Task A_given_revision_is_read_and_values_are_left_out_on_demand() => OnEtcdAsync(async etcd =>
    {
        long revision = await FillAsync(etcd, 3);
        await etcd.Client.Kv.PutAsync(etcd.Name("k9"), "later");

        List<KeyValue> kvs = await etcd.Client.Kv
            .RangePagesAsync(etcd.All, new() { PageSize = 2, Revision = revision, KeysOnly = true })
            .SelectMany(page => page.Kvs.ToAsyncEnumerable()).ToListAsync();

        Assert.Equal(["k0", "k1", "k2"], kvs.Names());
        Assert.All(kvs, kv => Assert.True(kv.Value.IsEmpty));
    });

    [Fact]
    public Task A_compaction_between_two_pages_ends_the_list() => OnEtcdAsync(async etcd =>
    {
        await FillAsync(etcd, 4);
        int pages = 0;

        EtcdException failure = await Assert.ThrowsAsync<EtcdException>(async () =>
        {
            await foreach (RangePage page in etcd.Client.Kv.RangePagesAsync(etcd.All, new() { PageSize = 3 }))
            {
                pages++;
                long later = (await etcd.Client.Kv.PutAsync(etcd.Name("k0"), "later")).Header.Revision;
                await etcd.Client.Kv.CompactAsync(later);
                Assert.True(page.More);
            }
        });

        Assert.Equal(("AO-ETC-0520", 1), (failure.Code, pages));
    });

    private static async Task<long> FillAsync(EtcdUnderTest etcd, int keys)
    {
        long revision = 0;
        for (int i = 0; i < keys; i++)
        {
            revision = (await etcd.Client.Kv.PutAsync(etcd.Name($"k{i}"), $"{i}")).Header.Revision;
        }

        return revision;
    }
}
