using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using StrongCities.Local;

namespace StrongCities.UnitTests.Local;

[SupportedOSPlatform("linux")]
public sealed class InstanceTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("strongcities-instance-").FullName;

    [Fact]
    public void Ports_and_passwords_are_the_same_at_the_next_start()
    {
        var (port, secret) = Given();

        Assert.Equal((port, secret), Given());
        Assert.InRange(port, 1024, 32_767);
        Assert.Equal(32, secret.Length);
    }

    [Fact]
    public void A_port_that_somebody_else_took_is_replaced()
    {
        var (port, _) = Given();
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();

        Assert.NotEqual(port, Given().Port);
    }

    [Fact]
    public void Only_its_owner_may_read_the_passwords()
    {
        Given();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_directory, "instance.json")));
    }

    [Fact]
    public void A_second_copy_cannot_have_the_same_directory()
    {
        using var first = new Instance(_directory);
        using var second = new Instance(_directory);

        Assert.True(first.TryLock());
        Assert.False(second.TryLock());
    }

    [Fact]
    public void Who_does_not_hold_the_directory_reads_its_ports_and_changes_nothing()
    {
        using var running = new Instance(_directory);
        running.TryLock();
        var port = running.Port("web/http");
        running.Save();
        using var server = new TcpListener(IPAddress.Loopback, port);
        server.Start();

        using var reader = new Instance(_directory);
        Assert.Equal(port, reader.Port("web/http"));
        reader.Secret("new");
        reader.Save();

        Assert.DoesNotContain("new", File.ReadAllText(running.RecordFile), StringComparison.Ordinal);
    }

    [Fact]
    public void A_deep_directory_still_has_a_socket_that_the_kernel_takes()
    {
        using var instance = new Instance(Path.Combine(_directory, new string('d', 120)));

        _ = new UnixDomainSocketEndPoint(instance.ControlSocket);
        Assert.Throws<ArgumentOutOfRangeException>(() => new UnixDomainSocketEndPoint(Path.Combine(instance.Directory, "control.sock")));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private (int Port, string Secret) Given()
    {
        using var instance = new Instance(_directory);
        Assert.True(instance.TryLock());
        var given = (instance.Port("web/http"), instance.Secret("webpassword"));
        instance.Save();
        return given;
    }
}
