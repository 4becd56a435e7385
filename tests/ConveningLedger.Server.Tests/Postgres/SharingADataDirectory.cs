using ConveningLedger.Server.Postgres;

namespace ConveningLedger.Server.Tests.Postgres;

public sealed class SharingADataDirectory(ClusterFolder folder) : IClassFixture<ClusterFolder>
{
    [Fact]
    public async Task is_refused_to_a_second_server_with_the_process_and_the_address_of_the_first()
    {
        await using var first = await folder.StartAsync();
        first.Announce("http://127.0.0.1:5080");

        var refused = await Assert.ThrowsAsync<DataDirectoryInUseException>(() => folder.StartAsync());

        Assert.Equal(Environment.ProcessId, refused.ProcessId);
        Assert.Equal("http://127.0.0.1:5080", refused.Url);
        Assert.StartsWith(
            $"{folder.Path} is in use by process {Environment.ProcessId}, which answers at http://127.0.0.1:5080.", refused.Message);
        Assert.DoesNotContain('\n', refused.Message);
        Assert.Equal(1, await first.AskAsync("select 1"));
    }

    [Fact]
    public async Task is_open_again_when_the_first_server_has_left()
    {
        await (await folder.StartAsync()).DisposeAsync();

        await using var second = await folder.StartAsync();

        Assert.False(second.IsAttached);
        Assert.Equal((Environment.ProcessId, null), DataDirectoryLock.OwnerOf(folder.Path));
    }

    [Fact]
    public async Task attaches_a_tool_which_does_not_stop_what_it_found_running()
    {
        await using var server = await folder.StartAsync();
        await using (var tool = await folder.StartAsync(allowAttach: true))
        {
            Assert.True(tool.IsAttached);
            Assert.Equal(server.ConnectionString, tool.ConnectionString);
        }

        Assert.Equal(1, await server.AskAsync("select 1"));
    }

    [Fact]
    public async Task lets_a_tool_start_and_stop_it_when_nothing_runs()
    {
        await using (var tool = await folder.StartAsync(allowAttach: true))
        {
            Assert.False(tool.IsAttached);
            Assert.NotNull(folder.PostmasterId);
        }

        Assert.Null(folder.PostmasterId);
    }

    [Fact]
    public async Task is_left_to_the_tools_that_still_work_and_stopped_by_the_last()
    {
        var server = await folder.StartAsync();
        var import = await folder.StartAsync(allowAttach: true);
        var export = await folder.StartAsync(allowAttach: true);

        await server.DisposeAsync();
        Assert.Equal(1, await import.AskAsync("select 1"));
        await import.DisposeAsync();
        Assert.Equal(1, await export.AskAsync("select 1"));
        await export.DisposeAsync();

        Assert.Null(folder.PostmasterId);
    }

    [Fact]
    public async Task is_told_in_words_when_the_directory_cannot_be_used()
    {
        var file = Path.Combine(folder.Path, "file");
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => new ClusterFolder { Path = file }.StartAsync());

        Assert.StartsWith($"The data directory {file} cannot be used: ", refused.Message);
    }
}
