using System.Net;
using System.Net.Http.Json;
using Npgsql;

namespace ConveningLedger.Server.Tests.Nodes;

/// <summary>The tests that have the machine to themselves: they tell by the time it takes whether anybody noticed that a node was gone.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class NodesAlone
{
    /// <summary>The name.</summary>
    public const string Name = "nodes alone";
}

/// <summary>
/// Three nodes on one database behind YARP, while others record, ask and listen through it. In the tests each is stopped once and two are
/// killed; LEDGER_NODES_SECONDS keeps it up for longer, with the proxy as <c>docker/yarp.json</c> has it, and kills one every ten seconds.
/// </summary>
[Collection(NodesAlone.Name)]
public sealed class RunningThreeNodes(ThreeNodes running) : IClassFixture<ThreeNodes>
{
    const int FewestKills = 2;

    static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(10);
    // After a kill: until YARP has found that the node does not answer.
    static readonly TimeSpan Noticed = TimeSpan.FromSeconds(3);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task no_request_fails_while_one_after_the_other_is_replaced_and_nothing_is_lost_while_they_are_killed()
    {
        var nodes = running.Nodes;
        await using var proxy = await NodesProxy.Start(running.Url, [.. nodes.Select(node => node.Url)], ThreeNodes.Look);
        await using var traffic = await Traffic.Begin(running.Url, running.Token, Stop);

        foreach (var node in nodes)
            await Replace(node, proxy);
        Assert.True(traffic.Retried.Count == 0, string.Join("; ", traffic.Retried));
        Assert.Empty(proxy.Lost);
        Assert.True(traffic.Connections > Traffic.Listeners, "Nobody was asked to listen elsewhere.");

        var kills = new List<(string Node, DateTime At)>();
        for (var end = DateTime.UtcNow.AddSeconds(ThreeNodes.Seconds); kills.Count < FewestKills || DateTime.UtcNow < end;)
        {
            var node = nodes[kills.Count % nodes.Count];
            kills.Add((node.Url, DateTime.UtcNow));
            await node.Kill();
            await proxy.Sees(node.Url, isThere: false, Stop);
            await node.Start(Stop);
            await proxy.Sees(node.Url, isThere: true, Stop);
            if (ThreeNodes.Seconds > 0 && kills[^1].At + BetweenKills - DateTime.UtcNow is { Ticks: > 0 } left)
                await Task.Delay(left, Stop);
        }
        await traffic.Settle(Stop);

        // Only what the killed node had, or was handed before it was missed.
        Assert.All(proxy.Lost, lost => Assert.True(kills.Exists(kill => kill.Node == lost.Node && lost.At >= kill.At && lost.At <= kill.At + Noticed),
            $"{lost.Node} did not answer ({lost.Error}) at {lost.At:O}; killed were {string.Join(", ", kills)}; it said:\n{nodes.FirstOrDefault(node => node.Url == lost.Node)?.Said}"));
        Assert.InRange(traffic.Retried.Count, 0, proxy.Lost.Count);
        Assert.All(nodes, node => Assert.True(proxy.Answered.GetValueOrDefault(node.Url) > 0, "A node was never asked."));
        TestContext.Current.SendDiagnosticMessage(
            "{0} replaced, {1} killed: {2} entries acknowledged, {2} there once; {3} questions answered; {4} requests without an answer, all of a killed node's, all sent again ({5})",
            nodes.Count, kills.Count, traffic.Recorded, traffic.Asked, proxy.Lost.Count, string.Join("; ", traffic.Retried.GroupBy(why => why).Select(group => $"{group.Key}: {group.Count()}")));
    }

    [Fact]
    public async Task a_node_that_is_asked_to_stop_answers_what_it_was_asked()
    {
        var node = running.Nodes[1];
        using var http = new HttpClient { DefaultRequestHeaders = { Authorization = new("Bearer", running.Token) } };
        await Ask("""mutation { recordEndeavourOpened(input: { endeavour: "held", occurredAt: "2016", data: { title: "Held", challenges: [OTHER], scale: LOCAL } }) { errors { message } } }""");
        await using var import = new NpgsqlConnection(running.Database);
        await import.OpenAsync(Stop);
        await Execute("select pg_advisory_lock(hashtextextended('import held', 0))");
        var recording = Ask("""mutation { recordFieldNoteTaken(input: { endeavour: "held", occurredAt: "2019", data: { words: "Dry." } }) { entry { sequence } errors { message } } }""");
        while (await Execute("select count(*) from pg_locks where locktype = 'advisory' and not granted") is not > 0L)
            await Task.Delay(20, Stop);

        node.Terminate();
        while (await node.Readiness(Stop) is not null)
            await Task.Delay(20, Stop);
        // Nobody is let in any more, and who waits waits.
        Assert.False(recording.IsCompleted);
        await Execute("select pg_advisory_unlock(hashtextextended('import held', 0))");

        Assert.Contains("\"sequence\":2", await recording);
        Assert.Equal(0, await node.End(Stop));
        await node.Start(Stop);

        async Task<string> Ask(string query)
        {
            using var response = await http.PostAsJsonAsync($"{node.Url}/graphql", new { query }, Stop);
            return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync(Stop);
        }

        async Task<object?> Execute(string sql)
        {
            await using var command = new NpgsqlCommand(sql, import);
            return await command.ExecuteScalarAsync(Stop);
        }
    }

    /// <summary>Stops a node, and starts it again.</summary>
    static async Task Replace(NodeProcess node, NodesProxy proxy)
    {
        node.Terminate();
        var hasSaid = false;
        while (await node.Readiness(Stop) is { } status)
        {
            hasSaid |= status == HttpStatusCode.ServiceUnavailable;
            await Task.Delay(20, Stop);
        }
        Assert.True(hasSaid, "It went without a word.");
        Assert.Equal(0, await node.End(Stop));
        await node.Start(Stop);
        // Before the next one goes.
        await proxy.Sees(node.Url, isThere: true, Stop);
    }
}
