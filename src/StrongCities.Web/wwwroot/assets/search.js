// The list follows the typing. Without this script the button asks; with it the button still does.
const form = document.querySelector("form[data-follow]");
const state = document.querySelector("[data-found-state]");
let later;
let asked;

// As the form would send it, without what is empty.
const query = () => new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== "")).toString();
let shown = query();

const follow = async () => {
  asked?.abort();
  const wanted = query();
  if (wanted === shown) {
    return;
  }

  asked = new AbortController();
  const address = location.pathname + (wanted && `?${wanted}`);
  try {
    const answer = await fetch(address, { signal: asked.signal });
    if (!answer.ok) {
      return;
    }

    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.querySelector("[data-found]").replaceChildren(...page.querySelector("[data-found]").childNodes);
    // A screen reader hears how many there are now; the focus stays where it is.
    state.textContent = page.querySelector("[data-found-state]").textContent;
    history.replaceState(null, "", address);
    shown = wanted;
  } catch {
    // Overtaken by the next letter, or the network is away: the list stays, and the button still asks.
  }
};

form.addEventListener("input", () => {
  clearTimeout(later);
  later = setTimeout(follow, 300);
});
form.addEventListener("submit", () => clearTimeout(later));
