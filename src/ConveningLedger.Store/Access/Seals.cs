using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;

namespace ConveningLedger.Store.Access;

/// <summary>
/// Seals what goes out to come back: nobody reads it, nobody changes it, and it opens only for what it was sealed for. The same text for the
/// same purpose is sealed the same, on every node, so that an answer can be compared with the one before. AES-GCM with a synthetic nonce: the
/// keyed hash of purpose and text.
/// </summary>
public sealed class Seals(AccessBook book) : IHostedService
{
    const int NonceBytes = 12;
    const int TagBytes = 16;
    const int KeyBytes = 32;

    byte[]? key;
    byte[] nonceKey = [];

    /// <summary>Fetches the key.</summary>
    /// <param name="cancellationToken">Stops the fetching.</param>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var secret = await book.Secret("seals", cancellationToken);
        key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, info: "seal"u8.ToArray());
        nonceKey = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, info: "nonce"u8.ToArray());
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Seals a text.</summary>
    /// <param name="purpose">What for: it opens for nothing else.</param>
    /// <param name="text">The text.</param>
    /// <returns>The sealed text, in characters that need no escaping anywhere.</returns>
    public string Seal(string purpose, string text)
    {
        var (context, plain) = (Encoding.UTF8.GetBytes(purpose), Encoding.UTF8.GetBytes(text));
        var sealedBytes = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        using (var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, nonceKey))
        {
            hash.AppendData(BitConverter.GetBytes(context.Length));
            hash.AppendData(context);
            hash.AppendData(plain);
            hash.GetHashAndReset().AsSpan(0, NonceBytes).CopyTo(nonce);
        }
        using var cipher = Cipher();
        cipher.Encrypt(nonce, plain, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes), context);
        return System.Buffers.Text.Base64Url.EncodeToString(sealedBytes);
    }

    /// <summary>Opens a sealed text; null where it was not sealed here for this purpose.</summary>
    /// <param name="purpose">What it has to be for.</param>
    /// <param name="text">The sealed text.</param>
    public string? Open(string purpose, string text)
    {
        if (!System.Buffers.Text.Base64Url.IsValid(text))
            return null;
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(text);
        // Of what is read over white space there would be many texts of one.
        if (bytes.Length < NonceBytes + TagBytes || System.Buffers.Text.Base64Url.EncodeToString(bytes) != text)
            return null;
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        using var cipher = Cipher();
        try
        {
            cipher.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(purpose));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    // One for each use: it is not for several threads.
    AesGcm Cipher() => new(key ?? throw new InvalidOperationException("The ledger has not started."), TagBytes);
}
