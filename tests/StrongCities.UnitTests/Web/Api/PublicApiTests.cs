using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using StrongCities.UnitTests.Architecture;

namespace StrongCities.UnitTests.Web.Api;

/// <summary>What programs of others lean on: a change of it is seen in the snapshot before it is seen by them.</summary>
public sealed class PublicApiTests(SiteOnLoopback site) : IClassFixture<SiteOnLoopback>
{
    private const string Snapshot = "tests/StrongCities.UnitTests/Web/Api/openapi.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task The_api_is_that_of_the_snapshot()
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        var now = (await client.GetFromJsonAsync<JsonObject>("/api/v1/openapi.json"))!;
        // The address of this run.
        now.Remove("servers");
        var path = Path.Combine(Repository.Root, Snapshot);
        if (Environment.GetEnvironmentVariable("WRITE_SNAPSHOTS") == "1")
        {
            await File.WriteAllTextAsync(path, now.ToJsonString(Indented) + "\n");
        }

        Assert.Equal(await File.ReadAllTextAsync(path), now.ToJsonString(Indented) + "\n");
    }

    [Theory]
    [InlineData("/api/v1/members")]
    [InlineData("/api/v1/dialogues")]
    [InlineData("/api/v1/dialogues/some")]
    [InlineData("/api/v1/trainings")]
    [InlineData("/api/v1/trainings?theme=funding")]
    [InlineData("/api/v1/trainings/some")]
    public async Task With_its_service_away_an_answer_is_a_problem_and_no_empty_list(string path)
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        using var answer = await client.GetAsync(path);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }
}
