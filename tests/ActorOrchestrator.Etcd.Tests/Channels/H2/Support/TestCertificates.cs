using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

/// <summary>An authority and what it signs, made for one test, in a directory that goes with it.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("ao-tls-");
    private readonly X509Certificate2 _authority;
    private int _serial;

    public TestCertificates()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(Now.AddDays(-30), Now.AddDays(30));
        CaFile = Write("ca.pem", _authority.ExportCertificatePem());
    }

    /// <summary>The authority's certificate.</summary>
    public string CaFile { get; }

    private static DateTimeOffset Now => EtcdDefaults.Clock.GetUtcNow();

    /// <summary>A server's certificate with its key.</summary>
    /// <param name="name">A name of DNS; 127.0.0.1 always is in it, too, unless there is a name.</param>
    /// <param name="validDays">From ten days ago; negative has expired.</param>
    public X509Certificate2 Server(string? name = null, int validDays = 20) => Sign("CN=server", name, validDays);

    /// <summary>A client's certificate with its key, as files.</summary>
    public (string CertificateFile, string KeyFile) Client(string name = "client")
    {
        using X509Certificate2 certificate = Sign($"CN={name}", null, 20);
        using ECDsa key = certificate.GetECDsaPrivateKey()!;
        return (
            Write($"{name}.pem", certificate.ExportCertificatePem()),
            Write($"{name}-key.pem", key.ExportPkcs8PrivateKeyPem()));
    }

    /// <summary>Writes a file, over an older one of the name.</summary>
    public string Write(string name, string text)
    {
        string path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public void Dispose()
    {
        _authority.Dispose();
        _directory.Delete(recursive: true);
    }

    private X509Certificate2 Sign(string subject, string? name, int validDays)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (name is null)
        {
            names.AddIpAddress(IPAddress.Loopback);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        byte[] serial = [1, 0, 0, (byte)++_serial];
        using X509Certificate2 certificate = request.Create(
            _authority, Now.AddDays(-10), Now.AddDays(validDays), serial);
        return certificate.CopyWithPrivateKey(key);
    }
}
