using System.Reflection;
using FsCheck;
using FsCheck.Fluent;

namespace ActorOrchestrator.Etcd.Protocol.Tests.Errors;

/// <summary>
/// Goal: server, model and client mean the same by the same text (etcd.md 4, X1, S8).
/// Method: the table is compared with the specification's, and walked both ways: what is written is found again,
/// whatever a proxy has made of its status.
/// </summary>
public sealed class EtcdErrorTextsTests
{
    private static readonly ImmutableArray<GrpcStatusCode> Statuses = [.. Enum.GetValues<GrpcStatusCode>()];

    [Fact]
    public void S8_codes_statuses_classes_and_texts_are_those_of_the_specification() => TestData.Equal(
        "errors.txt",
        EtcdErrorTexts.All.Select(Line).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_line_that_has_a_name_is_in_the_table_once()
    {
        EtcdError[] named =
        [
            .. typeof(EtcdErrorTexts).GetProperties(BindingFlags.Public | BindingFlags.Static)
                .Where(property => property.PropertyType == typeof(EtcdError))
                .Select(property => (EtcdError)property.GetValue(null)!),
        ];

        Assert.Equal(EtcdErrorTexts.All.ToHashSet(), named.ToHashSet());
        Assert.Equal(named.Length, EtcdErrorTexts.All.Length);
        Assert.Equal(EtcdErrorTexts.All, EtcdErrorTexts.All.Distinct());
        Assert.Subset(EtcdErrorTexts.All.ToHashSet(), EtcdErrorTexts.Answers.ToHashSet());
    }

    [Fact]
    public void X1_what_is_written_is_found_again() => Assert.All(
        EtcdErrorTexts.Answers, error => Assert.Same(error, EtcdErrorTexts.Find(error.Status, error.Text)));

    [Fact]
    public void X1_a_text_is_found_whatever_its_status_has_become() => Assert.All(
        EtcdErrorTexts.Answers,
        error => Assert.All(Statuses, status => Assert.Same(error, EtcdErrorTexts.Find(status, error.Text))));

    [Fact]
    public void X1_a_text_is_found_when_it_crossed_the_wire_as_a_header() => Assert.All(
        EtcdErrorTexts.Answers,
        error =>
        {
            string header = GrpcMessageText.Encode(error.Text);

            Assert.Same(header, error.Text); // G5: all of them are ASCII.
            Assert.Same(error, EtcdErrorTexts.Find(error.Status, GrpcMessageText.Decode(header)));
        });

    [Fact]
    public void X1_another_text_is_classed_by_its_status()
    {
        var permanent = new[] { 3, 5, 6, 7, 9, 11, 12, 15, 16 };
        Assert.All(Statuses, status =>
        {
            EtcdError error = EtcdErrorTexts.Find(status, "etcdserver: something new");

            Assert.Equal(status is GrpcStatusCode.Unimplemented ? "AO-ETC-0630" : "AO-ETC-0699", error.Code);
            Assert.Equal(status, error.Status);
            Assert.Equal("etcdserver: something new", error.Text);
            Assert.Equal(
                permanent.Contains((int)status) ? ErrorClass.Permanent : ErrorClass.Ambiguous,
                error.ClassFor(isWrite: true));
            Assert.Equal(
                permanent.Contains((int)status) ? ErrorClass.Permanent : ErrorClass.Transient,
                error.ClassFor(isWrite: false));
        });
    }

    [Fact]
    public void X1_a_text_in_another_case_is_another_text() => Assert.Equal(
        "AO-ETC-0699",
        EtcdErrorTexts.Find(GrpcStatusCode.InvalidArgument, "etcdserver: Key is not provided").Code);

    [Fact]
    public void A_text_of_the_client_is_not_found_in_an_answer() => Assert.All(
        EtcdErrorTexts.All.Except(EtcdErrorTexts.Answers),
        error => Assert.Equal("AO-ETC-0699", EtcdErrorTexts.Find(GrpcStatusCode.Unknown, error.Text).Code));

    [Theory]
    [InlineData("etcdserver: no leader", "AO-ETC-0580")]
    [InlineData("rpc error: code = PermissionDenied desc = etcdserver: permission denied", "AO-ETC-0571")]
    [InlineData("rpc error: code = Unauthenticated desc = etcdserver: invalid auth token", "AO-ETC-0575")]
    [InlineData("rpc error: code = Unknown desc = auth: permission denied", "AO-ETC-0571")]
    [InlineData("rpc error: code = Nonsense desc = etcdserver: watch canceled", "AO-ETC-0540")]
    [InlineData("rpc error: code = Unimplemented desc = unknown method X", "AO-ETC-0630")]
    public void W6_the_reason_of_a_cancelled_watch_is_found(string reason, string code) =>
        Assert.Equal(code, EtcdErrorTexts.FindReason(reason).Code);

    [Theory]
    [InlineData("rpc error: code = Canceled desc = a", GrpcStatusCode.Cancelled, "a")]
    [InlineData("rpc error: code = NotFound desc = a desc = b", GrpcStatusCode.NotFound, "a desc = b")]
    [InlineData("rpc error: code = OutOfRange desc = ", GrpcStatusCode.OutOfRange, "")]
    [InlineData("rpc error: code = 5 desc = a", GrpcStatusCode.Unknown, "a")]
    [InlineData("rpc error: code = 99 desc = a", GrpcStatusCode.Unknown, "a")]
    [InlineData("rpc error: code = NotFound,OutOfRange desc = a", GrpcStatusCode.Unknown, "a")]
    [InlineData("rpc error: code =  desc = a", GrpcStatusCode.Unknown, "a")]
    [InlineData("rpc error: code = NotFound", GrpcStatusCode.Unknown, "rpc error: code = NotFound")]
    [InlineData(" desc = a", GrpcStatusCode.Unknown, " desc = a")]
    [InlineData("mvcc: watcher range is empty", GrpcStatusCode.Unknown, "mvcc: watcher range is empty")]
    [InlineData("", GrpcStatusCode.Unknown, "")]
    public void W6_another_reason_keeps_its_text(string reason, GrpcStatusCode status, string text)
    {
        EtcdError error = EtcdErrorTexts.FindReason(reason);

        Assert.Equal("AO-ETC-0699", error.Code);
        Assert.Equal(status, error.Status);
        Assert.Equal(text, error.Text);
    }

    [Fact]
    public void W6_no_reason_is_too_strange() => Prop.ForAll(
        Gen.Elements("rpc error: code = ", " desc = ", "Canceled", "etcdserver: no leader", "5", "", "\0", "é")
            .ArrayOf().ToArbitrary(),
        parts => EtcdErrorTexts.FindReason(string.Concat(parts)) is not null).QuickCheckThrowOnFailure();

    private static string Line(EtcdError error)
    {
        string text = EtcdErrorTexts.Answers.Contains(error) ? error.Text : "(no answer)";
        string alarm = error.RaisesAlarm ? "alarm" : "-";
        string remedy = error.Remedy is TokenRemedy.None ? "-" : error.Remedy.ToString();
        char write = Letter(error.ClassFor(isWrite: true));
        char read = Letter(error.ClassFor(isWrite: false));
        char serializable = Letter(error.ClassFor(isWrite: false, isSerializable: true));
        Assert.Equal(write, Letter(error.Class));
        return $"{error.Code} {(int)error.Status,2} {write} {read} {serializable} {alarm,-5} {remedy,-12} {text}";
    }

    private static char Letter(ErrorClass errorClass) => errorClass is ErrorClass.Gone ? 'F' : errorClass.ToString()[0];
}
