using System.Text.RegularExpressions;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>
/// How errors are told: with stable codes of ours (the engine makes its own from the names of exceptions), cut to a length, and without
/// suggestions where the schema is not to be told.
/// </summary>
sealed partial class ErrorCodes(TransportSettings settings) : ErrorInfoProvider(new ErrorInfoProviderOptions { ExposeData = false, ExposeExceptionDetails = false, ExposeCodes = false })
{
    public override ErrorInfo GetInfo(ExecutionError executionError)
    {
        var info = base.GetInfo(executionError);
        // The engine says of a variable only that it cannot be converted; what would be accepted is said by its type.
        if (executionError is InvalidVariableError { InnerException: FormatException mistake })
            info.Message = $"{info.Message}. {mistake.Message}";
        if (!settings.Introspection)
            info.Message = Suggestion().Replace(info.Message, "");
        if (info.Message.Length > settings.Limits.MessageLength)
            info.Message = $"{info.Message[..(settings.Limits.MessageLength - 1)]}…";
        info.Extensions = new Dictionary<string, object?>(executionError.Extensions ?? []) { ["code"] = CodeOf(executionError) };
        return info;
    }

    static string CodeOf(ExecutionError error) => error switch
    {
        SyntaxError => "SYNTAX_ERROR",
        InvalidVariableError => "VARIABLE_INVALID",
        NoOperationError or InvalidOperationNameError or NoOperationNameError => "OPERATION_UNKNOWN",
        ValidationError => "VALIDATION_FAILED",
        // Those made for the API have a code of their own; what is left is a fault that nobody foresaw.
        { InnerException: null, Code: { } code } when error.GetType() == typeof(ExecutionError) => code,
        _ => "INTERNAL",
    };

    [GeneratedRegex(@" ?Did you mean .*\?$")]
    private static partial Regex Suggestion();
}
