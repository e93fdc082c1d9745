using System.Globalization;
using System.Text;
using QRCoder;

namespace TipIntake.Pages;

/// <summary>A QR code as an SVG of two paths, made here: no attribute that a strict page would refuse, no call to anybody.</summary>
internal static class QrCode
{
    public static string Svg(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var rows = data.ModuleMatrix;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {rows.Count} {rows.Count}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h{rows.Count}v{rows.Count}H0z\"/><path d=\"{DarkRuns(rows)}\"/></svg>");
    }

    // Neighbouring dark modules of a row are one rectangle: a third of the bytes.
    private static string DarkRuns(List<System.Collections.BitArray> rows)
    {
        var path = new StringBuilder();
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows.Count; x++)
            {
                if (!rows[y][x])
                {
                    continue;
                }

                var from = x;
                while (x < rows.Count && rows[y][x])
                {
                    x++;
                }

                path.Append(CultureInfo.InvariantCulture, $"M{from} {y}h{x - from}v1h-{x - from}z");
            }
        }

        return path.ToString();
    }
}
