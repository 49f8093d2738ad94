using Grpc.Core;
using Microsoft.AspNetCore.Components;
using StrongCities.Contracts.Membership;
using StrongCities.ServiceDefaults.Refusals;
using StrongCities.Web.Forms;
using StrongCities.Web.Layout;
using StrongCities.Web.Refusals;

namespace StrongCities.Web.Pages.Join;

/// <summary>A page that asks one group of questions of the application open in this browser; it saves and returns to the list of steps.</summary>
public abstract class ApplicationStep : ComponentBase
{
    [Inject] protected Words Say { get; set; } = null!;

    [Inject] protected Site Here { get; set; } = null!;

    [Inject] protected ApplicantCookie Applicant { get; set; } = null!;

    [Inject] protected Applications.ApplicationsClient Applications { get; set; } = null!;

    protected FieldErrors Errors { get; } = [];

    /// <summary>Null until it is read, and for a browser without one, which is led to the start.</summary>
    protected Application? Application { get; private set; }

    protected bool IsCity => Application!.Kind == "city";

    protected override async Task OnInitializedAsync()
    {
        Application = await Applicant.FindAsync();
        if (Application is null)
        {
            Here.Redirect("/join?again");
        }
        else if (Application.State is not ("draft" or "question"))
        {
            Here.Redirect("/join/status");
        }
    }

    /// <summary>The field of this page beside which an answer's refusal stands.</summary>
    protected virtual string FieldOf(string answer) => answer;

    /// <summary>Keeps these answers; what cannot be kept is said beside its field, and then nothing is kept.</summary>
    protected Task<bool> KeepAsync(Answers answers, params string[] fields) => KeepAsync(new SaveAnswersRequest { Answers = answers, Fields = { fields } });

    protected async Task<bool> KeepAsync(SaveAnswersRequest request)
    {
        request.AccessToken = Applicant.Token;
        try
        {
            await Applications.SaveAnswersAsync(request);
            return true;
        }
        catch (RpcException error) when (error.ReadRefusal() is { Reason: "answers-invalid" } refusal)
        {
            foreach (var (field, reason) in refusal.Facts)
            {
                Errors.Add(FieldOf(field), Say.Refusal(reason, []) ?? Say["This answer cannot be kept as it is"]);
            }

            return false;
        }
        catch (RpcException error) when (Errors.Take(error, Say))
        {
            return false;
        }
    }
}
