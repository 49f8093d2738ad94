using System.Text;
using StrongCities.Membership.Applications;

namespace StrongCities.UnitTests.Membership.Applications;

public sealed class ApplicationDocumentTests
{
    [Fact]
    public void The_type_comes_from_the_content_and_not_from_the_name()
    {
        Assert.Equal("application/pdf", ApplicationDocument.ContentTypeOf("%PDF-1.7"u8));
        Assert.Equal("image/png", ApplicationDocument.ContentTypeOf([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]));
        Assert.Equal("image/jpeg", ApplicationDocument.ContentTypeOf([0xFF, 0xD8, 0xFF, 0xE0]));
        Assert.Null(ApplicationDocument.ContentTypeOf("MZ"u8));
        Assert.Null(ApplicationDocument.ContentTypeOf(" %PDF-"u8));
        Assert.Null(ApplicationDocument.ContentTypeOf("<svg onload='x'>"u8));
    }

    [Fact]
    public void Nothing_more_than_five_megabytes_and_nothing_empty_is_kept()
    {
        var content = new byte[ApplicationDocument.BytesMax + 1];
        Encoding.ASCII.GetBytes("%PDF-").CopyTo(content, 0);
        Assert.Equal(ApplicationRefusals.DocumentTooLarge, ApplicationDocument.MayBeKept(content));
        Assert.Null(ApplicationDocument.MayBeKept(content.AsSpan(1..).ToArray() is var shorter && Write(shorter) ? shorter : []));
        Assert.Equal(ApplicationRefusals.DocumentEmpty, ApplicationDocument.MayBeKept([]));

        static bool Write(byte[] shorter)
        {
            Encoding.ASCII.GetBytes("%PDF-").CopyTo(shorter, 0);
            return true;
        }
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd.pdf")]
    [InlineData("C:\\letters\\our letter.PDF", "our letter.pdf")]
    [InlineData("", "document.pdf")]
    [InlineData(".pdf", "document.pdf")]
    [InlineData("a\r\nb\"<c>.html", "abc.pdf")]
    [InlineData("\u202Efdp.exe", "fdp.pdf")]
    public void A_file_name_loses_folders_controls_and_its_false_ending(string given, string clean) =>
        Assert.Equal(clean, ApplicationDocument.CleanName(given, "application/pdf"));

    [Fact]
    public void A_long_file_name_is_cut() => Assert.Equal(100, ApplicationDocument.CleanName(new string('x', 500), "image/png").Length);
}
