namespace ConveningLedger.Build;

/// <summary>A step cannot go on; the message is all that the person at the terminal needs.</summary>
sealed class StepFailedException(string message) : Exception(message);
