using StrongCities.Faults.Harness;
using StrongCities.Faults.Rows;

namespace StrongCities.EndToEndTests.Faults;

/// <summary>Web killed in the middle of a form.</summary>
[Collection("platform")]
public class WebKilledTests(Platform platform)
{
    /// <summary>Its control is in the row: the same form with another key is another form.</summary>
    [Fact]
    public async Task A_form_cut_off_by_the_death_of_Web_is_sent_again_and_done_once()
    {
        using var sink = new MailSink();
        await WebKilled.RunAsync(new Scene(platform.Copy, sink), cutOffs: 1);
    }
}
