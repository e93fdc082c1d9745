using System.Net;

namespace TipIntake.Faults.Cluster.Machines;

internal static class HttpLook
{
    /// <summary>Whether this address says 200; no answer is a no.</summary>
    public static async Task<bool> Answers(this HttpClient http, Uri address)
    {
        try
        {
            using var response = await http.GetAsync(address);
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
        {
            return false;
        }
    }
}
