using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>The certificates of one connection, as they lie on the disk now (N7).</summary>
/// <param name="Authorities">Who is trusted; null is whom the machine trusts.</param>
/// <param name="Certificate">The client's, with its key; null is none.</param>
/// <param name="Chain">What goes with it: the certificates that follow it in its file.</param>
internal sealed record TlsFiles(
    X509Certificate2Collection? Authorities, X509Certificate2? Certificate, X509Certificate2Collection? Chain)
{
    /// <summary>Reads the files that the options name.</summary>
    /// <exception cref="AuthenticationException">A file cannot be used; the text says which and why.</exception>
    public static async Task<TlsFiles> ReadAsync(EtcdTlsOptions options, CancellationToken cancellationToken)
    {
        X509Certificate2Collection? authorities = null;
        if (options.CaFile is { } caFile)
        {
            authorities = Parse(caFile, await ReadAsync(caFile, cancellationToken).ConfigureAwait(false));
        }

        if (options.CertificateFile is not { } certificateFile || options.KeyFile is not { } keyFile)
        {
            return new TlsFiles(authorities, null, null);
        }

        string certificates = await ReadAsync(certificateFile, cancellationToken).ConfigureAwait(false);
        string key = await ReadAsync(keyFile, cancellationToken).ConfigureAwait(false);
        X509Certificate2Collection chain = Parse(certificateFile, certificates);
        chain.RemoveAt(0);
        return new TlsFiles(authorities, WithKey(certificateFile, certificates, keyFile, key), chain);
    }

    /// <summary>What TLS is told.</summary>
    /// <param name="serverName">The name that the server's certificate must have.</param>
    public SslClientAuthenticationOptions ToOptions(string serverName) => new()
    {
        TargetHost = serverName,
        ApplicationProtocols = [SslApplicationProtocol.Http2],
        EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = Policy(),
        ClientCertificateContext = Certificate is null
            ? null
            : SslStreamCertificateContext.Create(Certificate, Chain, offline: true),
    };

    private X509ChainPolicy? Policy()
    {
        if (Authorities is null)
        {
            return null;
        }

        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        policy.CustomTrustStore.AddRange(Authorities);
        return policy;
    }

    private static async Task<string> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new AuthenticationException($"the file {file} cannot be read", e);
        }
    }

    private static X509Certificate2Collection Parse(string file, string pem)
    {
        try
        {
            var certificates = new X509Certificate2Collection();
            certificates.ImportFromPem(pem);
            return certificates.Count > 0
                ? certificates
                : throw new AuthenticationException($"the file {file} holds no certificate in PEM form");
        }
        catch (CryptographicException e)
        {
            throw new AuthenticationException($"the file {file} holds a broken certificate", e);
        }
    }

    private static X509Certificate2 WithKey(string certificateFile, string certificates, string keyFile, string key)
    {
        try
        {
            var certificate = X509Certificate2.CreateFromPem(certificates, key);
            if (!OperatingSystem.IsWindows())
            {
                return certificate;
            }

            // Windows' TLS takes no key that exists only in memory.
            using (certificate)
            {
                return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
            }
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new AuthenticationException($"{certificateFile} and {keyFile} are no certificate with its key", e);
        }
    }
}
