using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StrongCities.ServiceDefaults.Languages;
using StrongCities.Web.Forms;
using StrongCities.Web.Layout;

namespace StrongCities.UnitTests.Web.Forms;

public sealed partial class FormKeyTests
{
    [Fact]
    public async Task A_form_that_is_shown_anew_gets_a_key_of_its_own()
    {
        var first = await KeyAsync(new FormState([], null));
        Assert.Equal(32, first.Length);
        Assert.NotEqual(first, await KeyAsync(new FormState([], null)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_form_whose_fate_is_unknown_keeps_its_key_and_one_that_was_refused_is_a_new_wish(bool unconfirmed)
    {
        var errors = new FieldErrors { Unconfirmed = unconfirmed };
        errors.Add("", "not done, or not known to be");
        Assert.Equal(unconfirmed, await KeyAsync(new FormState(errors, new Submitted(new FormCollection(new() { [FormKey.Field] = "0123abc" })))) == "0123abc");
    }

    [Fact]
    public async Task A_form_sent_without_a_key_gets_one() =>
        Assert.Equal(32, (await KeyAsync(new FormState([], new Submitted(new FormCollection(new() { [FormKey.Field] = " " }))))).Length);

    private static async Task<string> KeyAsync(FormState state)
    {
        await using var services = new ServiceCollection()
            .AddSingleton(new WordsOf(typeof(Site).Assembly).In(Language.English))
            .AddSingleton(new Site(null!, null!, null!, null!))
            .BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, NullLoggerFactory.Instance);
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<CascadingValue<FormState>>(
            ParameterView.FromDictionary(new Dictionary<string, object?>
            {
                ["Value"] = state,
                ["ChildContent"] = (RenderFragment)(form =>
                {
                    form.OpenComponent<FormKey>(0);
                    form.CloseComponent();
                }),
            }))).ToHtmlString());
        return Key().Match(html).Groups[1].Value;
    }

    [GeneratedRegex("name=\"key\" value=\"(\\w+)\"")]
    private static partial Regex Key();
}
