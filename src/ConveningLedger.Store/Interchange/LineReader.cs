using System.IO.Compression;

namespace ConveningLedger.Store.Interchange;

/// <summary>
/// Reads a file line by line, plain or gzip (by its first bytes, whatever its name). It holds one line at a time and never more than
/// a line may be long; of a longer line it keeps the beginning.
/// </summary>
sealed class LineReader : IEntrySource
{
    /// <summary>The most bytes that a line may have, its end apart.</summary>
    public const int Longest = 1 << 20;

    /// <summary>The text of a file, decompressed where it is gzip, by its first bytes.</summary>
    internal static async Task<Stream> TextOf(FileStream file, CancellationToken cancellation)
    {
        var magic = new byte[2];
        var isGzip = await file.ReadAtLeastAsync(magic, 2, throwOnEndOfStream: false, cancellation) == 2 && magic is [0x1f, 0x8b];
        file.Position = 0;
        return isGzip ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    static ReadOnlySpan<byte> ByteOrderMark => [0xef, 0xbb, 0xbf];

    readonly FileStream? file;
    readonly Stream text;
    byte[] buffer = new byte[64 << 10];
    int start;
    int end;
    bool isAtEnd;

    LineReader(FileStream? file, Stream text) => (this.file, this.text) = (file, text);

    /// <summary>Reads what is open already, which ends with this.</summary>
    /// <param name="text">The text.</param>
    public LineReader(Stream text) : this(null, text)
    {
    }

    /// <summary>The line without its end; valid until the next one is read.</summary>
    public ReadOnlyMemory<byte> Line { get; private set; }

    /// <summary>Which line it is, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>Whether the line goes on beyond what a line may have.</summary>
    public bool IsTooLong { get; private set; }

    /// <inheritdoc/>
    public long Position => file?.Position ?? 0;

    /// <inheritdoc/>
    public IReadOnlyList<Refusal> Refusals => [];

    /// <inheritdoc/>
    public Sheet? Sheet => null;

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static async Task<LineReader> Open(string path, CancellationToken cancellation)
    {
        var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 1 << 16 });
        try
        {
            return new(file, await TextOf(file, cancellation));
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes to the next line that is not blank.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="InvalidDataException">What is compressed is damaged or cut off.</exception>
    public async ValueTask<bool> Next(CancellationToken cancellation)
    {
        while (await NextOfAny(cancellation))
        {
            if (Number == 1 && Line.Span.StartsWith(ByteOrderMark))
                Line = Line[ByteOrderMark.Length..];
            if (Line.Span.EndsWith("\r"u8))
                Line = Line[..^1];
            if (Line.Length > Longest)
                IsTooLong = true;
            if (Line.Span.ContainsAnyExcept((byte)' ', (byte)'\t', (byte)'\r'))
                return true;
        }
        return false;
    }

    async ValueTask<bool> NextOfAny(CancellationToken cancellation)
    {
        IsTooLong = false;
        var searched = 0;
        while (true)
        {
            var length = buffer.AsSpan(start + searched, end - start - searched).IndexOf((byte)'\n');
            if (length >= 0)
            {
                Take(searched + length, searched + length + 1);
                return true;
            }
            searched = end - start;
            if (isAtEnd)
            {
                if (searched == 0)
                    return false;
                Take(searched, searched);
                return true;
            }
            if (searched > Longest + ByteOrderMark.Length + 1)
            {
                await SkipTheRest(cancellation);
                return true;
            }
            await Fill(cancellation);
        }
    }

    void Take(int length, int andEnd)
    {
        Line = buffer.AsMemory(start, length);
        start += andEnd;
        Number++;
    }

    async ValueTask Fill(CancellationToken cancellation)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }
        if (end == buffer.Length)
            Array.Resize(ref buffer, buffer.Length * 2);
        var read = await text.ReadAsync(buffer.AsMemory(end), cancellation);
        isAtEnd = read == 0;
        end += read;
    }

    // The beginning stays where it is, as the line; what follows goes over what comes after it, until the line ends.
    async ValueTask SkipTheRest(CancellationToken cancellation)
    {
        buffer.AsSpan(start, end - start).CopyTo(buffer);
        (start, end) = (0, end - start);
        var kept = buffer.AsMemory(0, Longest);
        const int from = Longest;
        Number++;
        while (true)
        {
            var rest = buffer.AsSpan(from, end - from).IndexOf((byte)'\n');
            if (rest >= 0)
            {
                start = from + rest + 1;
                break;
            }
            end = from + await text.ReadAsync(buffer.AsMemory(from), cancellation);
            if (end == from)
            {
                (start, isAtEnd) = (end, true);
                break;
            }
        }
        (Line, IsTooLong) = (kept, true);
    }

    public async ValueTask DisposeAsync()
    {
        await text.DisposeAsync();
        if (file is not null)
            await file.DisposeAsync();
    }
}
