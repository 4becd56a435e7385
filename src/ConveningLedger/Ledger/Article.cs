namespace ConveningLedger.Ledger;

/// <summary>The indefinite article before names that the ledger puts into its sentences.</summary>
static class Article
{
    /// <summary>The name with its article.</summary>
    public static string Before(string name) => name[0] is 'A' or 'E' or 'I' or 'O' ? $"an {name}" : $"a {name}";
}
