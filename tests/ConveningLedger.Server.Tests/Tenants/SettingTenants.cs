using ConveningLedger.Server.Tenants;
using Microsoft.Extensions.Configuration;

namespace ConveningLedger.Server.Tests.Tenants;

public sealed class SettingTenants
{
    const string Acme = "Tenants:acme:ConnectionStrings:Ledger=Host=db-1;Database=acme Tenants:acme:Access:PublicUrl=https://acme.example.org";

    [Fact]
    public void without_any_there_is_one_ledger() => Assert.Empty(Tenant.All(Settings("ConnectionStrings:Ledger=Host=db-1")));

    [Fact]
    public void what_is_set_for_one_is_set_for_it_alone()
    {
        var tenants = Tenant.All(Settings($"{Acme} Tenants:BETA:ConnectionStrings:Ledger=Host=db-2;Database=acme Tenants:BETA:Access:PublicUrl=https://beta.example.org Tenants:BETA:Access:EverybodyOpens=false"));

        Assert.Equal(["acme", "beta"], tenants.Select(tenant => tenant.Name));
        Assert.Equal(["acme.example.org", "beta.example.org"], tenants.Select(tenant => tenant.Host));
        Assert.Equal("false", tenants[1].Settings["Access:EverybodyOpens"]);
        Assert.False(tenants[0].Settings.ContainsKey("Access:EverybodyOpens"));
        Assert.Equal(["convening-ledger-acme", "convening-ledger-beta"], tenants.Select(tenant => tenant.Settings["Access:Audience"]));
    }

    [Theory]
    [InlineData("Tenants:a_b:ConnectionStrings:Ledger=Host=db-1", "Tenants:a_b is no name of a tenant.")]
    [InlineData("Tenants:acme:Access:PublicUrl=https://acme.example.org", "Tenants:acme:ConnectionStrings:Ledger is not set.")]
    [InlineData("Tenants:acme:ConnectionStrings:Ledger=Host=db-1", "Tenants:acme:Access:PublicUrl is not set.")]
    [InlineData("Tenants:acme:ConnectionStrings:Ledger=Host=db-1 Tenants:acme:Access:PublicUrl=acme", "Tenants:acme:Access:PublicUrl is 'acme'.")]
    [InlineData("Tenants:acme:ConnectionStrings:Ledger=Hst=db-1 Tenants:acme:Access:PublicUrl=https://acme.example.org", "Tenants:acme:ConnectionStrings:Ledger cannot be read:")]
    [InlineData($"{Acme} ConnectionStrings:Ledger=Host=db-1", "ConnectionStrings:Ledger is set beside Tenants.")]
    [InlineData($"{Acme} ConnectionStrings:Standbys=Host=db-1", "ConnectionStrings:Standbys is set beside Tenants.")]
    [InlineData($"{Acme} Tenants:beta:ConnectionStrings:Ledger=Host=DB-1;Port=5432;Database=acme;Username=x Tenants:beta:Access:PublicUrl=https://beta.example.org", "The tenants acme and beta have the same database.")]
    [InlineData($"{Acme} Tenants:beta:ConnectionStrings:Ledger=Host=db-2 Tenants:beta:Access:PublicUrl=https://ACME.example.org:8443", "The tenants acme and beta are reached under the same name of a machine.")]
    [InlineData($"{Acme} Tenants:beta:ConnectionStrings:Ledger=Host=db-2 Tenants:beta:Access:PublicUrl=https://beta.example.org Access:Authority=https://id.example.org Tenants:acme:Access:Audience=x Tenants:beta:Access:Audience=x", "The tenants acme and beta take the same tokens of the same issuer.")]
    public void what_would_mix_them_up_is_refused(string set, string said) => Assert.StartsWith(said, Assert.Throws<SettingException>(() => Tenant.All(Settings(set))).Message);

    static IConfiguration Settings(string set) => new ConfigurationBuilder().AddInMemoryCollection(set.Split(' ').Select(one => one.Split('=', 2)).Select(pair => new KeyValuePair<string, string?>(pair[0], pair[1]))).Build();
}
