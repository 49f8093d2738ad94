using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using StrongCities.Web.Forms;

namespace StrongCities.UnitTests.Web.Forms;

public sealed class SubmittedTests
{
    [Theory]
    [InlineData("  Lyon \r\n", "Lyon")]
    [InlineData("a\r\nb\rc", "a\nb\nc")]
    [InlineData("safe\u202Etxt.exe", "safetxt.exe")]
    [InlineData("ze\u200Bro\u0000\u0007", "zero")]
    [InlineData("e\u0301", "é")]
    public void A_text_is_cleaned_of_what_nobody_sees(string typed, string kept) => Assert.Equal(kept, Form("field", typed).Text("field"));

    [Fact]
    public void What_was_typed_is_kept_to_show_again() => Assert.Equal("  Lyon ", Form("field", "  Lyon ").Raw("field"));

    [Theory]
    [InlineData("1200", 1200L)]
    [InlineData("1 200", 1200L)]
    [InlineData("1\u202F200", 1200L)]
    [InlineData("1,200", 1200L)]
    [InlineData("", null)]
    [InlineData("many", null)]
    [InlineData("99999999999999999999", null)]
    public void A_number_is_read_as_people_type_it(string typed, long? number) => Assert.Equal(number, Form("n", typed).Number("n"));

    [Fact]
    public void A_missing_field_is_empty()
    {
        var form = Form("other", "x");
        Assert.Equal("", form.Text("field"));
        Assert.False(form.Checked("field"));
        Assert.Empty(form.All("field"));
        Assert.Null(form.File("field"));
    }

    [Fact]
    public void The_first_error_of_a_field_wins_and_their_order_stays()
    {
        FieldErrors errors = [];
        errors.Add("b", "one");
        errors.Add("a", "two");
        errors.Add("b", "three");
        Assert.Equal(["b: one", "a: two"], errors.Select(error => $"{error.Key}: {error.Value}"));
        Assert.Null(errors["c"]);
    }

    private static Submitted Form(string name, string value) => new(new FormCollection(new Dictionary<string, StringValues> { [name] = value }));
}
