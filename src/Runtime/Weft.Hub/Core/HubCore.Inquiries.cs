using System.Text;
using System.Text.Json;
using Weft.Protocol;

namespace Weft.Hub.Core;

// What the hub asks its nodes: which threads wait for locks, and where they write without one.
public sealed partial class HubCore
{
    private const int AuditLimitMilliseconds = 3_000;

    private readonly DeadlockWatch _deadlocks = new();
    private readonly List<Audit> _audits = [];
    private ulong _lastAudit = 1UL << 63;

    /// <summary>Deadlocks that were found so far.</summary>
    public long DeadlocksFound => _deadlocks.Found;

    /// <summary>Deadlocks that there are.</summary>
    public int DeadlocksNow => _deadlocks.Known.Count;

    internal DeadlockWatch Deadlocks => _deadlocks;

    private void HandleReply(Member member, InquiryReply reply, long now)
    {
        var reader = new WireReader(reply.Content);
        if (reply.Id > 1UL << 63)
        {
            IReadOnlyList<UnlockedSite> sites = UnlockedSite.ReadAll(ref reader);
            RequireAll(ref reader);
            if (_audits.Find(each => each.Id == reply.Id) is { } audit && audit.Asked.Remove(member))
                audit.Answers.Add((member, sites));
            EndAudits(now);
            return;
        }
        IReadOnlyList<WaitingThread> threads = WaitingThread.ReadAll(ref reader);
        RequireAll(ref reader);
        Report(_deadlocks.Answered(member, reply.Id, threads, now));
    }

    private void AskForWaits(long now)
    {
        foreach (Member each in _deadlocks.Begin(now, _membership.Connected))
            Send(each, new Inquiry(_deadlocks.Round, InquiryKind.Waits));
    }

    private void Report(IReadOnlyList<Deadlock> found)
    {
        foreach (Deadlock each in found)
        {
            string text = each.Describe();
            _out.Log(text);
            foreach (Member member in each.Threads.Select(thread => thread.Member).Distinct().Where(member => member.State == MemberState.Active))
                Send(member, new DeadlockFound(text));
        }
    }

    private void BeginAudit(HubConnection connection, Query query, long now)
    {
        Audit audit = new(++_lastAudit, connection, query.RequestId, now + AuditLimitMilliseconds);
        audit.Asked.UnionWith(_membership.Connected);
        _audits.Add(audit);
        foreach (Member each in _membership.Connected)
            Send(each, new Inquiry(audit.Id, InquiryKind.Unlocked));
        EndAudits(now);
    }

    // A node that does not answer is left out, and the answer says so.
    private void EndAudits(long now)
    {
        for (int i = _audits.Count - 1; i >= 0; i--)
        {
            Audit audit = _audits[i];
            if (audit.Asked.Count != 0 && now < audit.Limit)
                continue;
            _audits.RemoveAt(i);
            _out.Add(audit.Connection, Stamp(), new QueryReply(audit.RequestId, Found: true, Encoding.UTF8.GetBytes(audit.ToJson())));
        }
    }

    private void ForgetInquiries(Member member, long now)
    {
        Report(_deadlocks.Forget(member, now));
        foreach (Audit each in _audits)
            each.Asked.Remove(member);
        EndAudits(now);
    }

    private static void RequireAll(ref WireReader reader)
    {
        if (!reader.AtEnd)
            throw new ProtocolException($"{reader.Remaining} bytes follow the answer to a question.");
    }

    /// <summary>An administrator's question that waits for the nodes.</summary>
    private sealed record Audit(ulong Id, HubConnection Connection, ulong RequestId, long Limit)
    {
        public HashSet<Member> Asked { get; } = [];

        public List<(Member Member, IReadOnlyList<UnlockedSite> Sites)> Answers { get; } = [];

        public string ToJson()
        {
            using var buffer = new MemoryStream();
            using (var json = new Utf8JsonWriter(buffer))
            {
                json.WriteStartObject();
                json.WriteStartArray("sites");
                foreach ((Member member, UnlockedSite site) in Answers.SelectMany(answer => answer.Sites.Select(site => (answer.Member, site))).OrderByDescending(item => item.site.Count).ThenBy(item => item.site.Site, StringComparer.Ordinal))
                {
                    json.WriteStartObject();
                    json.WriteNumber("node", member.Number);
                    json.WriteString("what", site.What);
                    json.WriteString("site", site.Site);
                    json.WriteNumber("count", site.Count);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteStartArray("silent");
                foreach (Member member in Asked.OrderBy(each => each.Number))
                    json.WriteNumberValue(member.Number);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            return Encoding.UTF8.GetString(buffer.ToArray());
        }
    }
}
