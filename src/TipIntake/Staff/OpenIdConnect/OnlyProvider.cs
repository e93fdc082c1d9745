using System.Net;

namespace TipIntake.Staff;

/// <summary>The one way out of this service: to the provider's own host, whatever its documents name, and without following it elsewhere.</summary>
internal sealed class OnlyProvider(Uri authority) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None })
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Uri.Compare(request.RequestUri, authority, UriComponents.SchemeAndServer, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? base.SendAsync(request, cancellationToken)
            : throw new HttpRequestException("The provider named an address on another host.");
}
