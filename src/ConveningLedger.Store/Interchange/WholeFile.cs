namespace ConveningLedger.Store.Interchange;

/// <summary>Writes files so that under their name there is always a whole one, or none: beside it first, and to the disk.</summary>
static class WholeFile
{
    const int Gathered = 64 << 10;

    /// <summary>Writes a file; one that exists is replaced.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Writes it, and says whether it is to be there.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static async Task WriteAsync(string path, Func<Stream, Task<bool>> write, CancellationToken cancellation)
    {
        var beside = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            bool isWanted;
            await using (var file = new FileStream(beside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Gathered, FileOptions.Asynchronous))
            {
                isWanted = await write(file);
                await file.FlushAsync(cancellation);
                file.Flush(flushToDisk: true);
            }
            if (isWanted)
                File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
