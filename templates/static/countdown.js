// How long something waits still, beside the time that is written out. Only eyes get it: a screen
// reader has the time, and is told nothing each second (R29). At the end the page asks what came of it.

function tick() {
  for (const el of document.querySelectorAll(".countdown[data-left]")) {
    el.dataset.until ??= String(performance.now() + Number(el.dataset.left) * 1000);
    const left = Math.ceil((Number(el.dataset.until) - performance.now()) / 1000);
    if (left > 0) {
      el.textContent = `om ${Math.floor(left / 60)}.${String(left % 60).padStart(2, "0")}`;
      continue;
    }
    el.textContent = "nu";
    if (el.dataset.told) continue;
    el.dataset.told = "1";
    const box = el.closest("[hx-get]");
    if (box) htmx.trigger(box, "gone");
    else el.closest("form")?.querySelector("button")?.setAttribute("disabled", ""); // too late
  }
}

tick();
setInterval(tick, 1000);
document.addEventListener("htmx:afterSettle", tick);
