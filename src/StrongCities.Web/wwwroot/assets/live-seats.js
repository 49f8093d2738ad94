// Exact seat counts that follow each change (server-sent events). Without this script the page says when they were read.
const counts = document.querySelector("[data-live]");
const state = document.querySelector("[data-live-state]");
const number = new Intl.NumberFormat(document.documentElement.lang);
const source = new EventSource(counts.dataset.live);

const say = (words) => {
  // A screen reader hears the change of state, not every count.
  state.setAttribute("role", "status");
  if (state.textContent !== words) {
    state.textContent = words;
  }
};

source.addEventListener("seats", (event) => {
  for (const [name, value] of Object.entries(JSON.parse(event.data))) {
    counts.querySelector(`[data-count="${name}"]`).textContent = number.format(value);
  }

  say(state.dataset.following);
});

// The browser asks again by itself unless the server refused; a stream that ended after its minutes is back within a moment.
let lost;
source.addEventListener("error", () => {
  clearTimeout(lost);
  lost = setTimeout(() => say(state.dataset.lost), source.readyState === EventSource.CLOSED ? 0 : 8000);
});
source.addEventListener("open", () => clearTimeout(lost));
