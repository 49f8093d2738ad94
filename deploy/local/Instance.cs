using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;

namespace StrongCities.Local;

/// <summary>One running copy of the system: its directory, and the ports and passwords that it keeps from start to start.</summary>
internal sealed class Instance : IDisposable
{
    // Below the range that the kernel takes outgoing connections' ports from: a restarted server finds its port free.
    private const int PortMin = 15_000;
    private const int PortMax = 32_000;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Record _record;
    private readonly HashSet<int> _given = [];
    private FileStream? _lock;

    public Instance(string directory)
    {
        Directory = Path.GetFullPath(directory);
        System.IO.Directory.CreateDirectory(Logs);
        _record = File.Exists(RecordFile) ? JsonSerializer.Deserialize<Record>(File.ReadAllText(RecordFile))! : new Record();
    }

    public string Directory { get; }
    public string Logs => Path.Combine(Directory, "logs");
    public string AddressesFile => Path.Combine(Directory, "addresses.json");
    public string RecordFile => Path.Combine(Directory, "instance.json");

    /// <summary>A socket's path may have 107 bytes: a deep directory gets its socket in the temporary folder.</summary>
    public string ControlSocket
    {
        get
        {
            var near = Path.Combine(Directory, "control.sock");
            return Encoding.UTF8.GetByteCount(near) < 100 ? near : Path.Combine(Path.GetTempPath(), $"strongcities-{Mark}.sock");
        }
    }

    /// <summary>Short and stable, for names outside the directory.</summary>
    public string Mark => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Directory)))[..12];

    public string Log(string name) => Path.Combine(Logs, $"{name}.log");

    public string Folder(string name) => System.IO.Directory.CreateDirectory(Path.Combine(Directory, name)).FullName;

    /// <summary>False when another process holds this directory.</summary>
    public bool TryLock()
    {
        try
        {
            _lock = new FileStream(Path.Combine(Directory, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Gives every endpoint its port and every parameter its value, the earlier ones where they still serve, and keeps them.</summary>
    public void Assign(IEnumerable<Resource> resources, IEnumerable<ParameterResource> parameters)
    {
        foreach (var resource in resources)
        {
            foreach (var endpoint in resource.Endpoints)
            {
                endpoint.Port = Port($"{resource.Name}/{endpoint.Name}");
            }
        }

        foreach (var parameter in parameters)
        {
            parameter.Value = Secret(parameter.Name);
        }

        Save();
    }

    /// <summary>A loopback port for this name: the earlier one while nobody else took it.</summary>
    public int Port(string name)
    {
        if (_record.Ports.TryGetValue(name, out var earlier) && !_given.Contains(earlier) && (_lock is null || IsFree(earlier)))
        {
            _given.Add(earlier);
            return earlier;
        }

        int port;
        do
        {
            port = RandomNumberGenerator.GetInt32(PortMin, PortMax);
        }
        while (_given.Contains(port) || _record.Ports.ContainsValue(port) || !IsFree(port));

        _given.Add(port);
        return _record.Ports[name] = port;
    }

    /// <summary>A password of 32 letters and digits, the same at every start.</summary>
    public string Secret(string name)
    {
        if (!_record.Secrets.TryGetValue(name, out var secret))
        {
            _record.Secrets[name] = secret = RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", 32);
        }

        return secret;
    }

    /// <summary>Keeps what was given; only the copy that holds the directory may.</summary>
    public void Save()
    {
        if (_lock is not null)
        {
            WritePrivately(RecordFile, JsonSerializer.Serialize(_record, Indented));
        }
    }

    /// <summary>Readers find the old text or the new one, never half of it, and nobody else's user finds either.</summary>
    public static void WritePrivately(string path, string text)
    {
        var draft = $"{path}.draft";
        File.Delete(draft);
        using (var stream = new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }

        File.Move(draft, path, overwrite: true);
    }

    public void Dispose() => _lock?.Dispose();

    private static bool IsFree(int port)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private sealed record Record
    {
        public SortedDictionary<string, int> Ports { get; init; } = [];
        public SortedDictionary<string, string> Secrets { get; init; } = [];
    }
}
