using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using TipIntake.IntegrationTests.Harness;

namespace TipIntake.IntegrationTests.Security;

/// <summary>A door that ends TLS itself.</summary>
public sealed class TlsTests(TipIntakeApp app)
{
    [Fact]
    public async Task A_door_with_https_speaks_tls_of_today_only_and_asks_to_be_remembered()
    {
        await using var service = await app.Another("tls", [("Surfaces:Staff:Url", "https://127.0.0.1:0"), .. Certificate()]);
        var port = service.Staff.BaseAddress!.Port;

        Assert.Equal(SslProtocols.Tls12, await Shake(port, SslProtocols.Tls12));
        Assert.Equal(SslProtocols.Tls13, await Shake(port, SslProtocols.Tls13));
#pragma warning disable CA5397, SYSLIB0039 // What is refused has to be asked for.
        await Assert.ThrowsAnyAsync<Exception>(() => Shake(port, SslProtocols.Tls11));
#pragma warning restore CA5397, SYSLIB0039
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = Anything() });
        using var answer = await http.GetAsync(new Uri($"https://127.0.0.1:{port}/health/live"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("max-age=31536000", answer.Headers.GetValues("Strict-Transport-Security").Single());
    }

    private static (string Key, string Value)[] Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var folder = Directory.CreateTempSubdirectory("tipintake-tls").FullName;
        File.WriteAllText(Path.Combine(folder, "door.crt"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(folder, "door.key"), key.ExportPkcs8PrivateKeyPem());
        return [("Kestrel:Certificates:Default:Path", Path.Combine(folder, "door.crt")), ("Kestrel:Certificates:Default:KeyPath", Path.Combine(folder, "door.key"))];
    }

    private static async Task<SslProtocols> Shake(int port, SslProtocols protocol)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await using var tls = new SslStream(socket.GetStream());
        var options = Anything();
        options.EnabledSslProtocols = protocol;
        options.TargetHost = "127.0.0.1";
        await tls.AuthenticateAsClientAsync(options);
        return tls.SslProtocol;
    }

#pragma warning disable CA5359 // The certificate is our own, made above.
    private static SslClientAuthenticationOptions Anything() => new() { RemoteCertificateValidationCallback = (_, _, _, _) => true };
#pragma warning restore CA5359
}
