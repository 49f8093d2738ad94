using System.Net.Sockets;

namespace StrongCities.Local;

/// <summary>Lets a second command line ask the running copy to start, stop or restart one resource.</summary>
internal sealed class Control : IDisposable
{
    private readonly Supervisor _supervisor;
    private readonly Socket _listener;
    private readonly string _path;

    public Control(Instance instance, Supervisor supervisor)
    {
        _supervisor = supervisor;
        _path = instance.ControlSocket;
        File.Delete(_path);
        _listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _listener.Listen();
        _ = ServeAsync();
    }

    /// <summary>Sends one request and waits until it is done: 0, or 1 with the reason printed.</summary>
    public static async Task<int> AskAsync(Instance instance, string request)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(instance.ControlSocket));
        }
        catch (SocketException)
        {
            Console.Error.WriteLine($"No copy runs in {instance.Directory}.");
            return 1;
        }

        await using var stream = new NetworkStream(socket);
        await using var writer = new StreamWriter(stream) { AutoFlush = true };
        using var reader = new StreamReader(stream);
        await writer.WriteLineAsync(request);
        var answer = await reader.ReadLineAsync() ?? "The running copy ended.";
        (answer == "done" ? Console.Out : Console.Error).WriteLine(answer);
        return answer == "done" ? 0 : 1;
    }

    public void Dispose()
    {
        _listener.Dispose();
        File.Delete(_path);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            Socket caller;
            try
            {
                caller = await _listener.AcceptAsync();
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
            {
                return;
            }

            _ = AnswerAsync(caller);
        }
    }

    private async Task AnswerAsync(Socket caller)
    {
        try
        {
            await using var stream = new NetworkStream(caller, ownsSocket: true);
            await using var writer = new StreamWriter(stream) { AutoFlush = true };
            using var reader = new StreamReader(stream);
            await writer.WriteLineAsync(await DoAsync(await reader.ReadLineAsync() ?? ""));
        }
        catch (IOException)
        {
            // The caller went away; what it asked for is done all the same.
        }
    }

    private async Task<string> DoAsync(string request)
    {
        var words = request.Split(' ');
        if (words.Length != 2 || _supervisor.Find(words[1]) is not { } supervised)
        {
            return $"There is no resource to {request}.";
        }

        try
        {
            if (words[0] is "stop" or "restart")
            {
                await supervised.StopAsync();
            }

            if (words[0] is "start" or "restart")
            {
                supervised.Start();
                await supervised.Settled;
            }

            return "done";
        }
        catch (Exception failure)
        {
            return failure.Message;
        }
    }
}
