using TipIntake.Security.Keys;

namespace TipIntake.Tips;

/// <summary>How both halves look on disk: a title with the format's version, remarks after #, and lines of <c>name: value</c>.</summary>
internal sealed class ContactKeyText
{
    public const string PublicTitle = "TipIntake contact key, version 1, public half";
    public const string PrivateTitle = "TipIntake contact key, version 1, PRIVATE HALF";

    private const int LargestFile = 8 * 1024;

    private readonly Dictionary<string, string> fields = new(StringComparer.Ordinal);

    private ContactKeyText(string path, string title)
    {
        Path = path;
        Title = title;
    }

    public string Path { get; }

    public string Title { get; }

    public static ContactKeyText Read(string path)
    {
        using var stream = File.OpenRead(path);
        if (stream.Length > LargestFile)
        {
            throw new KeyFileException($"{path} is no contact key file: it is too large.");
        }

        using var reader = new StreamReader(stream);
        var text = new ContactKeyText(path, reader.ReadLine()?.Trim() ?? "");
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#') && line.Split(':', 2) is [var name, var value])
            {
                text.fields[name.Trim()] = value.Trim();
            }
        }

        return text;
    }

    public static string Write(string title, string remark, params IEnumerable<(string Name, string Value)> fields) =>
        string.Join('\n', [title, $"# {remark}", .. fields.Select(f => $"{f.Name}: {f.Value}"), ""]);

    public string? Find(string name) => fields.GetValueOrDefault(name);

    public byte[] Bytes(string name, int size)
    {
        var bytes = new byte[size];
        return Convert.TryFromBase64String(Find(name) ?? "", bytes, out var length) && length == size ? bytes : throw Damaged();
    }

    public int Number(string name, int least, int most) =>
        int.TryParse(Find(name), System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Damaged();

    public KeyFileException Damaged() => new($"{Path} is damaged or of another version. Put back a copy of it.");
}
