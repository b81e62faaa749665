using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorOrchestrator.Interop.Tests.Servers;

/// <summary>An authority of its own with a certificate for a server at the loopback address and one for a
/// client.</summary>
internal sealed class TlsFiles
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly string _folder;

    /// <summary>Makes them and writes them into a folder.</summary>
    /// <param name="folder">Exists already.</param>
    /// <param name="clientName">Common name of the client's certificate.</param>
    public TlsFiles(string folder, string clientName = "client")
    {
        _folder = folder;
        DateTimeOffset now = RealTime.Clock.GetUtcNow();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=test authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        using X509Certificate2 authority = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));
        File.WriteAllText(CaFile, authority.ExportCertificatePem());
        Issue(authority, "CN=server", [1], ServerAuthentication, ServerCertificate, ServerKey);
        Issue(authority, $"CN={clientName}", [2], ClientAuthentication, ClientCertificate, ClientKey);
    }

    public string CaFile => Path.Combine(_folder, "ca.pem");

    public string ServerCertificate => Path.Combine(_folder, "server.pem");

    public string ServerKey => Path.Combine(_folder, "server.key");

    public string ClientCertificate => Path.Combine(_folder, "client.pem");

    public string ClientKey => Path.Combine(_folder, "client.key");

    private static void Issue(
        X509Certificate2 authority, string subject, byte[] serial, string usage, string certificate, string key)
    {
        using var keyPair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, keyPair, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        DateTimeOffset from = new(authority.NotBefore), until = new(authority.NotAfter);
        using X509Certificate2 issued = request.Create(authority, from, until, serial);
        File.WriteAllText(certificate, issued.ExportCertificatePem());
        File.WriteAllText(key, keyPair.ExportPkcs8PrivateKeyPem());
    }
}
