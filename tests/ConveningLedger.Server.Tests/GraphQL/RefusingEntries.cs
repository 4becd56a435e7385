using System.Text.Json;

namespace ConveningLedger.Server.Tests.GraphQL;

[Collection(OnTheApi.Name)]
public sealed class RefusingEntries(SharedApi api)
{
    LedgerApi Ledger => api.Ledger;

    [Fact]
    public async Task names_the_nearest_of_a_key_that_is_not_known()
    {
        await Ledger.Open("nearest-key");
        await Map("nearest-key", "dam-wall");

        await Refused("FieldNoteTaken", new { endeavour = "nearest-key", occurredAt = "2019", data = new { words = "Dry.", about = new[] { "dam-wal" } } },
            """
            {
              "__typename": "InvalidEntry", "code": "UNKNOWN_KEY", "message": "Nothing was named 'dam-wal'.",
              "path": ["input", "data", "about", "0"], "accepted": "the key of an ELEMENT", "nearest": ["dam-wall"]
            }
            """);
    }

    [Fact]
    public Task names_the_nearest_of_an_endeavour_that_is_not_known() =>
        Refused("FieldNoteTaken", new { endeavour = "vesa-water", occurredAt = "2019", data = new { words = "Dry." } },
            """
            {
              "__typename": "InvalidEntry", "code": "UNKNOWN_ENDEAVOUR", "message": "There is no endeavour 'vesa-water'.",
              "path": ["input", "endeavour"], "accepted": "the slug of an endeavour; a new one begins with EndeavourOpened", "nearest": ["vessa-water"]
            }
            """);

    [Fact]
    public async Task says_which_member_is_out_of_its_range()
    {
        await Ledger.Open("out-of-range");

        await Refused("TensionHeld", new { endeavour = "out-of-range", occurredAt = "2019", data = new { tension = "GROUND_AND_POLITICS", leaning = 1.5 } },
            """
            {
              "__typename": "InvalidEntry", "code": "OUT_OF_RANGE", "message": "1.5 is out of range.",
              "path": ["input", "data", "leaning"], "accepted": "a number from -1 to 1", "nearest": []
            }
            """);
    }

    [Fact]
    public async Task says_all_that_is_wrong_at_once()
    {
        await Ledger.Open("all-at-once");

        var payload = await Ledger.Submit("FieldNoteTaken",
            new { endeavour = "all-at-once", @ref = "Not a slug", id = "42", occurredAt = "soon", data = new { words = " ", about = new[] { "X" } } });

        Assert.Equal(JsonValueKind.Null, payload.GetProperty("entry").ValueKind);
        Assert.Equal(
            ["input data about 0: NOT_A_SLUG", "input data words: TEXT_EMPTY", "input id: NOT_AN_ID", "input occurredAt: DATE_UNREADABLE", "input ref: NOT_A_SLUG"],
            payload.GetProperty("errors").EnumerateArray().Select(error =>
                $"{string.Join(' ', error.GetProperty("path").EnumerateArray())}: {error.GetProperty("code")}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task half_a_character_is_refused_not_replaced()
    {
        await Ledger.Open("half-a-character");

        var answer = await Ledger.Ask(
            """mutation { recordFieldNoteTaken(input: {endeavour: "half-a-character", occurredAt: "2019", data: {words: "lone \ud800"}}) { entry { id } errors { code path } } }""");

        LedgerApi.AssertJson("""{ "entry": null, "errors": [{ "code": "INVALID_TEXT", "path": ["input", "data", "words"] }] }""", answer.GetProperty("recordFieldNoteTaken"));
    }

    [Fact]
    public async Task the_data_of_another_kind_corrects_nothing()
    {
        await Ledger.Open("another-kind");
        var id = await Ledger.Record("FieldNoteTaken", new { endeavour = "another-kind", occurredAt = "2019", data = new { words = "Dry." } });

        var payload = await Ledger.Submit("EntryCorrected", new
        {
            endeavour = "another-kind", occurredAt = "2019",
            data = new { entry = id, reason = "A slip.", data = new { tensionHeld = new { tension = "GROUND_AND_POLITICS", leaning = 0 } } },
        });

        var error = Assert.Single(payload.GetProperty("errors").EnumerateArray());
        Assert.Equal("WRONG_ENTRY", error.GetProperty("code").GetString());
        Assert.Equal("It is the data of a TensionHeld, and the entry is a FieldNoteTaken.", error.GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("{ endeavour(slug: \"vessa-water\") { frame(as: NOBODY) { title } } }", "NOBODY is not in the list. Accepted: one of CONVENERS, TEAM, EVALUATORS, PUBLIC.")]
    [InlineData("{ endeavour(slug: \"vessa-water\") { frame(as: \"PUBLIC\") { title } } }", "\"PUBLIC\" is not in the list. Accepted: one of CONVENERS, TEAM, EVALUATORS, PUBLIC.")]
    [InlineData("{ endeavour(slug: 1) { title } }", "A Slug is written as a text, such as \"dam-wall\".")]
    [InlineData("mutation { recordConvenerJoined(input: { endeavour: \"e\", occurredAt: \"2019\", data: { convener: \"c\", roles: [GUEST] } }) { wasRecordedBefore } }",
        "GUEST is not in the list. Accepted: one of HOST, CUSTODIAN, PROJECT_INITIATOR, ADVOCATE, CONNECTOR.")]
    public async Task says_what_it_takes_where_a_literal_is_not_accepted(string query, string message)
    {
        var (code, refused) = await Ledger.Refuses(query);

        Assert.Equal("VALIDATION_FAILED", code);
        Assert.EndsWith(message, refused);
    }

    [Fact]
    public async Task says_what_it_takes_where_a_variable_is_not_accepted()
    {
        const string query = "query($slug: Slug!, $as: Visibility) { endeavour(slug: $slug) { frame(as: $as) { title } } }";

        Assert.Equal(("VARIABLE_INVALID", "Variable '$as' is invalid. Unable to convert 'NOBODY' to 'Visibility'. NOBODY is not in the list. Accepted: one of CONVENERS, TEAM, EVALUATORS, PUBLIC."),
            await Ledger.Refuses(query, new { slug = "vessa-water", @as = "NOBODY" }));
        Assert.Equal(("VARIABLE_INVALID", "Variable '$slug' is invalid. Unable to convert '1' to 'Slug'. A Slug is written as a text, such as \"dam-wall\"."), await Ledger.Refuses(query, new { slug = 1 }));
    }

    [Fact]
    public async Task the_same_entry_again_is_the_same_entry()
    {
        await Ledger.Open("again");
        var entry = new { endeavour = "again", id = "0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55", occurredAt = "2019", data = new { words = "Dry." } };

        var first = await Ledger.Submit("FieldNoteTaken", entry);
        var second = await Ledger.Submit("FieldNoteTaken", entry);

        Assert.False(first.GetProperty("wasRecordedBefore").GetBoolean());
        Assert.True(second.GetProperty("wasRecordedBefore").GetBoolean());
        LedgerApi.AssertJson(first.GetProperty("entry").GetRawText(), second.GetProperty("entry"));
    }

    [Fact]
    public async Task other_content_under_an_id_that_is_taken_is_another_entry()
    {
        await Ledger.Open("taken");
        const string id = "0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a56";
        await Ledger.Record("FieldNoteTaken", new { endeavour = "taken", id, occurredAt = "2019", data = new { words = "Dry." } });

        await Refused("FieldNoteTaken", new { endeavour = "taken", id, occurredAt = "2019", data = new { words = "Wet." } },
            """
            {
              "__typename": "IdTaken", "code": "ID_TAKEN", "message": "It belongs to another entry of this endeavour.",
              "path": ["input", "id"], "accepted": "a new UUID, or none; the same id again with the very same content", "recorded": { "uuid": "0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a56" }
            }
            """);
    }

    [Fact]
    public async Task null_is_absent()
    {
        await Ledger.Open("null-is-absent");
        var id = Guid.NewGuid();

        var given = await Ledger.Submit("ElementMapped", new
        {
            endeavour = "null-is-absent", id, @ref = (string?)null, occurredAt = "2019", visibility = (string?)null, modes = (string[]?)null, note = (string?)null,
            data = new { key = "camp", name = "The camp", element = "GROUP", scale = "LOCAL", force = (string?)null, description = (string?)null },
        });
        var absent = await Ledger.Submit("ElementMapped",
            new { endeavour = "null-is-absent", id, occurredAt = "2019", data = new { key = "camp", name = "The camp", element = "GROUP", scale = "LOCAL" } });

        Assert.Equal(0, given.GetProperty("errors").GetArrayLength());
        Assert.True(absent.GetProperty("wasRecordedBefore").GetBoolean());
    }

    [Fact]
    public async Task tells_the_newer_revision_of_a_call()
    {
        await Ledger.Open("newer");
        var first = await Ledger.Record("ConveningCallRevised", new { endeavour = "newer", occurredAt = "2019", data = new { text = "Come." } });
        var second = await Ledger.Record("ConveningCallRevised", new { endeavour = "newer", occurredAt = "2020", data = new { text = "Do come.", basedOn = first } });

        await Refused("ConveningCallRevised", new { endeavour = "newer", occurredAt = "2021", data = new { text = "Stay.", basedOn = first } },
            $$"""
            {
              "__typename": "NewerRevision", "code": "BASED_ON_BEHIND", "message": "The call has been revised since.",
              "path": ["input", "data", "basedOn"], "accepted": "the entry of the newest revision, after reading it", "newest": "{{second}}"
            }
            """);
    }

    [Fact]
    public async Task evaluators_record_what_is_theirs_and_guests_nothing()
    {
        await Ledger.Open("roles");
        var note = new { endeavour = "roles", occurredAt = "2019", data = new { words = "Dry." } };
        var tension = new { endeavour = "roles", occurredAt = "2019", data = new { tension = "GROUND_AND_POLITICS", leaning = 0 } };

        await Ledger.Record("FieldNoteTaken", note, "ines evaluators");
        Assert.Equal(["NOT_ALLOWED"], Codes(await Ledger.Submit("TensionHeld", tension, "ines evaluators")));
        Assert.Equal(["NOT_ALLOWED"], Codes(await Ledger.Submit("FieldNoteTaken", note, "guest public")));
    }

    [Fact]
    public async Task what_one_may_not_see_is_no_help_to_a_guess()
    {
        await Ledger.Open("guessing");
        await Ledger.Record("ElementMapped",
            new { endeavour = "guessing", occurredAt = "2019", visibility = "CONVENERS", data = new { key = "secret-donor", name = "The donor", element = "GROUP", scale = "LOCAL" } });

        var payload = await Ledger.Submit("FieldNoteTaken",
            new { endeavour = "guessing", occurredAt = "2019", data = new { words = "Who?", about = new[] { "secret-dono" } } }, "jun team");
        var known = await Ledger.Submit("FieldNoteTaken",
            new { endeavour = "guessing", occurredAt = "2019", data = new { words = "Who?", about = new[] { "secret-donor" } } }, "jun team");

        Assert.Equal(0, payload.GetProperty("errors")[0].GetProperty("nearest").GetArrayLength());
        Assert.Equal("UNKNOWN_KEY", Assert.Single(Codes(known)));
    }

    async Task Refused(string kind, object input, string error)
    {
        var payload = await Ledger.Submit(kind, input);
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("entry").ValueKind);
        LedgerApi.AssertJson(error, Assert.Single(payload.GetProperty("errors").EnumerateArray()));
    }

    Task<string> Map(string endeavour, string key) =>
        Ledger.Record("ElementMapped", new { endeavour, occurredAt = "2019", data = new { key, name = key, element = "SYSTEM", scale = "LOCAL" } });

    static IEnumerable<string?> Codes(JsonElement payload) => payload.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString());
}
