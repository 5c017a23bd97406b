// The place of a row beside the rows: the line that was read comes into sight, its row is marked, and where the panel
// is open, moving over the rows with J and K shows the place of each.

function settle() {
  const panel = document.querySelector("#mail.source");
  const at = /^Rad (\d+) /.exec(panel?.dataset.row ?? "")?.[1];
  for (const link of document.querySelectorAll(".rows a.row")) link.closest("tr").classList.toggle("shown", link.dataset.row === at);
  const here = panel?.querySelector("rect.here, .here");
  const box = here?.closest(".mail-body");
  if (!box) return;
  const shown = box.getBoundingClientRect(), place = here.getBoundingClientRect();
  box.scrollTop += place.top - shown.top - (shown.height - place.height) / 2;
}

let showing = 0;
document.addEventListener("focusin", (e) => {
  const link = e.target.closest?.(".rows a.row");
  if (!link || !document.querySelector("#mail.source") || !link.matches(":focus-visible")) return;
  clearTimeout(showing);
  showing = setTimeout(() => link.click(), 120);
});

// While rows are edited the panel shows the place of the row that is worked on.
let place = "";
document.addEventListener("focusin", (e) => {
  const to = e.target.closest?.("tr[data-place]")?.dataset.place;
  if (!to || to === place || !document.querySelector("#mail.source")) return;
  place = to;
  clearTimeout(showing);
  showing = setTimeout(() => htmx.ajax("GET", to, { target: "#mail", select: "#mail", swap: "outerHTML" }), 120);
});

document.addEventListener("htmx:afterSettle", settle);
settle();
