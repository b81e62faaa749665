namespace ActorOrchestrator.Etcd.Protocol.Tests.Errors;

/// <summary>
/// Goal: every code that a call can end with is explained, and no other (architecture.md A9).
/// Method: catalogue and table are compared both ways.
/// </summary>
public sealed class EtcdErrorCatalogueTests
{
    [Fact]
    public void Catalogue_and_table_have_the_same_codes() => Assert.Equal(
        EtcdErrorTexts.All.Select(error => error.Code).Append("AO-ETC-0699").Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
        EtcdErrorCatalogue.All.Select(error => error.Code));

    [Fact]
    public void Every_code_is_found()
    {
        Assert.All(EtcdErrorCatalogue.All, error => Assert.Same(error, EtcdErrorCatalogue.Find(error.Code)));
        Assert.Null(EtcdErrorCatalogue.Find("AO-ETC-0000"));
        Assert.Null(EtcdErrorCatalogue.Find(""));
    }

    [Fact]
    public void No_two_codes_say_the_same() => Assert.Equal(
        EtcdErrorCatalogue.All.Length,
        EtcdErrorCatalogue.All.Select(error => error.Message).Distinct(StringComparer.Ordinal).Count());
}
