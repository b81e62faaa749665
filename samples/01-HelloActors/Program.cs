using Akka.Hosting;
using HelloActors;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

HostApplicationBuilder builder = Host.CreateApplicationBuilder(args);
builder.Logging.SetMinimumLevel(LogLevel.Warning);

// Greetings are the result, and go to standard output alone.
builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
builder.Services.AddSingleton(Console.In);
builder.Services.AddSingleton(Console.Out);
builder.Services.AddAkka("hello", akka => akka
    .AddHoconFile(Path.Combine(AppContext.BaseDirectory, "single.conf"), HoconAddMode.Append)
    .ConfigureLoggers(loggers => loggers.ClearLoggers().AddLoggerFactory())
    .WithActors((system, registry) => registry.Register<HallActor>(system.ActorOf(HallActor.Props(), "hall"))));
builder.Services.AddHostedService<Conversation>();
using IHost host = builder.Build();
await host.RunAsync().ConfigureAwait(false);
Console.WriteLine("Bye.");
