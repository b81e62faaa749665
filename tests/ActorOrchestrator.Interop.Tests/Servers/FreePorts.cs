using System.Net;
using System.Net.Sockets;

namespace ActorOrchestrator.Interop.Tests.Servers;

/// <summary>Ports of the loopback interface that the system gives out.</summary>
internal static class FreePorts
{
    /// <summary>So many ports, all different. They are free now; another process may still take one first.</summary>
    public static ImmutableArray<int> Take(int count)
    {
        // All are held until the last one is known, or the system would give the same one twice.
        var held = new List<Socket>();
        try
        {
            for (int i = 0; i < count; i++)
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                held.Add(socket);
                socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            }

            return [.. held.Select(socket => ((IPEndPoint)socket.LocalEndPoint!).Port)];
        }
        finally
        {
            held.ForEach(socket => socket.Dispose());
        }
    }
}
