// The session ends when nobody has touched the pages for a while. Two minutes
// before, the page says so and offers to go on; when it has ended, what is
// written on the page stays, and the login opens beside it. All windows of one
// browser count as one.

const limit = Number(document.documentElement.dataset.idle) * 1000;
const warning = 120_000;
const leaving = document.getElementById("leaving");
const left = document.getElementById("left");
const windows = new BroadcastChannel("kontakten-session");
let touched = Date.now();

function touch() {
  touched = Date.now();
  if (leaving.open) leaving.close();
  windows.postMessage("touched");
}
windows.onmessage = () => {
  touched = Date.now();
  if (leaving.open) leaving.close();
  if (left.open) left.close();
};

setInterval(() => {
  const idle = Date.now() - touched;
  if (idle > limit - warning && !leaving.open && !left.open) leaving.showModal();
}, 5_000);

// The window of the original closes with the session (R27).
const originals = new BroadcastChannel("kontakten-case");
document.addEventListener("submit", (e) => {
  if (e.target.getAttribute("action") === "/logga-ut") originals.postMessage({ close: true });
});

function ended() {
  originals.postMessage({ close: true });
  if (leaving.open) leaving.close();
  if (!left.open) left.showModal();
}

// A form on a page that has stood for a while asks first whether the session is still there: where it is not, what was
// written stays on the page, and the login opens beside it (R29).
let asked = Date.now();
document.addEventListener("submit", async (e) => {
  const form = e.target, button = e.submitter;
  if (e.defaultPrevented || form.method !== "post" || form.getAttribute("action") === "/logga-ut" || Date.now() - asked < 60_000) return;
  e.preventDefault();
  const answer = await fetch("/kvar", { credentials: "same-origin" }).catch(() => null);
  delete form.dataset.sent;
  if (answer?.status === 401) return ended();
  asked = Date.now();
  form.requestSubmit(button?.form === form ? button : undefined);
});

document.getElementById("stay").addEventListener("click", async () => {
  const answer = await fetch("/kvar", { credentials: "same-origin" }).catch(() => null);
  if (answer?.status === 401) ended();
  else if (answer?.ok) touch();
});

// What a script sends for the clerk is activity; keying.js tells of it.
document.addEventListener("kontakten:sent", touch);
document.addEventListener("kontakten:ended", ended);
document.addEventListener("htmx:responseError", (e) => {
  if (e.detail.xhr.status === 401) ended();
});

touch(); // loading a page is activity
