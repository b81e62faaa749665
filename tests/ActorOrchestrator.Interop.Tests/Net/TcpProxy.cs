using System.Net;
using System.Net.Sockets;

namespace ActorOrchestrator.Interop.Tests.Net;

/// <summary>Stands between a client and a server on the loopback interface and breaks what is between them.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private const int Backlog = 512;

    private readonly Lock _gate = new();
    private readonly EndPoint _target;
    private readonly HashSet<ProxyConnection> _connections = [];
    private readonly List<Task> _tasks = [];
    private Socket _listener;
    private bool _refuses;
    private (int Count, bool Reset) _cuts;

    /// <summary>Begins to listen on a port that the system gives.</summary>
    /// <param name="targetPort">Where connections are passed on to, on the loopback interface.</param>
    public TcpProxy(int targetPort)
    {
        _target = new IPEndPoint(IPAddress.Loopback, targetPort);
        _listener = Bind(0);
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        Listen(_listener);
    }

    public int Port { get; }

    public EtcdEndpoint Endpoint => new(IPAddress.Loopback.ToString(), Port, Tls: false);

    /// <summary>From clients to the server.</summary>
    public ProxyFlow Up { get; } = new();

    /// <summary>From the server to clients.</summary>
    public ProxyFlow Down { get; } = new();

    /// <summary>Connections that are open.</summary>
    public int Connections
    {
        get
        {
            lock (_gate)
            {
                return _connections.Count;
            }
        }
    }

    /// <summary>Cuts all connections; new ones are accepted.</summary>
    /// <param name="reset">By RST, which loses what is under way; else by FIN.</param>
    public void Cut(bool reset = true)
    {
        ProxyConnection[] connections;
        lock (_gate)
        {
            connections = [.. _connections];
            _cuts = (_cuts.Count + 1, reset);
        }

        foreach (ProxyConnection connection in connections)
        {
            connection.Cut(reset);
        }
    }

    /// <summary>Refuses new connections; open ones are left alone.</summary>
    public void Refuse()
    {
        lock (_gate)
        {
            if (_refuses)
            {
                return;
            }

            // Bound and not listening: connects are refused, and nobody else is given the port.
            _refuses = true;
            _listener.Dispose();
            _listener = Bind(Port);
        }
    }

    /// <summary>Accepts connections again.</summary>
    public void Accept()
    {
        lock (_gate)
        {
            if (_refuses)
            {
                _refuses = false;
                Listen(_listener);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task[] tasks;
        lock (_gate)
        {
            _refuses = true;
            _listener.Dispose();
        }

        Up.Resume();
        Down.Resume();
        Cut();
        lock (_gate)
        {
            tasks = [.. _tasks];
        }

        await Task.WhenAll(tasks);
    }

    private static Socket Bind(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, optionValue: true);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
        return socket;
    }

    private void Listen(Socket listener)
    {
        listener.Listen(Backlog);
        lock (_gate)
        {
            _tasks.Add(AcceptAsync(listener));
        }
    }

    private async Task AcceptAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                Socket client = await listener.AcceptAsync();
                Track(client);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The listener was closed to refuse connections, or for good.
        }
    }

    private void Track(Socket client)
    {
        lock (_gate)
        {
            _tasks.RemoveAll(task => task.IsCompleted);
            _tasks.Add(CarryAsync(client, _cuts.Count));
        }
    }

    private async Task CarryAsync(Socket client, int cutsBefore)
    {
        var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        try
        {
            await server.ConnectAsync(_target);
        }
        catch (SocketException)
        {
            // The server is down: the client must see a connection that ends, not one that hangs.
            client.LingerState = new LingerOption(enable: true, seconds: 0);
            client.Dispose();
            server.Dispose();
            return;
        }

        var connection = new ProxyConnection(client, server, Up, Down);
        lock (_gate)
        {
            _connections.Add(connection);
            if (_cuts.Count != cutsBefore)
            {
                // All were cut while this one was on its way to the server.
                connection.Cut(_cuts.Reset);
            }
        }

        await connection.RunAsync();
        lock (_gate)
        {
            _connections.Remove(connection);
        }
    }
}
