// The page of a case: the second window that follows it (R27), and whom a note tells.
//
//   a[data-window]     opens the original in a window of its own
//   Ctrl+Enter         sends the form that one is in
//   select[data-mention]   puts "@login" into the note's text
//
// The window needs nothing of this page: it is told by BroadcastChannel which case and row are looked at, and losing it
// costs nothing. Where it stood is remembered by the window itself (window.js).

const channel = new BroadcastChannel("kontakten-case");

// at is the address of the window for a row; "" where the case has no original to show.
function at(row) {
  const href = document.querySelector("a[data-window]")?.getAttribute("href") ?? "";
  return href && row ? `${href}?rad=${row}` : href;
}

function follow(row) {
  const href = at(row);
  if (href) channel.postMessage({ href });
}

function features() {
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("kontakten-fonster") ?? "{}");
  } catch { /* what cannot be read is forgotten */ }
  const { left = screen.availLeft ?? 0, top = screen.availTop ?? 0, width = Math.round(screen.availWidth / 2), height = screen.availHeight } = kept;
  return `popup,left=${left},top=${top},width=${width},height=${height}`;
}

function row() {
  return document.activeElement?.closest?.(".rows a.row")?.dataset.row ?? /^Rad (\d+) /.exec(document.querySelector("#mail")?.dataset.row ?? "")?.[1];
}

document.addEventListener("click", (e) => {
  const link = e.target.closest?.("a[data-window]");
  if (link) {
    e.preventDefault();
    window.open(at(row()), "kontakten-original", features());
  }
});
document.addEventListener("focusin", (e) => {
  const link = e.target.closest?.(".rows a.row");
  if (link) follow(link.dataset.row);
});
channel.onmessage = (e) => {
  if (e.data.where) follow(row()); // a window that was opened or loaded again asks
};
follow(row());

document.addEventListener("change", (e) => {
  const select = e.target.closest?.("select[data-mention]");
  if (!select?.value) return;
  const text = select.form.querySelector("textarea");
  const before = text.value.slice(0, text.selectionStart);
  text.setRangeText((before && !/\s$/.test(before) ? " @" : "@") + select.value + " ", text.selectionStart, text.selectionEnd, "end");
  select.value = "";
  text.focus();
});

// In a form of the case Ctrl+Enter sends it from any field, also from a list that Enter would open.
document.addEventListener("keydown", (e) => {
  const form = e.key === "Enter" && e.ctrlKey && e.target.closest?.(".act-row form, .note-form");
  if (!form) return;
  e.preventDefault();
  form.requestSubmit(form.querySelector("button:not([type=button])"));
});
