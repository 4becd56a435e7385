namespace ConveningLedger.Store.Interchange;

/// <summary>Gives the entries of a file one by one, each as a line of the interchange format.</summary>
interface IEntrySource : IAsyncDisposable
{
    /// <summary>The line without its end; valid until the next one is read.</summary>
    ReadOnlyMemory<byte> Line { get; }

    /// <summary>Which line of the file, or row of the sheet, it is, from 1.</summary>
    long Number { get; }

    /// <summary>Whether it goes on beyond what a line may have.</summary>
    bool IsTooLong { get; }

    /// <summary>How many bytes of the file were read.</summary>
    long Position { get; }

    /// <summary>Why the row cannot even be made a line.</summary>
    IReadOnlyList<Refusal> Refusals { get; }

    /// <summary>The row that the line was made of; null where the file is no sheet.</summary>
    Sheet? Sheet { get; }

    /// <summary>Goes to the next one that is not blank.</summary>
    /// <returns>False at the end.</returns>
    ValueTask<bool> Next(CancellationToken cancellation);

    /// <summary>Opens a file: a sheet where its name ends with <c>.csv</c> or <c>.csv.gz</c>, else JSON Lines.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    static async Task<IEntrySource> Open(string path, Catalogue catalogue, ImportOptions options, CancellationToken cancellation) =>
        path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".csv.gz", StringComparison.OrdinalIgnoreCase)
            ? await SheetReader.Open(path, catalogue, options, cancellation)
            : await LineReader.Open(path, cancellation);
}

/// <summary>A cell of a sheet.</summary>
/// <param name="Column">The letters of its column, as a spreadsheet shows them.</param>
/// <param name="Header">The header of its column.</param>
/// <param name="Text">What stands in it.</param>
public sealed record Cell(string Column, string Header, string Text);

/// <summary>A row of a sheet.</summary>
/// <param name="Headers">The headers of the columns.</param>
/// <param name="Cells">What stands in the row.</param>
sealed record Sheet(IReadOnlyList<string> Headers, IReadOnlyList<string> Cells)
{
    /// <summary>The cell of a member, by its path; null where there is no column for it.</summary>
    public Cell? CellOf(string path)
    {
        // What is wrong inside a list or a record is wrong in the cell that holds it whole.
        var name = path.Split('[')[0];
        while (true)
        {
            for (var column = 0; column < Headers.Count; column++)
            {
                if (Headers[column] == name)
                    return new(Letters(column), name, column < Cells.Count ? Cells[column] : "");
            }
            if (name.LastIndexOf('.') is not (> 0 and var dot))
                return null;
            name = name[..dot];
        }
    }

    /// <summary>The letters of a column: A for the first.</summary>
    public static string Letters(int column) => column < 26 ? $"{(char)('A' + column)}" : $"{Letters((column / 26) - 1)}{(char)('A' + (column % 26))}";
}
