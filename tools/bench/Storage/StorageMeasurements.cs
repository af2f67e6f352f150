using System.Diagnostics;
using System.Globalization;
using Weft.Bench.Processes;
using Weft.Bench.Report;
using Weft.Hub.Storage;
using Weft.Hub.Storage.Sqlite;

namespace Weft.Bench.Storage;

/// <summary>What it costs to have changes on the disk, beside a loop that writes as many bytes and flushes.</summary>
internal static class StorageMeasurements
{
    private const int Rounds = 5;
    private const int Batches = 200;
    private const int Turns = 4;
    private const int RecordBytes = 100;
    private const int Many = 64;
    private const double OneGoal = 1.5;
    private const double ManyGoal = 2;

    public static IReadOnlyList<Measurement> Run(WovenWorkload workload)
    {
        // A folder of the disk that the build is on: the one for temporary files may be in memory.
        string folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, $"storage-{Environment.ProcessId}")).FullName;
        try
        {
            Round[] rounds = [.. Enumerable.Range(0, Rounds).Select(number => Measure(workload, Path.Combine(folder, number.ToString(CultureInfo.InvariantCulture))))];
            return
            [
                Compared("store: a batch of one record of 100 bytes", rounds, round => round.Store1, round => round.Flush1, OneGoal),
                Compared($"store: a batch of {Many} records of 100 bytes", rounds, round => round.Store64, round => round.Flush64, ManyGoal),
                Compared("a synchronous-write section, one thread", rounds, round => round.Section1, round => round.Flush1, null),
                Compared($"a synchronous-write section, {Many} threads with a lock each", rounds, round => round.Section64, round => round.Flush1, null),
                Rate($"synchronous-write sections a second, {Many} threads of one node", rounds, Many),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Round Measure(WovenWorkload workload, string folder)
    {
        Directory.CreateDirectory(folder);
        using FlushLoop loop = new(folder);
        using SqliteHubStore store = SqliteHubStore.Open(Path.Combine(folder, "store"));
        ulong epoch = store.AcquireEpochAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        ulong sequence = 0;
        Guid session = Guid.NewGuid();

        // In turns, since what the machine does meanwhile goes into both; some at a time, since a file system takes longer for two files that are flushed one after the other.
        (double Flush, double Store) InTurns(int count)
        {
            byte[] bytes = new byte[count * RecordBytes];
            List<double> flushes = [], batches = [];
            for (int turn = 0; turn < Turns; turn++)
            {
                for (int i = 0; i < Batches / Turns; i++)
                    flushes.Add(Time(() => loop.Write(bytes)));
                for (int i = 0; i < Batches / Turns; i++)
                {
                    LogRecord[] records = [.. Enumerable.Range(0, count).Select(_ => new LogRecord(++sequence, session, sequence, new byte[RecordBytes]))];
                    batches.Add(Time(() => Append(store, epoch, records)));
                }
            }
            return (Statistics.Median(flushes), Statistics.Median(batches));
        }

        (double flush1, double store1) = InTurns(1);
        (double flush64, double store64) = InTurns(Many);
        return new Round(flush1, store1, flush64, store64, Section(workload, folder, 1), Section(workload, folder, Many));
    }

    private static void Append(SqliteHubStore store, ulong epoch, LogRecord[] records)
    {
        if (store.AppendAsync(epoch, new StoreBatch(records, []), CancellationToken.None).AsTask().GetAwaiter().GetResult() != AppendOutcome.Stored)
            throw new InvalidOperationException("The store did not take the batch.");
    }

    private static double Time(Action work)
    {
        long start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    /// <summary>The median time of a section in nanoseconds.</summary>
    private static double Section(WovenWorkload workload, string folder, int threads)
    {
        using Processes.HubProcess hub = new("--data", Path.Combine(folder, $"hub-{threads}"));
        using LineProcess node = hub.Node(workload, "node", "durable", threads.ToString(CultureInfo.InvariantCulture), Batches.ToString(CultureInfo.InvariantCulture));
        return double.Parse(node.ReadLine(), CultureInfo.InvariantCulture);
    }

    private static Measurement Compared(string title, Round[] rounds, Func<Round, double> what, Func<Round, double> flush, double? goal)
    {
        string range = $"median; {Measurement.Duration(rounds.Min(what))} to {Measurement.Duration(rounds.Max(what))} in {rounds.Length} rounds";
        double ratio = Statistics.Median([.. rounds.Select(round => what(round) / flush(round))]);
        return new($"{title} ({range})", Measurement.Duration(Statistics.Median([.. rounds.Select(what)])), $"{Measurement.Duration(Statistics.Median([.. rounds.Select(flush)]))} write and flush", ratio, "", goal);
    }

    private static Measurement Rate(string title, Round[] rounds, int threads)
    {
        double rate = Statistics.Median([.. rounds.Select(round => threads * 1e9 / round.Section64)]);
        double flushes = Statistics.Median([.. rounds.Select(round => 1e9 / round.Flush1)]);
        return new(title, rate.ToString("0", CultureInfo.InvariantCulture), $"{flushes.ToString("0", CultureInfo.InvariantCulture)} flushes a second", rate / flushes, "", null);
    }

    private sealed record Round(double Flush1, double Store1, double Flush64, double Store64, double Section1, double Section64);
}
