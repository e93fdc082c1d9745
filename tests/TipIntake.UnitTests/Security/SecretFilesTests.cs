using TipIntake.Platform;

namespace TipIntake.UnitTests.Security;

public sealed class SecretFilesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tipintake-secrets-").FullName;

    [Fact]
    public void A_file_is_a_setting_and_goes_before_what_stands_elsewhere()
    {
        Write("ConnectionStrings__TipIntake", "Host=from.a.file\n", UnixFileMode.UserRead);

        var builder = Program.Builder([$"--Secrets:Path={folder}", "--ConnectionStrings:TipIntake=Host=from.an.argument", "--Operator:Name=Police"]);

        Assert.Equal("Host=from.a.file", builder.Configuration["ConnectionStrings:TipIntake"]);
        Assert.Equal("Police", builder.Configuration["Operator:Name"]);
    }

    [Fact]
    public void What_systemd_hands_to_one_account_is_taken()
    {
        Write("ConnectionStrings__TipIntake", "Host=from.a.file", UnixFileMode.UserRead | UnixFileMode.GroupRead);

        Assert.Equal("Host=from.a.file", Program.Builder([$"--Secrets:Path={folder}"]).Configuration["ConnectionStrings:TipIntake"]);
    }

    [Theory]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void A_file_that_is_open_to_others_stops_the_start_and_is_named_but_not_shown(UnixFileMode open)
    {
        Write("ConnectionStrings__TipIntake", "Password=secret", UnixFileMode.UserRead | open);

        var fault = Assert.Throws<SettingException>(() => Program.Builder([$"--Secrets:Path={folder}"]));

        Assert.Contains(Path.Combine(folder, "ConnectionStrings__TipIntake"), fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Password", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_stops_the_start()
    {
        var fault = Assert.Throws<SettingException>(() => Program.Builder([$"--Secrets:Path={folder}/away"]));

        Assert.Contains("Secrets:Path", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private void Write(string name, string content, UnixFileMode mode)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }
    }
}
