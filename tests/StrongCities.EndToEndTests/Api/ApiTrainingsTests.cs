using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace StrongCities.EndToEndTests.Api;

/// <summary>Programs read the catalogue of trainings as people do: the same courses and dates, and of places a band.</summary>
[Collection("platform")]
public class ApiTrainingsTests(Platform platform)
{
    [Fact]
    public async Task Trainings_are_those_of_the_catalogue_with_their_dates_and_no_count_of_places()
    {
        using var client = new HttpClient { BaseAddress = new Uri(platform.Site) };
        var all = (await client.GetFromJsonAsync<JsonObject>("/api/v1/trainings"))!["trainings"]!.AsArray();
        var published = await platform.ListAsync("trainingdb", "select id::text from courses where state = 2");
        Assert.Equal(published.Order(), all.Select(training => training!["id"]!.GetValue<string>()).Order());
        var ahead = await platform.ListAsync("trainingdb", "select gatherings.id::text from gatherings join courses on courses.id = course_id where gatherings.state = 2 and courses.state = 2 and ends_at > now()");
        var dates = all.SelectMany(training => training!["dates"]!.AsArray()).ToList();
        Assert.Equal(ahead.Order(), dates.Select(date => date!["id"]!.GetValue<string>()).Order());
        Assert.All(dates, date => Assert.Contains(date!["availability"]!.GetValue<string>(), new[] { "plenty", "few", "full", "closed" }));
        Assert.All(dates, date => Assert.False(date!.AsObject().ContainsKey("capacity") || date.AsObject().ContainsKey("taken")));
        Assert.NotEmpty(dates.SelectMany(date => date!["sessions"]!.AsArray()));

        var one = all.First(training => training!["dates"]!.AsArray().Count > 0)!;
        Assert.True(JsonNode.DeepEquals(one, await client.GetFromJsonAsync<JsonObject>($"/api/v1/trainings/{one["id"]}")));
        var theme = one["theme"]!.GetValue<string>();
        var ofTheme = (await client.GetFromJsonAsync<JsonObject>($"/api/v1/trainings?theme={theme}"))!["trainings"]!.AsArray();
        Assert.Equal(all.Where(training => training!["theme"]!.GetValue<string>() == theme).Select(training => $"{training!["id"]}"), ofTheme.Select(training => $"{training!["id"]}"));

        foreach (var unknown in new[] { "some", Guid.NewGuid().ToString() })
        {
            using var answer = await client.GetAsync($"/api/v1/trainings/{unknown}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Equal("course-unknown", (await answer.Content.ReadFromJsonAsync<JsonObject>())!["reason"]!.GetValue<string>());
        }
    }
}
